#![doc = include_str!("../README.md")]

pub mod account;
mod blocking;
mod configuration;
pub mod consult;
mod fault;
mod files;
mod hub;
pub mod intake;
mod key;
pub mod keys;
pub mod link_files;
mod lock;
pub mod master;
mod progress;
pub mod view;

pub use configuration::{Configuration, FieldRules, Survivorship, SurvivorshipRule};
pub use fault::{HubFault, Whose};
pub use hub::{Hub, Recovered};
pub use progress::{Progress, Stage, Tell};
