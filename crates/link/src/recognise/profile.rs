//! The sampled values of a column.

use std::collections::BTreeSet;

use crate::table::Table;

/// Words that stand for nothing.
const NOTHING: &[&str] =
    &["unknown", "not known", "none", "null", "nan", "na", "n/a", "not stated", "anhysbys", "-", "."];

/// Fewer values than this prove nothing by themselves.
const ENOUGH: usize = 20;

/// The values that some sampled rows hold.
pub(super) struct Profile<'a> {
    /// Whether there is any row at all.
    pub(super) has_rows: bool,
    /// Those that say something.
    pub(super) values: Vec<&'a str>,
    pub(super) distinct: usize,
}

impl<'a> Profile<'a> {
    /// Of a column at one place in each file, with the rows of each that are looked at.
    pub(super) fn new<'b>(columns: impl Iterator<Item = (&'a Table, usize, &'b [u32])>) -> Self {
        let (mut has_rows, mut values) = (false, Vec::new());
        for (table, place, rows) in columns {
            has_rows |= !rows.is_empty();
            let cells = rows.iter().map(|&row| table.cell(row, place));
            values.extend(cells.filter(|cell| !cell.is_empty() && !is_nothing(cell)));
        }
        Self::of(has_rows, values)
    }

    pub(super) fn of(has_rows: bool, values: Vec<&'a str>) -> Self {
        let distinct = values.iter().collect::<BTreeSet<_>>().len();
        Self { has_rows, values, distinct }
    }

    /// Whether there are enough values to prove anything.
    pub(super) const fn is_telling(&self) -> bool {
        self.values.len() >= ENOUGH
    }

    /// Whether at least this share of the values passes; false where there is no value.
    pub(super) fn mostly(&self, share: f64, passes: impl Fn(&str) -> bool) -> bool {
        let mut may_fail = to_f64(self.values.len()) * (1.0 - share) + 1e-9;
        for value in &self.values {
            if !passes(value) {
                may_fail -= 1.0;
                if may_fail < 0.0 {
                    return false;
                }
            }
        }
        !self.values.is_empty()
    }

    /// Per cent of the values that pass, rounded down: 100 is all.
    pub(super) fn percent(&self, passes: impl Fn(&str) -> bool) -> usize {
        let passing = self.values.iter().filter(|value| passes(value)).count();
        100 * passing / self.values.len().max(1)
    }

    /// How many words a value has on average.
    pub(super) fn words(&self) -> f64 {
        let words: usize = self.values.iter().map(|value| value.split_whitespace().count()).sum();
        to_f64(words) / to_f64(self.values.len().max(1))
    }

    /// Whether nearly every value is another one.
    pub(super) const fn is_diverse(&self) -> bool {
        self.is_telling() && 10 * self.distinct >= 9 * self.values.len()
    }
}

fn is_nothing(cell: &str) -> bool {
    cell.len() <= 10 && NOTHING.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

#[expect(clippy::cast_precision_loss, reason = "counts of sampled values stay far below 2^53")]
pub(super) const fn to_f64(count: usize) -> f64 {
    count as f64
}
