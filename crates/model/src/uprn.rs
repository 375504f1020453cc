//! The Unique Property Reference Number.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An integer of 1 to 12 digits without a check digit (GeoPlace). Never padded.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Uprn(u64);

/// A multiple of it was rounded: of true numbers one in a million is one, of those that a spreadsheet shows in its
/// shortest form nearly all are.
const ROUNDED: u64 = 1_000_000;

/// Why a text is no UPRN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UprnFault {
    /// A spreadsheet wrote it as `1.00E+11`: digits are lost and cannot be had back.
    #[error("a spreadsheet turned the UPRN into scientific notation and lost its digits: format the column as text")]
    Scientific,
    /// The last six of its digits are zeros: what a spreadsheet makes of `1.00012E+11` when it writes it out again.
    #[error("a spreadsheet rounded the UPRN: format the column as text")]
    Rounded,
    /// It holds something other than 1 to 12 digits, or only zeros.
    #[error("a UPRN has 1 to 12 digits")]
    Shape,
}

impl Uprn {
    /// Reads 1 to 12 digits; leading zeros fall away.
    ///
    /// # Errors
    /// See [`UprnFault`].
    pub fn parse(text: &str) -> Result<Self, UprnFault> {
        let text = text.trim();
        if is_scientific(text) {
            return Err(UprnFault::Scientific);
        }
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(UprnFault::Shape);
        }
        match text.parse::<u64>() {
            Ok(number) if number >= ROUNDED && number.is_multiple_of(ROUNDED) => Err(UprnFault::Rounded),
            Ok(number) if (1..1_000_000_000_000).contains(&number) => Ok(Self(number)),
            _ => Err(UprnFault::Shape),
        }
    }

    /// The number.
    pub const fn number(self) -> u64 {
        self.0
    }
}

/// `1E11`, `1.00E+11`, `1,00e+11`.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa_digits: String = mantissa.chars().filter(|&letter| letter != '.' && letter != ',').collect();
    digits(&mantissa_digits) && digits(exponent.trim_start_matches(['+', '-']))
}

impl fmt::Display for Uprn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

impl fmt::Debug for Uprn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[personal]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_and_never_padded() {
        assert_eq!(Uprn::parse(" 000100100001 ").unwrap().to_string(), "100100001");
        assert_eq!(Uprn::parse("999999999999").unwrap().number(), 999_999_999_999);
        assert_eq!(Uprn::parse("100012000000"), Err(UprnFault::Rounded));
    }

    #[test]
    fn what_a_spreadsheet_spoilt_is_named() {
        for text in ["1.00E+11", "1E11", "1,0012E+11"] {
            assert_eq!(Uprn::parse(text), Err(UprnFault::Scientific), "{text}");
        }
        for text in ["", "0", "1234567890123", "12a", "-5", "EE"] {
            assert_eq!(Uprn::parse(text), Err(UprnFault::Shape), "{text}");
        }
    }
}
