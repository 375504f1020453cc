//! Loading a file: landed, read, validated, staged, published.

use dolen_read::Limits;
use dolen_store::job;
use dolen_store::load::{self as store_load, StoredLoad};

use super::resume::read;
use super::staging::Bytes;
use super::{LoadRequest, feed, landing, listing, settle, state};
use crate::job::{Held, JobKind, new_claim};
use crate::view::{LoadReport, LoadState};
use crate::{Hub, HubFault, Tell, blocking, keys};

/// Loads a file: an `Ok` report may say published, held or rejected. A file that was interrupted, refused or is held is
/// taken up where it stands; one that was discarded is loaded anew.
///
/// # Errors
/// [`HubFault::Busy`], [`HubFault::UnknownFeed`], [`HubFault::AlreadyPublished`], [`HubFault::TooLarge`],
/// [`HubFault::Cancelled`], [`HubFault::File`], [`HubFault::Store`].
pub async fn load(hub: &Hub, request: LoadRequest<'_>, tell: Tell<'_>) -> Result<LoadReport, HubFault> {
    let actor = request.actor;
    let (landed, mut held) = land(hub, request, tell).await?;
    let report = match landed {
        Landed::Held(load) => listing::report(hub, &load.id).await,
        Landed::Waiting(load) => {
            let mut work = held.begin(hub).await?;
            held.claim = Some(new_claim(hub, &held, &mut work, (JobKind::Load, &load.id), actor).await?);
            work.commit().await?;
            read(hub, &mut held, &load, Bytes::JustLanded, actor, tell).await
        }
    };
    held.release().await;
    report
}

/// Keeps a file and leaves it to a server to read: the report says landed, or held where it was before.
///
/// # Errors
/// As [`load`].
pub async fn queue(hub: &Hub, request: LoadRequest<'_>, tell: Tell<'_>) -> Result<LoadReport, HubFault> {
    let actor = request.actor;
    let (landed, held) = land(hub, request, tell).await?;
    held.release().await;
    let (Landed::Held(load) | Landed::Waiting(load)) = landed;
    if load.state == state::name(LoadState::Landed) {
        let mut work = hub.store.begin().await?;
        let id = hub.ids.next().to_string();
        job::add(&mut work, &id, (JobKind::Load.name(), &load.id), actor, hub.clock.now()).await?;
        work.commit().await?;
    }
    listing::report(hub, &load.id).await
}

/// A load whose bytes are kept.
enum Landed {
    /// It was read, and waits for a steward.
    Held(StoredLoad),
    /// It is to be read.
    Waiting(StoredLoad),
}

/// Keeps the bytes of a file and puts them on record, or finds the load of them that is open.
async fn land(hub: &Hub, mut request: LoadRequest<'_>, tell: Tell<'_>) -> Result<(Landed, Held), HubFault> {
    let stored_feed = feed::find(hub, request.feed).await?;
    let held = Held::new(hub.lock_feed(&stored_feed.name).await?);
    // From here on without the request: its reader must not be held across a wait, or the future is bound to its thread.
    let (file, actor) = (request.file, request.actor);
    let folder = hub.landing();
    let id = hub.ids.next().to_string();
    let limit = Limits::default().file_bytes;
    landing::sweep(hub, false).await?;
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
            landing::record(hub, &held, id, &stored_feed, (file, actor), &arrived).await?
        }
    };
    // The copy of an earlier load may be damaged; these bytes have the hash that they must have.
    blocking::in_place(|| arrived.keep(&folder))?;
    let landed = match state::from_name(&recorded.state)? {
        LoadState::Held => Landed::Held(recorded),
        LoadState::Landed if recorded.report.is_none() => Landed::Waiting(recorded),
        // It was refused, or could not be read: what was wrong with the contract may have been mended.
        _ => Landed::Waiting(settle::take_up(hub, &held, &recorded, &stored_feed, actor).await?),
    };
    Ok((landed, held))
}

fn already(load: &StoredLoad, file: &str) -> HubFault {
    HubFault::AlreadyPublished {
        file: landing::file_name(file),
        sequence: load.sequence,
        day: load.landed_at.to_string().chars().take(10).collect(),
    }
}
