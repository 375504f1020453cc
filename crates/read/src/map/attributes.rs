//! The attributes that a row carries.

use dolen_model::{Attribute, AttributeRole, AttributeScheme, AttributeType, PartialDate, Problem};

use super::row::problem;
use super::value::read_value;
use crate::ReadOptions;
use crate::feed::{AttributeRule, Column, Feed, RoleRule, TermRule};
use crate::format::{Cell, RawRow};

/// Reads every attribute of a row.
pub(crate) fn attributes(
    feed: &Feed,
    row: &RawRow,
    options: &ReadOptions<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Attribute> {
    let mut found = Vec::new();
    for (index, rule) in feed.attributes.iter().enumerate() {
        if rule.repeat.is_none() {
            let from = From { row, rule, columns: &feed.columns, cells: &row.cells, options };
            from.read(&mut found, problems);
            continue;
        }
        for (_, cells) in row.groups.iter().filter(|(group, _)| *group == index) {
            let from = From { row, rule, columns: &rule.columns, cells, options };
            from.read(&mut found, problems);
        }
    }
    found
}

/// Where one attribute is read from.
struct From<'a> {
    row: &'a RawRow,
    rule: &'a AttributeRule,
    columns: &'a [Column],
    cells: &'a [Cell],
    options: &'a ReadOptions<'a>,
}

impl From<'_> {
    fn read(&self, found: &mut Vec<Attribute>, problems: &mut Vec<Problem>) {
        let mut terms: Vec<(AttributeType, String, String)> = Vec::new();
        let term_column;
        match &self.rule.term {
            TermRule::Code { column, separator, codes } => {
                term_column = *column;
                let text = self.text(*column);
                let parts: Vec<&str> = match separator {
                    Some(separator) => text.split(separator.as_str()).map(str::trim).collect(),
                    None => vec![text],
                };
                for part in parts.into_iter().filter(|part| !part.is_empty()) {
                    match codes.get(part) {
                        Some(Some(term)) => terms.push((term.kind, term.scheme.to_owned(), term.term.clone())),
                        Some(None) => {}
                        None => problems.push(self.problem("code-unknown", *column)),
                    }
                }
            }
            TermRule::When { column, equals, term } => {
                term_column = *column;
                let text = self.text(*column);
                if equals.iter().any(|value| value.eq_ignore_ascii_case(text)) {
                    terms.push((term.kind, term.scheme.to_owned(), term.term.clone()));
                }
            }
            TermRule::Named { kind, scheme, term } => {
                term_column = *term;
                let name = self.text(*term);
                match AttributeType::from_standard(self.text(*kind)) {
                    Some(kind) if !name.is_empty() => {
                        terms.push((kind, self.text(*scheme).to_owned(), name.to_owned()));
                    }
                    Some(_) => {}
                    None => problems.push(self.problem("code-unknown", *kind)),
                }
            }
        }
        if terms.is_empty() {
            return;
        }
        let start = self.date(self.rule.start, problems);
        let end = self.date(self.rule.end, problems);
        let role = match &self.rule.role {
            RoleRule::Fixed(role) => *role,
            RoleRule::Code { column, codes } => match codes.get(self.text(*column)) {
                Some(role) => *role,
                None => {
                    problems.push(self.problem("code-unknown", *column));
                    AttributeRole::Subject
                }
            },
        };
        let event_reference =
            self.rule.event_reference.map(|column| self.text(column).to_owned()).filter(|text| !text.is_empty());
        let columns: Vec<String> = [Some(term_column), self.rule.start, self.rule.end]
            .into_iter()
            .flatten()
            .filter_map(|column| self.columns.get(column))
            .map(|column| match &self.rule.repeat {
                Some(repeat) => format!("{repeat}/{}", column.name),
                None => column.name.clone(),
            })
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

    fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.text.as_str())
    }

    fn date(&self, column: Option<usize>, problems: &mut Vec<Problem>) -> Option<PartialDate> {
        let column = column?;
        let reading = read_value(self.cells.get(column)?, self.columns.get(column)?, self.options);
        // In the row's own columns the problem was told when the columns were read.
        if self.rule.repeat.is_some() {
            problems.extend(reading.broken.iter().map(|rule| self.problem(rule, column)));
        }
        PartialDate::parse_iso(&reading.value?).ok()
    }

    fn problem(&self, rule: &'static str, column: usize) -> Problem {
        let name = self.columns.get(column).map(|column| column.name.as_str());
        problem(self.row, rule, name, Some(self.text(column)))
    }
}
