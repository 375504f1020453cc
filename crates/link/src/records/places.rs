//! Where each row's person lives and lived.

use std::collections::BTreeMap;

use crate::interner::Interner;
use crate::pattern::octave_of;
use crate::records::Input;
use crate::specification::ColumnKind;
use crate::standardise::{PostcodeParts, address, postcode, uprn};
use crate::table::{Column, VALUE_SEPARATOR};

/// Places of all rows; value 0 is no place at all.
pub(crate) struct Places {
    values: Vec<PlaceValue>,
    of_row: Vec<u32>,
    pub(crate) parts: Interner,
}

/// Current place and former ones. Every number is one of [`Places::parts`], 0 for none.
#[derive(Clone, Default)]
pub(crate) struct PlaceValue {
    pub(crate) uprn: u32,
    pub(crate) current: Spot,
    pub(crate) former: Vec<Spot>,
    pub(crate) uprn_octave: u8,
    pub(crate) house_octave: u8,
    pub(crate) postcode_octave: u8,
}

/// An address with its postcode.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spot {
    pub(crate) dwelling: u32,
    pub(crate) house: u32,
    pub(crate) street: u32,
    pub(crate) town: u32,
    pub(crate) postcode: u32,
    pub(crate) sector: u32,
    pub(crate) district: u32,
}

/// The columns that tell a place.
struct Cells<'a> {
    uprn: Vec<&'a Column>,
    address: Vec<&'a Column>,
    postcode: Vec<&'a Column>,
    former_address: Vec<&'a Column>,
    former_postcode: Vec<&'a Column>,
}

impl Places {
    pub(crate) fn new(input: &Input<'_>) -> Self {
        let cells = Cells {
            uprn: input.columns(ColumnKind::Uprn),
            address: input.columns(ColumnKind::Address),
            postcode: input.columns(ColumnKind::Postcode),
            former_address: input.columns(ColumnKind::PreviousAddress),
            former_postcode: input.columns(ColumnKind::PreviousPostcode),
        };
        let mut places = Self {
            values: vec![PlaceValue::default()],
            of_row: Vec::with_capacity(input.order.len()),
            parts: Interner::default(),
        };
        places.parts.intern("");
        let mut rows = Interner::default();
        rows.intern("");
        let mut key = String::new();
        for &row in input.order {
            key.clear();
            for column in cells.all() {
                key.push_str(&column.code(row).to_string());
                key.push(' ');
            }
            let code = rows.intern(&key);
            if code as usize == places.values.len() {
                let value = places.read(&cells, row);
                places.values.push(value);
            }
            places.of_row.push(code);
        }
        places.count();
        places
    }

    fn read(&mut self, cells: &Cells<'_>, row: u32) -> PlaceValue {
        let uprn = text(&cells.uprn, row).find_map(uprn).map_or(0, |digits| self.parts.intern(&digits));
        let lines: Vec<&str> = text(&cells.address, row).collect();
        let code = text(&cells.postcode, row).find_map(postcode);
        let current = self.spot(&lines.join(", "), code);
        let mut former: Vec<Spot> = Vec::new();
        for cell in text(&cells.former_postcode, row).flat_map(|cell| cell.split(VALUE_SEPARATOR)) {
            former.push(self.spot("", postcode(cell)));
        }
        for cell in text(&cells.former_address, row).flat_map(|cell| cell.split(VALUE_SEPARATOR)) {
            let (line, code) = split_postcode(cell);
            former.push(self.spot(line, code));
        }
        former.sort_unstable();
        former.dedup();
        former.retain(|spot| *spot != Spot::default() && *spot != current);
        PlaceValue { uprn, current, former, ..PlaceValue::default() }
    }

    fn spot(&mut self, line: &str, code: Option<PostcodeParts>) -> Spot {
        let address = address(line);
        let code = code.unwrap_or_default();
        let mut intern = |text: &str| self.parts.intern(text);
        Spot {
            dwelling: intern(&address.dwelling),
            house: intern(&address.house),
            street: intern(&address.street),
            town: intern(&address.town),
            postcode: intern(&code.full),
            sector: intern(&code.sector),
            district: intern(&code.district),
        }
    }

    /// Works out how rare each place is.
    fn count(&mut self) {
        let mut uprns: BTreeMap<u32, u64> = BTreeMap::new();
        let mut houses: BTreeMap<(u32, u32, u32), u64> = BTreeMap::new();
        let mut postcodes: BTreeMap<u32, u64> = BTreeMap::new();
        for &code in &self.of_row {
            if let Some(value) = self.values.get(code as usize) {
                *uprns.entry(value.uprn).or_default() += 1;
                *houses.entry(value.current.house_key()).or_default() += 1;
                *postcodes.entry(value.current.postcode).or_default() += 1;
            }
        }
        let rows = self.of_row.len() as u64;
        for value in &mut self.values {
            let rare = |holders: Option<&u64>| octave_of(holders.copied().unwrap_or(0), rows);
            value.uprn_octave = rare(uprns.get(&value.uprn));
            value.house_octave = rare(houses.get(&value.current.house_key()));
            value.postcode_octave = rare(postcodes.get(&value.current.postcode));
        }
    }

    pub(crate) fn value(&self, row: u32) -> Option<&PlaceValue> {
        self.values.get(self.of_row.get(row as usize).copied().unwrap_or(0) as usize)
    }
}

impl Spot {
    fn house_key(&self) -> (u32, u32, u32) {
        (self.house, self.street, self.district)
    }
}

impl<'a> Cells<'a> {
    fn all(&self) -> impl Iterator<Item = &'a Column> {
        let groups = [&self.uprn, &self.address, &self.postcode, &self.former_address, &self.former_postcode];
        groups.into_iter().flatten().copied()
    }
}

fn text<'a>(columns: &[&'a Column], row: u32) -> impl Iterator<Item = &'a str> {
    columns.iter().map(move |column| column.text_of_row(row)).filter(|text| !text.is_empty())
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
}
