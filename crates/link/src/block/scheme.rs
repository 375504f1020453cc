//! The blocking rules of a run, and which keys of a row say too little to be compared by.

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use super::keys::keys;
use super::part_lines::folded;
use super::parts::{VALUES, values};
use crate::interner::pair_key;
use crate::records::Records;
use crate::specification::{BlockingRule, KeyPart, Specification};

/// The rules of a specification that a table of so many rows is blocked by.
pub(crate) struct Scheme {
    /// Every part of every rule, each once.
    pub(crate) parts: Vec<KeyPart>,
    pub(crate) rules: Vec<SchemeRule>,
}

/// One rule; parts are places among the parts of the scheme.
pub(crate) struct SchemeRule {
    pub(crate) on: Vec<usize>,
    /// What cuts a block of the rule that is too large: parts of other rules that rows of a block need not agree on.
    pub(crate) refiners: Vec<usize>,
}

/// Paths of blocks that are not compared whole; see [`of_rule`] and [`beneath`].
pub(crate) type Cut = HashSet<u32, FixedState>;

impl Scheme {
    pub(crate) fn new(specification: &Specification, rows: usize) -> Self {
        let used: Vec<&BlockingRule> = specification.blocks.iter().filter(|rule| applies(rule, rows)).collect();
        let mut parts: Vec<KeyPart> = Vec::new();
        for part in specification.blocks.iter().flat_map(|rule| &rule.on) {
            if !parts.contains(part) {
                parts.push(part.clone());
            }
        }
        let place = |part: &KeyPart| parts.iter().position(|known| known == part);
        let rules = used.iter().map(|rule| SchemeRule {
            on: rule.on.iter().filter_map(place).collect(),
            refiners: (0..parts.len())
                .filter(|&place| parts.get(place).is_some_and(|part| !rule.on.iter().any(|known| implies(known, part))))
                .collect(),
        });
        let rules = rules.collect();
        Self { parts, rules }
    }

    /// The parts of a rule.
    pub(crate) fn parts_of<'a>(&'a self, places: &'a [usize]) -> impl Iterator<Item = &'a KeyPart> {
        places.iter().filter_map(|&place| self.parts.get(place))
    }

    /// The places of some parts.
    pub(crate) fn places(&self, on: &[KeyPart]) -> Vec<usize> {
        on.iter().filter_map(|part| self.parts.iter().position(|known| known == part)).collect()
    }

    /// What a row holds of each part.
    pub(crate) fn values(&self, records: &Records, row: u32, of_row: &mut Vec<Folded>) {
        of_row.clear();
        of_row.extend(self.parts.iter().map(|part| Folded::new(values(part, records, row).as_slice())));
    }

    /// Hands over the path of each block that a row is compared in. Two rows are compared where they have a path in common.
    pub(crate) fn paths(&self, cut: &Cut, of_row: &[Folded], mut each: impl FnMut(u32)) {
        let of = |place: &usize| of_row.get(*place).map(Folded::as_slice);
        for (number, rule) in self.rules.iter().enumerate() {
            keys(rule.on.iter().filter_map(of), |key| {
                let block = of_rule(number, key);
                if !cut.contains(&block) {
                    return each(block);
                }
                for (place, part) in rule.refiners.iter().enumerate() {
                    for &value in of(part).into_iter().flatten() {
                        let block = beneath(block, *part, value);
                        if !cut.contains(&block) {
                            each(block);
                            continue;
                        }
                        let seconds = rule.refiners.iter().skip(place + 1);
                        let values = seconds
                            .flat_map(|second| of(second).into_iter().flatten().map(move |&value| (*second, value)));
                        let blocks = values.map(|(second, value)| beneath(block, second, value));
                        blocks.filter(|block| !cut.contains(block)).for_each(&mut each);
                    }
                }
            });
        }
    }
}

/// The values of a row for one part, folded.
#[derive(Clone, Copy)]
pub(crate) struct Folded {
    values: [u32; VALUES],
    count: usize,
}

impl Folded {
    fn new(values: &[u64]) -> Self {
        let mut of_row = Self { values: [0; VALUES], count: values.len().min(VALUES) };
        of_row.values.iter_mut().zip(values).for_each(|(place, &value)| *place = folded(value));
        of_row
    }

    fn as_slice(&self) -> &[u32] {
        self.values.get(..self.count).unwrap_or(&[])
    }
}

/// Whether a rule is followed where there are so many rows.
pub(crate) fn applies(rule: &BlockingRule, rows: usize) -> bool {
    rule.at_most_rows.is_none_or(|most| rows <= most as usize)
}

/// The path of the block of a rule that holds a key.
pub(crate) const fn of_rule(rule: usize, key: u32) -> u32 {
    (pair_key(rule as u64 + 1, key as u64) >> 32) as u32
}

/// The path of the part of a block that holds a value of a further part.
pub(crate) const fn beneath(block: u32, part: usize, value: u32) -> u32 {
    (pair_key((block as u64) << 32 | part as u64, value as u64) >> 32) as u32
}

/// Whether all rows of a block on one part agree on the other.
fn implies(on: &KeyPart, part: &KeyPart) -> bool {
    use KeyPart as Part;
    on == part
        || matches!(
            (on, part),
            (Part::BirthDate, Part::BirthMonth | Part::BirthYear | Part::BirthDayMonth)
                | (Part::BirthMonth, Part::BirthYear)
                | (Part::Given, Part::GivenInitial)
        )
}
