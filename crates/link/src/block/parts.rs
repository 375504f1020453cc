//! Parts of blocking keys.

use crate::interner::hash_of;
use crate::records::{Names, Records, Row};
use crate::specification::KeyPart;
use crate::standardise::Day;

/// What the report calls a rule.
pub(crate) fn name<'a>(parts: impl Iterator<Item = &'a KeyPart>) -> String {
    parts.map(name_of).collect::<Vec<_>>().join(" + ")
}

/// What the report calls a part of a rule.
pub(crate) fn name_of(part: &KeyPart) -> String {
    match part {
        KeyPart::NhsNumber => "nhs-number".to_owned(),
        KeyPart::BirthDate => "birth-date".to_owned(),
        KeyPart::BirthMonth => "birth-month".to_owned(),
        KeyPart::BirthYear => "birth-year".to_owned(),
        KeyPart::BirthDayMonth => "birth-day-month".to_owned(),
        KeyPart::Given => "given".to_owned(),
        KeyPart::GivenInitial => "given-initial".to_owned(),
        KeyPart::FamilySound => "family-sound".to_owned(),
        KeyPart::Postcode => "postcode".to_owned(),
        KeyPart::Uprn => "uprn".to_owned(),
        KeyPart::House => "house".to_owned(),
        KeyPart::Phone => "phone".to_owned(),
        KeyPart::Email => "email".to_owned(),
        KeyPart::Column(column) => format!("column {column}"),
        KeyPart::ColumnStart(column) => format!("start of column {column}"),
    }
}

/// Values of one part in one row at most; further ones are left out.
pub(crate) const VALUES: usize = 8;

/// The values of a row for one part of a rule.
#[derive(Clone, Copy, Default)]
pub(crate) struct PartValues {
    values: [u64; VALUES],
    count: usize,
}

impl PartValues {
    fn push(&mut self, value: u64) {
        if value == 0 || self.as_slice().contains(&value) {
            return;
        }
        if let Some(place) = self.values.get_mut(self.count) {
            *place = value;
            self.count += 1;
        }
    }

    fn one(value: u64) -> Self {
        let mut values = Self::default();
        values.push(value);
        values
    }

    fn all(values: impl Iterator<Item = u64>) -> Self {
        let mut all = Self::default();
        values.for_each(|value| all.push(value));
        all
    }

    pub(crate) fn as_slice(&self) -> &[u64] {
        self.values.get(..self.count).unwrap_or(&[])
    }
}

/// The values of a row for a part of a rule; none where the row lacks it. A value follows from what the row holds alone, not
/// from the order in which rows were read, so that a key means the same to every run.
pub(crate) fn values(part: &KeyPart, records: &Records, row: u32) -> PartValues {
    let line = records.row(row);
    let birth = line.birth;
    match part {
        KeyPart::NhsNumber => PartValues::one(line.number.digits()),
        KeyPart::BirthDate => PartValues::one(unordered(birth).map_or(0, |days| u64::from(birth.year) << 16 | days)),
        KeyPart::BirthDayMonth => PartValues::one(unordered(birth).unwrap_or(0)),
        KeyPart::BirthMonth if birth.month == 0 => PartValues::default(),
        KeyPart::BirthMonth => PartValues::one(u64::from(birth.year) << 8 | u64::from(birth.month)),
        KeyPart::BirthYear => PartValues::one(u64::from(birth.year)),
        KeyPart::Given => given(&records.names, line),
        KeyPart::GivenInitial => {
            let names = &records.names;
            PartValues::all(first_words(names, line).map(|word| u64::from(u32::from(names.words.get(word).initial))))
        }
        KeyPart::FamilySound => family_sounds(&records.names, line),
        KeyPart::Postcode => postcodes(records, row),
        KeyPart::Uprn => PartValues::one(records.place_of.get(row as usize).map_or(0, |place| place.uprn)),
        KeyPart::House => house(records, row),
        KeyPart::Phone => phones(records, row),
        KeyPart::Email => emails(records, row),
        KeyPart::Column(name) => column(records, name, row),
        KeyPart::ColumnStart(column) => column_start(records, column, row),
    }
}

/// Day and month in either order.
fn unordered(birth: Day) -> Option<u64> {
    let (day, month) = (u64::from(birth.day), u64::from(birth.month));
    birth.is_whole().then(|| day.min(month) << 8 | day.max(month))
}

/// First given name and the first words of other names.
fn first_words<'a>(names: &'a Names, line: &Row) -> impl Iterator<Item = u32> + 'a {
    let value = names.given(line.names.given);
    value.words.first().into_iter().chain(value.others).copied()
}

/// The groups of variants of the given names, or their sound where they are in none.
fn given(names: &Names, line: &Row) -> PartValues {
    let mut values = PartValues::default();
    for word in first_words(names, line).map(|word| names.words.get(word)) {
        if word.variants.is_none() {
            values.push(names.words.sound_key(word.sound));
        }
        word.variants.groups().iter().for_each(|&group| values.push(u64::from(group) + 1));
    }
    values
}

fn family_sounds(names: &Names, line: &Row) -> PartValues {
    let value = names.family(line.names.family);
    let words = std::iter::once(value.whole).chain(value.parts.iter().copied()).chain(value.others.iter().copied());
    PartValues::all(words.map(|word| names.words.sound_key(names.words.get(word).sound)))
}

fn postcodes(records: &Records, row: u32) -> PartValues {
    let Some(place) = records.place_of.get(row as usize) else { return PartValues::default() };
    let all = std::iter::once(&place.current).chain(records.places.former(place));
    PartValues::all(all.map(|spot| records.places.postcode_key(spot.postcode)))
}

fn house(records: &Records, row: u32) -> PartValues {
    let Some(place) = records.place_of.get(row as usize) else { return PartValues::default() };
    let all = std::iter::once(&place.current).chain(records.places.former(place));
    let whole = all.filter(|spot| spot.house != 0 && spot.street != 0);
    PartValues::all(whole.map(|spot| records.places.house_key(spot)))
}

fn phones(records: &Records, row: u32) -> PartValues {
    let held = records.phone_of.get(row as usize);
    held.map_or(PartValues::default(), |held| PartValues::all(records.phones.of(held).iter().copied()))
}

fn emails(records: &Records, row: u32) -> PartValues {
    let emails = &records.emails;
    let held = records.email_of.get(row as usize);
    held.map_or(PartValues::default(), |held| {
        PartValues::all(emails.values.of(held).iter().map(|&number| emails.key(number)))
    })
}

fn column(records: &Records, column: &str, row: u32) -> PartValues {
    let texts = records.texts.iter().find(|texts| texts.name == column);
    texts.map_or(PartValues::default(), |texts| {
        PartValues::all(texts.values(&texts.code(row)).iter().map(|&code| texts.key(code)))
    })
}

fn column_start(records: &Records, column: &str, row: u32) -> PartValues {
    let Some(texts) = records.texts.iter().find(|texts| texts.name == column) else { return PartValues::default() };
    let code = texts.code(row);
    let starts = texts.values(&code).iter().map(|&code| {
        let text = texts.distinct.text(code);
        text.chars().filter(|letter| letter.is_alphanumeric()).take(4).collect::<String>()
    });
    PartValues::all(starts.filter(|start| !start.is_empty()).map(|start| hash_of(&start)))
}
