#![doc = include_str!("../README.md")]

mod agency;
mod arena;
mod corrupt;
mod day;
mod event;
mod feed;
mod hardness;
mod life;
mod options;
mod people;
mod place;
mod rates;
mod record;
mod region;
mod stream;
mod tables;
mod write;

pub use feed::FeedFile;
pub use hardness::Hardness;
pub use options::{Progress, RegionFault, RegionOptions, Stage};
pub use place::{Geography, GeographyFault, GeographySources};
pub use rates::{ErrorRates, Rates, RatesFault};
pub use region::Region;
pub use write::WriteFault;
