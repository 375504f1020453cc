//! How often each error happens. Changing a default needs a decision record; `docs/synthetic-region.md` has the table.

mod defaults;
mod error_rates;
mod written;

pub use error_rates::ErrorRates;
pub use written::RatesFault;

use serde::{Deserialize, Serialize};

use crate::options::RegionFault;

/// The rates of the five agencies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    /// First council, CSV.
    pub council_one: ErrorRates,
    /// Second council, XML.
    pub council_two: ErrorRates,
    /// Third council, workbook.
    pub council_three: ErrorRates,
    /// Health board.
    pub health: ErrorRates,
    /// Police.
    pub police: ErrorRates,
}

impl Rates {
    /// Refuses a rate that is no probability.
    ///
    /// # Errors
    /// [`RegionFault::Rate`] with the first that is none.
    pub fn check(&self) -> Result<(), RegionFault> {
        let agencies = [
            (&self.council_one, "council_one"),
            (&self.council_two, "council_two"),
            (&self.council_three, "council_three"),
            (&self.health, "health"),
            (&self.police, "police"),
        ];
        match agencies.into_iter().find_map(|(rates, agency)| rates.fault(agency)) {
            Some(fault) => Err(fault),
            None => Ok(()),
        }
    }
}
