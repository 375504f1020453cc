//! Writing the rows of a load in batches that nobody sees, while the file is read on another thread.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use dolen_read::Feed;
use dolen_store::load::StoredLoad;
use dolen_store::staging;
use tokio::sync::mpsc;

use super::reading::{Job, Outcome, read_landed};
use crate::job::Held;
use crate::progress::{Progress, Stage};
use crate::quiet::quietly;
use crate::{Hub, HubFault, Tell, erasure, keys};

/// Batches that wait to be written: enough that reading and writing go on side by side, few enough for the memory.
const WAITING: usize = 2;
/// Rows of each table that one transaction clears.
const CLEARED: i64 = 1_000;

/// Where the bytes come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bytes {
    /// This process has just landed them.
    JustLanded,
    /// An earlier process landed them: they are hashed again before they are believed.
    LandedBefore,
}

/// Reads a landed load and stages its rows, after clearing what an earlier attempt left.
pub(super) async fn stage(
    hub: &Hub,
    held: &Held,
    load: &StoredLoad,
    feed: &Feed,
    bytes: Bytes,
    tell: Tell<'_>,
) -> Result<Outcome, HubFault> {
    clear(hub, held, load.sequence).await?;
    let done = Arc::new(AtomicU64::new(0));
    let job = Job {
        path: hub.landing().join(&load.sha256),
        keys: keys::of_landing(hub).await?,
        sequence: load.sequence,
        expected: (bytes == Bytes::LandedBefore).then(|| load.sha256.clone()),
        feed: feed.clone(),
        key: hub.key.clone(),
        today: hub.today()?,
        postcodes: postcodes(hub),
        erased: erasure::kept_out(hub).await?,
        done: Arc::clone(&done),
    };
    let of = u64::try_from(load.bytes).unwrap_or(0);
    let told = || tell(Progress { stage: Stage::Read, done: done.load(Ordering::Relaxed).min(of), of });
    told();
    let (sender, mut receiver) = mpsc::channel(WAITING);
    let reading = quietly(move || read_landed(&job, &sender));
    while let Some(batch) = receiver.recv().await {
        let mut work = held.begin_unseen(hub).await?;
        staging::write(&mut work, load.sequence, &batch).await?;
        work.commit().await?;
        told();
    }
    // The thread has let go of its end of the channel: it has ended, or is about to.
    reading.await?
}

/// Clears the staged rows of a load, a bounded number in each transaction.
pub(super) async fn clear(hub: &Hub, held: &Held, sequence: i64) -> Result<(), HubFault> {
    // A load that was given up in the middle of a write may still be writing.
    hub.store.wait_for_unseen().await?;
    loop {
        let mut work = held.begin_unseen(hub).await?;
        let is_more = staging::clear(&mut work, sequence, CLEARED).await?;
        work.commit().await?;
        if !is_more {
            return Ok(());
        }
    }
}

fn postcodes(hub: &Hub) -> Option<PathBuf> {
    hub.configuration.postcodes.directory.as_ref().map(|path| hub.folder.join(path))
}
