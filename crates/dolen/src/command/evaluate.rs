//! `dolen evaluate`.

use std::path::PathBuf;

use dolen_hub::link_files::{
    Drawn, GroupColumn, Predicted, evaluate_clusters, evaluate_labelled, evaluate_links, evaluate_sampled,
};

use super::evaluation;
use super::link::{fault, open};
use crate::fault::{Fault, Outcome};
use crate::output;

#[derive(clap::Args)]
#[command(group = clap::ArgGroup::new("predicted").required(true).args(["clusters", "links"]))]
#[command(group = clap::ArgGroup::new("known").required(true).args(["truth", "labels", "sample"]))]
pub(crate) struct Arguments {
    /// source,id,cluster, as `dolen link` writes it
    #[arg(long, value_name = "FILE")]
    clusters: Option<PathBuf>,
    /// source_a,id_a,source_b,id_b,..., as `dolen link` writes it
    #[arg(long, value_name = "FILE")]
    links: Option<PathBuf>,
    /// The truth of all rows: source,id,cluster or id,cluster, by position
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
    /// Pairs that were labelled: source_a,id_a,source_b,id_b,same, and weight where they were drawn unequally
    #[arg(long, value_name = "FILE")]
    labels: Option<PathBuf>,
    /// A sample of true clusters, each with all its rows: source,id,cluster or id,cluster, and weight where they were drawn
    /// unequally
    #[arg(long, value_name = "FILE", conflicts_with = "links")]
    sample: Option<PathBuf>,
    /// How the sample was drawn: records, and the cluster of each; or clusters, all alike
    #[arg(long, value_name = "WHAT", requires = "sample")]
    drawn: Option<DrawnArgument>,
    /// Measures each value of a column of the truth by itself
    #[arg(long, value_name = "COL", requires = "clusters", requires = "truth")]
    group: Option<String>,
    /// The file with the column of groups: source,id,COL or id,COL [default: the truth]
    #[arg(long, value_name = "FILE", requires = "group")]
    group_file: Option<PathBuf>,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum DrawnArgument {
    /// Records were drawn, each as likely as another, and the whole cluster of each was found
    Records,
    /// True clusters were drawn, each as likely as another
    Clusters,
}

/// Measures clusters or links against what is known of the truth.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    if let Some(labels) = &arguments.labels {
        let told = evaluate_labelled(predicted(arguments)?, open(labels)?).map_err(fault)?;
        return if arguments.json { output::json(&told) } else { output::text(&evaluation::of_labels(&told)) };
    }
    if let (Some(sample), Some(clusters)) = (&arguments.sample, &arguments.clusters) {
        let drawn = arguments.drawn.map(|drawn| match drawn {
            DrawnArgument::Records => Drawn::Records,
            DrawnArgument::Clusters => Drawn::Clusters,
        });
        let told = evaluate_sampled(open(clusters)?, open(sample)?, drawn).map_err(fault)?;
        return if arguments.json { output::json(&told) } else { output::text(&evaluation::of_sample(&told)) };
    }
    let Some(truth) = &arguments.truth else { return Err(Fault::usage("give --truth, --labels or --sample")) };
    let truth = open(truth)?;
    let told = match predicted(arguments)? {
        Predicted::Clusters(clusters) => evaluate_clusters(clusters, truth, group(arguments)?),
        Predicted::Links(links) => evaluate_links(links, truth),
    };
    let told = told.map_err(fault)?;
    if arguments.json { output::json(&told) } else { output::text(&evaluation::of_truth(&told)) }
}

fn predicted(arguments: &Arguments) -> Outcome<Predicted> {
    match (&arguments.clusters, &arguments.links) {
        (Some(clusters), _) => Ok(Predicted::Clusters(open(clusters)?)),
        (None, Some(links)) => Ok(Predicted::Links(open(links)?)),
        (None, None) => Err(Fault::usage("give --clusters or --links")),
    }
}

fn group(arguments: &Arguments) -> Outcome<Option<GroupColumn>> {
    let Some(name) = arguments.group.clone() else { return Ok(None) };
    let file = arguments.group_file.as_deref().map(open).transpose()?;
    Ok(Some(GroupColumn { name, file }))
}
