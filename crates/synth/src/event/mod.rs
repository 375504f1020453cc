//! What happens to people because of their hidden vulnerability, their area and what happened before.

mod kind;
mod process;
mod rates;
#[cfg(test)]
mod tests;

pub(crate) use kind::Kind;
pub(crate) use process::{Cause, Event, Events, happen};
