//! A branching process: events that come by themselves, and the ones they bring about, each with its cause.

use rayon::prelude::*;

use crate::arena::Id;
use crate::day::Day;
use crate::event::Kind;
use crate::event::rates::{
    BASELINES, DELAY_DAYS, EXCITATIONS, Excitation, LIVING_ALONE, LIVING_ALONE_SLOPE, PARENT_EXCITATIONS, SLOPES,
    age_factor, is_possible,
};
use crate::people::{DEPRIVATION, History, Person, Stay, World};
use crate::stream::{Purpose, Stream};

/// Why an event happened. The truth of it: no agency knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// It would have happened to anybody.
    Background,
    /// The person's own hidden vulnerability.
    Personal,
    /// The household's.
    Household,
    /// The area's deprivation.
    Area,
    /// An earlier event of the same person.
    Earlier,
    /// An event of a parent.
    Parent,
    /// Chance contacts that agencies hold besides, so that an extract has its size in a small region.
    Recorded,
}

impl Cause {
    /// The word in the truth file.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Background => "background",
            Self::Personal => "personal-vulnerability",
            Self::Household => "household-vulnerability",
            Self::Area => "area-deprivation",
            Self::Earlier => "earlier-event",
            Self::Parent => "parents-event",
            Self::Recorded => "recorded-contact",
        }
    }
}

/// One event of one person.
#[derive(Clone, Copy)]
pub(crate) struct Event {
    pub(crate) person: Id<Person>,
    pub(crate) day: Day,
    pub(crate) kind: Kind,
    pub(crate) cause: Cause,
    /// Number of the event that brought it about; `u32::MAX` for none.
    pub(crate) parent: u32,
}

/// Every event, and each person's in order of day.
pub(crate) struct Events {
    rows: Vec<Event>,
    order: Vec<u32>,
    starts: Vec<u32>,
}

