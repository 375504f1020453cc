//! A synthetic region as a loaded hub, and its truth.

use std::collections::BTreeMap;
use std::io::Cursor;

use dolen_model::{Clock, PartialDate};
use dolen_read::{Feed, Limits, ReadOptions, RowContent, RowOutcome, read};
use dolen_synth::{Region, RegionOptions};

use super::loaded::{Loaded, Row};

/// The day of the extracts.
const TODAY: (i16, u8, u8) = (2026, 11, 24);

pub(crate) fn region(seed: u64, scale: f64) -> Region {
    let today = PartialDate::from_day(TODAY.0, TODAY.1, TODAY.2).unwrap();
    Region::generate(&RegionOptions::new(seed, scale, today), None, &mut |_| ()).unwrap()
}

/// A hub with the five agencies' files loaded.
pub(crate) async fn loaded(region: &Region, clock: impl Clock + 'static) -> Loaded {
    fill(Loaded::new(clock).await, region).await
}

/// An empty hub, filled with the five agencies' files.
pub(crate) async fn fill(loaded: Loaded, region: &Region) -> Loaded {
    for file in region.feeds().into_iter().filter(|file| file.counted) {
        loaded.feed(file.feed, file.organisation).await;
        let now = loaded.hub.clock.now();
        loaded.publish_at(file.feed, true, now, rows(region, file.feed, file.contract)).await;
    }
    loaded
}

/// The published rows of a feed's file.
pub(crate) fn rows(region: &Region, feed: &str, contract: &str) -> Vec<Row> {
    let mut bytes = Vec::new();
    region.write_feed(feed, &mut bytes).unwrap();
    let contract = Feed::parse(contract).unwrap();
    let today = PartialDate::from_day(TODAY.0, TODAY.1, TODAY.2).unwrap();
    let options = ReadOptions { limits: Limits::default(), today, postcodes: None };
    let mut rows = Vec::new();
    read::<()>(&contract, &mut Cursor::new(bytes), &options, &mut |outcome| {
        if let RowOutcome::Published(staged) = outcome
            && let RowContent::Person(record) = staged.content
        {
            rows.push(Row { key: staged.key, line: i64::try_from(staged.line).unwrap(), record });
        }
        Ok(())
    })
    .unwrap();
    rows
}

/// For each organisation and key the person behind it.
pub(crate) fn truth(region: &Region) -> BTreeMap<(String, String), u32> {
    lines(|out| region.write_truth(out).unwrap())
        .into_iter()
        .map(|cells| ((cells[0].clone(), cells[1].clone()), cells[2].parse().unwrap()))
        .collect()
}

/// For each person who lives in the region today the household.
pub(crate) fn households(region: &Region) -> BTreeMap<u32, u32> {
    lines(|out| region.write_households(out).unwrap())
        .into_iter()
        .map(|cells| (cells[0].parse().unwrap(), cells[1].parse().unwrap()))
        .collect()
}

fn lines(write: impl Fn(&mut Vec<u8>)) -> Vec<Vec<String>> {
    let mut bytes = Vec::new();
    write(&mut bytes);
    let text = String::from_utf8(bytes).unwrap();
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}
