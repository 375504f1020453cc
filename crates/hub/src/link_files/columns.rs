//! Which columns of the files go into which column of the table.

use std::collections::BTreeMap;

use dolen_link::{ColumnKind, ColumnSpecification, Specification};

use super::fault::LinkFilesFault;
use super::infer::{is_named, is_single, kind_of};

/// The specification, and for each file the column of the file that fills each column of the table.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) specification: Specification,
    pub(super) names: Vec<String>,
    pub(super) places: Vec<Vec<Option<usize>>>,
    /// What was recognised, for the user.
    pub(super) notes: Vec<String>,
}

/// What a column of the table holds, and which of several of its kind it is: a name, or a number from 1.
type Slot = (ColumnKind, String);

/// The name of a column of the table, and its place in each file.
type Filled = (String, Vec<Option<usize>>);

/// The columns that a given specification names. A file may lack some; a column that no file has is a fault.
pub(super) fn given(specification: &Specification, headers: &[Vec<String>]) -> Result<Columns, LinkFilesFault> {
    let mut names: Vec<String> = specification.columns.iter().map(|column| column.name.clone()).collect();
    names.dedup();
    let place = |header: &Vec<String>, name: &String| header.iter().position(|known| known == name);
    for name in &names {
        if headers.iter().all(|header| place(header, name).is_none()) {
            return Err(dolen_link::LinkFault::UnknownColumn(name.clone()).into());
        }
    }
    let places = headers.iter().map(|header| names.iter().map(|name| place(header, name)).collect()).collect();
    Ok(Columns { specification: specification.clone(), names, places, notes: Vec::new() })
}

/// The columns whose names tell what they hold, apart from those in `never`. Columns of several files that hold the same
/// thing become one.
pub(super) fn inferred(headers: &[Vec<String>], never: &[&str]) -> Result<Columns, LinkFilesFault> {
    let mut slots: BTreeMap<Slot, Filled> = BTreeMap::new();
    let mut order: Vec<Slot> = Vec::new();
    let mut unused: Vec<String> = Vec::new();
    for (file, header) in headers.iter().enumerate() {
        let mut met: BTreeMap<ColumnKind, u32> = BTreeMap::new();
        for (place, name) in header.iter().enumerate() {
            let kind = if never.contains(&name.as_str()) { None } else { kind_of(name) };
            let count = kind.map_or(0, |kind| *met.entry(kind).and_modify(|count| *count += 1).or_insert(1));
            let Some(kind) = kind.filter(|&kind| count == 1 || !is_single(kind)) else {
                unused.push(name.clone());
                continue;
            };
            let key = (kind, if is_named(kind) { name.to_lowercase() } else { count.to_string() });
            let slot = slots.entry(key.clone()).or_insert_with(|| {
                order.push(key);
                (name.clone(), vec![None; headers.len()])
            });
            if let Some(known) = slot.1.get_mut(file) {
                *known = Some(place);
            }
        }
    }
    let has = |kind: ColumnKind| order.iter().any(|(known, _)| *known == kind);
    if has(ColumnKind::GivenNames) && has(ColumnKind::FamilyName) {
        order.retain(|(kind, _)| *kind != ColumnKind::FullName);
    }
    unused.sort();
    unused.dedup();
    build(&order, &slots, &unused)
}

fn build(order: &[Slot], slots: &BTreeMap<Slot, Filled>, unused: &[String]) -> Result<Columns, LinkFilesFault> {
    let chosen: Vec<(ColumnKind, &Filled)> =
        order.iter().filter_map(|key| slots.get(key).map(|slot| (key.0, slot))).collect();
    let files = chosen.first().map_or(0, |(_, (_, places))| places.len());
    let mut columns: Vec<ColumnSpecification> = Vec::new();
    let mut notes = Vec::new();
    for (kind, (name, _)) in &chosen {
        // Two slots of different kinds may have got one name from different files.
        let is_taken = columns.iter().any(|known| known.name == *name);
        let name = if is_taken { format!("{name} ({})", columns.len()) } else { name.clone() };
        notes.push(format!("column `{name}` is taken as {}", kind.as_str()));
        columns.push(ColumnSpecification { name, kind: *kind });
    }
    if !unused.is_empty() {
        notes.push(format!("not matched on: {}", unused.join(", ")));
    }
    let names = columns.iter().map(|column| column.name.clone()).collect();
    let specification = Specification::for_columns(columns).map_err(|_| {
        LinkFilesFault::NothingRecognised(if notes.is_empty() { "no columns".into() } else { notes.join("; ") })
    })?;
    let places = (0..files)
        .map(|file| chosen.iter().map(|(_, (_, places))| places.get(file).copied().flatten()).collect())
        .collect();
    Ok(Columns { specification, names, places, notes })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn files_with_other_names_fill_one_column() {
        let headers =
            [header(&["id", "forename", "surname", "dob"]), header(&["birth_date", "last_name", "first_name"])];
        let columns = inferred(&headers, &["id"]).unwrap();
        assert_eq!(columns.names, ["forename", "surname", "dob"]);
        assert_eq!(columns.places, [[Some(1), Some(2), Some(3)], [Some(2), Some(1), Some(0)]]);
    }

    #[test]
    fn id_and_source_are_never_matched_on() {
        let headers = [header(&["nhs_number", "source", "surname", "dob"])];
        let columns = inferred(&headers, &["nhs_number"]).unwrap();
        assert_eq!(columns.names, ["surname", "dob"]);
    }

    #[test]
    fn nothing_recognised_asks_for_a_specification() {
        assert!(matches!(inferred(&[header(&["a", "b"])], &[]), Err(LinkFilesFault::NothingRecognised(_))));
    }
}
