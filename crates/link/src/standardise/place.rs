//! Addresses, postcodes and UPRNs.

use dolen_model::{Postcode, PostcodeKind};

use super::{compact, fold};

/// Words that name a kind of street and tell nothing of which.
const STREET_KINDS: &[&str] = &[
    "road", "rd", "street", "st", "lane", "ln", "avenue", "ave", "close", "cl", "drive", "dr", "crescent", "cres",
    "place", "pl", "terrace", "terr", "tce", "way", "court", "ct", "gardens", "gdns", "grove", "heol", "stryd",
    "ffordd", "lon", "clos", "rhodfa", "maes", "teras", "y", "yr", "the",
];

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
    let mut first_line = String::new();
    for line in text.split([',', '\n', ';']) {
        let line = fold(line);
        let mut words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).collect();
        if words.first().is_some_and(|word| DWELLINGS.contains(word)) && words.len() > 1 {
            if address.dwelling.is_empty() {
                address.dwelling = words.get(1).copied().unwrap_or("").to_owned();
            }
            words.drain(..2);
        }
        let Some(&first) = words.first() else { continue };
        if first.starts_with(|letter: char| letter.is_ascii_digit()) && first.len() <= 5 {
            first.clone_into(&mut address.house);
            words.remove(0);
            // `12 a`: the letter belongs to the number.
            if let Some(letter) =
                words.first().copied().filter(|word| word.len() == 1 && words.len() > 1 && *word != "y")
            {
                address.house.push_str(letter);
                words.remove(0);
            }
            if !words.is_empty() {
                address.street = street(&words);
                return address;
            }
            continue;
        }
        if !address.house.is_empty() {
            address.street = street(&words);
            return address;
        }
        if first_line.is_empty() {
            first_line = words.join(" ");
            continue;
        }
        // A line without a number after a line without one: a named house on a street.
        address.house = first_line;
        address.street = street(&words);
        return address;
    }
    if address.street.is_empty() {
        address.street = first_line;
    }
    address
}

fn street(words: &[&str]) -> String {
    let telling: Vec<&str> = words.iter().copied().filter(|word| !STREET_KINDS.contains(word)).collect();
    if telling.is_empty() { words.join(" ") } else { telling.join(" ") }
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

/// A UPRN without leading zeros; `None` for what has the wrong shape.
pub(crate) fn uprn(text: &str) -> Option<String> {
    let digits = text.trim().trim_start_matches('0');
    let is_number = !digits.is_empty() && digits.len() <= 12 && digits.chars().all(|digit| digit.is_ascii_digit());
    is_number.then(|| digits.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        for (text, dwelling, house, street) in [
            ("14 Heol y Bont, Trefin", "", "14", "bont"),
            ("Flat 2, 14 Bridge Street, Trefin", "2", "14", "bridge"),
            ("Flat 2 14 Bridge St", "2", "14", "bridge"),
            ("12 A High Street", "", "12a", "high"),
            ("12a High Street", "", "12a", "high"),
            ("Tŷ Gwyn, Stryd Fawr", "", "ty gwyn", "fawr"),
            ("14, Bridge Road", "", "14", "bridge"),
        ] {
            let wanted = Address { dwelling: dwelling.into(), house: house.into(), street: street.into() };
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
        assert_eq!(uprn(" 0100023336956 ").as_deref(), Some("100023336956"));
        assert_eq!(uprn("1.0002E+11"), None);
    }
}
