//! Finding people.

use std::collections::HashMap;

use dolen_ledger::{Draft, Verb};
use dolen_model::{PartialDate, PersonField, Sensitive};
use dolen_store::master::search::Holder;
use dolen_store::master::{golden, run, search};

use super::criteria::{self, Criteria};
use super::names::{full_name, part_address};
use super::similar::similar;
use super::sources::content;
use crate::master::{GoldenContent, folded_name};
use crate::view::{Found, Query, SearchHit, SearchResult, SimilarHit};
use crate::{Hub, HubFault};

/// People shown.
const SHOWN: usize = 20;
/// People among whom those shown are chosen; where more are found the user is asked to refine in any case.
const CONSIDERED: i64 = 1_000;

/// Whom a search found. Nobody is shown before its entry is in the ledger.
#[derive(Clone, Debug)]
pub struct Sought {
    /// Who is shown.
    pub result: SearchResult,
    /// What the ledger is to have of it.
    pub entry: Draft,
}

/// Finds people by an identifier, or by two of name, date of birth and postcode; what is given beside counts too. Those
/// come first whose names have every word as it was asked, then by name, then by id. Where not too many are found, it tells beside
/// them who else is similar, where the index can be asked. The entry tells what kind of criteria, whom it showed, first those it
/// found and then those who are similar, and why where a reason is given.
///
/// # Errors
/// [`HubFault::NoReason`], [`HubFault::LongReason`] of a reason that says nothing or too much;
/// [`HubFault::TooFewCriteria`], [`HubFault::Criterion`], [`HubFault::Store`].
pub async fn search(hub: &Hub, query: &Query, reason: Option<&str>, actor: &str) -> Result<Sought, HubFault> {
    let reason = reason.map(crate::hub::reason).transpose()?;
    let criteria = criteria::read(query)?;
    let run = run::current(&hub.store).await?;
    let (mut found, more) = candidates(hub, run, &criteria).await?;
    let more = more || found.len() > SHOWN;
    let similar = match more {
        true => Some(Vec::new()),
        false => {
            let found: Vec<String> = found.iter().map(|candidate| candidate.golden.clone()).collect();
            similar(hub, run, query, &found).await?
        }
    };
    let similar = similar_hits(hub, run, similar).await?;
    found.truncate(SHOWN);
    let hits = hits(hub, run, found).await?;
    let beside = similar.iter().flatten().map(|similar| &similar.hit);
    let entry = Draft {
        verb: Verb::Consultation,
        actor: actor.to_owned(),
        organisation: None,
        subject: hits.iter().chain(beside).map(|hit| hit.golden.clone()).collect(),
        reason: reason.map(str::to_owned),
        detail: serde_json::json!({
            "action": "search", "criteria": criteria.kinds, "shown": hits.len(), "more": more,
            "similar": similar.as_ref().map(Vec::len), "run": run,
        }),
    };
    Ok(Sought { result: SearchResult { hits, more, similar }, entry })
}

/// As [`search`], and enters it into the ledger before anything is given out.
///
/// # Errors
/// As [`search`].
pub async fn find(hub: &Hub, query: &Query, reason: Option<&str>, actor: &str) -> Result<SearchResult, HubFault> {
    let Sought { result, entry } = search(hub, query, reason, actor).await?;
    let mut work = hub.store.begin().await?;
    work.enter(entry, hub.ids.salt(), hub.clock.now()).await?;
    work.commit().await?;
    Ok(result)
}

/// Shows again whom a search found, as they are known now; who has no golden record of that id any more is left out. The
/// search itself is in the ledger, with the ids of all of them.
///
/// # Errors
/// [`HubFault::Store`].
pub async fn find_again(hub: &Hub, before: &Found) -> Result<SearchResult, HubFault> {
    let run = run::current(&hub.store).await?;
    let mut found = read(hub, run, &before.golden).await?;
    found.sort_by_key(|candidate| before.golden.iter().position(|golden| *golden == candidate.golden));
    let similar = similar_hits(hub, run, before.similar.clone()).await?;
    Ok(SearchResult { hits: hits(hub, run, found).await?, more: before.more, similar })
}

/// What is shown of golden records that are similar, in their order; who has none of that id is left out.
async fn similar_hits(
    hub: &Hub,
    run: i64,
    similar: Option<Vec<(String, f64)>>,
) -> Result<Option<Vec<SimilarHit>>, HubFault> {
    let Some(similar) = similar else { return Ok(None) };
    let ids: Vec<String> = similar.iter().map(|(golden, _)| golden.clone()).collect();
    let hits = hits(hub, run, read(hub, run, &ids).await?).await?;
    let mut hits: HashMap<String, SearchHit> = hits.into_iter().map(|hit| (hit.golden.clone(), hit)).collect();
    let hit = |(golden, weight): (String, f64)| Some(SimilarHit { hit: hits.remove(&golden)?, weight });
    Ok(Some(similar.into_iter().filter_map(hit).collect()))
}

/// What is shown of golden records.
async fn hits(hub: &Hub, run: i64, found: Vec<Candidate>) -> Result<Vec<SearchHit>, HubFault> {
    let shown: Vec<String> = found.iter().map(|candidate| candidate.golden.clone()).collect();
    let holders = search::holders(&hub.store, run, &shown).await?;
    Ok(found.into_iter().map(|candidate| candidate.hit(&holders)).collect())
}

/// A golden record that was found.
struct Candidate {
    golden: String,
    name: String,
    content: GoldenContent,
}

/// Those found, in the order in which they are shown, and whether there are more than are considered.
async fn candidates(hub: &Hub, run: i64, criteria: &Criteria) -> Result<(Vec<Candidate>, bool), HubFault> {
    let exact = search::find(&hub.store, run, &criteria.exact, CONSIDERED + 1).await?;
    let mut found = read(hub, run, &exact).await?;
    let Some(loose) = criteria.loose.as_ref().filter(|_| found.len() <= SHOWN) else {
        return Ok((found, is_over(&exact)));
    };
    let all = search::find(&hub.store, run, loose, CONSIDERED + 1).await?;
    let others: Vec<String> = all.iter().filter(|golden| !exact.contains(golden)).cloned().collect();
    found.extend(read(hub, run, &others).await?);
    Ok((found, is_over(&all)))
}

fn is_over(found: &[String]) -> bool {
    i64::try_from(found.len()).is_ok_and(|count| count > CONSIDERED)
}

/// Golden records by name, then id.
async fn read(hub: &Hub, run: i64, ids: &[String]) -> Result<Vec<Candidate>, HubFault> {
    let mut found = Vec::with_capacity(ids.len());
    for stored in golden::find_all(&hub.store, run, ids).await? {
        let content = content(&stored)?;
        found.push(Candidate { golden: stored.id, name: full_name(&content), content });
    }
    found.sort_by_cached_key(|candidate| (folded_name(&candidate.name), candidate.golden.clone()));
    Ok(found)
}

impl Candidate {
    fn hit(self, holders: &[Holder]) -> SearchHit {
        let birth_date = self.content.value(PersonField::BirthDate);
        let of_this = holders.iter().filter(|holder| holder.golden == self.golden);
        SearchHit {
            birth_date: birth_date.and_then(|date| PartialDate::parse_iso(date.expose()).ok()),
            part_address: part_address(&self.content).map(Sensitive::new),
            organisations: of_this.map(|holder| holder.name.clone()).collect(),
            dead: self.content.value(PersonField::DeathDate).is_some(),
            name: Sensitive::new(self.name),
            golden: self.golden,
        }
    }
}
