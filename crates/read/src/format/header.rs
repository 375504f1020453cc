//! Holding a header against the contract.

use std::collections::BTreeSet;

use dolen_model::Bilingual;

use super::both;
use crate::feed::Feed;
use crate::summary::Drift;

/// Characters of a name that are kept for a report.
const NAME: usize = 120;

/// What the header was like; several sheets add up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct HeaderReport {
    pub(crate) dropped: Vec<String>,
    pub(crate) drift: Vec<Drift>,
    dropped_once: BTreeSet<String>,
    is_no_header: bool,
}

impl HeaderReport {
    /// For each column of the contract, where it stands in the header. Case, blanks and order do not matter.
    pub(crate) fn place(&mut self, feed: &Feed, header: &[String]) -> Vec<Option<usize>> {
        let folded: Vec<String> = header.iter().map(|name| fold(name)).collect();
        let wanted: Vec<String> = feed.columns.iter().map(|column| fold(&column.name)).collect();
        let listed: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
        let is_unlisted = |name: &&String| !fold(name).is_empty() && !listed.contains(fold(name).as_str());
        // Where not one name agrees, the first row is most likely a person: none of it may reach a report.
        self.is_no_header |= !folded.iter().any(|name| listed.contains(name.as_str()));
        let unlisted: Vec<&String> = header.iter().filter(is_unlisted).filter(|_| !self.is_no_header).collect();
        let is_any_required = !feed.key.is_empty() || feed.columns.iter().any(|column| column.required);
        let mut places = Vec::with_capacity(feed.columns.len());
        for (index, (column, wanted)) in feed.columns.iter().zip(&wanted).enumerate() {
            let mut found = folded.iter().enumerate().filter(|(_, name)| *name == wanted).map(|(place, _)| place);
            let place = found.next();
            if found.next().is_some() {
                self.note(Drift::Twice(column.name.clone()));
            }
            if place.is_none() {
                // Where nothing is required, a file that has none of the columns still cannot be read.
                let required = column.required || feed.key.contains(&index) || (self.is_no_header && !is_any_required);
                self.missing(&column.name, required, &unlisted);
            }
            places.push(place);
        }
        for name in unlisted {
            self.drop_column(name);
        }
        places
    }

    /// Notes that a column of the contract is not there.
    pub(crate) fn missing(&mut self, column: &str, required: bool, unlisted: &[&String]) {
        let nearest = nearest(&fold(column), unlisted.iter().copied());
        self.note(Drift::Missing { column: column.to_owned(), required, nearest });
    }

    /// Counts a name of the file that the contract does not list; answers how many there are.
    pub(crate) fn drop_column(&mut self, name: &str) -> usize {
        let name: String = name.trim().chars().take(NAME).collect();
        if self.dropped_once.insert(name.clone()) {
            self.dropped.push(name);
        }
        self.dropped.len()
    }

    fn note(&mut self, drift: Drift) {
        if !self.drift.contains(&drift) {
            self.drift.push(drift);
        }
    }

    /// The required columns that are missing, told in one text; also where the header is none at all.
    pub(crate) fn missing_required(&self) -> Option<Bilingual> {
        let missing = self.drift.iter().filter_map(|drift| match drift {
            Drift::Missing { column, required: true, nearest } => Some(match nearest {
                Some(nearest) => both(
                    format!("`{column}` (is `{nearest}` meant?)"),
                    format!("`{column}` (ai `{nearest}` a olygir?)"),
                ),
                None => both(format!("`{column}`"), format!("`{column}`")),
            }),
            _ => None,
        });
        let (en, cy): (Vec<String>, Vec<String>) = missing.map(|told| (told.en, told.cy)).unzip();
        let (en, cy) = (en.join(", "), cy.join(", "));
        if self.is_no_header {
            return Some(both(
                format!("{en}; not one column of the contract is in it: is the header row there?"),
                format!("{cy}; nid oes un o golofnau'r contract ynddo: a yw'r rhes bennawd yno?"),
            ));
        }
        (!en.is_empty()).then(|| both(en, cy))
    }
}

pub(crate) fn fold(name: &str) -> String {
    name.trim().trim_start_matches('\u{feff}').trim().to_lowercase()
}

/// The name that differs least, if it differs little: at most a third of the letters.
fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a String>) -> Option<String> {
    let length = wanted.chars().count();
    names
        .filter(|name| name.chars().count().abs_diff(length) * 3 <= length.max(3))
        .map(|name| (edits(wanted, &fold(name)), name))
        .filter(|(edits, _)| *edits * 3 <= length.max(3))
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, name)| name.trim().to_owned())
}

/// Levenshtein distance.
fn edits(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, letter) in left.chars().enumerate() {
        let mut diagonal = line;
        let mut before = line + 1;
        let mut next = vec![before];
        for (place, other) in right.iter().enumerate() {
            let above = row.get(place + 1).copied().unwrap_or(usize::MAX - 1);
            let value = (diagonal + usize::from(letter != *other)).min(above + 1).min(before + 1);
            diagonal = above;
            before = value;
            next.push(value);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered_only_when_it_is_near() {
        let names = ["SURNAME_1".to_owned(), "FORENAME".to_owned()];
        assert_eq!(nearest("surname", names.iter()), Some("SURNAME_1".to_owned()));
        assert_eq!(nearest("postcode", names.iter()), None);
        assert_eq!(edits("kitten", "sitting"), 3);
    }
}
