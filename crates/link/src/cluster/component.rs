//! The clusters of one connected component of links.

use std::collections::BTreeMap;

use super::constraints::Forbidden;
use super::{Constraints, Edge};
use crate::field::Caches;
use crate::guard::Guard;
use crate::judge::Judge;

/// Pairs between two clusters that are weighed when they are about to become one.
const WEIGHED: usize = 96;

/// No pair speaks for or against a join with more bits than this.
const LOUDEST: f64 = 10.0;

/// A row whose second-best link is less than this many bits weaker belongs to neither side where the two sides cannot be
/// one person.
const AMBIGUOUS: f32 = 4.0;

/// Links of a row that are looked at for a second side.
const LOOKED_AT: usize = 24;

/// Clusters of a component while they grow.
pub(crate) struct Component<'a> {
    judge: &'a Judge<'a>,
    constraints: &'a Constraints,
    /// For each row met the number of its cluster.
    cluster_of: BTreeMap<u32, usize>,
    clusters: Vec<Cluster>,
    /// For each row its links, strongest first: the other row and the weight.
    neighbours: BTreeMap<u32, Vec<(u32, f32)>>,
    joined: Vec<(u32, u32)>,
    /// Clusters that were kept apart, with the rows that they had then: as long as they have no more, they stay apart.
    refused: BTreeMap<(usize, usize), ((usize, usize), Refusal)>,
}

/// What became of a link when its turn came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Decision {
    /// Its rows were in one cluster already.
    Together,
    /// It joined two clusters.
    Joined,
    /// It joined nothing.
    Refused(Refusal),
}

/// Why a link joined nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Refusal {
    /// A row of the link is linked about as strongly to this third one, which cannot be one person with the other row.
    Ambiguous { third: u32 },
    /// Both sides have verified identifiers of one kind, and not the same.
    NumbersDiffer,
    /// A judgement or a source stands against it.
    Forbidden(Forbidden),
    /// A guard stands between a row of one side and a row of the other.
    Guarded { guard: Guard, left: u32, right: u32 },
    /// The pairs between both sides, taken together, speak against it: bits a pair.
    Outweighed { mean: f64 },
}

#[derive(Default)]
struct Cluster {
    rows: Vec<u32>,
    /// Verified identifiers of its rows, ascending: of what kind each is, and a number for it.
    verified: Vec<(u32, u64)>,
}

