//! Why source records are held to be one person.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use dolen_link::Model;
use dolen_store::master::judgement::{self, StoredJudgement};
use dolen_store::master::pair::{self, StoredPair};
use dolen_store::master::run;

use super::sources::Sources;
use crate::view::{FieldEvidence, JudgedPair, PairEvidence, PersonEvidence};
use crate::{Hub, HubFault};

/// Pairs with records outside that are shown, strongest first.
const NEAR_MISSES: usize = 50;
/// The line of evidence that is no comparison: it is what the others leave of the weight.
const PRIOR: &str = "prior";

/// The evidence for a golden record in a run.
///
/// # Errors
/// [`HubFault::Store`], [`HubFault::Internal`] where a pair's model is gone.
pub(super) async fn evidence(hub: &Hub, run: i64, sources: &Sources) -> Result<PersonEvidence, HubFault> {
    let members: BTreeSet<&str> = sources.members.iter().map(|source| source.stored.id.as_str()).collect();
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    for record in &members {
        for pair in pair::of_record(&hub.store, run, record).await? {
            match (members.contains(pair.left.as_str()), members.contains(pair.right.as_str())) {
                // Both sides tell of it: the left one counts.
                (true, true) if pair.left == **record => inside.push(pair),
                (true, true) => {}
                _ => outside.push(pair),
            }
        }
    }
    inside.sort_by(stronger);
    outside.sort_by(stronger);
    outside.truncate(NEAR_MISSES);
    let judgements = judgement::in_force(&hub.store).await?;
    let judged: Vec<JudgedPair> = judgements
        .iter()
        .filter(|judgement| judgement.is_same && members.contains(judgement.left.as_str()))
        .filter(|judgement| members.contains(judgement.right.as_str()))
        .map(|judgement| JudgedPair {
            left: judgement.left.clone(),
            right: judgement.right.clone(),
            decision: judgement.id.clone(),
        })
        .collect();
    let weakest_link = weakest_link(&members, &inside, &judged);
    let is_scored =
        |judged: &JudgedPair| inside.iter().any(|pair| pair.left == judged.left && pair.right == judged.right);
    let judged = judged.iter().filter(|judged| !is_scored(judged)).cloned().collect();
    let mut models = Models::default();
    Ok(PersonEvidence {
        pairs: models.explain(hub, &inside, &judgements).await?,
        judged,
        weakest_link,
        near_misses: models.explain(hub, &outside, &judgements).await?,
    })
}

fn stronger(one: &StoredPair, other: &StoredPair) -> std::cmp::Ordering {
    other.weight.total_cmp(&one.weight).then_with(|| (&one.left, &one.right).cmp(&(&other.left, &other.right)))
}

/// The models by which pairs are explained, each read once.
#[derive(Default)]
struct Models(BTreeMap<i64, Model>);

impl Models {
    async fn explain(
        &mut self,
        hub: &Hub,
        pairs: &[StoredPair],
        judgements: &[StoredJudgement],
    ) -> Result<Vec<PairEvidence>, HubFault> {
        let mut explained = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let model = self.of(hub, pair.from_run).await?;
            let judgement = judgements.iter().rfind(|judged| judged.left == pair.left && judged.right == pair.right);
            explained.push(PairEvidence {
                left: pair.left.clone(),
                right: pair.right.clone(),
                weight: pair.weight,
                probability: pair.probability,
                fields: fields(model, pair.pattern),
                judgement: judgement.map(|judged| if judged.is_same { "same" } else { "different" }.to_owned()),
            });
        }
        Ok(explained)
    }

    async fn of(&mut self, hub: &Hub, number: i64) -> Result<&Model, HubFault> {
        let gone = || HubFault::Internal(format!("run {number} has no model that this version reads"));
        match self.0.entry(number) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => {
                let stored = run::find(&hub.store, number).await?.and_then(|run| run.model).ok_or_else(gone)?;
                Ok(place.insert(serde_json::from_str(&stored).map_err(|_| gone())?))
            }
        }
    }
}

fn fields(model: &Model, pattern: u64) -> Vec<FieldEvidence> {
    let lines = model.evidence_of_pattern(pattern).into_iter().filter(|line| line.comparison != PRIOR);
    lines
        .map(|line| FieldEvidence {
            comparison: line.comparison,
            level: line.level,
            weight: line.weight,
            frequency_weight: line.frequency_weight,
        })
        .collect()
}

/// The weakest link of the strongest tree that holds the records together. A pair that something keeps apart holds
/// nothing together; a judgement holds more than any weight.
fn weakest_link(members: &BTreeSet<&str>, pairs: &[StoredPair], judged: &[JudgedPair]) -> Option<f64> {
    let mut group: BTreeMap<&str, &str> = members.iter().map(|member| (*member, *member)).collect();
    let mut missing = members.len().saturating_sub(1);
    let mut weakest = None;
    let judged = judged.iter().map(|judged| (judged.left.as_str(), judged.right.as_str(), None));
    let scored = pairs
        .iter()
        .filter(|pair| pair.guard.is_none())
        .map(|pair| (pair.left.as_str(), pair.right.as_str(), Some(pair.weight)));
    for (left, right, weight) in judged.chain(scored) {
        let (Some(&one), Some(&other)) = (group.get(left), group.get(right)) else { continue };
        if one == other {
            continue;
        }
        group.values_mut().filter(|kept| **kept == other).for_each(|kept| *kept = one);
        missing = missing.saturating_sub(1);
        weakest = weight.or(weakest);
    }
    weakest.filter(|_| missing == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(left: &str, right: &str, weight: f64, guard: Option<&str>) -> StoredPair {
        StoredPair {
            left: left.to_owned(),
            right: right.to_owned(),
            weight,
            probability: 1.0,
            pattern: 0,
            guard: guard.map(str::to_owned),
            is_joined: true,
            from_run: 1,
        }
    }

    #[test]
    fn the_weakest_link_is_that_of_the_strongest_tree() {
        let members = BTreeSet::from(["a", "b", "c"]);
        let pairs = [pair("a", "b", 20.0, None), pair("b", "c", 9.0, None), pair("a", "c", 4.0, None)];
        assert_eq!(weakest_link(&members, &pairs, &[]), Some(9.0));
        let guarded = [pair("a", "b", 20.0, None), pair("b", "c", 9.0, Some("twins")), pair("a", "c", 4.0, None)];
        assert_eq!(weakest_link(&members, &guarded, &[]), Some(4.0));
        assert_eq!(weakest_link(&members, &pairs[..1], &[]), None, "nothing holds c");
    }

    #[test]
    fn a_judgement_holds_more_than_a_weight() {
        let members = BTreeSet::from(["a", "b", "c"]);
        let judged = [JudgedPair { left: "b".into(), right: "c".into(), decision: "d".into() }];
        let pairs = [pair("a", "b", 20.0, None), pair("b", "c", -3.0, None)];
        assert_eq!(weakest_link(&members, &pairs, &judged), Some(20.0));
        assert_eq!(weakest_link(&BTreeSet::from(["b", "c"]), &[], &judged), None, "no score at all");
    }
}
