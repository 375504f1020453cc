//! How common a given name is in the company that a row keeps: its generation, and its family name.
//!
//! Given names come and go, and keep to communities: two people born in one decade, or of one family name, agree on a given
//! name more often than any two. Taken as independent, such agreements would be counted twice.

use std::collections::BTreeMap;

use super::{Days, Names};

/// Years of one generation of names.
const GENERATION: u16 = 10;

/// People of one name in one company from which on it tells how common the name is there.
const ENOUGH: u64 = 6;

/// Rows of one person whose date of birth was written in several ways are taken for so many people at most.
const WRITTEN: u64 = 2;

/// For each row, by how many octaves its first given name is commoner, or rarer where less than 0, than among all.
pub(crate) struct Company {
    generation: Vec<i8>,
    family: Vec<i8>,
}

impl Company {
    /// Counts people, which are told apart by name and date of birth.
    pub(crate) fn new(names: &Names, births: &Days) -> Self {
        let rows = u32::try_from(births.iter().len()).unwrap_or(u32::MAX);
        let key = |row: u32| {
            let first = *names.given(names.given_code(row))?.words.first()?;
            let family = names.family(names.family_code(row)).filter(|family| !family.parts.is_empty())?.whole;
            let born = births.of(row);
            born.is_whole().then_some((first, family, born))
        };
        let mut people: Vec<_> = (0..rows).filter_map(key).collect();
        people.sort_unstable();
        people.dedup();
        let all = people.len() as u64;
        let mut counts = Counts::default();
        for &(first, family, born) in &people {
            let decade = u32::from(born.year / GENERATION);
            *counts.first.entry(first).or_default() += 1;
            *counts.family.entry(family).or_default() += 1;
            *counts.decade.entry(decade).or_default() += 1;
            *counts.first_family.entry((first, family)).or_default() += 1;
            *counts.first_decade.entry((first, decade)).or_default() += 1;
        }
        let of = |row: u32| {
            key(row).map_or((0, 0), |(first, family, born)| {
                counts.shifts(all, first, family, u32::from(born.year / GENERATION))
            })
        };
        let (generation, family) = (0..rows).map(of).unzip();
        Self { generation, family }
    }

    /// By how many octaves the given name that two rows share is commoner than among all, where they share the family name
    /// too or not.
    pub(crate) fn shift(&self, left: u32, right: u32, is_one_family: bool) -> i8 {
        let of = |shifts: &[i8]| {
            let shift = |row: u32| shifts.get(row as usize).copied().unwrap_or(0);
            shift(left).max(shift(right))
        };
        of(&self.generation) + if is_one_family { of(&self.family) } else { 0 }
    }
}

#[derive(Default)]
struct Counts {
    first: BTreeMap<u32, u64>,
    family: BTreeMap<u32, u64>,
    decade: BTreeMap<u32, u64>,
    first_family: BTreeMap<(u32, u32), u64>,
    first_decade: BTreeMap<(u32, u32), u64>,
}

impl Counts {
    fn shifts(&self, all: u64, first: u32, family: u32, decade: u32) -> (i8, i8) {
        let named = self.first.get(&first).copied().unwrap_or(0);
        let part =
            |together: u64, company: u64| if together >= ENOUGH { octaves(together * all, company * named) } else { 0 };
        let in_decade = self.first_decade.get(&(first, decade)).copied().unwrap_or(0);
        let in_family = self.first_family.get(&(first, family)).copied().unwrap_or(0).saturating_sub(WRITTEN);
        (
            part(in_decade, self.decade.get(&decade).copied().unwrap_or(0)),
            part(in_family, self.family.get(&family).copied().unwrap_or(0)).max(0),
        )
    }
}

/// log2 of a ratio, rounded towards 0.
fn octaves(part: u64, whole: u64) -> i8 {
    if part == 0 || whole == 0 {
        return 0;
    }
    let (ratio, sign) = if part >= whole { (part / whole, 1) } else { (whole / part, -1) };
    i8::try_from(ratio.ilog2()).unwrap_or(i8::MAX).min(14) * sign
}
