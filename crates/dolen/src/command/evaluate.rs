//! `dolen evaluate`.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use dolen_hub::link_files::{FilesEvaluation, evaluate_clusters, evaluate_links};

use super::link::fault;
use crate::fault::{Fault, Outcome};
use crate::output;

#[derive(clap::Args)]
#[command(group = clap::ArgGroup::new("predicted").required(true).args(["clusters", "links"]))]
pub(crate) struct Arguments {
    /// source,id,cluster, as `dolen link` writes it
    #[arg(long, value_name = "FILE")]
    clusters: Option<PathBuf>,
    /// source_a,id_a,source_b,id_b,..., as `dolen link` writes it
    #[arg(long, value_name = "FILE")]
    links: Option<PathBuf>,
    /// The truth: source,id,cluster or id,cluster, by position
    #[arg(long, value_name = "FILE")]
    truth: PathBuf,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}

/// Measures clusters or links against the truth.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let truth = open(&arguments.truth)?;
    let told = match (&arguments.clusters, &arguments.links) {
        (Some(clusters), _) => evaluate_clusters(open(clusters)?, truth),
        (None, Some(links)) => evaluate_links(open(links)?, truth),
        (None, None) => return Err(Fault::usage("give --clusters or --links")),
    };
    let told = told.map_err(fault)?;
    if arguments.json { output::json(&told) } else { output::text(&lines(&told)) }
}

fn open(path: &Path) -> Outcome<Box<dyn Read>> {
    let file = File::open(path).map_err(|error| Fault::file("cannot open", path, &error))?;
    Ok(Box::new(BufReader::new(file)))
}

fn lines(told: &FilesEvaluation) -> String {
    let figure = |value: Option<f64>| value.map_or_else(|| "none".to_owned(), |value| format!("{value:.5}"));
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
    let missing = format!("missing from the prediction: {}; unknown to the truth: {}", told.missing, told.unknown);
    format!("{}\n{missing}", output::table(&head, &rows))
}
