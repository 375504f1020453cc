//! Whom an erasure is of.

use std::collections::BTreeSet;

use dolen_store::erasure::{self as stored, Landed};
use dolen_store::master::{member, run};
use dolen_store::{feed, source_record};
use serde::Serialize;

use crate::{Hub, HubFault};

/// Names that one erasure may be given.
const NAMED: usize = 100;

/// What an erasure would be of, for somebody to look at before.
#[derive(Clone, Debug, Serialize)]
pub struct Target {
    /// Ids of the source records, in order.
    pub records: Vec<String>,
    /// The organisations that sent them.
    pub organisations: Vec<String>,
    /// Landed files that would be removed: they hold, or may hold, a row of them.
    pub files: u64,
    /// Loads that have to be released, discarded or finished before.
    pub unsettled: Vec<i64>,
}

/// What an erasure would be of. A golden record names every source record that it has now; a source record is named by its
/// id, or by `organisation:key`, visible or not.
///
/// # Errors
/// [`HubFault::UnknownRecord`], [`HubFault::ManyNamed`], [`HubFault::Store`].
pub async fn target(hub: &Hub, named: &[String]) -> Result<Target, HubFault> {
    if named.len() > NAMED {
        return Err(HubFault::ManyNamed(NAMED));
    }
    let mut records = BTreeSet::new();
    for name in named {
        records.extend(records_of(hub, name.trim()).await?);
    }
    let records: Vec<String> = records.into_iter().collect();
    let Landed { feeds, files, unsettled } = stored::landed(&hub.store, &records).await?;
    let known = feed::all(&hub.store).await?.into_iter().filter(|known| feeds.contains(&known.name));
    let organisations: BTreeSet<String> = known.map(|feed| feed.organisation).collect();
    let organisations = organisations.into_iter().collect();
    Ok(Target { records, organisations, files: files.len() as u64, unsettled })
}

async fn records_of(hub: &Hub, name: &str) -> Result<Vec<String>, HubFault> {
    if let Some((organisation, key)) = name.split_once(':') {
        let feeds = feed::all(&hub.store).await?.into_iter().filter(|feed| feed.organisation == organisation);
        let ids: Vec<String> = feeds.map(|feed| hub.key.source_record(&feed.name, key.trim())).collect();
        let mut found = Vec::new();
        for id in ids {
            if source_record::is_known(&hub.store, &id).await? {
                found.push(id);
            }
        }
        return match found.is_empty() {
            true => Err(HubFault::UnknownRecord(name.to_owned())),
            false => Ok(found),
        };
    }
    let current = run::current(&hub.store).await?;
    let members = member::of_golden(&hub.store, current, name).await?;
    if !members.is_empty() {
        return Ok(members.into_iter().map(|member| member.record).collect());
    }
    match source_record::is_known(&hub.store, name).await? {
        true => Ok(vec![name.to_owned()]),
        false => Err(HubFault::UnknownRecord(name.to_owned())),
    }
}
