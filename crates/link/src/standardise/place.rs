//! Addresses, postcodes and UPRNs.

use std::ops::Range;

use dolen_model::{Postcode, PostcodeKind};

use super::compact;
use super::text::fold_into;

/// Whether a word names a kind of street and tells nothing of which.
fn is_street_kind(word: &str) -> bool {
    matches!(
        word,
        "road"
            | "rd"
            | "street"
            | "st"
            | "lane"
            | "ln"
            | "avenue"
            | "ave"
            | "close"
            | "cl"
            | "drive"
            | "dr"
            | "crescent"
            | "cres"
            | "place"
            | "pl"
            | "terrace"
            | "terr"
            | "tce"
            | "way"
            | "court"
            | "ct"
            | "gardens"
            | "gdns"
            | "grove"
            | "heol"
            | "stryd"
            | "ffordd"
            | "lon"
            | "clos"
            | "rhodfa"
            | "maes"
            | "teras"
            | "y"
            | "yr"
            | "the"
    )
}

/// Words before the number of a dwelling inside a building.
const DWELLINGS: &[&str] = &["flat", "apartment", "apt", "unit", "room", "fflat", "ystafell"];

/// An address taken apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Address<'a> {
    /// Flat number, or empty.
    pub(crate) dwelling: &'a str,
    /// House number with its letter; a named house: its name.
    pub(crate) house: &'a str,
    /// Words of the street without those of its kind.
    pub(crate) street: &'a str,
    /// The line after the street.
    pub(crate) town: &'a str,
}

/// What addresses are taken apart in, kept to be used again.
#[derive(Default)]
pub(crate) struct AddressReader {
    /// The lines in folded form, end to end.
    folded: String,
    lines: Vec<Range<usize>>,
    house: String,
    street: String,
}

/// A postcode's parts from fine to coarse; the coarser are empty where the postcode is not a British one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PostcodeParts {
    pub(crate) full: String,
    pub(crate) sector: String,
    pub(crate) district: String,
}

impl AddressReader {
    /// Takes an address apart: `Flat 2, 14 Heol y Bont, Trefin`.
    pub(crate) fn read(&mut self, text: &str) -> Address<'_> {
        let Self { folded, lines, house, street } = self;
        folded.clear();
        lines.clear();
        let mut dwelling = 0..0;
        for line in text.split([',', '\n', ';']) {
            let start = folded.len();
            fold_into(line, folded);
            let line = folded.get(start..).unwrap_or("");
            let mut rest = line;
            if let Some((word, others)) = line.split_once(' ').filter(|(word, _)| DWELLINGS.contains(word)) {
                let number = others.split_once(' ').map_or(others, |(number, _)| number);
                if dwelling.is_empty() {
                    dwelling = start + word.len() + 1..start + word.len() + 1 + number.len();
                }
                rest = others.split_once(' ').map_or("", |(_, rest)| rest);
            }
            if !rest.is_empty() {
                lines.push(folded.len() - rest.len()..folded.len());
            }
        }
        let part = |range: &Range<usize>| folded.get(range.clone()).unwrap_or("");
        let line = |place: usize| lines.get(place).map_or("", part);
        let dwelling = part(&dwelling);
        let Some(place) = street_line(lines.len(), line) else { return Address { dwelling, ..Address::default() } };
        let number = split_number(line(place));
        house.clear();
        house.push_str(number.digits);
        house.push_str(number.letter);
        street.clear();
        put_street(number.rest, street);
        let name = || place.checked_sub(1).map_or("", line);
        let house = if house.is_empty() { name() } else { house.as_str() };
        Address { dwelling, house, street, town: line(place + 1) }
    }
}

/// Which line is the street: one that begins with a number; else one that ends, or in Welsh begins, with a word for a
/// street, and is not the last; else the second, after the name of a house.
fn street_line<'a>(count: usize, line: impl Fn(usize) -> &'a str) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let is_numbered = |place: &usize| {
        let number = split_number(line(*place));
        !number.digits.is_empty() && !number.rest.is_empty()
    };
    let is_street = |place: &usize| {
        let is_kind = |word: Option<&str>| word.is_some_and(is_street_kind);
        is_kind(line(*place).split(' ').next_back()) || is_kind(line(*place).split(' ').next())
    };
    (0..count).find(is_numbered).or_else(|| (0..last).rev().find(is_street)).or(Some(last.min(1)))
}

