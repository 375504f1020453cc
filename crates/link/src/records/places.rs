//! Where each row's person lives and lived.

use serde::{Deserialize, Serialize};

use super::postcodes::{PostcodeCode, Postcodes};
use super::statistics::Known;
use super::tally::{Tally, counts_above};
use crate::interner::{Interner, hash_of, number_key, pair_key};
use crate::pattern::{RAREST, most_holders, octave_of};
use crate::specification::ColumnKind;
use crate::standardise::{AddressReader, PostcodeParts, postcode, uprn};
use crate::table::VALUE_SEPARATOR;

/// Kinds of columns that places are read from, in the order in which they are read.
pub(crate) const PLACE_KINDS: &[ColumnKind] = &[
    ColumnKind::Uprn,
    ColumnKind::Address,
    ColumnKind::Postcode,
    ColumnKind::PreviousPostcode,
    ColumnKind::PreviousAddress,
];

/// Distinct parts of places, and former places.
#[derive(Default)]
pub(crate) struct Places {
    pub(crate) parts: Parts,
    postcodes: Postcodes,
    former: Vec<Spot>,
    reader: AddressReader,
}

/// Distinct texts of addresses; number 0 is the empty text.
pub(crate) struct Parts(Interner);

/// How many parts of places there are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PlaceMark {
    parts: usize,
    postcodes: [usize; 3],
    former: usize,
}

/// Current place of a row and former ones.
#[derive(Clone, Copy, Default)]
pub(crate) struct Place {
    /// 0 for none.
    pub(crate) uprn: u64,
    pub(crate) current: Spot,
    former_start: u32,
    former_count: u8,
    pub(crate) uprn_octave: u8,
    pub(crate) house_octave: u8,
    pub(crate) postcode_octave: u8,
}

/// An address with its postcode. Numbers of texts are 0 for none.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) dwelling: u32,
    pub(crate) house: u32,
    pub(crate) street: u32,
    pub(crate) town: u32,
    pub(crate) postcode: PostcodeCode,
}

/// Former places of one row at most.
const FORMER: usize = 32;

impl Default for Parts {
    fn default() -> Self {
        let mut parts = Interner::default();
        parts.intern("");
        Self(parts)
    }
}

impl Parts {
    pub(crate) fn text(&self, number: u32) -> &str {
        self.0.text(number)
    }

    fn intern(&mut self, text: &str) -> u32 {
        if text.is_empty() { 0 } else { self.0.intern(text) }
    }
}

impl Places {
    /// Reads the place of a row from its cells, which come in the order of [`PLACE_KINDS`].
    pub(crate) fn read<'a>(&mut self, cells: impl Iterator<Item = (ColumnKind, &'a str)>) -> Place {
        let mut place = Place::default();
        let (mut lines, mut line_count, mut joined) = ("", 0_u32, String::new());
        let mut former: Vec<Spot> = Vec::new();
        for (kind, text) in cells.filter(|(_, text)| !text.is_empty()) {
            match kind {
                ColumnKind::Uprn if place.uprn == 0 => place.uprn = uprn(text).unwrap_or(0),
                ColumnKind::Address => {
                    if line_count == 1 {
                        joined.push_str(lines);
                    }
                    if line_count > 0 {
                        joined.push_str(", ");
                        joined.push_str(text);
                    }
                    lines = text;
                    line_count += 1;
                }
                ColumnKind::Postcode if place.current.postcode == PostcodeCode::default() => {
                    place.current.postcode = self.postcodes.read(text);
                }
                ColumnKind::PreviousPostcode => {
                    for cell in text.split(VALUE_SEPARATOR) {
                        former.push(Spot { postcode: self.postcodes.read(cell), ..Spot::default() });
                    }
                }
                ColumnKind::PreviousAddress => {
                    for cell in text.split(VALUE_SEPARATOR) {
                        let (line, code) = split_postcode(cell);
                        let postcode = code.map_or(PostcodeCode::default(), |parts| self.postcodes.code(&parts));
                        former.push(self.spot(line, postcode));
                    }
                }
                _ => {}
            }
        }
        if line_count > 0 {
            let line = if line_count == 1 { lines } else { joined.as_str() };
            place.current = self.spot(line, place.current.postcode);
        }
        self.keep(&mut place, former);
        place
    }

    /// Keeps the former places of a row.
    fn keep(&mut self, place: &mut Place, former: Vec<Spot>) {
        let mut kept: Vec<Spot> = Vec::new();
        for spot in former {
            let is_new = spot != Spot::default() && spot != place.current && !kept.contains(&spot);
            if is_new && kept.len() < FORMER {
                kept.push(spot);
            }
        }
        let former = kept;
        if !former.is_empty() {
            place.former_start = u32::try_from(self.former.len()).unwrap_or(u32::MAX);
            place.former_count = u8::try_from(former.len()).unwrap_or(0);
            self.former.extend(former);
        }
    }

    fn spot(&mut self, line: &str, postcode: PostcodeCode) -> Spot {
        if line.is_empty() {
            return Spot { postcode, ..Spot::default() };
        }
        let Self { parts, reader, .. } = self;
        let address = reader.read(line);
        Spot {
            dwelling: parts.intern(address.dwelling),
            house: parts.intern(address.house),
            street: parts.intern(address.street),
            town: parts.intern(address.town),
            postcode,
        }
    }

    pub(crate) const fn mark(&self) -> PlaceMark {
        PlaceMark { parts: self.parts.0.len(), postcodes: self.postcodes.mark(), former: self.former.len() }
    }

    /// Forgets places that came after a mark.
    pub(crate) fn forget(&mut self, mark: &PlaceMark) {
        self.parts.0.truncate(mark.parts);
        self.postcodes.forget(mark.postcodes);
        self.former.truncate(mark.former);
    }

    /// A number of a whole postcode that follows from its text alone; 0 where a part is missing.
    pub(crate) fn postcode_key(&self, postcode: PostcodeCode) -> u64 {
        self.postcodes.key(postcode)
    }

    /// A number of house and street that follows from their texts alone.
    pub(crate) fn house_key(&self, spot: &Spot) -> u64 {
        pair_key(hash_of(self.parts.text(spot.house)), hash_of(self.parts.text(spot.street)))
    }

    /// A number of the house that a place is counted under.
    fn dwelling_key(&self, place: &Place) -> u64 {
        let Spot { house, postcode, .. } = place.current;
        if house == 0 { 0 } else { pair_key(self.house_key(&place.current), self.postcodes.district_key(postcode)) }
    }

    /// The former places of a row.
    pub(crate) fn former(&self, place: &Place) -> &[Spot] {
        let start = place.former_start as usize;
        self.former.get(start..start + usize::from(place.former_count)).unwrap_or(&[])
    }
}

