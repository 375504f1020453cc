//! Reading files into a table and linking it.

use dolen_link::{Linkage, Progress, Specification, Table, link};

use super::columns::{Columns, given, inferred};
use super::fault::LinkFilesFault;
use super::read::{Csv, FileInput};
use super::report::Groups;

/// What the user asks for beside the files.
#[derive(Clone, Debug, Default)]
pub struct LinkRequest {
    /// The specification; none: it follows from the names of the columns.
    pub specification: Option<Specification>,
    /// The column that holds the id of a row; none: the number of the row in its file, from 1.
    pub id_column: Option<String>,
    /// The column that holds the source of a row; none: the name of its file.
    pub source_column: Option<String>,
    /// The column by which the report groups rows; some file has it.
    pub group_column: Option<String>,
}

/// Linked files.
pub struct FilesLinkage {
    pub(super) table: Table,
    pub(super) linkage: Linkage,
    pub(super) groups: Option<Groups>,
    specification: Specification,
    notes: Vec<String>,
}

/// Links the rows of files. `progress` is told how far it is.
///
/// # Errors
/// See [`LinkFilesFault`].
pub fn link_files(
    files: Vec<FileInput<'_>>,
    request: &LinkRequest,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<FilesLinkage, LinkFilesFault> {
    let mut stems = Vec::new();
    let mut opened = Vec::new();
    for file in files {
        let stem = file.stem();
        if request.source_column.is_none() && stems.contains(&stem) {
            return Err(LinkFilesFault::SameSource(stem));
        }
        opened.push(Csv::open(&file.name, file.reader)?);
        stems.push(stem);
    }
    let headers: Vec<Vec<String>> = opened.iter().map(|csv| csv.header.clone()).collect();
    let never: Vec<&str> = request.id_column.iter().chain(&request.source_column).map(String::as_str).collect();
    let Columns { specification, names, places, mut notes } = match &request.specification {
        Some(specification) => {
            let named = specification.columns.iter().find(|column| never.contains(&column.name.as_str()));
            if let Some(column) = named {
                return Err(LinkFilesFault::NamesRows(column.name.clone()));
            }
            given(specification, &headers)?
        }
        None => inferred(&headers, &never)?,
    };
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut table = Table::new(&names);
    let mut groups = request.group_column.as_deref().map(|column| grouped_by(column, &opened)).transpose()?;
    let (mut ragged, mut without_id) = (0_u64, 0_u64);
    for ((csv, stem), places) in opened.into_iter().zip(stems).zip(&places) {
        let id_place = request.id_column.as_ref().map(|column| csv.place(column)).transpose()?;
        let source_place = request.source_column.as_ref().map(|column| csv.place(column)).transpose()?;
        let group_place = groups.as_ref().and_then(|groups| csv.place(&groups.column).ok());
        csv.for_each(|row| {
            let cell = |place: Option<usize>| {
                place.and_then(|place| row.cells.get(place)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
            };
            let number = row.number.to_string();
            without_id += u64::from(id_place.is_some() && cell(id_place).is_none());
            let id = cell(id_place).unwrap_or(&number);
            let source = cell(source_place).unwrap_or(&stem);
            ragged += u64::from(row.is_ragged);
            let values = places.iter().map(|&place| if row.is_ragged { None } else { cell(place) });
            table.push(source, id, values);
            if let Some(groups) = &mut groups {
                groups.push(cell(group_place).unwrap_or_default());
            }
            Ok(())
        })?;
    }
    let told = [
        (ragged, "rows with more cells than the header, matched on nothing"),
        (without_id, "rows without an id, named by their number"),
    ];
    notes.extend(told.into_iter().filter(|(count, _)| *count > 0).map(|(count, text)| format!("{count} {text}")));
    let linkage = link(&specification, &table, &[], progress)?;
    notes.extend(linkage.blocking.iter().filter(|rule| rule.skipped_blocks > 0).map(|rule| {
        let (blocks, rows) = (rule.skipped_blocks, rule.skipped_rows);
        format!("too common to be compared by {}: {blocks} values, on {rows} rows", rule.rule)
    }));
    Ok(FilesLinkage { table, linkage, groups, specification, notes })
}

/// Groups by a column that at least one file has.
fn grouped_by(column: &str, files: &[Csv<'_>]) -> Result<Groups, LinkFilesFault> {
    let mut places = files.iter().map(|file| file.place(column).map(drop));
    let first = places.next().unwrap_or(Ok(()));
    first.or_else(|fault| if places.any(|place| place.is_ok()) { Ok(()) } else { Err(fault) })?;
    Ok(Groups::of(column))
}

impl FilesLinkage {
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
        self.linkage.clusters.iter().zip(0_u32..).filter(|&(&cluster, row)| cluster == row).count()
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
