//! The figures of a demo.

use std::path::Path;

use dolen_hub::link_files::FilesEvaluation;
use dolen_hub::view::LoadReport;
use dolen_synth::FeedFile;
use serde::{Deserialize, Serialize};

use super::{files, folder};
use crate::output::{count, table};

/// What `dolen demo --json` prints.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Figures {
    pub(super) feeds: Vec<FeedFigures>,
    pub(super) source_records: u64,
    pub(super) golden_records: u64,
    pub(super) attributes_linked: u64,
    pub(super) households_formed: u64,
    /// Over published records.
    #[serde(rename = "match")]
    pub(super) matched: Measured,
    /// Over people: who lives with whom.
    pub(super) households: Pairwise,
    pub(super) seconds: Seconds,
    pub(super) peak_memory_mb: Option<f64>,
}

/// One feed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct FeedFigures {
    pub(super) name: String,
    pub(super) format: String,
    pub(super) received: u64,
    pub(super) published: u64,
    pub(super) quarantined: u64,
    /// Names in the folder `feeds`.
    pub(super) file: String,
    pub(super) contract: String,
}

/// Precision and recall of the match.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Measured {
    #[serde(flatten)]
    pub(super) all: Measures,
    /// Pairs of records of two agencies alone.
    pub(super) cross_agency: Measures,
}

/// Precision and recall; none where there is no pair.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Measures {
    pub(super) precision: Option<f64>,
    pub(super) recall: Option<f64>,
    pub(super) f1: Option<f64>,
    pub(super) bcubed_precision: Option<f64>,
    pub(super) bcubed_recall: Option<f64>,
    pub(super) true_pairs: u64,
    pub(super) predicted_pairs: u64,
}

/// Pairwise precision and recall.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Pairwise {
    pub(super) precision: Option<f64>,
    pub(super) recall: Option<f64>,
    pub(super) true_pairs: u64,
    pub(super) predicted_pairs: u64,
}

/// Seconds of wall time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Seconds {
    /// The region and the agencies' files.
    pub(super) generate: f64,
    /// From the files to published rows.
    pub(super) load: f64,
    /// In the matcher.
    #[serde(rename = "match")]
    pub(super) matching: f64,
    /// Golden records.
    pub(super) merge: f64,
    /// The whole command.
    pub(super) total: f64,
}

impl FeedFigures {
    pub(super) fn of(file: &FeedFile, report: &LoadReport) -> Self {
        Self {
            name: file.feed.to_owned(),
            format: report.format.clone(),
            received: report.summary.received,
            published: report.summary.published,
            quarantined: report.summary.quarantined,
            file: file.file_name.clone(),
            contract: files::contract_name(file),
        }
    }
}

impl Measures {
    pub(super) const fn of(evaluation: &FilesEvaluation) -> Self {
        Self {
            precision: evaluation.precision,
            recall: evaluation.recall,
            f1: evaluation.f1,
            bcubed_precision: evaluation.bcubed_precision,
            bcubed_recall: evaluation.bcubed_recall,
            true_pairs: evaluation.true_pairs,
            predicted_pairs: evaluation.predicted_pairs,
        }
    }
}

impl Figures {
    /// As lines for people.
    pub(super) fn text(&self, folder: &Path) -> String {
        let feeds: Vec<Vec<String>> = self
            .feeds
            .iter()
            .map(|feed| {
                let counts = [feed.received, feed.published, feed.quarantined].map(count);
                [feed.name.clone(), feed.format.clone()].into_iter().chain(counts).collect()
            })
            .collect();
        let share = |value: Option<f64>| value.map_or_else(|| "none".to_owned(), |value| format!("{value:.4}"));
        let measures = |name: &str, of: &Measures| {
            let values = [of.precision, of.recall, of.f1, of.bcubed_precision, of.bcubed_recall].map(share);
            std::iter::once(name.to_owned()).chain(values).collect::<Vec<_>>()
        };
        let households = [share(self.households.precision), share(self.households.recall)];
        let rows = [
            measures("all pairs", &self.matched.all),
            measures("across agencies", &self.matched.cross_agency),
            std::iter::once("households".to_owned()).chain(households).collect(),
        ];
        let seconds = &self.seconds;
        let memory =
            self.peak_memory_mb.map_or_else(String::new, |memory| format!(", at most {memory:.0} MB of memory"));
        [
            table(&["Feed", "Format", "Received", "Published", "Quarantined"], &feeds),
            String::new(),
            format!(
                "{} source records are {} people in {} households, with {} attributes",
                count(self.source_records),
                count(self.golden_records),
                count(self.households_formed),
                count(self.attributes_linked)
            ),
            String::new(),
            table(&["Against the truth", "Precision", "Recall", "F1", "B-cubed precision", "B-cubed recall"], &rows),
            String::new(),
            format!(
                "seconds: region {:.1}, load {:.1}, match {:.1}, merge {:.1}, in all {:.1}{memory}",
                seconds.generate, seconds.load, seconds.matching, seconds.merge, seconds.total
            ),
            format!(
                "files:   {} (feeds, truth.csv, clusters.csv, hub); on the command line: --hub {}",
                folder.display(),
                folder::hub(folder).display()
            ),
        ]
        .join("\n")
    }
}
