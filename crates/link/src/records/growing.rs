//! Rows that come one by one, weighed by frozen statistics.

use super::cells::{Cells, cell, filled};
use super::emails::Emails;
use super::points::{Point, Points};
use super::row::{Read, Row};
use super::values::{Held, ValueStatistics, Values};
use super::{Names, Number, Places, Records, Statistics, TextColumn, read_phones, sex, text_comparisons};
use crate::interner::number_key;
use crate::specification::{ColumnKind, Specification};

impl Records {
    /// No rows yet, where it is known how common values are.
    pub(crate) fn known(specification: &Specification, statistics: &Statistics) -> Self {
        let texts = text_comparisons(specification).zip(&statistics.texts);
        Self {
            order: Vec::new(),
            rows: Vec::new(),
            none: Row::default(),
            names: Names::default(),
            days: statistics.days.clone(),
            places: Places::default(),
            place_of: Vec::new(),
            points: Points::default(),
            phones: Values::known(&statistics.phones),
            phone_of: Vec::new(),
            emails: Emails::known(&statistics.emails),
            email_of: Vec::new(),
            made_up: Vec::new(),
            texts: texts.map(|(comparison, known)| TextColumn::known(specification, comparison, known)).collect(),
        }
    }

    /// Puts a row of a table at a place: the next one, or one whose row is no longer wanted.
    pub(crate) fn put(&mut self, statistics: &Statistics, cells: &Cells<'_>, (from, source): (u32, &str), place: u32) {
        let names: Vec<(ColumnKind, u32)> =
            cells.names.iter().map(|&(kind, column)| (kind, self.names.cell(kind, column.get(from)))).collect();
        let names = self.names.read(names.into_iter());
        self.names.weigh(&statistics.names);
        let mut home = self.places.read(cells.places.iter().map(|(kind, column)| (*kind, column.get(from))));
        statistics.places.weigh(&self.places, &mut home);
        let birth = self.days.day(source, cells.birth, from);
        let number = Number::read(cell(cells.number, from), cell(cells.status, from));
        let is_made_up = statistics.made_up.get(number_key(number.digits())).is_some();
        let phone = self.read_phones(&statistics.phones, cells, from);
        let read = Read {
            names,
            birth,
            number: if is_made_up { Number::default() } else { number },
            shift: statistics.shifts.shift(&self.names, names, birth),
            phone,
            email: self.emails.read_known(&statistics.emails, filled(&cells.emails, from)),
            sex: sex(cell(cells.sex, from)),
        };
        put(&mut self.rows, place, Row::new(&self.names, &self.days, read, &home));
        put(&mut self.place_of, place, home);
        let point = Point::read(cells.points.iter().map(|(kind, column)| (*kind, column.get(from))));
        self.points.put(place, point);
        put(&mut self.phone_of, place, read.phone);
        put(&mut self.email_of, place, read.email);
        let columns = cells.texts.iter().zip(&cells.statuses);
        for ((texts, known), (column, status)) in self.texts.iter_mut().zip(&statistics.texts).zip(columns) {
            texts.put(known, place, source, (cell(*column, from), status.map(|status| cell(status, from))));
        }
    }
}

impl Records {
    /// Reads telephone numbers, and tells how common they are.
    fn read_phones(&mut self, statistics: &ValueStatistics, cells: &Cells<'_>, from: u32) -> Held {
        let mut numbers = Vec::new();
        let held = read_phones(&mut self.phones, &mut numbers, &cells.phones, from);
        numbers.iter().for_each(|&number| self.phones.weigh(statistics, number, number_key(number)));
        held
    }
}

/// Puts a value at a place, the next one or one that is there.
pub(super) fn put<T: Clone + Default>(values: &mut Vec<T>, place: u32, value: T) {
    let place = place as usize;
    if place >= values.len() {
        values.resize(place + 1, T::default());
    }
    if let Some(known) = values.get_mut(place) {
        *known = value;
    }
}
