//! What happens to one person in a year: death, birth of children, leaving home, another name, a care home, a hostel.

use crate::arena::Id;
use crate::day::Day;
use crate::life::years::Span;
use crate::people::{
    BETWEEN_BIRTHS, Household, Leaving, NameId, Newborn, Person, World, birth_names, named_after, new_family_name,
};
use crate::stream::{Purpose, Stream};
use crate::tables::Gender;

/// One year for everybody who is alive and here.
pub(crate) fn change(world: &mut World, span: Span) {
    for id in world.people.ids() {
        if !world.people.at(id).is_here(span.from) {
            continue;
        }
        let mut stream = Stream::new(world.seed, Purpose::Year, span.entity(id.number()));
        person_year(world, id, span, &mut stream);
    }
}

fn person_year(world: &mut World, id: Id<Person>, span: Span, stream: &mut Stream) {
    let row = world.people.at(id);
    let age = row.born.years_to(span.from);
    let vulnerability = f64::from(row.vulnerability);
    let institution = world.is_institution(row.household);
    let day = span.day(stream);
    let frailty = if institution { 2.2 } else { 1.0 };
    if stream.chance(death_rate(age, row.gender) * libm::exp(0.25 * vulnerability) * frailty) {
        world.leave(id, day, Leaving::Death);
        return;
    }
    if row.gender == Gender::Female
        && stream.chance(birth_rate(age, row.partner.is_some()))
        && day.0 - world.people.at(id).bore.0 >= BETWEEN_BIRTHS
    {
        bear(world, id, day, stream);
    }
    if institution {
        if world.hostels.binary_search(&world.people.at(id).household).is_ok() && stream.chance(0.5) {
            settle_alone(world, id, day, stream);
        }
        return;
    }
    if stream.chance(0.0012) && age > 16.0 {
        let community = world.people.at(id).community;
        let name = new_family_name(community, world.people.at(id).gender, stream);
        let name = world.pool.put(&name);
        world.rename(id, day, name);
    }
    if (18.0..31.0).contains(&age) && lives_with_parent(world, id) && stream.chance(0.16) {
        leave_home(world, id, day, stream);
    } else if age > 78.0 && stream.chance(care_home_rate(age)) {
        enter_care_home(world, id, day, stream);
    } else if (18.0..60.0).contains(&age) && stream.chance(0.0006 * libm::exp(1.6 * vulnerability)) {
        enter_hostel(world, id, day, stream);
    }
}

/// Yearly probability of death (Gompertz, with a first year of its own); men age about four years sooner.
fn death_rate(age: f64, gender: Gender) -> f64 {
    let shift = if gender == Gender::Male { 2.0 } else { -2.0 };
    let gompertz = 0.000_028 * libm::exp(0.098 * (age + shift));
    if age < 1.0 { 0.003_5 } else { gompertz.min(0.6) }
}

/// Yearly probability of giving birth.
fn birth_rate(age: f64, partner: bool) -> f64 {
    let by_age = match age {
        16.0..20.0 => 0.015,
        20.0..25.0 => 0.060,
        25.0..30.0 => 0.105,
        30.0..35.0 => 0.110,
        35.0..40.0 => 0.055,
        40.0..45.0 => 0.010,
        _ => 0.0,
    };
    by_age * if partner { 1.35 } else { 0.45 }
}

fn care_home_rate(age: f64) -> f64 {
    0.006 * libm::exp(0.12 * (age - 78.0))
}

