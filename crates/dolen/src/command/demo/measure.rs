//! The match against the truth.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use dolen_hub::link_files::evaluate_clusters;

use super::figures::{Measured, Measures, Pairwise};
use super::{folder, households};
use crate::command::clusters::write_clusters;
use crate::command::link;
use crate::command::opening::Opened;
use crate::fault::{Fault, Outcome};

/// A published record: source, id, household of its golden record and the golden record itself.
pub(super) struct Published {
    pub(super) source: String,
    pub(super) id: String,
    pub(super) golden: Option<String>,
    pub(super) household: Option<String>,
}

/// How good match and households are.
pub(super) struct Measurement {
    pub(super) records: Measured,
    pub(super) households: Pairwise,
}

/// Writes the clusters and measures them over the published records: what was quarantined was never matched.
pub(super) fn measure(opened: &Opened, folder: &Path) -> Outcome<Measurement> {
    let clusters = folder::clusters(folder);
    let mut published = Vec::new();
    write_clusters(opened, &clusters, |place| {
        published.push(Published {
            source: place.organisation.clone(),
            id: place.key.clone(),
            golden: place.golden.clone(),
            household: place.household.clone(),
        });
    })?;
    let truth = truth(&folder::truth(folder))?;
    let known: BTreeSet<(&str, &str)> =
        published.iter().map(|record| (record.source.as_str(), record.id.as_str())).collect();
    let mut of_published = String::from("source,id,person\n");
    for [source, id, person] in truth.iter().filter(|[source, id, _]| known.contains(&(source.as_str(), id.as_str()))) {
        of_published.push_str(&format!("{source},{id},{person}\n"));
    }
    let file = File::open(&clusters).map_err(|error| Fault::file("cannot open", &clusters, &error))?;
    let told = evaluate_clusters(Box::new(BufReader::new(file)), Box::new(std::io::Cursor::new(of_published)), None)
        .map_err(link::fault)?;
    let across = told.cross_source.as_deref().map(Measures::of).unwrap_or_default();
    Ok(Measurement {
        records: Measured { all: Measures::of(&told), cross_agency: across },
        households: households::measure(&published, &truth, &folder::truths(folder).join("households.csv"))?,
    })
}

/// The rows of the truth: source, id, person. The region writes them without quotes.
fn truth(path: &Path) -> Outcome<Vec<[String; 3]>> {
    rows(path)
}

/// Rows of a CSV without its header, of at least three columns.
pub(super) fn rows(path: &Path) -> Outcome<Vec<[String; 3]>> {
    let wrong = |error: csv::Error| Fault::ours(format!("cannot read {}: {error}", path.display()));
    let mut reader = csv::Reader::from_path(path).map_err(wrong)?;
    let mut rows = Vec::new();
    for row in reader.records() {
        let row = row.map_err(wrong)?;
        let cell = |column: usize| row.get(column).unwrap_or_default().to_owned();
        rows.push([cell(0), cell(1), cell(2)]);
    }
    Ok(rows)
}
