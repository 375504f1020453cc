//! How good a linkage is: against the truth, against pairs that were labelled, against a sample of true clusters.

mod clustering;
mod groups;
mod labels;
mod ratio;
mod sample;

pub use clustering::{Evaluation, evaluate, evaluate_across};
pub use groups::{GroupEvaluation, evaluate_groups};
pub use labels::{LabelEvaluation, LabelledPair, evaluate_labels};
pub use ratio::Estimate;
pub use sample::{SampleDesign, SampleEvaluation, evaluate_sample};

#[expect(clippy::cast_precision_loss, reason = "counts of pairs stay far below 2^53")]
const fn to_f64(count: u64) -> f64 {
    count as f64
}
