//! Check digits and forms of identifiers.

use dolen_model::NhsNumber;
use serde::{Deserialize, Serialize};

use crate::standardise::{DayOrder, parse_date};

/// What tells a well-formed identifier from one that was typed wrongly. A value that fails it is one with a slip: it never
/// counts as the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdentifierCheck {
    /// The last digit by modulus 10 "double-add-double" (ISO/IEC 7812-1, annex B; US patent 2950048, H. P. Luhn): cards,
    /// Canadian social insurance, Swedish personal numbers.
    Luhn,
    /// The last of ten digits or fewer by modulus 11 with weights 2 to 10 from the right, X for 10 (ISO 2108:1992, as of ISBN-10).
    #[serde(rename = "mod-11")]
    Mod11,
    /// The last two digits by modulus 97, where letters are 10 to 35 (ISO/IEC 7064, MOD 97-10).
    #[serde(rename = "mod-97")]
    Mod97,
    /// National Insurance number: no check digit, but prefixes that are never given (HMRC, National Insurance Manual NIM39110).
    NationalInsurance,
    /// Scottish Community Health Index: day, month and year of birth, and modulus 11 as of an NHS number (NHS Data Model and
    /// Dictionary, COMMUNITY HEALTH INDEX NUMBER).
    Chi,
    /// Northern Irish Health and Care Number: the form of an NHS number from 320 000 0001 to 399 999 9999 (NHS Data Model and
    /// Dictionary, HEALTH AND CARE NUMBER).
    HealthAndCare,
    /// Irish Personal Public Service number: seven digits, a letter by modulus 23, and at times a second letter that counts nine
    /// times (Department of Social Protection and Revenue; python-stdnum, `stdnum.ie.pps`).
    Pps,
    /// Unique Pupil Number: a letter by modulus 23 before twelve digits, the last of which is a letter in temporary ones (UK
    /// Government Data Standards Catalogue, Unique Pupil Number 2.0; Department for Education, common basic data set, error 1510).
    Upn,
    /// Unique Learner Number: ten digits that make 10 by modulus 11 with weights 10 to 1 (Higher Education Statistics Agency,
    /// student record, field ULN).
    Uln,
}

/// No identifier has more letters and digits.
const LONGEST: usize = 40;

/// Letters for the remainders of 23 in a pupil number: I, O and S are left out.
const PUPIL_LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

impl IdentifierCheck {
    /// Every check.
    pub const ALL: &'static [Self] = &[
        Self::Luhn,
        Self::Mod11,
        Self::Mod97,
        Self::NationalInsurance,
        Self::Chi,
        Self::HealthAndCare,
        Self::Pps,
        Self::Upn,
        Self::Uln,
    ];

    /// What values that pass it are called.
    pub(crate) const fn told(self) -> &'static str {
        match self {
            Self::Luhn | Self::Mod11 | Self::Mod97 => "codes with a valid check digit",
            Self::NationalInsurance => "National Insurance numbers",
            Self::Chi => "CHI numbers with a valid check digit",
            Self::HealthAndCare => "Health and Care numbers with a valid check digit",
            Self::Pps => "PPS numbers with a valid check letter",
            Self::Upn => "pupil numbers with a valid check letter",
            Self::Uln => "learner numbers with a valid check digit",
        }
    }

    /// The one form of an identifier of which upper-case letters and digits are given: what may be left out is.
    pub(crate) fn standard(self, mut text: String) -> String {
        let bytes = text.as_bytes();
        match self {
            // The letter at the end tells when stamped cards were handed in, and not who somebody is.
            Self::NationalInsurance if bytes.len() == 9 && matches!(bytes.last(), Some(b'A'..=b'D')) => {
                text.pop();
                text
            }
            // Spreadsheets drop the zero of the first nine days of a month.
            Self::Chi if bytes.len() == 9 && bytes.iter().all(u8::is_ascii_digit) => format!("0{text}"),
            _ => text,
        }
    }

    /// Whether an identifier in standard form has its check digit and form.
    pub(crate) fn passes(self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let is_one_digit = bytes.first().is_some_and(|first| bytes.iter().all(|byte| byte == first));
        if bytes.len() > LONGEST || is_one_digit || !bytes.iter().all(u8::is_ascii_alphanumeric) {
            return false;
        }
        match self {
            Self::Luhn => luhn(bytes),
            Self::Mod11 => mod_11(bytes),
            Self::Mod97 => mod_97(bytes),
            Self::NationalInsurance => national_insurance(bytes),
            Self::Chi => NhsNumber::parse(text).is_ok() && text.get(..6).is_some_and(is_day),
            Self::HealthAndCare => {
                NhsNumber::parse(text).is_ok_and(|number| (3_200_000_001..=3_999_999_999).contains(&number.number()))
            }
            Self::Pps => pps(bytes),
            Self::Upn => upn(bytes),
            Self::Uln => uln(bytes),
        }
    }
}

