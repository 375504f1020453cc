//! From the region to golden records: the steps of a user of the hub, one after the other. Every step may be taken again,
//! so a demo that was ended is completed by running it again.

use std::path::Path;

use dolen_hub::HubFault;
use dolen_hub::intake::{self, LoadRequest};
use dolen_hub::view::LoadReport;
use dolen_synth::FeedFile;

use super::figures::{FeedFigures, Figures, Seconds};
use super::options::{Asked, Options};
use super::{files, folder, measure, region};
use crate::command::matching::matched;
use crate::command::opening::{self, Opened, fault};
use crate::command::refusal::refusal;
use crate::fault::{Fault, Outcome};
use crate::machine::{Stopwatch, actor, peak_memory_megabytes};
use crate::progress::{Progress, say, tell};

/// Opens the hub of a demo that is complete.
pub(super) fn reopened(folder: &Path) -> Outcome<Opened> {
    opening::open(&folder::hub(folder))
}

/// Makes, loads, matches and measures.
pub(super) fn run(
    folder: &Path,
    options: &Options,
    asked: &Asked,
    watch: &Stopwatch,
    database: Option<&str>,
) -> Outcome<(Opened, Figures)> {
    // The region's memory is given back before anything is loaded.
    let files = files::write(&region::generate(asked)?, folder)?;
    let generate = watch.seconds();
    let opened = hub(folder, database)?;
    let loading = Stopwatch::start();
    let mut feeds = Vec::new();
    for file in files.iter().filter(|file| file.counted) {
        let report = load(&opened, folder, file)?;
        feeds.push(FeedFigures::of(file, &report));
    }
    let load = loading.seconds();
    let report = matched(&opened)?;
    let measured = measure::measure(&opened, folder)?;
    let figures = Figures {
        feeds,
        source_records: report.source_records,
        golden_records: report.golden_records,
        attributes_linked: report.attributes_linked,
        households_formed: report.households,
        matched: measured.records,
        households: measured.households,
        seconds: Seconds {
            generate,
            load,
            matching: report.match_seconds,
            merge: report.merge_seconds,
            total: watch.seconds(),
        },
        peak_memory_mb: peak_memory_megabytes(),
    };
    folder::complete(folder, options, &figures)?;
    Ok((opened, figures))
}

/// The demo's hub: made, or opened where a demo that was ended has made it. A folder without a whole hub is what was left
/// of making one.
fn hub(folder: &Path, database: Option<&str>) -> Outcome<Opened> {
    let hub = folder::hub(folder);
    if !hub.exists() {
        return opening::create(&hub, database);
    }
    match opening::open(&hub) {
        Err(_) if !hub.join("hub.key").exists() => {
            std::fs::remove_dir_all(&hub).map_err(|error| Fault::file("cannot remove", &hub, &error))?;
            opening::create(&hub, database)
        }
        opened => opened,
    }
}

/// Adds a feed and loads its file, as its agency would.
fn load(opened: &Opened, folder: &Path, file: &FeedFile) -> Outcome<LoadReport> {
    let Opened { runtime, hub, .. } = opened;
    opened.wait(intake::add_feed(hub, &files::contract_name(file), file.contract, &actor()))?;
    let path = folder::feeds(folder).join(&file.file_name);
    let mut source = std::fs::File::open(&path).map_err(|error| Fault::file("cannot open", &path, &error))?;
    let length = source.metadata().map_err(|error| Fault::file("cannot read", &path, &error))?.len();
    let request = LoadRequest {
        feed: file.feed,
        file: &file.file_name,
        bytes: &mut source,
        length: Some(length),
        actor: &actor(),
    };
    say(&format!("loading {}", file.feed));
    let progress = Progress::new();
    let loaded = runtime.block_on(intake::load(hub, request, &|at| tell(&progress, at)));
    progress.end();
    let report = match loaded {
        // An earlier run of this demo loaded it.
        Err(HubFault::AlreadyPublished { sequence, .. }) => opened.wait(intake::report(hub, &sequence.to_string()))?,
        loaded => loaded.map_err(fault)?,
    };
    match refusal(&report) {
        Some(fault) => Err(Fault::ours(fault)),
        None => Ok(report),
    }
}
