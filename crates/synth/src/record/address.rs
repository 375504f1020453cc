//! The address as it was written down: where the person lived then, or still the one before, or a mistake.

use crate::agency::Entry;
use crate::corrupt;
use crate::place::{AddressLines, Land};
use crate::rates::ErrorRates;
use crate::record::RecordedPrevious;
use crate::record::describe::Damage;
use crate::region::Region;
use crate::stream::Stream;

/// The address part of a record.
pub(crate) struct RecordedPlace {
    pub(crate) uprn: String,
    pub(crate) lines: Option<AddressLines>,
    pub(crate) postcode: String,
    pub(crate) previous: Option<RecordedPrevious>,
}

/// Writes the address of an entry.
pub(crate) fn write(
    region: &Region,
    entry: &Entry,
    rates: &ErrorRates,
    stream: &mut Stream,
    damage: &mut Damage,
) -> RecordedPlace {
    let land = &region.world.land;
    let stays = region.history.stays(entry.person);
    let mut index = region.history.stay_index(entry.person, entry.as_at);
    if index > 0 && damage.strikes(rates.old_address, stream) {
        index -= 1;
    }
    if stays.get(index + 1).is_some() {
        // Out of date by now, whether or not anybody was told: harder to know the person by anything else wrong.
        damage.note();
    }
    let Some(stay) = stays.get(index) else {
        return RecordedPlace { uprn: String::new(), lines: None, postcode: String::new(), previous: None };
    };
    let mut uprn = String::new();
    if stream.chance(rates.uprn_present) {
        uprn = Land::uprn(stay.residence).to_string();
        if stream.chance(rates.scientific_uprn) {
            uprn = scientific(&uprn);
        }
    }
    let previous = stays
        .get(..index)
        .unwrap_or_default()
        .iter()
        .rev()
        .find(|earlier| earlier.residence != stay.residence)
        .filter(|_| stream.chance(rates.previous_address_present))
        .map(|earlier| {
            let lines = land.address(earlier.residence);
            let address = [lines.flat.clone(), Some(lines.building_and_street()), Some(lines.town.clone())];
            RecordedPrevious {
                address: address.into_iter().flatten().collect::<Vec<_>>().join(", "),
                postcode: lines.postcode,
            }
        });
    if damage.strikes(rates.missing_address, stream) {
        return RecordedPlace { uprn, lines: None, postcode: String::new(), previous };
    }
    let mut lines = land.address(stay.residence);
    let mut postcode = lines.postcode.clone();
    if damage.strikes(rates.unknown_postcode, stream) {
        "ZZ99 3WZ".clone_into(&mut postcode);
    } else if damage.strikes(rates.postcode_typing, stream) {
        postcode = mistype_postcode(&postcode, stream);
    }
    if stream.chance(rates.address_typing) {
        lines.street = corrupt::typing(&mut stream.generator, &lines.street).unwrap_or(lines.street);
    } else if stream.chance(rates.address_form) {
        lines.street = corrupt::street_form(&mut stream.generator, &lines.street).unwrap_or(lines.street);
        lines.flat = lines.flat.map(|flat| corrupt::flat_form(&mut stream.generator, &flat).unwrap_or(flat));
    }
    RecordedPlace { uprn, lines: Some(lines), postcode, previous }
}

/// What a spreadsheet shows of a long number in a narrow column, and keeps once it is exported: three digits of it.
fn scientific(digits: &str) -> String {
    match (digits.get(..1), digits.get(1..3)) {
        (Some(first), Some(next)) => format!("{first}.{next}E+{}", digits.len() - 1),
        _ => digits.to_owned(),
    }
}

/// Another letter at the end or another sector: still a postcode by its shape.
fn mistype_postcode(postcode: &str, stream: &mut Stream) -> String {
    const LETTERS: &[u8; 20] = b"ABDEFGHJLNPQRSTUWXYZ";
    let mut letters: Vec<char> = postcode.chars().collect();
    let end = letters.len();
    let place = if stream.chance(0.7) { end.saturating_sub(1 + stream.below(2)) } else { end.saturating_sub(3) };
    let digit = char::from(b'0' + stream.below(10) as u8);
    let letter = stream.pick(LETTERS).map_or('A', |&letter| char::from(letter));
    if let Some(character) = letters.get_mut(place) {
        *character = if character.is_ascii_digit() { digit } else { letter };
    }
    letters.into_iter().collect()
}
