//! Clusters or links against the truth.

mod groups;
mod labels;
mod lines;
mod sample;
#[cfg(test)]
mod tests;
mod truth;

use std::collections::{BTreeMap, BTreeSet};

use dolen_link::{Evaluation, evaluate, evaluate_across};
use dolen_read::Source;
use serde::Serialize;

pub use groups::{FilesGroup, GroupColumn};
pub use labels::{FilesLabelEvaluation, Labels, evaluate_labelled};
pub(super) use lines::{Lines, Shape};
pub use sample::{Drawn, FilesSampleEvaluation, evaluate_sampled};
pub(super) use truth::Truth;

use super::fault::LinkFilesFault;
use truth::{found, ordered};

/// What `dolen evaluate --json` prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FilesEvaluation {
    /// Pairwise precision.
    pub precision: Option<f64>,
    /// Pairwise recall.
    pub recall: Option<f64>,
    /// Harmonic mean of the two.
    pub f1: Option<f64>,
    /// B-cubed precision; none for links.
    pub bcubed_precision: Option<f64>,
    /// B-cubed recall; none for links.
    pub bcubed_recall: Option<f64>,
    /// Share of the clusters that are true to the row; none for links.
    pub cluster_precision: Option<f64>,
    /// Share of the true clusters that were found to the row; none for links.
    pub cluster_recall: Option<f64>,
    /// Denominator of recall.
    pub true_pairs: u64,
    /// Denominator of precision.
    pub predicted_pairs: u64,
    /// Rows of the truth that the clusters do not have; each counts as a cluster of its own. For links: 0, because a file
    /// of links does not name rows without any.
    pub missing: u64,
    /// Rows of the clusters, or links, that the truth does not know; they are left out.
    pub unknown: u64,
    /// The same over pairs of rows from different sources, where the truth tells the sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cross_source: Option<Box<FilesEvaluation>>,
    /// The same for each group of rows, where a column of groups is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<FilesGroup>>,
}

/// What is measured.
pub enum Predicted {
    /// `source,id,cluster`.
    Clusters(Box<dyn Source + Send>),
    /// `source_a,id_a,source_b,id_b,...`: every pair of the file counts as predicted.
    Links(Box<dyn Source + Send>),
}

/// Measures `source,id,cluster` against the truth, which is `source,id,cluster` or `id,cluster`; columns count by their
/// position, and the first line is a header.
///
/// # Errors
/// See [`LinkFilesFault`].
pub fn evaluate_clusters(
    clusters: Box<dyn Source + Send>,
    truth: Box<dyn Source + Send>,
    group: Option<GroupColumn>,
) -> Result<FilesEvaluation, LinkFilesFault> {
    let of_truth = group.as_ref().filter(|group| group.file.is_none()).map(|group| group.name.as_str());
    let truth = Truth::read("truth", truth, of_truth)?;
    let groups = group.map(|group| groups::read(group, &truth)).transpose()?;
    let found = found(clusters, truth.has_source)?;
    let mut numbers = Numbers::default();
    let (mut predicted, mut real, mut sources, mut missing) = (Vec::new(), Vec::new(), Vec::new(), 0_u64);
    for (key, person) in &truth.people {
        let cluster = found.get(key).map(|cluster| format!("c{cluster}"));
        missing += u64::from(cluster.is_none());
        predicted.push(numbers.of(cluster.unwrap_or_else(|| format!("m{}\0{}", key.0, key.1))));
        real.push(numbers.of(format!("t{person}")));
        sources.push(numbers.of(format!("s{}", key.0)));
    }
    let unknown = found.keys().filter(|key| !truth.people.contains_key(*key)).count() as u64;
    let across = truth.has_source.then(|| told(&evaluate_across(&predicted, &real, &sources), missing, unknown));
    let groups = groups.map(|groups| groups::measure(&groups, &truth, &predicted, &real));
    let all = told(&evaluate(&predicted, &real), missing, unknown);
    Ok(FilesEvaluation { cross_source: across.map(Box::new), groups, ..all })
}

/// Measures the pairs of `source_a,id_a,source_b,id_b,...` against the truth: every pair of the file counts as predicted.
///
/// # Errors
/// See [`LinkFilesFault`].
pub fn evaluate_links(
    links: Box<dyn Source + Send>,
    truth: Box<dyn Source + Send>,
) -> Result<FilesEvaluation, LinkFilesFault> {
    let truth = Truth::read("truth", truth, None)?;
    let (mut pairs, mut unknown) = (BTreeSet::new(), 0_u64);
    let (mut correct, mut predicted) = (0_u64, 0_u64);
    for ((source_a, id_a), (source_b, id_b)) in truth::pairs(links)? {
        let (left, right) = (truth.key(source_a, id_a), truth.key(source_b, id_b));
        let (Some(one), Some(other)) = (truth.people.get(&left), truth.people.get(&right)) else {
            unknown += 1;
            continue;
        };
        let is_same = one == other;
        if pairs.insert(ordered(left, right)) {
            predicted += 1;
            correct += u64::from(is_same);
        }
    }
    let mut numbers = Numbers::default();
    let real: Vec<u32> = truth.people.values().map(|person| numbers.of(person.clone())).collect();
    let true_pairs = evaluate(&real, &real).true_pairs;
    let part = |whole: u64| (whole > 0).then(|| to_f64(correct) / to_f64(whole));
    let measures = Evaluation {
        precision: part(predicted),
        recall: part(true_pairs),
        f1: (predicted + true_pairs > 0).then(|| 2.0 * to_f64(correct) / to_f64(predicted + true_pairs)),
        true_pairs,
        predicted_pairs: predicted,
        ..Evaluation::default()
    };
    Ok(told(&measures, 0, unknown))
}

fn told(evaluation: &Evaluation, missing: u64, unknown: u64) -> FilesEvaluation {
    FilesEvaluation {
        precision: evaluation.precision,
        recall: evaluation.recall,
        f1: evaluation.f1,
        bcubed_precision: evaluation.bcubed_precision,
        bcubed_recall: evaluation.bcubed_recall,
        cluster_precision: evaluation.cluster_precision,
        cluster_recall: evaluation.cluster_recall,
        true_pairs: evaluation.true_pairs,
        predicted_pairs: evaluation.predicted_pairs,
        missing,
        unknown,
        cross_source: None,
        groups: None,
    }
}

/// Texts as numbers.
#[derive(Default)]
struct Numbers {
    known: BTreeMap<String, u32>,
}

impl Numbers {
    fn of(&mut self, text: String) -> u32 {
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        *self.known.entry(text).or_insert(next)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of pairs stay far below 2^53")]
const fn to_f64(count: u64) -> f64 {
    count as f64
}
