//! Clusters and links as CSV.

use std::collections::BTreeMap;
use std::io::Write;

use super::fault::LinkFilesFault;
use super::run::FilesLinkage;

impl FilesLinkage {
    /// Writes `source,id,cluster`, every row once, ordered by source and id. A cluster is named after its smallest source
    /// and id, so that its name depends neither on the order of rows nor on the run.
    ///
    /// # Errors
    /// [`LinkFilesFault::Access`] where the writer fails.
    pub fn write_clusters(&self, writer: &mut dyn Write) -> Result<(), LinkFilesFault> {
        let table = &self.table;
        let key = |row: u32| (table.source(row), table.id(row));
        let mut rows: Vec<(u32, u32)> =
            (0_u32..).zip(&self.linkage.clusters).map(|(row, &cluster)| (row, cluster)).collect();
        rows.sort_by(|left, right| key(left.0).cmp(&key(right.0)));
        let mut names: BTreeMap<u32, (&str, &str)> = BTreeMap::new();
        let mut taken: BTreeMap<(&str, &str), u32> = BTreeMap::new();
        let mut csv = csv::Writer::from_writer(writer);
        csv.write_record(["source", "id", "cluster"]).map_err(failed)?;
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
        for (source, id, name) in &lines {
            csv.write_record([source, id, &name.as_str()]).map_err(failed)?;
        }
        csv.flush().map_err(|cause| LinkFilesFault::Access { file: "clusters".to_owned(), cause })
    }

    /// Writes `source_a,id_a,source_b,id_b,weight,probability` for each pair at or above the review threshold, ordered by
    /// the first and then the second row's source and id; the first is the smaller.
    ///
    /// # Errors
    /// [`LinkFilesFault::Access`] where the writer fails.
    pub fn write_links(&self, writer: &mut dyn Write) -> Result<(), LinkFilesFault> {
        let key = |row: u32| (self.table.source(row), self.table.id(row));
        let mut lines: Vec<_> = self
            .linkage
            .links
            .iter()
            .map(|link| {
                let (left, right) = (key(link.left), key(link.right));
                (left.min(right), left.max(right), link.weight, link.probability)
            })
            .collect();
        lines.sort_by(|left, right| (left.0, left.1).cmp(&(right.0, right.1)).then(left.2.total_cmp(&right.2)));
        let mut csv = csv::Writer::from_writer(writer);
        csv.write_record(["source_a", "id_a", "source_b", "id_b", "weight", "probability"]).map_err(failed)?;
        for ((source_a, id_a), (source_b, id_b), weight, probability) in lines {
            let (weight, probability) = (format!("{weight:.4}"), format!("{probability:.6}"));
            csv.write_record([source_a, id_a, source_b, id_b, &weight, &probability]).map_err(failed)?;
        }
        csv.flush().map_err(|cause| LinkFilesFault::Access { file: "links".to_owned(), cause })
    }
}

fn failed(fault: csv::Error) -> LinkFilesFault {
    LinkFilesFault::Access { file: "output".to_owned(), cause: std::io::Error::other(fault) }
}
