//! One record of an agency before it is written in the agency's way.

use crate::arena::Id;
use crate::day::Day;
use crate::people::Person;

/// A person's part in what the record tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Subject,
    Victim,
    ChildPresent,
    Missing,
}

/// A record: who, since when, and which events it tells of.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) person: Id<Person>,
    /// The number in the agency's own identifier.
    pub(crate) number: u32,
    /// Police: position of the person in the occurrence, from 1.
    pub(crate) sequence: u8,
    /// Which of the agency's descriptions of the person it uses: the first is 0, a second registration 1.
    pub(crate) description: u8,
    pub(crate) role: Role,
    /// Whether the person's death is not known to the agency.
    pub(crate) still_open: bool,
    pub(crate) opened: Day,
    /// [`Day::NEVER`] while open.
    pub(crate) closed: Day,
    pub(crate) last_contact: Day,
    /// The day to which name and address were true when they were written down.
    pub(crate) as_at: Day,
    /// Where its event numbers begin in [`Holdings::events`], and how many there are.
    pub(crate) first_event: u32,
    pub(crate) events: u16,
}

/// All records of one agency, in the order of the extract.
#[derive(Default)]
pub(crate) struct Holdings {
    pub(crate) entries: Vec<Entry>,
    pub(crate) events: Vec<u32>,
}

impl Holdings {
    /// The event numbers of an entry.
    pub(crate) fn events_of(&self, entry: &Entry) -> &[u32] {
        let first = entry.first_event as usize;
        self.events.get(first..first + usize::from(entry.events)).unwrap_or_default()
    }

    /// Keeps event numbers for a coming entry: where they begin and how many they are.
    pub(crate) fn keep(&mut self, numbers: &[u32]) -> (u32, u16) {
        let first = self.events.len() as u32;
        let count = numbers.len().min(usize::from(u16::MAX));
        self.events.extend(numbers.iter().take(count));
        (first, count as u16)
    }
}
