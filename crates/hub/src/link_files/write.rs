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
    let mut rows: Vec<(u32, u32)> = (0_u32..).zip(clusters).map(|(row, &cluster)| (row, cluster)).collect();
    rows.sort_by(|left, right| key(left.0).cmp(&key(right.0)));
    let mut names: BTreeMap<u32, (&str, &str)> = BTreeMap::new();
    let mut taken: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    let mut lines: Vec<(&str, &str, String)> = Vec::with_capacity(rows.len());
    let mut suffixes: BTreeMap<u32, u32> = BTreeMap::new();
    for (row, cluster) in rows {
        let (source, id) = key(row);
        let name = *names.entry(cluster).or_insert((source, id));
        // Where two rows of one source and id lie in different clusters, the later cluster gets a number.
        let suffix = *suffixes.entry(cluster).or_insert_with(|| {
            let count = taken.entry(name).or_default();
            *count += 1;
            *count
        });
        let name =
            if suffix == 1 { format!("{}:{}", name.0, name.1) } else { format!("{}:{}#{suffix}", name.0, name.1) };
        lines.push((source, id, name));
    }
    lines.sort();
    let lines = lines.iter().map(|(source, id, name)| [Value::Text(source), Value::Text(id), Value::Text(name)]);
    write(format, [("source", Kind::Text), ("id", Kind::Text), ("cluster", Kind::Text)], lines, writer)
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
