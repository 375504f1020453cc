//! How a person is named where there is room for one line.

use dolen_model::PersonField;

use crate::master::GoldenContent;

/// Words before which the first line of an address names no building yet.
const PARTS_OF_BUILDINGS: [&str; 6] = ["flat", "fflat", "apartment", "room", "ystafell", "unit"];

/// `FAMILY, Given`; what is not known is left out.
pub(super) fn full_name(content: &GoldenContent) -> String {
    let of = |field| content.value(field).map(|value| value.expose().trim()).filter(|value| !value.is_empty());
    let family = of(PersonField::FamilyName).map(str::to_uppercase);
    let given = of(PersonField::GivenNames).map(str::to_owned);
    [family, given].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// First line of the address and postcode.
pub(super) fn part_address(content: &GoldenContent) -> Option<String> {
    let address = content.value(PersonField::Address).map(|value| first_line(value.expose()));
    let postcode = content.value(PersonField::Postcode).map(|value| value.expose().clone());
    let parts: Vec<String> = [address, postcode].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The first line, and the second where the first names only a part of a building.
fn first_line(address: &str) -> String {
    let mut lines = address.split(',').map(str::trim).filter(|line| !line.is_empty());
    let Some(first) = lines.next() else { return String::new() };
    let word = first.split_whitespace().next().unwrap_or_default().to_lowercase();
    let is_part = PARTS_OF_BUILDINGS.contains(&word.as_str()) || first.chars().all(|letter| letter.is_ascii_digit());
    match lines.next().filter(|_| is_part) {
        Some(second) => format!("{first}, {second}"),
        None => first.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flat_alone_is_no_line_to_choose_by() {
        assert_eq!(first_line("12 Heol Afallon, Cwm Derw"), "12 Heol Afallon");
        assert_eq!(first_line("Flat 3, 40 Stryd y Bont, Cwm Derw"), "Flat 3, 40 Stryd y Bont");
        assert_eq!(first_line("12, Heol Afallon"), "12, Heol Afallon");
        assert_eq!(first_line(" , "), "");
    }
}
