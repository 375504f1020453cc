//! What happens to people because of their hidden vulnerability, their area and what happened before.

mod kind;
mod process;
mod rates;

pub(crate) use kind::Kind;
pub(crate) use process::{Cause, Event, Events, happen};
