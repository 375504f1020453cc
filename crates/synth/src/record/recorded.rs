//! The description of a person in a record, before it is laid out in the agency's columns.

use crate::day::{DateForm, Day};
use crate::place::AddressLines;

/// A date as written down.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum RecordedDate {
    Missing,
    Known(Day),
}

impl RecordedDate {
    /// In the agency's form; empty where it is missing.
    pub(crate) fn write(self, form: DateForm) -> String {
        match self {
            Self::Missing => String::new(),
            Self::Known(day) => day.write(form),
        }
    }
}

/// A former address that was sent along.
pub(crate) struct RecordedPrevious {
    pub(crate) address: String,
    pub(crate) postcode: String,
}

/// Everything an agency has written down of a person. Personal throughout: it has no `Debug`.
pub(crate) struct Recorded {
    pub(crate) title: &'static str,
    pub(crate) forename: String,
    pub(crate) middle_names: String,
    pub(crate) family_name: String,
    pub(crate) former_family_name: String,
    pub(crate) alias: String,
    pub(crate) birth: RecordedDate,
    pub(crate) death: RecordedDate,
    /// `Some(true)` for female, `None` for not known.
    pub(crate) is_female: Option<bool>,
    pub(crate) nhs_number: String,
    /// Whether the agency traced the number.
    pub(crate) nhs_number_traced: bool,
    /// Position in the list of ethnic groups.
    pub(crate) ethnicity: usize,
    pub(crate) prefers_welsh: bool,
    /// Digits; what a spreadsheet made of them; or empty.
    pub(crate) uprn: String,
    pub(crate) address: Option<AddressLines>,
    pub(crate) postcode: String,
    pub(crate) previous: Option<RecordedPrevious>,
    pub(crate) phone: String,
    pub(crate) email: String,
}
