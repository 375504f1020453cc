//! How values read: dates, numbers, and the words for what the hub's types name.

mod date;
mod ethnicity;
mod evidence;
mod load;
mod number;
mod person;

pub(crate) use date::{banner_date, long_date, moment};
pub(crate) use evidence::{comparison, level, strength};
pub use evidence::{comparison_words, level_words};
pub(crate) use load::{problem_place, severity, state, value_class};
pub(crate) use number::{bits, bytes, percent, probability};
pub(crate) use person::{field_label, field_value, kind, role, why};
