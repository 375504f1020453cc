//! `dolen demo --flat`: the region as one CSV for the matcher alone.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use dolen_synth::Region;
use serde::Serialize;

use super::options::Asked;
use super::region::generate;
use crate::fault::{Fault, Outcome};
use crate::machine::{Stopwatch, peak_memory_megabytes};
use crate::output::count;
use crate::progress::say;

/// What was written.
#[derive(Serialize)]
pub(super) struct Flat {
    records: usize,
    file: PathBuf,
    truth: PathBuf,
    seconds: f64,
    peak_memory_mb: Option<f64>,
}

/// Writes the region as one CSV, and its truth beside it: `region.csv` and `region.truth.csv`.
pub(super) fn write(asked: &Asked, file: &Path, watch: &Stopwatch) -> Outcome<Flat> {
    let truth = file.with_extension("truth.csv");
    let mut out = writer(file)?;
    let mut truth_out = writer(&truth)?;
    let region: Region = generate(asked)?;
    say("writing the region");
    region
        .write_flat(&mut out, &mut truth_out)
        .map_err(|error| Fault::caller(format!("cannot write {}: {error}", file.display())))?;
    out.flush().map_err(|error| Fault::file("cannot write", file, &error))?;
    truth_out.flush().map_err(|error| Fault::file("cannot write", &truth, &error))?;
    Ok(Flat {
        records: region.records(),
        file: file.to_owned(),
        truth,
        seconds: watch.seconds(),
        peak_memory_mb: peak_memory_megabytes(),
    })
}

fn writer(path: &Path) -> Outcome<BufWriter<File>> {
    let file = File::create(path).map_err(|error| Fault::file("cannot write", path, &error))?;
    Ok(BufWriter::with_capacity(1 << 20, file))
}

impl Flat {
    /// As lines for people.
    pub(super) fn text(&self) -> String {
        format!(
            "{} records in {}, who is who in {}, in {:.1} s",
            count(self.records as u64),
            self.file.display(),
            self.truth.display(),
            self.seconds
        )
    }
}
