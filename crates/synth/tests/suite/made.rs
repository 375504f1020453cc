//! Regions for tests, made once for each scale.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use dolen_model::PartialDate;
use dolen_synth::{Rates, Region, RegionOptions};

use crate::table::{Row, rows};

/// The day of the extracts in tests.
pub(crate) fn today() -> PartialDate {
    PartialDate::from_day(2026, 3, 31).unwrap()
}

/// A region made now.
pub(crate) fn make(seed: u64, scale: f64) -> Region {
    make_with(seed, scale, Rates::default())
}

/// A region made now with other rates.
pub(crate) fn make_with(seed: u64, scale: f64, rates: Rates) -> Region {
    let options = RegionOptions { rates, ..RegionOptions::new(seed, scale, today()) };
    Region::generate(&options, None, &mut |_| ()).unwrap()
}

/// The region of seed 7 at scale 0.02, shared by the tests.
pub(crate) fn small() -> &'static Region {
    static REGION: OnceLock<Region> = OnceLock::new();
    REGION.get_or_init(|| make(7, 0.02))
}

/// The region of seed 5 at scale 0.15, for what is too rare in a small one.
pub(crate) fn middling() -> &'static Region {
    static REGION: OnceLock<Region> = OnceLock::new();
    REGION.get_or_init(|| make(5, 0.15))
}

/// The file of a feed.
pub(crate) fn file(region: &Region, feed: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    region.write_feed(feed, &mut bytes).unwrap();
    bytes
}

/// The rows of a feed that is a delimited file.
pub(crate) fn delimited(region: &Region, feed: &str) -> Vec<Row> {
    let (delimiter, is_western) = match feed {
        "cwm-derw-social-care" => (b',', true),
        "gwynfan-admissions" => (b'|', false),
        _ => (b',', false),
    };
    rows(&file(region, feed), delimiter, is_western)
}

/// Every record with the person behind it.
pub(crate) fn flat(region: &Region) -> Vec<(Row, String)> {
    let (mut bytes, mut truth) = (Vec::new(), Vec::new());
    region.write_flat(&mut bytes, &mut truth).unwrap();
    let persons: BTreeMap<(String, String), String> = rows(&truth, b',', false)
        .into_iter()
        .map(|row| ((row["source"].clone(), row["id"].clone()), row["person"].clone()))
        .collect();
    let person = |row: &Row| persons[&(row["source"].clone(), row["id"].clone())].clone();
    rows(&bytes, b',', false).into_iter().map(|row| (row.clone(), person(&row))).collect()
}
