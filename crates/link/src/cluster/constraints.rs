//! What clusters must hold to whatever the weights say: judgements, and sources that hold each person once.

use std::collections::{BTreeMap, BTreeSet};

use super::UnionFind;

/// Judgements that hold together, and what is known of sources. Rows are places in the canonical order.
#[derive(Default)]
pub(crate) struct Constraints {
    same: Vec<(u32, u32)>,
    /// For each row that was judged the same as another: all of its set, ascending.
    sets: BTreeMap<u32, Vec<u32>>,
    different: BTreeSet<(u32, u32)>,
    rows_judged_different: BTreeSet<u32>,
    /// For each row its source.
    sources: Vec<u32>,
    /// Sources that hold each person once.
    unique: BTreeSet<u32>,
    /// Positions of judgements that an earlier one stands against.
    pub(crate) unhonoured: Vec<usize>,
}

impl Constraints {
    /// Takes the judgements in their order. One that contradicts those before it is left out and told.
    pub(crate) fn new(
        judgements: impl IntoIterator<Item = (u32, u32, bool)>,
        sources: Vec<u32>,
        unique: BTreeSet<u32>,
    ) -> Self {
        let mut constraints = Self { sources, unique, ..Self::default() };
        let mut sets = UnionFind::new(constraints.sources.len());
        for (position, (left, right, is_same)) in judgements.into_iter().enumerate() {
            let (left_set, right_set) = (sets.find(left), sets.find(right));
            if is_same {
                let forbidden: Vec<(u32, u32)> = constraints.different.iter().copied().collect();
                let is_forbidden = forbidden.into_iter().any(|(one, other)| {
                    let sets = (sets.find(one), sets.find(other));
                    sets == (left_set, right_set) || sets == (right_set, left_set)
                });
                if is_forbidden {
                    constraints.unhonoured.push(position);
                    continue;
                }
                sets.union(left, right);
                constraints.same.push((left, right));
            } else if left_set == right_set {
                constraints.unhonoured.push(position);
            } else {
                constraints.different.insert((left.min(right), left.max(right)));
                constraints.rows_judged_different.extend([left, right]);
            }
        }
        constraints.gather(&mut sets);
        constraints
    }

    fn gather(&mut self, sets: &mut UnionFind) {
        let rows: BTreeSet<u32> = self.same.iter().flat_map(|&(left, right)| [left, right]).collect();
        let mut by_root: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for &row in &rows {
            by_root.entry(sets.find(row)).or_default().push(row);
        }
        for set in by_root.into_values() {
            self.sets.extend(set.iter().map(|&row| (row, set.clone())));
        }
    }

    /// The rows judged the same as a row, itself included.
    pub(crate) fn same_as(&self, row: u32) -> Vec<u32> {
        self.sets.get(&row).cloned().unwrap_or_else(|| vec![row])
    }

    /// Pairs judged the same.
    pub(crate) fn same(&self) -> &[(u32, u32)] {
        &self.same
    }

    /// Whether two rows were judged different.
    pub(crate) fn is_judged_different(&self, left: u32, right: u32) -> bool {
        self.different.contains(&(left.min(right), left.max(right)))
    }

    /// Whether any row of one side may not be with any of the other.
    pub(crate) fn forbid(&self, left: &[u32], right: &[u32]) -> bool {
        if !self.unique.is_empty() {
            let source = |row: &u32| self.sources.get(*row as usize).copied().unwrap_or(0);
            let unique = |rows: &[u32]| -> BTreeSet<u32> {
                rows.iter().map(source).filter(|source| self.unique.contains(source)).collect()
            };
            if !unique(left).is_disjoint(&unique(right)) {
                return true;
            }
        }
        let judged = |rows: &[u32]| -> Vec<u32> {
            rows.iter().copied().filter(|row| self.rows_judged_different.contains(row)).collect()
        };
        let right = judged(right);
        !right.is_empty()
            && judged(left).iter().any(|&one| right.iter().any(|&other| self.is_judged_different(one, other)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_judgement_against_earlier_ones_is_told() {
        let judgements = [(0, 1, true), (1, 2, true), (0, 2, false), (3, 4, false), (3, 4, true)];
        let constraints = Constraints::new(judgements, vec![0; 5], BTreeSet::new());
        assert_eq!(constraints.unhonoured, [2, 4]);
        assert_eq!(constraints.same(), [(0, 1), (1, 2)]);
        assert!(constraints.forbid(&[3], &[4]));
        assert!(!constraints.forbid(&[0], &[2]));
    }

    #[test]
    fn a_source_that_holds_each_person_once_is_not_joined_with_itself() {
        let constraints = Constraints::new([], vec![7, 7, 8, 8], BTreeSet::from([7]));
        assert!(constraints.forbid(&[0, 2], &[1]));
        assert!(!constraints.forbid(&[0, 2], &[3]));
    }
}
