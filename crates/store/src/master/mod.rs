//! What is made of the source records: runs of the matcher, golden records and their members, pairs, search terms, and the
//! judgements of stewards.
//!
//! Every reading function takes the number of a run and gives what was true in it, so that a page which asks several
//! times gets one answer even while a new run becomes current.

pub mod golden;
pub mod judgement;
pub mod member;
pub mod pair;
pub mod run;
pub mod run_plan;
pub mod search;
pub mod search_term;

/// The condition under which a row is true in run `$1`. Rows are never changed but for their end.
macro_rules! in_run {
    ($table:literal) => {
        concat!($table, ".from_run <= $1 AND (", $table, ".until_run IS NULL OR ", $table, ".until_run > $1)")
    };
}
pub(crate) use in_run;
