//! The move itself.

use std::path::Path;
use std::sync::Arc;

use dolen_ledger::Head;
use dolen_seal::Key;
use dolen_store::archive::{self, Arriving, Counted, Sink, Source};
use dolen_store::{LockName, MIGRATIONS, MOVES, Server, Snapshot, moving};

use super::arrival::arrive;
use super::place::{Destination, FILE, here, kept, part, put_in_place};
use super::{MoveFault, Moved, section};
use crate::account::{Walk, found, kept_head};
use crate::hub::CONFIGURATION;
use crate::locks::Locks;
use crate::progress::{Progress, Stage};
use crate::{Database, Hub, HubFault, Tell, files, keys};

/// Moves the hub's database. Where an earlier command was cut off, it is completed. The hub that is given is closed when it
/// has moved; it is opened anew to be worked with.
///
/// # Errors
/// [`HubFault::Busy`] where something is at work, [`MoveFault`], [`HubFault::Store`], [`HubFault::Ledger`] where the ledger does not
/// verify.
pub async fn copy(hub: &Hub, to: &Destination, actor: &str, tell: Tell<'_>) -> Result<Moved, HubFault> {
    let lock = hub.store.lock(LockName::Copy).await?.ok_or(HubFault::Busy("moving the database"))?;
    let moved = locked(hub, to, actor, tell).await;
    lock.release().await;
    moved
}

async fn locked(hub: &Hub, to: &Destination, actor: &str, tell: Tell<'_>) -> Result<Moved, HubFault> {
    let (here, there) = (here(&hub.configuration)?, to.place());
    let is_moving = moving(&hub.store).await?.map(|moving| moving.to);
    if here == there {
        if is_moving.as_ref() != Some(&there) {
            // The old file may have been open when the move came to its end.
            super::leftover::put_aside(hub, &here).await?;
            return Err(MoveFault::AlreadyThere(there).into());
        }
        let leftover = arrive(hub, actor).await?;
        return Ok(Moved { to: there, rows: None, kept: leftover.kept, is_open: leftover.is_open });
    }
    if let Some(other) = is_moving.as_ref().filter(|to| **to != there) {
        return Err(MoveFault::Elsewhere(other.clone()).into());
    }
    if here != FILE && there != FILE {
        return Err(MoveFault::BetweenServers.into());
    }
    if here == FILE && kept(&hub.folder).exists() {
        return Err(MoveFault::KeptThere(kept(&hub.folder)).into());
    }
    let mut held = hub.lock_landing().await?;
    held.add(hub.store.lock(LockName::Match).await?.ok_or(HubFault::Busy("matching"))?);
    let rows = carry(hub, &held, to, is_moving.is_some(), actor, tell).await;
    held.release().await;
    let rows = rows?;
    hub.close().await;
    let (clock, ids, secrets) = (Arc::clone(&hub.clock), Arc::clone(&hub.ids), Arc::clone(&hub.secrets));
    let moved = Hub::open(&hub.folder, clock, ids, secrets).await?;
    let leftover = arrive(&moved, actor).await;
    moved.close().await;
    let leftover = leftover?;
    let kept = if here == FILE { leftover.kept } else { Some(here) };
    Ok(Moved { to: there, rows: Some(rows), kept, is_open: leftover.is_open })
}

/// Copies every row, holds the copy against the original, and makes `hub.toml` name it.
pub(super) async fn carry(
    hub: &Hub,
    held: &Locks,
    to: &Destination,
    is_moving: bool,
    actor: &str,
    tell: Tell<'_>,
) -> Result<u64, HubFault> {
    let text = read(&hub.folder.join(CONFIGURATION))?;
    let holding = to.look(hub).await?;
    verify(hub).await?;
    let (server, next) = match to {
        Destination::File => (None, section::take_out(&text)?),
        Destination::Server(new) => {
            let program =
                dolen_store::prepare(&new.administrator, &new.password, new.salt, MIGRATIONS, holding).await?;
            let next = section::put_in(&text, &program)?;
            files::replace(&hub.folder.join(Database::PASSWORD), &format!("{}\n", new.password))?;
            (Some(&new.administrator), next)
        }
    };
    let key = match to {
        Destination::File => keys::of_new_file(hub, held, actor).await?,
        Destination::Server(_) => None,
    };
    if !is_moving {
        let detail = serde_json::json!({ "action": MOVES, "from": here(&hub.configuration)?, "to": to.place() });
        let mut work = held.begin(hub).await?;
        work.enter(keys::alteration(actor, detail), hub.ids.salt(), hub.clock.now()).await?;
        work.commit().await?;
    }
    // From here on nobody begins to write; whoever began before has ended now.
    hub.store.wait_for_unseen().await?;
    let rows = transfer(hub, server, key.as_ref(), tell).await?;
    switch(hub, to, &text, &next).await?;
    Ok(rows)
}

