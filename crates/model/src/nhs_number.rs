//! The NHS number of England, Wales and the Isle of Man.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Ten digits with a valid modulus 11 check digit (NHS Data Model and Dictionary, NHS NUMBER).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NhsNumber(u64);

/// Why a text is not an NHS number that may be matched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NhsNumberFault {
    /// It does not have ten digits.
    #[error("an NHS number has ten digits")]
    Length,
    /// It holds something that is neither a digit nor a separator.
    #[error("an NHS number holds digits only")]
    Character,
    /// Its tenth digit is not the check digit of the first nine.
    #[error("the check digit of the NHS number does not agree")]
    CheckDigit,
    /// One digit ten times. All ten such numbers pass the check digit and none belongs to anybody.
    #[error("an NHS number of one repeated digit is a placeholder")]
    RepeatedDigit,
}

impl NhsNumber {
    /// Reads ten digits with any spaces or hyphens between them.
    ///
    /// # Errors
    /// Says which rule the text breaks; see [`NhsNumberFault`].
    ///
    /// ```
    /// use dolen_model::{NhsNumber, NhsNumberFault};
    /// assert_eq!(NhsNumber::parse("943 476 5919").map(|number| number.spaced()), Ok("943 476 5919".to_owned()));
    /// assert_eq!(NhsNumber::parse("1234567890"), Err(NhsNumberFault::CheckDigit));
    /// assert_eq!(NhsNumber::parse("4444444444"), Err(NhsNumberFault::RepeatedDigit));
    /// ```
    pub fn parse(text: &str) -> Result<Self, NhsNumberFault> {
        let mut number = 0_u64;
        let mut count = 0_u32;
        let mut weighted = 0_u64;
        let mut first = None;
        let mut repeated = true;
        for character in text.chars() {
            if character.is_whitespace() || character == '-' {
                continue;
            }
            let Some(digit) = character.to_digit(10) else {
                return Err(NhsNumberFault::Character);
            };
            if count >= 10 {
                return Err(NhsNumberFault::Length);
            }
            let digit = u64::from(digit);
            repeated &= *first.get_or_insert(digit) == digit;
            if count < 9 {
                weighted += digit * u64::from(10 - count);
            }
            number = number * 10 + digit;
            count += 1;
        }
        if count != 10 {
            return Err(NhsNumberFault::Length);
        }
        if repeated {
            return Err(NhsNumberFault::RepeatedDigit);
        }
        // A remainder of 1 would need a check digit of 10: no such number is issued.
        let check = match 11 - weighted % 11 {
            11 => 0,
            10 => return Err(NhsNumberFault::CheckDigit),
            check => check,
        };
        if check != number % 10 {
            return Err(NhsNumberFault::CheckDigit);
        }
        Ok(Self(number))
    }

    /// The check digit for the first nine digits of a number, or `None` where no number is issued.
    pub const fn check_digit(first_nine: u64) -> Option<u64> {
        let mut weighted = 0;
        let mut rest = first_nine;
        let mut weight = 2;
        while weight <= 10 {
            weighted += (rest % 10) * weight;
            rest /= 10;
            weight += 1;
        }
        match 11 - weighted % 11 {
            11 => Some(0),
            10 => None,
            check => Some(check),
        }
    }

    /// Ten digits as people read them, 3-3-4.
    pub fn spaced(self) -> String {
        let digits = self.digits();
        let (area, rest) = digits.split_at(3);
        let (middle, last) = rest.split_at(3);
        format!("{area} {middle} {last}")
    }

    /// The ten digits as one number, leading zeros lost: for comparing, not for people.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// Ten digits without separators.
    pub fn digits(self) -> String {
        format!("{:010}", self.0)
    }
}

impl fmt::Debug for NhsNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[personal]")
    }
}

/// How far a number has been checked against the national register
/// (UK Core, NHS Number Verification Status Wales). Only traced numbers earn full match weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NhsNumberStatus {
    /// `01` present and traced, or `nn` traced through the Welsh register.
    Traced,
    /// `02` present, not traced; `03` to `06` a trace is wanted or did not succeed.
    Untraced,
    /// `07` not present and not required, `08` postponed (a baby under six weeks).
    Absent,
}

impl NhsNumberStatus {
    /// Reads the Welsh two-character code.
    pub fn from_wales_code(code: &str) -> Option<Self> {
        match code.trim().to_ascii_lowercase().as_str() {
            "01" | "nn" => Some(Self::Traced),
            "02" | "03" | "04" | "05" | "06" => Some(Self::Untraced),
            "07" | "08" => Some(Self::Absent),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples_are_read() {
        for number in ["9434765919", "9449305552", "9876543210", "401 023 2137", "943-476-5919"] {
            assert!(NhsNumber::parse(number).is_ok(), "{number}");
        }
    }

    #[test]
    fn every_repeated_digit_is_a_placeholder() {
        for digit in '0'..='9' {
            let number: String = std::iter::repeat_n(digit, 10).collect();
            assert_eq!(NhsNumber::parse(&number), Err(NhsNumberFault::RepeatedDigit));
        }
    }

    #[test]
    fn any_single_wrong_digit_is_found() {
        let digits = *b"9434765919";
        for place in 0..10 {
            for digit in b'0'..=b'9' {
                let mut changed = digits;
                changed[place] = digit;
                let text = std::str::from_utf8(&changed).unwrap();
                assert_eq!(NhsNumber::parse(text).is_ok(), changed == digits, "{text}");
            }
        }
    }

    #[test]
    fn the_check_digit_completes_a_number() {
        assert_eq!(NhsNumber::check_digit(943_476_591), Some(9));
        assert_eq!(NhsNumber::check_digit(100_000_000), Some(1));
        for first_nine in 400_000_000..400_000_100 {
            if let Some(check) = NhsNumber::check_digit(first_nine) {
                assert!(NhsNumber::parse(&format!("{first_nine}{check}")).is_ok());
            }
        }
    }
}
