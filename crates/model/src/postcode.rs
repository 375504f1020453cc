//! United Kingdom postcodes, with the special ones that Welsh agencies send.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a text in a postcode column turned out to be. Only [`PostcodeKind::Full`] and [`PostcodeKind::LegacyNewport`]
/// name a place fine enough to match or map on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostcodeKind {
    /// A whole postcode of the ordinary shape.
    Full,
    /// An outward code alone, such as `NP20`.
    Outward,
    /// An outward code and a sector digit, such as `NP20 4`.
    Sector,
    /// `NPT` with an inward part: Newport before the recoding of the 1990s.
    LegacyNewport,
    /// `BFPO` and a number.
    ForcesPostOffice,
    /// `ZZ99 3VZ`: no fixed abode. Tells something about the person, never where they are.
    NoFixedAbode,
    /// `ZZ99 3WZ`, `ZZ99 3CZ` and every other `ZZ99`: unknown, or outside the country.
    Pseudo,
}

/// A postcode in upper case with one space before its last three characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Postcode {
    text: String,
    kind: PostcodeKind,
}

/// Why a text is no postcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PostcodeFault {
    /// Nothing but separators.
    #[error("the postcode is empty")]
    Empty,
    /// Letters and digits stand where no postcode has them.
    #[error("letters and digits stand where no postcode has them")]
    Shape,
}

impl Postcode {
    /// Reads a postcode of any spacing and case.
    ///
    /// # Errors
    /// See [`PostcodeFault`].
    ///
    /// ```
    /// use dolen_model::{Postcode, PostcodeKind};
    /// let postcode = Postcode::parse(" np20-4ux ").unwrap();
    /// assert_eq!((postcode.as_str(), postcode.kind()), ("NP20 4UX", PostcodeKind::Full));
    /// assert_eq!(Postcode::parse("ZZ99 3WZ").unwrap().kind(), PostcodeKind::Pseudo);
    /// ```
    pub fn parse(text: &str) -> Result<Self, PostcodeFault> {
        let bare: String =
            text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect();
        if bare.is_empty() {
            return Err(PostcodeFault::Empty);
        }
        if bare.len() > 8 || text.chars().any(|letter| letter.is_alphanumeric() && !letter.is_ascii()) {
            return Err(PostcodeFault::Shape);
        }
        if let Some(number) = bare.strip_prefix("BFPO") {
            let valid = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            return if valid {
                Ok(Self { text: format!("BFPO {number}"), kind: PostcodeKind::ForcesPostOffice })
            } else {
                Err(PostcodeFault::Shape)
            };
        }
        if let Some(inward) = bare.strip_prefix("ZZ99").filter(|inward| inward.len() == 3) {
            let kind = if inward == "3VZ" { PostcodeKind::NoFixedAbode } else { PostcodeKind::Pseudo };
            return Ok(Self { text: format!("ZZ99 {inward}"), kind });
        }
        let (outward, inward) = bare.split_at(bare.len().saturating_sub(3));
        if is_inward(inward) {
            let kind = match outward {
                "NPT" => PostcodeKind::LegacyNewport,
                "GIR" if inward == "0AA" => PostcodeKind::Full,
                _ if is_outward(outward) => PostcodeKind::Full,
                _ => return Err(PostcodeFault::Shape),
            };
            return Ok(Self { text: format!("{outward} {inward}"), kind });
        }
        if is_outward(&bare) || bare == "NPT" {
            return Ok(Self { text: bare, kind: PostcodeKind::Outward });
        }
        let (outward, sector) = bare.split_at(bare.len().saturating_sub(1));
        if is_outward(outward) && sector.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Self { text: format!("{outward} {sector}"), kind: PostcodeKind::Sector });
        }
        Err(PostcodeFault::Shape)
    }

    /// The normalised text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it is.
    pub const fn kind(&self) -> PostcodeKind {
        self.kind
    }

    /// Whether it names a place that a person can be matched or mapped by.
    pub const fn is_place(&self) -> bool {
        matches!(self.kind, PostcodeKind::Full | PostcodeKind::LegacyNewport)
    }

    /// The outward code, `NP20` of `NP20 4UX`.
    pub fn outward(&self) -> &str {
        self.text.split(' ').next().unwrap_or_default()
    }
}

impl fmt::Debug for Postcode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[personal]")
    }
}

/// A digit and two letters that are not C, I, K, M, O or V (Royal Mail, Programmers' Guide to the Postcode Address File).
fn is_inward(text: &str) -> bool {
    let letter = |byte: &u8| byte.is_ascii_uppercase() && !b"CIKMOV".contains(byte);
    matches!(text.as_bytes(), [digit, first, second] if digit.is_ascii_digit() && letter(first) && letter(second))
}

/// The six shapes of an outward code, each with the letters that its places allow (same source).
fn is_outward(text: &str) -> bool {
    let first = |byte: &u8| byte.is_ascii_uppercase() && !b"QVX".contains(byte);
    let second = |byte: &u8| byte.is_ascii_uppercase() && !b"IJZ".contains(byte);
    let digit = u8::is_ascii_digit;
    match text.as_bytes() {
        [a, b] => first(a) && digit(b),
        [a, b, c] if digit(b) => first(a) && (digit(c) || b"ABCDEFGHJKPSTUW".contains(c)),
        [a, b, c] => first(a) && second(b) && digit(c),
        [a, b, c, d] => first(a) && second(b) && digit(c) && (digit(d) || b"ABEHMNPRVWXY".contains(d)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_told_apart() {
        let cases = [
            ("NP20 4UX", PostcodeKind::Full),
            ("n1p 2aa", PostcodeKind::Full),
            ("GIR 0AA", PostcodeKind::Full),
            ("W1A1HQ", PostcodeKind::Full),
            ("EC1A 1BB", PostcodeKind::Full),
            ("M1 1AE", PostcodeKind::Full),
            ("NPT 4XX", PostcodeKind::LegacyNewport),
            ("NP20", PostcodeKind::Outward),
            ("NP20 4", PostcodeKind::Sector),
            ("ZZ99 3VZ", PostcodeKind::NoFixedAbode),
            ("zz993wz", PostcodeKind::Pseudo),
            ("BFPO 801", PostcodeKind::ForcesPostOffice),
        ];
        for (text, kind) in cases {
            assert_eq!(Postcode::parse(text).map(|postcode| postcode.kind()), Ok(kind), "{text}");
        }
    }

    #[test]
    fn what_no_postcode_can_be_is_refused() {
        for text in ["UNKNOWN", "NP2O 4UX", "12345", "NP20 4CX", "QP20 4UX", "N/K", "ŴP20 4UX", "NP20 4UXX", "BFPO"] {
            assert_eq!(Postcode::parse(text), Err(PostcodeFault::Shape), "{text}");
        }
        assert_eq!(Postcode::parse(" - "), Err(PostcodeFault::Empty));
    }
}
