//! Columns that tell whether the identifiers of another one were verified.

use super::by_name::Taken;
use super::choose::{Column, LeftOut, Recognised, Recognition};
use super::names::{before_status, is_of};
use crate::specification::ColumnKind as Kind;
use crate::standardise::is_verified;

/// Distinct words of a column of statuses at most.
const WORDS: usize = 12;

/// Takes columns for statuses that are called after an identifier beside them, whatever else they were taken for.
pub(super) fn statuses(columns: &mut [Column<'_>]) {
    let is_identifier = |column: &&Column<'_>| column.taken().is_some_and(|taken| taken.kind == Kind::Identifier);
    let found: Vec<usize> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| {
            let before = before_status(column.name);
            let is_named = |before: String| {
                columns.iter().filter(is_identifier).any(|known| known.is_beside(column) && is_of(known.name, &before))
            };
            let values = &column.profile.values;
            before.is_some_and(is_named)
                && column.profile.distinct <= WORDS
                && values.iter().any(|value| is_verified(value))
        })
        .map(|(number, _)| number)
        .collect();
    for number in found {
        let reason = "by its name, beside the identifier that it is called after".to_owned();
        let kind = Kind::IdentifierStatus;
        let taken = Taken { kind, about: "", separator: None, check: None, reason, is_by_name: true };
        columns.iter_mut().skip(number).take(1).for_each(|column| column.verdict = Ok(taken.clone()));
    }
}

/// Names in the column of each identifier that of its status; a status of no identifier is left out.
pub(super) fn name_statuses(told: &mut Recognition) {
    let is_status = |taken: &Recognised| taken.column.kind == Kind::IdentifierStatus;
    let statuses: Vec<String> =
        told.taken.iter().filter(|taken| is_status(taken)).map(|taken| taken.column.name.clone()).collect();
    let mut named: Vec<String> = Vec::new();
    for status in statuses {
        let Some(before) = before_status(&status) else { continue };
        let is_its = |taken: &&mut Recognised| {
            let column = &taken.column;
            column.kind == Kind::Identifier && column.names().any(|name| is_of(name, &before))
        };
        let Some(identifier) = told.taken.iter_mut().find(is_its).map(|taken| &mut taken.column) else { continue };
        // Another file calls the status of the same identifier by another name.
        let first = identifier.status.get_or_insert_with(|| status.clone()).clone();
        named.push(first.clone());
        if first != status {
            join(told, &first, &status);
        }
    }
    let (kept, free): (Vec<Recognised>, Vec<Recognised>) = std::mem::take(&mut told.taken)
        .into_iter()
        .partition(|taken| !is_status(taken) || named.contains(&taken.column.name));
    told.taken = kept;
    for name in free.iter().flat_map(|taken| taken.column.names()) {
        let reason = "tells of an identifier that is not taken".to_owned();
        told.left_out.push(LeftOut { name: name.to_owned(), reason });
    }
}

/// Makes one column of two statuses.
fn join(told: &mut Recognition, first: &str, other: &str) {
    let Some(place) = told.taken.iter().position(|taken| taken.column.name == other) else { return };
    let other = told.taken.remove(place).column;
    if let Some(taken) = told.taken.iter_mut().find(|taken| taken.column.name == first) {
        taken.column.also.extend(std::iter::once(other.name).chain(other.also));
    }
}
