#![doc = include_str!("../README.md")]

pub mod account;
pub mod backup;
mod blocking;
mod configuration;
pub mod consult;
mod database;
pub mod erasure;
mod fault;
mod files;
mod hub;
pub mod index;
pub mod intake;
pub mod job;
mod key;
pub mod keys;
pub mod lead;
pub mod link_files;
mod locks;
pub mod master;
pub mod moving;
mod progress;
mod quiet;
mod rounds;
pub mod session;
#[cfg(test)]
mod testing;
pub mod view;

pub use configuration::{
    Configuration, FieldRules, Kept, RetentionClock, RetentionRule, Survivorship, SurvivorshipRule,
};
pub use database::{Database, NewDatabase, upgrade};
pub use fault::{HubFault, Whose};
pub use hub::{Hub, Recovered};
pub use progress::{Progress, Stage, Tell};
