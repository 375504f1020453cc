//! The database that a hub has moved from.

use std::path::Path;

use dolen_store::{StoreFault, archive};

use super::place::{FILE, database, kept};
use crate::{Hub, HubFault, files, keys};

/// What became of the old database.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Leftover {
    /// Where it is.
    pub(super) kept: Option<String>,
    /// Whether another process has it open.
    pub(super) is_open: bool,
}

/// Gives the file of a database that the hub has moved from another name, so that nobody takes it for the hub's. Where another
/// process has it open it keeps its name: what that process keeps beside it goes by that name.
///
/// # Errors
/// [`HubFault::Store`], [`HubFault::File`].
pub(super) async fn put_aside(hub: &Hub, here: &str) -> Result<Leftover, HubFault> {
    let (file, aside) = (database(&hub.folder), kept(&hub.folder));
    let told = |path: &Path| Some(path.display().to_string());
    if here == FILE || !file.exists() {
        let kept = if here != FILE && aside.exists() { told(&aside) } else { None };
        return Ok(Leftover { kept, is_open: false });
    }
    let keys = keys::of_file(hub, &file)?;
    let ended = match archive::end_of_file(&file, &keys).await {
        Err(StoreFault::OtherKey) => None,
        other => other?,
    };
    if ended.and_then(|ended| ended.moves_to).as_deref() != Some(here) {
        // Nothing that we know of.
        return Ok(Leftover::default());
    }
    if !archive::is_alone(&file, &keys).await? || aside.exists() {
        return Ok(Leftover { kept: told(&file), is_open: true });
    }
    files::rename(&file, &aside)?;
    Ok(Leftover { kept: told(&aside), is_open: false })
}
