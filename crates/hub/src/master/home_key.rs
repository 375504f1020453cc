//! What an address says of which home it is, so that two ways of writing one address give one key.

use dolen_model::Postcode;

use super::folded_name;

/// Words before the number or letter of a dwelling inside a building.
const DWELLINGS: &[&str] = &["FLAT", "APARTMENT", "APT", "UNIT", "ROOM", "STUDIO", "FFLAT", "YSTAFELL"];

/// Last words of a street's name, and first words of a Welsh one. What they name is a street, not a home.
const STREETS: &[&str] = &[
    "ROAD", "RD", "STREET", "ST", "LANE", "LN", "LA", "AVENUE", "AVE", "CLOSE", "CL", "DRIVE", "DR", "CRESCENT",
    "CRES", "PLACE", "PL", "TERRACE", "TERR", "TER", "TCE", "WAY", "GARDENS", "GDNS", "GROVE", "GR", "SQUARE", "SQ",
    "RISE", "RI", "HEOL", "HL", "STRYD", "STR", "FFORDD", "FF", "LON", "RHODFA", "RHOD", "CLOS", "TERAS", "CILGANT",
    "CILG", "MAES",
];

/// Which home an address names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HomeKey {
    /// Postcode and numbers, or the name of a named house: streets are written in two languages and many short forms, and a
    /// postcode seldom has two of them.
    pub(crate) coarse: String,
    /// The same with the building or street, for the postcodes that do.
    pub(crate) fine: String,
}

/// The key of an address with its postcode; `None` where they do not name one home: no number and no name, a postcode
/// that is no place, no fixed abode.
pub(crate) fn home_key(postcode: &str, address: &str) -> Option<HomeKey> {
    let postcode = Postcode::parse(postcode).ok().filter(Postcode::is_place)?;
    let lines: Vec<Vec<String>> =
        address.split([',', '\n', ';']).map(folded_name).filter(|line| !line.is_empty()).collect();
    let mut numbers: Vec<String> = Vec::new();
    let mut name: Option<String> = None;
    for (place, line) in lines.iter().enumerate() {
        let rest = take_numbers(line, place == 0, &mut numbers);
        if name.is_none() && !rest.is_empty() {
            name = Some(telling(&rest));
        }
    }
    let place = postcode.as_str();
    if !numbers.is_empty() {
        let coarse = format!("{place}|{}", numbers.join("/"));
        let fine = format!("{coarse}|{}", name.unwrap_or_default());
        return Some(HomeKey { coarse, fine });
    }
    // A name alone is a house's only where a street or town stands behind it.
    let named = lines.first().filter(|line| lines.len() > 1 && !is_street(line))?;
    let key = format!("{place}|{}", named.join(" "));
    Some(HomeKey { fine: key.clone(), coarse: key })
}

/// Takes the numbers of a line, that of a dwelling inside a building among them; gives back the other words.
fn take_numbers(line: &[String], is_first: bool, numbers: &mut Vec<String>) -> Vec<String> {
    let mut rest: Vec<String> = Vec::new();
    let mut words = line.iter().peekable();
    while let Some(word) = words.next() {
        let is_number = word.starts_with(|letter: char| letter.is_ascii_digit());
        if rest.is_empty() && DWELLINGS.contains(&word.as_str()) && words.peek().is_some() {
            numbers.extend(words.next().cloned());
        } else if is_number && word.len() <= 5 {
            let mut number = word.clone();
            // `12 a`: the letter belongs to the number, but `12 Y Stryd` is a street.
            if let Some(letter) = words.next_if(|next| next.len() == 1 && *next != "Y" && line.len() > 2) {
                number.push_str(letter);
            }
            numbers.push(number);
        } else if let Some(flat) = word.strip_prefix('F').filter(|flat| is_first && rest.is_empty() && is_digits(flat))
        {
            numbers.push(flat.to_owned());
        } else {
            rest.push(word.clone());
        }
    }
    rest
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The words of a building or street without those of its kind.
fn telling(words: &[String]) -> String {
    let telling: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !STREETS.contains(word) && !matches!(*word, "Y" | "YR"))
        .collect();
    if telling.is_empty() { words.join(" ") } else { telling.join(" ") }
}

fn is_street(line: &[String]) -> bool {
    [line.first(), line.last()].into_iter().flatten().any(|word| STREETS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coarse(address: &str) -> Option<String> {
        home_key("NP20 4UX", address).map(|key| key.coarse)
    }

    #[test]
    fn one_home_has_one_key_however_it_is_written() {
        for ways in [
            &["14 Station Road, Trefin", "14 HEOL YR ORSAF, TREFIN", "14, Station Rd", "14 Station Rd, Trefin"][..],
            &["Flat 3, 31 Station Road", "F3, 31 Heol yr Orsaf", "Apt 3, 31 Station Rd", "3, 31 Station Road"],
            &["Fflat 3, Llys Derwen, Station Road", "3, Llys Derwen, Station Road", "Apartment 3, Llys Derwen"],
            &["12a High Street", "12 A High Street", "12A HIGH ST"],
            &["Tŷ Gwyn, Stryd Fawr", "TY GWYN, High Street, Trefin"],
        ] {
            let keys: Vec<Option<String>> = ways.iter().map(|way| coarse(way)).collect();
            assert!(keys[0].is_some() && keys.iter().all(|key| *key == keys[0]), "{keys:?}");
        }
        assert_ne!(coarse("14 Station Road"), coarse("15 Station Road"));
        assert_ne!(coarse("Flat 1, 14 Station Road"), coarse("14 Station Road"));
        assert_eq!(coarse("12 Y Stryd, Trefin"), coarse("12 Stryd, Trefin"));
    }

    #[test]
    fn what_names_no_home_has_no_key() {
        for address in ["", ", Station Road, Trefin", "Heol yr Orsaf, Trefin", "Trefin"] {
            assert_eq!(coarse(address), None, "{address}");
        }
        for postcode in ["ZZ99 3VZ", "ZZ99 3WZ", "NP20", "BFPO 1", "unknown", ""] {
            assert_eq!(home_key(postcode, "14 Station Road"), None, "{postcode}");
        }
    }

    #[test]
    fn the_fine_key_tells_two_streets_of_one_postcode_apart() {
        let fine = |address: &str| home_key("NP20 4UX", address).unwrap().fine;
        assert_ne!(fine("3 Station Road"), fine("Flat 3, Llys Derwen, Station Road"));
        assert_eq!(fine("3 Station Road"), fine("3 Station Rd"));
    }
}
