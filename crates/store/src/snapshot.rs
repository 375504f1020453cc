//! Several questions about one state.

use std::path::Path;

use dolen_seal::Key;

use crate::database::{self, Connection, On, Writer};
use crate::gate::Gate;
use crate::{Store, StoreFault};

/// A state of the database that does not change while it is asked, whatever others write meanwhile.
pub struct Snapshot {
    connection: Connection,
}

impl Snapshot {
    /// The present state.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub async fn of(store: &Store) -> Result<Self, StoreFault> {
        Ok(Self { connection: store.readers().snapshot().await? })
    }

    pub(crate) const fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

/// A file that nobody else has open, nor can open, until this is let go of.
pub struct Held {
    /// The state in which it stays.
    pub snapshot: Snapshot,
    writer: Writer,
    gate: Gate,
}

impl Held {
    pub(crate) async fn of(file: &Path, key: Option<&Key>, gate: Gate) -> Result<Option<Self>, StoreFault> {
        let held = database::hold(file, key).await?;
        Ok(held.map(|(writer, connection)| Self { snapshot: Snapshot { connection }, writer, gate }))
    }

    /// Lets others open it again.
    pub async fn let_go(self) {
        drop(self.snapshot);
        self.writer.close().await;
        self.gate.leave();
    }
}

/// What can be asked: a store, for what is true at the moment of each question, or a snapshot.
pub struct Asked<'c>(On<'c>);

impl<'c> From<&'c Store> for Asked<'c> {
    fn from(store: &'c Store) -> Self {
        Self(On::Readers(store.readers()))
    }
}

impl<'c> From<&'c mut Snapshot> for Asked<'c> {
    fn from(snapshot: &'c mut Snapshot) -> Self {
        Self(On::Connection(snapshot.connection()))
    }
}

impl<'c> From<Asked<'c>> for On<'c> {
    fn from(asked: Asked<'c>) -> Self {
        asked.0
    }
}
