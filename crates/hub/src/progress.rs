//! How far a long use case is.

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Bytes are copied into the landing.
    Land,
    /// Rows are read, validated and staged.
    Read,
    /// Source records are brought together for the matcher.
    Gather,
    /// The matcher standardises values.
    Standardise,
    /// The matcher forms blocks.
    Block,
    /// The matcher compares pairs.
    Compare,
    /// The matcher estimates its model.
    Estimate,
    /// The matcher scores pairs.
    Score,
    /// The matcher forms clusters.
    Cluster,
    /// Golden records are made.
    Merge,
    /// Golden records are written.
    Write,
    /// Landed files are sealed, or sealed with another key.
    Seal,
    /// What an ended process left is completed.
    Recover,
    /// What is held of somebody is erased, copy by copy.
    Erase,
    /// Rows are copied.
    Copy,
    /// Rows that were copied are held against those that they are copies of.
    Check,
}

impl Stage {
    /// Every stage, in the order in which they come.
    pub const ALL: [Self; 16] = [
        Self::Land,
        Self::Read,
        Self::Gather,
        Self::Standardise,
        Self::Block,
        Self::Compare,
        Self::Estimate,
        Self::Score,
        Self::Cluster,
        Self::Merge,
        Self::Write,
        Self::Recover,
        Self::Seal,
        Self::Erase,
        Self::Copy,
        Self::Check,
    ];

    /// Its stored name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Land => "land",
            Self::Read => "read",
            Self::Gather => "gather",
            Self::Standardise => "standardise",
            Self::Block => "block",
            Self::Compare => "compare",
            Self::Estimate => "estimate",
            Self::Score => "score",
            Self::Cluster => "cluster",
            Self::Merge => "merge",
            Self::Write => "write",
            Self::Recover => "recover",
            Self::Seal => "seal",
            Self::Erase => "erase",
            Self::Copy => "copy",
            Self::Check => "check",
        }
    }

    /// The stage of a stored name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

/// A point in a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The stage.
    pub stage: Stage,
    /// Done so far: bytes of the file in [`Stage::Land`] and [`Stage::Read`], else records, files or tasks.
    pub done: u64,
    /// In all; 0 where it is not known.
    pub of: u64,
}

/// Who is told. It is called often and from several threads.
pub type Tell<'a> = &'a (dyn Fn(Progress) + Sync);
