//! What one value looks like.

use dolen_model::{NhsNumber, Postcode, PostcodeKind};

use super::dates::{is_any_date, is_date};
use crate::check::IdentifierCheck;
use crate::standardise::{Variants, compact, email, family_parts, phone, uprn};

/// Letters of `m` and `f` and the words for them, in English and Welsh, and those for neither.
const SEXES: &[&str] = &["m", "f", "male", "female", "man", "woman", "boy", "girl", "gwryw", "benyw"];
const NO_SEX: &[&str] = &["u", "x", "i", "o", "other", "unspecified", "indeterminate", "not specified", "arall"];

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

fn letters(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_alphabetic()).count()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

pub(super) fn is_number(text: &str) -> bool {
    digits(text) > 0
        && text.trim_start_matches(['£', '$', '€']).bytes().all(|byte| b"0123456789.,-+ %eE".contains(&byte))
}

pub(super) fn is_email(text: &str) -> bool {
    email(text).is_some()
}

/// A name of a person, or what may be one.
pub(super) fn is_name(text: &str) -> bool {
    let letters = letters(text);
    letters > 0 && letters > digits(text) && !text.contains('@') && words(text) <= 12 && !is_any_date(text)
}

/// A line of an address: words, or the number of a house.
pub(super) fn is_address(text: &str) -> bool {
    (letters(text) > 0 || digits(text) <= 5) && !text.contains('@') && !is_date(text)
}

/// Words as in the name of a place or of an occupation.
pub(super) fn is_wording(text: &str) -> bool {
    letters(text) > digits(text) && !text.contains('@') && !is_date(text)
}

/// A word or a code.
pub(super) fn is_category(text: &str) -> bool {
    words(text) <= 8 && !text.contains('@') && !is_date(text)
}

/// Digits, with letters or without.
pub(super) fn is_code(text: &str) -> bool {
    digits(text) > 0 && text.len() <= 40 && words(text) <= 5
}

pub(super) fn is_sex(text: &str) -> bool {
    is_sex_word(text) || ["1", "2", "0", "9"].contains(&text)
}

/// A word for a sex, and whether for either.
pub(super) fn is_sex_word(text: &str) -> bool {
    SEXES.iter().chain(NO_SEX).any(|word| text.eq_ignore_ascii_case(word))
}

pub(super) fn is_female_word(text: &str) -> bool {
    ["f", "female", "woman", "girl", "benyw"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

pub(super) fn is_nhs_number(text: &str) -> bool {
    NhsNumber::parse(text).is_ok()
}

/// An identifier with a valid check digit.
pub(super) fn has_check(check: IdentifierCheck, text: &str) -> bool {
    text.len() <= 60 && check.passes(&check.standard(compact(text)))
}

/// A whole National Insurance number: without the letter at its end it looks like other codes.
pub(super) fn is_national_insurance(text: &str) -> bool {
    has_check(IdentifierCheck::NationalInsurance, text) && text.ends_with(|letter: char| letter.is_alphabetic())
}

/// `123-45-6789` (United States).
pub(super) fn is_social_security(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_part =
        |(part, length): (&&str, usize)| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().zip([3, 2, 4]).all(is_part)
}

/// A whole British postcode.
pub(super) fn is_postcode(text: &str) -> bool {
    let is_whole = |code: &Postcode| matches!(code.kind(), PostcodeKind::Full | PostcodeKind::LegacyNewport);
    text.len() <= 10 && Postcode::parse(text).is_ok_and(|code| is_whole(&code))
}

/// A postal code of some country.
pub(super) fn is_postal(text: &str) -> bool {
    let bare = text.chars().filter(|letter| letter.is_alphanumeric()).count();
    digits(text) > 0 && (3..=10).contains(&bare) && words(text) <= 3 && !is_date(text) || Postcode::parse(text).is_ok()
}

pub(super) fn is_uprn(text: &str) -> bool {
    uprn(text).is_some()
}

/// A UPRN of the ranges that local authorities were given (GeoPlace): 10, 100 and 200 with nine digits after them.
pub(super) fn is_ranged_uprn(text: &str) -> bool {
    let is_ranged = text.len() == 12 && (text.starts_with("100") || text.starts_with("200"))
        || text.len() == 11 && text.starts_with("10");
    is_ranged && text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn is_phone(text: &str) -> bool {
    phone(text).is_some() && letters(text) <= 6
}

/// A telephone number that cannot well be another number: it begins as one, or is grouped as one.
pub(super) fn is_written_phone(text: &str) -> bool {
    let digits = digits(text);
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || b" +-().".contains(&byte));
    let is_international = text.starts_with('+') || text.starts_with("00");
    let is_national = text.starts_with('0') || text.starts_with("(0");
    let is_grouped = digits == 10 && text.bytes().filter(|byte| b"-.)".contains(byte)).count() == 2;
    is_plain
        && (is_international && (9..=16).contains(&digits) || is_national && (10..=11).contains(&digits) || is_grouped)
}

/// Letters alone, with what stands between the parts of names.
fn is_plain_name(text: &str) -> bool {
    letters(text) > 1 && text.chars().all(|letter| letter.is_alphabetic() || " '-.\u{2019}".contains(letter))
}

/// Whether the first word is a known given name.
pub(super) fn is_known_given(text: &str) -> bool {
    let first = text.split([' ', '-']).next().unwrap_or("");
    is_plain_name(text) && words(text) <= 3 && is_known(first)
}

/// A whole name with a known given name first, or after a comma.
pub(super) fn is_known_full(text: &str) -> bool {
    let (family, given) = match text.split_once(',') {
        Some((family, given)) => (family, given),
        None => ("", text),
    };
    let given = given.trim();
    let is_whole = !family.is_empty() && words(given) <= 3 || family.is_empty() && (2..=5).contains(&words(given));
    is_whole && is_plain_name(given) && is_known(given.split(' ').next().unwrap_or(""))
}

fn is_known(word: &str) -> bool {
    family_parts(word).first().is_some_and(|word| !Variants::of(word).is_none())
}
