//! Clusters or links against the truth.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use dolen_link::{Evaluation, evaluate, evaluate_across};
use serde::Serialize;

use super::fault::LinkFilesFault;
use super::read::Csv;

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
}

type Key = (String, String);

/// Measures `source,id,cluster` against the truth, which is `source,id,cluster` or `id,cluster`; columns count by their
/// position, and the first line is a header.
///
/// # Errors
/// See [`LinkFilesFault`].
pub fn evaluate_clusters(
    clusters: Box<dyn Read + '_>,
    truth: Box<dyn Read + '_>,
) -> Result<FilesEvaluation, LinkFilesFault> {
    let truth = Truth::read(truth)?;
    let mut found: BTreeMap<Key, String> = BTreeMap::new();
    let clusters = rows("clusters", clusters, "three columns are wanted: source, id, cluster", |width| width == 3)?;
    for (line, row) in (2..).zip(clusters) {
        let [source, id, cluster, ..] = <[String; 3]>::try_from(row).unwrap_or_default();
        match found.entry(truth.key(source, id)) {
            Entry::Vacant(entry) => _ = entry.insert(cluster),
            Entry::Occupied(_) if !truth.has_source => return Err(LinkFilesFault::AmbiguousId),
            Entry::Occupied(entry) if *entry.get() != cluster => {
                return Err(LinkFilesFault::Twice { file: "clusters", line });
            }
            Entry::Occupied(_) => {}
        }
    }
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
    Ok(FilesEvaluation { cross_source: across.map(Box::new), ..told(&evaluate(&predicted, &real), missing, unknown) })
}

/// Measures the pairs of `source_a,id_a,source_b,id_b,...` against the truth: every pair of the file counts as predicted.
///
/// # Errors
/// See [`LinkFilesFault`].
pub fn evaluate_links(links: Box<dyn Read + '_>, truth: Box<dyn Read + '_>) -> Result<FilesEvaluation, LinkFilesFault> {
    let truth = Truth::read(truth)?;
    let wanted = "four columns are wanted: source_a, id_a, source_b, id_b";
    let (mut pairs, mut unknown) = (BTreeSet::new(), 0_u64);
    let (mut correct, mut predicted) = (0_u64, 0_u64);
    for row in rows("links", links, wanted, |width| width >= 4)? {
        let [source_a, id_a, source_b, id_b] = <[String; 4]>::try_from(row).unwrap_or_default();
        let (left, right) = (truth.key(source_a, id_a), truth.key(source_b, id_b));
        let (Some(one), Some(other)) = (truth.people.get(&left), truth.people.get(&right)) else {
            unknown += 1;
            continue;
        };
        if pairs.insert((left.clone().min(right.clone()), left.max(right))) {
            predicted += 1;
            correct += u64::from(one == other);
        }
    }
    let mut numbers = Numbers::default();
    let real: Vec<u32> = truth.people.values().map(|person| numbers.of(person.clone())).collect();
    let true_pairs = evaluate(&real, &real).true_pairs;
    let part = |whole: u64| (whole > 0).then(|| to_f64(correct) / to_f64(whole));
    Ok(FilesEvaluation {
        precision: part(predicted),
        recall: part(true_pairs),
        f1: (predicted + true_pairs > 0).then(|| 2.0 * to_f64(correct) / to_f64(predicted + true_pairs)),
        bcubed_precision: None,
        bcubed_recall: None,
        true_pairs,
        predicted_pairs: predicted,
        missing: 0,
        unknown,
        cross_source: None,
    })
}

fn told(evaluation: &Evaluation, missing: u64, unknown: u64) -> FilesEvaluation {
    FilesEvaluation {
        precision: evaluation.precision,
        recall: evaluation.recall,
        f1: evaluation.f1,
        bcubed_precision: evaluation.bcubed_precision,
        bcubed_recall: evaluation.bcubed_recall,
        true_pairs: evaluation.true_pairs,
        predicted_pairs: evaluation.predicted_pairs,
        missing,
        unknown,
        cross_source: None,
    }
}

/// Who each row truly is.
struct Truth {
    has_source: bool,
    people: BTreeMap<Key, String>,
}

