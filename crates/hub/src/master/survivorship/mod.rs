//! Survivorship: which value of each field survives in a golden record, why, and what it stood against.

mod agreement;
mod candidate;
mod home;
mod rule;

use std::collections::BTreeMap;

use dolen_model::PersonField;

pub(crate) use agreement::form;
pub(crate) use rule::FieldRule;

use super::gather::{Gathered, SourceRecord};
use super::residence::Places;
use super::{ChosenValue, GoldenContent};
use crate::configuration::{Survivorship, survives};

/// Chooses the values of golden records.
pub(crate) struct Merger<'a> {
    gathered: &'a Gathered,
    places: &'a Places,
    rules: BTreeMap<PersonField, FieldRule>,
}

/// A record of the golden record that is made.
#[derive(Clone, Copy)]
pub(crate) struct MemberRecord<'a> {
    /// Its place among the members.
    pub(crate) place: u32,
    /// Its row among the gathered records.
    pub(crate) row: u32,
    pub(crate) record: &'a SourceRecord,
}

impl<'a> Merger<'a> {
    pub(crate) fn new(survivorship: &Survivorship, gathered: &'a Gathered, places: &'a Places) -> Self {
        Self { gathered, places, rules: rule::field_rules(survivorship, &gathered.organisations) }
    }

    /// The records of some rows, in their order.
    pub(crate) fn members(&self, rows: &[u32]) -> Vec<MemberRecord<'a>> {
        let member = |(&row, place): (&u32, u32)| {
            Some(MemberRecord { place, row, record: self.gathered.records.get(row as usize)? })
        };
        rows.iter().zip(0..).filter_map(member).collect()
    }

    /// Every value that survives, in the order in which pages show fields.
    pub(crate) fn content(&self, members: &[MemberRecord<'a>]) -> GoldenContent {
        let mut values: Vec<ChosenValue> = Vec::new();
        let home = self.home(members);
        for &field in PersonField::ALL.iter().filter(|field| survives(**field)) {
            match field {
                PersonField::Uprn | PersonField::Address | PersonField::Postcode => {
                    values.extend(home.as_ref().and_then(|home| self.home_value(field, home, members)));
                }
                // It tells of the number that was chosen, not of the person.
                PersonField::NhsNumberStatus => {
                    let number = values.iter().find(|value| value.field == PersonField::NhsNumber);
                    let holders = number.map(|number| number.places.clone());
                    values.extend(self.status(holders.as_deref(), members));
                }
                field if field.is_multiple() => values.extend(self.every(field, members)),
                field => values.extend(self.one(field, members)),
            }
        }
        GoldenContent { values }
    }

    /// Whether any record says that the person died.
    pub(crate) fn is_dead(&self, members: &[MemberRecord<'a>]) -> bool {
        members.iter().any(|member| member.record.all(PersonField::DeathDate).next().is_some())
    }

    fn text(&self, number: u32) -> &'a str {
        self.gathered.texts.text(number)
    }
}
