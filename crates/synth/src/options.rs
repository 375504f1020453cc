//! What a region is made from.

use dolen_model::PartialDate;

use crate::rates::Rates;

/// Everything that decides a region's bytes, besides an official geography.
#[derive(Clone, Debug)]
pub struct RegionOptions {
    /// Seed of every random number.
    pub seed: u64,
    /// Size: 1 is the five agencies' 233,084 records; any positive number, usually 0.01 to 20.
    pub scale: f64,
    /// How often each error happens in each agency.
    pub rates: Rates,
    /// The day on which the extracts are taken. People live for ten years up to it.
    pub today: PartialDate,
}

impl RegionOptions {
    /// The default rates for a seed, a scale and the day of the extracts.
    pub fn new(seed: u64, scale: f64, today: PartialDate) -> Self {
        Self { seed, scale, rates: Rates::default(), today }
    }
}

/// Why no region could be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegionFault {
    /// The scale is not a positive number that 32-bit record numbers can hold.
    #[error("the scale must lie between 0.001 and 50: choose another --scale")]
    Scale,
    /// The day of the extracts is not known to the day.
    #[error("the day of the extracts needs a year, a month and a day")]
    Today,
    /// A rate is not a probability.
    #[error("the rate `{agency}.{rate}` must lie between 0 and 1")]
    Rate {
        /// The agency's name in the rates.
        agency: &'static str,
        /// The rate's name.
        rate: &'static str,
    },
    /// The geography is too small.
    #[error(
        "the geography is too small: five areas in three local authorities, with boundary, rank and postcodes, are needed"
    )]
    Geography,
    /// A council's local authority has too few people for its records.
    #[error(
        "`{organisation}` finds people for {found} of its {wanted} records: choose a geography with larger local authorities"
    )]
    Authority {
        /// The council's slug.
        organisation: &'static str,
        /// Records that its extract should have at the scale.
        wanted: usize,
        /// Records that it came to.
        found: usize,
    },
}

/// How far the making of a region has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Steps done of this stage.
    pub done: u64,
    /// Steps in this stage.
    pub of: u64,
}

/// The stages in which a region is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Areas, streets and residences.
    Places,
    /// The first households.
    People,
    /// Ten years of births, moves, marriages and deaths; one step a year.
    Years,
    /// What the hidden vulnerability made happen.
    Events,
    /// Which records each agency holds.
    Records,
}
