//! Files linked by a Splink model.

use std::io::Write;

use dolen_link::splink::{SplinkLinkage, SplinkModel};
use dolen_link::{Progress, Table, Threshold};

use super::fault::LinkFilesFault;
use super::output::OutputFormat;
use super::prepare::prepare_for_splink;
use super::rows::FileInput;
use super::run::{LinkRequest, cluster_count};
use super::write::{write_clusters, write_links};

/// From where on pairs are joined where nothing is said, as in Splink's own examples.
const THRESHOLD: Threshold = Threshold::Probability(0.95);

/// Files that were linked by a Splink model.
pub struct SplinkFilesLinkage {
    table: Table,
    linkage: SplinkLinkage,
    notes: Vec<String>,
}

/// Links the rows of files by a Splink model: its blocking rules, its scores, and the connected components of the pairs from
/// the threshold on, which is 0.95 where none is given. Of the request threshold, id and source count; where it names none, those that the model names
/// do, if the files have them. `progress` is told how far it is.
///
/// # Errors
/// See [`LinkFilesFault`].
pub fn link_files_by_splink(
    files: Vec<FileInput>,
    model: &SplinkModel,
    request: &LinkRequest,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<SplinkFilesLinkage, LinkFilesFault> {
    let (table, odd) = prepare_for_splink(files, model, request)?;
    let mut notes: Vec<String> = model.notes().iter().map(|note| format!("{}: {}", note.place, note.text)).collect();
    notes.extend(odd);
    let linkage = model.link(&table, request.threshold.unwrap_or(THRESHOLD), progress)?;
    notes.extend(linkage.unread.iter().map(|(column, count)| {
        format!("column `{column}`: {count} cells are not what the model's conditions need, and count as missing")
    }));
    if linkage.near_threshold > 0 {
        notes.push(format!(
            "{} pairs have a similarity within 1e-9 of its threshold: Splink may have put them on another level",
            linkage.near_threshold
        ));
    }
    Ok(SplinkFilesLinkage { table, linkage, notes })
}

impl SplinkFilesLinkage {
    /// What the user should know, line by line.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Links and clusters by row number.
    pub const fn linkage(&self) -> &SplinkLinkage {
        &self.linkage
    }

    /// Writes clusters as [`super::FilesLinkage::write_clusters`] does.
    ///
    /// # Errors
    /// [`LinkFilesFault::Access`] where the writer fails.
    pub fn write_clusters(&self, writer: &mut (dyn Write + Send), format: OutputFormat) -> Result<(), LinkFilesFault> {
        write_clusters(&self.table, &self.linkage.clusters, writer, format)
    }

    /// Writes the pairs from the threshold on as [`super::FilesLinkage::write_links`] does.
    ///
    /// # Errors
    /// [`LinkFilesFault::Access`] where the writer fails.
    pub fn write_links(&self, writer: &mut (dyn Write + Send), format: OutputFormat) -> Result<(), LinkFilesFault> {
        let links = self.linkage.links.iter();
        let pairs = links.map(|link| (link.left, link.right, link.weight, link.probability));
        write_links(&self.table, pairs, writer, format)
    }

    /// What `--json` prints: the figures of [`super::FilesLinkage::json`], and those pairs near a threshold.
    pub fn json(&self, seconds: f64, peak_memory_mb: f64) -> serde_json::Value {
        serde_json::json!({
            "records": self.table.len(),
            "pairs_scored": self.linkage.pairs_scored,
            "pairs_near_threshold": self.linkage.near_threshold,
            "links": self.linkage.links.len(),
            "clusters": cluster_count(&self.linkage.clusters),
            "threshold": self.linkage.threshold,
            "seconds": seconds,
            "peak_memory_mb": peak_memory_mb,
        })
    }
}
