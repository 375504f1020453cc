//! How well the linkage serves each group of rows.

use std::collections::BTreeMap;

use super::charts::{Bar, bars};
use super::html::{beside, count, measure, paragraph, percent, share, table};
use super::page::{ReportGroups, Section, Source};
use super::sentences::fill;
use crate::evaluate::{GroupEvaluation, evaluate_groups};

/// Groups that are shown by themselves.
const GROUPS: usize = 30;

/// Rows of a group.
#[derive(Clone, Copy, Default)]
struct Counts {
    rows: u64,
    linked: u64,
    unlinkable: u64,
}

/// Each group, where rows are grouped.
pub(super) fn groups(source: &Source<'_>) -> Section {
    let words = source.words;
    let Some(groups) = source.request.groups else {
        return Section { anchor: "groups", heading: String::new(), body: String::new() };
    };
    let (of_rows, names) = shown(&groups, words.others, words.no_value);
    let counts = counts(source, &of_rows);
    let measures = source.request.truth.map(|truth| measured(source, truth, &of_rows));
    let (mut rows, mut linked) = (Vec::new(), Vec::new());
    for (&group, of) in &counts {
        let name = names.get(group as usize).cloned().unwrap_or_default();
        let part = share(of.linked, of.rows);
        linked.push(Bar { label: name.clone(), value: part.unwrap_or(0.0), figure: percent(part) });
        let mut row = vec![name, count(of.rows), percent(part), percent(share(of.unlinkable, of.rows))];
        if let Some(measures) = &measures {
            let of = measures.get(&group).copied().unwrap_or_default();
            row.extend([of.precision, of.recall, of.f1].map(measure));
            row.extend([of.true_partners, of.predicted_partners].map(count));
        }
        rows.push(row);
    }
    let mut head = vec![words.group, words.rows, words.linked_share, words.unlinkable_share];
    let mut body = paragraph(words.groups_intro);
    if measures.is_some() {
        head.extend([words.precision, words.recall, words.f1, words.true_partners, words.predicted_partners]);
        body.push_str(&paragraph(words.groups_truth));
    }
    let heading = fill(words.groups, &[&super::html::shortened(groups.name)]);
    body.push_str(&beside(&bars(&linked, Some(1.0), words.groups_chart), &table(&heading, &head, &rows)));
    Section { anchor: "groups", heading, body }
}

/// For each row the place of its group among those shown, and their names: the largest by name, then all others.
fn shown(groups: &ReportGroups<'_>, others: &str, no_value: &str) -> (Vec<u32>, Vec<String>) {
    let name = |group: u32| groups.values.get(group as usize).map_or("", String::as_str);
    let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
    groups.of_rows.iter().for_each(|group| *sizes.entry(name(*group)).or_default() += 1);
    let mut by_size: Vec<(&str, u64)> = sizes.into_iter().collect();
    by_size.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    let is_cut = by_size.len() > GROUPS;
    let mut kept: Vec<&str> = by_size.into_iter().take(GROUPS).map(|(name, _)| name).collect();
    kept.sort_unstable();
    let place = |group: u32| u32::try_from(kept.binary_search(&name(group)).unwrap_or(kept.len())).unwrap_or(u32::MAX);
    let of_rows = groups.of_rows.iter().map(|group| place(*group)).collect();
    let mut names: Vec<String> =
        kept.iter().map(|name| if name.is_empty() { no_value.to_owned() } else { (*name).to_owned() }).collect();
    if is_cut {
        names.push(others.to_owned());
    }
    (of_rows, names)
}

fn counts(source: &Source<'_>, of_rows: &[u32]) -> BTreeMap<u32, Counts> {
    let clusters = &source.explainer.linkage.clusters;
    let mut sizes = vec![0_u32; clusters.len()];
    for &cluster in clusters {
        if let Some(size) = sizes.get_mut(cluster as usize) {
            *size += 1;
        }
    }
    let mut counts: BTreeMap<u32, Counts> = BTreeMap::new();
    for ((group, cluster), is_unlinkable) in of_rows.iter().zip(clusters).zip(source.is_unlinkable) {
        let of = counts.entry(*group).or_default();
        of.rows += 1;
        of.linked += u64::from(sizes.get(*cluster as usize).is_some_and(|size| *size > 1));
        of.unlinkable += u64::from(*is_unlinkable);
    }
    counts
}

/// Measures over the rows of which the truth is known.
fn measured(source: &Source<'_>, truth: &[Option<u32>], of_rows: &[u32]) -> BTreeMap<u32, GroupEvaluation> {
    let (mut predicted, mut real, mut groups) = (Vec::new(), Vec::new(), Vec::new());
    for ((cluster, person), group) in source.explainer.linkage.clusters.iter().zip(truth).zip(of_rows) {
        let Some(person) = person else { continue };
        predicted.push(*cluster);
        real.push(*person);
        groups.push(*group);
    }
    evaluate_groups(&predicted, &real, &groups).into_iter().map(|of| (of.group, of)).collect()
}
