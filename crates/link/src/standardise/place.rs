//! Addresses, postcodes and UPRNs.

use dolen_model::{Postcode, PostcodeKind};

use super::{compact, fold};

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Address {
    /// Flat number, or empty.
    pub(crate) dwelling: String,
    /// House number with its letter; a named house: its name.
    pub(crate) house: String,
    /// Words of the street without those of its kind.
    pub(crate) street: String,
    /// The line after the street.
    pub(crate) town: String,
}

/// A postcode's parts from fine to coarse; the coarser are empty where the postcode is not a British one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PostcodeParts {
    pub(crate) full: String,
    pub(crate) sector: String,
    pub(crate) district: String,
}

/// Takes an address apart: `Flat 2, 14 Heol y Bont, Trefin`.
pub(crate) fn address(text: &str) -> Address {
    let mut address = Address::default();
    let mut lines: Vec<String> = Vec::with_capacity(4);
    for line in text.split([',', '\n', ';']) {
        let line = fold(line);
        match line.split_once(' ') {
            Some((word, rest)) if DWELLINGS.contains(&word) => {
                let (number, rest) = rest.split_once(' ').unwrap_or((rest, ""));
                if address.dwelling.is_empty() {
                    number.clone_into(&mut address.dwelling);
                }
                if !rest.is_empty() {
                    lines.push(rest.to_owned());
                }
            }
            _ if line.is_empty() => {}
            _ => lines.push(line),
        }
    }
    let Some(place) = street_line(&lines) else { return address };
    let number = split_number(lines.get(place).map_or("", String::as_str));
    address.street = street(number.rest);
    address.house = if number.digits.is_empty() {
        let before = place.checked_sub(1).and_then(|before| lines.get_mut(before));
        before.map(std::mem::take).unwrap_or_default()
    } else {
        [number.digits, number.letter].concat()
    };
    address.town = lines.get_mut(place + 1).map(std::mem::take).unwrap_or_default();
    address
}

/// Which line is the street: one that begins with a number; else one that ends, or in Welsh begins, with a word for a
/// street, and is not the last; else the second, after the name of a house.
fn street_line(lines: &[String]) -> Option<usize> {
    let last = lines.len().checked_sub(1)?;
    let is_numbered = |line: &String| {
        let number = split_number(line);
        !number.digits.is_empty() && !number.rest.is_empty()
    };
    let is_street = |line: &String| {
        let is_kind = |word: Option<&str>| word.is_some_and(is_street_kind);
        is_kind(line.split(' ').next_back()) || is_kind(line.split(' ').next())
    };
    lines.iter().position(is_numbered).or_else(|| lines.get(..last)?.iter().rposition(is_street)).or(Some(last.min(1)))
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

fn street(line: &str) -> String {
    let mut street = String::with_capacity(line.len());
    for word in line.split(' ').filter(|word| !is_street_kind(word)) {
        if !street.is_empty() {
            street.push(' ');
        }
        street.push_str(word);
    }
    if street.is_empty() { line.to_owned() } else { street }
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
            let wanted =
                Address { dwelling: dwelling.into(), house: house.into(), street: street.into(), town: town.into() };
            assert_eq!(address(text), wanted, "{text}");
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
