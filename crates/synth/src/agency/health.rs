//! The health board's acute admissions of five years: one record a spell.

use crate::agency::{Agency, Entry, Holdings, Role, records_at_scale};
use crate::event::{Cause, Event, Events, Kind};
use crate::people::World;
use crate::rates::ErrorRates;
use crate::stream::{Purpose, Stream};

/// Days that the extract reaches back.
const WINDOW: i32 = 1_826;

/// In which order spells are taken: of those of people in authorities whose council does not share, more than half last.
fn order(world: &World, number: u32, event: &Event) -> u64 {
    let mut stream = Stream::new(world.seed, Purpose::Selection, (1 << 60) | u64::from(number));
    let elsewhere = world.authority_of(event.person) > 2;
    let last = elsewhere && stream.chance(0.6);
    (stream.bits() >> 1) | (u64::from(last) << 63)
}

/// Chooses the spells.
pub(crate) fn select(world: &World, events: &mut Events, (scale, rates): (f64, &ErrorRates)) -> Holdings {
    let wanted = records_at_scale(Agency::Health, scale);
    let since = world.today.plus(-WINDOW);
    let mut spells: Vec<(u64, u32)> = events
        .each()
        .filter(|(_, event)| event.kind.is_health() && event.day >= since && event.day < world.today)
        .map(|(number, event)| (order(world, number, event), number))
        .collect();
    spells.sort_unstable();
    spells.truncate(wanted);
    let mut stream = Stream::new(world.seed, Purpose::Selection, 1 << 61);
    while spells.len() < wanted {
        // A region too small for its share of admissions: others were admitted for a reason of no interest here.
        let person = crate::arena::Id::new(stream.below(world.people.len()) as u32);
        let day = world.today.plus(-stream.between(1, WINDOW));
        if world.people.at(person).is_here(day) {
            let number =
                events.record(Event { person, day, kind: Kind::Admission, cause: Cause::Recorded, parent: u32::MAX });
            spells.push((0, number));
        }
    }
    let mut numbers: Vec<u32> = spells.into_iter().map(|(_, number)| number).collect();
    numbers.sort_by_key(|&number| events.get(number).map(|event| (event.day, number)));
    let mut holdings = Holdings::default();
    let mut key = 7_000_000;
    for number in numbers {
        let Some(&event) = events.get(number) else { continue };
        let mut stream = Stream::new(world.seed, Purpose::Casework, (1 << 60) | u64::from(number));
        key += 1 + stream.below(4) as u32;
        let died = world.people.at(event.person).died;
        let longest = if world.people.at(event.person).age(event.day) > 75 { 24 } else { 6 };
        let stay = 1 + stream.below(longest) as i32;
        let (first_event, count) = holdings.keep(&[number]);
        holdings.entries.push(Entry {
            person: event.person,
            number: key,
            sequence: 0,
            description: u8::from(stream.chance(rates.duplicate)),
            role: Role::Subject,
            still_open: false,
            opened: event.day,
            closed: event.day.plus(stay).min(died).min(world.today),
            last_contact: event.day.plus(stay).min(died).min(world.today),
            as_at: event.day,
            first_event,
            events: count,
        });
    }
    holdings
}
