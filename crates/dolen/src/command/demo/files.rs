//! Writing the agencies' files, their contracts and the truth.

use std::io::Write;
use std::path::Path;

use dolen_synth::{FeedFile, Region, WriteFault};

use super::folder::{feeds, truth, truths};
use crate::command::link::write_file;
use crate::fault::{Fault, Outcome};
use crate::progress::Progress;

/// Name of a feed's contract among the agencies' files.
pub(super) fn contract_name(feed: &FeedFile) -> String {
    format!("{}.toml", feed.feed)
}

/// Writes everything that the region holds. The same region writes the same bytes, so what a demo that was ended has left
/// is written over.
pub(super) fn write(region: &Region, folder: &Path) -> Outcome<Vec<FeedFile>> {
    let progress = Progress::new();
    progress.begin("writing the agencies' files");
    let (feeds, truths) = (feeds(folder), truths(folder));
    for made in [&feeds, &truths] {
        std::fs::create_dir_all(made).map_err(|error| Fault::file("cannot make", made, &error))?;
    }
    let files = region.feeds();
    for file in &files {
        let contract = feeds.join(contract_name(file));
        std::fs::write(&contract, file.contract).map_err(|error| Fault::file("cannot write", &contract, &error))?;
        put(&feeds.join(&file.file_name), |out| region.write_feed(file.feed, out))?;
    }
    put(&truth(folder), |out| region.write_truth(out))?;
    put(&truths.join("people.csv"), |out| region.write_people(out))?;
    put(&truths.join("households.csv"), |out| region.write_households(out))?;
    put(&truths.join("causes.csv"), |out| region.write_causes(out))?;
    put(&truths.join("residences.csv"), |out| region.write_residences(out))?;
    put(&truths.join("areas.geojson"), |out| region.write_areas(out))?;
    progress.end();
    Ok(files)
}

fn put(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<(), WriteFault>) -> Outcome {
    write_file(path, |out| {
        write(out).map_err(|error| Fault::caller(format!("cannot write {}: {error}", path.display())))
    })
}
