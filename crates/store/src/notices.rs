//! Being told that something changed. A notice is a hint: what is true stands in the tables.

use std::time::Duration;

use tokio::sync::watch;

use crate::database::Channel;
use crate::{Store, StoreFault};

/// What is told inside a process.
#[derive(Clone, Debug)]
pub(crate) struct Bell(watch::Sender<()>);

impl Bell {
    pub(crate) fn new() -> Self {
        Self(watch::Sender::new(()))
    }

    pub(crate) fn ring(&self) {
        self.0.send_replace(());
    }
}

/// Waits for changes.
pub struct Notices {
    bell: watch::Receiver<()>,
    /// What other processes tell, where the database carries it.
    channel: Option<Channel>,
    /// Tells it on.
    inside: Bell,
}

impl Notices {
    /// Listens from now on.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub async fn of(store: &Store) -> Result<Self, StoreFault> {
        Ok(Self { channel: store.readers().channel().await?, ..Self::inside(store) })
    }

    /// Listens to this process alone. What others tell is heard too where something in this process listens by [`Notices::of`]:
    /// of these one is enough, and takes a connection.
    pub fn inside(store: &Store) -> Self {
        let inside = store.bell().clone();
        Self { bell: inside.0.subscribe(), channel: None, inside }
    }

    /// Comes back when something was told, by this process or by another that the database lets us hear, or after a while
    /// in any case: a notice can be lost.
    pub async fn wait(&mut self, at_most: Duration) {
        let told = async {
            match &mut self.channel {
                Some(channel) => {
                    tokio::select! {
                        _ = self.bell.changed() => {}
                        () = channel.next() => {
                            self.inside.ring();
                            self.bell.mark_unchanged();
                        }
                    }
                }
                None => drop(self.bell.changed().await),
            }
        };
        // After a while is as good as after a notice.
        drop(tokio::time::timeout(at_most, told).await);
    }
}
