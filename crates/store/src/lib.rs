#![doc = include_str!("../README.md")]

pub mod absence;
mod bulk;
mod database;
mod fault;
pub mod feed;
pub mod ledger;
pub mod load;
pub mod master;
mod migrate;
pub mod setting;
pub mod source_record;
pub mod staging;
mod store;
mod tables;
mod work;

pub use fault::StoreFault;
pub use migrate::{MIGRATIONS, Migration};
pub use store::Store;
pub use work::Work;
