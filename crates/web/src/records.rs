//! What the pages ask of the hub.

use std::sync::Arc;

use dolen_hub::view::{LoadReport, LoadSummary, Query, SearchResult, SingleView};

/// TEMPORARY
pub struct Hub;

/// The hub, or in tests the fixtures.
#[derive(Clone)]
pub(crate) enum Records {
    Hub(Arc<Hub>),
    #[cfg(test)]
    Fixture(Arc<crate::fixture::Fixture>),
}

/// Why the hub did not answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RecordsFault {
    /// There is no such person or load.
    #[error("no such record")]
    NotFound,
    /// The date of birth that was searched by is none.
    #[error("not a date")]
    BirthDate,
    /// The NHS number that was searched by is none.
    #[error("not an NHS number")]
    NhsNumber,
    /// The hub broke.
    #[error("{0}")]
    Ours(String),
}

/// An unlinkable record by its place.
pub(crate) struct Unlinkable {
    pub(crate) organisation: String,
    pub(crate) feed: String,
    pub(crate) file: String,
    pub(crate) part: Option<String>,
    pub(crate) line: u64,
}

impl Records {
    /// Finds people.
    pub(crate) async fn find(&self, user: &str, query: &Query) -> Result<SearchResult, RecordsFault> {
        match self {
            Self::Hub(_) => Err(RecordsFault::NotFound),
            #[cfg(test)]
            Self::Fixture(fixture) => fixture.find(user, query),
        }
    }

    /// Opens a person: the reason is in the ledger before this returns.
    pub(crate) async fn open(&self, user: &str, golden: &str, reason: &str) -> Result<SingleView, RecordsFault> {
        match self {
            Self::Hub(_) => Err(RecordsFault::NotFound),
            #[cfg(test)]
            Self::Fixture(fixture) => fixture.open(user, golden, reason),
        }
    }

    /// The loads, newest first.
    pub(crate) async fn loads(&self) -> Result<Vec<LoadSummary>, RecordsFault> {
        match self {
            Self::Hub(_) => Err(RecordsFault::NotFound),
            #[cfg(test)]
            Self::Fixture(fixture) => Ok(fixture.loads()),
        }
    }

    /// A load's report.
    pub(crate) async fn report(&self, load: &str) -> Result<LoadReport, RecordsFault> {
        match self {
            Self::Hub(_) => Err(RecordsFault::NotFound),
            #[cfg(test)]
            Self::Fixture(fixture) => fixture.report(load),
        }
    }

    /// Rows with too little to identify anyone.
    pub(crate) async fn unlinkable(&self) -> Result<Vec<Unlinkable>, RecordsFault> {
        match self {
            Self::Hub(_) => Err(RecordsFault::NotFound),
            #[cfg(test)]
            Self::Fixture(fixture) => Ok(fixture.unlinkable()),
        }
    }
}