impl<'a> Component<'a> {
    /// Starts from the rows of some links, strongest first; pairs judged the same are in one cluster already.
    pub(crate) fn new<'e>(
        judge: &'a Judge<'a>,
        constraints: &'a Constraints,
        edges: impl ExactSizeIterator<Item = &'e Edge>,
    ) -> Self {
        let mut neighbours: BTreeMap<u32, Vec<(u32, f32)>> = BTreeMap::new();
        if edges.len() > 1 {
            for edge in edges {
                neighbours.entry(edge.left).or_default().push((edge.right, edge.weight));
                neighbours.entry(edge.right).or_default().push((edge.left, edge.weight));
            }
        }
        Self {
            judge,
            constraints,
            neighbours,
            cluster_of: BTreeMap::new(),
            clusters: Vec::new(),
            joined: Vec::new(),
            refused: BTreeMap::new(),
        }
    }

    /// Joins the clusters of a link's rows where nothing speaks against it. Links come strongest first.
    pub(crate) fn consider(&mut self, caches: &mut Caches, edge: &Edge) -> Decision {
        let (left, right) = (self.cluster(edge.left), self.cluster(edge.right));
        if left == right {
            return Decision::Together;
        }
        let sizes = (self.size(left), self.size(right));
        if let Some((_, refusal)) = self.refused.get(&(left, right)).filter(|(known, _)| *known == sizes) {
            return Decision::Refused(*refusal);
        }
        let rival = self
            .rival(caches, edge.left, edge.right, edge.weight)
            .or_else(|| self.rival(caches, edge.right, edge.left, edge.weight));
        if let Some(third) = rival {
            return Decision::Refused(Refusal::Ambiguous { third });
        }
        if let Some(refusal) = self.against(caches, left, right) {
            self.refused.insert((left, right), (sizes, refusal));
            return Decision::Refused(refusal);
        }
        self.join(left, right);
        self.joined.push((edge.left, edge.right));
        Decision::Joined
    }

    /// The links along which clusters were joined.
    pub(crate) fn into_joined(self) -> Vec<(u32, u32)> {
        self.joined
    }

    fn size(&self, cluster: usize) -> usize {
        self.clusters.get(cluster).map_or(0, |cluster| cluster.rows.len())
    }

    fn cluster(&mut self, row: u32) -> usize {
        if let Some(&known) = self.cluster_of.get(&row) {
            return known;
        }
        let rows = self.constraints.same_as(row);
        let number = self.clusters.len();
        let mut cluster = Cluster::default();
        for row in rows {
            self.cluster_of.insert(row, number);
            cluster.rows.push(row);
            cluster.verified.extend(self.judge.verified(row));
        }
        cluster.verified.sort_unstable();
        cluster.verified.dedup();
        self.clusters.push(cluster);
        number
    }

    /// A third row to which a row is linked about as strongly and which cannot be one person with the second: of a row
    /// without a date of birth between a father and a son of one name, the other one.
    fn rival(&self, caches: &mut Caches, row: u32, other: u32, weight: f32) -> Option<u32> {
        let cluster = |row: u32| self.cluster_of.get(&row).copied();
        let links = self.neighbours.get(&row).map_or(&[][..], Vec::as_slice);
        let rivals = links.iter().take(LOOKED_AT).filter(|(third, near)| {
            *third != other
                && *near > weight - AMBIGUOUS
                && (cluster(*third).is_none() || cluster(*third) != cluster(other))
        });
        for &(third, _) in rivals {
            // A third row that is in the row's own cluster already was weighed against it, and has its say in the join.
            let is_own = cluster(third).is_some() && cluster(third) == cluster(row);
            if is_own {
                continue;
            }
            let weighed = self.judge.weigh(caches, third, other);
            match self.judge.guard(&weighed) {
                None => {}
                Some(Guard::Twins) if self.judge.names_both(row, third, other) => {}
                Some(_) => return Some(third),
            }
        }
        None
    }

    /// What stands against the join of two clusters.
    fn against(&self, caches: &mut Caches, left: usize, right: usize) -> Option<Refusal> {
        let (left, right) = (self.clusters.get(left)?, self.clusters.get(right)?);
        if differ(&left.verified, &right.verified) {
            return Some(Refusal::NumbersDiffer);
        }
        if let Some(forbidden) = self.constraints.forbid(&left.rows, &right.rows) {
            return Some(Refusal::Forbidden(forbidden));
        }
        if left.rows.len() == 1 && right.rows.len() == 1 {
            return None;
        }
        self.weighed_against(caches, left, right)
    }

    /// What the pairs between two clusters, taken together, say against a join, or a guard that stands against any of them.
    fn weighed_against(&self, caches: &mut Caches, left: &Cluster, right: &Cluster) -> Option<Refusal> {
        let all = left.rows.len() * right.rows.len();
        let step = all.div_ceil(WEIGHED);
        let (mut sum, mut count) = (0.0, 0_u32);
        for place in (0..all).step_by(step) {
            let one = left.rows.get(place / right.rows.len()).copied().unwrap_or(0);
            let other = right.rows.get(place % right.rows.len()).copied().unwrap_or(0);
            let weighed = self.judge.weigh(caches, one, other);
            match self.judge.guard(&weighed) {
                None => {}
                // No twins, where a third row bears both given names.
                Some(Guard::Twins) if any_names_both(self.judge, left, right, one, other) => {}
                Some(guard) => return Some(Refusal::Guarded { guard, left: one, right: other }),
            }
            sum += weighed.score.weight.clamp(-LOUDEST, LOUDEST);
            count += 1;
        }
        (sum <= 0.0).then(|| Refusal::Outweighed { mean: sum / f64::from(count.max(1)) })
    }

    fn join(&mut self, left: usize, right: usize) {
        let (keep, drop) = (left.min(right), left.max(right));
        let Some(dropped) = self.clusters.get_mut(drop).map(std::mem::take) else { return };
        for &row in &dropped.rows {
            self.cluster_of.insert(row, keep);
        }
        if let Some(kept) = self.clusters.get_mut(keep) {
            kept.rows.extend(dropped.rows);
            kept.rows.sort_unstable();
            kept.verified.extend(dropped.verified);
            kept.verified.sort_unstable();
            kept.verified.dedup();
        }
    }
}

/// Whether two sides have verified identifiers of one kind that are not the same.
fn differ(left: &[(u32, u64)], right: &[(u32, u64)]) -> bool {
    let of =
        |side: &[(u32, u64)], kind: u32| side.iter().filter(|(known, _)| *known == kind).copied().collect::<Vec<_>>();
    let is_shared = |kind: &u32| right.iter().any(|(known, _)| known == kind);
    left.iter().map(|&(kind, _)| kind).filter(is_shared).any(|kind| of(left, kind) != of(right, kind))
}

/// Whether any row of two clusters bears the given names of both rows.
fn any_names_both(judge: &Judge<'_>, left: &Cluster, right: &Cluster, one: u32, other: u32) -> bool {
    left.rows.iter().chain(&right.rows).take(WEIGHED).any(|&row| judge.names_both(row, one, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_differ_by_identifiers_of_one_kind_alone() {
        assert!(differ(&[(0, 7)], &[(0, 8)]) && differ(&[(0, 7), (2, 1)], &[(1, 5), (2, 9)]));
        assert!(!differ(&[(0, 7)], &[(1, 8)]) && !differ(&[(0, 7), (1, 3)], &[(0, 7)]) && !differ(&[], &[(0, 1)]));
    }
}
