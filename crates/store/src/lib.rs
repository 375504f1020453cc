#![doc = include_str!("../README.md")]

pub mod absence;
pub mod archive;
pub mod backup;
mod bulk;
mod database;
pub mod erasure;
mod fault;
pub mod feed;
mod gate;
mod home;
pub mod job;
pub mod ledger;
pub mod load;
mod lock;
pub mod master;
mod migrate;
mod moving;
mod notices;
pub mod portal_session;
pub mod setting;
mod snapshot;
pub mod source_record;
pub mod staging;
mod store;
mod tables;
mod work;

#[cfg(feature = "testing")]
pub use database::lose_locks;
pub use database::{Grown, Holding, Kept, Server, kept, key_of, prepare, upgrade};
pub use fault::StoreFault;
pub use home::{BESIDE, DATABASE, Home};
pub use lock::{Fence, HeldLock, LockName};
pub use migrate::{MIGRATIONS, Migration};
pub use moving::{MOVES, Moving, moving};
pub use notices::Notices;
pub use snapshot::{Asked, Held, Snapshot};
pub use store::Store;
pub use work::{UnseenWork, Work};
