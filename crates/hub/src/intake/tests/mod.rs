//! What intake promises, each promise by itself.

mod absent;
mod attributes;
mod bytes;
mod checked;
mod feeds;
mod held;
mod interrupted;
mod published;
mod region;
mod reported;
pub(crate) mod support;
mod taken_over;
