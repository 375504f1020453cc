//! One value of one column.

use dolen_model::{NhsNumber, NhsNumberFault, PartialDate, PersonField, Uprn, UprnFault, ValueClass};

use super::damage::{has_lost_letter, is_damaged, is_steering, tidied};
use super::date::{DateReading, read_date};
use super::postcode::read_postcode;
use crate::ReadOptions;
use crate::feed::{Column, ColumnType, Target};
use crate::format::Cell;

/// What a value came to: its standard form if it has one, and the rules that it breaks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) value: Option<String>,
    pub(crate) broken: Vec<&'static str>,
    /// The text says that nothing is known.
    pub(crate) is_empty: bool,
    /// It answers what is asked, although it has no standard form.
    pub(crate) is_answer: bool,
}

impl Reading {
    pub(super) fn value(value: impl Into<String>) -> Self {
        Self { value: Some(value.into()), is_answer: true, ..Self::default() }
    }

    pub(super) fn broken(rule: &'static str) -> Self {
        Self { broken: vec![rule], ..Self::default() }
    }

    pub(super) fn noted(value: impl Into<String>, rule: &'static str) -> Self {
        Self { broken: vec![rule], ..Self::value(value) }
    }

    pub(super) fn empty() -> Self {
        Self { is_empty: true, ..Self::default() }
    }
}

/// Words that a spreadsheet shows where a formula failed.
const CELL_ERRORS: [&str; 8] = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "########"];

/// Whether a text is one of those words.
pub(crate) fn is_cell_error(text: &str) -> bool {
    CELL_ERRORS.contains(&text)
}

/// Reads a cell by its column.
pub(crate) fn read_value(cell: &Cell, column: &Column, options: &ReadOptions<'_>) -> Reading {
    let text = cell.text.as_str();
    if text.is_empty() {
        return Reading::empty();
    }
    if text.chars().any(is_steering) {
        return Reading::broken("value-control-character");
    }
    if text.len() > options.limits.value_characters && text.chars().count() > options.limits.value_characters {
        return Reading::broken("value-length");
    }
    if is_cell_error(text) {
        return Reading::broken("value-cell-error");
    }
    if says_nothing(text, column) {
        return Reading { broken: vec!["placeholder"], ..Reading::empty() };
    }
    match column.kind {
        ColumnType::Text => read_plain(text, column),
        ColumnType::Date => read_day(cell, column, options),
        ColumnType::NhsNumber => read_nhs_number(text),
        ColumnType::Postcode => read_postcode(text, options),
        ColumnType::Uprn => match Uprn::parse(text) {
            Ok(uprn) => Reading::value(uprn.to_string()),
            Err(UprnFault::Scientific) => Reading::broken("uprn-scientific"),
            Err(UprnFault::Rounded) => Reading::broken("uprn-rounded"),
            Err(UprnFault::Shape) => Reading::broken("uprn-shape"),
        },
        ColumnType::Code => match listed(text, column) {
            Some("") => Reading::empty(),
            Some(standard) => Reading::value(standard),
            None => Reading::broken("code-unknown"),
        },
        ColumnType::Phone => {
            let digits: String = text.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
            if digits.len() < 5 { Reading::broken("phone-shape") } else { Reading::value(digits) }
        }
        ColumnType::Email => read_email(text),
        ColumnType::Number => match plain_number(text) {
            Some(number) => Reading::value(number),
            None => Reading::broken("number-shape"),
        },
    }
}

/// Whether a text is a word for "not known", of the contract or of everyday, that no list of codes gives a meaning.
pub(crate) fn says_nothing(text: &str, column: &Column) -> bool {
    let is_placeholder = column.placeholders.iter().any(|placeholder| placeholder.eq_ignore_ascii_case(text));
    is_placeholder || (ValueClass::of(text) == ValueClass::Placeholder && listed(text, column).is_none())
}

