//! Reading files into a table and linking it.

use dolen_link::{
    Frequencies, Given, Linkage, Memory, Progress, RowLabel, Specification, Table, Threshold, blocking_costs, link,
    link_and_forget,
};

use super::evaluate::Labels;
use super::fault::LinkFilesFault;
use super::postcodes::KnownPostcodes;
use super::prepare::{Prepared, prepare};
use super::report::Groups;
use super::rows::FileInput;

/// What the user asks for beside the files.
#[derive(Clone, Debug, Default)]
pub struct LinkRequest {
    /// The specification, or a part of it: what it lacks follows from what is recognised of the columns.
    pub specification: Option<Specification>,
    /// The column that holds the id of a row; none: the number of the row in its file, from 1.
    pub id_column: Option<String>,
    /// The column that holds the source of a row; none: the name of its file.
    pub source_column: Option<String>,
    /// From where on pairs are joined; none: as the specification says.
    pub threshold: Option<Threshold>,
    /// Pairs whose answer is known: estimation learns from them.
    pub labels: Option<Labels>,
    /// How common values are among all people, by comparison; see [`super::read_frequencies`].
    pub frequencies: Vec<Frequencies>,
    /// The column by which the report groups rows; some file has it.
    pub group_column: Option<String>,
    /// Where postcodes are, and which have been replaced.
    pub postcodes: Option<KnownPostcodes>,
    /// Whether nothing will be asked about the rows, so that their cells need not be kept.
    pub forgets_cells: bool,
    /// How much memory the run may hold; heeded while files are read, and after that where cells are not kept.
    pub memory: Memory,
}

/// Linked files.
pub struct FilesLinkage {
    pub(super) table: Table,
    pub(super) linkage: Linkage,
    pub(super) groups: Option<Groups>,
    pub(super) labels: Vec<RowLabel>,
    frequencies: Vec<Frequencies>,
    specification: Specification,
    notes: Vec<String>,
}

/// Links the rows of files. `progress` is told how far it is.
///
/// # Errors
/// See [`LinkFilesFault`].
pub fn link_files(
    files: Vec<FileInput>,
    request: &LinkRequest,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<FilesLinkage, LinkFilesFault> {
    let Prepared { mut table, specification, groups, mut notes, .. } = prepare(files, request)?;
    let (labels, told) = request.labels.clone().unwrap_or_default().of_rows(&table)?;
    notes.extend(told);
    let frequencies = request.frequencies.clone();
    let given = Given { labels: &labels, frequencies: &frequencies, ..Given::NOTHING };
    let linkage = if request.forgets_cells {
        link_and_forget(&specification, &mut table, &given, request.memory, progress)?
    } else {
        link(&specification, &table, &given, progress)?
    };
    notes.extend(linkage.blocking.iter().filter(|rule| rule.skipped_blocks > 0).map(|rule| {
        let (blocks, rows) = (rule.skipped_blocks, rule.skipped_rows);
        format!("too common to be compared by {}: {blocks} values, on {rows} rows", rule.rule)
    }));
    if !linkage.model.starts().iter().all(|start| start.agrees) {
        notes.push(
            "estimation came to different models from different starts; the likeliest was taken: look at it".to_owned(),
        );
    }
    Ok(FilesLinkage { table, linkage, groups, labels, frequencies, specification, notes })
}

/// The specification that [`link_files`] would follow, as TOML with comments: why each column is what it is, and what each
/// blocking rule costs. Nothing is compared. Given back, it gives the same links and clusters.
///
/// # Errors
/// See [`LinkFilesFault`].
pub fn explain_files(files: Vec<FileInput>, request: &LinkRequest) -> Result<String, LinkFilesFault> {
    let Prepared { table, specification, recognition, .. } = prepare(files, request)?;
    let costs = blocking_costs(&specification, &table)?;
    Ok(recognition.to_toml(&specification, &costs)?)
}

impl FilesLinkage {
    /// What the linkage was made with beside the rows.
    pub(super) fn given(&self) -> Given<'_> {
        Given { labels: &self.labels, frequencies: &self.frequencies, ..Given::NOTHING }
    }

    /// What was recognised and what was not, line by line, for the user.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The specification that was followed, to keep as TOML.
    pub const fn specification(&self) -> &Specification {
        &self.specification
    }

    /// Links, clusters and model by row number.
    pub const fn linkage(&self) -> &Linkage {
        &self.linkage
    }

    /// How many rows there are.
    pub fn records(&self) -> usize {
        self.table.len()
    }

    /// How many clusters there are, those of one row included.
    pub fn clusters(&self) -> usize {
        cluster_count(&self.linkage.clusters)
    }

    /// What `--json` prints. The caller measures seconds of wall time and the highest resident set.
    pub fn json(&self, seconds: f64, peak_memory_mb: f64) -> serde_json::Value {
        serde_json::json!({
            "records": self.records(),
            "pairs_scored": self.linkage.pairs_scored,
            "links": self.linkage.links.len(),
            "clusters": self.clusters(),
            "threshold": self.linkage.threshold,
            "seconds": seconds,
            "peak_memory_mb": peak_memory_mb,
        })
    }
}

/// How many clusters there are, for the smallest row of the cluster of each row.
pub(super) fn cluster_count(clusters: &[u32]) -> usize {
    clusters.iter().zip(0_u32..).filter(|&(&cluster, row)| cluster == row).count()
}
