//! The rows in standard form, in canonical order: what blocking and comparison read.

mod cell_names;
mod cells;
mod company;
mod days;
mod emails;
mod growing;
mod kinship;
mod mark;
mod names;
mod numbers;
mod places;
mod points;
mod postcodes;
mod row;
mod separated;
mod statistics;
mod tally;
mod text_column;
mod values;
mod word_lists;
mod words;

use rayon::join;
use rayon::prelude::*;

pub(crate) use cells::Cells;
pub(crate) use company::Company;
pub(crate) use days::Days;
pub(crate) use emails::Emails;
pub(crate) use mark::Mark;
pub(crate) use names::{FamilyName, GivenNames, NameCodes, Names, may_be_exchanged};
pub(crate) use numbers::Number;
pub(crate) use places::{Place, Places, Spot};
pub(crate) use points::Points;
pub(crate) use postcodes::PostcodeCode;
pub(crate) use row::{Line, Row};
pub(crate) use separated::separated;
pub(crate) use statistics::Statistics;
pub(crate) use text_column::TextColumn;
pub(crate) use values::{Held, Values};
pub(crate) use words::Word;

use crate::fault::LinkFault;
use crate::frequencies::{self, Frequencies};
use crate::specification::{ColumnKind, ComparisonKind, ComparisonSpecification, Specification};
use crate::standardise::{Day, phone};
use crate::table::{Table, VALUE_SEPARATOR};
use crate::texts::{Reading, Texts};
use cells::{cell, filled};
use growing::put;
use places::PlaceCounts;
use points::Point;
use row::Read;

/// An e-mail address on no more rows than this may be one person's own; one on more is an office's.
const OWN_EMAIL: u64 = 12;

/// Every row of a table in standard form. Rows are numbered by their place in [`Records::order`].
pub(crate) struct Records {
    /// The row of the table at each place.
    pub(crate) order: Vec<u32>,
    pub(crate) rows: Vec<Row>,
    none: Row,
    pub(crate) names: Names,
    pub(crate) days: Days,
    pub(crate) places: Places,
    /// The whole place of each row.
    pub(crate) place_of: Vec<Place>,
    /// Where it is, where columns tell.
    pub(crate) points: Points,
    pub(crate) phones: Values,
    pub(crate) phone_of: Vec<Held>,
    pub(crate) emails: Emails,
    pub(crate) email_of: Vec<Held>,
    /// NHS numbers that were made up, ascending.
    made_up: Vec<u64>,
    /// Columns that are compared on their own.
    pub(crate) texts: Vec<TextColumn>,
}

impl Records {
    /// Brings a table to standard form; gives back beside it how common names are in the company that they keep.
    /// Of values of which `frequencies` tell how common they are, these count.
    pub(crate) fn standardise(
        specification: &Specification,
        table: &Table,
        frequencies: &[Frequencies],
    ) -> Result<(Self, Company), LinkFault> {
        frequencies::check(specification, frequencies)?;
        let of_kind = |kind| frequencies::of_kind(specification, frequencies, kind);
        let of_names = [ComparisonKind::GivenNames, ComparisonKind::FamilyName].map(of_kind);
        let separated = separated(specification, table);
        let cells = Cells::new(specification, table, &separated)?;
        let order = table.canonical_order();
        let input = Input { cells, order: &order, sources: table.source_codes() };
        // So paired, the two halves take about as long.
        let (((names, codes), (mut days, births)), ((places, place_of), others)) = join(
            || join(|| names(&input, of_names), || days(&input)),
            || join(|| places(&input), || Others::read(&input)),
        );
        let mut numbers = numbers(&input);
        let made_up = numbers::drop_made_up(&mut numbers, &births);
        let company = Company::new(&names, &codes, &births);
        let mut texts = texts(specification, frequencies, &input);
        let named = std::iter::once(&mut days).chain(texts.iter_mut().map(|texts| &mut texts.days));
        named.for_each(|days| days.name_sources(table));
        let row = |place: usize| {
            let names_of = codes.get(place).copied().unwrap_or_default();
            let birth = births.get(place).copied().unwrap_or_default();
            let read = Read {
                names: names_of,
                birth,
                number: numbers.get(place).copied().unwrap_or_default(),
                shift: company.shift(&names, names_of, birth),
                phone: others.phone_of.get(place).copied().unwrap_or_default(),
                email: others.email_of.get(place).copied().unwrap_or_default(),
                sex: others.sexes.get(place).copied().unwrap_or(0),
            };
            Row::new(&names, &days, read, place_of.get(place).unwrap_or(&Place::default()))
        };
        let points = points(&input);
        let rows = (0..order.len()).into_par_iter().map(row).collect();
        let Others { phones, phone_of, emails, email_of, .. } = others;
        let records = Self {
            order,
            rows,
            none: Row::default(),
            names,
            days,
            places,
            place_of,
            points,
            phones,
            phone_of,
            emails,
            email_of,
            made_up,
            texts,
        };
        Ok((records, company))
    }

