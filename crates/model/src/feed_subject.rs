//! What the rows of a feed are about.

use serde::{Deserialize, Serialize};

/// The subject of a feed. Only [`FeedSubject::Person`] rows are matched into golden records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedSubject {
    /// A row (or a group of rows under one key) is a person.
    Person,
    /// A row is something at a property: a firearm certificate, a smoke alarm visit.
    Premises,
    /// A row is something in an area: a street-level crime.
    Area,
    /// A row is an attribute of a person whom another row of the same organisation describes, found by key.
    Attribute,
}
