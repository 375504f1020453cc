//! The columns of a table by what is read from them.

use std::collections::BTreeMap;

use super::days::DateColumns;
use super::names::NAME_KINDS;
use super::places::PLACE_KINDS;
use super::points::POINT_KINDS;
use crate::fault::LinkFault;
use crate::specification::{ColumnKind, Specification};
use crate::table::Table;
use crate::texts::Texts;

/// The columns that a specification reads.
pub(crate) struct Cells<'a> {
    pub(crate) names: Vec<(ColumnKind, &'a Texts)>,
    pub(crate) places: Vec<(ColumnKind, &'a Texts)>,
    /// Coordinates of the place.
    pub(crate) points: Vec<(ColumnKind, &'a Texts)>,
    pub(crate) birth: DateColumns<'a>,
    pub(crate) number: Option<&'a Texts>,
    pub(crate) status: Option<&'a Texts>,
    pub(crate) sex: Option<&'a Texts>,
    pub(crate) phones: Vec<&'a Texts>,
    pub(crate) emails: Vec<&'a Texts>,
    /// Those that are compared on their own, in the order of their comparisons; none where a record lacks one.
    pub(crate) texts: Vec<Option<&'a Texts>>,
    /// For each of those the column of its status, where it has one: none within where a record lacks that.
    pub(crate) statuses: Vec<Option<Option<&'a Texts>>>,
}

impl<'a> Cells<'a> {
    /// The columns of a table that has all of them.
    ///
    /// # Errors
    /// [`LinkFault::UnknownColumn`] for one that the specification names and the table has not.
    pub(crate) fn new(
        specification: &Specification,
        table: &'a Table,
        separated: &'a BTreeMap<String, Texts>,
    ) -> Result<Self, LinkFault> {
        let named = specification.columns.iter().map(|column| &column.name).chain(text_columns(specification));
        match named.into_iter().find(|name| table.column(name).is_none()) {
            Some(name) => Err(LinkFault::UnknownColumn(name.clone())),
            None => Ok(Self::of_some(specification, table, separated)),
        }
    }

    /// The same of a table that may lack some: what it lacks is empty in every row.
    pub(crate) fn of_some(
        specification: &Specification,
        table: &'a Table,
        separated: &'a BTreeMap<String, Texts>,
    ) -> Self {
        let column = |name: &str| separated.get(name).or_else(|| table.column(name));
        let of = |kind: ColumnKind| specification.columns_of(kind).filter_map(column);
        let first = |kind: ColumnKind| of(kind).next();
        let of_kinds =
            |kinds: &[ColumnKind]| kinds.iter().flat_map(|&kind| of(kind).map(move |column| (kind, column))).collect();
        Self {
            names: of_kinds(NAME_KINDS),
            places: of_kinds(PLACE_KINDS),
            points: of_kinds(POINT_KINDS),
            birth: DateColumns {
                whole: first(ColumnKind::BirthDate),
                parts: [ColumnKind::BirthYear, ColumnKind::BirthMonth, ColumnKind::BirthDay].map(first),
            },
            number: of(ColumnKind::NhsNumber).next(),
            status: of(ColumnKind::NhsNumberStatus).next(),
            sex: of(ColumnKind::Sex).next(),
            phones: of(ColumnKind::Phone).collect(),
            emails: of(ColumnKind::Email).collect(),
            texts: text_columns(specification).map(|name| column(name)).collect(),
            statuses: statuses(specification).map(|name| name.map(|name| column(name))).collect(),
        }
    }
}

/// The columns of comparisons that compare one.
fn text_columns(specification: &Specification) -> impl Iterator<Item = &String> {
    specification.comparisons.iter().filter_map(|comparison| comparison.column.as_ref())
}

/// For each of them the column of its status, where that is compared.
fn statuses(specification: &Specification) -> impl Iterator<Item = Option<&String>> {
    let comparisons = specification.comparisons.iter().filter(|comparison| comparison.column.is_some());
    comparisons.map(|comparison| {
        let identifier = specification.identifier_of(comparison).filter(|_| comparison.verified);
        identifier.and_then(|column| column.status.as_ref())
    })
}

/// What a column holds in a row; nothing where there is no such column.
pub(crate) fn cell(column: Option<&Texts>, row: u32) -> &str {
    column.map_or("", |column| column.get(row))
}

/// What some columns hold in a row, where it is not empty.
pub(crate) fn filled<'a>(columns: &[&'a Texts], row: u32) -> impl Iterator<Item = &'a str> {
    columns.iter().map(move |column| column.get(row)).filter(|cell| !cell.is_empty())
}
