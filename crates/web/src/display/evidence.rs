//! The words for why records are one person.

use dolen_model::{Language, PersonField};

use super::field_label;
use crate::words::Words;

/// What a comparison of the engine is called, for reports outside the portal. One that a user named is shown by its name.
pub fn comparison_words(language: Language, name: &str) -> String {
    comparison(Words::new(language), name)
}

/// What a level of the engine is called, for reports outside the portal.
pub fn level_words(language: Language, label: &str) -> String {
    level(Words::new(language), label)
}

/// What was compared.
pub(crate) fn comparison(words: Words, name: &str) -> String {
    if let Some(field) = PersonField::from_name(name) {
        return field_label(words, field);
    }
    match name {
        "name" | "names" | "full_name" => words.compared_name(),
        "place" => words.compared_place(),
        "household" => words.household_title(),
        "prior" => words.compared_prior(),
        other => sentence(other),
    }
}

/// What came out of a comparison. A label that the built-in specification does not have is shown as it is.
pub(crate) fn level(words: Words, label: &str) -> String {
    known_level(words, label).unwrap_or_else(|| sentence(label))
}

fn known_level(words: Words, label: &str) -> Option<String> {
    Some(match label {
        "same" | "exact" => words.level_exact(),
        "missing" => words.level_missing(),
        "different" => words.level_different(),
        "day and month exchanged" => words.level_day_month_exchanged(),
        "one digit differs or two are exchanged" => words.level_one_digit(),
        "the same as far as known" => words.level_as_far_as_known(),
        "same day and month, year a little off" => words.level_year_off(),
        "same year and month" => words.level_year_and_month(),
        "same year" => words.level_same_year(),
        "one shared" => words.level_one_shared(),
        "none shared" => words.level_none_shared(),
        "the same before the @" => words.level_same_local_part(),
        "similar before the @" => words.level_similar_local_part(),
        "a part of a double name the same" => words.level_part_of_double_name(),
        "same as a former or other name" => words.level_former_name(),
        "a letter or so differs" => words.level_a_letter(),
        "similar or of one sound" => words.level_similar_sound(),
        "all given names the same" => words.level_all_given_names(),
        "first name the same" => words.level_first_name(),
        "variant of the name" => words.level_variant(),
        "another given name or alias" => words.level_another_name(),
        "initial agrees" => words.level_initial(),
        "exchanged with the family name" => words.level_exchanged_names(),
        "same, verified" => words.level_same_verified(),
        "different, both verified" => words.level_different_verified(),
        "same UPRN" => words.level_same_uprn(),
        "same address" => words.level_same_address(),
        "same postcode" => words.level_same_postcode(),
        "same as a former address" => words.level_former_address(),
        "same street or sector" => words.level_same_street(),
        "within 100 m" => words.level_within_100_m(),
        "within 1 km" => words.level_within_1_km(),
        "within 10 km" => words.level_within_10_km(),
        "same district" => words.level_same_district(),
        "similar or a word in common" => words.level_word_in_common(),
        "spelt nearly the same" => words.level_spelt_nearly(),
        "spelt similarly" => words.level_spelt_similarly(),
        "most words the same" => words.level_most_words(),
        "some words the same" => words.level_some_words(),
        "one slip" => words.level_one_slip(),
        "a slip, to what is no usual name" => words.level_slip_unusual(),
        "first name the same, other given names differ" => words.level_first_name_others_differ(),
        "near, and other given names differ" => words.level_near_others_differ(),
        "same given names in another order" => words.level_other_order(),
        "same, born a generation before the youngest" => words.level_same_grown(),
        "before comparing" => words.level_before_comparing(),
        "agreements that a household shares" => words.level_household(),
        _ => return None,
    })
}

/// A weight in words: how far it speaks for or against one person.
pub(crate) fn strength(words: Words, weight: f64) -> String {
    match weight {
        weight if weight >= 10.0 => words.strength_very_strong_for(),
        weight if weight >= 5.0 => words.strength_strong_for(),
        weight if weight >= 1.0 => words.strength_some_for(),
        weight if weight > -1.0 => words.strength_little(),
        weight if weight > -5.0 => words.strength_some_against(),
        _ => words.strength_strong_against(),
    }
}

fn sentence(name: &str) -> String {
    let text = name.replace('_', " ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use dolen_link::{ColumnKind, ColumnSpecification, Given, Measure, Specification, Table, link};

    /// Columns that are compared on their own, in every way that there is; the comparisons are called after fields of a person.
    fn columns_of_their_own() -> Specification {
        let (text, number) = (ColumnKind::Text, ColumnKind::Identifier);
        let kinds = [text, text, text, text, number, number, ColumnKind::IdentifierStatus];
        let names = ["given_names", "family_name", "address", "postcode", "phone", "nhs_number", "status"];
        let columns = names.iter().zip(kinds).map(|(name, kind)| ColumnSpecification::new(name, kind));
        let mut columns: Vec<ColumnSpecification> = columns.collect();
        columns[5].status = Some("status".to_owned());
        let mut specification = Specification::for_columns(columns).unwrap();
        let measures = [Measure::JaroWinkler, Measure::Ngrams, Measure::Words, Measure::Edits];
        specification
            .comparisons
            .iter_mut()
            .zip(measures)
            .for_each(|(comparison, measure)| comparison.measure = measure);
        specification
    }

    #[test]
    fn every_level_of_the_engine_is_told_in_both_languages() {
        let mut person = Specification::person();
        let coordinates = [("north", ColumnKind::Latitude), ("east", ColumnKind::Longitude)];
        person.add_coordinates(coordinates.map(|(name, kind)| ColumnSpecification::new(name, kind)));
        let mut untold = BTreeSet::new();
        for specification in [person, columns_of_their_own()] {
            let columns: Vec<&str> = specification.columns.iter().map(|column| column.name.as_str()).collect();
            let mut table = Table::new(&columns);
            for id in ["1", "2"] {
                table.push("source", id, columns.iter().map(|_| None));
            }
            let linkage = link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap();
            let levels = linkage.model.levels();
            assert!(levels.len() > 20);
            let lines = linkage.model.evidence_of_pattern(0);
            let labels = levels.iter().map(|level| (&level.comparison, &level.level));
            let labels = labels.chain(lines.iter().map(|line| (&line.comparison, &line.level)));
            let [english, welsh] = [Language::English, Language::Welsh].map(Words::new);
            for (name, label) in labels {
                let level = known_level(english, label);
                let is_untold = level.is_none() || level == known_level(welsh, label);
                untold.extend(is_untold.then(|| label.clone()));
                untold.extend((comparison(english, name) == comparison(welsh, name)).then(|| name.clone()));
            }
        }
        assert!(untold.is_empty(), "{untold:?}");
    }
}
