//! Long work that gives way to whoever waits for a page.

use tokio::sync::oneshot;

use crate::HubFault;

/// Runs long work on threads of its own, which the machine attends to after all others: those that rayon divides it among too.
/// Where nobody waits for it any more it goes on to its end, or until the other end of a channel is gone.
///
/// # Errors
/// [`HubFault::Internal`] where there are no threads, or the work broke.
pub(crate) async fn quietly<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, HubFault> {
    let pool = rayon::ThreadPoolBuilder::new()
        .thread_name(|_| "quiet".to_owned())
        .start_handler(|_| be_last())
        // What broke is told by what is not given.
        .panic_handler(|_| ())
        .build();
    let pool = pool.map_err(|fault| HubFault::Internal(format!("the machine gave no threads: {fault}")))?;
    let (give, given) = oneshot::channel();
    pool.spawn(move || {
        // Nobody may wait for it any more.
        drop(give.send(work()));
    });
    given.await.map_err(|_| HubFault::Internal("long work broke".to_owned()))
}

/// Of this thread alone; where the system has no such thing, the work goes on beside the others.
fn be_last() {
    #[cfg(target_os = "linux")]
    {
        const LAST: i32 = 19;
        drop(rustix::process::setpriority_process(None, LAST));
    }
}
