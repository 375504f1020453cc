//! Households that move house, leave the region, or arrive; children left without an adult.

use crate::arena::Id;
use crate::day::Day;
use crate::life::years::Span;
use crate::people::{Household, Leaving, Person, World, found_household};
use crate::stream::{Purpose, Stream};

/// Share of homes kept empty: above it newcomers arrive.
const EMPTY: f64 = 0.045;

/// One year of moves.
pub(crate) fn change(world: &mut World, span: Span) {
    for household in world.households.ids() {
        if world.households.at(household).members.is_empty() || world.is_institution(household) {
            continue;
        }
        let mut stream = Stream::new(world.seed, Purpose::Moving, span.entity(household.number()));
        let day = span.day(&mut stream);
        if !has_adult(world, household, day) {
            place_children(world, household, day, &mut stream);
        } else if stream.chance(move_rate(world, household, day)) {
            move_household(world, household, day, &mut stream);
        }
    }
    arrive(world, span);
}

fn has_adult(world: &World, household: Id<Household>, day: Day) -> bool {
    world.households.at(household).members.iter().any(|&member| world.people.at(member).age(day) >= 17)
}

/// Children whose last adult has gone live with another household of the authority.
fn place_children(world: &mut World, household: Id<Household>, day: Day, stream: &mut Stream) {
    let children: Vec<Id<Person>> = world.households.at(household).members.clone();
    let authority = |household| world.land.authority_of(world.households.at(household).residence);
    let here = authority(household);
    for _ in 0..200 {
        let other = Id::new(stream.below(world.households.len()) as u32);
        let near = other != household && authority(other) == here;
        if near && !world.is_institution(other) && has_adult(world, other, day) {
            for child in children {
                world.move_person(child, other, day);
            }
            return;
        }
    }
}

/// The young move often, the old seldom, the deprived a little more.
fn move_rate(world: &World, household: Id<Household>, day: Day) -> f64 {
    let row = world.households.at(household);
    let oldest = row.members.iter().map(|&member| world.people.at(member).age(day)).max().unwrap_or(0);
    let by_age = match oldest {
        ..25 => 0.24,
        25..35 => 0.15,
        35..50 => 0.075,
        50..65 => 0.045,
        _ => 0.025,
    };
    by_age * libm::exp(0.18 * f64::from(world.land.area_of(row.residence).deprivation))
}

/// Within the authority, to another one, or away.
fn move_household(world: &mut World, household: Id<Household>, day: Day, stream: &mut Stream) {
    let members = world.households.at(household).members.clone();
    let old = world.households.at(household).residence;
    let here = usize::from(world.land.authority_of(old));
    let authority = match stream.weighted(&[0.76, 0.12, 0.12]) {
        0 => here,
        1 => stream.below(world.land.authorities.len()),
        _ => {
            for member in members {
                world.leave(member, day, Leaving::Region);
            }
            return;
        }
    };
    let Some(residence) = world.take_vacant(authority, stream) else { return };
    world.households.at_mut(household).residence = residence;
    for member in members {
        world.note_stay(member, household, day);
    }
    if let Some(vacant) = world.vacant.get_mut(here) {
        vacant.push(old);
    }
}

/// Newcomers take homes until only the usual share is empty.
fn arrive(world: &mut World, span: Span) {
    for authority in 0..world.land.authorities.len() {
        let mut stream = Stream::new(world.seed, Purpose::Arrival, ((authority as u64) << 8) | span.year);
        let empty = world.homes.get(authority).map_or(0.0, |&homes| homes as f64 * EMPTY);
        while world.vacant.get(authority).is_some_and(|vacant| vacant.len() as f64 > empty) {
            let Some(residence) = world.take_vacant(authority, &mut stream) else { break };
            let day = span.day(&mut stream);
            let household = found_household(world, residence, day, &mut stream);
            let newcomers = world.households.at(household).members.clone();
            for person in newcomers {
                arrived(world, person, day);
            }
        }
    }
}

/// What is known of newcomers begins with the day they came.
fn arrived(world: &mut World, person: Id<Person>, day: Day) {
    let row = world.people.at_mut(person);
    row.last_stay = day;
    if let Some(stay) = world.stays.iter_mut().rev().take(24).find(|stay| stay.person == person) {
        stay.from = day;
    }
}