    pub(crate) const fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn row(&self, row: u32) -> &Row {
        self.rows.get(row as usize).unwrap_or(&self.none)
    }

    /// A row with the words of its names.
    pub(crate) fn line(&self, place: u32) -> Line {
        let mut line = Line::of(place, *self.row(place));
        self.complete(&mut line);
        line
    }

    /// The lines of some rows: all rows first, which lie far apart, so that the processor waits for many at a time.
    pub(crate) fn lines(&self, places: &[u32], lines: &mut Vec<Line>) {
        lines.clear();
        lines.extend(places.iter().map(|&place| Line::of(place, *self.row(place))));
        lines.iter_mut().for_each(|line| self.complete(line));
    }

    /// Gathers what is compared of a row beyond its line.
    fn complete(&self, line: &mut Line) {
        let first = line.row.given_names(&self.names).words.first().copied().unwrap_or(0);
        line.first = *self.names.words.get(first);
        line.family = *self.names.words.get(line.row.family);
        let held = |of_row: &[Held]| of_row.get(line.place as usize).copied().unwrap_or(Held::NOTHING);
        if !line.row.phone.is_none() {
            line.phone = held(&self.phone_of);
        }
        if !line.row.email.is_none() {
            line.email = held(&self.email_of);
        }
    }
}

/// A table with its canonical order.
struct Input<'a> {
    cells: Cells<'a>,
    order: &'a [u32],
    /// For each row of the table its source.
    sources: &'a [u32],
}

