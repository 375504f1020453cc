//! The five agencies and which records each of them holds.

mod councils;
mod entry;
mod health;
mod names;
mod police;

pub(crate) use councils::select as select_council;
pub(crate) use entry::{Entry, Holdings, Role};
pub(crate) use health::select as select_health;
pub(crate) use names::{Agency, records_at_scale};
pub(crate) use police::select as select_police;
