//! One row as the comparisons read it.

use super::company::Shift;
use super::days::Days;
use super::names::{FamilyName, GivenNames, NameCodes, Names};
use super::numbers::Number;
use super::places::Place;
use super::values::{Held, Tag};
use super::words::Word;
use crate::standardise::Day;

/// What is compared of a row, in one line of the processor's cache: all that decides most pairs.
#[repr(align(64))]
#[derive(Clone, Copy, Default)]
pub(crate) struct Row {
    pub(crate) number: Number,
    pub(crate) phone: Tag,
    pub(crate) email: Tag,
    pub(crate) names: NameCodes,
    /// The first two words of the given names; 0 for none.
    pub(crate) given: [u32; 2],
    /// Family name as one word; 0 for none.
    pub(crate) family: u32,
    /// See [`Names::signature`].
    pub(crate) signature: u32,
    pub(crate) birth: Day,
    pub(crate) shift: Shift,
    pub(crate) octaves: Octaves,
    pub(crate) marks: Marks,
    pub(crate) place: PlaceLine,
}

const _: () = assert!(size_of::<Row>() == 64, "a row is one line of the cache");

/// What takes a bit or two.
#[derive(Clone, Copy, Default)]
pub(crate) struct Marks(u8);

impl Marks {
    const SEX: u8 = 3;
    const GIVEN: u8 = 4;
    const FAMILY: u8 = 8;
    const FORMER: u8 = 16;

    /// Of a sex (1 female, 2 male, 0 anything else), of whether there are no given names beyond [`Row::given`] and no family
    /// names beyond [`Row::family`], and of whether there is a former place.
    pub(crate) const fn new(sex: u8, is_given_whole: bool, is_family_whole: bool, has_former_place: bool) -> Self {
        let given = if is_given_whole { Self::GIVEN } else { 0 };
        let family = if is_family_whole { Self::FAMILY } else { 0 };
        let former = if has_former_place { Self::FORMER } else { 0 };
        Self(sex & Self::SEX | given | family | former)
    }

    pub(crate) const fn sex(self) -> u8 {
        self.0 & Self::SEX
    }

    const fn is_given_whole(self) -> bool {
        self.0 & Self::GIVEN != 0
    }

    const fn is_family_whole(self) -> bool {
        self.0 & Self::FAMILY != 0
    }

    pub(crate) const fn has_former_place(self) -> bool {
        self.0 & Self::FORMER != 0
    }
}

/// A row with what is compared of it beyond its line, brought together once for many pairs.
#[derive(Clone, Copy)]
pub(crate) struct Line {
    /// Its number.
    pub(crate) place: u32,
    pub(crate) row: Row,
    /// The first of its given names.
    pub(crate) first: Word,
    /// Its family name as one word.
    pub(crate) family: Word,
    pub(crate) phone: Held,
    pub(crate) email: Held,
}

const _: () = assert!(size_of::<Line>() == 128, "two lines of the cache");

impl Line {
    /// A row without what [`super::Records::line`] adds.
    pub(super) fn of(place: u32, row: Row) -> Self {
        let (first, family) = (Word::default(), Word::default());
        Self { place, row, first, family, phone: Held::NOTHING, email: Held::NOTHING }
    }
}

/// What was read of a row, beside its place.
#[derive(Clone, Copy)]
pub(crate) struct Read {
    pub(crate) names: NameCodes,
    pub(crate) birth: Day,
    pub(crate) number: Number,
    pub(crate) shift: Shift,
    pub(crate) phone: Held,
    pub(crate) email: Held,
    pub(crate) sex: u8,
}

impl Row {
    pub(crate) fn new(names: &Names, days: &Days, read: Read, place: &Place) -> Self {
        let Read { names: codes, birth, number, shift, phone, email, sex } = read;
        let GivenNames { words, others } = names.given(codes.given);
        let given = |place: usize| words.get(place).copied().unwrap_or(0);
        let word = |word: u32| names.words.get(word);
        let FamilyName { whole: family, parts, others: other_family } = names.family(codes.family);
        Self {
            number,
            phone: phone.tag(),
            email: email.tag(),
            names: codes,
            given: [given(0), given(1)],
            family,
            signature: names.signature(codes),
            birth,
            shift,
            octaves: Octaves::new([
                names.given_octave(codes.given),
                word(given(0)).as_given.octave,
                word(family).as_family.octave,
                days.octave(birth),
                place.uprn_octave,
                place.house_octave,
                place.postcode_octave,
            ]),
            marks: Marks::new(
                sex,
                words.len() <= 2 && others.is_empty(),
                parts.len() <= 1 && other_family.is_empty(),
                place.has_former(),
            ),
            place: PlaceLine::new(place),
        }
    }

    /// The given names of the row.
    pub(crate) fn given_names<'a>(&'a self, names: &'a Names) -> GivenNames<'a> {
        if !self.marks.is_given_whole() {
            return names.given(self.names.given);
        }
        let words = match &self.given {
            [0, _] => &[],
            [first, 0] => std::slice::from_ref(first),
            both => both.as_slice(),
        };
        GivenNames { words, others: &[] }
    }

    /// The family name of the row.
    pub(crate) fn family_name<'a>(&'a self, names: &'a Names) -> FamilyName<'a> {
        if !self.marks.is_family_whole() {
            return names.family(self.names.family);
        }
        let parts = if self.family == 0 { &[][..] } else { std::slice::from_ref(&self.family) };
        FamilyName { whole: self.family, parts, others: &[] }
    }
}

/// How rare the values of a row are: an octave each, in four bits.
#[derive(Clone, Copy, Default)]
pub(crate) struct Octaves(u32);

impl Octaves {
    /// Of given names all together, the first of them, family name, date of birth, UPRN, house and postcode.
    fn new(octaves: [u8; 7]) -> Self {
        Self(octaves.iter().rev().fold(0, |packed, &octave| packed << 4 | u32::from(octave & 15)))
    }

    const fn at(self, place: u32) -> u8 {
        (self.0 >> (4 * place) & 15) as u8
    }

    pub(crate) const fn given(self) -> u8 {
        self.at(0)
    }

    pub(crate) const fn first(self) -> u8 {
        self.at(1)
    }

    pub(crate) const fn family(self) -> u8 {
        self.at(2)
    }

    pub(crate) const fn birth(self) -> u8 {
        self.at(3)
    }

    pub(crate) const fn uprn(self) -> u8 {
        self.at(4)
    }

    pub(crate) const fn house(self) -> u8 {
        self.at(5)
    }

    pub(crate) const fn postcode(self) -> u8 {
        self.at(6)
    }
}

/// As much of a place as tells whether the whole must be looked at.
#[derive(Clone, Copy, Default)]
pub(crate) struct PlaceLine {
    /// The lower half of the UPRN.
    pub(crate) uprn: u32,
    pub(crate) postcode: super::postcodes::PostcodeCode,
    /// The lower halves of the numbers of house and street.
    pub(crate) house: u16,
    pub(crate) street: u16,
}

impl PlaceLine {
    pub(crate) const fn new(place: &Place) -> Self {
        const fn low(number: u32) -> u16 {
            // Never 0 for what is there.
            let low = (number & 0x7fff) as u16;
            if number == 0 { 0 } else { low | 0x8000 }
        }
        let uprn = (place.uprn & 0xffff_ffff) as u32;
        Self {
            uprn: if place.uprn == 0 { 0 } else { uprn | 1 << 31 },
            postcode: place.current.postcode,
            house: low(place.current.house),
            street: low(place.current.street),
        }
    }
}
