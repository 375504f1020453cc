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

/// The police's number of an occurrence: two digits of its year and a running number, without a separator.
pub(crate) fn occurrence(entry: &Entry) -> String {
    let (year, _, _) = entry.opened.civil();
    format!("{:02}{:07}", year.rem_euclid(100), entry.number)
}
