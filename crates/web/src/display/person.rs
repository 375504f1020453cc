//! The words for a person's fields, roles and kinds of attribute.

use dolen_hub::view::WhyChosen;
use dolen_model::{AttributeRole, AttributeType, NhsNumber, PartialDate, PersonField, Sensitive};

use super::ethnicity::ethnicity;
use super::long_date;
use crate::words::Words;

/// What a field is called.
pub(crate) fn field_label(words: Words, field: PersonField) -> String {
    match field {
        PersonField::Title => words.field_title(),
        PersonField::GivenNames => words.field_given_names(),
        PersonField::FamilyName => words.field_family_name(),
        PersonField::FormerFamilyName => words.field_former_family_name(),
        PersonField::Alias => words.field_alias(),
        PersonField::BirthDate => words.field_birth_date(),
        PersonField::DeathDate => words.field_death_date(),
        PersonField::Sex => words.field_sex(),
        PersonField::NhsNumber => words.field_nhs_number(),
        PersonField::NhsNumberStatus => words.field_nhs_number_status(),
        PersonField::Ethnicity => words.field_ethnicity(),
        PersonField::PreferredLanguage => words.field_preferred_language(),
        PersonField::Uprn => words.field_uprn(),
        PersonField::Address => words.field_address(),
        PersonField::Postcode => words.field_postcode(),
        PersonField::PreviousAddress => words.field_previous_address(),
        PersonField::PreviousPostcode => words.field_previous_postcode(),
        PersonField::Phone => words.field_phone(),
        PersonField::Email => words.field_email(),
        PersonField::LeadWorker => words.field_lead_worker(),
        PersonField::Team => words.field_team(),
        PersonField::TeamPhone => words.field_team_phone(),
        PersonField::InvolvedSince => words.field_involved_since(),
        PersonField::InvolvedUntil => words.field_involved_until(),
        PersonField::LastContact => words.field_last_contact(),
        PersonField::AsAt => words.field_as_at(),
    }
}

/// A value as it is read: dates in words, the NHS number 3-3-4, codes as words. A value that does not have the shape of
/// its field is shown as it is.
pub(crate) fn field_value(words: Words, field: PersonField, value: &Sensitive<String>) -> String {
    let value = value.expose();
    if field.is_date() {
        return PartialDate::parse_iso(value).map_or_else(|_| value.clone(), |date| long_date(words, date));
    }
    match field {
        PersonField::NhsNumber => NhsNumber::parse(value).map_or_else(|_| value.clone(), NhsNumber::spaced),
        PersonField::Sex => sex(words, value),
        PersonField::Ethnicity => ethnicity(words, value),
        PersonField::NhsNumberStatus => match value.as_str() {
            "traced" => words.nhs_status_traced(),
            "untraced" => words.nhs_status_untraced(),
            "absent" => words.nhs_status_absent(),
            other => other.to_owned(),
        },
        PersonField::PreferredLanguage => match value.as_str() {
            "en" => words.language_english(),
            "cy" => words.language_welsh(),
            other => other.to_owned(),
        },
        _ => value.clone(),
    }
}

fn sex(words: Words, value: &str) -> String {
    match value {
        "female" => words.sex_female(),
        "male" => words.sex_male(),
        "other" => words.sex_other(),
        _ => words.not_known(),
    }
}

/// Why a value won.
pub(crate) fn why(words: Words, why: WhyChosen) -> String {
    match why {
        WhyChosen::AllAgree => words.why_all_agree(),
        WhyChosen::OnlyValue => words.why_only_value(),
        WhyChosen::TrustedSource => words.why_trusted_source(),
        WhyChosen::MostSources => words.why_most_sources(),
        WhyChosen::Newest => words.why_newest(),
        WhyChosen::MostComplete => words.why_most_complete(),
        WhyChosen::FirstPublished => words.why_first_published(),
    }
}

/// The person's part in an attribute.
pub(crate) fn role(words: Words, role: AttributeRole) -> String {
    match role {
        AttributeRole::Subject => words.role_subject(),
        AttributeRole::Victim => words.role_victim(),
        AttributeRole::Perpetrator => words.role_perpetrator(),
        AttributeRole::Carer => words.role_carer(),
        AttributeRole::Parent => words.role_parent(),
        AttributeRole::Household => words.role_household(),
    }
}

/// The kind of an attribute.
pub(crate) fn kind(words: Words, kind: AttributeType) -> String {
    match kind {
        AttributeType::Circumstance => words.kind_circumstance(),
        AttributeType::Event => words.kind_event(),
        AttributeType::Service => words.kind_service(),
        AttributeType::Risk => words.kind_risk(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dolen_model::Language;

    #[test]
    fn values_read_as_people_write_them() {
        let welsh = Words::new(Language::Welsh);
        let shown = |field, text: &str| field_value(welsh, field, &Sensitive::new(text.to_owned()));
        assert_eq!(shown(PersonField::BirthDate, "1987-03-01"), "1 Mawrth 1987");
        assert_eq!(shown(PersonField::NhsNumber, "9434765919"), "943 476 5919");
        assert_eq!(shown(PersonField::Sex, "female"), "Benyw");
        assert_eq!(shown(PersonField::FamilyName, "Siôn"), "Siôn");
    }

    #[test]
    fn every_field_has_its_own_label_in_both_languages() {
        for language in [Language::English, Language::Welsh] {
            let labels: std::collections::BTreeSet<String> =
                PersonField::ALL.iter().map(|field| field_label(Words::new(language), *field)).collect();
            assert_eq!(labels.len(), PersonField::ALL.len());
        }
    }
}
