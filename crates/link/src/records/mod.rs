//! The rows in standard form, in canonical order: what blocking and comparison read.

mod cell_names;
mod company;
mod days;
mod emails;
mod kinship;
mod names;
mod numbers;
mod places;
mod postcodes;
mod row;
mod separated;
mod text_column;
mod values;
mod word_lists;
mod words;

use std::collections::BTreeMap;

use rayon::join;
use rayon::prelude::*;

pub(crate) use company::Company;
use days::DateColumns;
pub(crate) use days::Days;
pub(crate) use emails::Emails;
pub(crate) use names::{FamilyName, GivenNames, NameCodes, Names, may_be_exchanged};
pub(crate) use numbers::Number;
pub(crate) use places::{Place, Places, Spot};
pub(crate) use row::{Line, Marks, PlaceLine, Row};
pub(crate) use text_column::TextColumn;
pub(crate) use values::{Held, Tag, Values};
pub(crate) use words::Word;

use crate::fault::LinkFault;
use crate::specification::{ColumnKind, Specification};
use crate::standardise::{Day, phone};
use crate::table::{Table, VALUE_SEPARATOR};
use crate::texts::Texts;
use names::NAME_KINDS;
use places::{PLACE_KINDS, PlaceCounts};
use row::Octaves;
use separated::separated;

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
    pub(crate) phones: Values,
    pub(crate) phone_of: Vec<Held>,
    pub(crate) emails: Emails,
    pub(crate) email_of: Vec<Held>,
    /// Columns that are compared on their own.
    pub(crate) texts: Vec<TextColumn>,
}

impl Records {
    /// Brings a table to standard form.
    pub(crate) fn standardise(specification: &Specification, table: &Table) -> Result<Self, LinkFault> {
        for column in &specification.columns {
            if table.column(&column.name).is_none() {
                return Err(LinkFault::UnknownColumn(column.name.clone()));
            }
        }
        let order = table.canonical_order();
        let separated = separated(specification, table);
        let input = Input { specification, table, separated: &separated, order: &order };
        let (((names, codes), (places, place_of)), others) =
            join(|| join(|| names(&input), || places(&input)), || Others::read(&input));
        let (days, births) = days(&input);
        let mut numbers = numbers(&input);
        numbers::drop_made_up(&mut numbers, &births);
        let company = Company::new(&names, &codes, &births);
        let texts = texts(&input)?;
        let row = |place: usize| {
            let names_of = codes.get(place).copied().unwrap_or_default();
            let birth = births.get(place).copied().unwrap_or_default();
            let GivenNames { words, others: other_given } = names.given(names_of.given);
            let given = |place: usize| words.get(place).copied().unwrap_or(0);
            let family = names.family(names_of.family);
            let place_of = place_of.get(place);
            let word = |word: u32| names.words.get(word);
            Row {
                number: numbers.get(place).copied().unwrap_or_default(),
                phone: others.phone_of.get(place).map_or(Tag::default(), |held| held.tag()),
                email: others.email_of.get(place).map_or(Tag::default(), |held| held.tag()),
                names: names_of,
                given: [given(0), given(1)],
                family: family.whole,
                signature: names.signature(names_of),
                birth,
                shift: company.shift(&names, names_of, birth),
                octaves: Octaves {
                    given: names.given_octave(names_of.given),
                    first: word(given(0)).as_given.octave,
                    family: word(family.whole).as_family.octave,
                    birth: days.octave(birth),
                },
                marks: Marks::new(
                    others.sexes.get(place).copied().unwrap_or(0),
                    words.len() <= 2 && other_given.is_empty(),
                    family.parts.len() <= 1 && family.others.is_empty(),
                    place_of.is_some_and(Place::has_former),
                ),
                place: place_of.map(PlaceLine::new).unwrap_or_default(),
            }
        };
        let rows = (0..order.len()).into_par_iter().map(row).collect();
        let Others { phones, phone_of, emails, email_of, .. } = others;
        Ok(Self {
            order,
            rows,
            none: Row::default(),
            names,
            days,
            places,
            place_of,
            phones,
            phone_of,
            emails,
            email_of,
            texts,
        })
    }

    pub(crate) const fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn row(&self, row: u32) -> &Row {
        self.rows.get(row as usize).unwrap_or(&self.none)
    }

    /// A row with the words of its names.
    pub(crate) fn line(&self, place: u32) -> Line {
        let row = *self.row(place);
        let first = row.given_names(&self.names).words.first().copied().unwrap_or(0);
        let held = |of_row: &[Held], tag: Tag| {
            if tag.is_none() { Held::NOTHING } else { of_row.get(place as usize).copied().unwrap_or(Held::NOTHING) }
        };
        Line {
            place,
            row,
            first: *self.names.words.get(first),
            family: *self.names.words.get(row.family),
            phone: held(&self.phone_of, row.phone),
            email: held(&self.email_of, row.email),
        }
    }
}