fn names(input: &Input<'_>, supplied: [Option<&Frequencies>; 2]) -> (Names, Vec<NameCodes>) {
    let mut names = Names::default();
    let mut columns: Vec<(ColumnKind, Reading<'_, u32>)> =
        input.cells.names.iter().map(|&(kind, column)| (kind, Reading::of(column))).collect();
    let mut cells: Vec<(ColumnKind, u32)> = Vec::new();
    let read = |&row: &u32| {
        cells.clear();
        for (kind, column) in &mut columns {
            cells.push((*kind, column.get(row, |text| names.cell(*kind, text))));
        }
        names.read(cells.iter().copied())
    };
    let codes: Vec<NameCodes> = input.order.iter().map(read).collect();
    let supplied = names.supplied(supplied);
    names.forget_cells();
    names.count(&codes, &supplied);
    (names, codes)
}

fn places(input: &Input<'_>) -> (Places, Vec<Place>) {
    let columns = &input.cells.places;
    let mut places = Places::default();
    if columns.is_empty() {
        return (places, vec![Place::default(); input.order.len()]);
    }
    let read = |&row: &u32| places.read(columns.iter().map(|(kind, column)| (*kind, column.get(row))));
    let mut place_of: Vec<Place> = input.order.iter().map(read).collect();
    let counts = PlaceCounts::new(&place_of);
    place_of.par_iter_mut().for_each(|place| counts.weigh(place));
    (places, place_of)
}

fn points(input: &Input<'_>) -> Points {
    let columns = &input.cells.points;
    if columns.is_empty() {
        return Points::default();
    }
    let read = |&row: &u32| Point::read(columns.iter().map(|(kind, column)| (*kind, column.get(row))));
    Points::new(input.order.par_iter().map(read).collect())
}

/// What is read of each row beside names, places and dates.
struct Others {
    sexes: Vec<u8>,
    phones: Values,
    phone_of: Vec<Held>,
    emails: Emails,
    email_of: Vec<Held>,
}

impl Others {
    fn read(input: &Input<'_>) -> Self {
        let (phones, phone_of) = phones(input);
        let (emails, email_of) = emails(input);
        let mut of_row = input.cells.sex.map(Reading::of);
        let sex_of = |&row: &u32| of_row.as_mut().map_or(0, |column| column.get(row, sex));
        let sexes = input.order.iter().map(sex_of).collect();
        Self { sexes, phones, phone_of, emails, email_of }
    }
}

fn days(input: &Input<'_>) -> (Days, Vec<Day>) {
    let columns = input.cells.birth;
    if columns.whole.or(columns.parts.first().copied().flatten()).is_none() {
        return (Days::default(), vec![Day::default(); input.order.len()]);
    }
    Days::read(columns, input.order, input.sources)
}

fn numbers(input: &Input<'_>) -> Vec<Number> {
    let Cells { number, status, .. } = input.cells;
    input.order.par_iter().map(|&row| Number::read(cell(number, row), cell(status, row))).collect()
}

fn sex(text: &str) -> u8 {
    let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is(&["f", "female", "2", "woman", "benyw", "girl"]) {
        return 1;
    }
    u8::from(is(&["m", "male", "1", "man", "gwryw", "boy"])) * 2
}

fn emails(input: &Input<'_>) -> (Emails, Vec<Held>) {
    let mut emails = Emails::default();
    let held: Vec<Held> = input.order.iter().map(|&row| emails.read(filled(&input.cells.emails, row))).collect();
    emails.values.count(&held, OWN_EMAIL);
    (emails, held)
}

fn phones(input: &Input<'_>) -> (Values, Vec<Held>) {
    let mut values = Values::default();
    let mut of_row: Vec<u64> = Vec::new();
    let read = |&row: &u32| read_phones(&mut values, &mut of_row, &input.cells.phones, row);
    let held: Vec<Held> = input.order.iter().map(read).collect();
    values.count(&held, 0);
    (values, held)
}

/// Reads the telephone numbers of a row; `of_row` is kept to be used again.
fn read_phones(values: &mut Values, of_row: &mut Vec<u64>, columns: &[&Texts], row: u32) -> Held {
    of_row.clear();
    of_row.extend(filled(columns, row).flat_map(|cell| cell.split(VALUE_SEPARATOR)).filter_map(phone));
    values.hold(of_row)
}

fn texts(specification: &Specification, frequencies: &[Frequencies], input: &Input<'_>) -> Vec<TextColumn> {
    let columns = input.cells.texts.iter().zip(&input.cells.statuses);
    let read =
        |(comparison, (column, status)): (&ComparisonSpecification, (&Option<&Texts>, &Option<Option<&Texts>>))| {
            let supplied = frequencies::of_comparison(&comparison.name, frequencies);
            let columns = ((*column)?, status.flatten());
            Some(TextColumn::new((specification, comparison), columns, (input.order, input.sources), supplied))
        };
    text_comparisons(specification).zip(columns).filter_map(read).collect()
}

/// The comparisons that compare one column.
fn text_comparisons(specification: &Specification) -> impl Iterator<Item = &ComparisonSpecification> {
    specification.comparisons.iter().filter(|comparison| comparison.column.is_some())
}
