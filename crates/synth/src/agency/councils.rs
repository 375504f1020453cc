//! A council's social care records: people it dealt with in the last five years, some of them registered twice.

use crate::agency::{Agency, Entry, Holdings, Role, records_at_scale};
use crate::arena::Id;
use crate::day::Day;
use crate::event::{Cause, Event, Events, Kind};
use crate::people::{History, Person, World};
use crate::rates::ErrorRates;
use crate::stream::{Purpose, Stream};

/// Days that the extract reaches back.
const WINDOW: i32 = 1_826;

/// Chooses and describes the records of a council.
pub(crate) fn select(
    world: &World,
    history: &History,
    events: &mut Events,
    agency: Agency,
    (scale, rates): (f64, &ErrorRates),
) -> Holdings {
    let wanted = records_at_scale(agency, scale);
    let second = (((wanted as f64) * rates.duplicate).round() as usize).min(wanted / 2);
    let mut clients = clients(world, history, events, agency, wanted.saturating_sub(second));
    let mut drafts: Vec<Draft> = Vec::with_capacity(wanted);
    // People with several events are the ones who come to be registered a second time.
    let mut order: Vec<usize> = (0..clients.len()).collect();
    order.sort_by_key(|&index| clients.get(index).map(|client| (client.numbers.len() < 2, client.sort_key)));
    for index in order.into_iter().take(second) {
        let Some(client) = clients.get_mut(index) else { continue };
        let half = (client.numbers.len() / 2).max(1);
        let later = if client.numbers.len() < 2 { client.numbers.clone() } else { client.numbers.split_off(half) };
        drafts.push(Draft { person: client.person, description: 1, numbers: later });
    }
    drafts.extend(clients.into_iter().map(|client| Draft {
        person: client.person,
        description: 0,
        numbers: client.numbers,
    }));
    write_up(world, events, agency, rates, drafts)
}

/// A person of whom the council knows something.
struct Client {
    person: Id<Person>,
    sort_key: u64,
    numbers: Vec<u32>,
}

/// A record before its dates are set.
struct Draft {
    person: Id<Person>,
    description: u8,
    numbers: Vec<u32>,
}

/// The wanted number of people, those with more events more likely (weighted sampling without replacement after
/// Efraimidis and Spirakis). Where too few had an event, others had a plain contact.
fn clients(world: &World, history: &History, events: &mut Events, agency: Agency, wanted: usize) -> Vec<Client> {
    let since = world.today.plus(-WINDOW);
    let mut known: Vec<(f64, Client)> = Vec::new();
    let mut others: Vec<(u64, Id<Person>)> = Vec::new();
    for (person, row) in world.people.each() {
        if row.died < since || row.left < since {
            continue;
        }
        let numbers: Vec<u32> = events
            .of(person)
            .iter()
            .copied()
            .filter(|&number| {
                events.get(number).is_some_and(|event| {
                    event.day >= since && event.kind.is_council() && lives_in(world, history, person, event.day, agency)
                })
            })
            .collect();
        let entity = (u64::from(person.number()) << 3) | agency.position() as u64;
        let mut stream = Stream::new(world.seed, Purpose::Selection, entity);
        let sort_key = stream.bits();
        if numbers.is_empty() {
            if row.is_here(world.today) && lives_in(world, history, person, world.today, agency) {
                others.push((sort_key, person));
            }
        } else {
            let key = stream.exponential(numbers.len() as f64);
            known.push((key, Client { person, sort_key, numbers }));
        }
    }
    known.sort_by(|left, right| left.0.total_cmp(&right.0).then(left.1.person.cmp(&right.1.person)));
    known.truncate(wanted);
    let mut clients: Vec<Client> = known.into_iter().map(|(_, client)| client).collect();
    others.sort_unstable();
    for (sort_key, person) in others.into_iter().take(wanted - clients.len()) {
        let days = (sort_key % 1_500) as i32;
        let day = world.today.plus(-days - 10).max(world.people.at(person).born);
        let number =
            events.record(Event { person, day, kind: Kind::Contact, cause: Cause::Recorded, parent: u32::MAX });
        clients.push(Client { person, sort_key, numbers: vec![number] });
    }
    clients
}

fn lives_in(world: &World, history: &History, person: Id<Person>, day: Day, agency: Agency) -> bool {
    history
        .stay(person, day)
        .is_some_and(|stay| usize::from(world.land.authority_of(stay.residence)) == agency.position())
}

/// Sets the dates and the identifiers. Identifiers grow with the day of opening, as a counter does.
fn write_up(world: &World, events: &Events, agency: Agency, rates: &ErrorRates, drafts: Vec<Draft>) -> Holdings {
    let mut holdings = Holdings::default();
    let mut entries = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let entity =
            (u64::from(draft.person.number()) << 8) | ((agency.position() as u64) << 4) | u64::from(draft.description);
        let mut stream = Stream::new(world.seed, Purpose::Casework, entity);
        let days =
            |index: Option<&u32>| index.and_then(|&number| events.get(number)).map_or(world.today, |event| event.day);
        let row = world.people.at(draft.person);
        let opened = days(draft.numbers.first());
        let last_contact =
            days(draft.numbers.last()).plus(stream.between(0, 60)).min(world.today).min(row.died.max(opened));
        let quiet = world.today.0 - last_contact.0;
        let is_dead = row.died <= world.today;
        // Each number is drawn whether or not it is needed: a rate changes what it names, and no identifier.
        let still_open = stream.chance(rates.dead_still_open) && is_dead;
        let (after_death, is_settled, after_contact) =
            (stream.between(0, 40), stream.chance(0.72), stream.between(20, 120));
        let closed = match (is_dead, still_open) {
            (true, false) => row.died.plus(after_death).min(world.today),
            (false, _) if quiet > 120 && is_settled => last_contact.plus(after_contact).min(world.today),
            _ => Day::NEVER,
        };
        // What is written down is as true as the last time somebody asked.
        let asked = if stream.chance(0.62) { 1.0 } else { stream.unit() };
        let as_at = opened.plus((f64::from(last_contact.0 - opened.0) * asked) as i32);
        let (first_event, count) = holdings.keep(&draft.numbers);
        entries.push((
            (opened, stream.bits()),
            Entry {
                person: draft.person,
                number: 0,
                sequence: 0,
                description: draft.description,
                role: Role::Subject,
                still_open,
                opened,
                closed,
                last_contact,
                as_at,
                first_event,
                events: count,
            },
        ));
    }
    entries.sort_by_key(|(key, _)| *key);
    let mut number = 100_000 * (agency.position() as u32 + 1);
    for (key, mut entry) in entries {
        number += 1 + (key.1 % 3) as u32;
        entry.number = number;
        holdings.entries.push(entry);
    }
    holdings
}
