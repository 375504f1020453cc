//! What the hidden vulnerability, the area and earlier events do, looked at from inside: over everybody, in a record or not.

use std::sync::OnceLock;

use crate::arena::Id;
use crate::event::{Cause, Events, Kind, happen};
use crate::life;
use crate::people::{DEPRIVATION, History, Person, World};

/// The kinds that the region promises.
const PROMISED: [Kind; 13] = [
    Kind::Assessment,
    Kind::Plan,
    Kind::ChildProtection,
    Kind::Admission,
    Kind::Attendance,
    Kind::Crime,
    Kind::DomesticAbuse,
    Kind::Alcohol,
    Kind::Substance,
    Kind::YoungSupport,
    Kind::LivingAlone,
    Kind::Fall,
    Kind::Missing,
];

struct Region {
    world: World,
    history: History,
    events: Events,
}

fn region() -> &'static Region {
    static REGION: OnceLock<Region> = OnceLock::new();
    REGION.get_or_init(|| {
        let mut world = life::tests::lived();
        let history = History::of(&mut world);
        let events = happen(&world, &history);
        Region { world, history, events }
    })
}

impl Region {
    /// People who lived here through the ten years or were born in them, and their score.
    fn scored(&self, score: impl Fn(Id<Person>) -> f64) -> Vec<(f64, Id<Person>)> {
        let here = self.world.people.each().filter(|(_, row)| row.is_here(self.world.today));
        let mut scored: Vec<(f64, Id<Person>)> = here.map(|(id, _)| (score(id), id)).collect();
        scored.sort_by(|left, right| left.0.total_cmp(&right.0).then(left.1.cmp(&right.1)));
        scored
    }

    fn deprivation(&self, person: Id<Person>) -> f64 {
        let stay = self.history.stay(person, self.world.today).unwrap();
        f64::from(self.world.land.area_of(stay.residence).deprivation)
    }

    fn vulnerability(&self, person: Id<Person>) -> f64 {
        let row = self.world.people.at(person);
        let household = self.world.households.at(row.household);
        f64::from(row.vulnerability + household.vulnerability) + DEPRIVATION * self.deprivation(person)
    }

    fn count(&self, person: Id<Person>, wanted: impl Fn(Kind) -> bool) -> usize {
        let numbers = self.events.of(person).iter();
        numbers.filter(|&&number| wanted(self.events.get(number).unwrap().kind)).count()
    }

    /// Events a person of the highest part over those of the lowest; `parts` to the whole.
    fn ratio(&self, scored: &[(f64, Id<Person>)], parts: usize, wanted: impl Fn(Kind) -> bool + Copy) -> f64 {
        let size = scored.len() / parts;
        let sum =
            |people: &[(f64, Id<Person>)]| people.iter().map(|(_, id)| self.count(*id, wanted)).sum::<usize>() as f64;
        sum(&scored[scored.len() - size..]) / sum(&scored[..size])
    }
}

#[test]
fn the_hidden_vulnerability_drives_every_kind_that_is_promised() {
    let region = region();
    let scored = region.scored(|id| region.vulnerability(id));
    for kind in PROMISED {
        let ratio = region.ratio(&scored, 3, |other| other == kind);
        assert!(ratio > 1.25, "{}: {ratio}", kind.as_str());
    }
}

#[test]
fn events_rise_with_the_deprivation_of_the_area() {
    let region = region();
    let scored = region.scored(|id| region.deprivation(id));
    let all = region.ratio(&scored, 5, |_| true);
    assert!(all > 1.5, "{all}");
    let abuse = region.ratio(&scored, 5, |kind| kind == Kind::DomesticAbuse);
    assert!(abuse > all, "{abuse} against {all}: the steeper slope");
}

/// The same person in the year after an event and in the year before it: whatever does not change in a person, hidden
/// vulnerability and area, counts alike on both sides.
#[test]
fn an_event_makes_the_next_one_likelier_than_it_was() {
    let region = region();
    for kind in [Kind::DomesticAbuse, Kind::Fall, Kind::Crime, Kind::Missing] {
        let (mut before, mut after) = (0, 0);
        for (id, row) in region.world.people.each() {
            let days: Vec<i32> = region
                .events
                .of(id)
                .iter()
                .filter_map(|&number| region.events.get(number))
                .filter(|event| event.kind == kind && event.cause != Cause::Earlier)
                .map(|event| event.day.0)
                .collect();
            let of_kind: Vec<i32> = region
                .events
                .of(id)
                .iter()
                .filter_map(|&number| region.events.get(number))
                .filter(|event| event.kind == kind)
                .map(|event| event.day.0)
                .collect();
            let (first, last) =
                (region.world.start.0.max(row.born.0), region.world.today.0.min(row.died.0).min(row.left.0));
            for day in days.into_iter().filter(|day| day - 365 >= first && day + 365 <= last) {
                before += of_kind.iter().filter(|&&other| (day - 365..day).contains(&other)).count();
                after += of_kind.iter().filter(|&&other| (day + 1..=day + 365).contains(&other)).count();
            }
        }
        assert!(after as f64 > before as f64 * 1.2, "{}: {after} after, {before} before", kind.as_str());
    }
}

#[test]
fn children_bear_what_befalls_their_parents() {
    let region = region();
    let brought = region.events.each().filter(|(_, event)| event.cause == Cause::Parent).map(|(_, event)| event);
    let mut count = 0;
    for event in brought {
        let parent = region.events.get(event.parent).unwrap();
        let row = region.world.people.at(event.person);
        assert!(row.mother == Some(parent.person) || row.father == Some(parent.person));
        assert!(parent.day < event.day && row.age(event.day) < 18);
        count += 1;
    }
    assert!(count > 20, "{count}");
}

#[test]
fn every_event_falls_into_the_ten_years_of_a_person_who_is_here() {
    let region = region();
    for (_, event) in region.events.each() {
        assert!(event.day >= region.world.start && event.day < region.world.today);
        assert!(region.world.people.at(event.person).is_here(event.day), "{}", event.kind.as_str());
    }
}
