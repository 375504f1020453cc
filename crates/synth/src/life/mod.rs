//! Ten years of life: one step a year, the changes of each kind in turn.

mod couples;
mod moving;
mod persons;
#[cfg(test)]
pub(crate) mod tests;
mod years;

pub(crate) use years::live;
