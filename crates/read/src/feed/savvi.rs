//! The attribute CSV of the UK Vulnerabilities Data Standard (SAVVI, alpha of June 2026), accepted as it stands.

use std::collections::BTreeMap;

use dolen_model::PersonField;

use super::attribute::{index, iso_date};
use super::{AttributeRule, Column, ColumnType, RoleRule, TermRule};

/// Its columns, in its order.
pub(crate) fn columns() -> Vec<Column> {
    let gender = ["Male", "Female", "Other", "unknown"].map(|word| (word.to_owned(), word.to_ascii_lowercase()));
    let kinds = ["Circumstance", "Event", "Service", "Risk"].map(|word| (word.to_owned(), word.to_owned()));
    let kinds = BTreeMap::from(kinds);
    let mut columns = vec![
        Column { required: true, ..Column::plain("PersonReference") },
        Column::field("GivenNames", PersonField::GivenNames),
        Column::field("FamilyName", PersonField::FamilyName),
        Column::field("Alias", PersonField::Alias),
        Column::field("BirthDate", PersonField::BirthDate),
        Column { codes: BTreeMap::from(gender), ..Column::field("Gender", PersonField::Sex) },
        Column::field("UPRN", PersonField::Uprn),
    ];
    for line in 1..=5 {
        columns.push(Column::field(&format!("Address{line}"), PersonField::Address));
    }
    columns.extend([
        Column::field("Postcode", PersonField::Postcode),
        Column { required: true, kind: ColumnType::Code, codes: kinds, ..Column::plain("AttributeType") },
        Column::plain("AttributeScheme"),
        Column { required: true, ..Column::plain("Attribute") },
        iso_date("AttributeDate"),
        Column::plain("SourceSystem"),
        Column { kind: ColumnType::Date, ..Column::field("ExtractedOn", PersonField::AsAt) },
    ]);
    columns
}

/// Its one attribute a row.
pub(crate) fn attribute(columns: &mut Vec<Column>) -> AttributeRule {
    AttributeRule {
        repeat: None,
        columns: Vec::new(),
        term: TermRule::Named {
            kind: index(columns, "AttributeType"),
            scheme: index(columns, "AttributeScheme"),
            term: index(columns, "Attribute"),
        },
        start: Some(index(columns, "AttributeDate")),
        end: None,
        role: RoleRule::Fixed(dolen_model::AttributeRole::Subject),
        event_reference: None,
    }
}
