//! What goes on beside the pages, on threads of its own.

use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Work that goes on until it is ended. Each has a thread: what reckons for a second between two waits would else do so on a thread
/// of the runtime, and where that is the one which hears what arrives at the sockets, no page is answered meanwhile.
pub(crate) struct Beside {
    end: watch::Sender<()>,
    works: JoinSet<()>,
}

impl Beside {
    pub(crate) fn new() -> Self {
        Self { end: watch::Sender::new(()), works: JoinSet::new() }
    }

    /// Begins some work, of the runtime that is entered.
    pub(crate) fn begin(&mut self, work: impl Future<Output = ()> + Send + 'static) {
        let mut end = self.end.subscribe();
        let runtime = Handle::current();
        self.works.spawn_blocking(move || {
            runtime.block_on(async move {
                tokio::select! {
                    () = work => {}
                    _ = end.changed() => {}
                }
            });
        });
    }

    /// Gives up all of it, each at its next wait, and waits until it is.
    pub(crate) async fn end(mut self) {
        drop(self.end);
        while self.works.join_next().await.is_some() {}
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    /// Longer than anything here takes.
    const LONG: Duration = Duration::from_secs(60);

    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn work_that_holds_its_thread_keeps_nobody_waiting() {
        let (tell, told) = mpsc::channel();
        let (end, ended) = tokio::sync::oneshot::channel();
        let mut beside = Beside::new();
        beside.begin(async move {
            // Not a wait that the runtime knows of.
            let _ = end.send(told.recv_timeout(LONG));
        });
        // The one thread of the runtime is free for it.
        tokio::spawn(async move { tell.send(7) }).await.unwrap().unwrap();
        assert_eq!(ended.await.unwrap(), Ok(7));
        beside.end().await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn work_without_an_end_is_given_up() {
        struct Dropped(Option<mpsc::Sender<()>>);
        impl Drop for Dropped {
            fn drop(&mut self) {
                let _ = self.0.take().unwrap().send(());
            }
        }
        let (tell, told) = mpsc::channel();
        let mut beside = Beside::new();
        let dropped = Dropped(Some(tell));
        beside.begin(async move {
            let _dropped = dropped;
            std::future::pending().await
        });
        beside.end().await;
        assert_eq!(told.try_recv(), Ok(()));
    }
}
