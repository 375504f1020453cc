//! What is wrong with a row, told without the value that is wrong.

use serde::{Deserialize, Serialize};

use crate::Bilingual;

/// What a broken rule does to its row or file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Told for information; nothing follows.
    Note,
    /// The row is published; its owner should look.
    Warning,
    /// The row goes to the quarantine.
    RowReject,
    /// The whole file is refused.
    FileReject,
}

/// The shape of a value, so that its owner can find it without the report showing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueClass {
    /// Nothing, or blanks.
    Empty,
    /// Digits only.
    Digits,
    /// Letters only, blanks allowed.
    Letters,
    /// Digits and letters.
    Mixed,
    /// Digits with separators, the shape of a date.
    Date,
    /// A word that says that nothing is known: `UNKNOWN`, `N/K`.
    Placeholder,
    /// Anything else.
    Other,
}

impl ValueClass {
    /// The class of a raw value.
    pub fn of(value: &str) -> Self {
        let value = value.trim();
        if value.is_empty() {
            return Self::Empty;
        }
        if is_placeholder(value) {
            return Self::Placeholder;
        }
        let digits = value.chars().any(|letter| letter.is_ascii_digit());
        let letters = value.chars().any(char::is_alphabetic);
        let separators = value.chars().any(|letter| matches!(letter, '/' | '-' | '.'));
        let other = value.chars().any(|letter| !letter.is_alphanumeric() && !matches!(letter, '/' | '-' | '.' | ' '));
        match (digits, letters, separators, other) {
            (_, _, _, true) => Self::Other,
            (true, false, true, _) => Self::Date,
            (true, false, false, _) => Self::Digits,
            (false, true, _, _) => Self::Letters,
            (true, true, _, _) => Self::Mixed,
            (false, false, _, _) => Self::Other,
        }
    }
}

/// Whether a value says that nothing is known.
fn is_placeholder(value: &str) -> bool {
    const WORDS: [&str; 12] =
        ["UNKNOWN", "N/K", "NK", "NOT KNOWN", "N/A", "NA", "NONE", "NULL", "TBC", "ANHYSBYS", "DIM YN HYSBYS", "XXX"];
    WORDS.iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// One broken rule at one place. It carries no value of a person, so it may be printed, logged and sent back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Id of the rule in the catalogue of rules.
    pub rule: String,
    /// What the rule does.
    pub severity: Severity,
    /// Line of the file, from 1; the row of the sheet for a spreadsheet; absent for the whole file.
    pub line: Option<u64>,
    /// Sheet or path inside the file, where it has such parts.
    pub part: Option<String>,
    /// Name of the column as the file has it.
    pub column: Option<String>,
    /// Shape of the value.
    pub value_class: Option<ValueClass>,
    /// What the rule's text leaves open, such as the name of a missing column or a count. Never a person's value. Names
    /// alone are the same in both languages. Boxed, for most problems have none.
    pub detail: Option<Box<Bilingual>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_tells_the_shape_and_not_the_value() {
        let cases = [
            ("  ", ValueClass::Empty),
            ("0123", ValueClass::Digits),
            ("Siôn ap Dafydd", ValueClass::Letters),
            ("NP20 4UX", ValueClass::Mixed),
            ("31/02/1987", ValueClass::Date),
            ("unknown", ValueClass::Placeholder),
            ("?", ValueClass::Other),
        ];
        for (value, class) in cases {
            assert_eq!(ValueClass::of(value), class, "{value}");
        }
    }
}
