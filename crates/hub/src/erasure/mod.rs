//! Erasure: what is held of somebody is removed from every copy that there is, and the ledger goes on holding.

mod begin;
mod carry_on;
mod copies;
mod entries;
mod golden;
mod kept_out;
mod lift;
mod list;
mod replay;
mod retention;
mod target;
#[cfg(test)]
mod tests;

use dolen_model::Timestamp;
use serde::Serialize;

pub use begin::erase;
pub(crate) use carry_on::carry_on_open;
pub(crate) use kept_out::{Hidden, kept_out};
pub use lift::lift;
pub use list::list;
pub use replay::{Replayed, replay};
pub use retention::{Due, due, retain};
pub use target::{Target, target};

/// Why something is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasureKind {
    /// Somebody's records are not to be held: what is sent of them again is not taken in.
    Person,
    /// As that, until it was lifted: what is sent again is taken in.
    Lifted,
    /// Its time was over.
    Retention,
}

impl ErasureKind {
    /// The stored word.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Lifted => "lifted",
            Self::Retention => "retention",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Person, Self::Lifted, Self::Retention].into_iter().find(|kind| kind.name() == name)
    }
}

/// What an erasure did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// Id of the erasure.
    pub erasure: String,
    /// Source records that it is of.
    pub records: u64,
    /// Rows that were removed from the database.
    pub rows: u64,
    /// States of golden records, of now and before, that it was cut out of or that went.
    pub golden_states: u64,
    /// Entries of the ledger whose content was erased.
    pub entries: u64,
    /// Landed files that were removed.
    pub files: u64,
    /// Backups that were made before and whose day has not passed: a hub that comes out of one does the erasure again.
    pub backups: u64,
}

/// An erasure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Erasure {
    /// Id.
    pub erasure: String,
    /// Why.
    pub kind: ErasureKind,
    /// Who asked for it.
    pub actor: String,
    /// When.
    pub asked_at: Timestamp,
    /// The ledger entry that tells of it.
    pub entry: i64,
    /// Source records that it is of.
    pub records: u64,
    /// When it was complete; none where it was cut off, and goes on when the hub is opened.
    pub ended_at: Option<Timestamp>,
}
