//! Keys: what is landed is sealed with them, and whatever ends a change of one leaves a hub that works.

mod database;
mod encrypting;
mod landing;
mod master;
pub(crate) mod support;
