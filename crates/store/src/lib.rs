#![doc = include_str!("../README.md")]

mod bulk;
mod database;
mod fault;
pub mod feed;
mod home;
pub mod ledger;
pub mod load;
pub mod master;
mod migrate;
pub mod setting;
mod snapshot;
pub mod source_record;
pub mod staging;
mod store;
mod tables;
mod work;

pub use database::{Grown, Server, prepare, upgrade};
pub use fault::StoreFault;
pub use home::Home;
pub use migrate::{MIGRATIONS, Migration};
pub use snapshot::{Asked, Snapshot};
pub use store::Store;
pub use work::Work;
