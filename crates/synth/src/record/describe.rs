//! From a person and a day to what an agency wrote down.

use crate::agency::{Agency, Entry};
use crate::day::Day;
use crate::record::{Recorded, RecordedDate, address, birth, contact, name};
use crate::region::Region;
use crate::stream::{Purpose, Stream};
use crate::tables::Gender;

/// How badly one description has been hurt so far. Errors seldom pile up: whoever mistypes a name still copies the date.
#[derive(Clone, Copy, Default)]
pub(crate) struct Damage {
    hurt: u8,
}

impl Damage {
    /// Whether an error of a rate happens; after one of the same description a quarter as often, after two never.
    pub(crate) fn strikes(&mut self, rate: f64, stream: &mut Stream) -> bool {
        let rate = match self.hurt {
            0 => rate,
            1 => rate * 0.25,
            _ => 0.0,
        };
        let struck = stream.chance(rate);
        if struck {
            self.hurt += 1;
        }
        struck
    }

    /// Counts what is not an error and yet makes the person harder to know: a name before marriage, an old address.
    pub(crate) fn note(&mut self) {
        self.hurt = self.hurt.saturating_add(1);
    }
}

/// Writes down the person of an entry as the agency did.
pub(crate) fn describe(region: &Region, agency: Agency, entry: &Entry) -> Recorded {
    let rates = agency.rates(&region.rates);
    let person = region.world.people.at(entry.person);
    let entity =
        (u64::from(entry.person.number()) << 12) | ((agency.position() as u64) << 8) | u64::from(entry.description);
    // Names and dates belong to the description, which several records may share; the address to the record.
    let mut nominal = Stream::new(region.world.seed, Purpose::Nominal, entity);
    let mut own = Stream::new(
        region.world.seed,
        Purpose::Record,
        (u64::from(entry.number) << 8) | ((agency.position() as u64) << 5) | u64::from(entry.sequence),
    );
    let mut damage = Damage::default();
    let written_on = if agency == Agency::Police && entry.description == 0 {
        nominal_day(region, entry, &mut nominal)
    } else {
        entry.as_at
    };
    let names = name::write(region, entry.person, written_on, rates, &mut nominal, &mut damage);
    let birth = birth::write(person.born, region.world.today, rates, &mut nominal, &mut damage);
    let is_female = (person.gender == Gender::Female) ^ nominal.chance(rates.wrong_sex);
    let is_female = (!nominal.chance(rates.missing_sex)).then_some(is_female);
    let (nhs_number, nhs_number_traced) = contact::nhs(region, entry.person, entry.as_at, rates, &mut nominal);
    let ethnicity = contact::ethnicity(person.community, &mut nominal);
    let prefers_welsh = contact::prefers_welsh(person.community, &mut nominal);
    let place = address::write(region, entry, rates, &mut own, &mut damage);
    let phone = contact::phone(region, entry.person, entry.as_at, rates, &mut own);
    let email = contact::email(region, entry.person, entry.as_at, rates, &mut own);
    let death_known = person.died <= region.world.today && !entry.still_open && agency != Agency::Police;
    let death_known = death_known && (agency != Agency::Health || person.died <= entry.closed.plus(30));
    let age = person.age(entry.as_at);
    let title = title(is_female, age, person.married, &mut nominal);
    let is_nameless = nominal.chance(rates.nameless);
    let (names, birth, nhs_number) = if is_nameless {
        (name::RecordedName::default(), RecordedDate::Missing, String::new())
    } else {
        (names, birth, nhs_number)
    };
    Recorded {
        title,
        forename: names.forename,
        middle_names: names.middle,
        family_name: names.family,
        former_family_name: names.former,
        alias: names.alias,
        birth,
        death: if death_known { RecordedDate::Known(person.died) } else { RecordedDate::Missing },
        is_female,
        nhs_number,
        nhs_number_traced,
        ethnicity,
        prefers_welsh,
        uprn: place.uprn,
        address: place.lines,
        postcode: place.postcode,
        previous: place.previous,
        phone,
        email,
    }
}

/// The police's first description was made at some earlier contact, up to six years back.
fn nominal_day(region: &Region, entry: &Entry, stream: &mut Stream) -> Day {
    let born = region.world.people.at(entry.person).born;
    let window = region.world.today.plus(-183);
    window.plus(-(stream.unit() * stream.unit() * 2_200.0) as i32).max(born)
}

fn title(is_female: Option<bool>, age: i32, married: bool, stream: &mut Stream) -> &'static str {
    if stream.chance(0.35) {
        return "";
    }
    match is_female {
        Some(true) if age < 18 => "Miss",
        Some(true) if married => "Mrs",
        Some(true) if stream.chance(0.5) => "Ms",
        Some(true) => "Miss",
        Some(false) if age < 12 => "Master",
        Some(false) => "Mr",
        None => "",
    }
}
