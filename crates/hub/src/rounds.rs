//! Rounds of a task that works for as long as a server runs.

use std::time::Duration;

use dolen_store::{Notices, StoreFault};

use crate::{Hub, HubFault};

/// How long nothing is asked where nothing was told: a notice can be lost, and a later attempt becomes due without one.
const ASKED: Duration = Duration::from_secs(3);

/// Where what other processes tell is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hears {
    /// Here, on a connection of its own, and told on to the other tasks of this process.
    Others,
    /// By another task of this process.
    Inside,
}

/// What a task waits by between two rounds.
pub(crate) struct Rounds<'a> {
    hub: &'a Hub,
    notices: Option<Notices>,
}

impl<'a> Rounds<'a> {
    pub(crate) fn new(hub: &'a Hub, hears: Hears) -> Self {
        Self { hub, notices: (hears == Hears::Inside).then(|| Notices::inside(&hub.store)) }
    }

    /// Tells what went wrong in a round, and waits for the next: until something was told, and for a while at most.
    pub(crate) async fn next(&mut self, outcome: Result<(), HubFault>) {
        if let Err(fault) = outcome {
            tell(&fault);
        }
        if self.notices.is_none() {
            self.notices = Notices::of(&self.hub.store).await.ok();
        }
        match &mut self.notices {
            Some(notices) => notices.wait(ASKED).await,
            None => tokio::time::sleep(ASKED).await,
        }
    }
}

/// The next round may fare better: what is due stays due. Where the hub has moved, there is nothing to do here.
fn tell(fault: &HubFault) {
    if !matches!(fault, HubFault::Store(StoreFault::Moved { .. })) {
        tracing::error!(error_kind = %kind(fault), "what a server does by itself could not be done");
    }
}

/// What kind of fault it is: its own words are for whoever asked.
const fn kind(fault: &HubFault) -> &'static str {
    match fault {
        HubFault::Store(_) => "store",
        HubFault::File { .. } | HubFault::Configuration { .. } => "file",
        HubFault::Link(_) => "link",
        _ => "internal",
    }
}
