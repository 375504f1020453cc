//! What is shown of loads.

use std::collections::HashMap;

use dolen_model::Bilingual;
use dolen_store::feed::{self as store_feed, StoredFeed};
use dolen_store::load::{self as store_load, StoredLoad};
use dolen_store::{StoreFault, source_record};
use serde::Deserialize;

use super::report::{self, Identity};
use super::{UnlinkableRow, feed, settle, state};
use crate::view::{LoadReport, LoadState, LoadSummary};
use crate::{Hub, HubFault};

/// Every load, newest first.
///
/// # Errors
/// [`HubFault::Store`].
pub async fn loads(hub: &Hub) -> Result<Vec<LoadSummary>, HubFault> {
    /// What the list needs of a stored report.
    #[derive(Deserialize)]
    struct Listed {
        summary: LoadSummary,
    }
    let feeds: HashMap<String, StoredFeed> =
        store_feed::all(&hub.store).await?.into_iter().map(|feed| (feed.name.clone(), feed)).collect();
    let mut summaries = Vec::new();
    for load in store_load::all(&hub.store).await? {
        let summary = match (&load.report, feeds.get(&load.feed)) {
            (Some(json), _) => {
                let listed: Listed = serde_json::from_str(json)
                    .map_err(|fault| StoreFault::Content { what: "load.report", detail: fault.to_string() })?;
                LoadSummary { state: state::from_name(&load.state)?, ..listed.summary }
            }
            (None, Some(feed)) => of(&load, feed)?.summary,
            (None, None) => return Err(HubFault::Internal(format!("the feed of load {} is gone", load.sequence))),
        };
        summaries.push(summary);
    }
    Ok(summaries)
}

/// The report of a load, by id or sequence.
///
/// # Errors
/// [`HubFault::UnknownLoad`], [`HubFault::Store`].
pub async fn report(hub: &Hub, load: &str) -> Result<LoadReport, HubFault> {
    let load = settle::find(hub, load).await?;
    of(&load, &feed::find(hub, &load.feed).await?)
}

/// The report of a load; where it was not read to its end yet, one that says so.
pub(super) fn of(load: &StoredLoad, feed: &StoredFeed) -> Result<LoadReport, HubFault> {
    if let Some(report) = report::of_stored(load)? {
        return Ok(report);
    }
    let reason = Bilingual {
        en: "reading has not ended: it goes on when the hub is next opened, or when the file is loaded again"
            .to_owned(),
        cy: "nid yw'r darllen wedi gorffen: mae'n parhau pan agorir yr hyb nesaf, neu pan lwythir y ffeil eto"
            .to_owned(),
    };
    Ok(report::unread(Identity::by_feed(load, feed), LoadState::Landed, vec![reason]))
}

/// Published person rows with too little to identify anyone, at most `limit`.
///
/// # Errors
/// [`HubFault::Store`].
pub async fn unlinkable(hub: &Hub, limit: u32) -> Result<Vec<UnlinkableRow>, HubFault> {
    let places = source_record::unlinkable(&hub.store, i64::from(limit)).await?;
    let row = |place: source_record::UnlinkablePlace| UnlinkableRow {
        organisation: place.organisation,
        feed: place.feed,
        file: place.file,
        part: place.part,
        line: u64::try_from(place.line).unwrap_or(0),
    };
    Ok(places.into_iter().map(row).collect())
}