/// A table with its canonical order.
struct Input<'a> {
    specification: &'a Specification,
    table: &'a Table,
    /// The columns of several values a cell, their values told apart.
    separated: &'a BTreeMap<&'a str, Texts>,
    order: &'a [u32],
}

impl<'a> Input<'a> {
    /// The columns of a kind.
    fn columns(&self, kind: ColumnKind) -> Vec<&'a Texts> {
        self.specification.columns_of(kind).filter_map(|name| self.column(name)).collect()
    }

    fn column(&self, name: &str) -> Option<&'a Texts> {
        self.separated.get(name).or_else(|| self.table.column(name))
    }

    /// The columns of several kinds, in the order of the kinds.
    fn columns_of_kinds(&self, kinds: &[ColumnKind]) -> Vec<(ColumnKind, &'a Texts)> {
        kinds.iter().flat_map(|&kind| self.columns(kind).into_iter().map(move |column| (kind, column))).collect()
    }
}

fn names(input: &Input<'_>) -> (Names, Vec<NameCodes>) {
    let columns = input.columns_of_kinds(NAME_KINDS);
    let mut names = Names::default();
    let read = |&row: &u32| names.read(columns.iter().map(|(kind, column)| (*kind, column.get(row))));
    let codes: Vec<NameCodes> = input.order.iter().map(read).collect();
    names.count(&codes);
    (names, codes)
}

fn places(input: &Input<'_>) -> (Places, Vec<Place>) {
    let columns = input.columns_of_kinds(PLACE_KINDS);
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
        let (phones, phone_of) = values(input, ColumnKind::Phone, 0, phone);
        let (emails, email_of) = emails(input);
        Self { sexes: sexes(input), phones, phone_of, emails, email_of }
    }
}

fn days(input: &Input<'_>) -> (Days, Vec<Day>) {
    let first = |kind| input.columns(kind).first().copied();
    let parts = [ColumnKind::BirthYear, ColumnKind::BirthMonth, ColumnKind::BirthDay].map(first);
    let columns = DateColumns { whole: first(ColumnKind::BirthDate), parts };
    if columns.whole.or(parts[0]).is_none() {
        return (Days::default(), vec![Day::default(); input.order.len()]);
    }
    Days::read(columns, input.order, input.table.source_codes())
}

fn numbers(input: &Input<'_>) -> Vec<Number> {
    let Some(&column) = input.columns(ColumnKind::NhsNumber).first() else {
        return vec![Number::default(); input.order.len()];
    };
    let status = input.columns(ColumnKind::NhsNumberStatus).first().copied();
    let read = |&row: &u32| Number::read(column.get(row), status.map_or("", |status| status.get(row)));
    input.order.par_iter().map(read).collect()
}

fn sexes(input: &Input<'_>) -> Vec<u8> {
    match input.columns(ColumnKind::Sex).first() {
        Some(column) => input.order.iter().map(|&row| sex(column.get(row))).collect(),
        None => vec![0; input.order.len()],
    }
}

fn sex(text: &str) -> u8 {
    let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is(&["f", "female", "2", "woman", "benyw", "girl"]) {
        return 1;
    }
    u8::from(is(&["m", "male", "1", "man", "gwryw", "boy"])) * 2
}

fn emails(input: &Input<'_>) -> (Emails, Vec<Held>) {
    let columns = input.columns(ColumnKind::Email);
    let mut emails = Emails::default();
    let cells = |row: u32| columns.iter().map(move |column| column.get(row)).filter(|cell| !cell.is_empty());
    let held: Vec<Held> = input.order.iter().map(|&row| emails.read(cells(row))).collect();
    emails.values.count(&held, OWN_EMAIL);
    (emails, held)
}

fn values(
    input: &Input<'_>,
    kind: ColumnKind,
    ordinary: u64,
    read: impl Fn(&str) -> Option<u64>,
) -> (Values, Vec<Held>) {
    let columns = input.columns(kind);
    let mut values = Values::default();
    let mut of_row: Vec<u64> = Vec::new();
    let mut held = Vec::with_capacity(input.order.len());
    for &row in input.order {
        of_row.clear();
        for cell in columns.iter().map(|column| column.get(row)).filter(|cell| !cell.is_empty()) {
            of_row.extend(cell.split(VALUE_SEPARATOR).filter_map(&read));
        }
        held.push(values.hold(&mut of_row));
    }
    values.count(&held, ordinary);
    (values, held)
}

fn texts(input: &Input<'_>) -> Result<Vec<TextColumn>, LinkFault> {
    let named = input
        .specification
        .comparisons
        .iter()
        .filter_map(|comparison| Some((comparison.kind, comparison.column.as_ref()?)));
    named
        .map(|(kind, name)| {
            let column = input.column(name).ok_or_else(|| LinkFault::UnknownColumn(name.clone()))?;
            Ok(TextColumn::new(name, kind, column, input.order, input.table.source_codes()))
        })
        .collect()
}
