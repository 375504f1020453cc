//! How far a run has come.

/// What is being done, and how much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The step.
    pub step: Step,
    /// Parts done.
    pub done: u64,
    /// Parts in all.
    pub of: u64,
}

/// A step of a run, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Values are brought to a standard form.
    Standardise,
    /// Blocking keys are formed and sorted.
    Block,
    /// Pairs are compared and their patterns counted.
    Compare,
    /// The model is estimated from the counts.
    Estimate,
    /// Pairs are scored.
    Score,
    /// Clusters are formed and tested.
    Cluster,
}
