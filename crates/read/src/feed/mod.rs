//! A feed: what an agency agreed to send, as a contract in TOML.

mod attribute;
mod check;
mod column;
mod contract;
mod fault;
mod layout;
mod savvi;

pub(crate) use attribute::{AttributeRule, RoleRule, TermRule};
pub(crate) use column::{Column, ColumnType, DateOrder, Target};
pub use contract::{Cadence, Delivery, Feed, RowsPerKey};
pub use fault::FeedFault;
pub(crate) use layout::{Encoding, Layout, TotalsRow};
