//! The strongest tree of links.

use std::collections::BTreeMap;

use crate::linkage::Link;

/// A maximum spanning forest of some links (Kruskal 1956, "On the shortest spanning subtree of a graph"), strongest first;
/// of links of one weight the one that came first.
pub(super) fn strongest_tree<'a>(links: impl IntoIterator<Item = &'a Link>) -> Vec<&'a Link> {
    let mut links: Vec<&Link> = links.into_iter().collect();
    links.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    let mut sets = Sets::default();
    links.retain(|link| sets.union(link.left, link.right).is_some());
    links
}

/// Disjoint sets of a few rows, each of which starts alone.
#[derive(Default)]
pub(super) struct Sets {
    /// For each row that was joined its set's name and for each name how many rows.
    parents: BTreeMap<u32, u32>,
    sizes: BTreeMap<u32, u32>,
}

impl Sets {
    pub(super) fn find(&self, row: u32) -> u32 {
        let mut row = row;
        while let Some(&parent) = self.parents.get(&row) {
            row = parent;
        }
        row
    }

    /// Makes one set of two; gives back how many rows each had, or nothing where they were one already.
    pub(super) fn union(&mut self, left: u32, right: u32) -> Option<(u32, u32)> {
        let (one, other) = (self.find(left), self.find(right));
        if one == other {
            return None;
        }
        let size = |set: u32| self.sizes.get(&set).copied().unwrap_or(1);
        let sizes = (size(one), size(other));
        let (keep, drop) = if sizes.0 < sizes.1 { (other, one) } else { (one, other) };
        self.parents.insert(drop, keep);
        self.sizes.insert(keep, sizes.0 + sizes.1);
        Some(sizes)
    }
}

/// The links of a tree from one row to another, in order; none where the tree does not connect them.
pub(super) fn path(tree: &[&Link], from: u32, to: u32) -> Vec<Link> {
    let mut neighbours: BTreeMap<u32, Vec<&Link>> = BTreeMap::new();
    for &link in tree {
        neighbours.entry(link.left).or_default().push(link);
        neighbours.entry(link.right).or_default().push(link);
    }
    let other = |link: &Link, row: u32| if link.left == row { link.right } else { link.left };
    // For each row reached the link by which it was.
    let mut reached: BTreeMap<u32, Option<&Link>> = BTreeMap::from([(from, None)]);
    let mut rows = vec![from];
    while let Some(row) = rows.pop() {
        for &link in neighbours.get(&row).into_iter().flatten() {
            let next = other(link, row);
            reached.entry(next).or_insert_with(|| {
                rows.push(next);
                Some(link)
            });
        }
    }
    let mut path = Vec::new();
    let mut row = to;
    while let Some(Some(link)) = reached.get(&row) {
        path.push(**link);
        row = other(link, row);
    }
    path.reverse();
    path
}
