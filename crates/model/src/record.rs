//! A row of an agency after its feed's contract was applied.

use serde::{Deserialize, Serialize};

use crate::{Attribute, PersonField, Sensitive};

/// One standard value and the column that it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldValue {
    /// Which field.
    pub field: PersonField,
    /// The standard form of the value (ISO dates, normalised postcode, code list applied).
    pub value: Sensitive<String>,
    /// Name of the column in the agency's file.
    pub column: String,
}

/// What one row says of one person, in standard fields and attributes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRecord {
    /// Values, in the order of the feed's columns; a field may come more than once if it is multiple.
    pub values: Vec<FieldValue>,
    /// Vulnerability attributes that the row carries.
    pub attributes: Vec<Attribute>,
}

impl PersonRecord {
    /// The first value of a field.
    pub fn first(&self, field: PersonField) -> Option<&str> {
        self.all(field).next()
    }

    /// Every value of a field.
    pub fn all(&self, field: PersonField) -> impl Iterator<Item = &str> {
        self.values.iter().filter(move |value| value.field == field).map(|value| value.value.expose().as_str())
    }

    /// Whether the row holds enough to identify anybody: an NHS number, or a family name with a given name, a date of
    /// birth or a place. A row without it is published, never matched, and listed as unlinkable.
    pub fn can_be_linked(&self) -> bool {
        let has = |field| self.first(field).is_some();
        let place = has(PersonField::Uprn) || has(PersonField::Postcode) || has(PersonField::Address);
        has(PersonField::NhsNumber)
            || (has(PersonField::FamilyName)
                && (has(PersonField::BirthDate) || (has(PersonField::GivenNames) && place)))
            || (has(PersonField::GivenNames) && has(PersonField::BirthDate) && place)
    }
}
