//! Telephone numbers and e-mail addresses: sets, of which one shared value is enough, and several say more. A row without any says nothing.

use super::pair_cache::PairCache;
use super::similarity::{is_one_digit_off, is_one_slip, jaro_winkler, reaches};
use crate::level::{Level, Meaning, level, of_household};
use crate::pattern::{Outcome, octave_of_several};
use crate::records::{Emails, Line, Values};

pub(crate) const PHONE_LEVELS: &[Level] = &[
    level("one shared", Meaning::Same, 0.6, 0.000001),
    level("one digit differs or two are exchanged", Meaning::Near, 0.02, 0.00001),
    level("none shared", Meaning::Unclear, 0.38, 1.0),
];

pub(crate) const EMAIL_LEVELS: &[Level] = &[
    level("one shared", Meaning::Same, 0.6, 0.0001),
    of_household("a letter or so differs", Meaning::Near, 0.05, 0.000005, KIN),
    of_household("the same before the @", Meaning::Near, 0.03, 0.00001, KIN),
    of_household("similar before the @", Meaning::Unclear, 0.02, 0.001, KIN),
    level("none shared", Meaning::Unclear, 0.3, 1.0),
];

/// How much like one person's the addresses of two people of one household are, where they are not the same: they are made
/// of one family name.
const KIN: f64 = 0.5;

const SHARED: u8 = 1;
const SLIP: u8 = 2;
const NO_PHONE: u8 = 3;
const LOCAL_PART: u8 = 3;
const SIMILAR: u8 = 4;
const NO_EMAIL: u8 = 5;

/// Compares two rows by the telephone numbers that they share, else by the two nearest.
pub(crate) fn compare_phones(values: &Values, left: &Line, right: &Line) -> Outcome {
    let (one, other) = (left.row.phone, right.row.phone);
    if one.is_none() || other.is_none() {
        return Outcome::NONE;
    }
    let (left, right) = (values.of(&left.phone), values.of(&right.phone));
    if one.may_share(other)
        && let Some(shared) = shared(values, left, right)
    {
        return Outcome::rare(SHARED, shared);
    }
    let is_slip = left.iter().any(|&one| right.iter().any(|&other| is_one_digit_off(one, other)));
    Outcome::level(if is_slip { SLIP } else { NO_PHONE })
}

/// Compares two rows by the e-mail addresses that they share, else by the two nearest. Addresses are made of names: two
/// people of one name have similar ones, so that nearness says nothing where the names agree already.
pub(crate) fn compare_emails(emails: &Emails, cache: &mut PairCache, left_line: &Line, right_line: &Line) -> Outcome {
    let (left_row, right_row) = (&left_line.row, &right_line.row);
    let (one, other) = (left_row.email, right_row.email);
    if one.is_none() || other.is_none() {
        return Outcome::NONE;
    }
    let (left, right) = (emails.values.of(&left_line.email), emails.values.of(&right_line.email));
    if one.may_share(other)
        && let Some(shared) = shared(&emails.values, left, right)
    {
        return Outcome::rare(SHARED, shared);
    }
    let number = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
    let pairs = left.iter().flat_map(|&one| right.iter().map(move |&other| (number(one), number(other))));
    let level = pairs
        .map(|(one, other)| cache.get_or(one, other, |one, other| email_level(emails.text(one), emails.text(other))))
        .min();
    let [left_first, right_first] = [left_row, right_row].map(|row| row.given.first().copied());
    let is_one_name = left_row.family != 0 && left_row.family == right_row.family && left_first == right_first;
    match level.unwrap_or(NO_EMAIL) {
        SLIP | LOCAL_PART | SIMILAR if is_one_name => Outcome::NONE,
        level => Outcome::level(level),
    }
}

/// How rare the values are, together, that two sets share.
fn shared(values: &Values, left: &[u64], right: &[u64]) -> Option<u8> {
    octave_of_several(left.iter().filter(|value| right.contains(value)).map(|&value| values.octave(value)))
}

fn email_level(one: &str, other: &str) -> u8 {
    if is_one_slip(one, other) {
        return SLIP;
    }
    let local = |address: &str| address.split('@').next().unwrap_or_default().to_owned();
    let (one, other) = (local(one), local(other));
    if one == other {
        return LOCAL_PART;
    }
    if reaches(jaro_winkler(&one, &other), 0.88) { SIMILAR } else { NO_EMAIL }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_near_by_a_slip_and_by_the_part_before_the_at_sign() {
        assert_eq!(email_level("robert255@smith.net", "robert25@smith.net"), SLIP);
        assert_eq!(email_level("robert25@smith.net", "robert25@jones.org"), LOCAL_PART);
        assert_eq!(email_level("robert25@smith.net", "roebrta25@smith.org"), SIMILAR);
        assert_eq!(email_level("robert25@smith.net", "sian@smith.net"), NO_EMAIL);
    }
}
