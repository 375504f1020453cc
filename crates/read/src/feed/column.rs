//! A column of a contract.

use std::collections::BTreeMap;

use dolen_model::{PersonField, Sex};
use serde::Deserialize;

use super::FeedFault;

/// Where the value of a column goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// To a field of the person.
    Field(PersonField),
    /// To an item of a row about premises or an area.
    Item(String),
    /// Nowhere by itself: a part of the key, or used by an attribute.
    None,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ColumnType {
    Text,
    Date,
    NhsNumber,
    Postcode,
    Uprn,
    Code,
    Phone,
    Email,
    Number,
}

/// How the digits of a date stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateOrder {
    /// `DD/MM/YYYY` with any of `/`, `-`, `.`.
    DayFirst,
    /// `MM/DD/YYYY`.
    MonthFirst,
    /// `YYYY-MM-DD`, `YYYY-MM`, `YYYY`; a time behind `T` or a blank is left off.
    Iso,
    /// `YYYYMMDD`, a time behind it is left off.
    Compact,
    /// `DD-MMM-YYYY` with English or Welsh months.
    NamedMonth,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) target: Target,
    pub(crate) kind: ColumnType,
    pub(crate) required: bool,
    pub(crate) date_order: DateOrder,
    pub(crate) codes: BTreeMap<String, String>,
    pub(crate) placeholders: Vec<String>,
}

/// `[[column]]` as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenColumn {
    name: String,
    #[serde(default)]
    field: Option<PersonField>,
    #[serde(default)]
    item: Option<String>,
    #[serde(default)]
    required: bool,
    #[serde(default, rename = "type")]
    kind: Option<ColumnType>,
    #[serde(default)]
    date_format: Option<String>,
    #[serde(default)]
    codes: BTreeMap<String, String>,
    #[serde(default)]
    placeholders: Vec<String>,
}

impl Column {
    /// A column that only the key or an attribute uses.
    pub(crate) fn plain(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            target: Target::None,
            kind: ColumnType::Text,
            required: false,
            date_order: DateOrder::Iso,
            codes: BTreeMap::new(),
            placeholders: Vec::new(),
        }
    }

    pub(crate) fn field(name: &str, field: PersonField) -> Self {
        Self { target: Target::Field(field), kind: default_kind(field), ..Self::plain(name) }
    }

    /// Whether an emptier column than last time is a reason to hold the file.
    pub(crate) const fn identifies(&self) -> bool {
        self.required
            || matches!(
                self.target,
                Target::Field(
                    PersonField::GivenNames
                        | PersonField::FamilyName
                        | PersonField::BirthDate
                        | PersonField::NhsNumber
                        | PersonField::Postcode
                )
            )
    }
}

impl WrittenColumn {
    pub(crate) fn read(self) -> Result<Column, FeedFault> {
        let target = match (self.field, self.item) {
            (Some(_), Some(_)) => {
                return Err(FeedFault::inconsistent(format!("column `{}` has both `field` and `item`", self.name)));
            }
            (Some(field), None) => Target::Field(field),
            (None, Some(item)) => Target::Item(item),
            (None, None) => Target::None,
        };
        let default = match target {
            Target::Field(field) => default_kind(field),
            _ if self.date_format.is_some() => ColumnType::Date,
            _ => ColumnType::Text,
        };
        let has_codes = !self.codes.is_empty();
        let kind =
            self.kind.unwrap_or(if default == ColumnType::Text && has_codes { ColumnType::Code } else { default });
        let fault = |text: &str| Err(FeedFault::inconsistent(format!("column `{}` {text}", self.name)));
        // What a field holds is read by its own rules, or the hub would hold something else under its name.
        let is_fit = kind == default || (default == ColumnType::Text && kind == ColumnType::Code);
        if matches!(target, Target::Field(_)) && !is_fit {
            return fault("has a `type` that its field does not have: leave `type` out");
        }
        if has_codes != (kind == ColumnType::Code) {
            return fault(if has_codes {
                "has `codes`, and its type is not `code`"
            } else {
                "holds codes and needs `codes`"
            });
        }
        if let Some(code) =
            self.codes.iter().find_map(|(code, standard)| (!is_standard(&target, standard)).then_some(code))
        {
            return fault(&format!("gives the code `{code}` a meaning that its field does not have"));
        }
        let date_order = match self.date_format.as_deref() {
            None if kind == ColumnType::Date => return fault("is a date and needs `date_format`"),
            Some(_) if kind != ColumnType::Date => return fault("has `date_format` and is no date"),
            None => DateOrder::Iso,
            Some(format) => match date_order(format) {
                Some(order) => order,
                None => return fault(&format!("has the `date_format` `{format}`, which is not one of {DATE_FORMATS}")),
            },
        };
        Ok(Column {
            name: self.name,
            target,
            kind,
            required: self.required,
            date_order,
            codes: self.codes,
            placeholders: self.placeholders,
        })
    }
}

/// The meanings that a code of the column may have; empty: it means nothing.
fn is_standard(target: &Target, standard: &str) -> bool {
    standard.is_empty()
        || match target {
            Target::Field(PersonField::Sex) => Sex::from_standard(standard).is_some(),
            Target::Field(PersonField::NhsNumberStatus) => matches!(standard, "traced" | "untraced" | "absent"),
            _ => true,
        }
}

/// How a contract may say that dates are written.
pub(crate) const DATE_FORMATS: &str = "DD/MM/YYYY, DD-MM-YYYY, DD.MM.YYYY, MM/DD/YYYY, MM-DD-YYYY, YYYY-MM-DD, YYYY-MM, \
                                       YYYY, YYYY-MM-DDTHH:MM, YYYYMMDD, YYYYMMDDHHMM, YYYYMMDDHHMMSS, DD-MMM-YYYY, \
                                       DD MMM YYYY";

pub(crate) fn date_order(format: &str) -> Option<DateOrder> {
    match format {
        "DD/MM/YYYY" | "DD-MM-YYYY" | "DD.MM.YYYY" => Some(DateOrder::DayFirst),
        "MM/DD/YYYY" | "MM-DD-YYYY" => Some(DateOrder::MonthFirst),
        "YYYY-MM-DD" | "YYYY-MM" | "YYYY" | "YYYY-MM-DDTHH:MM" => Some(DateOrder::Iso),
        "YYYYMMDD" | "YYYYMMDDHHMM" | "YYYYMMDDHHMMSS" => Some(DateOrder::Compact),
        "DD-MMM-YYYY" | "DD MMM YYYY" => Some(DateOrder::NamedMonth),
        _ => None,
    }
}

const fn default_kind(field: PersonField) -> ColumnType {
    match field {
        _ if field.is_date() => ColumnType::Date,
        PersonField::NhsNumber => ColumnType::NhsNumber,
        PersonField::Postcode | PersonField::PreviousPostcode => ColumnType::Postcode,
        PersonField::Uprn => ColumnType::Uprn,
        PersonField::Sex | PersonField::NhsNumberStatus => ColumnType::Code,
        PersonField::Phone | PersonField::TeamPhone => ColumnType::Phone,
        PersonField::Email => ColumnType::Email,
        _ => ColumnType::Text,
    }
}
