//! The names as they were written down.

use crate::arena::Id;
use crate::corrupt;
use crate::day::Day;
use crate::people::Person;
use crate::rates::ErrorRates;
use crate::record::describe::Damage;
use crate::region::Region;
use crate::stream::Stream;
use crate::tables;

/// What systems that demand a name are given where it is not known.
const UNKNOWN: &str = "UNKNOWN";

/// The name part of a description.
#[derive(Default)]
pub(crate) struct RecordedName {
    pub(crate) forename: String,
    pub(crate) middle: String,
    pub(crate) family: String,
    pub(crate) former: String,
    pub(crate) alias: String,
}

/// Writes the names that a person bore on a day.
pub(crate) fn write(
    region: &Region,
    id: Id<Person>,
    day: Day,
    rates: &ErrorRates,
    stream: &mut Stream,
    damage: &mut Damage,
) -> RecordedName {
    let world = &region.world;
    let person = world.people.at(id);
    let pool = &world.pool;
    let mut forename = pool.get(person.forename).to_owned();
    let mut middle = pool.get(person.middle).to_owned();
    let (mut family, mut former) = family_names(region, id, day, rates, stream, damage);
    let familiar = tables::forename_variant(&mut stream.generator, &forename).map(str::to_owned);
    let mut alias = String::new();
    if !middle.is_empty() && damage.strikes(rates.middle_name_first, stream) {
        std::mem::swap(&mut forename, &mut middle);
    } else if let Some(familiar) = familiar {
        if damage.strikes(rates.nickname, stream) {
            forename = familiar;
        } else if stream.chance(rates.alias_present * 0.4) {
            alias = familiar;
        }
    }
    forename = forename_errors(forename, rates, stream, damage);
    if (family.contains('-') || family.contains(' ')) && damage.strikes(rates.half_name, stream) {
        family = corrupt::double_barrel(&mut stream.generator, &family).unwrap_or(family);
    }
    if damage.strikes(rates.family_name_typing, stream) {
        family = corrupt::typing(&mut stream.generator, &family).unwrap_or(family);
    } else if damage.strikes(rates.family_name_sound, stream) {
        let variant = tables::family_name_variant(&mut stream.generator, &family).map(str::to_owned);
        let heard = || corrupt::sound(&mut stream.generator, &family);
        family = variant.or_else(heard).unwrap_or(family);
    } else if damage.strikes(rates.scanning, stream) {
        family = corrupt::scanning(&mut stream.generator, &family).unwrap_or(family);
    }
    if forename.is_empty() || forename == UNKNOWN {
        // Who does not know the first name does not know the second.
        middle.clear();
    }
    if damage.strikes(rates.swapped_names, stream) {
        std::mem::swap(&mut forename, &mut family);
    }
    if damage.strikes(rates.middle_names_form, stream)
        && let Some((otherwise, rest)) = corrupt::middle_names(&mut stream.generator, &forename, &middle)
    {
        (forename, middle) = (otherwise, rest);
    }
    if !stream.chance(rates.middle_names_present) {
        middle.clear();
    }
    if !stream.chance(rates.former_name_present) {
        former.clear();
    }
    RecordedName { forename, middle, family, former, alias }
}

/// The family name of the day and the one before it. Some records keep the former one long after.
fn family_names(
    region: &Region,
    id: Id<Person>,
    day: Day,
    rates: &ErrorRates,
    stream: &mut Stream,
    damage: &mut Damage,
) -> (String, String) {
    let pool = &region.world.pool;
    let person = region.world.people.at(id);
    let changes = region.history.changes(id);
    let now = region.history.family_name(id, day, person.family);
    let before = changes.iter().rev().find(|change| change.from <= day).map(|change| (change.before, change.from));
    let Some((before, since)) = before else { return (pool.get(now).to_owned(), String::new()) };
    // A name given up within the ten years is still found in records; one given up long ago hardly ever.
    let recent = since >= region.world.start;
    let rate = if recent { rates.former_name } else { rates.former_name * 0.04 };
    if damage.strikes(rate, stream) {
        return (pool.get(before).to_owned(), String::new());
    }
    (pool.get(now).to_owned(), pool.get(before).to_owned())
}

fn forename_errors(forename: String, rates: &ErrorRates, stream: &mut Stream, damage: &mut Damage) -> String {
    if damage.strikes(rates.missing_forename, stream) {
        return String::new();
    }
    if damage.strikes(rates.unknown_forename, stream) {
        return UNKNOWN.to_owned();
    }
    if damage.strikes(rates.initial, stream) {
        return corrupt::initial(&forename).unwrap_or(forename);
    }
    if damage.strikes(rates.forename_typing, stream) {
        return corrupt::typing(&mut stream.generator, &forename).unwrap_or(forename);
    }
    if damage.strikes(rates.forename_sound, stream) {
        return corrupt::sound(&mut stream.generator, &forename).unwrap_or(forename);
    }
    if damage.strikes(rates.scanning, stream) {
        return corrupt::scanning(&mut stream.generator, &forename).unwrap_or(forename);
    }
    forename
}
