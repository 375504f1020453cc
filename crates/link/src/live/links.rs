//! For each record those that are like it.

/// A record that another is like, and no guard keeps from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Near {
    /// Its slot.
    pub(crate) slot: u32,
    pub(crate) weight: f32,
    pub(crate) probability: f32,
    /// Whether a change took the pair below the threshold at which it had been joined, and it stays joined.
    pub(crate) is_held: bool,
}

/// The links of each slot, each under both of its slots.
#[derive(Default)]
pub(crate) struct Links {
    near: Vec<Vec<Near>>,
}

impl Links {
    /// Links two slots.
    pub(crate) fn add(&mut self, one: u32, near: Near) {
        for (from, to) in [(one, near.slot), (near.slot, one)] {
            let place = from as usize;
            if place >= self.near.len() {
                self.near.resize(place + 1, Vec::new());
            }
            if let Some(links) = self.near.get_mut(place) {
                links.push(Near { slot: to, ..near });
            }
        }
    }

    /// The links of a slot.
    pub(crate) fn of(&self, slot: u32) -> &[Near] {
        self.near.get(slot as usize).map_or(&[], Vec::as_slice)
    }

    /// Takes a slot out; gives back its links.
    pub(crate) fn remove(&mut self, slot: u32) -> Vec<Near> {
        let links = self.near.get_mut(slot as usize).map(std::mem::take).unwrap_or_default();
        for near in &links {
            if let Some(others) = self.near.get_mut(near.slot as usize) {
                others.retain(|other| other.slot != slot);
            }
        }
        links
    }

    /// Holds a link together, or no longer.
    pub(crate) fn hold(&mut self, one: u32, other: u32, is_held: bool) {
        for (from, to) in [(one, other), (other, one)] {
            let links = self.near.get_mut(from as usize);
            let link = links.and_then(|links| links.iter_mut().find(|near| near.slot == to));
            if let Some(link) = link {
                link.is_held = is_held;
            }
        }
    }
}
