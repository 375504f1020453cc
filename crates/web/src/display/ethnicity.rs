//! Ethnic categories as words.

use crate::words::Words;

/// The words for a code of the ethnic categories of the Welsh health service (UK Core FHIR, `EthnicCategoryWales`). A code of
/// another list is shown as it is: the same letter means different things in different lists.
pub(super) fn ethnicity(words: Words, code: &str) -> String {
    match code {
        "wales:A" => words.ethnicity_white(),
        "wales:B" => words.ethnicity_gypsy_or_traveller(),
        "wales:D" => words.ethnicity_white_and_black_caribbean(),
        "wales:E" => words.ethnicity_white_and_black_african(),
        "wales:F" => words.ethnicity_white_and_asian(),
        "wales:G" => words.ethnicity_other_mixed(),
        "wales:H" => words.ethnicity_indian(),
        "wales:J" => words.ethnicity_pakistani(),
        "wales:K" => words.ethnicity_bangladeshi(),
        "wales:L" => words.ethnicity_other_asian(),
        "wales:M" => words.ethnicity_black_caribbean(),
        "wales:N" => words.ethnicity_black_african(),
        "wales:P" => words.ethnicity_other_black(),
        "wales:R" => words.ethnicity_chinese(),
        "wales:T" => words.ethnicity_arab(),
        "wales:S" => words.ethnicity_other(),
        "wales:Z" => words.ethnicity_not_stated(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use dolen_model::Language;

    use super::*;

    #[test]
    fn every_code_of_the_list_has_its_own_words() {
        for language in [Language::English, Language::Welsh] {
            let codes: Vec<String> = "ABDEFGHJKLMNPRSTZ".chars().map(|letter| format!("wales:{letter}")).collect();
            let told: BTreeSet<String> = codes.iter().map(|code| ethnicity(Words::new(language), code)).collect();
            assert_eq!(told.len(), codes.len());
            assert!(told.iter().all(|words| !words.starts_with("wales:")), "{told:?}");
        }
    }

    #[test]
    fn a_letter_of_another_list_is_not_read_as_one_of_this() {
        assert_eq!(ethnicity(Words::new(Language::English), "nhs:B"), "nhs:B");
    }
}