impl Events {
    fn new(people: usize, rows: Vec<Event>) -> Self {
        let mut order: Vec<u32> = (0..rows.len() as u32).collect();
        let at = |&number: &u32| rows.get(number as usize).map(|event| (event.person, event.day, event.kind));
        order.par_sort_by_key(|number| (at(number), *number));
        let mut starts = vec![0_u32; people + 1];
        for event in &rows {
            if let Some(count) = starts.get_mut(event.person.index() + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self { rows, order, starts }
    }

    /// The event with a number.
    pub(crate) fn get(&self, number: u32) -> Option<&Event> {
        self.rows.get(number as usize)
    }

    /// Adds an event that an agency recorded; it is not among a person's own afterwards.
    pub(crate) fn record(&mut self, event: Event) -> u32 {
        let number = self.rows.len() as u32;
        self.rows.push(event);
        number
    }

    /// Every event with its number.
    pub(crate) fn each(&self) -> impl Iterator<Item = (u32, &Event)> {
        (0_u32..).zip(&self.rows)
    }

    /// Numbers of a person's events, oldest first.
    pub(crate) fn of(&self, person: Id<Person>) -> &[u32] {
        let bound = |index: usize| self.starts.get(index).map_or(0, |&start| start as usize);
        self.order.get(bound(person.index())..bound(person.index() + 1)).unwrap_or_default()
    }
}

/// Lets everything happen, from the first day to today.
pub(crate) fn happen(world: &World, history: &History) -> Events {
    let people: Vec<Id<Person>> = world.people.ids().collect();
    let own: Vec<Vec<Event>> = people
        .par_chunks(4_096)
        .map(|chunk| {
            let mut rows = Vec::new();
            for &person in chunk {
                own_events(world, history, person, &mut rows);
            }
            rows
        })
        .collect();
    let mut rows = Vec::with_capacity(own.iter().map(Vec::len).sum());
    for chunk in own {
        let offset = rows.len() as u32;
        rows.extend(chunk.into_iter().map(|mut event| {
            if event.parent != u32::MAX {
                event.parent += offset;
            }
            event
        }));
    }
    let mut events = Events::new(world.people.len(), rows);
    let brought: Vec<Event> = children_of_events(world, &events);
    events.rows.extend(brought);
    Events::new(world.people.len(), events.rows)
}

/// The first and the last day on which something can happen to a person here.
fn span(world: &World, person: &Person, first_stay: Day) -> (Day, Day) {
    let end = person.died.min(person.left).min(world.today);
    (world.start.max(person.born).max(first_stay.min(world.today)), end)
}

fn own_events(world: &World, history: &History, id: Id<Person>, rows: &mut Vec<Event>) {
    let person = world.people.at(id);
    let Some(first) = history.stays(id).first() else { return };
    let (mut from, end) = span(world, person, first.from);
    let mut stream = Stream::new(world.seed, Purpose::Event, u64::from(id.number()));
    while from < end {
        let to = from.plus(365).min(end);
        baseline_year(world, history, id, (from, to), &mut stream, rows, end);
        from = to;
    }
    living_alone(world, history, id, end, &mut stream, rows);
}

/// What comes by itself in at most a year, and all that it brings about.
fn baseline_year(
    world: &World,
    history: &History,
    id: Id<Person>,
    (from, to): (Day, Day),
    stream: &mut Stream,
    rows: &mut Vec<Event>,
    end: Day,
) {
    let person = world.people.at(id);
    let Some(stay) = history.stay(id, from) else { return };
    let parts = parts(world, person, stay);
    let total: f64 = parts.iter().sum();
    let factors = SLOPES.map(|slope| libm::exp(slope * total));
    let age = person.born.years_to(from);
    let mut rates = [0.0; BASELINES.len()];
    for (rate, baseline) in rates.iter_mut().zip(&BASELINES) {
        let by_age = age_factor(baseline, age, person.gender);
        *rate = baseline.rate * by_age * factors.get(baseline.slope).copied().unwrap_or(1.0);
    }
    let sum: f64 = rates.iter().sum();
    if sum <= 0.0 {
        return;
    }
    let mut day = f64::from(from.0);
    loop {
        day += stream.exponential(sum) * 365.25;
        if day >= f64::from(to.0) {
            return;
        }
        let Some(baseline) = BASELINES.get(stream.weighted(&rates)) else { return };
        if !is_possible(baseline.kind, age) {
            continue;
        }
        let factor = factors.get(baseline.slope).copied().unwrap_or(1.0);
        let event = Event {
            person: id,
            day: Day(day as i32),
            kind: baseline.kind,
            cause: why(parts, factor, stream),
            parent: u32::MAX,
        };
        let number = rows.len();
        rows.push(event);
        bring_about(person, end, number, &EXCITATIONS, stream, rows);
    }
}

/// Below a factor of 1 nothing but chance; above it the surplus falls to the parts that raised it.
fn why(parts: [f64; 3], factor: f64, stream: &mut Stream) -> Cause {
    if factor <= 1.0 || stream.chance(1.0 / factor) {
        return Cause::Background;
    }
    match stream.weighted(&parts.map(|part| part.max(0.0))) {
        0 => Cause::Personal,
        1 => Cause::Household,
        _ => Cause::Area,
    }
}

/// Adds what the event at a position brings about, and what those bring about in turn.
fn bring_about(
    person: &Person,
    end: Day,
    position: usize,
    excitations: &[Excitation],
    stream: &mut Stream,
    rows: &mut Vec<Event>,
) {
    let mut next = position;
    while let Some(&event) = rows.get(next) {
        for excitation in excitations.iter().filter(|excitation| excitation.from == event.kind) {
            if !stream.chance(excitation.children) {
                continue;
            }
            let day = event.day.plus(1 + stream.exponential(1.0 / DELAY_DAYS) as i32);
            if day < end && is_possible(excitation.to, person.born.years_to(day)) {
                rows.push(Event {
                    person: event.person,
                    day,
                    kind: excitation.to,
                    cause: Cause::Earlier,
                    parent: next as u32,
                });
            }
        }
        next += 1;
    }
}

/// Somebody over 60 whose household came down to one, and who has nobody near: the likelier the more vulnerable. Who lives
/// alone at all is in the truth of the households.
fn living_alone(
    world: &World,
    history: &History,
    id: Id<Person>,
    end: Day,
    stream: &mut Stream,
    rows: &mut Vec<Event>,
) {
    let person = world.people.at(id);
    let household = world.households.at(person.household);
    if household.members.len() != 1 || end < world.today || world.is_institution(person.household) {
        return;
    }
    let Some(stay) = history.stays(id).last() else { return };
    let sixty = person.born.plus(21_915);
    let parts = parts(world, person, stay);
    let factor = libm::exp(LIVING_ALONE_SLOPE * parts.iter().sum::<f64>());
    if sixty >= end || !stream.chance(LIVING_ALONE * factor) {
        return;
    }
    rows.push(Event {
        person: id,
        day: stay.from.max(world.start).max(sixty).min(end.plus(-1)),
        kind: Kind::LivingAlone,
        cause: why(parts, factor, stream),
        parent: u32::MAX,
    });
}

/// What a person's log rate is made of: the own vulnerability, the household's, the area's deprivation.
fn parts(world: &World, person: &Person, stay: &Stay) -> [f64; 3] {
    [
        f64::from(person.vulnerability),
        f64::from(world.households.at(stay.household).vulnerability),
        DEPRIVATION * f64::from(world.land.area_of(stay.residence).deprivation),
    ]
}

/// What the events of mothers and fathers bring about in their children under 18.
fn children_of_events(world: &World, events: &Events) -> Vec<Event> {
    let mut brought: Vec<Event> = Vec::new();
    let base = events.rows.len() as u32;
    for (id, person) in world.people.each() {
        let grown = person.born.plus(6_574);
        if grown <= world.start {
            continue;
        }
        let end = person.died.min(person.left).min(world.today);
        let mut stream = Stream::new(world.seed, Purpose::Event, u64::from(id.number()) | (1 << 40));
        for parent in [person.mother, person.father].into_iter().flatten() {
            for &number in events.of(parent) {
                let Some(event) = events.get(number) else { continue };
                for excitation in PARENT_EXCITATIONS.iter().filter(|excitation| excitation.from == event.kind) {
                    let day = event.day.plus(1 + stream.exponential(1.0 / DELAY_DAYS) as i32);
                    if !stream.chance(excitation.children) || day < person.born || day >= end.min(grown) {
                        continue;
                    }
                    let first = brought.len();
                    brought.push(Event { person: id, day, kind: excitation.to, cause: Cause::Parent, parent: number });
                    let mut own =
                        vec![Event { person: id, day, kind: excitation.to, cause: Cause::Parent, parent: number }];
                    bring_about(person, end, 0, &EXCITATIONS, &mut stream, &mut own);
                    brought.extend(own.into_iter().skip(1).map(|mut event| {
                        event.parent += base + first as u32;
                        event
                    }));
                }
            }
        }
    }
    brought
}
