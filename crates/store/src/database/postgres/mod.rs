//! A server of PostgreSQL: how it is reached and prepared, and how statements, values and rows are given to its driver.

mod channel;
mod copy_in;
mod password;
mod pool;
mod prepare;
mod privileges;
mod server;
mod session_lock;

pub(crate) use channel::Channel;
pub(super) use copy_in::insert;
pub(super) use pool::{begin_exclusive, begin_snapshot, begin_unseen, open, prepared, wait_for_unseen};
pub(crate) use prepare::open_as_owner;
pub use prepare::{Grown, Holding, prepare, upgrade};
pub use server::Server;
#[cfg(feature = "testing")]
pub use session_lock::lose_locks;
pub(crate) use session_lock::{Holder, SessionLock};
