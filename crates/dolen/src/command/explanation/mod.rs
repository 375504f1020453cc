//! `dolen link --why` and `--how`: explanations as text, in English or Welsh, and JSON.

mod sentences;

use dolen_hub::link_files::FilesLinkage;
use dolen_link::{
    Apart, ClusterExplanation, Explainer, FieldEvidence, Guard, JoinKind, KeptApart, LinkFault, PairExplanation,
    PartState, RuleState, Together, Verdict,
};
use dolen_model::{Bilingual, Language};
use dolen_web::{comparison_words, level_words};
use serde_json::Value;

use super::link::fault;
use crate::fault::Outcome;
use crate::output;
use sentences::say;

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
    pub(crate) fn tell(&self, linkage: &FilesLinkage, language: Language) -> Outcome {
        let teller = Teller { linkage, language };
        for pair in &self.pairs {
            output::text(&format!("\n{}", teller.why(pair)))?;
        }
        for cluster in &self.clusters {
            output::text(&format!("\n{}", teller.how(cluster)))?;
        }
        Ok(())
    }
}

/// Tells of a linkage in a language.
struct Teller<'a> {
    linkage: &'a FilesLinkage,
    language: Language,
}

impl Teller<'_> {
    fn say(&self, text: &Bilingual<&'static str>, with: &[&str]) -> String {
        say(text, self.language, with)
    }

    fn name(&self, row: u32) -> String {
        self.linkage.name(row)
    }

    fn level(&self, label: &str) -> String {
        level_words(self.language, label)
    }

    fn comparison(&self, name: &str) -> String {
        comparison_words(self.language, name)
    }

    /// A table under heads; an empty head stands over nothing that needs one.
    fn table(&self, head: &[Option<&Bilingual<&'static str>>], rows: &[Vec<String>]) -> String {
        let head: Vec<&str> = head.iter().map(|text| text.map_or("", |text| *text.get(self.language))).collect();
        output::table(&head, rows)
    }

    fn why(&self, pair: &PairExplanation) -> String {
        let (left, right) = (self.name(pair.left), self.name(pair.right));
        let is_together = matches!(pair.verdict, Verdict::Together(_));
        let verdict = if is_together { &sentences::TOGETHER } else { &sentences::APART };
        let mut told = vec![self.say(verdict, &[&left, &right, &self.verdict(pair)])];
        told.push(self.evidence(pair));
        let values = pair.values.iter().map(|of| vec![of.column.clone(), of.left.clone(), of.right.clone()]);
        let head = [sentences::COLUMN.get(self.language), left.as_str(), right.as_str()];
        told.push(output::table(&head, &values.collect::<Vec<_>>()));
        told.push(self.blocking(pair));
        if !pair.refused.is_empty() {
            let refused = pair.refused.iter().map(|refused| {
                let because = self.kept_apart(&refused.because);
                vec![self.name(refused.left), self.name(refused.right), bits(f64::from(refused.weight)), because]
            });
            let head =
                [Some(&sentences::REFUSED_LINK), None, Some(&sentences::BITS), Some(&sentences::REFUSED_BECAUSE)];
            told.push(self.table(&head, &refused.collect::<Vec<_>>()));
        }
        if !pair.would_join.is_empty() {
            let changes = pair.would_join.iter().map(|change| {
                let [is, would_be] = [&change.is, &change.would_be].map(|label| self.level(label));
                vec![self.comparison(&change.comparison), is, would_be, bits(change.weight)]
            });
            let head = [&sentences::WOULD_JOIN, &sentences::IT_IS, &sentences::IT_WOULD_BE, &sentences::BITS].map(Some);
            told.push(self.table(&head, &changes.collect::<Vec<_>>()));
        }
        told.join("\n\n")
    }

    fn evidence(&self, pair: &PairExplanation) -> String {
        let line = |line: &FieldEvidence| {
            let all = line.weight + line.frequency_weight;
            let weights = [line.weight, line.frequency_weight, all].map(bits);
            [self.comparison(&line.comparison), self.level(&line.level)].into_iter().chain(weights).collect()
        };
        let mut rows: Vec<Vec<String>> = pair.evidence.iter().map(line).collect();
        let nothing = String::new;
        rows.push(vec![self.say(&sentences::SUM, &[]), nothing(), nothing(), nothing(), bits(pair.weight)]);
        let head =
            [&sentences::COMPARISON, &sentences::LEVEL, &sentences::WEIGHT, &sentences::FREQUENCY, &sentences::BITS];
        self.table(&head.map(Some), &rows)
    }

    fn blocking(&self, pair: &PairExplanation) -> String {
        let rules = pair.blocking.iter().map(|rule| {
            let parts = rule.parts.iter().filter(|part| part.state != PartState::Agrees);
            let parts: Vec<String> = parts.map(|part| self.say(part_state(part.state), &[&part.part])).collect();
            vec![rule.rule.clone(), self.say(rule_state(rule.state), &[]), parts.join(", ")]
        });
        self.table(&[Some(&sentences::RULE), Some(&sentences::PAIR), None], &rules.collect::<Vec<_>>())
    }

    fn verdict(&self, pair: &PairExplanation) -> String {
        let (weight, wanted) = (bits(pair.weight), bits(pair.threshold_weight));
        match &pair.verdict {
            Verdict::Together(Together::JudgedSame) => self.say(&sentences::JUDGED_SAME, &[]),
            Verdict::Together(Together::Linked) => self.say(&sentences::LINKED, &[&weight, &wanted]),
            Verdict::Together(Together::Through(chain)) => {
                self.say(&sentences::THROUGH, &[&chain.len().to_string(), &weight])
            }
            Verdict::Apart(Apart::JudgedDifferent) => self.say(&Guard::JudgedDifferent.told(), &[]),
            Verdict::Apart(Apart::TooWeak) => self.say(&sentences::TOO_WEAK, &[&weight, &wanted]),
            Verdict::Apart(Apart::Guarded) => {
                let guard = pair.guard.map_or("", |guard| *guard.told().get(self.language));
                self.say(&sentences::GUARDED, &[&weight, guard])
            }
            Verdict::Apart(Apart::NotCompared) => self.say(&sentences::NOT_COMPARED, &[&weight, &wanted]),
            Verdict::Apart(Apart::Clusters) => self.say(&sentences::CLUSTERS, &[&weight]),
        }
    }

    fn kept_apart(&self, because: &KeptApart) -> String {
        match because {
            KeptApart::Rival { row } => self.say(&sentences::RIVAL, &[&self.name(*row)]),
            KeptApart::NumbersDiffer => self.say(&Guard::VerifiedNumbersDiffer.told(), &[]),
            KeptApart::UniqueSource => self.say(&sentences::UNIQUE_SOURCE, &[]),
            KeptApart::JudgedDifferent => self.say(&sentences::ROWS_JUDGED_DIFFERENT, &[]),
            KeptApart::Guarded { guard, left, right } => {
                let guard = guard.told();
                self.say(&sentences::GUARD_BETWEEN, &[&self.name(*left), &self.name(*right), guard.get(self.language)])
            }
            KeptApart::Outweighed { mean_weight } => self.say(&sentences::OUTWEIGHED, &[&bits(*mean_weight)]),
        }
    }

    fn how(&self, cluster: &ClusterExplanation) -> String {
        let name = cluster.rows.first().map(|&row| self.name(row)).unwrap_or_default();
        let mut told = vec![self.say(&sentences::CLUSTER, &[&name, &count(cluster.rows.len())])];
        let joins = cluster.joins.iter().enumerate().take(LINES).map(|(number, join)| {
            let sides = [join.left_size, join.right_size].map(|size| size.to_string());
            vec![
                count(number + 1),
                self.name(join.left),
                self.name(join.right),
                join.weight.map_or_else(String::new, |weight| bits(f64::from(weight))),
                self.say(join_kind(join.kind), &[]),
                self.say(&sentences::AND, &sides.each_ref().map(String::as_str)),
            ]
        });
        let joins: Vec<Vec<String>> = joins.collect();
        if !joins.is_empty() {
            let head = [
                Some(&sentences::JOIN),
                None,
                None,
                Some(&sentences::BITS),
                Some(&sentences::BY),
                Some(&sentences::BOTH_SIDES),
            ];
            told.push(self.table(&head, &joins));
        }
        if cluster.joins.len() > LINES {
            told.push(self.say(&sentences::FURTHER_JOINS, &[&count(cluster.joins.len() - LINES)]));
        }
        told.push(self.facts(cluster));
        told.retain(|part| !part.is_empty());
        told.join("\n\n")
    }

    /// Weakest link, density, weakest cut, and what was attached.
    fn facts(&self, cluster: &ClusterExplanation) -> String {
        let mut facts = Vec::new();
        if let Some(weakest) = &cluster.weakest {
            let [left, right] = [weakest.left, weakest.right].map(|row| self.name(row));
            facts.push(self.say(&sentences::WEAKEST_LINK, &[&left, &right, &bits(f64::from(weakest.weight))]));
        }
        if let Some(density) = cluster.density {
            let [linked, possible] = [cluster.linked_pairs, cluster.possible_pairs].map(output::count);
            facts.push(self.say(&sentences::DENSITY, &[&linked, &possible, &format!("{:.0}%", 100.0 * density)]));
        }
        if let Some(cut) = &cluster.weakest_cut {
            let bridge = if cut.links == 1 { self.say(&sentences::BRIDGE, &[]) } else { String::new() };
            let (rows, links) = (count(cut.rows.len()), output::count(u64::from(cut.links)));
            facts.push(self.say(&sentences::WEAKEST_CUT, &[&links, &bits(cut.weight), &rows, &bridge]));
        }
        if !cluster.attached.is_empty() {
            let names: Vec<String> = cluster.attached.iter().take(LINES).map(|&row| self.name(row)).collect();
            facts.push(self.say(&sentences::ATTACHED, &[&names.join(", ")]));
        }
        facts.join("\n")
    }
}

const fn rule_state(state: RuleState) -> &'static Bilingual<&'static str> {
    match state {
        RuleState::Together => &sentences::COMPARED,
        RuleState::Cut => &sentences::IN_CUT_BLOCK,
        RuleState::Apart => &sentences::NOT_COMPARED_BY_RULE,
        RuleState::LeftOut => &sentences::LEFT_OUT,
    }
}

const fn part_state(state: PartState) -> &'static Bilingual<&'static str> {
    match state {
        PartState::Agrees => &sentences::AGREES,
        PartState::Differs => &sentences::DIFFERS,
        PartState::Missing => &sentences::IS_MISSING,
    }
}

const fn join_kind(kind: JoinKind) -> &'static Bilingual<&'static str> {
    match kind {
        JoinKind::Judged => &sentences::BY_JUDGEMENT,
        JoinKind::Linked => &sentences::BY_LINK,
        JoinKind::Attached => &sentences::BY_ATTACHMENT,
    }
}

fn count(count: usize) -> String {
    output::count(count as u64)
}

fn bits(weight: f64) -> String {
    // What rounds to 0 has no sign that means anything.
    format!("{:+.2}", if weight.abs() < 0.005 { 0.0 } else { weight })
}
