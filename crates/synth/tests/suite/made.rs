//! A region for tests, made once for each scale.

use std::sync::OnceLock;

use dolen_model::PartialDate;
use dolen_synth::{Region, RegionOptions};

/// The day of the extracts in tests.
pub(crate) fn today() -> PartialDate {
    PartialDate::from_day(2026, 3, 31).unwrap()
}

/// A region made now.
pub(crate) fn make(seed: u64, scale: f64) -> Region {
    Region::generate(&RegionOptions::new(seed, scale, today()), None, &mut |_| ()).unwrap()
}

/// The region of seed 7 at scale 0.02, shared by the tests.
pub(crate) fn small() -> &'static Region {
    static REGION: OnceLock<Region> = OnceLock::new();
    REGION.get_or_init(|| make(7, 0.02))
}

/// The file of a feed.
pub(crate) fn file(region: &Region, feed: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    region.write_feed(feed, &mut bytes).unwrap();
    bytes
}