/// A line that begins with the number of a house; no digits where it does not.
struct Numbered<'a> {
    digits: &'a str,
    letter: &'a str,
    rest: &'a str,
}

/// Takes a house number with its letter off a line: `12 a high street`.
fn split_number(line: &str) -> Numbered<'_> {
    let (digits, rest) = line.split_once(' ').unwrap_or((line, ""));
    if digits.len() > 5 || !digits.starts_with(|letter: char| letter.is_ascii_digit()) {
        return Numbered { digits: "", letter: "", rest: line };
    }
    match rest.split_once(' ') {
        // `y` is an article: `12 y bont`.
        Some((letter, rest)) if letter.len() == 1 && letter != "y" => Numbered { digits, letter, rest },
        _ => Numbered { digits, letter: "", rest },
    }
}

/// Puts the words of a street that do not only tell its kind, or all where no others are there.
fn put_street(line: &str, street: &mut String) {
    for word in line.split(' ').filter(|word| !is_street_kind(word)) {
        if !street.is_empty() {
            street.push(' ');
        }
        street.push_str(word);
    }
    if street.is_empty() {
        street.push_str(line);
    }
}

/// Reads a postcode. One that names no place is nothing; one that is not British is kept whole.
pub(crate) fn postcode(text: &str) -> Option<PostcodeParts> {
    match Postcode::parse(text) {
        Ok(postcode) => {
            let full = postcode.as_str().to_owned();
            let district = full.split(' ').next().unwrap_or("").to_owned();
            let sector = full.get(..full.len().saturating_sub(2)).unwrap_or("").to_owned();
            match postcode.kind() {
                PostcodeKind::Full | PostcodeKind::LegacyNewport => Some(PostcodeParts { full, sector, district }),
                PostcodeKind::Sector => Some(PostcodeParts { full: String::new(), sector: full, district }),
                PostcodeKind::Outward => Some(PostcodeParts { full: String::new(), sector: String::new(), district }),
                PostcodeKind::ForcesPostOffice | PostcodeKind::NoFixedAbode | PostcodeKind::Pseudo => None,
            }
        }
        Err(_) => {
            let full = compact(text);
            let has_digit = full.contains(|letter: char| letter.is_ascii_digit());
            (has_digit && full.len() >= 3).then(|| PostcodeParts { full, ..PostcodeParts::default() })
        }
    }
}

/// A UPRN as a number; `None` for what has the wrong shape.
pub(crate) fn uprn(text: &str) -> Option<u64> {
    let digits = text.trim().trim_start_matches('0');
    let is_number = !digits.is_empty() && digits.len() <= 12 && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| digits.bytes().fold(0, |number, digit| number * 10 + u64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        let mut reader = AddressReader::default();
        for (text, dwelling, house, street, town) in [
            ("14 Heol y Bont, Trefin", "", "14", "bont", "trefin"),
            ("Flat 2, 14 Bridge Street, Trefin", "2", "14", "bridge", "trefin"),
            ("Flat 2 14 Bridge St", "2", "14", "bridge", ""),
            ("12 A High Street", "", "12a", "high", ""),
            ("12a High Street", "", "12a", "high", ""),
            ("Tŷ Gwyn, Stryd Fawr", "", "ty gwyn", "fawr", ""),
            ("Ty Canol, Pen-y-lan, Trefin", "", "ty canol", "pen lan", "trefin"),
            ("14, Bridge Road", "", "14", "bridge", ""),
            (", Station Road, Maes y Coed", "", "", "station", "maes y coed"),
            ("Fflat 3, Llys Derwen, Heol yr Orsaf, Trefin", "3", "llys derwen", "orsaf", "trefin"),
            ("2, 24 James St, Trefin", "", "24", "james", "trefin"),
            ("Trefin", "", "", "trefin", ""),
            ("", "", "", "", ""),
        ] {
            assert_eq!(reader.read(text), Address { dwelling, house, street, town }, "{text}");
        }
    }

    #[test]
    fn postcodes_have_parts() {
        let parts = postcode("np204ux").unwrap();
        assert_eq!(
            (parts.full.as_str(), parts.sector.as_str(), parts.district.as_str()),
            ("NP20 4UX", "NP20 4", "NP20")
        );
        assert_eq!(postcode("ZZ99 3WZ"), None);
        assert_eq!(postcode("2075").unwrap().full, "2075");
        assert_eq!(uprn(" 0100023336956 "), Some(100_023_336_956));
        assert_eq!(uprn("1.0002E+11"), None);
    }
}
