//! Rows that vanished: source records that a full load leaves out.

use dolen_store::absence::{self, Absence};

use crate::job::Held;
use crate::{Hub, HubFault};

/// Absences that one transaction writes.
const BATCH: i64 = if cfg!(test) { 30 } else { 20_000 };
/// Absences that one clears: in a file others wait for it.
const CLEARED: i64 = if cfg!(test) { 30 } else { 1_000 };

/// How many of a feed's visible records a load leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Absences {
    /// Those that it leaves out.
    pub(super) count: u64,
    /// Those that are visible before it; 0 where none is left out.
    pub(super) before: u64,
}

/// Notes the records that a full load leaves out, in batches under the load, which nobody reads before it is published; what
/// an earlier attempt noted is cleared first, for another load may have been published since. Rows about premises and areas
/// have no records, and rows of attributes alone tell nothing of whether their person is there.
///
/// # Errors
/// [`HubFault::Store`].
pub(super) async fn note(hub: &Hub, held: &Held, load: i64) -> Result<Absences, HubFault> {
    loop {
        let mut work = held.begin_unseen(hub).await?;
        let is_more = absence::clear(&mut work, load, CLEARED).await?;
        work.commit().await?;
        if !is_more {
            break;
        }
    }
    let mut found = Absences::default();
    let mut after = String::new();
    loop {
        // Read before the transaction begins: whoever else writes does not wait for it.
        let batch: Vec<Absence> = absence::left_out(&hub.store, load, &after, BATCH).await?;
        let Some(last) = batch.last() else { break };
        after.clone_from(&last.record);
        found.count += batch.len() as u64;
        let mut work = held.begin_unseen(hub).await?;
        absence::note(&mut work, load, &batch).await?;
        work.commit().await?;
    }
    // Counting costs as much as looking for them: it tells something only where somebody is left out.
    if found.count > 0 {
        found.before = u64::try_from(absence::visible_before(&hub.store, load).await?).unwrap_or_default();
    }
    Ok(found)
}
