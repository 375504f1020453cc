//! The engine's links as stored pairs.

use std::collections::HashMap;

use dolen_link::Link;
use dolen_store::master::pair::StoredPair;
use rayon::prelude::*;

use super::gather::Gathered;
use super::grouping::Group;

/// The golden records of every record.
pub(crate) struct Belonging<'a> {
    pub(crate) gathered: &'a Gathered,
    pub(crate) groups: &'a [Group],
    /// For each record the place of its golden record.
    pub(crate) group_of: &'a [u32],
}

/// Every link with the place of the strongest between the same two golden records marked, in the order of the left ids.
pub(crate) fn ordered(belonging: &Belonging<'_>, links: Vec<Link>) -> Vec<(Link, bool)> {
    let mut strongest: HashMap<(u32, u32), usize> = HashMap::new();
    for (place, link) in links.iter().enumerate() {
        let (left, right) = (belonging.group(link.left), belonging.group(link.right));
        if left == right {
            continue;
        }
        let known = strongest.entry((left.min(right), left.max(right))).or_insert(place);
        if links.get(*known).is_some_and(|known| belonging.is_before(link, known)) {
            *known = place;
        }
    }
    let mut marked: Vec<(Link, bool)> = links.into_iter().map(|link| (link, false)).collect();
    for place in strongest.into_values() {
        if let Some((_, is_strongest)) = marked.get_mut(place) {
            *is_strongest = true;
        }
    }
    // Neighbours in the index of the left record are then written together.
    marked.par_sort_unstable_by(|(one, _), (other, _)| belonging.ids(one).cmp(&belonging.ids(other)));
    marked
}

impl Belonging<'_> {
    /// A link as it is stored.
    pub(crate) fn stored(&self, link: &Link, is_strongest: bool) -> StoredPair {
        let (left, right) = self.ids(link);
        let (mut one, mut other) = (self.group(link.left), self.group(link.right));
        let is_joined = one == other;
        if left != self.id(link.left) {
            std::mem::swap(&mut one, &mut other);
        }
        let golden = |group: u32| self.groups.get(group as usize).map_or_else(String::new, |group| group.id.clone());
        StoredPair {
            left: left.to_owned(),
            right: right.to_owned(),
            weight: f64::from(link.weight),
            probability: f64::from(link.probability),
            pattern: link.pattern,
            guard: link.guard.map(|guard| guard.as_str().to_owned()),
            is_joined,
            between: is_strongest.then(|| (golden(one), golden(other))),
            from_run: 0,
        }
    }

    /// Whether a link comes before another when a steward is asked: without a guard first, then the stronger.
    fn is_before(&self, one: &Link, other: &Link) -> bool {
        let rank = |link: &Link| (link.guard.is_some(), -link.weight);
        let ((one_guarded, one_weight), (other_guarded, other_weight)) = (rank(one), rank(other));
        one_guarded
            .cmp(&other_guarded)
            .then(one_weight.total_cmp(&other_weight))
            .then_with(|| self.ids(one).cmp(&self.ids(other)))
            .is_lt()
    }

    /// The ids of a link's records in their order.
    fn ids(&self, link: &Link) -> (&str, &str) {
        let (left, right) = (self.id(link.left), self.id(link.right));
        if left < right { (left, right) } else { (right, left) }
    }

    fn id(&self, row: u32) -> &str {
        self.gathered.records.get(row as usize).map_or("", |record| &record.id)
    }

    fn group(&self, row: u32) -> u32 {
        self.group_of.get(row as usize).copied().unwrap_or(u32::MAX)
    }
}
