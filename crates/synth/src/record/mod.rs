//! What an agency has written down of a person: the truth of a day, and the errors that came between.

mod address;
mod birth;
mod contact;
mod describe;
mod name;
mod recorded;

pub(crate) use contact::nhs_number;
pub(crate) use describe::describe;
pub(crate) use recorded::{Recorded, RecordedDate, RecordedPrevious};
