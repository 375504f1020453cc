//! Who lives in the region: people, their names, their households.

mod found;
mod history;
mod naming;
mod person;
mod pool;
mod world;

pub(crate) use found::{BETWEEN_BIRTHS, found_household, populate};
pub(crate) use history::History;
pub(crate) use naming::{Newborn, birth_names, family_name_after_marriage, named_after, new_family_name};
pub(crate) use person::{DEPRIVATION, Household, Leaving, NameChange, Person, Stay};
pub(crate) use pool::{NameId, NamePool};
pub(crate) use world::World;
