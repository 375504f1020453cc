//! Parts of blocking keys.

use crate::interner::hash_of;
use crate::records::{Names, Records};
use crate::specification::KeyPart;
use crate::standardise::Day;

/// A row has at most so many keys under one rule; further combinations of its values are left out.
const KEYS_A_ROW: usize = 24;

/// What the report calls a rule.
pub(crate) fn name(parts: &[KeyPart]) -> String {
    let names = parts.iter().map(|part| match part {
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
    });
    names.collect::<Vec<_>>().join(" + ")
}

/// The values of a row for each part of a rule.
pub(crate) fn parts_of(parts: &[KeyPart], records: &Records, row: u32) -> Vec<Vec<u64>> {
    parts.iter().map(|part| values(part, records, row)).collect()
}

/// One key for each combination of the parts' values, ascending; none where a part has no value. Never 0.
pub(crate) fn product(parts: &[Vec<u64>]) -> Vec<u64> {
    let mut keys = vec![0x005b_1d0f_u64];
    for values in parts {
        keys = keys.iter().flat_map(|&key| values.iter().map(move |&value| mix(key, value))).take(KEYS_A_ROW).collect();
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Two numbers into one, well spread and never 0.
const fn mix(key: u64, value: u64) -> u64 {
    let mut mixed = key.rotate_left(23) ^ value.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (mixed ^ (mixed >> 29)) | 1
}

fn values(part: &KeyPart, records: &Records, row: u32) -> Vec<u64> {
    let names = &records.names;
    let birth = records.births.of(row);
    match part {
        KeyPart::NhsNumber => number(records.numbers.get(row as usize).map_or(0, |number| number.digits)),
        KeyPart::BirthDate => unordered(birth).map(|days| u64::from(birth.year) << 16 | days).into_iter().collect(),
        KeyPart::BirthDayMonth => unordered(birth).into_iter().collect(),
        KeyPart::BirthMonth if birth.month == 0 => Vec::new(),
        KeyPart::BirthMonth => number(u64::from(birth.year) << 8 | u64::from(birth.month)),
        KeyPart::BirthYear => number(u64::from(birth.year)),
        KeyPart::Given => given(names, row),
        KeyPart::GivenInitial => {
            first_words(names, row).map(|word| u64::from(u32::from(names.words.get(word).initial))).collect()
        }
        KeyPart::FamilySound => family_sounds(names, row),
        KeyPart::Postcode => postcodes(records, row),
        KeyPart::Uprn => number(records.places.value(row).map_or(0, |place| u64::from(place.uprn))),
        KeyPart::House => house(records, row),
        KeyPart::Phone => records.phones.of(row).iter().map(|&value| u64::from(value)).collect(),
        KeyPart::Email => records.emails.of(row).iter().map(|&value| u64::from(value)).collect(),
        KeyPart::Column(column) => number(u64::from(text_code(records, column, row))),
        KeyPart::ColumnStart(column) => column_start(records, column, row),
    }
}

fn number(value: u64) -> Vec<u64> {
    if value == 0 { Vec::new() } else { vec![value] }
}

/// Day and month in either order.
fn unordered(birth: Day) -> Option<u64> {
    let (day, month) = (u64::from(birth.day), u64::from(birth.month));
    birth.is_whole().then(|| day.min(month) << 8 | day.max(month))
}

/// First given name and the first words of other names.
fn first_words(names: &Names, row: u32) -> impl Iterator<Item = u32> {
    let value = names.given(names.given_code(row));
    let first = value.and_then(|value| value.words.first());
    first.into_iter().chain(value.map(|value| value.others.as_slice()).unwrap_or_default()).copied()
}

/// The groups of variants of the given names, or their sound where they are in none.
fn given(names: &Names, row: u32) -> Vec<u64> {
    let mut values: Vec<u64> = Vec::new();
    for word in first_words(names, row).map(|word| names.words.get(word)) {
        if word.groups.is_empty() {
            values.push(u64::from(word.sound) << 16);
        } else {
            values.extend(word.groups.iter().map(|&group| u64::from(group) + 1));
        }
    }
    values.sort_unstable();
    values.dedup();
    values
}

fn family_sounds(names: &Names, row: u32) -> Vec<u64> {
    let Some(value) = names.family(names.family_code(row)) else { return Vec::new() };
    let current = (!value.parts.is_empty()).then_some(value.whole);
    let words = current.into_iter().chain(value.parts.iter().copied()).chain(value.others.iter().copied());
    let mut sounds: Vec<u64> =
        words.map(|word| u64::from(names.words.get(word).sound)).filter(|&sound| sound != 0).collect();
    sounds.sort_unstable();
    sounds.dedup();
    sounds.truncate(8);
    sounds
}

fn postcodes(records: &Records, row: u32) -> Vec<u64> {
    let Some(place) = records.places.value(row) else { return Vec::new() };
    let all = std::iter::once(&place.current).chain(&place.former);
    let mut codes: Vec<u64> = all.map(|spot| u64::from(spot.postcode)).filter(|&code| code != 0).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.truncate(8);
    codes
}

fn house(records: &Records, row: u32) -> Vec<u64> {
    let Some(place) = records.places.value(row) else { return Vec::new() };
    let all = std::iter::once(&place.current).chain(&place.former);
    all.filter(|spot| spot.house != 0 && spot.street != 0)
        .map(|spot| u64::from(spot.house) << 32 | u64::from(spot.street))
        .take(8)
        .collect()
}

fn text_code(records: &Records, column: &str, row: u32) -> u32 {
    records.texts.iter().find(|texts| texts.name == column).map_or(0, |texts| texts.code(row))
}

fn column_start(records: &Records, column: &str, row: u32) -> Vec<u64> {
    let Some(texts) = records.texts.iter().find(|texts| texts.name == column) else { return Vec::new() };
    let text = texts.distinct.text(texts.code(row));
    let start: String = text.chars().filter(|letter| letter.is_alphanumeric()).take(4).collect();
    if start.is_empty() { Vec::new() } else { number(hash_of(&start)) }
}
