//! Pairs that are looked at closely. Which ones follows from the linkage alone.

use super::html::{beside, bits, heading, paragraph, table};
use super::page::{Section, Source};
use super::sentences::fill;
use super::waterfall::waterfall;
use crate::explain::weight_of;
use crate::linkage::Link;

/// The strongest pair, those nearest to the threshold on both sides, one that a guard keeps apart, and one that the clusters
/// do.
pub(super) fn pairs(source: &Source<'_>) -> Section {
    let (words, linkage) = (source.words, source.explainer.linkage);
    let is_together =
        |link: &Link| linkage.clusters.get(link.left as usize) == linkage.clusters.get(link.right as usize);
    let reaches = |link: &Link| f64::from(link.probability) >= linkage.threshold;
    let place = |link: &Link| {
        let (left, right) = (source.explainer.place(link.left), source.explainer.place(link.right));
        (left.min(right), left.max(right))
    };
    let strongest = |is: &dyn Fn(&Link) -> bool| {
        let wanted = linkage.links.iter().filter(|link| is(link));
        wanted.max_by(|one, other| one.weight.total_cmp(&other.weight).then_with(|| place(other).cmp(&place(one))))
    };
    let joined = |link: &Link| link.guard.is_none() && reaches(link) && is_together(link);
    let weakest = linkage
        .links
        .iter()
        .filter(|link| joined(link))
        .min_by(|one, other| one.weight.total_cmp(&other.weight).then_with(|| place(one).cmp(&place(other))));
    let chosen = [
        (words.strongest, strongest(&joined)),
        (words.weakest_joined, weakest),
        (words.strongest_below, strongest(&|link| link.guard.is_none() && !reaches(link))),
        (words.guarded, strongest(&|link| link.guard.is_some())),
        (words.kept_apart, strongest(&|link| link.guard.is_none() && reaches(link) && !is_together(link))),
    ];
    let mut body = String::new();
    for (title, link) in chosen {
        let Some(link) = link else { continue };
        body.push_str(&heading(title));
        body.push_str(&pair(source, link, is_together(link)));
    }
    if !body.is_empty() {
        body = paragraph(words.pairs_intro) + &body;
    }
    Section { anchor: "pairs", heading: words.pairs_shown.to_owned(), body }
}

fn pair(source: &Source<'_>, link: &Link, is_together: bool) -> String {
    let (words, linkage) = (source.words, source.explainer.linkage);
    let mut names = [source.name(link.left), source.name(link.right)];
    names.sort();
    let [one, other] = names.each_ref().map(|name| super::html::shortened(name));
    let state = if is_together { words.together } else { words.apart };
    let guard = link
        .guard
        .map(|guard| format!(", {}: {}", words.guard, guard.told().get(source.request.language)))
        .unwrap_or_default();
    let shows = fill(words.pair_of, &[&one, &other, &format!("{state}{guard}")]);
    let mut evidence = linkage.model.evidence(link);
    for line in &mut evidence {
        line.comparison = source.comparison(&line.comparison);
        line.level = source.level(&line.level);
    }
    let mut rows: Vec<Vec<String>> = evidence
        .iter()
        .map(|line| {
            let frequency = if line.frequency_weight == 0.0 { String::new() } else { bits(line.frequency_weight) };
            vec![line.comparison.clone(), line.level.clone(), bits(line.weight), frequency]
        })
        .collect();
    rows.push(vec![words.sum.to_owned(), String::new(), bits(f64::from(link.weight)), String::new()]);
    let table = table(&shows, &[words.comparison, words.level, words.bits, words.frequency], &rows);
    beside(&waterfall(&evidence, weight_of(linkage.threshold), words.sum, &shows), &table)
}
