//! The region while it lives: who is where, and the log of what changed.

use crate::arena::{Arena, Id};
use crate::day::Day;
use crate::people::{Household, Leaving, NameChange, NameId, NamePool, Person, Stay};
use crate::place::{Land, Residence};
use crate::stream::Stream;

/// Land, people and their histories.
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) start: Day,
    pub(crate) today: Day,
    pub(crate) land: Land,
    pub(crate) pool: NamePool,
    pub(crate) people: Arena<Person>,
    pub(crate) households: Arena<Household>,
    pub(crate) stays: Vec<Stay>,
    pub(crate) name_changes: Vec<NameChange>,
    /// Empty residences of each authority.
    pub(crate) vacant: Vec<Vec<Id<Residence>>>,
    /// How many residences each authority has.
    pub(crate) homes: Vec<usize>,
    /// Care homes and hostels: each is one household that never ends.
    pub(crate) care_homes: Vec<Id<Household>>,
    pub(crate) hostels: Vec<Id<Household>>,
}

impl World {
    /// An empty region.
    pub(crate) fn new(seed: u64, start: Day, today: Day, land: Land) -> Self {
        let vacant = land.authorities.iter().map(|_| Vec::new()).collect();
        let mut homes = vec![0; land.authorities.len()];
        for residence in land.residences.ids() {
            if let Some(count) = homes.get_mut(usize::from(land.authority_of(residence))) {
                *count += 1;
            }
        }
        Self {
            seed,
            start,
            today,
            land,
            pool: NamePool::default(),
            people: Arena::default(),
            households: Arena::default(),
            stays: Vec::new(),
            name_changes: Vec::new(),
            vacant,
            homes,
            care_homes: Vec::new(),
            hostels: Vec::new(),
        }
    }

    /// A household without members.
    pub(crate) fn new_household(&mut self, residence: Id<Residence>, vulnerability: f64) -> Id<Household> {
        self.households.push(Household { residence, vulnerability: vulnerability as f32, members: Vec::new() })
    }

    /// Puts a new person into a household from a day on.
    pub(crate) fn add(&mut self, person: Person, from: Day) -> Id<Person> {
        let household = person.household;
        let id = self.people.push(person);
        self.enter(id, household, from);
        id
    }

    /// Moves a person into a household on a day; leaving the old one, which may fall empty.
    pub(crate) fn move_person(&mut self, person: Id<Person>, household: Id<Household>, day: Day) {
        self.take_out(person);
        self.enter(person, household, day);
    }

    fn enter(&mut self, person: Id<Person>, household: Id<Household>, day: Day) {
        self.households.at_mut(household).members.push(person);
        self.people.at_mut(person).household = household;
        self.note_stay(person, household, day);
    }

    /// Enters where a person lives from a day on into the history.
    pub(crate) fn note_stay(&mut self, person: Id<Person>, household: Id<Household>, day: Day) {
        let residence = self.households.at(household).residence;
        let row = self.people.at_mut(person);
        // A year's changes are worked out by kind, not by day: an entry never comes before the one already made.
        let from = day.max(row.last_stay);
        row.last_stay = from;
        self.stays.push(Stay { person, from, residence, household });
    }

    /// Takes a person out of the household for good.
    pub(crate) fn leave(&mut self, person: Id<Person>, day: Day, leaving: Leaving) {
        self.take_out(person);
        self.part(person);
        let today = self.today;
        let row = self.people.at_mut(person);
        let day = day.max(row.last_stay.plus(1)).max(row.born).min(today);
        match leaving {
            Leaving::Death => row.died = day,
            Leaving::Region => row.left = day,
        }
    }

    fn take_out(&mut self, person: Id<Person>) {
        let household = self.people.at(person).household;
        let row = self.households.at_mut(household);
        row.members.retain(|&member| member != person);
        let is_empty = row.members.is_empty();
        let residence = row.residence;
        if is_empty && !self.is_institution(household) {
            let authority = usize::from(self.land.authority_of(residence));
            if let Some(vacant) = self.vacant.get_mut(authority) {
                vacant.push(residence);
            }
        }
    }

    /// Ends a partnership, whatever its reason.
    pub(crate) fn part(&mut self, person: Id<Person>) {
        if let Some(partner) = self.people.at(person).partner {
            for id in [person, partner] {
                let row = self.people.at_mut(id);
                row.partner = None;
                row.married = false;
            }
        }
    }

    /// Whether a household is a care home or a hostel.
    pub(crate) fn is_institution(&self, household: Id<Household>) -> bool {
        self.care_homes.binary_search(&household).is_ok() || self.hostels.binary_search(&household).is_ok()
    }

    /// Takes an empty residence of an authority, chosen by the stream.
    pub(crate) fn take_vacant(&mut self, authority: usize, stream: &mut Stream) -> Option<Id<Residence>> {
        let vacant = self.vacant.get_mut(authority)?;
        if vacant.is_empty() {
            return None;
        }
        Some(vacant.swap_remove(stream.below(vacant.len())))
    }

    /// Gives a person another family name from a day on.
    pub(crate) fn rename(&mut self, person: Id<Person>, day: Day, after: NameId) {
        let row = self.people.at_mut(person);
        if row.family == after {
            return;
        }
        let before = std::mem::replace(&mut row.family, after);
        let from = day.max(row.renamed.plus(1));
        row.renamed = from;
        self.name_changes.push(NameChange { person, from, before });
    }

    /// Position of the authority that a person lives in.
    pub(crate) fn authority_of(&self, person: Id<Person>) -> usize {
        let household = self.people.at(person).household;
        usize::from(self.land.authority_of(self.households.at(household).residence))
    }
}
