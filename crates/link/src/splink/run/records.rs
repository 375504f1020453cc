//! What scoring needs of each row.

use std::hash::Hash;

use hashbrown::HashMap;
use rayon::prelude::*;

use super::shape;
use crate::splink::column::{SplinkKind, SplinkRecord};
use crate::splink::comparison::SplinkValues;
use crate::splink::fault::SplinkFault;
use crate::splink::model::SplinkModel;
use crate::splink::term_frequency::SplinkTermFrequencies;
use crate::splink::value::SplinkValue;
use crate::table::Table;

/// Reads rows of a table as the records of a model.
pub(super) struct Reader<'a> {
    table: &'a Table,
    /// For each column of the model: where the table has it, and its kind.
    columns: Vec<(usize, SplinkKind)>,
}

impl<'a> Reader<'a> {
    pub(super) fn of(model: &SplinkModel, table: &'a Table) -> Result<Self, SplinkFault> {
        let place = |name: &str| table.columns().iter().position(|known| known.eq_ignore_ascii_case(name));
        let columns = model.columns().iter().map(|column| {
            let missing = || shape(&format!("column {}", column.name), "is read by the model, and the records lack it");
            place(&column.name).map(|place| (place, column.kind)).ok_or_else(missing)
        });
        Ok(Self { table, columns: columns.collect::<Result<_, _>>()? })
    }

    pub(super) fn rows(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.table.len()).unwrap_or(u32::MAX)
    }

    /// A row as a record. A cell that is not of its column's kind is missing.
    pub(super) fn record(&self, row: u32) -> SplinkRecord {
        let value = |&(place, kind): &(usize, SplinkKind)| kind.read(self.table.cell(row, place));
        SplinkRecord::new(self.columns.iter().map(|column| value(column).unwrap_or(SplinkValue::Null)).collect())
    }

    /// For each column how many cells are not of its kind, where there are any.
    fn unread(&self, model: &SplinkModel) -> Vec<(String, u64)> {
        let of_column = |(column, &(place, kind)): (&crate::splink::SplinkColumn, &(usize, SplinkKind))| {
            let is_unread = |row: &u32| kind.read(self.table.cell(*row, place)).is_none();
            (column.name.clone(), self.rows().into_par_iter().filter(is_unread).count() as u64)
        };
        let counted = model.columns().iter().zip(&self.columns).map(of_column);
        counted.filter(|(_, count)| *count > 0).collect()
    }
}

/// What is derived of all rows.
pub(super) struct Derived {
    /// For each comparison.
    pub(super) comparisons: Vec<Numbered<SplinkValues>>,
    /// For each term frequency column the frequency of each row's value; not a number where it has none.
    pub(super) frequencies: Vec<Vec<f64>>,
    /// Columns with cells that are not of their kind.
    pub(super) unread: Vec<(String, u64)>,
}

/// For each row the number of its value.
pub(super) struct Numbered<T> {
    pub(super) numbers: Vec<u32>,
    pub(super) values: Vec<T>,
}

impl<T: Clone + Eq + Hash> Numbered<T> {
    fn of(all: impl Iterator<Item = T>) -> Self {
        let mut known: HashMap<T, u32, foldhash::fast::FixedState> = HashMap::default();
        let (mut numbers, mut values) = (Vec::new(), Vec::new());
        for value in all {
            let next = u32::try_from(values.len()).unwrap_or(u32::MAX);
            let number = *known.entry_ref(&value).or_insert_with(|| {
                values.push(value.clone());
                next
            });
            numbers.push(number);
        }
        Self { numbers, values }
    }

    /// The number and the value of a row.
    pub(super) fn get(&self, row: u32) -> Option<(u32, &T)> {
        let number = *self.numbers.get(row as usize)?;
        Some((number, self.values.get(number as usize)?))
    }
}

impl Derived {
    pub(super) fn of(model: &SplinkModel, reader: &Reader<'_>) -> Self {
        let comparisons = model.comparisons().par_iter();
        let comparisons = comparisons
            .map(|comparison| Numbered::of(reader.rows().map(|row| comparison.derive(&reader.record(row)))))
            .collect();
        let count = model.term_columns().len();
        let mut frequencies = vec![Vec::with_capacity(reader.rows().len()); count];
        if count > 0 {
            let tables = SplinkTermFrequencies::count(model, reader.rows().map(|row| reader.record(row)));
            for row in reader.rows() {
                let terms = model.terms(&reader.record(row));
                for (column, (frequencies, term)) in frequencies.iter_mut().zip(&terms).enumerate() {
                    frequencies.push(tables.frequency(column, term).unwrap_or(f64::NAN));
                }
            }
        }
        Self { comparisons, frequencies, unread: reader.unread(model) }
    }

    /// The frequencies of the values of two rows in a term frequency column.
    pub(super) fn frequencies(&self, column: usize, left: u32, right: u32) -> (Option<f64>, Option<f64>) {
        let of = |row: u32| self.frequencies.get(column)?.get(row as usize).copied().filter(|value| !value.is_nan());
        (of(left), of(right))
    }
}
