//! Consultations over a hub whose records and match were written into its store by hand.

mod filled;
mod finding;
mod opening;
