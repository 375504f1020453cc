//! What can go wrong in a use case, and whose fault it is.

use std::path::PathBuf;

use dolen_link::LinkFault;
use dolen_read::FeedFault;
use dolen_store::StoreFault;
use dolen_store::archive::ArchiveFault;

use crate::backup::BackupFault;
use crate::keys::KeyFault;
use crate::moving::MoveFault;

/// Whose fault it is, for exit codes and status codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The user can mend it, or it was refused.
    Caller,
    /// Ours, or the machine's.
    Ours,
}

/// A fault of a use case. Its text is one line without a person's value.
#[derive(Debug, thiserror::Error)]
pub enum HubFault {
    /// There is no hub in the folder.
    #[error("there is no hub in `{}`: make one with `dolen init {}`", .0.display(), .0.display())]
    NoHub(PathBuf),
    /// There is one already, or something else.
    #[error("`{}` is not empty: choose another folder for the new hub", .0.display())]
    NotEmpty(PathBuf),
    /// A file of the hub could not be reached.
    #[error("`{}` could not be {action}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What was tried: `read`, `written`.
        action: &'static str,
        /// Why not.
        source: std::io::Error,
    },
    /// The hub's own configuration or key is not what this version reads.
    #[error("`{}`: {detail}", path.display())]
    Configuration {
        /// The file.
        path: PathBuf,
        /// What is wrong and where.
        detail: String,
    },
    /// Another process is at the same work.
    #[error("another command is {0} in this hub: wait until it has ended")]
    Busy(&'static str),
    /// Somebody asked that it ends.
    #[error("it was ended because somebody asked for that: nothing of it is seen")]
    Cancelled,
    /// Another process has begun the same work again.
    #[error("another process has taken this work over: nothing was made visible twice")]
    TakenOver,
    /// There is no such job.
    #[error("there is no job `{0}`: see `dolen jobs`")]
    UnknownJob(String),
    /// The job is not in a state in which that can be asked.
    #[error("job `{0}` has come to its end, or is at work: see `dolen jobs`")]
    JobEnded(String),
    /// A contract is wrong.
    #[error("{file}: {source}")]
    Feed {
        /// The contract's file.
        file: String,
        /// What is wrong and where.
        source: FeedFault,
    },
    /// A contract does not fit this hub.
    #[error("{file}: {detail}")]
    Contract {
        /// The contract's file.
        file: String,
        /// What does not fit, and what to do.
        detail: String,
    },
    /// The feed is not known.
    #[error("there is no feed `{name}`: add its contract with `dolen feed add`; known feeds: {known}")]
    UnknownFeed {
        /// Name that was asked for.
        name: String,
        /// Names that there are, or `none`.
        known: String,
    },
    /// The load is not known.
    #[error("there is no load `{0}`: see the list of loads in the portal")]
    UnknownLoad(String),
    /// A file is larger than what is read at all.
    #[error("{file} is larger than {limit} bytes: send the data in several files")]
    TooLarge {
        /// Name of the file.
        file: String,
        /// Largest number of bytes.
        limit: u64,
    },
    /// The hub's own copy of a file is not what was landed.
    #[error("the landed bytes of load {sequence} are {what}: load the file again")]
    LandedBytes {
        /// Sequence of the load.
        sequence: i64,
        /// `missing` or `damaged`.
        what: &'static str,
    },
    /// A key is missing or is not the right one.
    #[error(transparent)]
    Keys(#[from] KeyFault),
    /// The hub is not moved as it was asked.
    #[error(transparent)]
    Move(#[from] MoveFault),
    /// A backup is not made, or is none that can be relied on.
    #[error(transparent)]
    Backup(#[from] BackupFault),
    /// Rows did not get from one place to the other.
    #[error(transparent)]
    Archive(ArchiveFault),
    /// The same bytes were published before.
    #[error("{file} was published already, as load {sequence} on {day}: nothing was loaded again")]
    AlreadyPublished {
        /// Name of the file.
        file: String,
        /// Sequence of the earlier load.
        sequence: i64,
        /// Day of its landing.
        day: String,
    },
    /// A load is not in the state that the request needs.
    #[error("load {sequence} is {state}: only a load that is held can be {wanted}")]
    LoadState {
        /// Sequence of the load.
        sequence: i64,
        /// State that it is in.
        state: &'static str,
        /// What was asked: `released`, `discarded`.
        wanted: &'static str,
    },
    /// A reason is needed and was left empty.
    #[error("a reason is needed: say in a few words why")]
    NoReason,
    /// A reason is too long.
    #[error("a reason has at most {0} characters")]
    LongReason(usize),
    /// There is no such person or source record.
    #[error("there is no person or source record `{0}`")]
    UnknownRecord(String),
    /// Nothing was known of a person on a day.
    #[error("nothing was known of this person on {0}: no record of them had come yet, or none was sent any more")]
    NotKnownThen(String),
    /// A day that cannot be looked back to.
    #[error("only a whole day that is not ahead can be looked back to, such as 2026-03-03")]
    LookBack,
    /// Several source records bear the name that was given.
    #[error("`{0}` names source records of several feeds: give the id of one")]
    SeveralRecords(String),
    /// More than one erasure may be of.
    #[error("an erasure names at most {0} people or source records: make several")]
    ManyNamed(usize),
    /// A load may hold rows of what is to be erased, and nobody knows yet.
    #[error(
        "load {0} is not settled, and may hold more of what is to be erased: release, discard or load it again, then erase"
    )]
    Unsettled(i64),
    /// There is no such erasure, or it is of another kind.
    #[error("there is no erasure `{0}` that keeps anything out: see `dolen erasure list`")]
    UnknownErasure(String),
    /// A list of erasures is not what this version reads.
    #[error("`{file}`, line {line}: {detail}")]
    ErasureList {
        /// The file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// What is wrong.
        detail: String,
    },
    /// A judgement of a record that is never matched.
    #[error("source record `{0}` holds too little to identify anyone and is not matched: nothing can be decided of it")]
    Unlinkable(String),
    /// There is no such judgement.
    #[error("there is no decision `{0}`: see `dolen review list`")]
    UnknownJudgement(String),
    /// The judgement was undone before.
    #[error("decision `{0}` was undone already")]
    AlreadyUndone(String),
    /// A judgement would say the contrary of one in force.
    #[error("decision `{0}` says the contrary of these two records: undo it first")]
    ContraryJudgement(String),
    /// A judgement of a record and itself.
    #[error("both sides are the same source record: name two")]
    SameRecord,
    /// A search says too little.
    #[error("a search needs an NHS number, an agency's reference, or two of name, date of birth and postcode")]
    TooFewCriteria,
    /// A value that was searched by is not of its kind.
    #[error("the {0} that was searched by is none")]
    Criterion(&'static str),
    /// The engine refused its input.
    #[error("matching: {0}")]
    Link(#[from] LinkFault),
    /// The ledger is not what it should be.
    #[error("the ledger does not verify: {0}")]
    Ledger(String),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// Something of ours broke.
    #[error("an internal fault: {0}")]
    Internal(String),
}

impl From<ArchiveFault> for HubFault {
    fn from(fault: ArchiveFault) -> Self {
        match fault {
            ArchiveFault::Store(fault) => Self::Store(fault),
            other => Self::Archive(other),
        }
    }
}

impl HubFault {
    /// Whose fault it is.
    pub const fn whose(&self) -> Whose {
        match self {
            Self::Store(fault) if fault.is_callers() => Whose::Caller,
            Self::Store(_) | Self::Internal(_) | Self::LandedBytes { .. } => Whose::Ours,
            _ => Whose::Caller,
        }
    }

    /// A fault of a file.
    pub(crate) fn file(path: impl Into<PathBuf>, action: &'static str, source: std::io::Error) -> Self {
        Self::File { path: path.into(), action, source }
    }
}
