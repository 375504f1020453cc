//! `dolen link --why` and `--how`: explanations as text and JSON.

use dolen_hub::link_files::FilesLinkage;
use dolen_link::{
    Apart, ClusterExplanation, Explainer, JoinKind, KeptApart, LinkFault, PairExplanation, PartState, RuleState,
    Together, Verdict,
};
use serde_json::Value;

use super::link::fault;
use crate::fault::Outcome;
use crate::output;

/// Lines of a table at most.
const LINES: usize = 50;

/// What is asked: pairs of rows, and rows whose clusters are wanted.
pub(crate) struct Question {
    pairs: Vec<(u32, u32)>,
    rows: Vec<u32>,
}

impl Question {
    /// Finds the rows by their names; `why` holds two for each pair.
    pub(crate) fn of(linkage: &FilesLinkage, why: &[String], how: &[String]) -> Outcome<Self> {
        let row = |name: &String, which: &str| linkage.row(name, which).map_err(fault);
        let mut pairs = Vec::new();
        for names in why.chunks(2) {
            let [left, right] = names else { continue };
            pairs.push((row(left, "--why, first row")?, row(right, "--why, second row")?));
        }
        let rows = how.iter().map(|name| row(name, "--how")).collect::<Outcome<Vec<u32>>>()?;
        Ok(Self { pairs, rows })
    }

    pub(crate) fn answer(&self, explainer: &Explainer<'_>) -> Outcome<Explanations> {
        let failed = |error: LinkFault| fault(error.into());
        let pairs = self.pairs.iter().map(|&(left, right)| explainer.pair(left, right).map_err(failed));
        let clusters = self.rows.iter().map(|&row| explainer.cluster(row).map_err(failed));
        Ok(Explanations { pairs: pairs.collect::<Outcome<_>>()?, clusters: clusters.collect::<Outcome<_>>()? })
    }
}

/// Answers to what was asked.
#[derive(Default)]
pub(crate) struct Explanations {
    pairs: Vec<PairExplanation>,
    clusters: Vec<ClusterExplanation>,
}

impl Explanations {
    /// Adds `why` and `how` to a JSON document, where they were asked.
    pub(crate) fn add_to(&self, document: &mut Value, linkage: &FilesLinkage) {
        let Some(document) = document.as_object_mut() else { return };
        if !self.pairs.is_empty() {
            let pairs = self.pairs.iter().map(|pair| linkage.pair_json(pair)).collect();
            document.insert("why".to_owned(), Value::Array(pairs));
        }
        if !self.clusters.is_empty() {
            let clusters = self.clusters.iter().map(|cluster| linkage.cluster_json(cluster)).collect();
            document.insert("how".to_owned(), Value::Array(clusters));
        }
    }

    /// Tells them as text.
    pub(crate) fn tell(&self, linkage: &FilesLinkage) -> Outcome {
        for pair in &self.pairs {
            output::text(&format!("\n{}", why(pair, linkage)))?;
        }
        for cluster in &self.clusters {
            output::text(&format!("\n{}", how(cluster, linkage)))?;
        }
        Ok(())
    }
}

fn why(pair: &PairExplanation, linkage: &FilesLinkage) -> String {
    let (left, right) = (linkage.name(pair.left), linkage.name(pair.right));
    let mut told = vec![format!("{left} and {right} {}", verdict(pair))];
    let mut rows: Vec<Vec<String>> = pair
        .evidence
        .iter()
        .map(|line| {
            vec![
                line.comparison.clone(),
                line.level.clone(),
                bits(line.weight),
                bits(line.frequency_weight),
                bits(line.weight + line.frequency_weight),
            ]
        })
        .collect();
    rows.push(vec!["sum".to_owned(), String::new(), String::new(), String::new(), bits(pair.weight)]);
    told.push(output::table(&["Comparison", "Level", "Weight", "Frequency", "Bits"], &rows));
    let values = pair.values.iter().map(|of| vec![of.column.clone(), of.left.clone(), of.right.clone()]);
    told.push(output::table(&["Column", &left, &right], &values.collect::<Vec<_>>()));
    let rules = pair.blocking.iter().map(|rule| {
        let parts = rule.parts.iter().filter(|part| part.state != PartState::Agrees);
        let parts: Vec<String> = parts.map(|part| format!("{} {}", part.part, part_state(part.state))).collect();
        vec![rule.rule.clone(), rule_state(rule.state).to_owned(), parts.join(", ")]
    });
    told.push(output::table(&["Blocking rule", "Pair", ""], &rules.collect::<Vec<_>>()));
    if !pair.refused.is_empty() {
        let refused = pair.refused.iter().map(|refused| {
            let rows = [refused.left, refused.right].map(|row| linkage.name(row));
            let [left, right] = rows;
            vec![left, right, bits(f64::from(refused.weight)), kept_apart(&refused.because, linkage)]
        });
        let refused = refused.collect::<Vec<_>>();
        told.push(output::table(&["Link between their clusters", "", "Bits", "Joined nothing because"], &refused));
    }
    if !pair.would_join.is_empty() {
        let changes = pair.would_join.iter().map(|change| {
            vec![change.comparison.clone(), change.is.clone(), change.would_be.clone(), bits(change.weight)]
        });
        let changes = changes.collect::<Vec<_>>();
        told.push(output::table(&["Any of these alone would join them", "It is", "It would be", "Bits"], &changes));
    }
    told.join("\n\n")
}

