//! Cells that hold a set of values, such as telephone numbers.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::statistics::Known;
use super::tally::counts_above;
use crate::pattern::{most_holders, octave_of};

/// Sets of values. A value is a number: the digits of a telephone, the hash of an e-mail address in 64 bits.
#[derive(Default)]
pub(crate) struct Values {
    /// Sets of more than one value, end to end, each after its length.
    sets: Vec<u64>,
    /// How common the values are that more than the ordinary number of rows hold.
    octaves: HashMap<u64, u8, FixedState>,
    /// How common a value is that no more rows hold.
    ordinary: u8,
}

/// How common values are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct ValueStatistics {
    octaves: Known<u8>,
    ordinary: u8,
}

/// The values of a row: none, one, or the place of a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Held(u64);

/// As much of the values of a row as tells most rows without a common value apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tag(u32);

/// Values of a row that are kept. Every value of one row is compared with every one of another, so that there must be a bound.
pub(crate) const MOST: usize = 64;

/// Marks the place of a set.
const SET: u64 = 1 << 63;

impl Values {
    /// Takes the values of a row: [`MOST`] of them, the least first.
    pub(crate) fn hold(&mut self, values: &mut Vec<u64>) -> Held {
        values.iter_mut().for_each(|value| *value = (*value & !SET).max(1));
        values.sort_unstable();
        values.dedup();
        values.truncate(MOST);
        match values.as_slice() {
            [] => Held(0),
            [one] => Held(*one),
            several => {
                let place = self.sets.len() as u64;
                self.sets.push(several.len() as u64);
                self.sets.extend_from_slice(several);
                Held(SET | place)
            }
        }
    }

    /// Works out how common values are among rows. How common a value is counts where more than `ordinary` rows hold it.
    pub(crate) fn count(&mut self, rows: &[Held], ordinary: u64) {
        let all = rows.len() as u64;
        let octave = |count| octave_of(count, all);
        // Where every value is weighed, those as rare as that of one row are not worth an entry each.
        self.ordinary = if ordinary == 0 { octave(1) } else { 0 };
        let usual = if ordinary == 0 { most_holders(octave(1), all) } else { ordinary };
        let common = counts_above(usual, rows.iter().flat_map(|held| self.of(held)).copied());
        self.octaves = common.into_iter().map(|(value, count)| (value, octave(count))).collect();
        self.octaves.retain(|_, rare| *rare != self.ordinary);
    }

    /// What [`Self::count`] worked out; `key` gives a number of a value that follows from its text alone.
    pub(crate) fn statistics(&self, key: impl Fn(u64) -> u64) -> ValueStatistics {
        let octaves = Known::new(self.octaves.iter().map(|(&value, &octave)| (key(value), octave)));
        ValueStatistics { octaves, ordinary: self.ordinary }
    }

    /// No values, where it is known how common most are.
    pub(crate) fn known(statistics: &ValueStatistics) -> Self {
        Self { ordinary: statistics.ordinary, ..Self::default() }
    }

    /// How much room sets take.
    pub(crate) const fn mark(&self) -> usize {
        self.sets.len()
    }

    /// Forgets sets that came after a mark.
    pub(crate) fn forget(&mut self, mark: usize) {
        self.sets.truncate(mark);
    }

    /// Forgets how common a value is.
    pub(crate) fn forget_value(&mut self, value: u64) {
        self.octaves.remove(&value);
    }

    /// Tells how common a value is, of which `key` is a number that follows from its text alone.
    pub(crate) fn weigh(&mut self, statistics: &ValueStatistics, value: u64, key: u64) {
        if let Some(octave) = statistics.octaves.get(key) {
            self.octaves.insert(value, octave);
        }
    }

    /// The values of a row, ascending.
    pub(crate) fn of<'a>(&'a self, held: &'a Held) -> &'a [u64] {
        match held.0 {
            0 => &[],
            set if set & SET != 0 => {
                let place = usize::try_from(set & !SET).unwrap_or(usize::MAX);
                let length = self.sets.get(place).map_or(0, |&length| usize::try_from(length).unwrap_or(0));
                self.sets.get(place + 1..place + 1 + length).unwrap_or(&[])
            }
            _ => std::slice::from_ref(&held.0),
        }
    }

    /// How rare a value is; 0 for one that no more rows than usual hold, where that is not weighed.
    pub(crate) fn octave(&self, value: u64) -> u8 {
        self.octaves.get(&value).copied().unwrap_or(self.ordinary)
    }
}

impl Held {
    pub(crate) const NOTHING: Self = Self(0);

    pub(crate) const fn tag(self) -> Tag {
        const fn folded(value: u64) -> u32 {
            (value ^ (value >> 31)) as u32 & 0x7fff_ffff
        }
        match self.0 {
            0 => Tag(0),
            set if set & SET != 0 => Tag(SEVERAL),
            one if folded(one) == 0 => Tag(1),
            one => Tag(folded(one)),
        }
    }
}

/// The tag of every set of more than one value.
const SEVERAL: u32 = 1 << 31;

impl Tag {
    pub(crate) const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether two rows, as far as their tags tell, may hold a common value.
    pub(crate) const fn may_share(self, other: Self) -> bool {
        self.0 == other.0 || (self.0 | other.0) & SEVERAL != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_holds_each_value_once_and_common_ones_are_known() {
        let mut values = Values::default();
        let rows = [vec![7, 3, 7], vec![], vec![3], vec![3], vec![9]].map(|mut row| values.hold(&mut row));
        let sizes = rows.map(|held| values.of(&held).len());
        assert_eq!(sizes, [2, 0, 1, 1, 1]);
        values.count(&rows, 2);
        assert!(values.octave(3) > 0);
        assert_eq!((values.octave(7), values.octave(9)), (0, 0));
        let may = |one: usize, other: usize| rows[one].tag().may_share(rows[other].tag());
        assert!(!may(2, 4) && may(2, 3) && may(0, 4) && rows[1].tag().is_none());
    }
}
