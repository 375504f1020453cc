//! Why two rows are one person, or why not.

use serde::Serialize;

use super::blocking::{RuleOnPair, RuleState};
use super::tree::{path, strongest_tree};
use super::would_join::{WouldJoin, changes};
use super::{Explainer, weight_of};
use crate::cluster::{Decision, Forbidden, Refusal, decisions};
use crate::fault::LinkFault;
use crate::guard::Guard;
use crate::judge::Judge;
use crate::linkage::Link;
use crate::model::FieldEvidence;

/// Refused links that are told at most.
const REFUSED: usize = 20;

/// Everything about two rows. Rows are those of the table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairExplanation {
    /// A row.
    pub left: u32,
    /// Another row.
    pub right: u32,
    /// Whether they are in one cluster, and what decided it.
    pub verdict: Verdict,
    /// log2 of the odds that they are of one person: the sum of the evidence.
    pub weight: f64,
    /// The same as a probability.
    pub probability: f64,
    /// The weight from which a pair is joined.
    pub threshold_weight: f64,
    /// Each comparison's level, weight and frequency part, the prior and what a household shares.
    pub evidence: Vec<FieldEvidence>,
    /// What keeps such a pair apart, if anything does.
    pub guard: Option<Guard>,
    /// What a person judged of them, or what follows from such judgements.
    pub judged_same: Option<bool>,
    /// What each blocking rule did.
    pub blocking: Vec<RuleOnPair>,
    /// Links between the clusters of the two rows that joined nothing, strongest first.
    pub refused: Vec<Refused>,
    /// Which single comparison would have joined the pair by itself; empty where they are together, and where nothing in
    /// the pair kept them apart.
    pub would_join: Vec<WouldJoin>,
    /// The values of both rows in each column that is read.
    pub values: Vec<ColumnValues>,
}

/// What two rows hold in a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnValues {
    /// The column.
    pub column: String,
    /// What the left row holds.
    pub left: String,
    /// What the right row holds.
    pub right: String,
}

/// Whether two rows are in one cluster.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// They are.
    Together(Together),
    /// They are not.
    Apart(Apart),
}

/// What holds two rows together.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Together {
    /// A person judged them the same.
    JudgedSame,
    /// Their own link.
    Linked,
    /// A chain of links through other rows, the strongest that there is; empty where judgements are among them.
    Through(Vec<Link>),
}

/// What keeps two rows apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Apart {
    /// A person judged them different.
    JudgedDifferent,
    /// Their weight is below the threshold.
    TooWeak,
    /// A guard.
    Guarded,
    /// Their weight would do, but no blocking rule brought them together.
    NotCompared,
    /// Their clusters were not joined.
    Clusters,
}

/// A link that joined nothing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Refused {
    /// A row of one cluster.
    pub left: u32,
    /// A row of the other.
    pub right: u32,
    /// The weight of the link, in bits.
    pub weight: f32,
    /// Why it joined nothing.
    pub because: KeptApart,
}

/// Why a link joined nothing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeptApart {
    /// One of its rows is linked about as strongly to this row, which cannot be one person with the other.
    Rival {
        /// The third row.
        row: u32,
    },
    /// Both sides have verified identifiers of one kind, and not the same.
    NumbersDiffer,
    /// Both sides have a row of a source that holds each person once.
    UniqueSource,
    /// A row of one side was judged different from a row of the other.
    JudgedDifferent,
    /// A guard stands between a row of one side and a row of the other.
    Guarded {
        /// The guard.
        guard: Guard,
        /// The row of one side.
        left: u32,
        /// The row of the other.
        right: u32,
    },
    /// All pairs between both sides, taken together, speak against it: a weak bridge.
    Outweighed {
        /// The mean weight of the pairs, in bits, none counted for more than 10.
        mean_weight: f64,
    },
}

