//! The ledger's table and the file that keeps its head.

mod erasure;
mod head;
mod row;

pub use erasure::{erase_content, naming};
pub use head::read_head;

use dolen_ledger::{Entry, Head, Verb};
use futures_util::TryStreamExt;
use sqlx::AssertSqlSafe;

pub(crate) use self::head::write_head;
pub(crate) use self::row::{Columns, insert, of_columns};
use crate::database::{Connection, On, Row, query};
use crate::{Store, StoreFault};

pub(crate) async fn last(connection: &mut Connection) -> Result<Head, StoreFault> {
    let row = query("SELECT sequence, hash, time FROM ledger_entry ORDER BY sequence DESC LIMIT 1")
        .fetch_optional(connection)
        .await?;
    row.as_ref().map_or_else(|| Ok(Head::default()), head_of)
}

/// The place of an entry, whose sequence, hash and time are the first columns of a row.
pub(crate) fn head_of(row: &Row) -> Result<Head, StoreFault> {
    Ok(Head {
        sequence: row.try_get(0)?,
        hash: row::bytes("ledger_entry.hash", &row.try_get::<Vec<u8>>(1)?)?,
        time: row.try_get(2)?,
    })
}

/// Whether the chain that ends with `last` holds the head that was kept beside it. Only an empty chain has none. The caller
/// holds the database's write lock: who kept a head had let go of it before.
pub(crate) async fn follows(connection: &mut Connection, last: &Head, kept: Option<Head>) -> Result<bool, StoreFault> {
    let Some(kept) = kept else { return Ok(last.sequence == 0) };
    // As nearly always: who entered it has kept its head.
    if (kept.sequence, kept.hash) == (last.sequence, last.hash) {
        return Ok(true);
    }
    let row = query("SELECT hash FROM ledger_entry WHERE sequence = $1")
        .bind(kept.sequence)
        .fetch_optional(connection)
        .await?;
    match row {
        None => Ok(kept.sequence == 0),
        Some(row) => Ok(row.try_get::<Vec<u8>>(0)? == kept.hash),
    }
}

/// Whether the chain has this very entry.
///
/// # Errors
/// [`StoreFault`].
pub async fn holds(store: &Store, head: Head) -> Result<bool, StoreFault> {
    let row = query("SELECT hash FROM ledger_entry WHERE sequence = $1")
        .bind(head.sequence)
        .fetch_optional(store.readers())
        .await?;
    row.map_or(Ok(false), |row| Ok(row.try_get::<Vec<u8>>(0)? == head.hash))
}

/// The sequence of the last entry, 0 where there is none. Whatever changes what people see has an entry: where this is what it was,
/// nothing is another.
///
/// # Errors
/// [`StoreFault`].
pub async fn last_sequence(store: &Store) -> Result<i64, StoreFault> {
    let row = query("SELECT COALESCE(MAX(sequence), 0) FROM ledger_entry").fetch_one(store.readers()).await?;
    row.try_get(0)
}

/// Gives every entry in order to `each`; stops where it answers with an error.
///
/// # Errors
/// [`StoreFault`], or the error of `each`.
pub async fn walk<E: From<StoreFault>>(store: &Store, each: impl FnMut(Entry) -> Result<(), E>) -> Result<(), E> {
    walk_on(store.readers(), each).await
}

pub(crate) async fn walk_on<E: From<StoreFault>>(
    on: impl Into<On<'_>>,
    mut each: impl FnMut(Entry) -> Result<(), E>,
) -> Result<(), E> {
    let mut rows = query(AssertSqlSafe(format!("{} ORDER BY sequence", row::SELECT))).fetch(on);
    while let Some(row) = rows.try_next().await? {
        each(row::entry(&row)?)?;
    }
    Ok(())
}

/// The ledger as it is at one moment: an erasure that is made meanwhile would else blank an entry and not itself be there.
pub struct Snapshot(Connection);

/// Begins to read the ledger as it is now.
///
/// # Errors
/// [`StoreFault`].
pub async fn snapshot(store: &Store) -> Result<Snapshot, StoreFault> {
    Ok(Snapshot(store.readers().snapshot().await?))
}

impl Snapshot {
    /// The last entry's place.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub async fn head(&mut self) -> Result<Head, StoreFault> {
        last(&mut self.0).await
    }

    /// As [`walk`].
    ///
    /// # Errors
    /// [`StoreFault`], or the error of `each`.
    pub async fn walk<E: From<StoreFault>>(mut self, each: impl FnMut(Entry) -> Result<(), E>) -> Result<(), E> {
        walk_on(&mut self.0, each).await
    }
}

/// The entry of a sequence.
///
/// # Errors
/// [`StoreFault`].
pub async fn entry(store: &Store, sequence: i64) -> Result<Option<Entry>, StoreFault> {
    let text = format!("{} WHERE sequence = $1", row::SELECT);
    let row = query(AssertSqlSafe(text)).bind(sequence).fetch_optional(store.readers()).await?;
    row.as_ref().map(row::entry).transpose()
}

/// The last entries of a verb, newest first.
///
/// # Errors
/// [`StoreFault`].
pub async fn entries_of(store: &Store, verb: Verb, limit: i64) -> Result<Vec<Entry>, StoreFault> {
    let rows = query(AssertSqlSafe(format!("{} WHERE verb = $1 ORDER BY sequence DESC LIMIT $2", row::SELECT)))
        .bind(verb.as_str())
        .bind(limit)
        .fetch_all(store.readers())
        .await?;
    rows.iter().map(row::entry).collect()
}