/// The value of a digit.
fn digit(byte: u8) -> Option<u32> {
    char::from(byte).to_digit(10)
}

/// The sum of digits, each times its weight; none where something is no digit.
fn weighted(bytes: &[u8], weights: impl Iterator<Item = u32>) -> Option<u32> {
    bytes.iter().zip(weights).try_fold(0, |sum, (&byte, weight)| Some(sum + digit(byte)? * weight))
}

fn luhn(bytes: &[u8]) -> bool {
    let doubled = |(place, &byte): (usize, &u8)| {
        let digit = digit(byte)?;
        Some(if place % 2 == 0 { digit } else { 2 * digit / 10 + 2 * digit % 10 })
    };
    let sum: Option<u32> = bytes.iter().rev().enumerate().map(doubled).sum();
    bytes.len() > 1 && sum.is_some_and(|sum| sum % 10 == 0)
}

fn mod_11(bytes: &[u8]) -> bool {
    let Some((&last, rest @ [_, ..])) = bytes.split_last() else { return false };
    let check = if last == b'X' { Some(10) } else { digit(last) };
    let reversed: Vec<u8> = rest.iter().rev().copied().collect();
    // An eleventh weight would be 0 by modulus 11, and its digit would not count.
    let sum = weighted(&reversed, 2..).filter(|_| reversed.len() < 10);
    sum.zip(check).is_some_and(|(sum, check)| (sum + check) % 11 == 0)
}

fn mod_97(bytes: &[u8]) -> bool {
    let remainder = bytes.iter().try_fold(0, |remainder, &byte| {
        let value = char::from(byte).to_digit(36)?;
        Some((remainder * if value < 10 { 10 } else { 100 } + value) % 97)
    });
    bytes.len() > 3 && remainder == Some(1)
}

fn national_insurance(bytes: &[u8]) -> bool {
    let [first, second, number @ ..] = bytes else { return false };
    let is_prefix = first.is_ascii_uppercase()
        && second.is_ascii_uppercase()
        && !b"DFIQUV".contains(first)
        && !b"DFIOQUV".contains(second)
        && ![b"BG", b"GB", b"KN", b"NK", b"NT", b"TN", b"ZZ"].contains(&&[*first, *second]);
    let is_suffix = |suffix: &[u8]| matches!(suffix, [] | [b'A'..=b'D']);
    let parts = number.split_at_checked(6);
    is_prefix && parts.is_some_and(|(number, suffix)| number.iter().all(u8::is_ascii_digit) && is_suffix(suffix))
}

/// Whether six digits are a day, a month and a year.
fn is_day(text: &str) -> bool {
    let parts = text.get(..2).zip(text.get(2..4)).zip(text.get(4..6));
    parts.is_some_and(|((day, month), year)| {
        // Which century it is matters on the 29th of February alone: 1900 had none.
        let is_of = |century: &str| parse_date(&format!("{day}/{month}/{century}{year}"), DayOrder::DayFirst);
        is_of("19").or_else(|| is_of("20")).is_some_and(|day| day.is_whole())
    })
}

fn pps(bytes: &[u8]) -> bool {
    let Some((digits, [check @ b'A'..=b'W', further @ ..])) = bytes.split_at_checked(7) else { return false };
    let ninth = match further {
        // W, T and X stood on numbers of wives and of trusts, and do not count.
        [] | [b'W' | b'T' | b'X'] => 0,
        [letter @ b'A'..=b'I'] => u32::from(letter - b'A') + 1,
        _ => return false,
    };
    let sum = weighted(digits, (2..=8).rev()).map(|sum| (sum + 9 * ninth) % 23);
    sum.is_some_and(|remainder| remainder == (u32::from(check - b'A') + 1) % 23)
}

fn upn(bytes: &[u8]) -> bool {
    let value =
        |byte: u8| PUPIL_LETTERS.iter().position(|&letter| letter == byte).and_then(|at| u32::try_from(at).ok());
    let [check, digits @ .., last] = bytes else { return false };
    let last = digit(*last).or_else(|| value(*last));
    let sum = weighted(digits, 2..).zip(last).map(|(sum, last)| (sum + 13 * last) % 23);
    digits.len() == 11 && sum.is_some() && sum == value(*check)
}

