//! Precision and recall by threshold.

use std::collections::BTreeMap;

use super::charts::{Mark, lines};
use super::html::{beside, count, heading, measure, paragraph, share, table};
use super::page::{Section, Source};
use super::svg::{AGAINST, FOR};
use crate::evaluate::{Estimate, LabelledPair, evaluate, evaluate_labels};
use crate::explain::weight_of;
use crate::given::RowLabel;

/// Thresholds that are shown.
const POINTS: u32 = 20;

/// Against the truth, or against labelled pairs, where either is given.
pub(super) fn quality(source: &Source<'_>) -> Section {
    let words = source.words;
    let body = match (source.request.truth, source.request.labels) {
        (Some(truth), _) => against_truth(source, truth),
        (None, Some(labels)) => against_labels(source, labels),
        (None, None) => String::new(),
    };
    Section { anchor: "quality", heading: words.quality.to_owned(), body }
}

/// From the review threshold to where half of the links are left.
fn thresholds(source: &Source<'_>) -> Vec<f64> {
    let linkage = source.explainer.linkage;
    let mut weights: Vec<f32> = linkage.links.iter().map(|link| link.weight).collect();
    weights.sort_unstable_by(f32::total_cmp);
    let least = weight_of(linkage.review_threshold).max(-60.0);
    let most = weights.get(weights.len() / 2).copied().map_or(least, f64::from).clamp(least + 1.0, 120.0);
    (0..=POINTS).map(|point| least + (most - least) * f64::from(point) / f64::from(POINTS)).collect()
}

/// Links at or above each weight, and those of them that are right. Without a guard only, for a guard stands at any
/// threshold.
fn against_truth(source: &Source<'_>, truth: &[Option<u32>]) -> String {
    let (words, linkage) = (source.words, source.explainer.linkage);
    let who = |row: u32| truth.get(row as usize).copied().flatten();
    let mut links: Vec<(f32, bool)> = linkage
        .links
        .iter()
        .filter(|link| link.guard.is_none())
        .filter_map(|link| Some((link.weight, who(link.left)? == who(link.right)?)))
        .collect();
    links.sort_unstable_by(|one, other| other.0.total_cmp(&one.0));
    let (predicted, real): (Vec<u32>, Vec<u32>) =
        linkage.clusters.iter().zip(truth).filter_map(|(cluster, person)| Some((*cluster, (*person)?))).unzip();
    let of_clusters = evaluate(&predicted, &real);
    let (mut rows, mut precisions, mut recalls) = (Vec::new(), Vec::new(), Vec::new());
    let mut correct_of: Vec<u64> = vec![0];
    let mut correct = 0;
    for (_, is_right) in &links {
        correct += u64::from(*is_right);
        correct_of.push(correct);
    }
    for weight in thresholds(source) {
        let found = links.partition_point(|link| f64::from(link.0) >= weight);
        let correct = correct_of.get(found).copied().unwrap_or(0);
        let (precision, recall) = (share(correct, found as u64), share(correct, of_clusters.true_pairs));
        let f1 = share(2 * correct, found as u64 + of_clusters.true_pairs);
        precisions.extend(precision.map(|precision| (weight, precision)));
        recalls.extend(recall.map(|recall| (weight, recall)));
        let mut row = vec![super::html::bits(weight)];
        row.extend([precision, recall, f1].map(measure));
        row.extend([correct, found as u64].map(count));
        rows.push(row);
    }
    let head = [words.bits, words.precision, words.recall, words.f1, words.correct_pairs, words.predicted_pairs];
    let of_all = [
        (words.precision, measure(of_clusters.precision)),
        (words.recall, measure(of_clusters.recall)),
        (words.f1, measure(of_clusters.f1)),
        (words.bcubed_precision, measure(of_clusters.bcubed_precision)),
        (words.bcubed_recall, measure(of_clusters.bcubed_recall)),
        (words.correct_pairs, count(of_clusters.correct_pairs)),
        (words.predicted_pairs, count(of_clusters.predicted_pairs)),
        (words.true_pairs, count(of_clusters.true_pairs)),
    ];
    let of_all: Vec<Vec<String>> = of_all.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
    paragraph(words.quality_truth)
        + &beside(&curve(source, precisions, recalls), &table(words.quality_chart, &head, &rows))
        + &heading(words.quality_clusters)
        + &table(words.quality_clusters, &[words.figure, words.value], &of_all)
}

fn against_labels(source: &Source<'_>, labels: &[RowLabel]) -> String {
    let (words, linkage) = (source.words, source.explainer.linkage);
    let weights: BTreeMap<(u32, u32), f32> = linkage
        .links
        .iter()
        .filter(|link| link.guard.is_none())
        .map(|link| ((link.left, link.right), link.weight))
        .collect();
    let weight = |label: &RowLabel| {
        let pair = (label.left.min(label.right), label.left.max(label.right));
        weights.get(&pair).copied().map_or(f64::NEG_INFINITY, f64::from)
    };
    let weighed: Vec<(f64, &RowLabel)> = labels.iter().map(|label| (weight(label), label)).collect();
    let (mut rows, mut precisions, mut recalls) = (Vec::new(), Vec::new(), Vec::new());
    let interval = |of: Estimate| {
        of.low.zip(of.high).map_or_else(|| "–".to_owned(), |(low, high)| format!("{low:.3} – {high:.3}"))
    };
    for threshold in thresholds(source) {
        let pair = |(weight, label): &(f64, &RowLabel)| LabelledPair {
            predicted: *weight >= threshold,
            same: label.same,
            weight: label.weight,
        };
        let told = evaluate_labels(&weighed.iter().map(pair).collect::<Vec<_>>());
        precisions.extend(told.precision.value.map(|value| (threshold, value)));
        recalls.extend(told.recall.value.map(|value| (threshold, value)));
        rows.push(vec![
            super::html::bits(threshold),
            measure(told.precision.value),
            interval(told.precision),
            measure(told.recall.value),
            interval(told.recall),
            count(told.predicted),
        ]);
    }
    let head = [words.bits, words.precision, words.interval, words.recall, words.interval, words.predicted_pairs];
    paragraph(words.quality_labels)
        + &beside(&curve(source, precisions, recalls), &table(words.quality_chart, &head, &rows))
}

fn curve(source: &Source<'_>, precisions: Vec<(f64, f64)>, recalls: Vec<(f64, f64)>) -> String {
    let words = source.words;
    let least = precisions.iter().chain(&recalls).map(|point| point.1).fold(1.0, f64::min);
    // The scale starts at the tenth below the lowest point.
    let floor = ((least * 10.0).floor() / 10.0).clamp(0.0, 0.9);
    let marks = [Mark { at: weight_of(source.explainer.linkage.threshold), name: words.line_match }];
    let curves = [(words.precision, FOR, precisions), (words.recall, AGAINST, recalls)];
    lines(&curves, floor, &marks, words.quality_chart)
}
