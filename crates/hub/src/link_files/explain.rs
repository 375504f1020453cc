//! Why two rows of the files are one person or not, and how a cluster formed, told by source and id.

use std::collections::BTreeSet;

use dolen_link::{ClusterExplanation, Explainer, Join, KeptApart, Link, PairExplanation, Together, Verdict};
use serde_json::{Value, json};

use super::fault::LinkFilesFault;
use super::run::FilesLinkage;

/// Rows that two rows of one source and id are told of at most.
const SOURCES: usize = 20;

impl FilesLinkage {
    /// What answers questions about the linkage. It takes about half as long as the run.
    ///
    /// # Errors
    /// See [`LinkFilesFault`].
    pub fn explainer(&self) -> Result<Explainer<'_>, LinkFilesFault> {
        Ok(Explainer::new(self.specification(), &self.table, &self.linkage, &self.given())?)
    }

    /// The row of a name: `SOURCE:ID`, as clusters are named, or `ID` where only one source has it.
    ///
    /// # Errors
    /// [`LinkFilesFault::NoRow`], [`LinkFilesFault::SeveralRows`], with `which` to tell the place of the name on the command
    /// line.
    pub fn row(&self, name: &str, which: &str) -> Result<u32, LinkFilesFault> {
        let rows = 0..u32::try_from(self.table.len()).unwrap_or(u32::MAX);
        let is_named = |row: &u32| {
            let rest = name.strip_prefix(self.table.source(*row)).and_then(|rest| rest.strip_prefix(':'));
            rest == Some(self.table.id(*row))
        };
        let mut found: Vec<u32> = rows.clone().filter(is_named).collect();
        if found.is_empty() {
            found = rows.filter(|row| self.table.id(*row) == name).collect();
        }
        match found.as_slice() {
            [row] => Ok(*row),
            [] => Err(LinkFilesFault::NoRow { which: which.to_owned(), sources: self.sources() }),
            several => Err(LinkFilesFault::SeveralRows { which: which.to_owned(), rows: several.len() }),
        }
    }

    /// The names of the sources, of many the first.
    fn sources(&self) -> String {
        let rows = 0..u32::try_from(self.table.len()).unwrap_or(u32::MAX);
        let sources: BTreeSet<&str> = rows.map(|row| self.table.source(row)).collect();
        let more = if sources.len() > SOURCES { ", …" } else { "" };
        sources.into_iter().take(SOURCES).collect::<Vec<_>>().join(", ") + more
    }

    /// A row as clusters are named.
    pub fn name(&self, row: u32) -> String {
        format!("{}:{}", self.table.source(row), self.table.id(row))
    }

    /// The explanation of a pair as JSON, rows by name.
    pub fn pair_json(&self, pair: &PairExplanation) -> Value {
        let verdict = match &pair.verdict {
            Verdict::Together(Together::Through(chain)) => {
                json!({ "together": { "through": chain.iter().map(|link| self.link_json(link)).collect::<Vec<_>>() } })
            }
            other => json!(other),
        };
        let refused = pair.refused.iter().map(|refused| {
            let because = match refused.because {
                KeptApart::Rival { row } => json!({ "rival": { "row": self.name(row) } }),
                KeptApart::Guarded { guard, left, right } => {
                    json!({ "guarded": { "guard": guard, "left": self.name(left), "right": self.name(right) } })
                }
                other => json!(other),
            };
            let (left, right) = (self.name(refused.left), self.name(refused.right));
            json!({ "left": left, "right": right, "weight": refused.weight, "because": because })
        });
        json!({
            "left": self.name(pair.left),
            "right": self.name(pair.right),
            "verdict": verdict,
            "weight": pair.weight,
            "probability": pair.probability,
            "threshold_weight": pair.threshold_weight,
            "evidence": pair.evidence,
            "guard": pair.guard,
            "judged_same": pair.judged_same,
            "blocking": pair.blocking,
            "refused": refused.collect::<Vec<_>>(),
            "would_join": pair.would_join,
            "values": pair.values,
        })
    }

    /// The explanation of a cluster as JSON, rows by name.
    pub fn cluster_json(&self, cluster: &ClusterExplanation) -> Value {
        let names = |rows: &[u32]| rows.iter().map(|&row| self.name(row)).collect::<Vec<_>>();
        let join = |join: &Join| {
            json!({
                "left": self.name(join.left),
                "right": self.name(join.right),
                "weight": join.weight,
                "kind": join.kind,
                "left_size": join.left_size,
                "right_size": join.right_size,
            })
        };
        let cut = cluster.weakest_cut.as_ref();
        let cut = cut.map(|cut| json!({ "rows": names(&cut.rows), "links": cut.links, "weight": cut.weight }));
        json!({
            "rows": names(&cluster.rows),
            "joins": cluster.joins.iter().map(join).collect::<Vec<_>>(),
            "attached": names(&cluster.attached),
            "links": cluster.links.iter().map(|link| self.link_json(link)).collect::<Vec<_>>(),
            "weakest": cluster.weakest.as_ref().map(|link| self.link_json(link)),
            "possible_pairs": cluster.possible_pairs,
            "linked_pairs": cluster.linked_pairs,
            "density": cluster.density,
            "weakest_cut": cut,
        })
    }

    fn link_json(&self, link: &Link) -> Value {
        let (left, right) = (self.name(link.left), self.name(link.right));
        let (weight, probability, guard) = (link.weight, link.probability, link.guard);
        json!({ "left": left, "right": right, "weight": weight, "probability": probability, "guard": guard })
    }
}