fn uln(bytes: &[u8]) -> bool {
    let sum = weighted(bytes, (1..=10).rev());
    bytes.len() == 10 && bytes.first() != Some(&b'0') && sum.is_some_and(|sum| sum % 11 == 10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::standardise::compact;

    /// Published examples, and numbers worked out by hand from the formulas.
    const VALID: &[(IdentifierCheck, &[&str])] = &[
        (IdentifierCheck::Luhn, &["4111 1111 1111 1111", "79927398713", "046 454 286"]),
        (IdentifierCheck::Mod11, &["0-306-40615-2", "0 8044 2957 X", "943 476 5919"]),
        (IdentifierCheck::Mod97, &["794 2944 4422 1391 392", "3214282912345698765432161182", "GB82WEST123430"]),
        (IdentifierCheck::NationalInsurance, &["AB 12 34 56 C", "JG103759A", "ab123456"]),
        (IdentifierCheck::HealthAndCare, &["320 000 0015"]),
        (IdentifierCheck::Pps, &["6433435F", "6433435FT", "6433435FW", "6433435OA"]),
        (IdentifierCheck::Upn, &["B801200005001", "P207000016049"]),
        (IdentifierCheck::Uln, &["9276308686"]),
    ];

    const INVALID: &[(IdentifierCheck, &[&str])] = &[
        (IdentifierCheck::Luhn, &["4111111111111112", "0000000000", "", "7", "79927398A13"]),
        (IdentifierCheck::Mod11, &["0306406153", "2", "", "X"]),
        (IdentifierCheck::Mod97, &["794294444221391393", "01", ""]),
        (
            IdentifierCheck::NationalInsurance,
            &["TN123456M", "BG123456A", "QQ123456C", "AO123456C", "AB12345C", "AB123456E"],
        ),
        (IdentifierCheck::Chi, &["9434765919", "3102559999", ""]),
        (IdentifierCheck::HealthAndCare, &["9434765919", "3200000012"]),
        (IdentifierCheck::Pps, &["6433435E", "6433435OB", "643343F", "6433435FZ"]),
        (IdentifierCheck::Upn, &["A801200005001", "B80120000500", "B20700001604I", "BB01200005001"]),
        (IdentifierCheck::Uln, &["9276308687", "0276308686", "927630868"]),
    ];

    #[test]
    fn published_numbers_pass_and_others_fail() {
        let passes = |check: IdentifierCheck, text: &&str| check.passes(&check.standard(compact(text)));
        for &(check, texts) in VALID {
            texts.iter().for_each(|text| assert!(passes(check, text), "{check:?} {text}"));
        }
        for &(check, texts) in INVALID {
            texts.iter().for_each(|text| assert!(!passes(check, text), "{check:?} {text}"));
        }
    }

    /// A CHI number of a day and a number.
    fn chi(day: u32, month: u32, year: u32, number: u32) -> Option<String> {
        let nine = format!("{day:02}{month:02}{year:02}{number:03}");
        NhsNumber::check_digit(nine.parse().unwrap()).map(|check| format!("{nine}{check}"))
    }

    #[test]
    fn a_health_index_number_starts_with_a_day() {
        let passes = |text: &str| IdentifierCheck::Chi.passes(&IdentifierCheck::Chi.standard(text.to_owned()));
        let valid: Vec<String> = (0..200).filter_map(|number| chi(7, 11, 68, number)).collect();
        assert!(valid.len() > 100 && valid.iter().all(|text| passes(text) && passes(&text[1..])));
        assert!((0..200).filter_map(|number| chi(29, 2, 0, number)).all(|text| passes(&text)), "2000 was a leap year");
        assert!(!(0..200).filter_map(|number| chi(31, 2, 68, number)).any(|text| passes(&text)));
    }

    proptest! {
        /// What check digits are for.
        #[test]
        fn no_wrong_digit_goes_unnoticed(place in 0_usize..40, other in 0_u8..10, example in 0_usize..20) {
            let with_digits = VALID.iter().filter(|(check, _)| *check != IdentifierCheck::NationalInsurance);
            let examples: Vec<(IdentifierCheck, String)> =
                with_digits.flat_map(|&(check, texts)| texts.iter().map(move |text| (check, compact(text)))).collect();
            let (check, valid) = &examples[example % examples.len()];
            let mut bytes = valid.clone().into_bytes();
            let place = place % bytes.len();
            let is_digit = bytes[place].is_ascii_digit();
            bytes[place] = b'0' + other;
            let changed = String::from_utf8(bytes).unwrap();
            prop_assert!(!is_digit || changed == *valid || !check.passes(&changed), "{:?} {}", check, changed);
        }

        #[test]
        fn any_text_is_answered(text in "\\PC{0,50}|[0-9A-Z]{0,45}") {
            for check in IdentifierCheck::ALL {
                let standard = check.standard(compact(&text));
                check.passes(&standard);
                prop_assert_eq!(check.standard(standard.clone()), standard);
            }
        }
    }
}
