//! A backup of a hub in one sealed file, and a hub out of a backup.
//!
//! A backup is every row as one state of the database has it, the landed files that those rows name, the configuration and the
//! key of ids, sealed with a data key that the file brings along, wrapped by the master key: whoever has the file and the
//! master key has the hub, and whoever has the file alone has nothing. It goes to either kind of database, whichever it
//! comes from.

mod body;
mod cover;
mod fault;
mod hashed;
mod list;
mod make;
mod restore;
mod section;
#[cfg(test)]
mod tests;
mod verify;

pub use fault::BackupFault;
pub use list::{Kept, list};
pub use make::{BackupRequest, Made, make};
pub(crate) use restore::MARK;
pub use restore::{RestoreRequest, Restored, restore};
pub use verify::{VerifiedBackup, verify};
