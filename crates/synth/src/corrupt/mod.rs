//! The errors that come between a person and a record, each a function of the value and a generator. Where a value cannot
//! bear the error, the answer is `None`; otherwise it is another value.

mod diacritics;
mod double_barrel;
mod given_names;
mod scanning;
mod sound;
mod street;
mod substitution;
mod typing;

pub(crate) use diacritics::without_diacritics;
pub(crate) use double_barrel::double_barrel;
pub(crate) use given_names::{initial, middle_names};
pub(crate) use scanning::scanning;
pub(crate) use sound::sound;
pub(crate) use street::{flat_form, street_form};
pub(crate) use typing::typing;
