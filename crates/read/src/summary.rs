//! What a file was like as a whole.

use std::collections::BTreeMap;

use dolen_model::Problem;

/// What should become of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Its rows may be published.
    Publish,
    /// A steward must look first; the rules that say so.
    Hold(Vec<Problem>),
    /// None of it can be used; the rule that says so.
    Reject(Problem),
}

/// How the header differs from the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drift {
    /// A column of the contract is not there; a column that is there may be meant.
    Missing {
        /// Name in the contract.
        column: String,
        /// Whether rows cannot do without it.
        required: bool,
        /// The unlisted column whose name is nearest, if any is near.
        nearest: Option<String>,
    },
    /// A column stands twice.
    Twice(String),
}

/// How often a rule was broken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleTally {
    /// Cases.
    pub count: u64,
    /// The column, while all cases lie in one.
    pub column: Option<String>,
    /// Whether cases lie in several columns.
    pub several_columns: bool,
    /// The first few.
    pub examples: Vec<Problem>,
}

/// How many rows fill a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Rows in which it holds something.
    pub filled: u64,
    /// Whether it is part of the key, required, or identifies a person.
    pub is_key_field: bool,
}

/// The file as a whole. `received` is always `published + quarantined`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadSummary {
    /// Rows, declared totals rows aside.
    pub received: u64,
    /// Rows that may be published.
    pub published: u64,
    /// Rows for their owner to mend.
    pub quarantined: u64,
    /// Totals rows that the contract declares.
    pub totals_rows: u64,
    /// Columns that the contract does not list.
    pub dropped_columns: Vec<String>,
    /// How the header differs from the contract.
    pub header_drift: Vec<Drift>,
    /// By rule.
    pub rules: BTreeMap<&'static str, RuleTally>,
    /// By column of the contract.
    pub filled: BTreeMap<String, Filled>,
    /// What should become of the file.
    pub verdict: Verdict,
}
