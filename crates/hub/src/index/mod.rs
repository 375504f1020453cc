//! The matcher's index in memory, in every process that serves: who is similar to somebody that is asked for. It is no authority.
//! What is shown of a person is read from the database, and an entry whose golden record is not there shows nothing.

mod follow;
mod judged;
mod records;
mod search;
#[cfg(test)]
mod tests;
mod wanted;

use std::sync::Arc;

use dolen_link::{LinkFault, Live};
use tokio::sync::Mutex;

use self::follow::Followed;
pub(crate) use self::search::{Inquiry, Near};
use crate::blocking::in_place;
use crate::quiet::quietly;
use crate::rounds::{Hears, Rounds};
use crate::{Hub, HubFault};

/// The index of a process: empty until it was built, which is begun by [`follow`].
#[derive(Default)]
pub(crate) struct Index {
    live: Shared,
    /// What is in it, as far as it was followed. Held by who brings it up to date.
    followed: Mutex<Followed>,
}

/// An index that is searched between two changes; none where nothing was built.
type Shared = Arc<Mutex<Option<Live>>>;

impl Index {
    /// Lets go of everything that is in it. It is built anew in the next round.
    pub(crate) async fn forget(&self) {
        self.replace(None).await;
    }

    /// Puts another index in the place of what is there, which is let go of when nobody is kept waiting by that any more.
    async fn replace(&self, live: Option<Live>) {
        let before = std::mem::replace(&mut *self.live.lock().await, live);
        in_place(|| drop(before));
    }
}

/// Builds the index of this process and keeps it in step with the database, until the future is dropped. What is true stands in
/// the tables: each round asks them. What other processes tell is heard by [`crate::job::work`].
pub async fn follow(hub: &Hub) {
    let mut rounds = Rounds::new(hub, Hears::Inside);
    loop {
        let outcome = follow::once(hub).await;
        rounds.next(outcome).await;
    }
}

/// Changes an index on threads of their own; nothing where there is none by now. One that a change failed in is given up.
async fn change<T: Send + 'static>(
    live: &Shared,
    change: impl FnOnce(&mut Live) -> Result<T, LinkFault> + Send + 'static,
) -> Result<Option<T>, HubFault> {
    let shared = Arc::clone(live);
    let changing = quietly(move || {
        let mut live = shared.blocking_lock();
        let changed = live.as_mut().map(change).transpose();
        let broken = if changed.is_err() { live.take() } else { None };
        drop(live);
        drop(broken);
        changed
    });
    Ok(changing.await??)
}
