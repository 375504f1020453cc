//! How a row's columns become attributes.

use std::collections::BTreeMap;

use dolen_model::{AttributeRole, AttributeScheme, AttributeType, event_term, indicator};
use serde::Deserialize;

use super::column::DATE_FORMATS;
use super::{Column, ColumnType, DateOrder, FeedFault};

/// A term of one of Dolen's schemes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) kind: AttributeType,
    pub(crate) scheme: &'static str,
    pub(crate) term: String,
}

/// How the term is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TermRule {
    /// By a code; `None` for codes that mean nothing here.
    Code { column: usize, separator: Option<String>, codes: BTreeMap<String, Option<Term>> },
    /// Where a column holds one of some values.
    When { column: usize, equals: Vec<String>, term: Term },
    /// The row names kind, scheme and term itself, as the attribute CSV of the standard does.
    Named { kind: usize, scheme: usize, term: usize },
}

/// How the person's part is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RoleRule {
    Fixed(AttributeRole),
    Code { column: usize, codes: BTreeMap<String, AttributeRole> },
}

/// One attribute of the contract; the columns are indices into `columns`, or into the feed's where it does not repeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AttributeRule {
    /// Path of the repeated element below the record, for XML.
    pub(crate) repeat: Option<String>,
    /// Columns inside the repeated element; empty where it does not repeat.
    pub(crate) columns: Vec<Column>,
    pub(crate) term: TermRule,
    pub(crate) start: Option<usize>,
    pub(crate) end: Option<usize>,
    pub(crate) role: RoleRule,
    pub(crate) event_reference: Option<usize>,
}

/// `[[attribute]]` as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenAttribute {
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    codes: BTreeMap<String, String>,
    #[serde(default)]
    separator: Option<String>,
    #[serde(default)]
    when: Option<WrittenWhen>,
    #[serde(default)]
    term: Option<String>,
    #[serde(default)]
    start: Option<String>,
    #[serde(default)]
    end: Option<String>,
    #[serde(default)]
    date_format: Option<String>,
    #[serde(default)]
    role: Option<WrittenRole>,
    #[serde(default)]
    event_reference: Option<String>,
    #[serde(default)]
    repeat: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenWhen {
    column: String,
    equals: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "`role` is subject, victim, perpetrator, carer, parent or household, or a column with codes for those"
)]
enum WrittenRole {
    Fixed(AttributeRole),
    Code { column: String, codes: BTreeMap<String, AttributeRole> },
}

impl WrittenAttribute {
    /// Keys that are there and would do nothing.
    fn check(&self) -> Result<(), FeedFault> {
        let fault = |text: &str| Err(FeedFault::inconsistent(format!("an attribute {text}")));
        if self.code.is_some() && self.codes.is_empty() {
            return fault("with `code` needs `codes`");
        }
        if self.code.is_none() && (!self.codes.is_empty() || self.separator.is_some()) {
            return fault("has `codes` or `separator` without `code`");
        }
        if self.code.is_some() && self.term.is_some() {
            return fault("with `code` takes its terms from `codes`, and has `term`");
        }
        if self.separator.as_deref() == Some("") {
            return fault("has an empty `separator`");
        }
        if self.when.as_ref().is_some_and(|when| when.equals.is_empty()) {
            return fault("with `when` needs a value in `equals`");
        }
        if self.repeat.as_deref() == Some("") {
            return fault("has an empty `repeat`");
        }
        Ok(())
    }

    /// Resolves names to columns, adding those that no `[[column]]` lists.
    pub(crate) fn read(self, feed_columns: &mut Vec<Column>) -> Result<AttributeRule, FeedFault> {
        let order = match self.date_format.as_deref() {
            None => None,
            Some(format) => Some(super::column::date_order(format).ok_or_else(|| {
                FeedFault::inconsistent(format!(
                    "an attribute has the `date_format` `{format}`, which is not one of {DATE_FORMATS}"
                ))
            })?),
        };
        self.check()?;
        let mut own = Vec::new();
        let columns = if self.repeat.is_some() { &mut own } else { feed_columns };
        let term = match (self.code, self.when) {
            (Some(code), None) => TermRule::Code {
                column: index(columns, &code),
                separator: self.separator,
                codes: self
                    .codes
                    .into_iter()
                    .map(|(code, term)| Ok((code, parse_term(&term)?)))
                    .collect::<Result<_, FeedFault>>()?,
            },
            (None, Some(when)) => {
                let term = self.term.as_deref().map(parse_term).transpose()?.flatten();
                TermRule::When {
                    column: index(columns, &when.column),
                    equals: when.equals,
                    term: term.ok_or_else(|| FeedFault::inconsistent("an attribute with `when` needs `term`"))?,
                }
            }
            _ => {
                return Err(FeedFault::inconsistent(
                    "an attribute has either `code` with `codes`, or `when` with `term`",
                ));
            }
        };
        let mut date = |name: Option<String>| -> Result<Option<usize>, FeedFault> {
            let Some(name) = name else { return Ok(None) };
            let index = index(columns, &name);
            if let Some(column) = columns.get_mut(index)
                && column.kind != ColumnType::Date
            {
                column.kind = ColumnType::Date;
                column.date_order = order.ok_or_else(|| {
                    FeedFault::inconsistent(format!("the date `{name}` of an attribute needs date_format"))
                })?;
            }
            Ok(Some(index))
        };
        let start = date(self.start)?;
        let end = date(self.end)?;
        let role = match self.role {
            None => RoleRule::Fixed(AttributeRole::Subject),
            Some(WrittenRole::Fixed(role)) => RoleRule::Fixed(role),
            Some(WrittenRole::Code { column, codes }) => RoleRule::Code { column: index(columns, &column), codes },
        };
        let event_reference = self.event_reference.map(|name| index(columns, &name));
        Ok(AttributeRule { repeat: self.repeat, columns: own, term, start, end, role, event_reference })
    }
}

/// The column of a name, added where it is not there.
pub(crate) fn index(columns: &mut Vec<Column>, name: &str) -> usize {
    columns.iter().position(|column| column.name == name).unwrap_or_else(|| {
        columns.push(Column::plain(name));
        columns.len() - 1
    })
}

/// `indicator:C04`, `event:contact` or `ignore`.
fn parse_term(text: &str) -> Result<Option<Term>, FeedFault> {
    if text == "ignore" {
        return Ok(None);
    }
    let unknown = || {
        FeedFault::inconsistent(format!(
            "`{text}` is not `ignore`, `indicator:` with a known code, or `event:` with a known term"
        ))
    };
    let (scheme, term) = text.split_once(':').ok_or_else(unknown)?;
    let (scheme, kind) = match scheme {
        "indicator" => (AttributeScheme::INDICATOR, indicator(term).ok_or_else(unknown)?.kind),
        "event" => (AttributeScheme::EVENT, event_term(term).ok_or_else(unknown)?.kind),
        _ => return Err(unknown()),
    };
    Ok(Some(Term { kind, scheme, term: term.to_owned() }))
}

/// A date column of the standard's attribute CSV.
pub(crate) fn iso_date(name: &str) -> Column {
    Column { kind: ColumnType::Date, date_order: DateOrder::Iso, ..Column::plain(name) }
}
