//! Clusters and links as files.

use std::collections::BTreeMap;
use std::io::Write;

use dolen_link::Table;

use super::fault::LinkFilesFault;
use super::output::{Kind, OutputFormat, Value, write};
use super::run::FilesLinkage;

/// A pair of rows, its weight in bits and its probability.
pub(super) type WeighedPair = (u32, u32, f64, f64);

impl FilesLinkage {
    /// Writes `source,id,cluster`, every row once, ordered by source and id. A cluster is named after its smallest source
    /// and id, so that its name depends neither on the order of rows nor on the run.
    ///
    /// # Errors
    /// [`LinkFilesFault::Access`] where the writer fails.
    pub fn write_clusters(&self, writer: &mut (dyn Write + Send), format: OutputFormat) -> Result<(), LinkFilesFault> {
        write_clusters(&self.table, &self.linkage.clusters, writer, format)
    }

    /// Writes `source_a,id_a,source_b,id_b,weight,probability` for each pair at or above the review threshold, ordered by
    /// the first and then the second row's source and id; the first is the smaller.
    ///
    /// # Errors
    /// [`LinkFilesFault::Access`] where the writer fails.
    pub fn write_links(&self, writer: &mut (dyn Write + Send), format: OutputFormat) -> Result<(), LinkFilesFault> {
        let links = self.linkage.links.iter();
        let pairs = links.map(|link| (link.left, link.right, f64::from(link.weight), f64::from(link.probability)));
        write_links(&self.table, pairs, writer, format)
    }
}

/// Writes the cluster of each row, which is given as the smallest row in it.
pub(super) fn write_clusters(
    table: &Table,
    clusters: &[u32],
    writer: &mut (dyn Write + Send),
    format: OutputFormat,
) -> Result<(), LinkFilesFault> {
    let key = |row: u32| (table.source(row), table.id(row));
    let cluster = |row: u32| clusters.get(row as usize).copied().unwrap_or(row);
    let order = table.canonical_order();
    let names = Names::of(table, clusters, &order);
    let name = |row: u32| {
        let (first, number) = names.of_cluster(cluster(row));
        let (source, id) = key(first);
        Value::Name { source, id, number }
    };
    let lines = order.iter().map(|&row| {
        let (source, id) = key(row);
        [Value::Text(source), Value::Text(id), name(row)]
    });
    write(format, [("source", Kind::Text), ("id", Kind::Text), ("cluster", Kind::Text)], lines, writer)
}

/// After which row each cluster is named: the first of it in the canonical order.
struct Names {
    first: Vec<u32>,
    /// Of clusters whose first row has the source and id of another's, which come earlier: how many, this one counted.
    numbers: BTreeMap<u32, u32>,
}

impl Names {
    fn of(table: &Table, clusters: &[u32], order: &[u32]) -> Self {
        let mut names = Self { first: vec![u32::MAX; clusters.len()], numbers: BTreeMap::new() };
        let is_one_key =
            |left: u32, right: u32| table.id(left) == table.id(right) && table.source(left) == table.source(right);
        let (mut before, mut named) = (None, 0);
        for &row in order {
            if before.is_none_or(|before| !is_one_key(before, row)) {
                named = 0;
            }
            before = Some(row);
            let Some(&cluster) = clusters.get(row as usize) else { continue };
            let Some(first) = names.first.get_mut(cluster as usize).filter(|first| **first == u32::MAX) else {
                continue;
            };
            *first = row;
            named += 1;
            if named > 1 {
                names.numbers.insert(cluster, named);
            }
        }
        names
    }

    fn of_cluster(&self, cluster: u32) -> (u32, u32) {
        let first = self.first.get(cluster as usize).copied().unwrap_or(cluster);
        (first, self.numbers.get(&cluster).copied().unwrap_or(1))
    }
}

/// Writes pairs, the smaller source and id of each first.
pub(super) fn write_links(
    table: &Table,
    pairs: impl Iterator<Item = WeighedPair>,
    writer: &mut (dyn Write + Send),
    format: OutputFormat,
) -> Result<(), LinkFilesFault> {
    let key = |row: u32| (table.source(row), table.id(row));
    let mut lines: Vec<_> = pairs
        .map(|(left, right, weight, probability)| {
            let (left, right) = (key(left), key(right));
            (left.min(right), left.max(right), weight, probability)
        })
        .collect();
    lines.sort_by(|left, right| (left.0, left.1).cmp(&(right.0, right.1)).then(left.2.total_cmp(&right.2)));
    let columns = [
        ("source_a", Kind::Text),
        ("id_a", Kind::Text),
        ("source_b", Kind::Text),
        ("id_b", Kind::Text),
        ("weight", Kind::Number(4)),
        ("probability", Kind::Number(6)),
    ];
    let lines = lines.into_iter().map(|((source_a, id_a), (source_b, id_b), weight, probability)| {
        let [source_a, id_a, source_b, id_b] = [source_a, id_a, source_b, id_b].map(Value::Text);
        [source_a, id_a, source_b, id_b, Value::Number(weight), Value::Number(probability)]
    });
    write(format, columns, lines, writer)
}
