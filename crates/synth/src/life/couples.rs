//! Who comes together, who marries, who parts.

use crate::arena::Id;
use crate::life::years::Span;
use crate::people::{Person, World, family_name_after_marriage};
use crate::stream::{Purpose, Stream};
use crate::tables::Gender;

/// One year of couples.
pub(crate) fn change(world: &mut World, span: Span) {
    marry_or_part(world, span);
    meet(world, span);
}

/// Couples that live together marry or separate.
fn marry_or_part(world: &mut World, span: Span) {
    for id in world.people.ids() {
        let row = world.people.at(id);
        let Some(partner) = row.partner else { continue };
        if partner < id || !row.is_here(span.from) || !world.people.at(partner).is_here(span.from) {
            continue;
        }
        let mut stream = Stream::new(world.seed, Purpose::Couple, span.entity(id.number()));
        let day = span.day(&mut stream);
        let age = row.born.years_to(span.from);
        // The vulnerable part more often, and so come to live alone.
        let vulnerability = f64::from(row.vulnerability + world.people.at(partner).vulnerability) / 2.0;
        let separation = if age < 50.0 { 0.026 } else { 0.006 } * libm::exp(0.35 * vulnerability);
        if !row.married && stream.chance(0.09) {
            wed(world, id, partner, day, &mut stream);
        } else if stream.chance(separation) {
            separate(world, id, partner, day, &mut stream);
        }
    }
}

/// The one who takes a name is the woman, or in a couple of one gender the second.
fn wed(world: &mut World, one: Id<Person>, other: Id<Person>, day: crate::day::Day, stream: &mut Stream) {
    let (taker, giver) = if world.people.at(one).gender == Gender::Female { (one, other) } else { (other, one) };
    for person in [one, other] {
        world.people.at_mut(person).married = true;
    }
    let after = family_name_after_marriage(world, taker, giver, stream);
    world.rename(taker, day, after);
}

/// One moves out, mostly the man where there are children; four in ten take their birth name again.
fn separate(world: &mut World, one: Id<Person>, other: Id<Person>, day: crate::day::Day, stream: &mut Stream) {
    let was_married = world.people.at(one).married;
    world.part(one);
    let man = [one, other].into_iter().find(|&person| world.people.at(person).gender == Gender::Male).unwrap_or(other);
    let goes = if stream.chance(0.75) {
        man
    } else if man == one {
        other
    } else {
        one
    };
    super::persons::settle_alone(world, goes, day, stream);
    if was_married && stream.chance(0.4) {
        for person in [one, other] {
            let birth_family = world.people.at(person).birth_family;
            world.rename(person, day, birth_family);
        }
    }
}

/// Single people of one authority and about one age begin to live together.
fn meet(world: &mut World, span: Span) {
    for (authority, seekers) in seekers(world, span).into_iter().enumerate() {
        let mut stream = Stream::new(world.seed, Purpose::Couple, (1 << 62) | ((authority as u64) << 8) | span.year);
        let (mut women, mut men): (Vec<_>, Vec<_>) =
            seekers.into_iter().partition(|&id| world.people.at(id).gender == Gender::Female);
        for list in [&mut women, &mut men] {
            list.sort_by_key(|&id| (world.people.at(id).born, id));
            // A small share of couples are of one gender.
            for _ in 0..list.len() / 60 {
                let place = stream.below(list.len().saturating_sub(1));
                if let (Some(&one), Some(&other)) = (list.get(place), list.get(place + 1))
                    && suit(world, one, other)
                {
                    list.drain(place..=place + 1);
                    join(world, one, other, span, &mut stream);
                }
            }
        }
        for (&woman, &man) in women.iter().zip(&men) {
            if suit(world, woman, man) {
                join(world, woman, man, span, &mut stream);
            }
        }
    }
}

/// Whether two are near in age, not of one mother and not of one home.
fn suit(world: &World, one: Id<Person>, other: Id<Person>) -> bool {
    let (one, other) = (world.people.at(one), world.people.at(other));
    let is_related = one.mother.is_some() && one.mother == other.mother;
    (one.born.0 - other.born.0).abs() < 12 * 365 && !is_related && one.household != other.household
}

/// Who looks for a partner this year, by authority. Whoever finds one stays in the authority, so all are found at once.
fn seekers(world: &World, span: Span) -> Vec<Vec<Id<Person>>> {
    let mut found = vec![Vec::new(); world.land.authorities.len()];
    for (id, row) in world.people.each() {
        let age = row.born.years_to(span.from);
        let is_single = row.partner.is_none() && (18.5..66.0).contains(&age) && row.is_here(span.from.plus(span.days));
        if !is_single || world.is_institution(row.household) {
            continue;
        }
        let mut stream = Stream::new(world.seed, Purpose::Couple, (1 << 61) | span.entity(id.number()));
        if stream.chance(if age < 35.0 { 0.14 } else { 0.06 })
            && let Some(found) = found.get_mut(world.authority_of(id))
        {
            found.push(id);
        }
    }
    found
}

/// They live at the home of the one who has one; three in ten marry at once.
fn join(world: &mut World, one: Id<Person>, other: Id<Person>, span: Span, stream: &mut Stream) {
    let day = span.day(stream);
    let independent = |world: &World, id: Id<Person>| {
        let household = world.households.at(world.people.at(id).household);
        household.members.iter().all(|&member| member == id || world.people.at(member).age(day) < 18)
    };
    let (host, guest) = if independent(world, one) { (one, other) } else { (other, one) };
    if !independent(world, host) {
        super::persons::settle_alone(world, host, day, stream);
    }
    let household = world.people.at(host).household;
    let children = super::persons::children_at_home(world, guest, day);
    world.move_person(guest, household, day);
    for child in children {
        world.move_person(child, household, day);
    }
    for (person, partner) in [(one, other), (other, one)] {
        world.people.at_mut(person).partner = Some(partner);
    }
    if stream.chance(0.3) {
        wed(world, one, other, day, stream);
    }
}
