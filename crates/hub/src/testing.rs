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
    let (server, _) = url.rsplit_once('/').expect("an address ends with a database");
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let url = format!("{server}/dolen_hub_{}_{number}", std::process::id());
    Some(NewDatabase::at(&url, [9; 48]).expect("an address"))
}

/// Another configuration for a hub, which keeps its database.
pub(crate) fn configure(hub: &Path, configuration: &str) {
    let path = hub.join("hub.toml");
    let before = std::fs::read_to_string(&path).expect("a configuration");
    let database = before.find("\n[database]").map_or("", |place| &before[place..]);
    std::fs::write(path, format!("{configuration}{database}")).expect("a configuration");
}
