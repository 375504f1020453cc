//! One row.

use dolen_model::{
    FeedSubject, FieldValue, PartialDate, PersonField, PersonRecord, Problem, Sensitive, Severity, ValueClass,
};

use super::attributes::attributes;
use super::value::{Reading, is_cell_error, read_value, says_nothing};
use crate::feed::{Column, ColumnType, Feed, Layout, Target};
use crate::format::{Cell, RawRow, both};
use crate::read::DateOrders;
use crate::{ItemRecord, ReadOptions, RowContent, rule};

/// A row after the contract was applied.
#[derive(Clone, Debug)]
pub(crate) struct Mapped {
    pub(crate) key: String,
    pub(crate) content: RowContent,
    pub(crate) problems: Vec<Problem>,
    /// For each column of the contract, whether it holds something.
    pub(crate) filled: Vec<bool>,
}

/// A problem at a place; `text` only gives its class.
pub(crate) fn problem(row: &RawRow, id: &'static str, column: Option<&str>, text: Option<&str>) -> Problem {
    Problem {
        rule: id.to_owned(),
        severity: rule(id).map_or(Severity::RowReject, |rule| rule.severity),
        line: Some(row.line),
        part: row.part.clone(),
        column: column.map(str::to_owned),
        value_class: text.map(ValueClass::of),
        detail: None,
    }
}

/// Applies the contract to a row.
pub(crate) fn map_row(feed: &Feed, row: &RawRow, options: &ReadOptions<'_>, orders: &DateOrders) -> Mapped {
    let mut problems = Vec::new();
    let mut filled = Vec::with_capacity(feed.columns.len());
    let mut values: Vec<FieldValue> = Vec::new();
    let mut items = Vec::new();
    if row.is_misquoted {
        problems.push(problem(row, "row-quotation", None, None));
    }
    if let Some((found, expected)) = row.ragged {
        let mut ragged = problem(row, "row-ragged", None, None);
        ragged.detail = Some(Box::new(both(
            format!("{found} values, the header has {expected}"),
            format!("{found} o werthoedd, mae gan y pennawd {expected}"),
        )));
        problems.push(ragged);
    }
    for (index, (column, cell)) in feed.columns.iter().zip(&row.cells).enumerate() {
        let told = |rule| problem(row, rule, Some(&column.name), Some(&cell.text));
        let reading = match read_value(cell, column, options) {
            // Nothing of a column in the other order is read, for what can be read of it means another day.
            reading if orders.is_other(index) && !reading.is_empty => Reading::broken_order(),
            reading => reading,
        };
        filled.push(!reading.is_empty && reading.value.is_some());
        problems.extend(reading.broken.iter().map(|rule| told(rule)));
        if column.required && !reading.is_answer {
            problems.push(told("required-missing"));
        }
        if let Some(value) = reading.value {
            match &column.target {
                Target::Field(field) => put(&mut values, *field, value, column),
                Target::Item(item) => items.push((item.clone(), Sensitive::new(value))),
                Target::None => {}
            }
        }
        others(row, cell, column, options, &mut values, &mut problems);
    }
    if matches!(feed.layout, Layout::Savvi {}) && !values.iter().any(|value| value.field == PersonField::Uprn) {
        problems.push(problem(row, "uprn-missing", Some("UPRN"), Some("")));
    }
    if row.groups.len() > options.limits.groups {
        problems.push(problem(row, "row-groups", None, None));
    }
    for (first, second, rule) in [
        (PersonField::BirthDate, PersonField::DeathDate, "death-before-birth"),
        (PersonField::InvolvedSince, PersonField::InvolvedUntil, "end-before-start"),
    ] {
        in_order(row, first, second, rule, &mut values, &mut problems);
    }
    let key = key_of(feed, row, &mut problems);
    let attributes = attributes(feed, row, options, orders, &mut problems);
    let content = match feed.subject {
        FeedSubject::Person => RowContent::Person(PersonRecord { values, attributes }),
        FeedSubject::Attribute => RowContent::Attribute(attributes),
        FeedSubject::Premises | FeedSubject::Area => RowContent::Item(ItemRecord { values: items }),
    };
    Mapped { key, content, problems, filled }
}

