//! Estimation of the model without labels.

mod counts;
mod maximise;
mod random;
mod start;
#[cfg(test)]
mod tests;

pub(crate) use counts::{Counts, merge, sorted};
pub(crate) use maximise::maximise;
pub(crate) use random::random_patterns;
pub(crate) use start::{start, to_f64};
