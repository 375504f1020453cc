//! How common a given name is in the company that a row keeps: its generation, and its family name.
//!
//! Given names come and go, and keep to communities: two people born in one decade, or of one family name, agree on a given
//! name more often than any two. Taken as independent, such agreements would be counted twice. Where a name is too rare to be
//! counted in its company, [`super::kinship`] tells how much oftener than by chance names of its rarity meet.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::kinship::Kinship;
use super::names::{NameCodes, Names};
use super::statistics::Known;
use super::tally::{Tally, counts_above};
use crate::interner::pair_key;
use crate::standardise::Day;

/// Years of one generation of names.
const GENERATION: u16 = 10;

/// People of one name in one company from which on it tells how common the name is there.
const ENOUGH: u64 = 6;

/// Rows of one person whose date of birth was written in several ways are taken for so many people at most.
const WRITTEN: u64 = 2;

/// How many people bear a name in a company.
#[derive(Default)]
pub(crate) struct Company {
    all: u64,
    /// By word, and by decade.
    first: Vec<u64>,
    family: Vec<u64>,
    decade: Vec<u64>,
    /// Those that are enough to tell.
    first_family: Tally,
    first_decade: Tally,
    kinship: Kinship,
}

/// What is known of how common names are in their company, frozen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Shifts {
    /// By first given name and decade.
    generation: Known<i8>,
    /// By first given name and family name.
    family: Known<i8>,
    kinship: Kinship,
}

/// By how many octaves the first given name of a row is commoner, or rarer where less than 0, than among all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shift {
    pub(crate) generation: i8,
    pub(crate) family: i8,
}

/// Who a row is of, as far as names and date of birth tell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Person {
    pub(crate) first: u32,
    pub(crate) family: u32,
    pub(crate) born: Day,
}

impl Company {
    /// Counts people, which are told apart by name and date of birth.
    pub(crate) fn new(names: &Names, rows: &[NameCodes], births: &[Day]) -> Self {
        let person = |(&codes, &born): (&NameCodes, &Day)| person(names, codes, born);
        let mut people: Vec<Person> = rows.par_iter().zip(births).filter_map(person).collect();
        people.par_sort_unstable();
        people.dedup();
        let kinship = Kinship::new(names, &people);
        let words = names.words.len();
        let mut company = Self { all: people.len() as u64, kinship, ..Self::default() };
        (company.first, company.family) = (vec![0; words], vec![0; words]);
        company.decade = vec![0; usize::from(u16::MAX / GENERATION) + 1];
        for person in &people {
            let (first, family, decade) = person.keys();
            let counts = [(&mut company.first, first), (&mut company.family, family), (&mut company.decade, decade)];
            for (counts, key) in counts {
                counts.get_mut(key as usize).into_iter().for_each(|count| *count += 1);
            }
        }
        let keys = people.iter().map(|person| person.keys());
        company.first_family =
            counts_above(ENOUGH + WRITTEN - 1, keys.clone().map(|(first, family, _)| pair(first, family)));
        company.first_decade = counts_above(ENOUGH - 1, keys.map(|(first, _, decade)| pair(first, decade)));
        company
    }

    /// What is known of a row.
    pub(crate) fn shift(&self, names: &Names, codes: NameCodes, born: Day) -> Shift {
        let Some(person) = person(names, codes, born) else { return Shift::default() };
        let (first, family, decade) = person.keys();
        let together = |tally: &Tally, key: u64| tally.get(&key).copied().unwrap_or(0);
        let counted = self.in_family(together(&self.first_family, pair(first, family)), family, first);
        Shift {
            generation: self.in_decade(together(&self.first_decade, pair(first, decade)), decade, first),
            family: counted.max(self.kinship.octaves(names, person.first, person.family)),
        }
    }

    /// The octaves of so many people of one family name who bear a first name.
    fn in_family(&self, together: u64, family: u64, first: u64) -> i8 {
        self.part(together.saturating_sub(WRITTEN), count(&self.family, family), count(&self.first, first)).max(0)
    }

    /// The same of one decade of birth.
    fn in_decade(&self, together: u64, decade: u64, first: u64) -> i8 {
        self.part(together, count(&self.decade, decade), count(&self.first, first))
    }

    /// The octaves of so many people of a company who bear a name that so many of all bear.
    fn part(&self, together: u64, company: u64, named: u64) -> i8 {
        if together >= ENOUGH { octaves(together * self.all, company * named) } else { 0 }
    }
}

impl Company {
    /// What is known of people, whoever they are: for those whose names are commoner, or rarer, in their company.
    pub(crate) fn shifts(&self, names: &Names) -> Shifts {
        let of = |key: u64| (key >> 32, key & 0xffff_ffff);
        let word = |word: u64| names.words.key(u32::try_from(word).unwrap_or(0));
        let generation = self.first_decade.iter().map(|(&key, &together)| {
            let (first, decade) = of(key);
            (pair_key(word(first), decade), self.in_decade(together, decade, first))
        });
        let family = self.first_family.iter().map(|(&key, &together)| {
            let (first, family) = of(key);
            (pair_key(word(first), word(family)), self.in_family(together, family, first))
        });
        Shifts {
            generation: Known::new(generation.filter(|&(_, shift)| shift != 0)),
            family: Known::new(family.filter(|&(_, shift)| shift != 0)),
            kinship: self.kinship,
        }
    }
}

impl Shifts {
    /// What is known of a row.
    pub(crate) fn shift(&self, names: &Names, codes: NameCodes, born: Day) -> Shift {
        let Some(person) = person(names, codes, born) else { return Shift::default() };
        let (first, family) = (names.words.key(person.first), names.words.key(person.family));
        let (_, _, decade) = person.keys();
        let counted = self.family.get(pair_key(first, family)).unwrap_or(0);
        Shift {
            generation: self.generation.get(pair_key(first, decade)).unwrap_or(0),
            family: counted.max(self.kinship.octaves(names, person.first, person.family)),
        }
    }
}

impl Person {
    fn keys(self) -> (u64, u64, u64) {
        (u64::from(self.first), u64::from(self.family), u64::from(self.born.year / GENERATION))
    }
}

fn person(names: &Names, codes: NameCodes, born: Day) -> Option<Person> {
    let first = *names.given(codes.given).words.first()?;
    let family = names.family(codes.family);
    (born.is_whole() && !family.parts.is_empty()).then_some(Person { first, family: family.whole, born })
}

fn count(counts: &[u64], key: u64) -> u64 {
    counts.get(key as usize).copied().unwrap_or(0)
}

const fn pair(first: u64, other: u64) -> u64 {
    first << 32 | other
}

/// log2 of a ratio, rounded towards 0.
fn octaves(part: u64, whole: u64) -> i8 {
    if part == 0 || whole == 0 {
        return 0;
    }
    let (ratio, sign) = if part >= whole { (part / whole, 1) } else { (whole / part, -1) };
    i8::try_from(ratio.ilog2()).unwrap_or(i8::MAX).min(14) * sign
}
