//! Opening the hub that a command works on, and telling its faults.

use std::path::Path;
use std::sync::Arc;

use dolen_hub::{Hub, HubFault, NewDatabase, Recovered, Whose};
use tokio::runtime::Runtime;

use crate::fault::{Fault, Outcome};
use crate::machine::{RandomIds, SystemClock, actor, fill_random, random_bytes};
use crate::progress::{Progress, say, tell};

/// An open hub with what runs its use cases.
pub(crate) struct Opened {
    pub(crate) runtime: Runtime,
    pub(crate) hub: Arc<Hub>,
    /// What the opening completed of a process that had ended before.
    pub(crate) recovered: Recovered,
}

impl Opened {
    /// Carries a use case out to its end.
    pub(crate) fn wait<T>(&self, use_case: impl Future<Output = Result<T, HubFault>>) -> Outcome<T> {
        self.runtime.block_on(use_case).map_err(fault)
    }
}

impl Drop for Opened {
    /// The last process that closes a database leaves it in one file, and nothing to be put together at the next opening.
    fn drop(&mut self) {
        self.runtime.block_on(self.hub.close());
    }
}

/// Makes a new hub and opens it; its database is on a server where an administrator's address is given.
pub(crate) fn create(folder: &Path, database: Option<&str>) -> Outcome<Opened> {
    let key = random_bytes()?;
    let random = random_bytes()?;
    let database = database.map(|url| NewDatabase::at(url, random)).transpose().map_err(fault)?;
    let runtime = runtime()?;
    let hub = runtime
        .block_on(Hub::create(
            folder,
            key,
            database,
            &actor(),
            Arc::new(SystemClock),
            Arc::new(RandomIds),
            Arc::new(fill_random),
        ))
        .map_err(fault)?;
    Ok(Opened { runtime, hub: Arc::new(hub), recovered: Recovered::default() })
}

/// Opens a hub, and completes what a process left half done that has ended since. While another process loads or matches
/// there is nothing to complete, and the hub is read as it was before.
pub(crate) fn open(folder: &Path) -> Outcome<Opened> {
    let mut opened = open_as_it_is(folder)?;
    let progress = Progress::new();
    opened.recovered = opened.wait(opened.hub.recover(&actor(), &|at| tell(&progress, at)))?;
    progress.end();
    if !opened.recovered.loads.is_empty() {
        let loads: Vec<String> = opened.recovered.loads.iter().map(ToString::to_string).collect();
        say(&format!("completed what an ended process left: load {}", loads.join(", ")));
    }
    if opened.recovered.is_matched {
        say("completed what an ended process left: the match");
    }
    Ok(opened)
}

/// Opens a hub and completes nothing: for who examines it.
pub(crate) fn open_as_it_is(folder: &Path) -> Outcome<Opened> {
    let runtime = runtime()?;
    let hub = runtime
        .block_on(Hub::open(folder, Arc::new(SystemClock), Arc::new(RandomIds), Arc::new(fill_random)))
        .map_err(fault)?;
    Ok(Opened { runtime, hub: Arc::new(hub), recovered: Recovered::default() })
}

pub(crate) fn runtime() -> Outcome<Runtime> {
    Runtime::new().map_err(|error| Fault::ours(format!("the machine gave no threads: {error}")))
}

/// A fault of a use case as the user is told it.
pub(crate) fn fault(fault: HubFault) -> Fault {
    match &fault {
        HubFault::NoHub(folder) => Fault::caller(format!("there is no hub in `{}`", folder.display()))
            .hint(format!("make one with `dolen init {}`, or name another with --hub", folder.display())),
        HubFault::NotEmpty(folder) => {
            Fault::caller(format!("`{}` is not empty", folder.display())).hint("choose another folder for the new hub")
        }
        HubFault::UnknownFeed { name, known } => {
            Fault::caller(format!("there is no feed `{name}`; known feeds: {known}"))
                .hint("add its contract with `dolen feed add`")
        }
        HubFault::Busy(what) => {
            Fault::caller(format!("another command is {what} in this hub")).hint("wait until it has ended")
        }
        _ if fault.whose() == Whose::Ours => Fault::ours(fault),
        _ => Fault::caller(fault),
    }
}
