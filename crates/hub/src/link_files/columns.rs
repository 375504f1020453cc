//! Which columns of the files go into which column of the table.

use std::collections::BTreeMap;

use dolen_link::{LeftOut, LinkFault, Recognition, Specification};

use super::fault::LinkFilesFault;

/// Names of columns in one line for the user at most.
const TOLD: usize = 20;

/// For each file the column of the file that fills each column of the specification.
pub(super) type Places = Vec<Vec<Option<usize>>>;

/// Where each file has the columns of a specification. A file may lack some; a column that no file has is a fault.
pub(super) fn places(specification: &Specification, headers: &[&[String]]) -> Result<Places, LinkFilesFault> {
    let of_file = |header: &&[String]| {
        // Of two columns of one name the first counts.
        let known: BTreeMap<&str, usize> =
            header.iter().enumerate().rev().map(|(place, name)| (name.as_str(), place)).collect();
        specification.columns.iter().map(|column| column.names().find_map(|name| known.get(name).copied())).collect()
    };
    let places: Places = headers.iter().map(of_file).collect();
    for (number, column) in specification.columns.iter().enumerate() {
        if places.iter().all(|of_file| of_file.get(number).copied().flatten().is_none()) {
            return Err(LinkFault::UnknownColumn(column.name.clone()).into());
        }
    }
    Ok(places)
}

/// What was recognised and what was not, line by line.
pub(super) fn notes(recognition: &Recognition) -> Vec<String> {
    let tell = |(name, kind, reason): (&str, &str, &str)| format!("column `{name}` is taken as {kind}: {reason}");
    let taken = recognition.taken.iter();
    let mut notes: Vec<String> =
        taken.map(|taken| tell((&taken.column.name, taken.column.kind.as_str(), &taken.reason))).collect();
    let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for LeftOut { name, reason } in &recognition.left_out {
        by_reason.entry(reason).or_default().push(name);
    }
    notes.extend(by_reason.into_iter().map(|(reason, names)| {
        let more = match names.len().saturating_sub(TOLD) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let names: Vec<&str> = names.into_iter().take(TOLD).collect();
        format!("not matched on: {}{more} ({reason})", names.join(", "))
    }));
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn each_file_has_its_own_name_for_a_column() {
        let text = "[[column]]\nname = 'surname'\nalso = ['last', 'family']\nkind = 'family-name'\n[[column]]\nname = 'dob'\nkind = 'birth-date'\n";
        let specification = Specification::parse(text).unwrap();
        let headers = [header(&["dob", "surname", "last", "surname"]), header(&["family"]), header(&["last", "x"])];
        let headers: Vec<&[String]> = headers.iter().map(Vec::as_slice).collect();
        let found = places(&specification, &headers).unwrap();
        assert_eq!(found, [[Some(1), Some(0)], [Some(0), None], [Some(0), None]]);
        let missing = places(&specification, &headers[1..]).unwrap_err();
        assert!(missing.to_string().contains("`dob`"), "{missing}");
    }
}
