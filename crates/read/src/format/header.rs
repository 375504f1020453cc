//! Holding a header against the contract.

use crate::feed::Feed;
use crate::summary::Drift;

/// What the header was like; several sheets add up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct HeaderReport {
    pub(crate) dropped: Vec<String>,
    pub(crate) drift: Vec<Drift>,
}

impl HeaderReport {
    /// For each column of the contract, where it stands in the header. Case, blanks and order do not matter.
    pub(crate) fn place(&mut self, feed: &Feed, header: &[String]) -> Vec<Option<usize>> {
        let folded: Vec<String> = header.iter().map(|name| fold(name)).collect();
        let mut places = Vec::with_capacity(feed.columns.len());
        for (index, column) in feed.columns.iter().enumerate() {
            let wanted = fold(&column.name);
            let mut found = folded.iter().enumerate().filter(|(_, name)| **name == wanted).map(|(place, _)| place);
            let place = found.next();
            if found.next().is_some() {
                self.note(Drift::Twice(column.name.clone()));
            }
            if place.is_none() {
                let unlisted = header.iter().filter(|name| !is_listed(feed, name));
                self.note(Drift::Missing {
                    column: column.name.clone(),
                    required: column.required || feed.key.contains(&index),
                    nearest: nearest(&wanted, unlisted),
                });
            }
            places.push(place);
        }
        for name in header.iter().filter(|name| !name.trim().is_empty() && !is_listed(feed, name)) {
            self.drop_column(name);
        }
        places
    }

    /// Counts a name of the file that the contract does not list.
    pub(crate) fn drop_column(&mut self, name: &str) {
        if !self.dropped.iter().any(|dropped| dropped == name) {
            self.dropped.push(name.to_owned());
        }
    }

    fn note(&mut self, drift: Drift) {
        if !self.drift.contains(&drift) {
            self.drift.push(drift);
        }
    }

    /// The required columns that are missing, told in one text.
    pub(crate) fn missing_required(&self) -> Option<String> {
        let missing: Vec<String> = self
            .drift
            .iter()
            .filter_map(|drift| match drift {
                Drift::Missing { column, required: true, nearest } => Some(match nearest {
                    Some(nearest) => format!("`{column}` (is `{nearest}` meant?)"),
                    None => format!("`{column}`"),
                }),
                _ => None,
            })
            .collect();
        (!missing.is_empty()).then(|| missing.join(", "))
    }
}

fn is_listed(feed: &Feed, name: &str) -> bool {
    let name = fold(name);
    feed.columns.iter().any(|column| fold(&column.name) == name)
}

fn fold(name: &str) -> String {
    name.trim().trim_start_matches('\u{feff}').to_lowercase()
}

/// The name that differs least, if it differs little: at most a third of the letters.
fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a String>) -> Option<String> {
    names
        .map(|name| (edits(wanted, &fold(name)), name))
        .filter(|(edits, _)| *edits * 3 <= wanted.chars().count().max(3))
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
