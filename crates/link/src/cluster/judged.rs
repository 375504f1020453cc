//! Sets of rows that were judged the same, and which of them were judged different.

use std::collections::{BTreeMap, BTreeSet};

/// Sets grow and are never split; the smaller is poured into the larger, so that the work stays in proportion to the
/// judgements.
#[derive(Default)]
pub(crate) struct Judged {
    set_of: BTreeMap<u32, usize>,
    members: Vec<BTreeSet<u32>>,
    apart: Vec<BTreeSet<usize>>,
}

impl Judged {
    /// Takes two rows for the same. `false`, and nothing is taken, where they were judged different.
    pub(crate) fn unite(&mut self, left: u32, right: u32) -> bool {
        let (left, right) = (self.set(left), self.set(right));
        if left == right {
            return true;
        }
        if self.are_apart(left, right) {
            return false;
        }
        let size =
            |set: usize| self.members.get(set).map_or(0, BTreeSet::len) + self.apart.get(set).map_or(0, BTreeSet::len);
        let (keep, drop) = if size(left) < size(right) { (right, left) } else { (left, right) };
        let rows = self.members.get_mut(drop).map(std::mem::take).unwrap_or_default();
        self.set_of.extend(rows.iter().map(|&row| (row, keep)));
        if let Some(members) = self.members.get_mut(keep) {
            members.extend(rows);
        }
        for other in self.apart.get_mut(drop).map(std::mem::take).unwrap_or_default() {
            if let Some(apart) = self.apart.get_mut(other) {
                apart.remove(&drop);
            }
            self.part(keep, other);
        }
        true
    }

    /// Takes two rows for different. `false`, and nothing is taken, where they were judged the same.
    pub(crate) fn divide(&mut self, left: u32, right: u32) -> bool {
        let (left, right) = (self.set(left), self.set(right));
        if left == right {
            return false;
        }
        self.part(left, right);
        true
    }

    /// The rows judged the same as a row, itself included, in order.
    pub(crate) fn same_as(&self, row: u32) -> Vec<u32> {
        let members = self.set_of.get(&row).and_then(|&set| self.members.get(set));
        members.map_or_else(|| vec![row], |members| members.iter().copied().collect())
    }

    /// Whether two rows, or what each was judged the same as, were judged different.
    pub(crate) fn are_divided(&self, left: u32, right: u32) -> bool {
        let set = |row: u32| self.set_of.get(&row).copied();
        set(left).zip(set(right)).is_some_and(|(left, right)| self.are_apart(left, right))
    }

    fn set(&mut self, row: u32) -> usize {
        let next = self.members.len();
        let set = *self.set_of.entry(row).or_insert(next);
        if set == next {
            self.members.push(BTreeSet::from([row]));
            self.apart.push(BTreeSet::new());
        }
        set
    }

    fn are_apart(&self, left: usize, right: usize) -> bool {
        self.apart.get(left).is_some_and(|apart| apart.contains(&right))
    }

    fn part(&mut self, left: usize, right: usize) {
        for (set, other) in [(left, right), (right, left)] {
            if let Some(apart) = self.apart.get_mut(set) {
                apart.insert(other);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_taken_never_contradicts_itself(judgements in proptest::collection::vec((0_u32..12, 0_u32..12, any::<bool>()), 0..60)) {
            let mut judged = Judged::default();
            let mut taken: Vec<(u32, u32, bool)> = Vec::new();
            for &(left, right, is_same) in judgements.iter().filter(|(left, right, _)| left != right) {
                let is_taken = if is_same { judged.unite(left, right) } else { judged.divide(left, right) };
                // By hand: labels of the sets so far, and whether the judgement fits them.
                let mut labels: Vec<u32> = (0..12).collect();
                for &(one, other, _) in taken.iter().filter(|(_, _, is_same)| *is_same) {
                    let (keep, drop) = (labels[one as usize], labels[other as usize]);
                    labels.iter_mut().filter(|label| **label == drop).for_each(|label| *label = keep);
                }
                let sets = [labels[left as usize], labels[right as usize]];
                let fits = if is_same {
                    !taken.iter().any(|&(one, other, is_same)| {
                        let between = [labels[one as usize], labels[other as usize]];
                        !is_same && (between == sets || between == [sets[1], sets[0]])
                    })
                } else {
                    sets[0] != sets[1]
                };
                prop_assert_eq!(is_taken, fits);
                if is_taken {
                    taken.push((left, right, is_same));
                }
            }
        }
    }
}
