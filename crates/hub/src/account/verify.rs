//! Verifying the hub's own ledger.

use dolen_ledger::{Entry, Head, Verifier};
use dolen_store::{StoreFault, ledger};

use super::Verified;
use super::landed::Landed;
use crate::{Hub, HubFault, keys};

/// Verifies the hub's own ledger, also against the head that is kept beside the database: behind the chain that head may be,
/// for it is written after the entry; where it names an entry that is not there, the end was cut off. Then every landed file
/// against the hash that its entry tells.
///
/// # Errors
/// [`HubFault::Ledger`] with the first thing that is wrong, [`HubFault::Keys`] where the landed files cannot be opened,
/// [`HubFault::File`], [`HubFault::Store`].
pub async fn verify(hub: &Hub) -> Result<Verified, HubFault> {
    // The head is read first: entries made meanwhile lie behind it.
    let kept = kept_head(hub);
    let mut walk = Walk::against(kept.as_ref().ok().copied());
    ledger::walk(&hub.store, |entry| walk.take(&entry)).await.map_err(found)?;
    let (head, erased, landed) = walk.end()?;
    kept?;
    let (folder, keys) = (hub.landing(), keys::of_landing(hub).await?);
    let landed_files = tokio::task::spawn_blocking(move || landed.verify(&folder, &keys))
        .await
        .map_err(|fault| HubFault::Internal(fault.to_string()))??;
    Ok(Verified::of(&head, erased, Some(landed_files)))
}

/// The head that is kept beside the database.
///
/// # Errors
/// [`HubFault::Ledger`] where there is none, or what is there is none: a hub is whole when its first entry and the head of it
/// are written, so the file has been there.
pub(crate) fn kept_head(hub: &Hub) -> Result<Head, HubFault> {
    let kept = ledger::read_head(hub.store.head_file()).map_err(altered)?;
    kept.ok_or_else(|| {
        let name = hub.store.head_file().file_name().unwrap_or_default().to_string_lossy().into_owned();
        let told = format!("`{name}`, which tells the last entry, was removed: later entries may have been cut off");
        HubFault::Ledger(told)
    })
}

/// A walk through a ledger that verifies it.
pub(crate) struct Walk {
    verifier: Verifier,
    landed: Landed,
    erased: u64,
}

impl Walk {
    /// Begins at the first entry of a chain that an entry is known to be in.
    pub(crate) fn against(known: Option<Head>) -> Self {
        Self { verifier: Verifier::against(known.into_iter().collect()), landed: Landed::default(), erased: 0 }
    }

    /// Takes the next entry.
    ///
    /// # Errors
    /// [`HubFault::Ledger`].
    pub(crate) fn take(&mut self, entry: &Entry) -> Result<(), HubFault> {
        self.landed.note(entry);
        self.erased += u64::from(entry.told().is_none());
        self.verifier.push(entry).map_err(|finding| HubFault::Ledger(finding.to_string()))
    }

    /// Ends it; answers the last entry's place, how many entries are erased, and the files that landed.
    ///
    /// # Errors
    /// [`HubFault::Ledger`].
    pub(crate) fn end(self) -> Result<(Head, u64, Landed), HubFault> {
        let head = self.verifier.finish().map_err(|finding| HubFault::Ledger(finding.to_string()))?;
        Ok((head, self.erased, self.landed))
    }
}

/// A fault of a walk.
pub(crate) fn found(fault: HubFault) -> HubFault {
    match fault {
        HubFault::Store(fault) => altered(fault),
        other => other,
    }
}

/// What cannot be read any more was altered; that is a finding, and no fault of ours.
fn altered(fault: StoreFault) -> HubFault {
    match fault {
        StoreFault::Content { what, detail } => HubFault::Ledger(format!("an entry was altered: `{what}`: {detail}")),
        other => HubFault::Store(other),
    }
}
