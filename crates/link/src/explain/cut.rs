//! Where a cluster would come apart most easily.

use serde::Serialize;

/// Rows of a cluster at most of which the weakest cut is sought; the work grows with their cube.
pub(super) const ROWS: usize = 200;

/// The rows of a cluster in two parts, so that the links between the parts weigh least.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cut {
    /// The rows of the smaller part, by source and id.
    pub rows: Vec<u32>,
    /// How many links there are between the parts; where it is one, that link is a bridge.
    pub links: u32,
    /// What they weigh together, in bits; links below 0 bits count nothing.
    pub weight: f64,
}

/// The minimum cut of a connected graph of `rows` nodes, by Stoer and Wagner 1997, "A simple min-cut algorithm", Journal of
/// the ACM 44. Gives back the weight and the nodes of one side; none for fewer than two nodes. An edge is two nodes and a
/// weight not below 0.
pub(super) fn minimum_cut(nodes: usize, edges: &[(usize, usize, f64)]) -> Option<(f64, Vec<usize>)> {
    let mut weights = vec![vec![0.0_f64; nodes]; nodes];
    for &(left, right, weight) in edges {
        for (one, other) in [(left, right), (right, left)] {
            if let Some(known) = weights.get_mut(one).and_then(|row| row.get_mut(other)) {
                *known += weight;
            }
        }
    }
    // Nodes that became one, named by the first.
    let mut merged: Vec<Vec<usize>> = (0..nodes).map(|node| vec![node]).collect();
    let mut left: Vec<usize> = (0..nodes).collect();
    let mut best: Option<(f64, Vec<usize>)> = None;
    while left.len() > 1 {
        let phase = phase(&weights, &left);
        let [.., before, last] = phase.order.as_slice() else { break };
        let (before, last) = (*before, *last);
        if best.as_ref().is_none_or(|(weight, _)| phase.weight < *weight) {
            best = Some((phase.weight, merged.get(last).cloned().unwrap_or_default()));
        }
        let moved = merged.get_mut(last).map(std::mem::take).unwrap_or_default();
        if let Some(kept) = merged.get_mut(before) {
            kept.extend(moved);
        }
        let of_last = weights.get(last).cloned().unwrap_or_default();
        for (node, weight) in of_last.into_iter().enumerate().filter(|(node, _)| *node != before) {
            for (one, other) in [(before, node), (node, before)] {
                if let Some(known) = weights.get_mut(one).and_then(|row| row.get_mut(other)) {
                    *known += weight;
                }
            }
        }
        left.retain(|&node| node != last);
    }
    best
}

/// The nodes in the order of how strongly each is connected with those before it, and how strongly the last one is.
struct Phase {
    order: Vec<usize>,
    weight: f64,
}

fn phase(weights: &[Vec<f64>], left: &[usize]) -> Phase {
    let mut order: Vec<usize> = Vec::with_capacity(left.len());
    let mut connected: Vec<(usize, f64)> = left.iter().map(|&node| (node, 0.0)).collect();
    let mut weight = 0.0;
    while !connected.is_empty() {
        let strongest = connected
            .iter()
            .enumerate()
            .max_by(|(_, one), (_, other)| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)))
            .map_or(0, |(place, _)| place);
        let (node, strength) = connected.swap_remove(strongest);
        order.push(node);
        weight = strength;
        let row = weights.get(node).map_or(&[][..], Vec::as_slice);
        connected.iter_mut().for_each(|(other, strength)| *strength += row.get(*other).copied().unwrap_or(0.0));
    }
    Phase { order, weight }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The least weight over all ways to part the nodes.
    fn enumerated(nodes: usize, edges: &[(usize, usize, f64)]) -> f64 {
        let weight_of = |side: u32| -> f64 {
            let is_in = |node: usize| side >> node & 1 == 1;
            edges.iter().filter(|edge| is_in(edge.0) != is_in(edge.1)).map(|edge| edge.2).sum()
        };
        (1..(1_u32 << nodes) - 1).map(weight_of).fold(f64::INFINITY, f64::min)
    }

    proptest! {
        #[test]
        fn no_way_to_part_the_nodes_weighs_less(nodes in 2_usize..8, edges in proptest::collection::vec((0_usize..8, 0_usize..8, 0_u32..20), 0..24)) {
            let edges: Vec<(usize, usize, f64)> = edges
                .iter()
                .filter(|edge| edge.0 < nodes && edge.1 < nodes && edge.0 != edge.1)
                .map(|&(left, right, weight)| (left, right, f64::from(weight)))
                .collect();
            let (weight, side) = minimum_cut(nodes, &edges).unwrap();
            prop_assert!((weight - enumerated(nodes, &edges)).abs() < 1e-9);
            prop_assert!(!side.is_empty() && side.len() < nodes);
            let across: f64 = edges.iter().filter(|edge| side.contains(&edge.0) != side.contains(&edge.1)).map(|edge| edge.2).sum();
            prop_assert!((across - weight).abs() < 1e-9);
        }
    }
}
