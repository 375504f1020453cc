//! Long work that gives way to whoever waits for a page.

use tokio::sync::oneshot;

use crate::HubFault;

/// Begins long work on threads of its own, which the machine attends to after all others, those that rayon divides it among
/// too. Where nobody waits for it any more it goes on to its end, or until the other end of a channel is gone.
///
/// What is answered is [`HubFault::Internal`] where there are no threads, or the work broke.
pub(crate) fn quietly<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> impl Future<Output = Result<T, HubFault>> {
    let pool = rayon::ThreadPoolBuilder::new()
        .thread_name(|_| "quiet".to_owned())
        .start_handler(|_| be_last())
        // What broke is told by what is not given.
        .panic_handler(|_| ())
        .build();
    let (give, given) = oneshot::channel();
    let begun = pool.map(|pool| {
        pool.spawn(move || {
            // Nobody may wait for it any more.
            drop(give.send(work()));
        });
    });
    async move {
        begun.map_err(|fault| HubFault::Internal(format!("the machine gave no threads: {fault}")))?;
        given.await.map_err(|_| HubFault::Internal("long work broke off".to_owned()))
    }
}

/// Of this thread alone; where the system has no such thing, the work goes on beside the others.
fn be_last() {
    #[cfg(target_os = "linux")]
    {
        const LAST: i32 = 19;
        let _ = rustix::process::setpriority_process(None, LAST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_is_done_and_one_that_breaks_is_told() {
        assert_eq!(quietly(|| 7).await.unwrap(), 7);
        let broken: Result<(), HubFault> = quietly(|| panic!("of the test")).await;
        assert!(matches!(broken, Err(HubFault::Internal(_))), "{broken:?}");
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn its_threads_are_attended_to_last_and_the_others_are_not() {
        let of_this = || rustix::process::getpriority_process(None).unwrap();
        let before = of_this();
        assert_eq!(quietly(of_this).await.unwrap(), 19);
        assert_eq!(quietly(move || rayon::join(of_this, of_this)).await.unwrap(), (19, 19));
        assert_eq!(of_this(), before);
    }
}
