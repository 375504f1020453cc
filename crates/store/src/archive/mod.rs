//! The rows of a hub as one stream: every table at one moment, in an order in which rows come behind those that they refer
//! to. What moves a hub to another database, keeps it in a file and brings it back is this one stream, whatever kinds of
//! database it comes from and goes to; a digest a table says whether all of it arrived.

mod arriving;
mod cell;
mod entry;
mod fault;
mod from_bytes;
mod from_database;
mod shape;
mod sink;

pub use arriving::{Arriving, Ended, end_of_file, end_of_server, is_alone};
pub use fault::ArchiveFault;
pub use sink::{Counted, Sink};

use std::io::Read;

use dolen_ledger::{Entry, Head};

use crate::Snapshot;

/// Where rows come from.
pub enum Source<'s> {
    /// A state of a database.
    Snapshot(&'s mut Snapshot),
    /// What has arrived in another, before it is committed.
    Arrived(&'s mut Arriving),
    /// Bytes that [`Sink::Bytes`] wrote.
    Bytes(&'s mut (dyn Read + Send)),
}

/// Who is told of how many rows are through.
pub type Told<'t> = &'t (dyn Fn(u64) + Sync);

/// Sends every row from its source to its sink, a few at a time; answers count and digest of each table, which are the same
/// for the same rows in any kind of database.
///
/// # Errors
/// [`ArchiveFault`]; what the sink holds then is no whole.
pub async fn send(from: Source<'_>, into: Sink<'_>, told: Told<'_>) -> Result<Vec<Counted>, ArchiveFault> {
    match from {
        Source::Snapshot(snapshot) => from_database::send(snapshot.connection(), shape::present(), into, told).await,
        Source::Arrived(arriving) => {
            let (connection, shapes) = arriving.arrived();
            from_database::send(connection, shapes, into, told).await
        }
        Source::Bytes(bytes) => from_bytes::send(bytes, into, told).await,
    }
}

/// The last entry of the ledger in a state of a database.
///
/// # Errors
/// [`crate::StoreFault`].
pub async fn head(snapshot: &mut Snapshot) -> Result<Head, crate::StoreFault> {
    crate::ledger::last(snapshot.connection()).await
}

/// Gives every entry of the ledger in a state of a database, in order, to `each`.
///
/// # Errors
/// [`crate::StoreFault`], or the error of `each`.
pub async fn walk_ledger<E: From<crate::StoreFault>>(
    snapshot: &mut Snapshot,
    each: impl FnMut(Entry) -> Result<(), E>,
) -> Result<(), E> {
    crate::ledger::walk_on(snapshot.connection(), each).await
}

/// How many rows there are in all.
///
/// # Errors
/// [`crate::StoreFault`].
pub async fn count(snapshot: &mut Snapshot) -> Result<u64, crate::StoreFault> {
    from_database::count(snapshot.connection()).await
}
