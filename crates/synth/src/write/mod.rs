//! The agencies' files and the truth beside them. Every writer takes an open `Write`; none opens a path.

mod areas;
mod attribute;
mod codes;
mod council_one;
mod council_three;
mod council_two;
mod fault;
mod flat;
mod health;
mod key;
mod line;
mod ordered;
mod police;
mod savvi;
mod staff;
mod truth;

pub use fault::WriteFault;

pub(crate) use areas::write_areas;
pub(crate) use council_one::write_council_one;
pub(crate) use council_three::write_council_three;
pub(crate) use council_two::write_council_two;
pub(crate) use flat::write_flat;
pub(crate) use health::write_health;
pub(crate) use key::key;
pub(crate) use line::fold;
pub(crate) use police::write_police;
pub(crate) use savvi::write_savvi;
pub(crate) use truth::{write_causes, write_households, write_people, write_residences, write_truth};
