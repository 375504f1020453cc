//! What the pages ask of the hub.

use std::collections::BTreeMap;
use std::sync::Arc;

use dolen_hub::consult::Sought;
use dolen_hub::job::{self, Job};
use dolen_hub::view::{Found, LoadReport, LoadSummary, Query, SearchResult, SingleView};
use dolen_hub::{Hub, HubFault, consult, intake};
use dolen_model::{Bilingual, PartialDate};

use crate::session::SessionFault;

/// Most unlinkable rows that are listed.
const UNLINKABLE: u32 = 1_000;
/// Most jobs that are listed.
const JOBS: u32 = 200;

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
    /// Nothing was known of the person on the day that is looked back to.
    #[error("not known then")]
    NotKnownThen,
    /// The day cannot be looked back to.
    #[error("no day to look back to")]
    LookBack,
    /// The search has too few criteria.
    #[error("too few criteria")]
    TooFew,
    /// The name that was searched by is none.
    #[error("not a name")]
    Name,
    /// The date of birth that was searched by is none.
    #[error("not a date")]
    BirthDate,
    /// The postcode that was searched by is none.
    #[error("not a postcode")]
    Postcode,
    /// The NHS number that was searched by is none.
    #[error("not an NHS number")]
    NhsNumber,
    /// The database cannot be reached, is busy, or has no room.
    #[error("the database does not answer")]
    Unavailable,
    /// The hub broke, or refused what no page can ask.
    #[error("{0}")]
    Ours(&'static str),
}

/// An unlinkable record by its place.
pub(crate) struct Unlinkable {
    pub(crate) organisation: Bilingual,
    pub(crate) feed: String,
    pub(crate) file: String,
    pub(crate) part: Option<String>,
    pub(crate) line: u64,
}

impl Records {
    /// Finds people, of whom nobody is shown before the session keeps them.
    pub(crate) async fn search(&self, user: &str, query: &Query) -> Result<Sought, RecordsFault> {
        match self {
            Self::Hub(hub) => Ok(consult::search(hub, query, None, user).await?),
            #[cfg(test)]
            Self::Fixture(fixture) => fixture.search(user, query),
        }
    }

    /// Shows again whom a search found.
    pub(crate) async fn find_again(&self, found: &Found) -> Result<SearchResult, RecordsFault> {
        match self {
            Self::Hub(hub) => Ok(consult::find_again(hub, found).await?),
            #[cfg(test)]
            Self::Fixture(fixture) => Ok(fixture.find_again(found)),
        }
    }

    /// Opens a person, as known now or at the end of a day: the reason is in the ledger before this returns.
    pub(crate) async fn open(
        &self,
        user: &str,
        golden: &str,
        reason: &str,
        as_at: Option<PartialDate>,
    ) -> Result<SingleView, RecordsFault> {
        match self {
            Self::Hub(hub) => Ok(consult::open(hub, golden, reason, user, as_at).await?),
            #[cfg(test)]
            Self::Fixture(fixture) => fixture.open(user, golden, reason, as_at),
        }
    }

    /// The loads, newest first.
    pub(crate) async fn loads(&self) -> Result<Vec<LoadSummary>, RecordsFault> {
        match self {
            Self::Hub(hub) => Ok(intake::loads(hub).await?),
            #[cfg(test)]
            Self::Fixture(fixture) => Ok(fixture.loads()),
        }
    }

    /// A load's report.
    pub(crate) async fn report(&self, load: &str) -> Result<LoadReport, RecordsFault> {
        match self {
            Self::Hub(hub) => Ok(intake::report(hub, load).await?),
            #[cfg(test)]
            Self::Fixture(fixture) => fixture.report(load),
        }
    }

    /// The newest jobs.
    pub(crate) async fn jobs(&self) -> Result<Vec<Job>, RecordsFault> {
        match self {
            Self::Hub(hub) => Ok(job::list(hub, JOBS).await?),
            #[cfg(test)]
            Self::Fixture(fixture) => Ok(fixture.jobs()),
        }
    }

    /// Asks that a job ends.
    pub(crate) async fn cancel_job(&self, user: &str, id: &str) -> Result<(), RecordsFault> {
        match self {
            Self::Hub(hub) => unless_ended(job::cancel(hub, id, user).await),
            #[cfg(test)]
            Self::Fixture(fixture) => fixture.change_job("cancel", user, id),
        }
    }

    /// Has a job tried again.
    pub(crate) async fn retry_job(&self, user: &str, id: &str) -> Result<(), RecordsFault> {
        match self {
            Self::Hub(hub) => unless_ended(job::retry(hub, id, user).await),
            #[cfg(test)]
            Self::Fixture(fixture) => fixture.change_job("retry", user, id),
        }
    }

    /// Rows with too little to identify anyone.
    pub(crate) async fn unlinkable(&self) -> Result<Vec<Unlinkable>, RecordsFault> {
        match self {
            Self::Hub(hub) => Ok(unlinkable(hub).await?),
            #[cfg(test)]
            Self::Fixture(fixture) => Ok(fixture.unlinkable()),
        }
    }
}

/// A job that came to its end before somebody could ask for that has what was asked for.
fn unless_ended(changed: Result<Job, HubFault>) -> Result<(), RecordsFault> {
    match changed {
        Ok(_) | Err(HubFault::JobEnded(_)) => Ok(()),
        Err(fault) => Err(fault.into()),
    }
}

async fn unlinkable(hub: &Hub) -> Result<Vec<Unlinkable>, HubFault> {
    let feeds = intake::feeds(hub).await?;
    let names: BTreeMap<String, Bilingual> =
        feeds.into_iter().map(|feed| (feed.organisation, feed.organisation_name)).collect();
    let rows = intake::unlinkable(hub, UNLINKABLE).await?;
    let named = |slug: String| {
        let name = names.get(&slug).cloned();
        name.unwrap_or_else(|| Bilingual { en: slug.clone(), cy: slug })
    };
    let row = |row: intake::UnlinkableRow| Unlinkable {
        organisation: named(row.organisation),
        feed: row.feed,
        file: row.file,
        part: row.part,
        line: row.line,
    };
    Ok(rows.into_iter().map(row).collect())
}

impl From<SessionFault> for RecordsFault {
    fn from(fault: SessionFault) -> Self {
        match fault {
            SessionFault::Secrets => Self::Ours("secrets"),
            SessionFault::Hub(fault) => fault.into(),
        }
    }
}

impl From<HubFault> for RecordsFault {
    /// The text of a fault stays behind: the log is given its kind alone.
    fn from(fault: HubFault) -> Self {
        match fault {
            HubFault::UnknownRecord(_) | HubFault::UnknownLoad(_) | HubFault::UnknownJob(_) => Self::NotFound,
            HubFault::NotKnownThen(_) => Self::NotKnownThen,
            HubFault::LookBack => Self::LookBack,
            HubFault::TooFewCriteria => Self::TooFew,
            HubFault::Criterion("NHS number") => Self::NhsNumber,
            HubFault::Criterion("date of birth") => Self::BirthDate,
            HubFault::Criterion("postcode") => Self::Postcode,
            HubFault::Criterion(_) => Self::Name,
            HubFault::Store(fault) if fault.is_callers() => Self::Unavailable,
            HubFault::Store(_) => Self::Ours("store"),
            HubFault::File { .. } => Self::Ours("file"),
            HubFault::Internal(_) => Self::Ours("internal"),
            _ => Self::Ours("refused"),
        }
    }
}
