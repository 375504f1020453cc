//! Columns of several files that hold the same thing.

use std::collections::BTreeMap;

use super::by_name::Taken;
use super::choose::Column;
use crate::specification::ColumnKind as Kind;

/// Columns of one kind that are read at most.
const OF_KIND: usize = 8;

/// Columns of different files, and of different names, that fill one column of the specification, by their numbers; those
/// that were recognised by name before the others.
pub(super) type Slot = Vec<usize>;

/// Shares the columns out: those that hold the same thing in different files become one. A name counts before values do.
/// A column for which there is no room is told why.
pub(super) fn slots(columns: &mut [Column<'_>]) -> Vec<Slot> {
    let mut by_kind: BTreeMap<(Kind, String), Vec<Slot>> = BTreeMap::new();
    let is_by_name =
        |number: &usize| columns.get(*number).and_then(Column::taken).is_some_and(|taken| taken.is_by_name);
    let (named, shaped): (Vec<usize>, Vec<usize>) = (0..columns.len()).partition(is_by_name);
    for number in named.into_iter().chain(shaped) {
        let Some((column, taken)) = columns.get(number).and_then(|column| Some((column, column.taken()?))) else {
            continue;
        };
        let slots = by_kind.entry((taken.kind, about(taken, column.name))).or_default();
        let takes = |slot: &Slot| {
            let mut known = slot.iter().filter_map(|&place| columns.get(place));
            known.all(|known| !column.is_beside(known) && column.is_read_like(known))
        };
        match slots.iter().position(takes) {
            Some(place) => slots.iter_mut().skip(place).take(1).for_each(|slot| slot.push(number)),
            None if slots.is_empty() || !taken.kind.is_single() && slots.len() < OF_KIND => slots.push(vec![number]),
            None => {
                let reason = format!("would be {}, of which enough columns are read before it", taken.kind.as_str());
                columns.iter_mut().skip(number).take(1).for_each(|column| column.verdict = Err(reason.clone()));
            }
        }
    }
    let mut slots: Vec<Slot> = by_kind.into_values().flatten().collect();
    slots.sort_by_key(|slot| slot.iter().min().copied());
    slots
}

/// What columns of one kind have in common that fill one.
fn about(taken: &Taken, name: &str) -> String {
    match taken.about {
        "" if taken.kind.is_compared_alone() || taken.kind == Kind::IdentifierStatus => name.to_lowercase(),
        about => about.to_owned(),
    }
}
