//! What waits for a steward.
//!
//! Two golden records wait where the engine found records of theirs alike enough to doubt, and no steward has judged
//! between them. Of the pairs between them the strongest stands for all: one decision settles one question.

use std::collections::BTreeMap;

use dolen_ledger::{Draft, Verb};
use dolen_model::{PersonField, Sensitive};
use dolen_store::master::{judgement, member, pair, run};
use dolen_store::{feed, source_record};
use serde_json::json;

use super::evidence::Models;
use super::judgement::decision;
use super::{ReviewList, ReviewPair, ReviewSide};
use crate::{Hub, HubFault};

/// What a steward needs of each side, in the order in which pages show fields.
const SHOWN: [PersonField; 8] = [
    PersonField::GivenNames,
    PersonField::FamilyName,
    PersonField::FormerFamilyName,
    PersonField::Alias,
    PersonField::BirthDate,
    PersonField::NhsNumber,
    PersonField::Address,
    PersonField::Postcode,
];

/// What waits for a steward, and what stewards decided. The ledger has the consultation before anything is given out.
///
/// # Errors
/// [`HubFault::Store`].
pub(crate) async fn review_list(hub: &Hub, limit: u32, actor: &str) -> Result<ReviewList, HubFault> {
    let run = run::current(&hub.store).await?;
    let stored = pair::for_review(&hub.store, run, i64::from(limit), 0).await?;
    let waiting = u64::try_from(pair::count_for_review(&hub.store, run).await?).unwrap_or_default();
    consult(hub, &stored, waiting, actor).await?;

    let organisations: BTreeMap<String, String> =
        feed::all(&hub.store).await?.into_iter().map(|feed| (feed.organisation, feed.organisation_name.en)).collect();
    let mut models = Models::default();
    let mut pairs = Vec::with_capacity(stored.len());
    for pair in &stored {
        let (left, right) = pair.between.clone().unzip();
        pairs.push(ReviewPair {
            left: side(hub, run, &pair.left, left, &organisations).await?,
            right: side(hub, run, &pair.right, right, &organisations).await?,
            evidence: models.explain(&hub.store, pair, None).await?,
            guard: pair.guard.clone(),
        });
    }
    let decisions = judgement::all(&hub.store).await?.into_iter().rev().map(decision).collect();
    Ok(ReviewList { pairs, waiting, decisions })
}

async fn consult(hub: &Hub, pairs: &[pair::StoredPair], waiting: u64, actor: &str) -> Result<(), HubFault> {
    let sides = pairs.iter().filter_map(|pair| pair.between.clone());
    let mut subject: Vec<String> = sides.flat_map(|(left, right)| [left, right]).collect();
    subject.sort_unstable();
    subject.dedup();
    let mut work = hub.store.begin().await?;
    let draft = Draft {
        verb: Verb::Consultation,
        actor: actor.to_owned(),
        organisation: None,
        subject,
        reason: None,
        detail: json!({ "action": "review list", "pairs": pairs.len(), "waiting": waiting }),
    };
    work.enter(draft, hub.ids.salt(), hub.clock.now()).await?;
    Ok(work.commit().await?)
}

async fn side(
    hub: &Hub,
    run: i64,
    record: &str,
    golden: Option<String>,
    organisations: &BTreeMap<String, String>,
) -> Result<ReviewSide, HubFault> {
    let mut side = ReviewSide { record: record.to_owned(), golden, organisation: String::new(), values: Vec::new() };
    let Some(matched) = member::of_record(&hub.store, run, record).await? else { return Ok(side) };
    let versions = source_record::versions(&hub.store, &[(matched.record, matched.load)]).await?;
    let Some(stored) = versions.into_iter().next() else { return Ok(side) };
    let values = stored.values()?;
    for field in SHOWN {
        let of_field = values.iter().filter(|value| value.field == field);
        side.values.extend(of_field.map(|value| (field, Sensitive::new(value.value.clone().into_owned()))));
    }
    side.organisation = organisations.get(&stored.organisation).unwrap_or(&stored.organisation).clone();
    Ok(side)
}