impl Reading {
    fn broken_order() -> Self {
        Self { broken: vec!["date-order"], ..Self::default() }
    }
}

/// Further values of one name in an XML record: taken where a person may have several, told where not.
fn others(
    row: &RawRow,
    cell: &Cell,
    column: &Column,
    options: &ReadOptions<'_>,
    values: &mut Vec<FieldValue>,
    problems: &mut Vec<Problem>,
) {
    for other in &cell.others {
        let told = |rule| problem(row, rule, Some(&column.name), Some(other));
        match &column.target {
            Target::Field(field) if field.is_multiple() => {
                let reading = read_value(&Cell::text(other.as_str()), column, options);
                problems.extend(reading.broken.iter().map(|rule| told(rule)));
                reading.value.into_iter().for_each(|value| put(values, *field, value, column));
            }
            _ if *other == cell.text => {}
            _ => problems.push(told("value-repeated")),
        }
    }
}

/// Lines of an address are joined; of any other single field the first column that holds something counts.
fn put(values: &mut Vec<FieldValue>, field: PersonField, value: String, column: &Column) {
    let present = values.iter_mut().find(|present| present.field == field);
    let joined = matches!(field, PersonField::Address | PersonField::GivenNames);
    match present {
        Some(present) if joined && column.kind == ColumnType::Text => {
            let separator = if field == PersonField::Address { ", " } else { " " };
            present.value = Sensitive::new(format!("{}{separator}{value}", present.value.expose()));
        }
        Some(_) if !field.is_multiple() => {}
        _ => values.push(FieldValue { field, value: Sensitive::new(value), column: column.name.clone() }),
    }
}

/// Takes the second date out where it lies before the first.
fn in_order(
    row: &RawRow,
    first: PersonField,
    second: PersonField,
    rule: &'static str,
    values: &mut Vec<FieldValue>,
    problems: &mut Vec<Problem>,
) {
    let date = |field: PersonField| {
        let value = values.iter().find(|value| value.field == field)?;
        PartialDate::parse_iso(value.value.expose()).ok()
    };
    let (Some(from), Some(to)) = (date(first), date(second)) else { return };
    if ends_before(from, to) {
        let column = values.iter().find(|value| value.field == second).map(|value| value.column.clone());
        problems.push(problem(row, rule, column.as_deref(), None));
        values.retain(|value| value.field != second);
    }
}

/// Whether `to` lies before `from`. A partial date may mean any of its days: only what no reading allows is wrong.
pub(super) fn ends_before(from: PartialDate, to: PartialDate) -> bool {
    (to.year(), to.month().unwrap_or(12), to.day().unwrap_or(31))
        < (from.year(), from.month().unwrap_or(1), from.day().unwrap_or(1))
}

/// The key's columns with `/` between them; the line where the contract has no key; empty where a part is missing.
fn key_of(feed: &Feed, row: &RawRow, problems: &mut Vec<Problem>) -> String {
    if feed.key.is_empty() {
        return match &row.part {
            Some(part) => format!("{part}/{}", row.line),
            None => row.line.to_string(),
        };
    }
    let mut key = String::new();
    for index in &feed.key {
        let (Some(column), Some(cell)) = (feed.columns.get(*index), row.cells.get(*index)) else { continue };
        let told = |rule| problem(row, rule, Some(&column.name), Some(&cell.text));
        let part = super::damage::tidied(&cell.text);
        if part.is_empty() || is_cell_error(&part) || says_nothing(&part, column) {
            problems.push(told("key-missing"));
            return String::new();
        }
        if is_scientific(&part) {
            problems.push(told("key-scientific"));
        }
        if !key.is_empty() {
            key.push('/');
        }
        // Two keys of several parts stay apart where a part has the mark between them in itself.
        if feed.key.len() > 1 {
            key.push_str(&part.replace('%', "%25").replace('/', "%2F"))
        } else {
            key.push_str(&part)
        }
    }
    key
}

/// `1.23E+11`: what a spreadsheet makes of a long number.
fn is_scientific(text: &str) -> bool {
    let Some((digits, exponent)) = text.split_once("E+") else { return false };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    is_number(&digits.replacen(['.', ','], "", 1)) && is_number(exponent)
}