/// A birth, of twins in 1.6 of 100.
fn bear(world: &mut World, mother: Id<Person>, day: Day, stream: &mut Stream) {
    let row = world.people.at_mut(mother);
    row.bore = day;
    let row = world.people.at(mother);
    let father = row.partner.filter(|&partner| world.people.at(partner).gender == Gender::Male);
    let (community, household) = (row.community, row.household);
    // Nine in ten children of a couple bear the father's name.
    let family = match father {
        Some(father) if stream.chance(0.9) => world.people.at(father).family,
        _ => row.family,
    };
    let babies = if stream.chance(0.016) { 2 } else { 1 };
    for _ in 0..babies {
        let gender = if stream.chance(0.488) { Gender::Female } else { Gender::Male };
        let members = &world.households.at(household).members;
        let borne: Vec<NameId> = members.iter().map(|&member| world.people.at(member).forename).collect();
        let newborn = Newborn { community, gender, born: day, family, borne: &borne };
        let names = birth_names(&mut world.pool, &newborn, stream);
        let inherited = 0.35 * world.people.at(mother).vulnerability;
        let child = world.add(
            Person {
                born: day,
                died: Day::NEVER,
                left: Day::NEVER,
                last_stay: day,
                renamed: day,
                bore: day,
                gender,
                community,
                married: false,
                forename: names.forename,
                middle: names.middle,
                birth_family: names.family,
                family: names.family,
                mother: Some(mother),
                father,
                partner: None,
                household,
                vulnerability: inherited + (stream.normal() * 0.7) as f32,
            },
            day,
        );
        if let Some(father) = father {
            named_after(world, child, father, stream);
        }
    }
}

fn lives_with_parent(world: &World, id: Id<Person>) -> bool {
    let row = world.people.at(id);
    [row.mother, row.father].into_iter().flatten().any(|parent| world.people.at(parent).household == row.household)
}

/// Out of the parents' home, with any children of one's own: alone, as somebody's lodger, or out of the region.
fn leave_home(world: &mut World, id: Id<Person>, day: Day, stream: &mut Stream) {
    let left = world.people.at(id).household;
    let children = children_at_home(world, id, day);
    match stream.weighted(&[0.40, 0.28, 0.32]) {
        0 => settle_alone(world, id, day, stream),
        1 => {
            let household = Id::new(stream.below(world.households.len()) as u32);
            let same_place = world.land.authority_of(world.households.at(household).residence);
            let lived_in = !world.households.at(household).members.is_empty();
            if lived_in && usize::from(same_place) == world.authority_of(id) {
                world.move_person(id, household, day);
            } else {
                settle_alone(world, id, day, stream);
            }
        }
        _ => {
            for person in children.into_iter().chain([id]) {
                world.leave(person, day, Leaving::Region);
            }
            return;
        }
    }
    let household = world.people.at(id).household;
    if household != left {
        for child in children {
            world.move_person(child, household, day);
        }
    }
}

/// Children under 18 of somebody in the same home.
pub(crate) fn children_at_home(world: &World, id: Id<Person>, day: Day) -> Vec<Id<Person>> {
    let members = &world.households.at(world.people.at(id).household).members;
    let is_child = |member: &Id<Person>| {
        let row = world.people.at(*member);
        row.age(day) < 18 && (row.mother == Some(id) || row.father == Some(id))
    };
    members.iter().copied().filter(is_child).collect()
}

/// A home of one's own in the same authority, if one is empty.
pub(crate) fn settle_alone(world: &mut World, id: Id<Person>, day: Day, stream: &mut Stream) {
    let authority = world.authority_of(id);
    if let Some(residence) = world.take_vacant(authority, stream) {
        let household = world.new_household(residence, stream.normal() * 0.5);
        world.move_person(id, household, day);
    }
}

fn enter_care_home(world: &mut World, id: Id<Person>, day: Day, stream: &mut Stream) {
    let homes = near(world, &world.care_homes, id);
    if let Some(&home) = stream.pick(&homes)
        && world.households.at(home).members.len() < 48
    {
        world.move_person(id, home, day);
    }
}

fn enter_hostel(world: &mut World, id: Id<Person>, day: Day, stream: &mut Stream) {
    // Parents of small children are housed otherwise.
    let household = world.people.at(id).household;
    let with_children =
        world.households.at(household).members.iter().any(|&member| world.people.at(member).age(day) < 18);
    let hostels = near(world, &world.hostels, id);
    if let Some(&hostel) = stream.pick(&hostels)
        && !with_children
        && world.households.at(hostel).members.len() < 24
    {
        world.part(id);
        world.move_person(id, hostel, day);
    }
}

/// Homes in the person's own authority.
fn near(world: &World, homes: &[Id<Household>], id: Id<Person>) -> Vec<Id<Household>> {
    let authority = world.authority_of(id);
    let here =
        |home: &Id<Household>| usize::from(world.land.authority_of(world.households.at(*home).residence)) == authority;
    homes.iter().copied().filter(here).collect()
}
