//! The rows in standard form, in canonical order: what blocking and comparison read.

mod names;
mod places;
mod texts;
mod values;

use rayon::join;

pub(crate) use names::{FamilyValue, GivenValue, Names};
pub(crate) use places::{PlaceValue, Places, Spot};
pub(crate) use texts::Texts;
pub(crate) use values::{Number, Values};

use crate::fault::LinkFault;
use crate::specification::{ColumnKind, Specification};
use crate::standardise::{Day, day_order, email, parse_date, phone};
use crate::table::{Column, Table, VALUE_SEPARATOR};

/// Every row of a table in standard form. Rows are numbered by their place in [`Records::order`].
pub(crate) struct Records {
    /// The row of the table at each place.
    pub(crate) order: Vec<u32>,
    pub(crate) names: Names,
    pub(crate) births: Vec<Day>,
    /// 1 female, 2 male, 0 anything else.
    pub(crate) sexes: Vec<u8>,
    pub(crate) numbers: Vec<Number>,
    pub(crate) places: Places,
    pub(crate) phones: Values,
    pub(crate) emails: Values,
    /// Columns that are compared on their own.
    pub(crate) texts: Vec<Texts>,
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
        let input = Input { specification, table, order: &order };
        let ((names, places), (births, (numbers, phones))) = join(
            || join(|| Names::new(&input), || Places::new(&input)),
            || {
                join(
                    || births(&input),
                    || join(|| values::numbers(&input), || values(&input, ColumnKind::Phone, phone)),
                )
            },
        );
        let emails = values(&input, ColumnKind::Email, email);
        let sexes = sexes(&input);
        let mut texts = Vec::new();
        for comparison in specification.comparisons.iter() {
            if let Some(name) = &comparison.column {
                let column = table.column(name).ok_or_else(|| LinkFault::UnknownColumn(name.clone()))?;
                texts.push(Texts::new(name, comparison.kind, column, &order));
            }
        }
        Ok(Self { order, names, births, sexes, numbers, places, phones, emails, texts })
    }

    pub(crate) fn len(&self) -> usize {
        self.order.len()
    }
}

/// A table with its canonical order.
pub(crate) struct Input<'a> {
    pub(crate) specification: &'a Specification,
    pub(crate) table: &'a Table,
    pub(crate) order: &'a [u32],
}

impl<'a> Input<'a> {
    /// The columns of a kind.
    pub(crate) fn columns(&self, kind: ColumnKind) -> Vec<&'a Column> {
        self.specification.columns_of(kind).filter_map(|name| self.table.column(name)).collect()
    }
}

/// Something for each row, worked out once for each distinct cell of a column.
pub(crate) fn by_distinct<T: Clone + Default>(column: &Column, order: &[u32], read: impl Fn(&str) -> T) -> Vec<T> {
    let distinct: Vec<T> = column.distinct().texts().map(read).collect();
    order.iter().map(|&row| distinct.get(column.code(row) as usize).cloned().unwrap_or_default()).collect()
}

/// Dates of a column; unknown ones are the default.
pub(crate) fn dates(column: &Column, order: &[u32]) -> Vec<Day> {
    let day_order = day_order(column.distinct().texts());
    by_distinct(column, order, |text| parse_date(text, day_order).unwrap_or_default())
}

fn births(input: &Input<'_>) -> Vec<Day> {
    match input.columns(ColumnKind::BirthDate).first() {
        Some(column) => dates(column, input.order),
        None => vec![Day::default(); input.order.len()],
    }
}

fn sexes(input: &Input<'_>) -> Vec<u8> {
    let read = |text: &str| match text.to_ascii_lowercase().as_str() {
        "f" | "female" | "2" | "woman" | "benyw" | "girl" => 1,
        "m" | "male" | "1" | "man" | "gwryw" | "boy" => 2,
        _ => 0,
    };
    match input.columns(ColumnKind::Sex).first() {
        Some(column) => by_distinct(column, input.order, read),
        None => vec![0; input.order.len()],
    }
}

fn values(input: &Input<'_>, kind: ColumnKind, read: fn(&str) -> Option<String>) -> Values {
    let columns = input.columns(kind);
    Values::new(input.order.iter().map(|&row| {
        let cells = columns.iter().map(move |column| column.text_of_row(row));
        cells.flat_map(|cell| cell.split(VALUE_SEPARATOR)).filter_map(read).collect()
    }))
}
