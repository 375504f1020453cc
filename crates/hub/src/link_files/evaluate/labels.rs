//! Against pairs that were labelled.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use dolen_link::{LabelEvaluation, LabelledPair, evaluate_labels};
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

/// A labelled pair of rows.
pub(in super::super) struct Label {
    pub(in super::super) rows: (Key, Key),
    pub(in super::super) is_same: bool,
    pub(in super::super) weight: f64,
}

/// Measures clusters or links against pairs that somebody labelled: `source_a,id_a,source_b,id_b,same` by position, and
/// `weight` by name where pairs were drawn unequally: the inverse of the probability with which each was drawn.
///
/// # Errors
/// See [`LinkFilesFault`].
pub fn evaluate_labelled(
    predicted: Predicted<'_>,
    labels: Box<dyn Read + '_>,
) -> Result<FilesLabelEvaluation, LinkFilesFault> {
    let labels = read_labels(labels)?;
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

/// The labelled pairs of a file, each once, by their rows.
pub(in super::super) fn read_labels(reader: Box<dyn Read + '_>) -> Result<Vec<Label>, LinkFilesFault> {
    let shape = Shape { name: "labels", wanted: WANTED, columns: (5, 5), is_cut: true, named: Some("weight") };
    let mut labels: BTreeMap<(Key, Key), Label> = BTreeMap::new();
    for line in Lines::read(reader, &shape)?.lines {
        let number = line.number;
        let fault = || LinkFilesFault::Shape { file: "labels".to_owned(), line: number, wanted: WANTED };
        let label = label(line).ok_or_else(fault)?;
        match labels.entry(label.rows.clone()) {
            Entry::Vacant(entry) => _ = entry.insert(label),
            Entry::Occupied(entry) if entry.get().is_same != label.is_same => {
                return Err(LinkFilesFault::LabelledTwice { line: number });
            }
            Entry::Occupied(_) => {}
        }
    }
    Ok(labels.into_values().collect())
}

fn label(line: Line) -> Option<Label> {
    let weight = line.named.as_deref().map_or(Ok(1.0), str::parse::<f64>).ok()?;
    let [source_a, id_a, source_b, id_b, same] = <[String; 5]>::try_from(line.cells).ok()?;
    let is_same = match same.to_lowercase().as_str() {
        "1" | "1.0" | "yes" | "y" | "true" | "same" => true,
        "0" | "0.0" | "no" | "n" | "false" | "different" => false,
        _ => return None,
    };
    let rows = ordered((source_a, id_a), (source_b, id_b));
    (weight.is_finite() && weight > 0.0 && rows.0 != rows.1).then_some(Label { rows, is_same, weight })
}
