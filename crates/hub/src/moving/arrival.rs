//! The entry that says that the hub has arrived: from it on the new database takes others.

use dolen_store::moving;

use super::leftover::{Leftover, put_aside};
use super::place::here;
use crate::{Hub, HubFault, keys};

/// Makes the entry, where the last one says that the hub is about to come here. The hub is open where it has moved to.
///
/// # Errors
/// [`HubFault::Store`], [`HubFault::File`].
pub(super) async fn arrive(hub: &Hub, actor: &str) -> Result<Leftover, HubFault> {
    let here = here(&hub.configuration)?;
    let leftover = put_aside(hub, &here).await?;
    let mut work = hub.store.begin_although_it_moves().await?;
    if work.moving().is_some_and(|moving| moving.to == here) {
        let detail = serde_json::json!({ "action": "hub arrived", "at": here });
        work.enter(keys::alteration(actor, detail), hub.ids.salt(), hub.clock.now()).await?;
        work.commit().await?;
    }
    Ok(leftover)
}

/// Completes a move that was cut off behind its last step but one. Answers whether the hub is on its way elsewhere: then
/// nothing can be completed here.
///
/// # Errors
/// [`HubFault::Store`], [`HubFault::File`].
pub(crate) async fn settle(hub: &Hub, actor: &str) -> Result<bool, HubFault> {
    let Some(moving) = moving(&hub.store).await? else { return Ok(false) };
    if moving.to != here(&hub.configuration)? {
        return Ok(true);
    }
    arrive(hub, actor).await?;
    Ok(false)
}
