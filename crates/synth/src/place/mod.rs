//! Where people live: authorities, towns, small areas, streets, postcodes and residences.

mod invent;
mod land;
mod mesh;
mod official;
mod stock;

pub use official::{Geography, GeographyFault, GeographySources};

pub(crate) use invent::{AREAS_AT_SCALE_ONE, invented_plan};
pub(crate) use land::{AddressLines, Area, Land, PostcodeUnit, Residence, ResidenceKind, Ring, Street, Town};
pub(crate) use stock::build;