impl Truth {
    fn read(reader: Box<dyn Read + '_>) -> Result<Self, LinkFilesFault> {
        let wanted = "the truth has the columns source, id, cluster or id, cluster";
        let mut truth = Self { has_source: true, people: BTreeMap::new() };
        let rows = rows("truth", reader, wanted, |width| width >= 2)?;
        truth.has_source = rows.first().is_none_or(|row| row.len() > 2);
        for (line, row) in (2..).zip(rows) {
            let mut cells = row.into_iter();
            let mut next = || cells.next().unwrap_or_default();
            let source = if truth.has_source { next() } else { String::new() };
            let (id, person) = (next(), next());
            match truth.people.entry((source, id)) {
                Entry::Vacant(entry) => _ = entry.insert(person),
                Entry::Occupied(entry) if *entry.get() != person => {
                    return Err(LinkFilesFault::Twice { file: "truth", line });
                }
                Entry::Occupied(_) => {}
            }
        }
        Ok(truth)
    }

    fn key(&self, source: String, id: String) -> Key {
        (if self.has_source { source } else { String::new() }, id)
    }
}

/// The rows of a file, cut to the columns that count: at most four.
fn rows(
    name: &'static str,
    reader: Box<dyn Read + '_>,
    wanted: &'static str,
    fits: impl Fn(usize) -> bool,
) -> Result<Vec<Vec<String>>, LinkFilesFault> {
    let csv = Csv::open(name, reader)?;
    let most = if name == "links" { 4 } else { 3 };
    let columns = csv.header.len();
    let width = columns.min(most);
    let fault = |line| LinkFilesFault::Shape { file: name.to_owned(), line, wanted };
    // Any wider file would pass for clusters, and give figures that mean nothing.
    if !fits(columns) {
        return Err(fault(1));
    }
    let mut rows = Vec::new();
    csv.for_each(|row| {
        if row.cells.len() < width {
            return Err(fault(row.number + 1));
        }
        rows.push(row.cells.iter().take(width).map(|cell| cell.trim().to_owned()).collect());
        Ok(())
    })?;
    Ok(rows)
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

#[cfg(test)]
mod tests {
    use super::*;

    const CLUSTERS: &str = "source,id,cluster\na,1,x\na,2,x\nb,1,x\nb,9,y\n";

    #[test]
    fn truth_is_read_by_position_and_missing_rows_are_told() {
        let truth = "s,i,p\na,1,p\na,2,p\nb,1,q\nb,2,q\n";
        let told = evaluate_clusters(Box::new(CLUSTERS.as_bytes()), Box::new(truth.as_bytes())).unwrap();
        assert_eq!((told.true_pairs, told.predicted_pairs, told.missing, told.unknown), (2, 3, 1, 1));
        assert_eq!(told.recall, Some(0.5));
        assert_eq!(told.cross_source.unwrap().true_pairs, 0);
    }

    #[test]
    fn a_truth_without_sources_needs_ids_that_are_unique() {
        let truth = "id,cluster\n1,p\n2,p\n";
        let fault = evaluate_clusters(Box::new(CLUSTERS.as_bytes()), Box::new(truth.as_bytes()));
        assert!(matches!(fault, Err(LinkFilesFault::AmbiguousId)));
        let clusters = "source,id,cluster\na,1,x\nb,2,x\n";
        let told = evaluate_clusters(Box::new(clusters.as_bytes()), Box::new(truth.as_bytes())).unwrap();
        assert_eq!((told.precision, told.recall, told.missing), (Some(1.0), Some(1.0), 0));
    }

    #[test]
    fn a_row_in_two_clusters_is_told_with_its_line() {
        let (clusters, truth) = ("s,i,c\na,1,x\na,1,x\na,1,y\n", "s,i,p\na,1,p\n");
        let fault = evaluate_clusters(Box::new(clusters.as_bytes()), Box::new(truth.as_bytes())).unwrap_err();
        assert!(matches!(fault, LinkFilesFault::Twice { file: "clusters", line: 4 }), "{fault}");
        let truth = "i,p\n1,p\n1,q\n";
        let fault = evaluate_clusters(Box::new(CLUSTERS.as_bytes()), Box::new(truth.as_bytes())).unwrap_err();
        assert!(matches!(fault, LinkFilesFault::Twice { file: "truth", line: 3 }), "{fault}");
    }

    #[test]
    fn links_are_measured_as_pairs() {
        let links = "source_a,id_a,source_b,id_b,weight,probability\na,1,a,2,9,1\na,1,b,1,9,1\n";
        let truth = "s,i,p\na,1,p\na,2,p\nb,1,q\n";
        let told = evaluate_links(Box::new(links.as_bytes()), Box::new(truth.as_bytes())).unwrap();
        assert_eq!((told.predicted_pairs, told.true_pairs, told.precision, told.recall), (2, 1, Some(0.5), Some(1.0)));
    }
}
