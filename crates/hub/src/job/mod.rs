//! Jobs: work that takes longer than somebody waits for, in the database, so that it is seen, ended, tried again, and
//! survives the process that was at it.

mod failure;
mod held;
mod list;
mod recover;
#[cfg(test)]
mod tests;
mod worker;
mod working;

use dolen_model::{Bilingual, Timestamp};
use serde::{Deserialize, Serialize};

pub(crate) use failure::failure;
pub(crate) use held::{Held, new_claim};
pub use list::{cancel, find, list, retry};
pub(crate) use recover::{PEOPLE, Standing, recover, spent, standing};
pub use worker::work;
pub(crate) use working::{Teller, carry_out, given_up, refuse};

use crate::Stage;

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// Reads a file to its end.
    Load,
    /// Matches what is pending.
    Match,
}

impl JobKind {
    /// Its stored name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Match => "match",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Load, Self::Match].into_iter().find(|kind| kind.name() == name)
    }
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Nobody is at it yet, or it is to be tried again.
    Waiting,
    /// A process is at it.
    Working,
    /// It is done.
    Done,
    /// It cannot be done.
    Failed,
    /// Somebody ended it.
    Cancelled,
}

impl JobState {
    /// Its stored name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Working => "working",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        let all = [Self::Waiting, Self::Working, Self::Done, Self::Failed, Self::Cancelled];
        all.into_iter().find(|state| state.name() == name)
    }
}

/// Why a job failed, in words that somebody can act on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobFailure {
    /// What went wrong.
    pub what: Bilingual,
    /// What to do.
    pub mend: Bilingual,
}

/// A job.
#[derive(Clone, Debug, Serialize)]
pub struct Job {
    /// Id.
    pub job: String,
    /// What it does.
    pub kind: JobKind,
    /// Sequence of the load that it reads.
    pub load: Option<i64>,
    /// Name of the file that it reads.
    pub file: Option<String>,
    /// Who asked for it.
    pub actor: String,
    /// Where it stands.
    pub state: JobState,
    /// When it was asked for.
    pub queued_at: Timestamp,
    /// When it was last begun.
    pub started_at: Option<Timestamp>,
    /// When it came to its end.
    pub ended_at: Option<Timestamp>,
    /// When it is tried again, where it waits for that.
    pub again_at: Option<Timestamp>,
    /// How often it was begun.
    pub attempts: i64,
    /// What is done at the moment.
    #[serde(skip)]
    pub stage: Option<Stage>,
    /// How much of it is done.
    pub done: u64,
    /// Of how much; 0 where that is not known.
    pub of: u64,
    /// Whether somebody asked that it ends.
    pub is_ending: bool,
    /// Why it failed, or could not be done yet.
    pub failure: Option<JobFailure>,
}
