//! Records that say too little: even agreeing with themselves they do not reach the threshold.

use rayon::prelude::*;

use super::charts::{Mark, lines};
use super::html::{beside, bits, count, paragraph, percent, share, table};
use super::page::{Section, Source};
use super::sentences::fill;
use super::svg::FOR;
use crate::explain::{Explainer, weight_of};
use crate::judge::Judge;

/// Points of the curve.
const POINTS: u32 = 24;

/// For each row of the table the weight that it has with itself.
pub(super) fn own_weights(explainer: &Explainer<'_>, judge: &Judge<'_>) -> Vec<f32> {
    let rows = u32::try_from(explainer.linkage.clusters.len()).unwrap_or(u32::MAX);
    let weight = |caches: &mut crate::field::Caches, row: u32| {
        let place = explainer.place(row);
        judge.weigh(caches, place, place).score.weight
    };
    let weights = (0..rows).into_par_iter().map_init(|| judge.fields.caches(), weight);
    #[expect(clippy::cast_possible_truncation, reason = "weights are shown to two digits")]
    weights.map(|weight| weight as f32).collect()
}

/// How many there are, at which threshold, and what they lack.
pub(super) fn unlinkable(source: &Source<'_>) -> Section {
    let (words, linkage) = (source.words, source.explainer.linkage);
    let all = source.is_unlinkable.len() as u64;
    let too_little = source.is_unlinkable.iter().filter(|is| **is).count() as u64;
    let mut body = paragraph(words.unlinkable_intro)
        + &paragraph(&fill(words.unlinkable_count, &[&count(too_little), &count(all)]));
    let mut sorted: Vec<f32> = source.own_weights.to_vec();
    sorted.sort_unstable_by(f32::total_cmp);
    let threshold = weight_of(linkage.threshold);
    let middle = sorted.get(sorted.len() / 2).copied().map_or(0.0, f64::from);
    let least = sorted.first().copied().map_or(0.0, f64::from).min(threshold).floor();
    let most = middle.max(threshold + 5.0).ceil();
    let below = |weight: f64| sorted.partition_point(|own| f64::from(*own) < weight) as u64;
    let points: Vec<(f64, f64)> = (0..=POINTS)
        .map(|point| least + (most - least) * f64::from(point) / f64::from(POINTS))
        .map(|weight| (weight, share(below(weight), all).unwrap_or(0.0)))
        .collect();
    let rows: Vec<Vec<String>> = points
        .iter()
        .step_by(3)
        .map(|&(weight, part)| vec![bits(weight), count(below(weight)), percent(Some(part))])
        .collect();
    let marks = [Mark { at: threshold, name: words.line_match }];
    let chart = lines(&[(words.records_below, FOR, points)], 0.0, &marks, words.unlinkable_chart);
    let head = [words.bits, words.records_below, words.share];
    body.push_str(&beside(&chart, &table(words.unlinkable_chart, &head, &rows)));
    if too_little > 0 {
        body.push_str(&lacking(source, too_little));
    }
    Section { anchor: "unlinkable", heading: words.unlinkable.to_owned(), body }
}

/// How much of each column is filled in these rows, and in all.
fn lacking(source: &Source<'_>, too_little: u64) -> String {
    let (words, of) = (source.words, source.explainer);
    let mut rows = Vec::new();
    for column in &of.specification.columns {
        let Some(texts) = of.table.column(&column.name) else { continue };
        let filled = texts.iter().zip(source.is_unlinkable).filter(|(text, _)| !text.is_empty());
        let (mut in_all, mut in_these) = (0_u64, 0_u64);
        filled.for_each(|(_, is_unlinkable)| {
            in_all += 1;
            in_these += u64::from(*is_unlinkable);
        });
        let shares = [share(in_these, too_little), share(in_all, source.is_unlinkable.len() as u64)];
        rows.push(std::iter::once(column.name.clone()).chain(shares.map(percent)).collect());
    }
    table(words.unlinkable_filled, &[words.column, words.filled_unlinkable, words.filled_all], &rows)
}
