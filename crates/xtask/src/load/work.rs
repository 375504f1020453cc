//! What the hub does meanwhile: further deliveries are loaded and matched, by the portal's own process and by others.

use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::{Place, dolen, now, text, wait};

/// Of so many rows one is left out of a delivery: it is another file, and nearly the same people.
const ONE_IN: usize = 97;
/// The number of a delivery that is none of those which are brought in until it is enough: so many are never needed.
pub(super) const LAST: usize = ONE_IN - 1;
/// How often it is asked whether the portal has done its jobs.
const ASKED: Duration = Duration::from_millis(500);

/// A feed's file, of which further deliveries are made.
pub(super) struct Deliveries {
    feed: String,
    file: PathBuf,
}

impl Deliveries {
    /// Of the largest feed in CSV.
    pub(super) fn of(place: &Place) -> Result<Self> {
        let feeds = place.told.get("feeds").and_then(Value::as_array).context("the demo told of no feeds")?;
        let mut files = Vec::new();
        for feed in feeds {
            let told = |name: &str| feed[name].as_str().with_context(|| format!("the demo told no {name} of a feed"));
            let file = place.folder.join("feeds").join(told("file")?);
            if file.extension().is_some_and(|extension| extension == "csv") {
                let bytes = file.metadata().with_context(|| format!("could not read {}", file.display()))?.len();
                files.push((bytes, Self { feed: told("name")?.to_owned(), file }));
            }
        }
        let largest = files.into_iter().max_by_key(|(bytes, _)| *bytes);
        Ok(largest.context("no feed of the demo is in CSV")?.1)
    }

    /// Writes the delivery of a number; no two are the same.
    fn write(&self, place: &Place, number: usize) -> Result<PathBuf> {
        let bytes = std::fs::read(&self.file).with_context(|| format!("could not read {}", self.file.display()))?;
        let path = place.folder.join(format!("delivery-{number}.csv"));
        let mut out = std::io::BufWriter::new(std::fs::File::create(&path)?);
        for (row, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
            if row == 0 || row % ONE_IN != number % ONE_IN {
                out.write_all(line)?;
            }
        }
        out.flush()?;
        Ok(path)
    }

    /// Loads and matches a delivery.
    pub(super) fn bring_in(&self, place: &Place, number: usize) -> Result<()> {
        let file = self.write(place, number)?;
        dolen(place, &["load", text(&file)?, "--feed", &self.feed])?;
        dolen(place, &["match"]).map(drop)
    }

    /// Leaves a delivery to the portal.
    fn leave(&self, place: &Place, number: usize) -> Result<()> {
        let file = self.write(place, number)?;
        dolen(place, &["load", text(&file)?, "--feed", &self.feed, "--later"])?;
        dolen(place, &["match", "--later"]).map(drop)
    }
}

/// Loads and matches one delivery after the other until it is enough, and at least twice: once the portal does it, once
/// processes of their own. Answers what was done, and how long it took.
pub(super) fn until(place: &Place, deliveries: &Deliveries, is_enough: impl Fn() -> bool) -> Result<Vec<Value>> {
    let mut done = Vec::new();
    while done.len() < 2 || !is_enough() {
        let number = done.len();
        let start = now();
        let by = if number % 2 == 0 { "the portal" } else { "other processes" };
        if number % 2 == 0 {
            deliveries.leave(place, number)?;
            wait_for_jobs(place)?;
        } else {
            deliveries.bring_in(place, number)?;
        }
        println!("a delivery was loaded and matched by {by} in {:.1} s", start.elapsed().as_secs_f64());
        done.push(json!({ "by": by, "seconds": start.elapsed().as_secs_f64() }));
    }
    Ok(done)
}

fn wait_for_jobs(place: &Place) -> Result<()> {
    loop {
        let told: Value = serde_json::from_str(&dolen(place, &["jobs", "--json"])?)?;
        let jobs = told.get("jobs").and_then(Value::as_array).context("no list of jobs")?;
        if let Some(job) = jobs.iter().find(|job| job["state"] == "failed" || job["state"] == "cancelled") {
            bail!("a job was not done: {job}");
        }
        if jobs.iter().all(|job| job["state"] == "done") {
            return Ok(());
        }
        wait(ASKED);
    }
}
