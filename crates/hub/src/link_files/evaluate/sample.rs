//! Against a sample of true clusters.

use std::collections::BTreeMap;

use dolen_link::{SampleDesign, SampleEvaluation, evaluate_sample};
use dolen_read::Source;
use serde::Serialize;

use super::super::fault::LinkFilesFault;
use super::Numbers;
use super::truth::{Key, Truth, found};

/// How the sample was drawn, where its file does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Drawn {
    /// Records were drawn, each as likely as another, and the whole cluster of each was found.
    Records,
    /// True clusters were drawn, each as likely as another.
    Clusters,
    /// Each cluster with a weight of its own: the column `weight`.
    Weights,
}

/// What `dolen evaluate --sample --json` prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FilesSampleEvaluation {
    /// How the sample was drawn.
    pub drawn: Drawn,
    /// The estimates.
    #[serde(flatten)]
    pub measures: SampleEvaluation,
    /// Rows of the sample that the clusters do not have; each counts as a cluster of its own.
    pub missing: u64,
}

/// Estimates how good clusters are from a sample of true clusters, `source,id,cluster` or `id,cluster` by position, each with
/// all its rows. A column named `weight` holds the inverse of the probability with which the row's cluster was drawn.
///
/// # Errors
/// See [`LinkFilesFault`]; [`LinkFilesFault::NoDesign`] where neither `drawn` nor the file tells how the sample was drawn.
pub fn evaluate_sampled(
    clusters: Box<dyn Source + Send>,
    sample: Box<dyn Source + Send>,
    drawn: Option<Drawn>,
) -> Result<FilesSampleEvaluation, LinkFilesFault> {
    let truth = Truth::read("sample", sample, Some("weight"))?;
    let found = found(clusters, truth.has_source)?;
    let mut numbers = Numbers::default();
    let mut predicted: Vec<u32> = Vec::with_capacity(found.len());
    let mut rows: BTreeMap<&Key, u32> = BTreeMap::new();
    for (row, (key, cluster)) in (0..).zip(&found) {
        predicted.push(numbers.of(format!("c{cluster}")));
        rows.insert(key, row);
    }
    let (mut pairs, mut missing) = (Vec::new(), 0_u64);
    for (key, person) in &truth.people {
        let row = rows.get(key).copied().unwrap_or_else(|| {
            missing += 1;
            predicted.push(numbers.of(format!("m{}\0{}", key.0, key.1)));
            u32::try_from(predicted.len() - 1).unwrap_or(u32::MAX)
        });
        pairs.push((row, numbers.of(format!("t{person}"))));
    }
    let (drawn, design) = match (&truth.named, drawn) {
        (Some(weights), None | Some(Drawn::Weights)) => (Drawn::Weights, weighted(weights, &truth, &mut numbers)?),
        (_, Some(Drawn::Records)) => (Drawn::Records, SampleDesign::Records),
        (_, Some(Drawn::Clusters)) => (Drawn::Clusters, SampleDesign::Clusters),
        (None, None | Some(Drawn::Weights)) => return Err(LinkFilesFault::NoDesign),
    };
    Ok(FilesSampleEvaluation { drawn, measures: evaluate_sample(&predicted, &pairs, &design), missing })
}

fn weighted(
    weights: &BTreeMap<Key, String>,
    truth: &Truth,
    numbers: &mut Numbers,
) -> Result<SampleDesign, LinkFilesFault> {
    let mut of_people = BTreeMap::new();
    for (key, text) in weights {
        let weight = text.parse::<f64>().ok().filter(|weight| weight.is_finite() && *weight > 0.0);
        let Some((weight, person)) = weight.zip(truth.people.get(key)) else {
            return Err(LinkFilesFault::NoWeight);
        };
        let known = of_people.insert(numbers.of(format!("t{person}")), weight);
        if known.is_some_and(|known: f64| known.total_cmp(&weight).is_ne()) {
            return Err(LinkFilesFault::NoWeight);
        }
    }
    Ok(SampleDesign::Weights(of_people))
}
