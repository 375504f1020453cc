//! Loading a file: landed, read, validated, staged, published.

use dolen_read::Limits;
use dolen_store::load::{self as store_load, StoredLoad};

use super::publish::complete;
use super::staging::Bytes;
use super::{LoadRequest, feed, landing, listing, settle, state};
use crate::lock::WorkLock;
use crate::view::{LoadReport, LoadState};
use crate::{Hub, HubFault, Tell, blocking, keys};

/// Loads a file: an `Ok` report may say published, held or rejected. A file that was interrupted, refused or is held is
/// taken up where it stands; one that was discarded is loaded anew.
///
/// # Errors
/// [`HubFault::Busy`], [`HubFault::UnknownFeed`], [`HubFault::AlreadyPublished`], [`HubFault::TooLarge`],
/// [`HubFault::File`], [`HubFault::Store`].
pub async fn load(hub: &Hub, mut request: LoadRequest<'_>, tell: Tell<'_>) -> Result<LoadReport, HubFault> {
    let lock = WorkLock::take(&hub.folder)?;
    let stored_feed = feed::find(hub, request.feed).await?;
    // From here on without the request: its reader must not be held across a wait, or the future is bound to its thread.
    let (file, actor) = (request.file, request.actor);
    let folder = hub.landing();
    let id = hub.ids.next().to_string();
    let limit = Limits::default().file_bytes;
    landing::sweep(hub).await?;
    let (keys, random) = (keys::of_landing(hub).await?, keys::draw(&hub.secrets)?);
    let mut arrived =
        blocking::in_place(|| landing::receive(&folder, &id, &mut request, limit, (&keys, &random), tell))?;
    let earlier = store_load::of_bytes(&hub.store, &stored_feed.name, &arrived.sha256).await?;
    let in_state = |state: LoadState| earlier.iter().find(|load| load.state == state::name(state));
    if let Some(published) = in_state(LoadState::Published) {
        return Err(already(published, file));
    }
    let open = [LoadState::Held, LoadState::Landed, LoadState::Rejected].into_iter().find_map(in_state);
    let recorded = match open {
        Some(open) => open.clone(),
        None => {
            blocking::in_place(|| arrived.secure(&folder))?;
            landing::record(hub, id, &stored_feed, (file, actor), &arrived).await?
        }
    };
    // The copy of an earlier load may be damaged; these bytes have the hash that they must have.
    blocking::in_place(|| arrived.keep(&folder))?;
    let landed = match state::from_name(&recorded.state)? {
        LoadState::Held => return listing::report(hub, &recorded.id).await,
        LoadState::Landed if recorded.report.is_none() => recorded,
        // It was refused, or could not be read: what was wrong with the contract may have been mended.
        _ => settle::take_up(hub, &recorded, &stored_feed, actor).await?,
    };
    let report = complete(hub, &landed, Bytes::JustLanded, actor, tell).await;
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
