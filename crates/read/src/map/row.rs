//! One row.

use dolen_model::{
    FeedSubject, FieldValue, PartialDate, PersonField, PersonRecord, Problem, Sensitive, Severity, ValueClass,
};

use super::attributes::attributes;
use super::value::read_value;
use crate::feed::{Column, ColumnType, Feed, Layout, Target};
use crate::format::RawRow;
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
pub(crate) fn map_row(feed: &Feed, row: &RawRow, options: &ReadOptions<'_>) -> Mapped {
    let mut problems = Vec::new();
    let mut filled = Vec::with_capacity(feed.columns.len());
    let mut values: Vec<FieldValue> = Vec::new();
    let mut items = Vec::new();
    if let Some((found, expected)) = row.ragged {
        let mut ragged = problem(row, "row-ragged", None, None);
        ragged.detail = Some(format!("{found} values, the header has {expected}"));
        problems.push(ragged);
    }
    for (column, cell) in feed.columns.iter().zip(&row.cells) {
        let reading = read_value(cell, column, options);
        filled.push(!reading.is_empty && reading.value.is_some());
        let told = |rule| problem(row, rule, Some(&column.name), Some(&cell.text));
        problems.extend(reading.broken.iter().map(|rule| told(rule)));
        if column.required && (reading.is_empty || cell.text.is_empty()) {
            problems.push(told("required-missing"));
        }
        let Some(value) = reading.value else { continue };
        match &column.target {
            Target::Field(field) => put(&mut values, *field, value, column),
            Target::Item(item) => items.push((item.clone(), Sensitive::new(value))),
            Target::None => {}
        }
    }
    if matches!(feed.layout, Layout::Savvi {}) && !values.iter().any(|value| value.field == PersonField::Uprn) {
        problems.push(problem(row, "uprn-missing", Some("UPRN"), Some("")));
    }
    if row.groups.len() > options.limits.groups {
        problems.push(problem(row, "row-groups", None, None));
    }
    death_after_birth(row, &mut values, &mut problems);
    let key = key_of(feed, row);
    if key.is_empty() {
        let name = feed.key.first().and_then(|index| feed.columns.get(*index)).map(|column| column.name.as_str());
        problems.push(problem(row, "key-missing", name, Some("")));
    }
    let attributes = attributes(feed, row, options, &mut problems);
    let content = match feed.subject {
        FeedSubject::Person => RowContent::Person(PersonRecord { values, attributes }),
        FeedSubject::Attribute => RowContent::Attribute(attributes),
        FeedSubject::Premises | FeedSubject::Area => RowContent::Item(ItemRecord { values: items }),
    };
    Mapped { key, content, problems, filled }
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

fn death_after_birth(row: &RawRow, values: &mut Vec<FieldValue>, problems: &mut Vec<Problem>) {
    let date = |field: PersonField| {
        let value = values.iter().find(|value| value.field == field)?;
        PartialDate::parse_iso(value.value.expose()).ok()
    };
    let (Some(birth), Some(death)) = (date(PersonField::BirthDate), date(PersonField::DeathDate)) else { return };
    // A partial date may mean any of its days: only what no reading allows is wrong.
    let certain = (death.year(), death.month().unwrap_or(12), death.day().unwrap_or(31))
        < (birth.year(), birth.month().unwrap_or(1), birth.day().unwrap_or(1));
    if certain {
        let column =
            values.iter().find(|value| value.field == PersonField::DeathDate).map(|value| value.column.clone());
        problems.push(problem(row, "death-before-birth", column.as_deref(), None));
        values.retain(|value| value.field != PersonField::DeathDate);
    }
}

/// The key's columns with `/` between them; the line where the contract has no key; empty where a part is missing.
fn key_of(feed: &Feed, row: &RawRow) -> String {
    if feed.key.is_empty() {
        return match &row.part {
            Some(part) => format!("{part}/{}", row.line),
            None => row.line.to_string(),
        };
    }
    let parts: Vec<&str> =
        feed.key.iter().map(|index| row.cells.get(*index).map_or("", |cell| cell.text.as_str())).collect();
    if parts.iter().any(|part| part.is_empty()) { String::new() } else { parts.join("/") }
}
