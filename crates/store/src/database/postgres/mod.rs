//! A server of PostgreSQL: how it is reached and prepared, and how statements, values and rows are given to its driver.

mod copy_in;
mod password;
mod pool;
mod prepare;
mod privileges;
mod server;

pub(super) use copy_in::insert;
pub(super) use pool::{begin_exclusive, begin_snapshot, open, prepared};
pub use prepare::{Grown, prepare, upgrade};
pub use server::Server;
