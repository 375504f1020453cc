//! The police's victims of six months: one record a person, role and event.

use crate::agency::{Agency, Entry, Holdings, Role, records_at_scale};
use crate::arena::Id;
use crate::event::{Cause, Event, Events, Kind};
use crate::people::{Person, World};
use crate::rates::ErrorRates;
use crate::stream::{Purpose, Stream};

/// Days that the extract reaches back.
const WINDOW: i32 = 183;

/// Chooses the occurrences and the people in them.
pub(crate) fn select(world: &World, events: &mut Events, (scale, rates): (f64, &ErrorRates)) -> Holdings {
    let wanted = records_at_scale(Agency::Police, scale);
    let since = world.today.plus(-WINDOW);
    let mut numbers: Vec<(u64, u32)> = events
        .each()
        .filter(|(_, event)| event.kind.is_police() && event.day >= since && event.day < world.today)
        .map(|(number, event)| (order(world, number, event), number))
        .collect();
    numbers.sort_unstable();
    let mut rows: Vec<(u32, u8, Id<Person>, Role)> = Vec::with_capacity(wanted);
    for (_, number) in numbers {
        if rows.len() >= wanted {
            break;
        }
        add_people(world, events, number, &mut rows);
    }
    let mut stream = Stream::new(world.seed, Purpose::Selection, (1 << 62) | (1 << 61));
    while rows.len() < wanted {
        let person = Id::new(stream.below(world.people.len()) as u32);
        let day = world.today.plus(-stream.between(1, WINDOW));
        if world.people.at(person).is_here(day) && world.people.at(person).age(day) > 11 {
            let number =
                events.record(Event { person, day, kind: Kind::Crime, cause: Cause::Recorded, parent: u32::MAX });
            add_people(world, events, number, &mut rows);
        }
    }
    rows.truncate(wanted);
    rows.sort_by_key(|&(number, sequence, _, _)| (events.get(number).map(|event| event.day), number, sequence));
    number_and_describe(world, events, rates, rows)
}

/// In which order occurrences are taken. The extract is made for the councils that share: of what happened in the other
/// authorities, more than half comes last.
fn order(world: &World, number: u32, event: &Event) -> u64 {
    let mut stream = Stream::new(world.seed, Purpose::Selection, (1 << 62) | u64::from(number));
    let elsewhere = world.authority_of(event.person) > 2;
    let last = elsewhere && stream.chance(0.6);
    (stream.bits() >> 1) | (u64::from(last) << 63)
}

/// The person of the event, and those who shared it: the others who live in a burgled home, children who were there.
fn add_people(world: &World, events: &Events, number: u32, rows: &mut Vec<(u32, u8, Id<Person>, Role)>) {
    let Some(event) = events.get(number) else { return };
    let mut stream = Stream::new(world.seed, Purpose::Occurrence, u64::from(number));
    let role = match event.kind {
        Kind::Missing => Role::Missing,
        Kind::SelfHarm => Role::Subject,
        _ => Role::Victim,
    };
    rows.push((number, 1, event.person, role));
    let household = world.households.at(world.people.at(event.person).household);
    let shared_home = event.kind == Kind::Crime && stream.chance(0.18);
    let mut sequence = 1;
    for &member in household.members.iter().filter(|&&member| member != event.person).take(5) {
        let row = world.people.at(member);
        if !row.is_here(event.day) {
            continue;
        }
        let is_child = row.age(event.day) < 18;
        let role = match event.kind {
            Kind::DomesticAbuse if is_child && stream.chance(0.65) => Role::ChildPresent,
            Kind::Crime if shared_home && !is_child => Role::Victim,
            _ => continue,
        };
        sequence += 1;
        rows.push((number, sequence, member, role));
    }
}

/// Numbers the occurrences in order of day. A person's later events mostly use the description made first.
fn number_and_describe(
    world: &World,
    events: &Events,
    rates: &ErrorRates,
    rows: Vec<(u32, u8, Id<Person>, Role)>,
) -> Holdings {
    let mut holdings = Holdings::default();
    let mut descriptions: Vec<u8> = vec![0; world.people.len()];
    let mut occurrence = 0_u32;
    let mut current = u32::MAX;
    for (number, sequence, person, role) in rows {
        let Some(event) = events.get(number) else { continue };
        let mut stream =
            Stream::new(world.seed, Purpose::Casework, (1 << 62) | (u64::from(number) << 8) | u64::from(sequence));
        if number != current {
            occurrence += 1 + u32::from(stream.chance(0.4));
            current = number;
        }
        let mut description = 0;
        if let Some(made) = descriptions.get_mut(person.index()) {
            if *made == 0 {
                *made = 1;
            } else if stream.chance(rates.duplicate) {
                description = *made;
                *made = made.saturating_add(1);
            }
        }
        let (first_event, count) = holdings.keep(&[number]);
        holdings.entries.push(Entry {
            person,
            number: occurrence,
            sequence,
            description,
            role,
            still_open: false,
            opened: event.day,
            closed: if stream.chance(0.6) {
                event.day.plus(stream.between(3, 90)).min(world.today)
            } else {
                crate::day::Day::NEVER
            },
            last_contact: event.day.plus(stream.between(0, 21)).min(world.today),
            as_at: event.day,
            first_event,
            events: count,
        });
    }
    holdings
}
