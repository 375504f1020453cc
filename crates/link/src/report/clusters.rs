//! The clusters: their sizes, and how some of them hold together.

use std::collections::{BTreeMap, BTreeSet};

use super::charts::{Bar, bars};
use super::graph::{ROWS, graph};
use super::html::{beside, bits, count, heading, number, paragraph, percent, table};
use super::page::{Section, Source};
use super::sentences::fill;
use crate::explain::ClusterExplanation;

/// Clusters that are drawn, of the largest and of the weakest.
const DRAWN: usize = 3;

/// Sizes that are shown one by one; larger clusters are counted together.
const SIZES: usize = 16;

/// How many clusters have how many rows.
pub(super) fn sizes(clusters: &[u32]) -> BTreeMap<u64, u64> {
    let mut rows = vec![0_u64; clusters.len()];
    for &cluster in clusters {
        if let Some(count) = rows.get_mut(cluster as usize) {
            *count += 1;
        }
    }
    let mut sizes = BTreeMap::new();
    rows.into_iter().filter(|&count| count > 0).for_each(|count| *sizes.entry(count).or_default() += 1);
    sizes
}

/// Sizes, and graphs of the largest and the weakest.
pub(super) fn clusters(source: &Source<'_>) -> Section {
    let (words, linkage) = (source.words, source.explainer.linkage);
    let sizes = sizes(&linkage.clusters);
    let mut shown: Vec<(String, u64)> =
        sizes.iter().take(SIZES).map(|(rows, clusters)| (count(*rows), *clusters)).collect();
    let more: u64 = sizes.values().skip(SIZES).sum();
    if let Some((from, _)) = sizes.iter().nth(SIZES) {
        shown.push((format!("{}+", count(*from)), more));
    }
    let bar = |(rows, clusters): &(String, u64)| Bar {
        label: rows.clone(),
        value: number(*clusters),
        figure: count(*clusters),
    };
    let all: Vec<Bar> = shown.iter().map(bar).collect();
    let rows: Vec<Vec<String>> = shown.iter().map(|(rows, clusters)| vec![rows.clone(), count(*clusters)]).collect();
    let table = table(words.sizes_chart, &[words.rows_in_cluster, words.number_of_clusters], &rows);
    let mut body = paragraph(words.clusters_intro) + &beside(&bars(&all, None, words.sizes_chart), &table);
    let (largest, weakest) = chosen(source);
    if largest.is_empty() {
        body.push_str(&paragraph(words.none_of_several));
    } else {
        body.push_str(&paragraph(words.graph_legend));
    }
    for (title, chosen) in [(words.largest_clusters, largest), (words.weakest_clusters, weakest)] {
        if !chosen.is_empty() {
            body.push_str(&heading(title));
        }
        for cluster in chosen {
            let explained = source.explainer.formation(source.judge, cluster);
            body.push_str(&drawn(source, &explained));
        }
    }
    Section { anchor: "clusters", heading: words.clusters.to_owned(), body }
}

/// The largest clusters of several rows, and of those of three rows or more that are not among them the ones with the
/// weakest links; of equals those of the first rows in order.
fn chosen(source: &Source<'_>) -> (Vec<u32>, Vec<u32>) {
    let linkage = source.explainer.linkage;
    // For each cluster its rows and its first place in the order.
    let mut known: BTreeMap<u32, (u64, u32)> = BTreeMap::new();
    for (row, &cluster) in (0_u32..).zip(&linkage.clusters) {
        let place = source.explainer.place(row);
        let entry = known.entry(cluster).or_insert((0, place));
        *entry = (entry.0 + 1, entry.1.min(place));
    }
    known.retain(|_, (rows, _)| *rows > 1);
    let mut by_size: Vec<(u32, (u64, u32))> = known.iter().map(|(cluster, of)| (*cluster, *of)).collect();
    by_size.sort_by(|one, other| other.1.0.cmp(&one.1.0).then(one.1.1.cmp(&other.1.1)));
    let largest: Vec<u32> = by_size.iter().take(DRAWN).map(|(cluster, _)| *cluster).collect();
    let taken: BTreeSet<u32> = largest.iter().copied().collect();
    let mut weakest: Vec<(f32, u32, u32)> = linkage
        .weakest_links()
        .into_iter()
        .filter(|(cluster, _)| !taken.contains(cluster))
        .filter_map(|(cluster, link)| {
            let (rows, place) = known.get(&cluster)?;
            (*rows > 2).then_some((link.weight, *place, cluster))
        })
        .collect();
    weakest.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    (largest, weakest.into_iter().take(DRAWN).map(|(_, _, cluster)| cluster).collect())
}

fn drawn(source: &Source<'_>, cluster: &ClusterExplanation) -> String {
    let words = source.words;
    let rows = &cluster.rows;
    let shows = fill(words.graph_of, &[&count(rows.len() as u64)]);
    let picture = if rows.len() > ROWS {
        paragraph(&fill(words.too_large, &[&ROWS.to_string()]))
    } else {
        graph(cluster, &shows)
    };
    let cut = cluster.weakest_cut.as_ref();
    let links = cut.map_or_else(
        || "–".to_owned(),
        |cut| match cut.links {
            1 => words.bridge.to_owned(),
            links => count(u64::from(links)),
        },
    );
    let or_dash = |weight: Option<f64>| weight.map_or_else(|| "–".to_owned(), bits);
    let facts = [
        (words.density, percent(cluster.density)),
        (words.weakest_link, or_dash(cluster.weakest.map(|link| f64::from(link.weight)))),
        (words.weakest_cut, or_dash(cut.map(|cut| cut.weight))),
        (words.links_of_cut, links),
    ];
    let facts: Vec<Vec<String>> = facts.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
    let record = |(place, row): (usize, &u32)| {
        let attached = if cluster.attached.contains(row) { words.yes } else { words.no };
        vec![(place + 1).to_string(), source.name(*row), attached.to_owned()]
    };
    let records: Vec<Vec<String>> = rows.iter().enumerate().take(ROWS).map(record).collect();
    let tables = table(&shows, &[words.figure, words.value], &facts)
        + &table(&shows, &[words.node, words.record, words.attached], &records);
    beside(&picture, &format!("<div>{tables}</div>"))
}
