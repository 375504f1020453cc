//! The database that a hub has moved from.

use std::path::Path;

use dolen_store::archive;

use super::place::{FILE, database, kept};
use crate::{HubFault, files};

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
pub(super) async fn put_aside(folder: &Path, here: &str) -> Result<Leftover, HubFault> {
    let (file, aside) = (database(folder), kept(folder));
    let told = |path: &Path| Some(path.display().to_string());
    if here == FILE || !file.exists() {
        let kept = if here != FILE && aside.exists() { told(&aside) } else { None };
        return Ok(Leftover { kept, is_open: false });
    }
    let ended = archive::end_of_file(&file).await?;
    if ended.and_then(|ended| ended.moves_to).as_deref() != Some(here) {
        // Nothing that we know of.
        return Ok(Leftover::default());
    }
    if !archive::is_alone(&file).await? || aside.exists() {
        return Ok(Leftover { kept: told(&file), is_open: true });
    }
    files::rename(&file, &aside)?;
    Ok(Leftover { kept: told(&aside), is_open: false })
}
