//! Postcodes as numbers that hold their parts.

use crate::interner::{Interner, hash_of};
use crate::standardise::{PostcodeParts, postcode};

/// A postcode; 0 where there is none. A British one holds the number of its district, its sector and its unit, each of
/// which but the first may be missing; any other is one of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PostcodeCode(u32);

const OTHER: u32 = 1 << 31;
const SECTOR_BITS: u32 = 4;
const UNIT_BITS: u32 = 10;

/// Distinct postcodes, each text read once.
#[derive(Default)]
pub(crate) struct Postcodes {
    texts: Interner,
    codes: Vec<PostcodeCode>,
    districts: Interner,
    others: Interner,
}

impl Postcodes {
    /// Reads a postcode.
    pub(crate) fn read(&mut self, text: &str) -> PostcodeCode {
        if text.is_empty() {
            return PostcodeCode::default();
        }
        let number = self.texts.intern(text) as usize;
        if number == self.codes.len() {
            let code = postcode(text).map_or(PostcodeCode::default(), |parts| self.code(&parts));
            self.codes.push(code);
        }
        self.codes.get(number).copied().unwrap_or_default()
    }

    /// How many texts, districts and other postcodes there are.
    pub(crate) const fn mark(&self) -> [usize; 3] {
        [self.texts.len(), self.districts.len(), self.others.len()]
    }

    /// Forgets what came after a mark.
    pub(crate) fn forget(&mut self, [texts, districts, others]: [usize; 3]) {
        self.texts.truncate(texts);
        self.codes.truncate(texts);
        self.districts.truncate(districts);
        self.others.truncate(others);
    }

    /// The number of a postcode that was read already.
    pub(crate) fn code(&mut self, parts: &PostcodeParts) -> PostcodeCode {
        if parts.district.is_empty() {
            return PostcodeCode(OTHER | (self.others.intern(&parts.full) & !OTHER));
        }
        let district = self.districts.intern(&parts.district) + 1;
        let after = |text: &str, skip: usize| text.bytes().rev().nth(skip);
        let sector = after(&parts.sector, 0).map_or(0, |digit| 1 + u32::from(digit.wrapping_sub(b'0') % 10));
        let letter =
            |skip: usize| after(&parts.full, skip).map_or(0, |letter| u32::from(letter.wrapping_sub(b'A') % 26));
        let unit = if parts.full.is_empty() { 0 } else { 1 + 26 * letter(1) + letter(0) };
        PostcodeCode((district << SECTOR_BITS | sector) << UNIT_BITS | unit)
    }

    /// A number of a whole postcode that follows from its text alone; 0 where a part is missing.
    pub(crate) fn key(&self, code: PostcodeCode) -> u64 {
        match code.full() {
            0 => 0,
            other if other & OTHER != 0 => hash_of(self.others.text(other & !OTHER)),
            whole => self.district_key(code) ^ u64::from(whole & ((1 << (UNIT_BITS + SECTOR_BITS)) - 1)),
        }
    }

    /// The same of its district.
    pub(crate) fn district_key(&self, code: PostcodeCode) -> u64 {
        code.district().checked_sub(1).map_or(0, |district| hash_of(self.districts.text(district)))
    }
}

impl PostcodeCode {
    /// The whole postcode; 0 where a part is missing.
    pub(crate) const fn full(self) -> u32 {
        if self.0 & OTHER != 0 || self.0 & ((1 << UNIT_BITS) - 1) != 0 { self.0 } else { 0 }
    }

    /// The sector; 0 where it is missing.
    pub(crate) const fn sector(self) -> u32 {
        let sector = self.0 >> UNIT_BITS;
        if self.0 & OTHER != 0 || sector & ((1 << SECTOR_BITS) - 1) == 0 { 0 } else { sector }
    }

    /// The district; 0 where it is missing.
    pub(crate) const fn district(self) -> u32 {
        if self.0 & OTHER != 0 { 0 } else { self.0 >> (UNIT_BITS + SECTOR_BITS) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_agree_as_the_texts_do() {
        let mut postcodes = Postcodes::default();
        let [full, same, near, sector, outward, other, foreign, none] =
            ["NP20 4UX", "np204ux", "NP20 4UZ", "NP20 4", "NP20", "CF10 4UX", "2075", "ZZ99 3WZ"]
                .map(|text| postcodes.read(text));
        assert_eq!(full, same);
        assert!(full.full() != near.full() && full.sector() == near.sector() && near.sector() == sector.sector());
        assert!(sector.full() == 0 && outward.sector() == 0 && outward.district() == full.district());
        assert!(other.district() != full.district() && other.full() != full.full());
        assert!(foreign.full() != 0 && foreign.district() == 0 && foreign.sector() == 0);
        assert_eq!(none, PostcodeCode::default());
    }
}