fn verdict(pair: &PairExplanation) -> String {
    let (weight, wanted) = (bits(pair.weight), bits(pair.threshold_weight));
    let guard = pair.guard.map_or("", dolen_link::Guard::as_str);
    let why = match &pair.verdict {
        Verdict::Together(Together::JudgedSame) => "a person judged them the same".to_owned(),
        Verdict::Together(Together::Linked) => format!("their link weighs {weight} bits, and {wanted} join"),
        Verdict::Together(Together::Through(chain)) => {
            format!("by a chain of {} links through other rows; they alone weigh {weight} bits", chain.len())
        }
        Verdict::Apart(Apart::JudgedDifferent) => "a person judged them different".to_owned(),
        Verdict::Apart(Apart::TooWeak) => format!("they weigh {weight} bits, and {wanted} would join"),
        Verdict::Apart(Apart::Guarded) => format!("they weigh {weight} bits, and the guard `{guard}` stands"),
        Verdict::Apart(Apart::NotCompared) => {
            format!("no blocking rule brought them together; they would weigh {weight} bits, and {wanted} join")
        }
        Verdict::Apart(Apart::Clusters) => format!("they weigh {weight} bits, but their clusters were not joined"),
    };
    let is_together = matches!(pair.verdict, Verdict::Together(_));
    format!("are {}: {why}", if is_together { "together" } else { "apart" })
}

fn kept_apart(because: &KeptApart, linkage: &FilesLinkage) -> String {
    match because {
        KeptApart::Rival { row } => format!("{} is about as near, and is not the same person", linkage.name(*row)),
        KeptApart::NumbersDiffer => "their verified NHS numbers differ".to_owned(),
        KeptApart::UniqueSource => "both sides have a row of a source that holds each person once".to_owned(),
        KeptApart::JudgedDifferent => "rows of both sides were judged different".to_owned(),
        KeptApart::Guarded { guard, left, right } => {
            let (left, right) = (linkage.name(*left), linkage.name(*right));
            format!("the guard `{}` stands between {left} and {right}", guard.as_str())
        }
        KeptApart::Outweighed { mean_weight } => {
            format!("all pairs between both sides speak against it: {} bits on average", bits(*mean_weight))
        }
    }
}

const fn rule_state(state: RuleState) -> &'static str {
    match state {
        RuleState::Together => "compared",
        RuleState::Cut => "in a block that was cut",
        RuleState::Apart => "not compared",
        RuleState::LeftOut => "rule left out, too many rows",
    }
}

const fn part_state(state: PartState) -> &'static str {
    match state {
        PartState::Agrees => "agrees",
        PartState::Differs => "differs",
        PartState::Missing => "is missing",
    }
}

fn how(cluster: &ClusterExplanation, linkage: &FilesLinkage) -> String {
    let count = |count: usize| output::count(count as u64);
    let name = cluster.rows.first().map(|&row| linkage.name(row)).unwrap_or_default();
    let mut told = vec![format!("the cluster of {name} has {} rows", count(cluster.rows.len()))];
    let joins = cluster.joins.iter().enumerate().take(LINES).map(|(number, join)| {
        vec![
            count(number + 1),
            linkage.name(join.left),
            linkage.name(join.right),
            join.weight.map_or_else(String::new, |weight| bits(f64::from(weight))),
            join_kind(join.kind).to_owned(),
            format!("{} and {}", join.left_size, join.right_size),
        ]
    });
    let joins: Vec<Vec<String>> = joins.collect();
    if !joins.is_empty() {
        told.push(output::table(&["Join", "", "", "Bits", "By", "Rows of both sides"], &joins));
    }
    if cluster.joins.len() > LINES {
        told.push(format!("{} further joins; --json tells all", count(cluster.joins.len() - LINES)));
    }
    let mut facts = Vec::new();
    if let Some(weakest) = &cluster.weakest {
        let (left, right) = (linkage.name(weakest.left), linkage.name(weakest.right));
        facts.push(format!("weakest link: {left} to {right}, {} bits", bits(f64::from(weakest.weight))));
    }
    if let Some(density) = cluster.density {
        let (linked, possible) = (output::count(cluster.linked_pairs), output::count(cluster.possible_pairs));
        facts.push(format!("density: {linked} of {possible} pairs are linked, {:.0}%", 100.0 * density));
    }
    if let Some(cut) = &cluster.weakest_cut {
        let bridge = if cut.links == 1 { ": a bridge" } else { "" };
        let (rows, links) = (count(cut.rows.len()), output::count(u64::from(cut.links)));
        facts.push(format!("weakest cut: {links} links, {} bits, to {rows} rows{bridge}", bits(cut.weight)));
    }
    if !cluster.attached.is_empty() {
        let names: Vec<String> = cluster.attached.iter().take(LINES).map(|&row| linkage.name(row)).collect();
        facts.push(format!("attached, because they resemble no other cluster: {}", names.join(", ")));
    }
    told.push(facts.join("\n"));
    told.retain(|part| !part.is_empty());
    told.join("\n\n")
}

const fn join_kind(kind: JoinKind) -> &'static str {
    match kind {
        JoinKind::Judged => "judgement",
        JoinKind::Linked => "link",
        JoinKind::Attached => "attached",
    }
}

fn bits(weight: f64) -> String {
    // What rounds to 0 has no sign that means anything.
    format!("{:+.2}", if weight.abs() < 0.005 { 0.0 } else { weight })
}
