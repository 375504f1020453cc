//! One file a page: what it shows, and what its address does.

pub(crate) mod accessibility;
mod answer;
pub(crate) mod cookies;
mod fault;
pub(crate) mod help;
pub(crate) mod jobs;
pub(crate) mod load;
pub(crate) mod loads;
pub(crate) mod person;
pub(crate) mod reason;
pub(crate) mod results;
pub(crate) mod search;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
mod text;
pub(crate) mod unlinkable;

pub(crate) use fault::{FaultKind, fault_response, not_found};
pub use load::load_report_document;