impl Place {
    const fn uprn(&self) -> u64 {
        self.uprn
    }

    /// A number of the house that the place is counted under; 0 for none.
    const fn house(&self) -> u64 {
        let Spot { house, street, postcode, .. } = self.current;
        let line = (house as u64) << 32 | street as u64;
        if house == 0 { 0 } else { pair_key(line, postcode.district() as u64) }
    }

    const fn postcode(&self) -> u64 {
        self.current.postcode.full() as u64
    }

    pub(crate) const fn has_former(&self) -> bool {
        self.former_count > 0
    }
}

/// How many rows are at each place, of those that are not among the rarest.
#[derive(Default)]
pub(crate) struct PlaceCounts {
    rows: u64,
    uprns: Tally,
    houses: Tally,
    postcodes: Tally,
}

impl PlaceCounts {
    pub(crate) fn new(places: &[Place]) -> Self {
        let rows = places.len() as u64;
        let rarest = most_holders(RAREST, rows);
        let count =
            |value: fn(&Place) -> u64| counts_above(rarest, places.iter().map(value).filter(|&value| value != 0));
        let ((uprns, houses), postcodes) =
            rayon::join(|| rayon::join(|| count(Place::uprn), || count(Place::house)), || count(Place::postcode));
        Self { rows, uprns, houses, postcodes }
    }

    /// Tells a place how rare its parts are.
    pub(crate) fn weigh(&self, place: &mut Place) {
        let rare = |tally: &Tally, value: u64| octave_of(tally.get(&value).copied().unwrap_or(0), self.rows);
        place.uprn_octave = rare(&self.uprns, place.uprn());
        place.house_octave = rare(&self.houses, place.house());
        place.postcode_octave = rare(&self.postcodes, place.postcode());
    }
}

/// How common places are: those that are not among the rarest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct PlaceStatistics {
    uprns: Known<u8>,
    houses: Known<u8>,
    postcodes: Known<u8>,
}

impl PlaceStatistics {
    pub(crate) fn new(places: &Places, place_of: &[Place]) -> Self {
        let common = |octave: u8| octave != RAREST;
        let of = |key: fn(&Places, &Place) -> u64, octave: fn(&Place) -> u8| {
            let all = place_of.iter().filter(|place| common(octave(place)));
            Known::new(all.map(|place| (key(places, place), octave(place))))
        };
        Self {
            uprns: of(|_, place| number_key(place.uprn), |place| place.uprn_octave),
            houses: of(Places::dwelling_key, |place| place.house_octave),
            postcodes: of(|places, place| places.postcode_key(place.current.postcode), |place| place.postcode_octave),
        }
    }

    /// Tells a place how rare its parts are.
    pub(crate) fn weigh(&self, places: &Places, place: &mut Place) {
        let rare = |known: &Known<u8>, key: u64| known.get(key).unwrap_or(RAREST);
        place.uprn_octave = rare(&self.uprns, number_key(place.uprn));
        place.house_octave = rare(&self.houses, places.dwelling_key(place));
        place.postcode_octave = rare(&self.postcodes, places.postcode_key(place.current.postcode));
    }
}

/// Takes a postcode off the end of an address.
fn split_postcode(text: &str) -> (&str, Option<PostcodeParts>) {
    let spaces: Vec<usize> = text.trim_end().match_indices([' ', ',']).map(|(place, _)| place).rev().take(2).collect();
    for &place in spaces.iter().rev() {
        let (line, code) = text.split_at(place);
        if let Some(parts) = postcode(code.trim_matches([' ', ','])).filter(|parts| !parts.district.is_empty()) {
            return (line, Some(parts));
        }
    }
    (text, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_former_address_gives_up_its_postcode() {
        let (line, code) = split_postcode("3 Bridge Street, Trefin, NP20 4UX");
        assert_eq!((line, code.unwrap().full.as_str()), ("3 Bridge Street, Trefin,", "NP20 4UX"));
        assert!(split_postcode("3 Bridge Street").1.is_none());
    }

    #[test]
    fn lines_of_an_address_are_one_address_and_a_former_one_is_kept() {
        let mut places = Places::default();
        let cells = [
            (ColumnKind::Address, "Flat 2"),
            (ColumnKind::Address, "14 Bridge Street"),
            (ColumnKind::Postcode, "NP20 4UX"),
            (ColumnKind::PreviousPostcode, "NP20 4UX\u{1f}CF10 1AA"),
        ];
        let place = places.read(cells.into_iter());
        let text = |number| places.parts.text(number);
        assert_eq!(
            (text(place.current.dwelling), text(place.current.house), text(place.current.street)),
            ("2", "14", "bridge")
        );
        assert_eq!(places.former(&place).len(), 2);
    }
}
