//! Records that say little find their cluster by what all of it says.
//!
//! A pair is judged against all pairs of rows, among which matches are few. A record is judged against the clusters that
//! there are: where most records have partners, the one cluster that a record resembles, with no rival, is more likely its
//! own than the pair alone tells. For a cluster `C` the posterior is `o(C) / (1 + sum of o(D) over every D)`, where `o` are the
//! odds of the best pair, raised by how many partners a record has on average (one-to-many form of Sadinle 2017, "Bayesian
//! estimation of bipartite matchings for record linkage", Journal of the American Statistical Association 112, section 3).

use std::collections::BTreeSet;

use super::{Constraints, Edge, UnionFind};
use crate::field::Caches;
use crate::guard::Guard;
use crate::judge::Judge;

/// Clusters of at most so many rows look for a larger one.
const SMALL: usize = 3;

/// A cluster of fewer rows is no more than a pair would be.
const ESTABLISHED: usize = 2;

/// Where records have so few partners that a pair is raised by fewer bits, most clusters are pairs, and a pair is all the
/// evidence that there is.
const COMMON: f64 = 1.5;

/// Rounds at most; each may make clusters that further records belong to.
const ROUNDS: usize = 6;

/// Pairs between two clusters that guards are asked about.
const ASKED: usize = 96;

/// What a record's best pair with a cluster is raised by, and from which posterior on it is joined.
#[derive(Clone, Copy)]
pub(crate) struct Attachment {
    /// In bits.
    pub(crate) raised: f64,
    pub(crate) threshold: f64,
}

/// How many bits the best pair of a record with a cluster is raised by: where a record has `partners` others on average, a
/// record is that much more likely of one of the clusters than a row is of another row; 0 where it has too few.
pub(crate) fn raised(partners: f64) -> f64 {
    let bits = (1.0 + partners).log2().min(6.0);
    if bits < COMMON { 0.0 } else { bits }
}

/// The best pair of a small cluster with another one.
#[derive(Clone, Copy)]
struct Candidate {
    small: u32,
    other: Other,
    weight: f32,
}

/// A cluster that another may belong to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Other {
    Inside(u32),
    /// It is not decided here, and nothing is attached to it along what leads here.
    Outside(u32),
}

impl Attachment {
    /// The least weight of a link along which a cluster can be attached, in bits.
    pub(crate) fn least(&self) -> f64 {
        // Whatever its rivals, the share of a link is no more than this; a little less is taken for it.
        (self.threshold / (1.0 - self.threshold)).log2() - self.raised - 0.001
    }
}

/// Links of rows with rows of other clusters that are not decided here, and which clusters those are in.
pub(crate) struct Outside<'a> {
    /// Links whose right side is a place among the rows outside.
    pub(crate) edges: &'a [Edge],
    /// For a round, from 0, and a row outside the cluster that it was in before it; none where it was alone.
    pub(crate) cluster: &'a dyn Fn(usize, u32) -> Option<u32>,
    /// From this round on nothing changes outside.
    pub(crate) still: usize,
}

impl Outside<'_> {
    /// Every row is inside.
    pub(crate) const NOTHING: Outside<'static> = Outside { edges: &[], cluster: &|_, _| None, still: 0 };
}

