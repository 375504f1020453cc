//! The attributes that a row carries.

use dolen_model::{Attribute, AttributeRole, AttributeScheme, AttributeType, PartialDate, Problem};

use super::row::{ends_before, problem};
use super::value::{read_value, says_nothing};
use crate::ReadOptions;
use crate::feed::{AttributeRule, Column, Feed, RoleRule, TermRule};
use crate::format::{Cell, RawRow};
use crate::read::DateOrders;

/// Reads every attribute of a row.
pub(crate) fn attributes(
    feed: &Feed,
    row: &RawRow,
    options: &ReadOptions<'_>,
    orders: &DateOrders,
    problems: &mut Vec<Problem>,
) -> Vec<Attribute> {
    let mut found = Vec::new();
    for (index, rule) in feed.attributes.iter().enumerate() {
        if rule.repeat.is_none() {
            let from = From { row, rule, index, columns: &feed.columns, cells: &row.cells, options, orders };
            from.read(&mut found, problems);
            continue;
        }
        for (_, cells) in row.groups.iter().filter(|(group, _)| *group == index) {
            let from = From { row, rule, index, columns: &rule.columns, cells, options, orders };
            from.read(&mut found, problems);
        }
    }
    found
}

/// Kind, scheme and term.
type Term = (AttributeType, String, String);

/// Where one attribute is read from.
struct From<'a> {
    row: &'a RawRow,
    rule: &'a AttributeRule,
    index: usize,
    columns: &'a [Column],
    cells: &'a [Cell],
    options: &'a ReadOptions<'a>,
    orders: &'a DateOrders,
}

impl From<'_> {
    fn read(&self, found: &mut Vec<Attribute>, problems: &mut Vec<Problem>) {
        if self.rule.repeat.is_some() {
            self.check_values(problems);
        }
        let (term_column, terms) = self.terms(problems);
        if terms.is_empty() {
            return;
        }
        let mut start = self.date(self.rule.start);
        let mut end = self.date(self.rule.end);
        let is_event = terms.iter().all(|(kind, ..)| *kind == AttributeType::Event);
        let is_future = |day: PartialDate| day.earliest_epoch_days() > self.options.today.earliest_epoch_days();
        if is_event && start.is_some_and(is_future) {
            problems.extend(self.rule.start.map(|column| self.problem("date-future", column)));
            start = None;
        }
        if start.zip(end).is_some_and(|(start, end)| ends_before(start, end)) {
            problems.extend(self.rule.end.map(|column| self.problem("end-before-start", column)));
            end = None;
        }
        // Whose part the person has must be known: an offender's event must not be shown as a victim's.
        let Some(role) = self.role(problems) else { return };
        let event_reference =
            self.rule.event_reference.map(|column| self.text(column).to_owned()).filter(|text| !text.is_empty());
        let columns: Vec<String> = [Some(term_column), self.rule.start, self.rule.end]
            .into_iter()
            .flatten()
            .filter_map(|column| self.name(column))
            .collect();
        for (kind, scheme, term) in terms {
            found.push(Attribute {
                kind,
                scheme: AttributeScheme(scheme),
                term,
                start,
                end,
                role,
                event_reference: event_reference.clone(),
                columns: columns.clone(),
            });
        }
    }

    /// Tells what is wrong with the values of a repeated element. In the row's own columns it has been told.
    fn check_values(&self, problems: &mut Vec<Problem>) {
        for (column, (described, cell)) in self.columns.iter().zip(self.cells).enumerate() {
            let reading = read_value(cell, described, self.options);
            if self.orders.is_other_in_group(self.index, column) && !reading.is_empty {
                problems.push(self.problem("date-order", column));
            } else {
                problems.extend(reading.broken.iter().map(|rule| self.problem(rule, column)));
            }
            if cell.others.iter().any(|other| *other != cell.text) {
                problems.push(self.problem("value-repeated", column));
            }
        }
    }

    /// The terms of the attribute, and the column that named them.
    fn terms(&self, problems: &mut Vec<Problem>) -> (usize, Vec<Term>) {
        let mut terms = Vec::new();
        match &self.rule.term {
            TermRule::Code { column, separator, codes } => {
                let text = self.text(*column);
                let parts: Vec<&str> = match separator {
                    Some(separator) => text.split(separator.as_str()).map(str::trim).collect(),
                    None => vec![text],
                };
                for part in parts.into_iter().filter(|part| !part.is_empty()) {
                    let listed = codes.get(part).or_else(|| {
                        codes.iter().find(|(code, _)| code.eq_ignore_ascii_case(part)).map(|(_, term)| term)
                    });
                    match listed {
                        Some(Some(term)) => terms.push((term.kind, term.scheme.to_owned(), term.term.clone())),
                        Some(None) => {}
                        None if self.columns.get(*column).is_some_and(|column| says_nothing(part, column)) => {}
                        None => problems.push(self.problem("code-unknown", *column)),
                    }
                }
                (*column, terms)
            }
            TermRule::When { column, equals, term } => {
                let text = self.text(*column);
                if equals.iter().any(|value| value.eq_ignore_ascii_case(text)) {
                    terms.push((term.kind, term.scheme.to_owned(), term.term.clone()));
                }
                (*column, terms)
            }
            TermRule::Named { kind, scheme, term } => {
                let name = self.text(*term);
                // A kind that the standard does not have was told when the row's columns were read.
                if let Some(kind) = AttributeType::from_standard(self.text(*kind)).filter(|_| !name.is_empty()) {
                    terms.push((kind, self.text(*scheme).to_owned(), name.to_owned()));
                }
                (*term, terms)
            }
        }
    }

    fn role(&self, problems: &mut Vec<Problem>) -> Option<AttributeRole> {
        match &self.rule.role {
            RoleRule::Fixed(role) => Some(*role),
            RoleRule::Code { column, codes } => {
                let text = self.text(*column);
                let listed = codes
                    .get(text)
                    .or_else(|| codes.iter().find(|(code, _)| code.eq_ignore_ascii_case(text)).map(|(_, role)| role));
                if listed.is_none() {
                    problems.push(self.problem("code-unknown", *column));
                }
                listed.copied()
            }
        }
    }

    fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.text.as_str())
    }

    /// The date of a column, where it has one that can be read.
    fn date(&self, column: Option<usize>) -> Option<PartialDate> {
        let column = column?;
        let is_other = match self.rule.repeat {
            Some(_) => self.orders.is_other_in_group(self.index, column),
            None => self.orders.is_other(column),
        };
        if is_other {
            return None;
        }
        let reading = read_value(self.cells.get(column)?, self.columns.get(column)?, self.options);
        PartialDate::parse_iso(&reading.value?).ok()
    }

    /// Name of a column as the file has it: for a repeated element its path below the record.
    fn name(&self, column: usize) -> Option<String> {
        let column = self.columns.get(column)?;
        Some(match &self.rule.repeat {
            Some(repeat) => format!("{repeat}/{}", column.name),
            None => column.name.clone(),
        })
    }

    fn problem(&self, rule: &'static str, column: usize) -> Problem {
        problem(self.row, rule, self.name(column).as_deref(), Some(self.text(column)))
    }
}
