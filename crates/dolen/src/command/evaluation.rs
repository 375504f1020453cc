//! Measures as text.

use dolen_hub::link_files::{Drawn, FilesEvaluation, FilesLabelEvaluation, FilesSampleEvaluation};
use dolen_link::Estimate;

use crate::output;

fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "none".to_owned(), |value| format!("{value:.5}"))
}

/// Against the truth of all rows.
pub(super) fn of_truth(told: &FilesEvaluation) -> String {
    let row = |name: &str, told: &FilesEvaluation| {
        let measures = [told.precision, told.recall, told.f1, told.bcubed_precision, told.bcubed_recall];
        let mut row = vec![name.to_owned()];
        row.extend(measures.into_iter().map(figure));
        row.extend([told.true_pairs, told.predicted_pairs].map(output::count));
        row
    };
    let mut rows = vec![row("all pairs", told)];
    rows.extend(told.cross_source.as_deref().map(|told| row("across sources", told)));
    let head =
        ["", "Precision", "Recall", "F1", "B-cubed precision", "B-cubed recall", "True pairs", "Predicted pairs"];
    let mut parts = vec![output::table(&head, &rows)];
    if told.cluster_recall.is_some() {
        let (precision, recall) = (figure(told.cluster_precision), figure(told.cluster_recall));
        parts.push(format!("clusters right to the row: {precision} of those found, {recall} of the true ones"));
    }
    parts.push(format!("missing from the prediction: {}; unknown to the truth: {}", told.missing, told.unknown));
    parts.extend(told.groups.as_ref().map(|groups| {
        let rows: Vec<Vec<String>> = groups
            .iter()
            .map(|group| {
                let of = &group.measures;
                let mut row = vec![if group.value.is_empty() { "(none)".to_owned() } else { group.value.clone() }];
                row.push(output::count(of.rows));
                row.extend([of.precision, of.recall, of.f1, of.bcubed_precision, of.bcubed_recall].map(figure));
                row.extend([of.true_partners, of.predicted_partners].map(output::count));
                row
            })
            .collect();
        let head = [
            "Group",
            "Rows",
            "Precision",
            "Recall",
            "F1",
            "B-cubed precision",
            "B-cubed recall",
            "True partners",
            "Predicted partners",
        ];
        format!("\n{}\na pair counts once from either of its rows", output::table(&head, &rows))
    }));
    parts.join("\n")
}

/// Against labelled pairs.
pub(super) fn of_labels(told: &FilesLabelEvaluation) -> String {
    let of = &told.measures;
    let rows = [("precision", of.precision), ("recall", of.recall), ("F1", of.f1)]
        .map(|(name, measure)| estimate(name, measure));
    let design = match of.is_weighted {
        true => "each pair counts for its weight, the inverse of the probability with which it was drawn",
        false => "the labelled pairs are taken for a simple random sample of those that could have been drawn",
    };
    let counts = [of.labelled, of.same, of.predicted, of.correct].map(output::count);
    let [labelled, same, predicted, correct] = counts;
    format!(
        "{}\n{labelled} labelled pairs: {same} the same, {predicted} put together, {correct} both; {} of unknown rows left \
         out\n{design}; of pairs that could not be drawn the figures say nothing",
        output::table(&ESTIMATES, &rows),
        output::count(told.unknown)
    )
}

/// Against a sample of true clusters.
pub(super) fn of_sample(told: &FilesSampleEvaluation) -> String {
    let of = &told.measures;
    let rows = [
        ("pairwise precision", of.precision),
        ("pairwise recall", of.recall),
        ("pairwise F1", of.f1),
        ("B-cubed precision", of.bcubed_precision),
        ("B-cubed recall", of.bcubed_recall),
        ("found clusters right to the row", of.cluster_precision),
        ("true clusters found to the row", of.cluster_recall),
    ]
    .map(|(name, measure)| estimate(name, measure));
    let drawn = match told.drawn {
        Drawn::Records => "a cluster counts for one part of its rows, because records were drawn",
        Drawn::Clusters => "each cluster counts alike, because clusters were drawn",
        Drawn::Weights => "each cluster counts for its weight",
    };
    let (clusters, rows_of) = (output::count(of.clusters), output::count(of.rows));
    format!(
        "{}\nestimated from {clusters} true clusters of {rows_of} rows; {drawn}\nmissing from the prediction: {}",
        output::table(&ESTIMATES, &rows),
        output::count(told.missing)
    )
}

const ESTIMATES: [&str; 4] = ["", "Estimate", "Standard error", "95% interval"];

fn estimate(name: &str, of: Estimate) -> Vec<String> {
    let interval = of.low.zip(of.high).map_or_else(String::new, |(low, high)| format!("{low:.5} to {high:.5}"));
    vec![
        name.to_owned(),
        figure(of.value),
        of.standard_error.map_or_else(String::new, |error| format!("{error:.5}")),
        interval,
    ]
}
