//! Dates of each row.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::pattern::octave_of;
use crate::standardise::{Day, DayOrder, date_from_parts, order_of, order_told, parse_date};
use crate::table::Table;
use crate::texts::{Reading, Texts};

/// A date that so many times more rows hold than the average one is one that people are given, not born on: the first of
/// January, the day of an office's change of systems.
const HEAPED: u64 = 8;

/// One row in so many may have a year after the newest one: typing errors.
const STRAYS: u64 = 200;

/// How a column writes dates, and what its dates are like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Days {
    order: DayOrder,
    /// The order of each source that tells, by its number in the table.
    #[serde(skip)]
    of_source: BTreeMap<u32, DayOrder>,
    /// The same by its name.
    of_name: BTreeMap<String, DayOrder>,
    /// For each date that far more rows hold than others how common it is, by [`Day::packed`].
    heaped: Vec<(Day, u8)>,
    newest_year: u16,
    /// Pairs of rows of one date, of the youngest and older, and pairs of rows with a date at all.
    pairs: Pairs,
}

/// Years before the newest after which a date counts as older.
pub(crate) const GROWN: u16 = 30;

/// Pairs of rows of one date, of the youngest and older, and pairs of rows with a date at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pairs {
    pub(crate) young: u64,
    pub(crate) grown: u64,
    pub(crate) all: u64,
}

impl Default for Days {
    fn default() -> Self {
        Self {
            order: DayOrder::DayFirst,
            of_source: BTreeMap::new(),
            of_name: BTreeMap::new(),
            heaped: Vec::new(),
            newest_year: 0,
            pairs: Pairs::default(),
        }
    }
}

/// The columns that tell one date: the whole of it, and its year, month and day.
#[derive(Clone, Copy, Default)]
pub(crate) struct DateColumns<'a> {
    pub(crate) whole: Option<&'a Texts>,
    pub(crate) parts: [Option<&'a Texts>; 3],
}

impl Days {
    /// Reads dates in the order of rows, of which each has a source. The parts are read where there is no whole date.
    pub(crate) fn read(columns: DateColumns<'_>, order: &[u32], sources: &[u32]) -> (Self, Vec<Day>) {
        let of_source = columns.whole.map(|whole| orders(whole, sources)).unwrap_or_default();
        let mut days = Self { order: usual(&of_source), ..Self::default() };
        let mut wholes = columns.whole.map(|whole| DayOrder::ALL.map(|order| (order, Reading::of(whole))));
        let read = |&row: &u32| {
            let source = sources.get(row as usize).copied().unwrap_or(0);
            let order = of_source.get(&source).copied().flatten().unwrap_or(days.order);
            let mut of_orders = wholes.iter_mut().flatten();
            let whole = of_orders.find(|(known, _)| *known == order);
            let whole = whole.and_then(|(_, column)| column.get(row, |text| parse(text, order)));
            whole.or_else(|| columns.of_parts(row)).unwrap_or_default()
        };
        let read: Vec<Day> = order.iter().map(read).collect();
        days.of_source = of_source.iter().filter_map(|(&source, &order)| Some((source, order?))).collect();
        days.count(&read);
        (days, read)
    }

    /// Tells the sources of a table by their names.
    pub(crate) fn name_sources(&mut self, table: &Table) {
        let name = |source: u32| {
            let row =
                table.source_codes().iter().position(|&code| code == source).and_then(|row| u32::try_from(row).ok());
            row.map_or("", |row| table.source(row)).to_owned()
        };
        self.of_name = self.of_source.iter().map(|(&source, &order)| (name(source), order)).collect();
    }

    /// Reads one date of a source.
    pub(crate) fn day_of(&self, source: &str, text: &str) -> Option<Day> {
        parse(text, self.of_name.get(source).copied().unwrap_or(self.order))
    }

    /// Reads the date of a row of a source from its columns; the default where there is none.
    pub(crate) fn day(&self, source: &str, columns: DateColumns<'_>, row: u32) -> Day {
        let whole = columns.whole.map_or("", |column| column.get(row));
        self.day_of(source, whole).or_else(|| columns.of_parts(row)).unwrap_or_default()
    }

    fn count(&mut self, days: &[Day]) {
        let mut holders: Vec<u32> = vec![0; Day::PACKED_END as usize];
        let mut years: Vec<u32> = vec![0; usize::from(u16::MAX) + 1];
        for day in days {
            if let Some(held) = holders.get_mut(day.packed() as usize).filter(|_| day.is_whole()) {
                *held += 1;
            }
            if let Some(held) = years.get_mut(usize::from(day.year)).filter(|_| day.year > 0) {
                *held += 1;
            }
        }
        let rows: u64 = holders.iter().map(|&held| u64::from(held)).sum();
        let distinct = holders.iter().filter(|&&held| held > 0).count() as u64;
        let heaped = HEAPED * rows.div_ceil(distinct.max(1));
        for (packed, &held) in (0_u32..).zip(&holders) {
            if u64::from(held) > heaped {
                self.heaped.push((Day::unpacked(packed), octave_of(u64::from(held), rows)));
            }
        }
        let dated: u64 = years.iter().map(|&held| u64::from(held)).sum();
        let mut strays = dated / STRAYS;
        for (year, &held) in (0_u16..=u16::MAX).zip(&years).rev() {
            if held > 0 && u64::from(held) > strays {
                self.newest_year = year;
                break;
            }
            strays = strays.saturating_sub(u64::from(held));
        }
        let mut same = [0_u64; 2];
        for (packed, &held) in (0_u32..).zip(&holders).filter(|(_, held)| **held > 1) {
            let [young, grown] = &mut same;
            let pairs = if self.is_grown(Day::unpacked(packed)) { grown } else { young };
            *pairs += u64::from(held) * u64::from(held - 1);
        }
        let [young, grown] = same.map(|same| same / 2);
        self.pairs = Pairs { young, grown, all: rows * rows.saturating_sub(1) / 2 };
    }

