//! What becomes of a row: exactly one of these.

use dolen_model::{Attribute, PersonRecord, Problem, Sensitive};
use serde::{Deserialize, Serialize};

/// The end of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowOutcome {
    /// It may be published.
    Published(StagedRow),
    /// It goes back to its owner.
    Quarantined(QuarantinedRow),
}

/// A row that may be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagedRow {
    /// The agency's key.
    pub key: String,
    /// Sheet or path inside the file.
    pub part: Option<String>,
    /// Line of the file, row of the sheet; from 1.
    pub line: u64,
    /// What it says.
    pub content: RowContent,
    /// Warnings and notes.
    pub problems: Vec<Problem>,
}

/// What a row says, by the subject of its feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowContent {
    /// A person.
    Person(PersonRecord),
    /// Attributes of the person under the row's key.
    Attribute(Vec<Attribute>),
    /// Something at premises or in an area.
    Item(ItemRecord),
}

/// A row about premises or an area.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemRecord {
    /// Name of the item in the contract and its value, in the order of the columns.
    pub values: Vec<(String, Sensitive<String>)>,
}

/// A row that is not published, told without its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuarantinedRow {
    /// Sheet or path inside the file.
    pub part: Option<String>,
    /// Line of the file.
    pub line: u64,
    /// What is wrong; at least one rejects the row.
    pub problems: Vec<Problem>,
}
