//! Giving a move up.

use dolen_store::{LockName, ledger};

use super::MoveFault;
use super::place::{FILE, here, part};
use crate::{Database, Hub, HubFault, files, keys};

/// Gives up a move that did not come to its end: the hub works on where it is. Answers where it was to move to. Rows that are
/// there stay; the same command again begins with them anew.
///
/// # Errors
/// [`HubFault::Busy`] where a command is moving it, [`MoveFault`] where it does not move, or has moved.
pub async fn undo(hub: &Hub, actor: &str) -> Result<String, HubFault> {
    let lock = hub.store.lock(LockName::Copy).await?.ok_or(HubFault::Busy("moving the database"))?;
    let to = locked(hub, actor).await;
    lock.release().await;
    to
}

async fn locked(hub: &Hub, actor: &str) -> Result<String, HubFault> {
    let mut work = hub.store.begin_although_it_moves().await?;
    let moving = work.moving().cloned().ok_or(MoveFault::NotMoving)?;
    let here = here(&hub.configuration)?;
    if moving.to == here {
        return Err(MoveFault::Switched(here).into());
    }
    // Whatever hub.toml says: a hub that has arrived elsewhere goes on there and nowhere else.
    if let Some(kept) = ledger::read_head(hub.store.head_file())?
        && kept.sequence > moving.entry.sequence
    {
        return Err(MoveFault::GoneOn(kept.sequence).into());
    }
    let detail = serde_json::json!({ "action": "move given up", "to": moving.to });
    work.enter(keys::alteration(actor, detail), hub.ids.salt(), hub.clock.now()).await?;
    work.commit().await?;
    files::remove(&part(&hub.folder))?;
    if here == FILE {
        files::remove(&hub.folder.join(Database::PASSWORD))?;
    }
    Ok(moving.to)
}
