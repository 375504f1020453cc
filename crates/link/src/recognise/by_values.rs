//! A column whose name tells nothing: taken where its values have a shape that little else has.

use super::by_name::Taken;
use super::dates::{are_of_births, is_any_date, is_date, spread};
use super::names::is_of_event;
use super::profile::Profile;
use super::separator::separator;
use super::shapes::{
    has_check, is_category, is_code, is_email, is_female_word, is_known_full, is_known_given, is_national_insurance,
    is_nhs_number, is_number, is_postcode, is_ranged_uprn, is_sex_word, is_social_security, is_written_phone,
};
use crate::check::IdentifierCheck;
use crate::specification::ColumnKind as Kind;

/// A shape of values.
struct Shape {
    kind: Kind,
    about: &'static str,
    /// Which share of the values must have the shape.
    share: f64,
    test: fn(&str) -> bool,
    noun: &'static str,
    check: Option<IdentifierCheck>,
}

/// Shapes, the surest first. Known given names are those of a table of variants, which has no more than the usual ones.
const SHAPES: &[Shape] = &[
    shape(Kind::Email, "", 0.95, is_email, "e-mail addresses"),
    checked("health index", |text| has_check(IdentifierCheck::Chi, text), IdentifierCheck::Chi),
    checked("health and care", |text| has_check(IdentifierCheck::HealthAndCare, text), IdentifierCheck::HealthAndCare),
    shape(Kind::NhsNumber, "", 0.95, is_nhs_number, "NHS numbers with a valid check digit"),
    checked("national insurance", is_national_insurance, IdentifierCheck::NationalInsurance),
    checked("pupil", |text| has_check(IdentifierCheck::Upn, text), IdentifierCheck::Upn),
    checked("learner", |text| has_check(IdentifierCheck::Uln, text), IdentifierCheck::Uln),
    checked("public service", |text| has_check(IdentifierCheck::Pps, text), IdentifierCheck::Pps),
    shape(Kind::Identifier, "social security", 0.95, is_social_security, "social security numbers"),
    shape(Kind::Postcode, "", 0.95, is_postcode, "British postcodes"),
    shape(Kind::Uprn, "", 0.95, is_ranged_uprn, "UPRNs"),
    shape(Kind::Phone, "", 0.95, is_written_phone, "telephone numbers"),
    shape(Kind::FullName, "", 0.6, is_known_full, "whole names of which the given name is known"),
    shape(Kind::GivenNames, "", 0.6, is_known_given, "known given names"),
];

const fn shape(kind: Kind, about: &'static str, share: f64, test: fn(&str) -> bool, noun: &'static str) -> Shape {
    Shape { kind, about, share, test, noun, check: None }
}

/// Identifiers that little else passes for.
const fn checked(about: &'static str, test: fn(&str) -> bool, check: IdentifierCheck) -> Shape {
    Shape { kind: Kind::Identifier, about, share: 0.95, test, noun: check.told(), check: Some(check) }
}

/// What the values alone prove.
pub(super) fn by_values(name: &str, profile: &Profile<'_>) -> Option<Taken> {
    if !profile.is_telling() {
        return None;
    }
    let taken = |kind, about, told: String| Taken {
        kind,
        about,
        separator: separator(kind, profile),
        check: None,
        reason: format!("by its values: {told}"),
        is_by_name: false,
    };
    let is_shared = 10 * profile.distinct < profile.values.len();
    if let Some(shape) = SHAPES.iter().find(|shape| profile.mostly(shape.share, shape.test)) {
        let told = format!("{}% are {}", profile.percent(shape.test), shape.noun);
        // A handful of codes on many rows are those of offices.
        return (!is_shared || shape.kind == Kind::GivenNames)
            .then(|| Taken { check: shape.check, ..taken(shape.kind, shape.about, told) });
    }
    if profile.mostly(0.95, is_sex_word)
        && !profile.mostly(0.95, is_female_word)
        && profile.values.iter().any(|value| is_female_word(value))
    {
        return Some(taken(Kind::Sex, "", format!("{}% are words for a sex", profile.percent(is_sex_word))));
    }
    let is_birth = !is_of_event(name) && profile.mostly(0.95, is_date) && are_of_births(profile);
    is_birth.then(|| {
        let told = format!("{}% are dates, over {} years", profile.percent(is_date), spread(profile));
        taken(Kind::BirthDate, "", told)
    })
}

/// What values look like that prove nothing, in words.
pub(super) fn described(profile: &Profile<'_>) -> &'static str {
    if profile.mostly(0.9, is_any_date) {
        return "dates that need not be of birth";
    }
    if profile.mostly(0.9, is_code) && profile.distinct == profile.values.len() && profile.is_telling() {
        return "codes, each on one row";
    }
    if profile.mostly(0.9, is_number) {
        return "numbers";
    }
    if profile.mostly(0.9, is_code) {
        return "codes";
    }
    if profile.words() > 8.0 {
        return "free text";
    }
    if profile.mostly(0.9, is_category) && 10 * profile.distinct < profile.values.len() {
        return "a few words on many rows";
    }
    "words"
}