/// What the contract's list makes of a code, in any case.
fn listed<'a>(text: &str, column: &'a Column) -> Option<&'a str> {
    let found = column.codes.get(text).or_else(|| {
        column.codes.iter().find(|(code, _)| code.eq_ignore_ascii_case(text)).map(|(_, standard)| standard)
    });
    found.map(String::as_str)
}

fn read_plain(text: &str, column: &Column) -> Reading {
    let value = tidied(text);
    if value.is_empty() {
        return Reading::empty();
    }
    let is_name = matches!(
        column.target,
        Target::Field(
            PersonField::GivenNames | PersonField::FamilyName | PersonField::FormerFamilyName | PersonField::Alias
        )
    );
    if is_damaged(&value) || (is_name && has_lost_letter(&value)) {
        return Reading::noted(value, "value-encoding");
    }
    Reading::value(value)
}

fn read_day(cell: &Cell, column: &Column, options: &ReadOptions<'_>) -> Reading {
    let reading = match cell.date {
        Some(date) => DateReading::Date(date),
        // A number that is no date as it is written counts days, where it comes from a spreadsheet.
        None => match (read_date(&cell.text, column.date_order), cell.serial) {
            (DateReading::Shape, Some(date)) => DateReading::Date(date),
            (reading, _) => reading,
        },
    };
    let date = match reading {
        DateReading::Date(date) => date,
        DateReading::OtherOrder => return Reading::broken("date-order"),
        // A day that an attribute is said to have does not keep back the person.
        DateReading::Impossible if column.target == Target::None => {
            return Reading::broken("attribute-date-impossible");
        }
        DateReading::Impossible => return Reading::broken("date-impossible"),
        DateReading::Shape => return Reading::broken("date-shape"),
    };
    let past = matches!(
        column.target,
        Target::Field(PersonField::BirthDate | PersonField::DeathDate | PersonField::LastContact | PersonField::AsAt)
    );
    if past && date.earliest_epoch_days() > options.today.earliest_epoch_days() {
        return Reading::broken("date-future");
    }
    if is_default(date) {
        return Reading { broken: vec!["date-default"], ..Reading::empty() };
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
        Ok(number) => {
            let digits = number.digits();
            // Scotland's numbers begin with a date of birth, Northern Ireland's with 32 to 39.
            match digits.get(..3).and_then(|start| start.parse().ok()).unwrap_or(0) {
                10..=319 => Reading::noted(digits, "nhs-number-scotland"),
                320..=399 => Reading::noted(digits, "nhs-number-northern-ireland"),
                _ => Reading::value(digits),
            }
        }
        Err(NhsNumberFault::Length) => Reading::broken("nhs-number-length"),
        Err(NhsNumberFault::Character) => Reading::broken("nhs-number-character"),
        Err(NhsNumberFault::CheckDigit) => Reading::broken("nhs-number-check-digit"),
        Err(NhsNumberFault::RepeatedDigit) => Reading::broken("nhs-number-repeated-digit"),
    }
}

fn read_email(text: &str) -> Reading {
    let text = tidied(text).to_lowercase();
    let is_address =
        text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
    if is_address && !text.contains(' ') { Reading::value(text) } else { Reading::broken("email-shape") }
}

/// Digits with a sign and a point, commas between thousands taken out.
fn plain_number(text: &str) -> Option<String> {
    let bare = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = bare.split_once('.').unwrap_or((bare, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let are_thousands = groups.clone().count() == 0 || first.len() <= 3;
    let is_number = is_digits(first)
        && are_thousands
        && groups.all(|group| group.len() == 3 && is_digits(group))
        && is_digits(fraction);
    is_number.then(|| text.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_plain() {
        for (text, number) in [("1,234,567.50", "1234567.50"), ("-12", "-12"), ("007", "007"), ("3.5", "3.5")] {
            assert_eq!(plain_number(text).as_deref(), Some(number), "{text}");
        }
        for text in ["1,5", "1e5", "inf", "NaN", "", ".", "1,2345", "1234,567", "12-3", "£5"] {
            assert_eq!(plain_number(text), None, "{text}");
        }
    }
}
