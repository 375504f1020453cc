//! Ten years of life: one step a year, the changes of each kind in turn.

mod couples;
mod moving;
mod persons;
mod years;

pub(crate) use years::live;
