//! Measures for each group of rows.

use std::collections::{BTreeMap, BTreeSet};

use dolen_link::{GroupEvaluation, evaluate_groups};
use dolen_read::Source;
use serde::Serialize;

use super::super::fault::LinkFilesFault;
use super::lines::{Lines, Shape};
use super::truth::{Key, Truth};

/// Groups at most: more are no groups, and their measures would be of a handful of rows each.
const GROUPS: usize = 100;

/// The column by which rows are grouped.
pub struct GroupColumn {
    /// Its name: a column of the truth, or of the file.
    pub name: String,
    /// A file of `source,id` and the column, or of `id` and the column; none: the truth has it.
    pub file: Option<Box<dyn Source + Send>>,
}

/// Measures of one group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FilesGroup {
    /// What the column holds; empty for rows of which it holds nothing.
    pub value: String,
    /// The measures.
    #[serde(flatten)]
    pub measures: GroupEvaluation,
}

/// The group of each row, from the file or from what the truth has of the column.
pub(super) fn read(column: GroupColumn, truth: &Truth) -> Result<BTreeMap<Key, String>, LinkFilesFault> {
    let missing = |file: &str| LinkFilesFault::NoGroup { file: file.to_owned(), column: column.name.clone() };
    let groups = match column.file {
        None => truth.named.clone().ok_or_else(|| missing("truth"))?,
        Some(reader) => {
            let wanted = "the columns source, id or id are wanted, and that of --group";
            let named = Some(column.name.as_str());
            let shape = Shape { name: "groups", wanted, columns: (1, 2), is_cut: false, named };
            let lines = Lines::read(reader, &shape)?;
            if !lines.has_named {
                return Err(missing("groups"));
            }
            if truth.has_source && lines.width < 2 {
                return Err(LinkFilesFault::Shape { file: "groups".to_owned(), line: 1, wanted });
            }
            let mut groups = BTreeMap::new();
            for line in lines.lines {
                let mut cells = line.cells.into_iter().rev();
                let id = cells.next().unwrap_or_default();
                groups.insert(truth.key(cells.next().unwrap_or_default(), id), line.named.unwrap_or_default());
            }
            groups
        }
    };
    let count = groups.values().collect::<BTreeSet<_>>().len();
    if count > GROUPS {
        return Err(LinkFilesFault::TooManyGroups { column: column.name, groups: count, most: GROUPS });
    }
    Ok(groups)
}

/// Measures each group, in the order of their values. Rows stand in the order of the truth.
pub(super) fn measure(
    groups: &BTreeMap<Key, String>,
    truth: &Truth,
    predicted: &[u32],
    real: &[u32],
) -> Vec<FilesGroup> {
    const NOTHING: &str = "";
    let of_row = |key: &Key| groups.get(key).map_or(NOTHING, String::as_str);
    let values: Vec<&str> = truth.people.keys().map(of_row).collect::<BTreeSet<_>>().into_iter().collect();
    let number = |value: &str| u32::try_from(values.binary_search(&value).unwrap_or(0)).unwrap_or(0);
    let of_rows: Vec<u32> = truth.people.keys().map(|key| number(of_row(key))).collect();
    let value = |group: u32| values.get(group as usize).copied().unwrap_or(NOTHING).to_owned();
    evaluate_groups(predicted, real, &of_rows)
        .into_iter()
        .map(|measures| FilesGroup { value: value(measures.group), measures })
        .collect()
}
