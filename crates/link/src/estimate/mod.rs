//! Estimation of the model: without labels, or with some.

mod counts;
mod labels;
mod maximise;
mod random;
mod several;
mod start;
#[cfg(test)]
mod tests;

pub(crate) use counts::{Counts, merge, sorted};
pub(crate) use random::random_patterns;
pub use several::Start;
pub(crate) use several::from_several_starts;
pub(crate) use start::{start, to_f64};
