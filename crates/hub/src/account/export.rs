//! Exporting the ledger.

use std::io::Write;

use dolen_ledger::{Entry, to_line};
use dolen_store::ledger;

use super::{HEAD_END, HEAD_LINE};
use crate::{Hub, HubFault};

/// Writes the ledger: its head in the first line, then one entry a line; answers how many entries. A ledger that does not
/// verify is exported too, as it is.
///
/// # Errors
/// [`HubFault::File`] where `out` takes no more, [`HubFault::Store`].
pub async fn export(hub: &Hub, out: &mut (dyn Write + Send)) -> Result<u64, HubFault> {
    let written = |source| HubFault::file("the exported ledger", "written", source);
    let mut snapshot = ledger::snapshot(&hub.store).await?;
    writeln!(out, "{HEAD_LINE}{}{HEAD_END}", snapshot.head().await?).map_err(written)?;
    let mut entries = 0;
    let each = |entry: Entry| {
        entries += 1;
        let line = to_line(&entry).map_err(|fault| HubFault::Internal(fault.to_string()))?;
        writeln!(out, "{line}").map_err(written)
    };
    snapshot.walk(each).await?;
    out.flush().map_err(written)?;
    Ok(entries)
}
