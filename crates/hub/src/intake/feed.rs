//! Feeds and their contracts.

use dolen_ledger::{Draft, Verb};
use dolen_model::FeedSubject;
use dolen_read::Feed;
use dolen_store::feed::{self as store_feed, StoredFeed};
use dolen_store::load as store_load;
use sha2::{Digest, Sha256};

use super::FeedSummary;
use crate::{Hub, HubFault};

/// Adds a feed, or replaces its contract; the contract counts for files landed from now on. The same contract once more
/// changes nothing.
///
/// # Errors
/// [`HubFault::Feed`] where the contract is wrong, [`HubFault::Contract`] where it does not fit the hub,
/// [`HubFault::Store`].
pub async fn add_feed(hub: &Hub, file: &str, contract: &str, actor: &str) -> Result<FeedSummary, HubFault> {
    let feed = parse(file, contract)?;
    let before = store_feed::find(&hub.store, &feed.name).await?;
    if let Some(before) = before.as_ref().filter(|before| before.contract == contract) {
        return Ok(summary(before));
    }
    check_persons(hub, file, &feed).await?;
    if let Some(before) = &before {
        check_change(hub, file, &feed, before).await?;
    }
    let stored = StoredFeed {
        name: feed.name.clone(),
        organisation: feed.organisation.clone(),
        organisation_name: feed.organisation_name.clone(),
        agreement: feed.agreement.clone(),
        subject: subject_name(feed.subject).to_owned(),
        format: feed.format().to_owned(),
        contract: contract.to_owned(),
        added_at: hub.clock.now(),
    };
    let draft = Draft {
        verb: Verb::Alteration,
        actor: actor.to_owned(),
        organisation: Some(feed.organisation.clone()),
        subject: Vec::new(),
        reason: None,
        detail: serde_json::json!({
            "action": if before.is_some() { "contract replaced" } else { "feed added" },
            "feed": feed.name,
            "agreement": feed.agreement,
            "contract_sha256": contract_hash(contract),
        }),
    };
    let mut work = hub.store.begin().await?;
    store_feed::put(&mut work, &stored).await?;
    work.enter(draft, hub.ids.salt(), stored.added_at).await?;
    work.commit().await?;
    tracing::info!(feed = stored.name, organisation = stored.organisation, "the contract of a feed was taken in");
    Ok(summary(&stored))
}

/// Reads a contract and tells what is wrong with it, without a hub.
///
/// # Errors
/// [`HubFault::Feed`].
pub fn check_contract(file: &str, contract: &str) -> Result<(), HubFault> {
    parse(file, contract).map(|_| ())
}

/// Every feed, by name.
///
/// # Errors
/// [`HubFault::Store`].
pub async fn feeds(hub: &Hub) -> Result<Vec<FeedSummary>, HubFault> {
    Ok(store_feed::all(&hub.store).await?.iter().map(summary).collect())
}

/// Reads a contract.
pub(super) fn parse(file: &str, contract: &str) -> Result<Feed, HubFault> {
    Feed::parse(contract).map_err(|source| HubFault::Feed { file: file.to_owned(), source })
}

/// The feed of a name.
pub(super) async fn find(hub: &Hub, name: &str) -> Result<StoredFeed, HubFault> {
    if let Some(feed) = store_feed::find(&hub.store, name).await? {
        return Ok(feed);
    }
    let names: Vec<String> = store_feed::all(&hub.store).await?.into_iter().map(|feed| feed.name).collect();
    let known = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    Err(HubFault::UnknownFeed { name: name.to_owned(), known })
}

/// SHA-256 of a contract, hexadecimal: the ledger tells which one let rows in.
pub(super) fn contract_hash(contract: &str) -> String {
    dolen_ledger::hexadecimal(&Sha256::digest(contract.as_bytes()))
}

/// A feed of attributes hangs on the keys of another one. A slip in its name would leave every attribute without a person.
async fn check_persons(hub: &Hub, file: &str, feed: &Feed) -> Result<(), HubFault> {
    let Some(name) = &feed.persons else { return Ok(()) };
    let refuse = |detail: String| Err(HubFault::Contract { file: file.to_owned(), detail });
    let Some(persons) = store_feed::find(&hub.store, name).await? else {
        return refuse(format!("`persons` names `{name}`, which is no feed of this hub: add its contract first"));
    };
    if persons.subject != subject_name(FeedSubject::Person) {
        return refuse(format!("`persons` names `{name}`, whose subject is not person: name a feed about persons"));
    }
    if persons.organisation != feed.organisation {
        return refuse(format!(
            "`persons` names `{name}`, which is another organisation's: keys are an organisation's own"
        ));
    }
    Ok(())
}

/// What was loaded stays what it was: whose it is, and what it is about.
async fn check_change(hub: &Hub, file: &str, feed: &Feed, before: &StoredFeed) -> Result<(), HubFault> {
    let is_other = before.organisation != feed.organisation || before.subject != subject_name(feed.subject);
    if is_other && store_load::is_any(&hub.store, &feed.name).await? {
        let detail = format!(
            "feed `{}` has loads of `{}` about `{}`: give the contract of another organisation or subject another name",
            feed.name, before.organisation, before.subject
        );
        return Err(HubFault::Contract { file: file.to_owned(), detail });
    }
    Ok(())
}

fn summary(feed: &StoredFeed) -> FeedSummary {
    FeedSummary {
        name: feed.name.clone(),
        organisation: feed.organisation.clone(),
        organisation_name: feed.organisation_name.clone(),
        agreement: feed.agreement.clone(),
        subject: feed.subject.clone(),
        format: feed.format.clone(),
        added_at: feed.added_at,
    }
}

/// The stored name, which is also the contract's.
const fn subject_name(subject: FeedSubject) -> &'static str {
    match subject {
        FeedSubject::Person => "person",
        FeedSubject::Premises => "premises",
        FeedSubject::Area => "area",
        FeedSubject::Attribute => "attribute",
    }
}
