//! The hub's account of itself: verifying the ledger and exporting it.

mod export;
mod landed;
mod lines;
#[cfg(test)]
mod tests;
mod verify;

pub use export::export;
pub(crate) use landed::{Landed as LandedFiles, digest};
pub use lines::verify_lines;
pub use verify::verify;
pub(crate) use verify::{Walk, found, kept_head};

use dolen_ledger::{Head, hexadecimal};
use serde::Serialize;

/// A ledger that verifies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Entries.
    pub entries: u64,
    /// Those among them whose content was erased.
    pub erased: u64,
    /// Hash of the last one, hexadecimal; zeros for none.
    pub head: String,
    /// Landed files whose bytes have the hash that the ledger tells; none where only the ledger was there to verify.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landed_files: Option<u64>,
}

impl Verified {
    fn of(head: &Head, erased: u64, landed_files: Option<u64>) -> Self {
        let entries = u64::try_from(head.sequence).unwrap_or_default();
        Self { entries, erased, head: hexadecimal(&head.hash), landed_files }
    }
}

/// What the first line of an export begins with: the head of the ledger, so that one whose end was cut off is found.
const HEAD_LINE: &str = "{\"ledger_head\":\"";
/// What it ends with.
const HEAD_END: &str = "\"}";
