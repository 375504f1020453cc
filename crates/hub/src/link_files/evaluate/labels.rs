//! Against pairs that were labelled.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use dolen_link::{LabelEvaluation, LabelledPair, RowLabel, Table, evaluate_labels};
use dolen_read::Source;
use serde::Serialize;

use super::super::fault::LinkFilesFault;
use super::Predicted;
use super::lines::{Line, Lines, Shape};
use super::truth::{Key, found, ordered, pairs};

const WANTED: &str =
    "the labels have the columns source_a, id_a, source_b, id_b, same (yes or no), and perhaps weight (above 0)";

/// What `dolen evaluate --labels --json` prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FilesLabelEvaluation {
    /// The measures.
    #[serde(flatten)]
    pub measures: LabelEvaluation,
    /// Labelled pairs of which the clusters do not have a row; they are left out. For links: 0, because a file of links
    /// does not name rows without any.
    pub unknown: u64,
}

/// Labels at most: far more than people give, and no more than fits into memory.
const MOST: usize = 1_000_000;

/// Pairs that somebody labelled, each once.
#[derive(Clone, Default)]
pub struct Labels {
    labels: Vec<Label>,
    /// Pairs whose answer is still missing.
    unanswered: u64,
}

/// A labelled pair of rows.
#[derive(Clone)]
struct Label {
    line: u64,
    rows: (Key, Key),
    is_same: bool,
    weight: f64,
}

/// Measures clusters or links against pairs that somebody labelled: `source_a,id_a,source_b,id_b,same` by position, and
/// `weight` by name where pairs were drawn unequally: the inverse of the probability with which each was drawn.
///
/// # Errors
/// See [`LinkFilesFault`].
pub fn evaluate_labelled(
    predicted: Predicted,
    labels: Box<dyn Source + Send>,
) -> Result<FilesLabelEvaluation, LinkFilesFault> {
    let labels = Labels::read(labels)?.labels;
    let (mut known, mut unknown) = (Vec::new(), 0_u64);
    let mut add = |label: &Label, predicted: Option<bool>| match predicted {
        Some(predicted) => known.push(LabelledPair { predicted, same: label.is_same, weight: label.weight }),
        None => unknown += 1,
    };
    match predicted {
        Predicted::Clusters(reader) => {
            let found = found(reader, true)?;
            for label in &labels {
                let clusters = found.get(&label.rows.0).zip(found.get(&label.rows.1));
                add(label, clusters.map(|(one, other)| one == other));
            }
        }
        Predicted::Links(reader) => {
            let linked: BTreeSet<(Key, Key)> = pairs(reader)?.into_iter().collect();
            labels.iter().for_each(|label| add(label, Some(linked.contains(&label.rows))));
        }
    }
    Ok(FilesLabelEvaluation { measures: evaluate_labels(&known), unknown })
}

impl Labels {
    /// Reads labels, `source_a,id_a,source_b,id_b,same` by position and `weight` by name. Pairs without an answer, as
    /// [`super::super::FilesLinkage::write_asked`] writes them, are left out.
    ///
    /// # Errors
    /// See [`LinkFilesFault`].
    pub fn read(reader: Box<dyn Source + Send>) -> Result<Self, LinkFilesFault> {
        let shape = Shape { name: "labels", wanted: WANTED, columns: (5, 5), is_cut: true, named: Some("weight") };
        let mut labels: BTreeMap<(Key, Key), Label> = BTreeMap::new();
        let mut unanswered = 0;
        for line in Lines::read(reader, &shape)?.lines {
            let number = line.number;
            if line.cells.last().is_some_and(String::is_empty) {
                unanswered += 1;
                continue;
            }
            let fault = || LinkFilesFault::Shape { file: "labels".to_owned(), line: number, wanted: WANTED };
            let label = label(line).ok_or_else(fault)?;
            match labels.entry(label.rows.clone()) {
                Entry::Vacant(entry) => _ = entry.insert(label),
                Entry::Occupied(entry) if entry.get().is_same != label.is_same => {
                    return Err(LinkFilesFault::LabelledTwice { earlier: entry.get().line, line: number });
                }
                Entry::Occupied(_) => {}
            }
            if labels.len() > MOST {
                return Err(LinkFilesFault::TooManyLines { file: "labels".to_owned(), most: MOST });
            }
        }
        Ok(Self { labels: labels.into_values().collect(), unanswered })
    }

    /// The labels by row number, and what the user should know of them, line by line. A pair of rows that are not there is
    /// left out, and told.
    pub(in super::super) fn of_rows(&self, table: &Table) -> Result<(Vec<RowLabel>, Vec<String>), LinkFilesFault> {
        let keys: BTreeSet<(&str, &str)> =
            self.labels.iter().flat_map(|label| [&label.rows.0, &label.rows.1]).map(key).collect();
        let mut rows: BTreeMap<(&str, &str), Vec<u32>> = BTreeMap::new();
        for row in 0..u32::try_from(table.len()).unwrap_or(u32::MAX) {
            if let Some(known) = keys.get(&(table.source(row), table.id(row))) {
                rows.entry(*known).or_default().push(row);
            }
        }
        let mut labels = Vec::new();
        for label in &self.labels {
            let of = |of: &Key| match rows.get(&key(of)).map_or(&[][..], Vec::as_slice) {
                [] => Ok(None),
                [row] => Ok(Some(*row)),
                several => Err(LinkFilesFault::SeveralRows {
                    which: format!("labels, line {}", label.line),
                    rows: several.len(),
                }),
            };
            if let Some((left, right)) = of(&label.rows.0)?.zip(of(&label.rows.1)?) {
                labels.push(RowLabel { left, right, same: label.is_same, weight: label.weight });
            }
        }
        let told = [
            (labels.len() as u64, "labelled pairs took part in the estimation"),
            (
                (self.labels.len() - labels.len()) as u64,
                "labelled pairs name rows that are not there, and are left out",
            ),
            (self.unanswered, "pairs of the labels have no answer yet, and are left out"),
        ];
        let told = told.into_iter().filter(|(count, _)| *count > 0).map(|(count, text)| format!("{count} {text}"));
        Ok((labels, told.collect()))
    }
}

impl std::fmt::Debug for Labels {
    /// Tells how many there are: ids of rows may be of people.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Labels").field("labels", &self.labels.len()).finish_non_exhaustive()
    }
}

fn key((source, id): &Key) -> (&str, &str) {
    (source, id)
}

fn label(line: Line) -> Option<Label> {
    let number = line.number;
    let weight = line.named.as_deref().map_or(Ok(1.0), str::parse::<f64>).ok()?;
    let [source_a, id_a, source_b, id_b, same] = <[String; 5]>::try_from(line.cells).ok()?;
    let is_same = match same.to_lowercase().as_str() {
        "1" | "1.0" | "yes" | "y" | "true" | "same" => true,
        "0" | "0.0" | "no" | "n" | "false" | "different" => false,
        _ => return None,
    };
    let rows = ordered((source_a, id_a), (source_b, id_b));
    (weight.is_finite() && weight > 0.0 && rows.0 != rows.1).then_some(Label { line: number, rows, is_same, weight })
}
