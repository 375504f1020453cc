//! The erasures of a hub, in the database and in a file beside it: a hub that is put back from a backup has lost those that were made
//! since, and does them again by that file. It holds opaque ids and nothing of a person.

use dolen_store::erasure as stored;
use serde::{Deserialize, Serialize};

use super::{Erasure, ErasureKind};
use crate::{Hub, HubFault, files};

/// Name of the file.
pub(super) const FILE: &str = "erasures";
/// Its first line.
pub(super) const FORMAT: &str = "dolen-erasures-1";

/// A line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    pub(super) erasure: String,
    pub(super) kind: String,
    pub(super) actor: String,
    pub(super) entry: i64,
    pub(super) records: Vec<String>,
}

/// Every erasure, oldest first.
///
/// # Errors
/// [`HubFault::Store`].
pub async fn list(hub: &Hub) -> Result<Vec<Erasure>, HubFault> {
    let mut found = Vec::new();
    for known in stored::all(&hub.store).await? {
        let kind = ErasureKind::from_name(&known.kind)
            .ok_or_else(|| HubFault::Internal("an erasure is of no kind that this version knows".to_owned()))?;
        found.push(Erasure {
            records: stored::records(&hub.store, &known.id).await?.len() as u64,
            erasure: known.id,
            kind,
            actor: known.actor,
            asked_at: known.asked_at,
            entry: known.entry,
            ended_at: known.ended_at,
        });
    }
    Ok(found)
}

/// Writes the file anew, as a whole, with every erasure of source records.
///
/// # Errors
/// [`HubFault::File`], [`HubFault::Store`].
pub(super) async fn write(hub: &Hub) -> Result<(), HubFault> {
    let mut text = format!("{FORMAT}\n");
    for known in stored::all(&hub.store).await? {
        let records = stored::records(&hub.store, &known.id).await?;
        if records.is_empty() {
            continue;
        }
        let line = Line { erasure: known.id, kind: known.kind, actor: known.actor, entry: known.entry, records };
        text.push_str(&serde_json::to_string(&line).map_err(|fault| HubFault::Internal(fault.to_string()))?);
        text.push('\n');
    }
    files::replace(&hub.folder.join(FILE), &text)
}
