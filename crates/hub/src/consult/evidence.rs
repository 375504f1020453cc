//! Why source records are held to be one person.

use std::collections::{BTreeMap, BTreeSet};

use dolen_store::master::judgement::{self, StoredJudgement};
use dolen_store::master::pair::{self, StoredPair};

use super::open::Moment;
use super::sources::Sources;
use crate::master::Models;
use crate::view::{JudgedPair, PairEvidence, PersonEvidence};
use crate::{Hub, HubFault};

/// Pairs with records outside that are shown, strongest first.
const NEAR_MISSES: usize = 50;
/// The line of evidence that is no comparison: it is what the others leave of the weight.
const PRIOR: &str = "prior";

/// The evidence for a golden record in a run.
///
/// # Errors
/// [`HubFault::Store`].
pub(super) async fn evidence(hub: &Hub, moment: &Moment, sources: &Sources) -> Result<PersonEvidence, HubFault> {
    let members: BTreeSet<&str> = sources.members.iter().map(|source| source.stored.id.as_str()).collect();
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    for record in &members {
        for pair in pair::of_record(&hub.store, moment.run, record).await? {
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
    let judgements = match moment.until {
        None => judgement::in_force(&hub.store).await?,
        Some(until) => judgement::in_force_at(&hub.store, until).await?,
    };
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
        pairs: explained(hub, &mut models, &inside, &judgements).await?,
        judged,
        weakest_link,
        near_misses: explained(hub, &mut models, &outside, &judgements).await?,
    })
}

fn stronger(one: &StoredPair, other: &StoredPair) -> std::cmp::Ordering {
    other.weight.total_cmp(&one.weight).then_with(|| (&one.left, &one.right).cmp(&(&other.left, &other.right)))
}

/// Why pairs have their weights, and what was judged of them.
async fn explained(
    hub: &Hub,
    models: &mut Models,
    pairs: &[StoredPair],
    judgements: &[StoredJudgement],
) -> Result<Vec<PairEvidence>, HubFault> {
    let mut explained = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let judged = judgements.iter().rfind(|judged| judged.left == pair.left && judged.right == pair.right);
        let judgement = judged.map(|judged| if judged.is_same { "same" } else { "different" });
        let mut evidence = models.explain(&hub.store, pair, judgement).await?;
        evidence.fields.retain(|line| line.comparison != PRIOR);
        explained.push(evidence);
    }
    Ok(explained)
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
            between: None,
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
