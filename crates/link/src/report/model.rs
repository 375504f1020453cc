//! What each level says, and how the weights of the compared pairs lie.

use super::charts::{Mark, columns, double_bars, signed_bars};
use super::html::{beside, bits, count, paragraph, table};
use super::page::{Section, Source};
use crate::explain::weight_of;

/// Weights beyond these are counted with them.
const LEAST: i32 = -60;
const MOST: i32 = 80;

/// Match weights, and m and u.
pub(super) fn weights(source: &Source<'_>) -> Section {
    let words = source.words;
    let levels = source.explainer.linkage.model.levels();
    let (mut signed, mut double, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    let mut last = "";
    for level in &levels {
        if level.comparison != last {
            signed.push((source.comparison(&level.comparison), None));
            double.push((source.comparison(&level.comparison), None));
            last = &level.comparison;
        }
        let weight = (level.m / level.u).log2();
        signed.push((source.level(&level.level), Some(weight)));
        double.push((source.level(&level.level), Some([level.m, level.u])));
        // What is usual counts beside what was met, so that a sum may be a hair over 1.
        let probability = |value: f64| {
            if value >= 0.001 { format!("{:.4}", value.min(1.0)) } else { format!("{value:.1e}") }
        };
        let shares = [level.m, level.u, level.household].map(probability);
        let mut row = vec![source.comparison(&level.comparison), source.level(&level.level), bits(weight)];
        row.extend(shares);
        rows.push(row);
    }
    let head = [words.comparison, words.level, words.bits, "m", "u", words.household];
    let table = table(words.levels, &head, &rows);
    let mu = double_bars(&double, &format!("{}. {}", words.mu_chart, words.mu_legend));
    let charts = beside(&signed_bars(&signed, words.weights_chart), &format!("<figure>{mu}</figure>"));
    let body = paragraph(words.weights_intro) + &charts + &table;
    Section { anchor: "weights", heading: words.weights.to_owned(), body }
}

/// The weights of all compared pairs.
pub(super) fn histogram(source: &Source<'_>) -> Section {
    let (words, linkage) = (source.words, source.explainer.linkage);
    let mut counts: std::collections::BTreeMap<i32, u64> = std::collections::BTreeMap::new();
    for &(weight, pairs) in &linkage.weights {
        *counts.entry(weight.clamp(LEAST, MOST)).or_default() += pairs;
    }
    let all: Vec<(f64, u64)> = counts.iter().map(|(weight, pairs)| (f64::from(*weight), *pairs)).collect();
    let marks = [
        Mark { at: weight_of(linkage.threshold), name: words.line_match },
        Mark { at: weight_of(linkage.review_threshold), name: words.line_review },
    ];
    let mut of_five: std::collections::BTreeMap<i32, u64> = std::collections::BTreeMap::new();
    counts.iter().for_each(|(weight, pairs)| *of_five.entry(weight.div_euclid(5) * 5).or_default() += pairs);
    let range = |from: i32| format!("{from:+} … {:+}", from + 5);
    let rows: Vec<Vec<String>> = of_five.iter().map(|(from, pairs)| vec![range(*from), count(*pairs)]).collect();
    let chart = columns(&all, 1.0, &marks, words.histogram_chart);
    let body = if rows.is_empty() {
        String::new()
    } else {
        let table = table(words.histogram_table, &[words.weight_range, words.pairs], &rows);
        paragraph(words.histogram_intro) + &beside(&chart, &table)
    };
    Section { anchor: "histogram", heading: words.histogram.to_owned(), body }
}
