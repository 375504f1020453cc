//! The home: address, postcode and UPRN are taken from one record together, so that no address is made up of three.

use dolen_model::PersonField;

use super::agreement::{Completeness, completeness, covers, form};
use super::rule::{Support, decide};
use super::{MemberRecord, Merger};
use crate::master::ChosenValue;
use crate::view::WhyChosen;

/// Where a person lives now, as far as the records tell.
pub(crate) struct Home<'a> {
    /// The record that tells it.
    pub(crate) deciding: MemberRecord<'a>,
    /// Number of the residence, where the record names one home.
    pub(crate) residence: Option<u32>,
    why: WhyChosen,
}

/// What a member says of its home.
struct Told<'a> {
    member: MemberRecord<'a>,
    residence: Option<u32>,
    is_no_fixed_abode: bool,
    address: String,
    postcode: String,
    /// Whether it names one home, how many of address, postcode and UPRN it has, how much its address says.
    fullness: (bool, usize, Completeness),
}

impl<'a> Merger<'a> {
    /// The home that the rules of the address choose; `None` where no record tells any.
    pub(crate) fn home(&self, members: &[MemberRecord<'a>]) -> Option<Home<'a>> {
        let mut told: Vec<Told<'a>> = members.iter().filter_map(|member| self.told_home(*member)).collect();
        told.sort_by(|one, other| {
            other.fullness.cmp(&one.fullness).then_with(|| one.member.place.cmp(&other.member.place))
        });
        let mut groups: Vec<Vec<Told<'a>>> = Vec::new();
        let mut loose: Vec<Told<'a>> = Vec::new();
        for told in told {
            let speaks_of = |group: &&mut Vec<Told<'a>>| group.first().is_some_and(|fullest| fullest.is_same(&told));
            if let Some(group) = groups.iter_mut().find(speaks_of) {
                group.push(told);
                continue;
            }
            let mut fuller =
                groups.iter_mut().filter(|group| group.first().is_some_and(|fullest| fullest.covers(&told)));
            match (fuller.next(), fuller.next()) {
                (Some(group), None) => group.push(told),
                (Some(_), Some(_)) => loose.push(told),
                (None, _) => groups.push(vec![told]),
            }
        }
        let rule = self.rules.get(&PersonField::Address)?;
        let supports: Vec<Support> = groups.iter().map(|group| self.home_support(group)).collect();
        let (place, why) = decide(&rule.rules, &supports)?;
        let deciding = groups.get(place)?.iter().max_by_key(|told| {
            (told.fullness.0, told.fullness.1, told.member.record.known_on, std::cmp::Reverse(told.member.place))
        })?;
        Some(Home { deciding: deciding.member, residence: deciding.residence, why })
    }

    /// One of the values of the home.
    pub(super) fn home_value(
        &self,
        field: PersonField,
        home: &Home<'a>,
        members: &[MemberRecord<'a>],
    ) -> Option<ChosenValue> {
        let agree = |member: &MemberRecord<'a>| {
            home.residence.is_some() && self.places.of_record(member.row).residence == home.residence
        };
        self.beside(field, home.deciding, agree, home.why, members)
    }

    fn told_home(&self, member: MemberRecord<'a>) -> Option<Told<'a>> {
        let first = |field| member.record.all(field).next().map(|number| self.text(number));
        let (address, postcode) = (first(PersonField::Address), first(PersonField::Postcode));
        let uprn = first(PersonField::Uprn);
        let pieces = [address, postcode, uprn].into_iter().flatten().count();
        if pieces == 0 {
            return None;
        }
        let place = self.places.of_record(member.row);
        let address = address.unwrap_or_default();
        let says = completeness(PersonField::Address, address);
        Some(Told {
            member,
            residence: place.residence,
            is_no_fixed_abode: place.is_no_fixed_abode,
            address: form(PersonField::Address, address),
            postcode: form(PersonField::Postcode, postcode.unwrap_or_default()),
            fullness: (place.residence.is_some(), pieces, says),
        })
    }

    fn home_support(&self, group: &[Told<'a>]) -> Support {
        let records = group.iter().map(|told| told.member.record);
        let rule = self.rules.get(&PersonField::Address);
        let mut organisations: Vec<u32> = records.clone().map(|record| record.organisation).collect();
        organisations.sort_unstable();
        organisations.dedup();
        let rank = |organisation: &u32| rule.map_or(usize::MAX, |rule| rule.rank(*organisation));
        Support {
            distrust: (true, organisations.iter().map(rank).min().unwrap_or(usize::MAX)),
            organisations,
            newest: records.map(|record| record.known_on).max().unwrap_or(i64::MIN),
            completeness: group.first().map(|fullest| fullest.fullness.2).unwrap_or_default(),
            first_place: group.iter().map(|told| told.member.place).min().unwrap_or(u32::MAX),
        }
    }
}

impl Told<'_> {
    /// Whether both tell one home, or both that there is none.
    fn is_same(&self, other: &Told<'_>) -> bool {
        match (self.residence, other.residence) {
            (Some(one), Some(two)) => one == two,
            (None, None) if self.is_no_fixed_abode || other.is_no_fixed_abode => {
                self.is_no_fixed_abode == other.is_no_fixed_abode
            }
            (None, None) => self.address == other.address && self.postcode == other.postcode,
            _ => false,
        }
    }

    /// Whether this tells what another tells, and more.
    fn covers(&self, other: &Told<'_>) -> bool {
        if other.residence.is_some() || other.is_no_fixed_abode || self.is_no_fixed_abode {
            return false;
        }
        let agrees = |field, one: &str, two: &str| two.is_empty() || one == two || covers(field, one, two);
        agrees(PersonField::Address, &self.address, &other.address)
            && agrees(PersonField::Postcode, &self.postcode, &other.postcode)
    }
}
