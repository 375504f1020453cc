//! The end of the process.

use std::io::Write as _;

/// Ends the process with a code, at once: whatever is on its way to standard output goes there, and nothing else is done.
///
/// SQLCipher has its memory taken back when a process ends in the usual way, and does not ask whether a thread is still at work with a
/// connection: that thread then reads what is not there any more, and the process ends by a signal. A command closes its connections,
/// and yet there may be such a thread: of a connection that was just being opened for something that was given up. The system takes
/// memory back by itself, and a file stands a process that ends at any moment.
pub(crate) fn end(code: u8) -> ! {
    // Where nobody reads it any more, nobody misses it.
    drop(std::io::stdout().flush());
    signal_hook::low_level::exit(i32::from(code))
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::process::Command;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use dolen_hub::{Hub, job};

    use super::*;
    use crate::machine::{RandomIds, SystemClock, fill_random};

    /// Where the process of the test has its hub.
    const CHILD: &str = "DOLEN_TEST_ENDS";
    const CODE: u8 = 7;
    const TIMES: usize = 25;

    #[test]
    fn a_process_ends_by_its_code_while_threads_are_at_work_with_connections() {
        if let Some(home) = std::env::var_os(CHILD) {
            at_work(Path::new(&home));
            end(CODE);
        }
        let test = "ending::tests::a_process_ends_by_its_code_while_threads_are_at_work_with_connections";
        let folder = tempfile::tempdir().unwrap();
        for number in 0..TIMES {
            let home = folder.path().join(number.to_string());
            let mut child = Command::new(std::env::current_exe().unwrap());
            let ended = child.args([test, "--exact", "--nocapture"]).env(CHILD, home).output().unwrap();
            assert_eq!(ended.status.code(), Some(i32::from(CODE)), "{ended:?}");
        }
    }

    /// Comes back while connections are opened, used and given up on all threads, which go on.
    fn at_work(home: &Path) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
        let made = Hub::create(home, [7; 32], None, "tester", clock, ids, Arc::new(fill_random));
        runtime.block_on(made).unwrap();
        let is_opened = Arc::new(AtomicBool::new(false));
        for _ in 0..4 {
            let is_opened = Arc::clone(&is_opened);
            let home = home.to_owned();
            runtime.spawn(async move {
                loop {
                    let random = Arc::new(fill_random);
                    if let Ok(hub) = Hub::open(&home, Arc::new(SystemClock), Arc::new(RandomIds), random).await {
                        drop(job::list(&hub, 5).await);
                        is_opened.store(true, Ordering::SeqCst);
                    }
                }
            });
        }
        // As long as it is opened once: from then on connections are, at any moment.
        while !is_opened.load(Ordering::SeqCst) {
            std::thread::yield_now();
        }
        std::mem::forget(runtime);
    }
}
