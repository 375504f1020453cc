//! What came out, and which pairs were compared.

use std::collections::BTreeSet;

use super::charts::{Bar, bars};
use super::html::{beside, count, number, paragraph, share, table};
use super::page::{Section, Source};
use crate::explain::weight_of;

/// Figures of the whole.
pub(super) fn overview(source: &Source<'_>) -> Section {
    let (words, linkage) = (source.words, source.explainer.linkage);
    let sizes = super::clusters::sizes(&linkage.clusters);
    let of_several = || sizes.iter().filter(|(rows, _)| **rows > 1);
    let in_several: u64 = of_several().map(|(rows, clusters)| rows * clusters).sum();
    let sources: BTreeSet<u32> = source.explainer.table.source_codes().iter().copied().collect();
    let rows = linkage.clusters.len() as u64;
    let threshold = |probability: f64| format!("{probability:.3}; {:+.2}", weight_of(probability));
    let rows = [
        (words.records, count(rows)),
        (words.sources, count(sources.len() as u64)),
        (words.pairs_compared, count(linkage.pairs_scored)),
        (words.links_kept, count(linkage.links.len() as u64)),
        (words.clusters, count(sizes.values().sum())),
        (words.clusters_of_several, count(of_several().map(|(_, clusters)| clusters).sum())),
        (words.largest_cluster, count(sizes.keys().last().copied().unwrap_or(0))),
        (words.records_linked, format!("{} ({})", count(in_several), super::html::percent(share(in_several, rows)))),
        (words.threshold, threshold(linkage.threshold)),
        (words.review_threshold, threshold(linkage.review_threshold)),
        (words.prior, format!("{:.3e}", linkage.model.prior())),
    ];
    let rows: Vec<Vec<String>> = rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
    let body = table(words.whole_run, &[words.figure, words.value], &rows);
    Section { anchor: "overview", heading: words.overview.to_owned(), body }
}

/// What each blocking rule held.
pub(super) fn blocking(source: &Source<'_>) -> Section {
    let words = source.words;
    let rules = &source.explainer.linkage.blocking;
    let rows: Vec<Vec<String>> = rules
        .iter()
        .map(|rule| {
            let figures = [u64::from(rule.largest_block), u64::from(rule.cut_blocks), rule.skipped_rows];
            let mut row = vec![rule.rule.clone(), count(rule.pairs)];
            row.extend(figures.map(count));
            row
        })
        .collect();
    let bar = |rule: &crate::linkage::RuleReport| Bar {
        label: rule.rule.clone(),
        value: number(rule.pairs),
        figure: count(rule.pairs),
    };
    let all: Vec<Bar> = rules.iter().map(bar).collect();
    let chart = bars(&all, None, words.pairs);
    let head = [words.rule, words.pairs, words.largest_block, words.cut_blocks, words.skipped_rows];
    let body = paragraph(words.blocking_intro) + &beside(&chart, &table(words.rules, &head, &rows));
    Section { anchor: "blocking", heading: words.blocking.to_owned(), body }
}
