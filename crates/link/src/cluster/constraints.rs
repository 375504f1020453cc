//! What clusters must hold to whatever the weights say: judgements, and sources that hold each person once.

use std::collections::BTreeSet;

use super::judged::Judged;

/// Judgements that hold together, and what is known of sources. Rows are places in the canonical order.
#[derive(Default)]
pub(crate) struct Constraints {
    same: Vec<(u32, u32)>,
    judged: Judged,
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
        for (position, (left, right, is_same)) in judgements.into_iter().enumerate() {
            let judged = &mut constraints.judged;
            let is_taken = if is_same { judged.unite(left, right) } else { judged.divide(left, right) };
            if !is_taken {
                constraints.unhonoured.push(position);
            } else if is_same {
                constraints.same.push((left, right));
            } else {
                constraints.different.insert((left.min(right), left.max(right)));
                constraints.rows_judged_different.extend([left, right]);
            }
        }
        constraints
    }

    /// The sources that hold each person once.
    pub(crate) const fn unique(&self) -> &BTreeSet<u32> {
        &self.unique
    }

    /// The rows judged the same as a row, itself included.
    pub(crate) fn same_as(&self, row: u32) -> Vec<u32> {
        self.judged.same_as(row)
    }

    /// Pairs judged the same.
    pub(crate) fn same(&self) -> &[(u32, u32)] {
        &self.same
    }

    /// Whether two rows were judged different.
    pub(crate) fn is_judged_different(&self, left: u32, right: u32) -> bool {
        self.different.contains(&(left.min(right), left.max(right)))
    }

    /// Whether two rows were judged the same or different, by themselves or by what follows from several judgements.
    pub(crate) fn judged(&self, left: u32, right: u32) -> Option<bool> {
        if self.judged.same_as(left).contains(&right) {
            return Some(true);
        }
        self.judged.are_divided(left, right).then_some(false)
    }

    /// What forbids any row of one side to be with any of the other.
    pub(crate) fn forbid(&self, left: &[u32], right: &[u32]) -> Option<Forbidden> {
        if !self.unique.is_empty() {
            let source = |row: &u32| self.sources.get(*row as usize).copied().unwrap_or(0);
            let unique = |rows: &[u32]| -> BTreeSet<u32> {
                rows.iter().map(source).filter(|source| self.unique.contains(source)).collect()
            };
            if !unique(left).is_disjoint(&unique(right)) {
                return Some(Forbidden::UniqueSource);
            }
        }
        let judged = |rows: &[u32]| -> Vec<u32> {
            rows.iter().copied().filter(|row| self.rows_judged_different.contains(row)).collect()
        };
        let right = judged(right);
        let is_judged = !right.is_empty()
            && judged(left).iter().any(|&one| right.iter().any(|&other| self.is_judged_different(one, other)));
        is_judged.then_some(Forbidden::JudgedDifferent)
    }
}

/// Why two sides may not be one cluster whatever the weights say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Forbidden {
    /// Both have a row of a source that holds each person once.
    UniqueSource,
    /// A row of one was judged different from a row of the other.
    JudgedDifferent,
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
        assert_eq!(constraints.forbid(&[3], &[4]), Some(Forbidden::JudgedDifferent));
        assert_eq!(constraints.forbid(&[0], &[2]), None);
        assert_eq!(
            [(0, 2), (3, 4), (0, 3)].map(|(left, right)| constraints.judged(left, right)),
            [Some(true), Some(false), None]
        );
    }

    #[test]
    fn a_source_that_holds_each_person_once_is_not_joined_with_itself() {
        let constraints = Constraints::new([], vec![7, 7, 8, 8], BTreeSet::from([7]));
        assert_eq!(constraints.forbid(&[0, 2], &[1]), Some(Forbidden::UniqueSource));
        assert_eq!(constraints.forbid(&[0, 2], &[3]), None);
    }
}
