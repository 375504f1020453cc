//! The rows in standard form, in canonical order: what blocking and comparison read.

mod company;
mod days;
mod names;
mod places;
mod row_names;
mod texts;
mod values;
mod words;

use rayon::join;

pub(crate) use company::Company;
pub(crate) use days::Days;
pub(crate) use names::{FamilyValue, GivenValue, Names};
pub(crate) use places::{PlaceValue, Places, Spot};
pub(crate) use texts::Texts;
pub(crate) use values::{Number, Values};

use crate::fault::LinkFault;
use crate::specification::{ColumnKind, Specification};
use crate::standardise::{email, phone};
use crate::table::{Column, Table, VALUE_SEPARATOR};

/// An e-mail address on no more rows than this may be one person's own; one on more is an office's.
const OWN_EMAIL: u64 = 12;

/// Every row of a table in standard form. Rows are numbered by their place in [`Records::order`].
pub(crate) struct Records {
    /// The row of the table at each place.
    pub(crate) order: Vec<u32>,
    pub(crate) names: Names,
    pub(crate) births: Days,
    pub(crate) company: Company,
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
        let ((names, places), (births, phones)) = join(
            || join(|| Names::new(&input), || Places::new(&input)),
            || join(|| births(&input), || values(&input, ColumnKind::Phone, 0, phone)),
        );
        let numbers = values::numbers(&input, &births);
        let company = Company::new(&names, &births);
        let emails = values(&input, ColumnKind::Email, OWN_EMAIL, email);
        let sexes = sexes(&input);
        let mut texts = Vec::new();
        for comparison in specification.comparisons.iter() {
            if let Some(name) = &comparison.column {
                let column = table.column(name).ok_or_else(|| LinkFault::UnknownColumn(name.clone()))?;
                texts.push(Texts::new(name, comparison.kind, column, &order));
            }
        }
        Ok(Self { order, names, births, company, sexes, numbers, places, phones, emails, texts })
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

fn births(input: &Input<'_>) -> Days {
    match input.columns(ColumnKind::BirthDate).first() {
        Some(column) => Days::new(column, input.order),
        None => Days::none(input.order.len()),
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

fn values(input: &Input<'_>, kind: ColumnKind, ordinary: u64, read: fn(&str) -> Option<String>) -> Values {
    let columns = input.columns(kind);
    let of_row = |&row: &u32| {
        let cells = columns.iter().map(move |column| column.text_of_row(row));
        cells.flat_map(|cell| cell.split(VALUE_SEPARATOR)).filter_map(read).collect()
    };
    Values::new(input.order.iter().map(of_row), ordinary)
}
