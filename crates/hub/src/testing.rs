//! Where the hubs of the tests have their database.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::NewDatabase;

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A new database on the server of the tests, where `DOLEN_TEST_HOME` is `server`; else none, and the hub has its file.
pub(crate) fn database() -> Option<NewDatabase> {
    if std::env::var_os("DOLEN_TEST_HOME").is_none_or(|home| home != "server") {
        return None;
    }
    let url = std::env::var("DOLEN_TEST_POSTGRES").expect("DOLEN_TEST_POSTGRES says where the server is");
    Some(NewDatabase::at(&next(&url), [9; 48]).expect("an address"))
}

/// The address of a new database on the server of the tests; where there is none, that is told.
pub(crate) fn server(test: &str) -> Option<String> {
    let Ok(url) = std::env::var("DOLEN_TEST_POSTGRES") else {
        eprintln!("skipped, because DOLEN_TEST_POSTGRES is not set (`cargo xtask test` sets it): {test}");
        return None;
    };
    Some(next(&url))
}

/// Ends the connections to a database that hold a lock. Whoever had a lock does not hear of it.
pub(crate) async fn lose_locks(url: &str) {
    let server = dolen_store::Server::parse(url).expect("an address");
    assert!(dolen_store::lose_locks(&server).await.expect("the server") > 0, "a lock is held");
}

/// Waits on a thread that does something else meanwhile.
pub(crate) fn wait_for<T>(what: impl Future<Output = T>) -> T {
    tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(what))
}

/// Two futures, each on a thread of its own: either may hold it.
pub(crate) fn side_by_side<T, U: Send>(one: impl Future<Output = T>, other: impl Future<Output = U> + Send) -> (T, U) {
    let runtime = tokio::runtime::Handle::current();
    std::thread::scope(|scope| {
        let other = scope.spawn(move || runtime.block_on(other));
        let one = wait_for(one);
        (one, other.join().expect("the other"))
    })
}

fn next(url: &str) -> String {
    let (server, _) = url.rsplit_once('/').expect("an address ends with a database");
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    format!("{server}/dolen_hub_{}_{number}", std::process::id())
}

/// Another configuration for a hub, which keeps its database.
pub(crate) fn configure(hub: &Path, configuration: &str) {
    let path = hub.join("hub.toml");
    let before = std::fs::read_to_string(&path).expect("a configuration");
    let database = before.find("\n[database]").map_or("", |place| &before[place..]);
    std::fs::write(path, format!("{configuration}{database}")).expect("a configuration");
}
