//! Verifying the hub's own ledger.

use dolen_ledger::{Entry, Verifier};
use dolen_store::{StoreFault, ledger};

use super::Verified;
use super::landed::Landed;
use crate::{Hub, HubFault, keys};

/// Verifies the hub's ledger, also against the head that is kept beside the database: behind the chain that head may be,
/// for it is written after the entry; where it names an entry that is not there, the end was cut off. Then every landed file
/// against the hash that its entry tells.
///
/// # Errors
/// [`HubFault::Ledger`] with the first thing that is wrong, [`HubFault::Keys`] where the landed files cannot be opened,
/// [`HubFault::File`], [`HubFault::Store`].
pub async fn verify(hub: &Hub) -> Result<Verified, HubFault> {
    // The head is read first: entries made meanwhile lie behind it.
    let known = ledger::read_head(hub.store.head_file()).map_err(altered)?;
    let has_head = known.is_some();
    let mut verifier = Verifier::against(known.into_iter().collect());
    let mut landed = Landed::default();
    let mut erased = 0;
    let take = |entry: Entry| {
        landed.note(&entry);
        erased += u64::from(entry.told().is_none());
        verifier.push(&entry).map_err(|finding| HubFault::Ledger(finding.to_string()))
    };
    ledger::walk(&hub.store, take).await.map_err(|fault| match fault {
        HubFault::Store(fault) => altered(fault),
        other => other,
    })?;
    let head = verifier.finish().map_err(|finding| HubFault::Ledger(finding.to_string()))?;
    // A hub is whole when its first entry and the head of it are written, so the file has been there.
    if !has_head {
        let name = hub.store.head_file().file_name().unwrap_or_default().to_string_lossy().into_owned();
        let told = format!("`{name}`, which tells the last entry, was removed: later entries may have been cut off");
        return Err(HubFault::Ledger(told));
    }
    let (folder, keys) = (hub.landing(), keys::of_landing(hub).await?);
    let landed_files = tokio::task::spawn_blocking(move || landed.verify(&folder, &keys))
        .await
        .map_err(|fault| HubFault::Internal(fault.to_string()))??;
    Ok(Verified::of(&head, erased, Some(landed_files)))
}

/// What cannot be read any more was altered; that is a finding, and no fault of ours.
fn altered(fault: StoreFault) -> HubFault {
    match fault {
        StoreFault::Content { what, detail } => HubFault::Ledger(format!("an entry was altered: `{what}`: {detail}")),
        other => HubFault::Store(other),
    }
}