/// Attaches small clusters to larger ones; `clusters` gives for each row the smallest of its cluster. Gives back the same
/// after each round, the last of which changed nothing or was the last one allowed.
pub(crate) fn attach(
    judge: &Judge<'_>,
    caches: &mut Caches,
    (edges, outside): (&[Edge], &Outside<'_>),
    constraints: &Constraints,
    attachment: Attachment,
    clusters: &[u32],
) -> Vec<Vec<u32>> {
    let mut rounds = Vec::new();
    let mut clusters = clusters.to_vec();
    if attachment.raised == 0.0 {
        return rounds;
    }
    for round in 0..ROUNDS {
        let found = found(edges, (round, outside), attachment, &clusters);
        let mut sets = UnionFind::new(clusters.len());
        let mut taken: BTreeSet<u32> = BTreeSet::new();
        let rows = Rows::new(&clusters);
        for (small, other) in found {
            if taken.contains(&small) || taken.contains(&other) {
                continue;
            }
            if is_kept_apart(judge, constraints, caches, rows.of(small), rows.of(other)) {
                continue;
            }
            taken.extend([small, other]);
            sets.union(small, other);
        }
        if taken.is_empty() && round >= outside.still {
            break;
        }
        clusters.iter_mut().for_each(|cluster| *cluster = sets.find(*cluster));
        rounds.push(clusters.clone());
    }
    rounds
}

/// For each small cluster the one that it belongs to, the surest first.
fn found(
    edges: &[Edge],
    (round, outside): (usize, &Outside<'_>),
    attachment: Attachment,
    clusters: &[u32],
) -> Vec<(u32, u32)> {
    let mut sizes = vec![0_usize; clusters.len()];
    for &cluster in clusters {
        if let Some(size) = sizes.get_mut(cluster as usize) {
            *size += 1;
        }
    }
    let cluster = |row: u32| clusters.get(row as usize).copied().unwrap_or(row);
    let size = |cluster: u32| sizes.get(cluster as usize).copied().unwrap_or(0);
    let mut candidates: Vec<Candidate> = Vec::new();
    for edge in edges {
        let (left, right) = (cluster(edge.left), cluster(edge.right));
        for (small, other) in [(left, right), (right, left)] {
            if left != right && size(small) <= SMALL && size(other) >= ESTABLISHED {
                candidates.push(Candidate { small, other: Other::Inside(other), weight: edge.weight });
            }
        }
    }
    for edge in outside.edges {
        let small = cluster(edge.left);
        if size(small) <= SMALL
            && let Some(other) = (outside.cluster)(round, edge.right)
        {
            candidates.push(Candidate { small, other: Other::Outside(other), weight: edge.weight });
        }
    }
    candidates.sort_unstable_by(|one, other| {
        (one.small, one.other).cmp(&(other.small, other.other)).then(other.weight.total_cmp(&one.weight))
    });
    candidates.dedup_by_key(|candidate| (candidate.small, candidate.other));
    let mut found: Vec<(f64, u32, u32)> = Vec::new();
    for rivals in candidates.chunk_by_mut(|left, right| left.small == right.small) {
        // Heaviest first, so that the sum does not depend on how clusters are numbered.
        rivals.sort_by(|one, other| other.weight.total_cmp(&one.weight).then(one.other.cmp(&other.other)));
        let odds = |candidate: &Candidate| (f64::from(candidate.weight) + attachment.raised).exp2();
        let all: f64 = 1.0 + rivals.iter().map(odds).sum::<f64>();
        let Some(best) = rivals.first() else { continue };
        let share = odds(best) / all;
        if let Other::Inside(other) = best.other
            && share >= attachment.threshold
        {
            found.push((share, best.small, other));
        }
    }
    found.sort_unstable_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    found.into_iter().map(|(_, small, other)| (small, other)).collect()
}

/// Whether two clusters cannot be one person whatever the weights say.
fn is_kept_apart(
    judge: &Judge<'_>,
    constraints: &Constraints,
    caches: &mut Caches,
    small: &[u32],
    other: &[u32],
) -> bool {
    // A record with a verified number says enough to be found by it; attached by less, it could meet another one.
    let is_verified = |&row: &u32| judge.verified(row).next().is_some();
    if small.iter().any(is_verified) || constraints.forbid(small, other).is_some() {
        return true;
    }
    let pairs = small.len() * other.len();
    let places = (0..pairs).step_by(pairs.div_ceil(ASKED).max(1));
    let row = |rows: &[u32], place: usize| rows.get(place).copied().unwrap_or(0);
    for place in places {
        let (one, two) = (row(small, place / other.len()), row(other, place % other.len()));
        let weighed = judge.weigh(caches, one, two);
        match judge.guard(&weighed) {
            None => {}
            Some(Guard::Twins) if small.iter().chain(other).take(ASKED).any(|&row| judge.names_both(row, one, two)) => {
            }
            Some(_) => return true,
        }
    }
    false
}

/// The rows of each cluster.
struct Rows {
    rows: Vec<u32>,
    starts: Vec<u32>,
}

impl Rows {
    fn new(clusters: &[u32]) -> Self {
        let mut starts = vec![0_u32; clusters.len() + 1];
        for &cluster in clusters {
            if let Some(count) = starts.get_mut(cluster as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut rows = vec![0_u32; clusters.len()];
        for (row, &cluster) in (0_u32..).zip(clusters) {
            if let Some(place) = next.get_mut(cluster as usize) {
                if let Some(slot) = rows.get_mut(*place as usize) {
                    *slot = row;
                }
                *place += 1;
            }
        }
        Self { rows, starts }
    }

    fn of(&self, cluster: u32) -> &[u32] {
        let start = |place: usize| self.starts.get(place).copied().unwrap_or(0) as usize;
        self.rows.get(start(cluster as usize)..start(cluster as usize + 1)).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_without_a_rival_is_found_and_one_between_two_is_not() {
        let clusters = [0, 0, 2, 2, 4, 5];
        let edge = |left, right, weight| Edge { left, right, weight };
        let edges = [edge(0, 4, 3.0), edge(1, 4, 1.0), edge(0, 5, 3.0), edge(2, 5, 2.0)];
        let attachment = Attachment { raised: 2.0, threshold: 0.9 };
        let nothing = (0, &Outside::NOTHING);
        assert_eq!(found(&edges, nothing, attachment, &clusters), [(4, 0)]);
        assert!(found(&edges, nothing, Attachment { raised: 0.0, threshold: 0.9 }, &clusters).is_empty());
        // A rival outside, once it is more than a single row.
        let outside =
            Outside { edges: &[edge(4, 7, 2.0)], cluster: &|round, row| (round > 0).then_some(row), still: 1 };
        assert_eq!(found(&edges, (0, &outside), attachment, &clusters), [(4, 0)]);
        assert!(found(&edges, (1, &outside), attachment, &clusters).is_empty());
    }

    #[test]
    fn rows_stand_with_their_cluster() {
        let rows = Rows::new(&[0, 1, 0, 1, 4]);
        assert_eq!((rows.of(0), rows.of(1), rows.of(2), rows.of(4)), (&[0, 2][..], &[1, 3][..], &[][..], &[4][..]));
    }
}
