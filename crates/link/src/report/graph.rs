//! A cluster as a graph: its rows on a circle, its links between them.

use std::collections::BTreeMap;
use std::f64::consts::TAU;

use super::html::number;
use super::svg::{AGAINST, Anchor, FOR, INK, Svg, WIDTH};
use crate::explain::{ClusterExplanation, JoinKind};

/// Rows of a cluster that is drawn at most.
pub(super) const ROWS: usize = 40;

/// Draws a cluster, its rows numbered from 1.
pub(super) fn graph(cluster: &ClusterExplanation, shows: &str) -> String {
    let rows = &cluster.rows;
    let count = number(rows.len().max(1) as u64);
    let radius = (WIDTH / 2.0 - 24.0).min(60.0 + 9.0 * count);
    let (middle, height) = (radius + 20.0, 2.0 * radius + 40.0);
    let point = |place: usize| {
        let angle = TAU * (number(place as u64) / count - 0.25);
        (WIDTH / 2.0 + radius * libm::cos(angle), middle + radius * libm::sin(angle))
    };
    let points: BTreeMap<u32, (f64, f64)> = rows.iter().enumerate().map(|(place, &row)| (row, point(place))).collect();
    let mut svg = Svg::default();
    let line = |svg: &mut Svg, left: u32, right: u32, colour: &str, width: f64, style: &str| {
        if let (Some(from), Some(to)) = (points.get(&left), points.get(&right)) {
            svg.line([from.0, from.1, to.0, to.1], colour, width, style);
        }
    };
    for link in &cluster.links {
        match link.guard {
            Some(_) => line(&mut svg, link.left, link.right, AGAINST, 1.5, " stroke-dasharray=\"5 3\""),
            None => line(&mut svg, link.left, link.right, "#c3cad4", 1.0, ""),
        }
    }
    for join in &cluster.joins {
        let width = (f64::from(join.weight.unwrap_or(0.0)) / 8.0).clamp(1.2, 4.5);
        let style = if join.kind == JoinKind::Attached { " stroke-dasharray=\"2 3\"" } else { "" };
        line(&mut svg, join.left, join.right, if join.kind == JoinKind::Judged { INK } else { FOR }, width, style);
    }
    for (place, row) in rows.iter().enumerate() {
        let Some(&(x, y)) = points.get(row) else { continue };
        let is_attached = cluster.attached.contains(row);
        svg.circle(x, y, 11.0, if is_attached { "#e6e9ee" } else { "#ffffff" });
        svg.text(x, y + 4.0, Anchor::Middle, &(place + 1).to_string());
    }
    svg.finish(height, shows)
}
