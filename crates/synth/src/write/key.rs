//! The key that each agency gives its records.

use crate::agency::{Agency, Entry};

/// The record's key as the agency's file and the truth file have it.
pub(crate) fn key(agency: Agency, entry: &Entry) -> String {
    match agency {
        Agency::CouncilOne => format!("P{:07}", entry.number),
        Agency::CouncilTwo => format!("GA-{}", entry.number),
        Agency::CouncilThree => entry.number.to_string(),
        Agency::Health => format!("S{}", entry.number),
        Agency::Police => format!("{}-{:02}", occurrence(entry), entry.sequence),
    }
}

/// The police's number of an occurrence: year and running number, without a separator.
pub(crate) fn occurrence(entry: &Entry) -> String {
    format!("26{:07}", entry.number)
}
