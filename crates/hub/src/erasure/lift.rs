//! Letting what was erased be taken in again, where it is sent again.

use dolen_ledger::{Draft, Verb};
use dolen_store::erasure as stored;
use serde_json::json;

use super::{ErasureKind, list};
use crate::hub::reason as checked;
use crate::{Hub, HubFault};

/// Lifts an erasure: its records are taken in again by loads that come from now on. What was erased stays erased.
///
/// # Errors
/// [`HubFault::NoReason`], [`HubFault::LongReason`], [`HubFault::UnknownErasure`], [`HubFault::Store`].
pub async fn lift(hub: &Hub, id: &str, reason: &str, actor: &str) -> Result<(), HubFault> {
    let reason = checked(reason)?;
    let mut work = hub.store.begin().await?;
    if !stored::lift(&mut work, id, ErasureKind::Person.name(), ErasureKind::Lifted.name()).await? {
        return Err(HubFault::UnknownErasure(id.to_owned()));
    }
    let draft = Draft {
        verb: Verb::Alteration,
        actor: actor.to_owned(),
        organisation: None,
        subject: vec![id.to_owned()],
        reason: Some(reason.to_owned()),
        detail: json!({ "action": "erasure lifted", "erasure": id }),
    };
    work.enter(draft, hub.ids.salt(), hub.clock.now()).await?;
    work.commit().await?;
    list::write(hub).await
}
