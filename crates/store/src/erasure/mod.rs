//! Erasures: what was erased and why, and the rows that go.

mod due;
mod golden;
mod holds;
mod landed;
mod record;
mod rows;

pub use due::{Clock, DueAttribute, attributes as due_attributes, records as due_records, remove_attributes};
pub use golden::{EverGolden, GoldenState, golden_records, remove, rewrite, states};
pub use landed::{Landed, landed, of_loads};
pub use record::{StoredErasure, all, end, files, find, insert, lift, named, open, records, refused};
pub use rows::{erase, remaining};
