//! A hub that moves to another database. From the entry on that says so, nothing is written where it was: rows that were
//! written after they were copied would be lost. Only an entry that says that it has arrived, which is made in the other
//! database, or one that gives the move up, is followed by others.

use dolen_ledger::Head;

use crate::database::{Connection, query};
use crate::ledger;
use crate::{Store, StoreFault};

/// What an entry's detail has under `action` where the hub moves.
pub const MOVES: &str = "hub moves";

/// That a hub moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moving {
    /// The entry that says so, which is the last.
    pub entry: Head,
    /// Where to, as it says.
    pub to: String,
}

/// Whether the last entry says that the hub moves.
///
/// # Errors
/// [`StoreFault`].
pub async fn moving(store: &Store) -> Result<Option<Moving>, StoreFault> {
    let mut connection = store.readers().snapshot().await?;
    of(&mut connection).await
}

pub(crate) async fn of(connection: &mut Connection) -> Result<Option<Moving>, StoreFault> {
    Ok(last(connection).await?.1)
}

/// Where the ledger ends, and whether its last entry says that the hub moves: whoever decides needs both, and each question is
/// time in which the next one waits.
pub(crate) async fn last(connection: &mut Connection) -> Result<(Head, Option<Moving>), StoreFault> {
    let row = query("SELECT sequence, hash, time, detail FROM ledger_entry ORDER BY sequence DESC LIMIT 1")
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok((Head::default(), None)) };
    let head = ledger::head_of(&row)?;
    let to = destination(row.try_get(3)?)?;
    Ok((head, to.map(|to| Moving { entry: head, to })))
}

/// Where to the hub moves, by the detail of the last entry.
fn destination(detail: &str) -> Result<Option<String>, StoreFault> {
    // Of nearly every entry this says no.
    if !detail.contains(MOVES) {
        return Ok(None);
    }
    let detail: serde_json::Value =
        serde_json::from_str(detail).map_err(|fault| StoreFault::content("ledger_entry.detail", fault))?;
    let told = |key: &str| detail.get(key).and_then(serde_json::Value::as_str);
    if told("action") != Some(MOVES) {
        return Ok(None);
    }
    Ok(Some(told("to").unwrap_or_default().to_owned()))
}

/// Refuses to write where the hub moves from.
pub(crate) async fn refuse(connection: &mut Connection) -> Result<(), StoreFault> {
    unless_it_moves(of(connection).await?.as_ref())
}

pub(crate) fn unless_it_moves(moving: Option<&Moving>) -> Result<(), StoreFault> {
    moving.map_or(Ok(()), |moving| Err(StoreFault::Moved { to: moving.to.clone() }))
}
