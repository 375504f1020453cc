//! Term frequencies: how often each value of a column is met.

use std::borrow::Borrow;
use std::collections::HashMap;

use super::column::SplinkRecord;
use super::model::SplinkModel;
use super::value::SplinkValue;

type Table = HashMap<SplinkValue, f64, foldhash::fast::FixedState>;

/// Frequencies of the values of the columns that a model adjusts by. Without an entry a value has none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SplinkTermFrequencies {
    /// One table for each of the model's term frequency columns.
    tables: Vec<Table>,
}

impl SplinkTermFrequencies {
    /// Counts the values of all records, of every source together: occurrences by records that have a value.
    pub fn count<R: Borrow<SplinkRecord>>(model: &SplinkModel, records: impl IntoIterator<Item = R>) -> Self {
        let mut counts: Vec<Table> = vec![Table::default(); model.term_columns().len()];
        let mut totals = vec![0.0_f64; counts.len()];
        for record in records {
            for ((table, total), value) in counts.iter_mut().zip(&mut totals).zip(model.terms(record.borrow())) {
                if let Some(key) = value.key() {
                    *table.entry(key).or_default() += 1.0;
                    *total += 1.0;
                }
            }
        }
        for (table, total) in counts.iter_mut().zip(totals) {
            table.values_mut().for_each(|count| *count /= total);
        }
        Self { tables: counts }
    }

    /// Tables that are given: column as the model names it, value, frequency from 0 to 1. Columns by which the model does
    /// not adjust are left out.
    pub fn from_table<'a>(model: &SplinkModel, rows: impl IntoIterator<Item = (&'a str, SplinkValue, f64)>) -> Self {
        let columns = model.term_columns();
        let mut tables: Vec<Table> = vec![Table::default(); columns.len()];
        for (column, value, frequency) in rows {
            let place = columns.iter().position(|known| known.eq_ignore_ascii_case(column));
            if let (Some(table), Some(key)) = (place.and_then(|place| tables.get_mut(place)), value.key()) {
                table.insert(key, frequency);
            }
        }
        Self { tables }
    }

    /// The frequency of a value of the term frequency column at a place.
    pub(crate) fn frequency(&self, column: usize, value: &SplinkValue) -> Option<f64> {
        self.tables.get(column)?.get(&value.key()?).copied()
    }
}
