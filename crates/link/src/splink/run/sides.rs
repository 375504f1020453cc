//! Which row of a pair is left, and which two rows are no pair.

use super::shape;
use crate::splink::fault::SplinkFault;
use crate::splink::settings::SplinkLinkType;
use crate::table::Table;

/// Splink's order of rows.
pub(super) struct Sides<'a> {
    /// Of two rows the one of lower rank is left; rows of equal rank are no pair.
    ranks: Vec<u32>,
    /// Where only rows of different sources are pairs: their sources.
    sources: Option<&'a [u32]>,
}

impl<'a> Sides<'a> {
    /// Ranks rows by their id, or by source and id, as Splink's link type has it.
    pub(super) fn of(link_type: SplinkLinkType, table: &'a Table) -> Result<Self, SplinkFault> {
        let codes = table.source_codes();
        let sources = codes.iter().max().map_or(0, |&last| last + 1);
        let rows = || 0..u32::try_from(table.len()).unwrap_or(u32::MAX);
        let name = |row: u32| format!("{}-__-{}", table.source(row), table.id(row));
        match link_type {
            SplinkLinkType::DedupeOnly => {
                if sources > 1 {
                    let reason = format!(
                        "is `dedupe_only`, and there are {sources} sources: give one, or set `link_and_dedupe`"
                    );
                    return Err(shape("link_type", &reason));
                }
                // Ids that are all whole numbers are numbers to the data base.
                let numbers: Option<Vec<i64>> = rows().map(|row| table.id(row).parse().ok()).collect();
                let ranks = match numbers {
                    Some(numbers) => ranked(&numbers),
                    None => ranked(&rows().map(|row| table.id(row)).collect::<Vec<_>>()),
                };
                Ok(Self { ranks, sources: None })
            }
            SplinkLinkType::LinkOnly => {
                if sources < 2 && !table.is_empty() {
                    let reason = "is `link_only`, and there is one source: give two or more, or set `dedupe_only`";
                    return Err(shape("link_type", reason));
                }
                let ranks = match sources {
                    2 => ranked(&rows().map(|row| table.source(row)).collect::<Vec<_>>()),
                    _ => ranked(&rows().map(name).collect::<Vec<_>>()),
                };
                Ok(Self { ranks, sources: Some(codes) })
            }
            SplinkLinkType::LinkAndDedupe => {
                Ok(Self { ranks: ranked(&rows().map(name).collect::<Vec<_>>()), sources: None })
            }
        }
    }

    /// Two rows, the left one first; none where they are no pair.
    pub(super) fn of_pair(&self, one: u32, other: u32) -> Option<(u32, u32)> {
        if let Some(sources) = self.sources
            && sources.get(one as usize) == sources.get(other as usize)
        {
            return None;
        }
        match self.ranks.get(one as usize)?.cmp(self.ranks.get(other as usize)?) {
            std::cmp::Ordering::Less => Some((one, other)),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some((other, one)),
        }
    }
}

/// For each key its place in the order of keys; equal keys have equal places.
fn ranked<K: Ord>(keys: &[K]) -> Vec<u32> {
    let mut order: Vec<(&K, usize)> = keys.iter().zip(0..).collect();
    order.sort();
    let mut ranks = vec![0; keys.len()];
    for (rank, equal) in (0_u32..).zip(order.chunk_by(|left, right| left.0 == right.0)) {
        for &(_, place) in equal {
            if let Some(known) = ranks.get_mut(place) {
                *known = rank;
            }
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[(&str, &str)]) -> Table {
        let mut table = Table::new(&[]);
        rows.iter().for_each(|(source, id)| table.push(source, id, []));
        table
    }

    #[test]
    fn ids_are_ordered_as_the_data_base_orders_them() {
        let numbers = table(&[("s", "10"), ("s", "9"), ("s", "9")]);
        let sides = Sides::of(SplinkLinkType::DedupeOnly, &numbers).unwrap();
        assert_eq!((sides.of_pair(0, 1), sides.of_pair(1, 2)), (Some((1, 0)), None));
        let texts = table(&[("s", "10"), ("s", "9"), ("s", "a")]);
        let sides = Sides::of(SplinkLinkType::DedupeOnly, &texts).unwrap();
        assert_eq!(sides.of_pair(1, 0), Some((0, 1)));
    }

    #[test]
    fn the_link_type_and_the_sources_go_together() {
        let two = table(&[("b", "1"), ("a", "9"), ("a", "2")]);
        assert!(Sides::of(SplinkLinkType::DedupeOnly, &two).is_err());
        let sides = Sides::of(SplinkLinkType::LinkOnly, &two).unwrap();
        assert_eq!((sides.of_pair(0, 1), sides.of_pair(1, 2)), (Some((1, 0)), None));
        let sides = Sides::of(SplinkLinkType::LinkAndDedupe, &two).unwrap();
        assert_eq!((sides.of_pair(0, 1), sides.of_pair(1, 2)), (Some((1, 0)), Some((2, 1))));
        assert!(Sides::of(SplinkLinkType::LinkOnly, &table(&[("a", "1")])).is_err());
    }
}
