//! One value of one column.

use dolen_model::{
    NhsNumber, NhsNumberFault, PartialDate, PersonField, Postcode, PostcodeKind, Uprn, UprnFault, ValueClass,
};

use super::date::{DateReading, read_date};
use crate::feed::{Column, ColumnType, DateOrder, Target};
use crate::format::Cell;
use crate::{DirectoryEntry, ReadOptions};

/// What a value came to: its standard form if it has one, and the rules that it breaks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) value: Option<String>,
    pub(crate) broken: Vec<&'static str>,
    /// The text says that nothing is known.
    pub(crate) is_empty: bool,
}

impl Reading {
    fn value(value: impl Into<String>) -> Self {
        Self { value: Some(value.into()), ..Self::default() }
    }

    fn broken(rule: &'static str) -> Self {
        Self { broken: vec![rule], ..Self::default() }
    }

    fn noted(value: impl Into<String>, rule: &'static str) -> Self {
        Self { value: Some(value.into()), broken: vec![rule], is_empty: false }
    }
}

/// Reads a cell by its column.
pub(crate) fn read_value(cell: &Cell, column: &Column, options: &ReadOptions<'_>) -> Reading {
    let text = cell.text.as_str();
    if text.is_empty() {
        return Reading { is_empty: true, ..Reading::default() };
    }
    if text.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')) {
        return Reading::broken("value-control-character");
    }
    if text.len() > options.limits.value_characters && text.chars().count() > options.limits.value_characters {
        return Reading::broken("value-length");
    }
    let listed = column.placeholders.iter().any(|placeholder| placeholder.eq_ignore_ascii_case(text));
    if listed || (ValueClass::of(text) == ValueClass::Placeholder && !column.codes.contains_key(text)) {
        return Reading { value: None, broken: vec!["placeholder"], is_empty: true };
    }
    match column.kind {
        ColumnType::Text => Reading::value(blanks_folded(text)),
        ColumnType::Date => read_day(cell, column, options),
        ColumnType::NhsNumber => read_nhs_number(text),
        ColumnType::Postcode => read_postcode(text, options),
        ColumnType::Uprn => match Uprn::parse(text) {
            Ok(uprn) => Reading::value(uprn.to_string()),
            Err(UprnFault::Scientific) => Reading::broken("uprn-scientific"),
            Err(UprnFault::Shape) => Reading::broken("uprn-shape"),
        },
        ColumnType::Code => read_code(text, column),
        ColumnType::Phone => {
            let digits: String = text.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
            if digits.len() < 5 { Reading::broken("number-shape") } else { Reading::value(digits) }
        }
        ColumnType::Email => Reading::value(text.to_lowercase()),
        ColumnType::Number => match text.replace(',', "").parse::<f64>() {
            Ok(number) if number.is_finite() => Reading::value(text.replace(',', "")),
            _ => Reading::broken("number-shape"),
        },
    }
}

fn blanks_folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read_day(cell: &Cell, column: &Column, options: &ReadOptions<'_>) -> Reading {
    let reading = match cell.date {
        Some(date) => DateReading::Date(date),
        None => read_date(&cell.text, column.date_order),
    };
    let date = match reading {
        DateReading::Date(date) => date,
        DateReading::OtherOrder if column.date_order == DateOrder::DayFirst => return Reading::broken("date-order"),
        DateReading::OtherOrder | DateReading::Impossible => return Reading::broken("date-impossible"),
        DateReading::Shape => return Reading::broken("date-shape"),
    };
    let past = matches!(
        column.target,
        Target::Field(PersonField::BirthDate | PersonField::DeathDate | PersonField::LastContact | PersonField::AsAt)
    );
    if past && date.earliest_epoch_days() > options.today.earliest_epoch_days() {
        return Reading::broken("date-future");
    }
    let is_birth = column.target == Target::Field(PersonField::BirthDate);
    if is_birth && is_default(date) {
        return Reading { value: None, broken: vec!["date-default"], is_empty: true };
    }
    if date.year() < 1900 {
        return Reading::broken("date-before-1900");
    }
    Reading::value(date.to_string())
}

fn is_default(date: PartialDate) -> bool {
    matches!((date.year(), date.month(), date.day()), (1900 | 1970, Some(1), Some(1)))
}

fn read_nhs_number(text: &str) -> Reading {
    match NhsNumber::parse(text) {
        Ok(number) => Reading::value(number.digits()),
        Err(NhsNumberFault::Length) => Reading::broken("nhs-number-length"),
        Err(NhsNumberFault::Character) => Reading::broken("nhs-number-character"),
        Err(NhsNumberFault::CheckDigit) => Reading::broken("nhs-number-check-digit"),
        Err(NhsNumberFault::RepeatedDigit) => Reading::broken("nhs-number-repeated-digit"),
    }
}

fn read_postcode(text: &str, options: &ReadOptions<'_>) -> Reading {
    let Ok(postcode) = Postcode::parse(text) else {
        return Reading::broken("postcode-shape");
    };
    match postcode.kind() {
        PostcodeKind::Full | PostcodeKind::LegacyNewport => {
            let legacy = postcode.kind() == PostcodeKind::LegacyNewport;
            let directory = options.postcodes.map(|directory| directory.find(&postcode));
            match directory {
                Some(DirectoryEntry::Unknown) => Reading::noted(postcode.as_str(), "postcode-unknown"),
                Some(DirectoryEntry::Terminated) => Reading::noted(postcode.as_str(), "postcode-terminated"),
                _ if legacy => Reading::noted(postcode.as_str(), "postcode-legacy"),
                _ => Reading::value(postcode.as_str()),
            }
        }
        // A part of a postcode is kept: it still says where, roughly, and never passes for a whole one.
        PostcodeKind::Outward | PostcodeKind::Sector => Reading::noted(postcode.as_str(), "postcode-partial"),
        PostcodeKind::ForcesPostOffice => Reading::value(postcode.as_str()),
        PostcodeKind::NoFixedAbode => Reading::broken("postcode-no-fixed-abode"),
        PostcodeKind::Pseudo => Reading { value: None, broken: vec!["postcode-pseudo"], is_empty: true },
    }
}

fn read_code(text: &str, column: &Column) -> Reading {
    let listed = column.codes.get(text).or_else(|| {
        column.codes.iter().find(|(code, _)| code.eq_ignore_ascii_case(text)).map(|(_, standard)| standard)
    });
    match listed {
        Some(standard) if standard.is_empty() => Reading { is_empty: true, ..Reading::default() },
        Some(standard) => Reading::value(standard.clone()),
        None => Reading::broken("code-unknown"),
    }
}
