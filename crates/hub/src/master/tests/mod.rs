//! The whole way from published loads to golden records, on hubs with records of every kind.

mod beside;
mod changes;
mod cut_off;
mod everything;
mod households;
mod judgements;
mod loaded;
mod look_back;
mod region;
mod review;
mod scale;
mod survivorship;
mod taken_over;
mod terms;

pub(crate) use everything::Everything;
pub(crate) use loaded::{Loaded, NOW, Row, row};