impl Explainer<'_> {
    /// Why two rows are one person, or why not.
    ///
    /// # Errors
    /// [`LinkFault::NoSuchRow`].
    pub fn pair(&self, left: u32, right: u32) -> Result<PairExplanation, LinkFault> {
        let (left, right) = (self.check(left)?, self.check(right)?);
        self.with_judge(|judge| self.explain(judge, left, right))
    }

    pub(crate) fn explain(&self, judge: &Judge<'_>, left: u32, right: u32) -> PairExplanation {
        let (one, other) = (self.place(left), self.place(right));
        let weighed = judge.weigh(&mut judge.fields.caches(), one, other);
        let (score, guard) = (weighed.score, judge.guard(&weighed));
        let (edges, constraints) = self.edges(judge);
        let judged_same = constraints.judged(one, other);
        let blocking = self.rules_on(one, other);
        let is_compared = blocking.iter().any(|rule| rule.state == RuleState::Together);
        let reaches = score.probability >= self.linkage.threshold;
        let is_together = self.cluster_of(left) == self.cluster_of(right);
        let verdict = if is_together {
            Verdict::Together(match judged_same {
                Some(true) => Together::JudgedSame,
                _ if reaches && guard.is_none() && self.link(left, right).is_some() => Together::Linked,
                _ => Together::Through(self.chain(left, right)),
            })
        } else {
            Verdict::Apart(match judged_same {
                Some(false) => Apart::JudgedDifferent,
                _ if !reaches => Apart::TooWeak,
                _ if guard.is_some() => Apart::Guarded,
                _ if !is_compared => Apart::NotCompared,
                _ => Apart::Clusters,
            })
        };
        let refused = if is_together {
            Vec::new()
        } else {
            let decisions = decisions(judge, &edges, &constraints, &[one, other]);
            self.refused(left, right, decisions)
        };
        let is_of_pair = matches!(verdict, Verdict::Apart(Apart::TooWeak | Apart::Guarded));
        let would_join = if is_of_pair { changes(judge, weighed.pattern, self.linkage.threshold) } else { Vec::new() };
        PairExplanation {
            left,
            right,
            verdict,
            weight: score.weight,
            probability: score.probability,
            threshold_weight: weight_of(self.linkage.threshold),
            evidence: judge.model.evidence_of_pattern(weighed.pattern),
            guard,
            judged_same,
            blocking,
            refused,
            would_join,
            values: self
                .values(left, right)
                .into_iter()
                .filter(|of| !of.left.is_empty() || !of.right.is_empty())
                .collect(),
        }
    }

    /// The strongest chain of links from one row to another of its cluster.
    fn chain(&self, left: u32, right: u32) -> Vec<Link> {
        let links = self.links_within(&self.rows_of(self.cluster_of(left)));
        let tree = strongest_tree(links.iter().filter(|link| link.guard.is_none()));
        path(&tree, left, right)
    }

    /// The refused links between the clusters of two rows.
    fn refused(&self, left: u32, right: u32, decisions: Vec<(crate::cluster::Edge, Decision)>) -> Vec<Refused> {
        let wanted = (self.cluster_of(left), self.cluster_of(right));
        let refused = decisions.into_iter().filter_map(|(edge, decision)| {
            let Decision::Refused(refusal) = decision else { return None };
            let (one, other) = (self.row(edge.left), self.row(edge.right));
            let between = (self.cluster_of(one), self.cluster_of(other));
            let is_between = between == wanted || (between.1, between.0) == wanted;
            is_between.then(|| Refused {
                left: one,
                right: other,
                weight: edge.weight,
                because: self.kept_apart(refusal),
            })
        });
        refused.take(REFUSED).collect()
    }

    fn kept_apart(&self, refusal: Refusal) -> KeptApart {
        match refusal {
            Refusal::Ambiguous { third } => KeptApart::Rival { row: self.row(third) },
            Refusal::NumbersDiffer => KeptApart::NumbersDiffer,
            Refusal::Forbidden(Forbidden::UniqueSource) => KeptApart::UniqueSource,
            Refusal::Forbidden(Forbidden::JudgedDifferent) => KeptApart::JudgedDifferent,
            Refusal::Guarded { guard, left, right } => {
                KeptApart::Guarded { guard, left: self.row(left), right: self.row(right) }
            }
            Refusal::Outweighed { mean } => KeptApart::Outweighed { mean_weight: mean },
        }
    }

    /// What two rows hold in each column of the specification, in order.
    pub fn values(&self, left: u32, right: u32) -> Vec<ColumnValues> {
        let names = self.specification.columns.iter().map(|column| column.name.as_str());
        let of_column = |name: &str| {
            let column = self.table.column(name);
            let value = |row: u32| column.map_or("", |column| column.get(row)).to_owned();
            ColumnValues { column: name.to_owned(), left: value(left), right: value(right) }
        };
        names.map(of_column).collect()
    }
}
