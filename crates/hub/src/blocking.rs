//! Work that waits for the disk, out of the way of the runtime.

use tokio::runtime::{Handle, RuntimeFlavor};

/// Runs work that borrows and waits for the disk. The other tasks of this thread go on elsewhere meanwhile; a runtime of
/// one thread has no elsewhere.
pub(crate) fn in_place<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}
