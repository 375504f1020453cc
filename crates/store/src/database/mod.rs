//! The inner port: what differs from one kind of database to another stands here and nowhere else. Every type that names a
//! driver is a closed enum with a variant a kind, so that the aggregates name none, and another kind is another variant.

mod connection;
mod dialect;
mod fault;
mod multi_row;
mod pieces;
mod pools;
mod postgres;
mod query;
mod row;
mod row_writer;
mod sqlite;
mod turns;
mod value;

pub(crate) use connection::{Connection, Repeated};
pub(crate) use dialect::Dialect;
pub(crate) use pieces::Pieces;
pub(crate) use pools::{Readers, Writer};
#[cfg(feature = "testing")]
pub use postgres::lose_locks;
pub(crate) use postgres::open_as_owner;
pub(crate) use postgres::{Channel, Holder, SessionLock};
pub use postgres::{Grown, Holding, Server, prepare, upgrade};
pub(crate) use query::{On, query};
pub(crate) use row::Row;
pub(crate) use row_writer::RowWriter;
pub use sqlite::{Kept, kept, key_of};
pub(crate) use sqlite::{hold, leave_alone, open_file, open_part};
pub(crate) use value::Value;

use crate::{Home, StoreFault};

/// Opens the connections to a database.
pub(crate) async fn open(home: &Home) -> Result<(Writer, Readers), StoreFault> {
    match &home.server {
        None => sqlite::open(&home.folder, home.key.as_ref()).await,
        Some(server) => postgres::open(server).await,
    }
}
