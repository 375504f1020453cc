//! Finding a person and opening the single view. Both are consultations: the ledger has them before anything is given out.

mod addresses;
mod criteria;
mod dates;
mod evidence;
mod find;
mod history;
mod household;
mod indicators;
mod involvement;
mod known;
mod names;
mod open;
mod recorded;
mod similar;
mod sources;
#[cfg(test)]
mod tests;
mod timeline;
mod values;

pub use find::{Sought, find, find_again, search};
pub use open::open;