/// Verifies the ledger where it is.
async fn verify(hub: &Hub) -> Result<(), HubFault> {
    let mut walk = Walk::against(Some(kept_head(hub)?));
    dolen_store::ledger::walk(&hub.store, |entry| walk.take(&entry)).await.map_err(found)?;
    walk.end().map(drop)
}

/// Sends every row to the other database, and keeps them there once they are found to be what was sent.
pub(super) async fn transfer(
    hub: &Hub,
    server: Option<&Server>,
    key: Option<&Key>,
    tell: Tell<'_>,
) -> Result<u64, HubFault> {
    let mut snapshot = Snapshot::of(&hub.store).await?;
    let of = archive::count(&mut snapshot).await?;
    let file = part(&hub.folder);
    let mut arriving = match server {
        Some(administrator) => Arriving::on_server(administrator, MIGRATIONS).await?,
        None => Arriving::in_file(&file, key, MIGRATIONS).await?,
    };
    let told = |done| tell(Progress { stage: Stage::Copy, done, of });
    let left = archive::send(Source::Snapshot(&mut snapshot), Sink::Arriving(&mut arriving), &told).await?;
    drop(snapshot);
    let rows = keep(arriving, &left, kept_head(hub)?, tell).await?;
    if server.is_none() {
        put_in_place(&hub.folder)?;
    }
    Ok(rows)
}

/// Keeps rows in another database once they are found to be what was sent, and the ledger verifies there up to its head. Answers
/// how many there are.
///
/// # Errors
/// [`MoveFault::Differs`], [`HubFault::Ledger`], [`HubFault::Store`].
pub(crate) async fn keep(
    mut arriving: Arriving,
    left: &[Counted],
    head: Head,
    tell: Tell<'_>,
) -> Result<u64, HubFault> {
    let rows = left.iter().map(|counted| counted.rows).sum();
    let told = |done| tell(Progress { stage: Stage::Check, done, of: rows });
    let there = archive::send(Source::Arrived(&mut arriving), Sink::Nowhere, &told).await?;
    same(left, &there)?;
    let mut walk = Walk::against(Some(head));
    arriving.walk_ledger(|entry| walk.take(&entry)).await.map_err(found)?;
    walk.end()?;
    arriving.commit().await?;
    Ok(rows)
}

/// Whether every table arrived as it left.
///
/// # Errors
/// [`MoveFault::Differs`] with the first that did not.
fn same(left: &[Counted], there: &[Counted]) -> Result<(), HubFault> {
    for left in left {
        let found = there.iter().find(|found| found.table == left.table);
        if found != Some(left) {
            let found = found.map_or(0, |found| found.rows);
            return Err(MoveFault::Differs { table: left.table.clone(), left: left.rows, found }.into());
        }
    }
    Ok(())
}

/// Makes `hub.toml` name the other database. Meanwhile nobody can give the move up, for that is an entry.
async fn switch(hub: &Hub, to: &Destination, text: &str, next: &str) -> Result<(), HubFault> {
    let path = hub.folder.join(CONFIGURATION);
    let work = hub.store.begin_although_it_moves().await?;
    if work.moving().is_none_or(|moving| moving.to != to.place()) {
        return Err(MoveFault::NotMoving.into());
    }
    if read(&path)? != text {
        let detail = "it was changed while the hub moved: run the command again".to_owned();
        return Err(HubFault::Configuration { path, detail });
    }
    files::replace(&path, next)
}

fn read(path: &Path) -> Result<String, HubFault> {
    std::fs::read_to_string(path).map_err(|source| HubFault::file(path, "read", source))
}
