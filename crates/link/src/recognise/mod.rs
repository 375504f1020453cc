//! What the columns of files hold, told from their names and a bounded sample of their values.
//!
//! A name makes a claim, and the values may refute it; without a claim, only values of a shape that little else has tell.
//! A column that nothing tells is left out: a wrong guess costs more than a missing column.

mod by_name;
mod by_values;
mod choose;
mod dates;
mod names;
mod profile;
mod separator;
mod shapes;
mod slots;
mod statuses;
#[cfg(test)]
mod tests;
mod write;

pub use choose::{LeftOut, Recognised, Recognition, recognise};
