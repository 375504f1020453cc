//! Disjoint sets of rows.

/// Union-find with path halving; the root of a set is its smallest row, so that the order of unions does not show.
pub(crate) struct UnionFind {
    parents: Vec<u32>,
}

impl UnionFind {
    /// Every row alone.
    pub(crate) fn new(rows: usize) -> Self {
        Self { parents: (0..u32::try_from(rows).unwrap_or(u32::MAX)).collect() }
    }

    /// The smallest row of the set that a row is in.
    pub(crate) fn find(&mut self, row: u32) -> u32 {
        let mut row = row;
        loop {
            let parent = self.parent(row);
            if parent == row {
                return row;
            }
            let grandparent = self.parent(parent);
            if let Some(known) = self.parents.get_mut(row as usize) {
                *known = grandparent;
            }
            row = grandparent;
        }
    }

    /// Makes one set of two.
    pub(crate) fn union(&mut self, left: u32, right: u32) {
        let (left, right) = (self.find(left), self.find(right));
        if let Some(parent) = self.parents.get_mut(left.max(right) as usize) {
            *parent = left.min(right);
        }
    }

    /// For each row the smallest of its set.
    pub(crate) fn smallest(mut self) -> Vec<u32> {
        let rows = u32::try_from(self.parents.len()).unwrap_or(u32::MAX);
        (0..rows).map(|row| self.find(row)).collect()
    }

    fn parent(&self, row: u32) -> u32 {
        self.parents.get(row as usize).copied().unwrap_or(row)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sets_are_the_connected_rows(pairs in proptest::collection::vec((0_u32..30, 0_u32..30), 0..40), seed in any::<u64>()) {
            let mut labels: Vec<u32> = (0..30).collect();
            for &(left, right) in &pairs {
                let (keep, drop) = (labels[left as usize].min(labels[right as usize]), labels[left as usize].max(labels[right as usize]));
                labels.iter_mut().filter(|label| **label == drop).for_each(|label| *label = keep);
            }
            let mut turned = pairs.clone();
            turned.rotate_left(usize::try_from(seed % 40).unwrap().min(pairs.len()));
            for pairs in [pairs, turned] {
                let mut sets = UnionFind::new(30);
                pairs.iter().for_each(|&(left, right)| sets.union(left, right));
                prop_assert_eq!(sets.smallest(), labels.clone());
            }
        }
    }
}
