//! Where somebody lived and what they were called on a day.

use crate::arena::Id;
use crate::day::Day;
use crate::people::{NameChange, NameId, Person, Stay, World};

/// The logs of a finished region, sorted by person and day.
pub(crate) struct History {
    stays: Vec<Stay>,
    stay_starts: Vec<u32>,
    changes: Vec<NameChange>,
    change_starts: Vec<u32>,
}

impl History {
    /// Sorts the logs; they are taken out of the world.
    pub(crate) fn of(world: &mut World) -> Self {
        let mut stays = std::mem::take(&mut world.stays);
        // Stable: of two entries of one day the later one counts.
        stays.sort_by_key(|stay| (stay.person, stay.from));
        let mut changes = std::mem::take(&mut world.name_changes);
        changes.sort_by_key(|change| (change.person, change.from));
        let stay_starts = starts(world.people.len(), stays.iter().map(|stay| stay.person));
        let change_starts = starts(world.people.len(), changes.iter().map(|change| change.person));
        Self { stays, stay_starts, changes, change_starts }
    }

    /// Every stay of a person, oldest first.
    pub(crate) fn stays(&self, person: Id<Person>) -> &[Stay] {
        slice(&self.stays, &self.stay_starts, person)
    }

    /// Every change of a person's family name, oldest first.
    pub(crate) fn changes(&self, person: Id<Person>) -> &[NameChange] {
        slice(&self.changes, &self.change_starts, person)
    }

    /// Position in [`History::stays`] of the stay on a day; the first one for days before it.
    pub(crate) fn stay_index(&self, person: Id<Person>, day: Day) -> usize {
        self.stays(person).partition_point(|stay| stay.from <= day).saturating_sub(1)
    }

    /// The stay on a day.
    pub(crate) fn stay(&self, person: Id<Person>, day: Day) -> Option<&Stay> {
        self.stays(person).get(self.stay_index(person, day))
    }

    /// The family name on a day, given the one borne now.
    pub(crate) fn family_name(&self, person: Id<Person>, day: Day, now: NameId) -> NameId {
        self.changes(person).iter().find(|change| change.from > day).map_or(now, |change| change.before)
    }
}

/// Where each person's entries begin, and the end of the last.
fn starts(people: usize, sorted: impl Iterator<Item = Id<Person>>) -> Vec<u32> {
    let mut starts = vec![0_u32; people + 1];
    for person in sorted {
        if let Some(count) = starts.get_mut(person.index() + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    starts
}

fn slice<'a, T>(rows: &'a [T], starts: &[u32], person: Id<Person>) -> &'a [T] {
    let bound = |index: usize| starts.get(index).map_or(0, |&start| start as usize);
    rows.get(bound(person.index())..bound(person.index() + 1)).unwrap_or_default()
}
