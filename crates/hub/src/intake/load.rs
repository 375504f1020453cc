//! Loading a file: landed, read, validated, staged, published.

use dolen_read::Limits;
use dolen_store::load::{self as store_load, StoredLoad};

use super::publish::complete;
use super::staging::Bytes;
use super::{LoadRequest, blocking, feed, landing, listing, settle, state};
use crate::lock::WorkLock;
use crate::view::{LoadReport, LoadState};
use crate::{Hub, HubFault, Tell};

/// Loads a file: an `Ok` report may say published, held or rejected. A file that was interrupted, refused or is held is
/// taken up where it stands; one that was discarded is loaded anew.
///
/// # Errors
/// [`HubFault::Busy`], [`HubFault::UnknownFeed`], [`HubFault::AlreadyPublished`], [`HubFault::TooLarge`],
/// [`HubFault::File`], [`HubFault::Store`].
pub async fn load(hub: &Hub, mut request: LoadRequest<'_>, tell: Tell<'_>) -> Result<LoadReport, HubFault> {
    let lock = WorkLock::take(&hub.folder)?;
    let stored_feed = feed::find(hub, request.feed).await?;
    let folder = hub.landing();
    let id = hub.ids.next().to_string();
    let limit = Limits::default().file_bytes;
    let mut arrived = blocking::in_place(|| {
        landing::sweep(&folder)?;
        landing::receive(&folder, &id, &mut request, limit, tell)
    })?;
    let earlier = store_load::of_bytes(&hub.store, &stored_feed.name, &arrived.sha256).await?;
    let in_state = |state: LoadState| earlier.iter().find(|load| load.state == state::name(state));
    if let Some(published) = in_state(LoadState::Published) {
        return Err(already(published, request.file));
    }
    // The copy that is there may be damaged; these bytes have the hash that they must have.
    blocking::in_place(|| arrived.keep(&folder))?;
    let open = [LoadState::Held, LoadState::Landed, LoadState::Rejected].into_iter().find_map(in_state);
    let landed = match open {
        None => landing::record(hub, id, &stored_feed, &request, &arrived).await?,
        Some(held) if held.state == state::name(LoadState::Held) => return listing::report(hub, &held.id).await,
        Some(landed) if landed.state == state::name(LoadState::Landed) && landed.report.is_none() => landed.clone(),
        // It was refused, or could not be read: what was wrong with the contract may have been mended.
        Some(other) => settle::take_up(hub, other, &stored_feed, request.actor).await?,
    };
    let report = complete(hub, &landed, Bytes::JustLanded, request.actor, tell).await;
    drop(lock);
    report
}

fn already(load: &StoredLoad, file: &str) -> HubFault {
    HubFault::AlreadyPublished {
        file: landing::file_name(file),
        sequence: load.sequence,
        day: load.landed_at.to_string().chars().take(10).collect(),
    }
}