    /// Whether a date is of a generation before the youngest.
    pub(crate) const fn is_grown(&self, day: Day) -> bool {
        day.year.saturating_add(GROWN) <= self.newest_year
    }

    pub(crate) const fn pairs(&self) -> Pairs {
        self.pairs
    }

    /// How common a date is; 0 for one that no more rows hold than others.
    pub(crate) fn octave(&self, day: Day) -> u8 {
        self.heaped
            .binary_search_by_key(&day, |&(day, _)| day)
            .ok()
            .and_then(|place| self.heaped.get(place))
            .map_or(0, |&(_, octave)| octave)
    }
}

impl DateColumns<'_> {
    fn of_parts(&self, row: u32) -> Option<Day> {
        let [year, month, day] = self.parts.map(|column| column.map_or("", |column| column.get(row)));
        if year.is_empty() { None } else { date_from_parts(year, month, day) }
    }
}

fn parse(text: &str, order: DayOrder) -> Option<Day> {
    if text.is_empty() { None } else { parse_date(text, order) }
}

/// In which order each source writes its dates, as far as its values tell.
fn orders(column: &Texts, sources: &[u32]) -> BTreeMap<u32, Option<DayOrder>> {
    let mut told: BTreeMap<u32, [u32; 2]> = BTreeMap::new();
    let mut reading = Reading::of(column);
    for (row, &source) in (0_u32..).zip(sources) {
        let [day_first, month_first] = told.entry(source).or_default();
        match reading.get(row, order_told) {
            Some(DayOrder::DayFirst) => *day_first += 1,
            Some(DayOrder::MonthFirst) => *month_first += 1,
            None => {}
        }
    }
    told.into_iter().map(|(source, told)| (source, order_of(told))).collect()
}

/// The order of a source that does not tell: that of the others where they agree on month first.
fn usual(of_source: &BTreeMap<u32, Option<DayOrder>>) -> DayOrder {
    let mut told = of_source.values().copied().flatten().peekable();
    let is_told = told.peek().is_some();
    if is_told && told.all(|order| order == DayOrder::MonthFirst) { DayOrder::MonthFirst } else { DayOrder::DayFirst }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(texts: impl Iterator<Item = String>) -> Days {
        let mut column = Texts::default();
        texts.for_each(|text| column.push(&text));
        let order: Vec<u32> = (0..u32::try_from(column.iter().count()).unwrap()).collect();
        Days::read(DateColumns { whole: Some(&column), ..DateColumns::default() }, &order, &vec![0; order.len()]).0
    }

    #[test]
    fn a_date_that_many_are_given_is_common_and_others_are_not() {
        let many = |number: usize| {
            if number.is_multiple_of(10) {
                "1980-01-01".to_owned()
            } else {
                format!("19{:02}-03-{:02}", number % 97, 1 + number % 28)
            }
        };
        let days = days((0..5_000).map(many));
        let day = |year, month, day| Day { year, month, day };
        assert_eq!(days.octave(day(1980, 1, 1)), 3);
        assert_eq!(days.octave(day(1920, 3, 8)), 0);
    }

    #[test]
    fn each_source_writes_dates_in_its_own_order() {
        let mut column = Texts::default();
        for text in ["25/12/1980", "03/04/1975", "12/25/1980", "03/04/1975", "03/04/1975"] {
            column.push(text);
        }
        let columns = DateColumns { whole: Some(&column), ..DateColumns::default() };
        let (_, read) = Days::read(columns, &[0, 1, 2, 3, 4], &[0, 0, 1, 1, 2]);
        let months: Vec<u8> = read.iter().map(|day| day.month).collect();
        assert_eq!(months, [12, 4, 12, 3, 4]);
    }

    #[test]
    fn parts_stand_in_for_a_missing_whole_date() {
        let column = |texts: [&str; 3]| {
            let mut column = Texts::default();
            texts.into_iter().for_each(|text| column.push(text));
            column
        };
        let whole = column(["1980-12-25", "", "unknown"]);
        let (year, month) = (column(["1999", "1975", "1975"]), column(["1", "3", ""]));
        let columns = DateColumns { whole: Some(&whole), parts: [Some(&year), Some(&month), None] };
        let (_, read) = Days::read(columns, &[0, 1, 2], &[0, 0, 0]);
        let day = |year, month, day| Day { year, month, day };
        assert_eq!(read, [day(1980, 12, 25), day(1975, 3, 0), day(1975, 0, 0)]);
    }

    #[test]
    fn one_date_in_the_future_is_not_the_newest_year() {
        let days = days((0..1_000).map(|number| {
            if number == 7 { "2199-01-01".to_owned() } else { format!("{}-05-06", 1_930 + number % 80) }
        }));
        assert_eq!(days.newest_year, 2_009);
    }
}
