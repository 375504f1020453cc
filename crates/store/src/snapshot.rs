//! Several questions about one state.

use crate::database::{Connection, On};
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
