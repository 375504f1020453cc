//! Clusters with their ids, and which slot is in which.

use super::event::ClusterId;

/// No cluster.
const NONE: u32 = u32::MAX;

/// A cluster.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) id: ClusterId,
    /// The number of the event that made it: smaller is older.
    pub(crate) since: u64,
    pub(crate) slots: Vec<u32>,
}

/// All clusters, numbered; a number may be used again once its cluster is no more.
#[derive(Default)]
pub(crate) struct Groups {
    of: Vec<u32>,
    groups: Vec<Group>,
    free: Vec<u32>,
    count: usize,
}

impl Groups {
    /// The cluster of a slot.
    pub(crate) fn of(&self, slot: u32) -> Option<u32> {
        self.of.get(slot as usize).copied().filter(|&group| group != NONE)
    }

    pub(crate) fn get(&self, group: u32) -> Option<&Group> {
        self.groups.get(group as usize)
    }

    /// The slots of a cluster.
    pub(crate) fn slots(&self, group: u32) -> &[u32] {
        self.get(group).map_or(&[], |group| group.slots.as_slice())
    }

    /// How many clusters there are.
    pub(crate) const fn len(&self) -> usize {
        self.count
    }

    /// Makes a cluster without slots.
    pub(crate) fn create(&mut self, id: ClusterId, since: u64) -> u32 {
        let group = Group { id, since, slots: Vec::new() };
        self.count += 1;
        if let Some(number) = self.free.pop() {
            if let Some(place) = self.groups.get_mut(number as usize) {
                *place = group;
            }
            return number;
        }
        self.groups.push(group);
        u32::try_from(self.groups.len() - 1).unwrap_or(NONE)
    }

    /// Puts a slot into a cluster.
    pub(crate) fn join(&mut self, slot: u32, group: u32) {
        let place = slot as usize;
        if place >= self.of.len() {
            self.of.resize(place + 1, NONE);
        }
        if let (Some(of), Some(known)) = (self.of.get_mut(place), self.groups.get_mut(group as usize)) {
            *of = group;
            known.slots.push(slot);
        }
    }

    /// Takes a slot out of its cluster, and the cluster away that has no other.
    pub(crate) fn leave(&mut self, slot: u32) {
        let Some(number) = self.of.get_mut(slot as usize).map(|of| std::mem::replace(of, NONE)) else { return };
        let Some(group) = self.groups.get_mut(number as usize) else { return };
        group.slots.retain(|&other| other != slot);
        if group.slots.is_empty() {
            self.free.push(number);
            self.count -= 1;
        }
    }
}
