//! A database that the rows of a hub arrive in, all of them in one transaction: whatever ends the process, nothing of them
//! is there, or everything.

use std::iter;
use std::path::{Path, PathBuf};

use dolen_ledger::{Entry, Head};
use dolen_seal::Key;
use sqlx::AssertSqlSafe;

use super::cell::Cell;
use super::shape::Shape;
use crate::database::{self, Connection, Repeated, Writer, query};
use crate::tables::{ACCESS, ARCHIVED, Table};
use crate::{BESIDE, Migration, Server, StoreFault, ledger, migrate, moving};

/// A database that rows arrive in.
pub struct Arriving {
    connection: Connection,
    writer: Writer,
    target: Target,
    shapes: Vec<Shape>,
}

enum Target {
    /// The file that becomes the database once it is whole.
    File(PathBuf),
    Server,
}

/// How the ledger of a database ends that is there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Its last entry's place.
    pub head: Head,
    /// Where that entry says that the hub moves to, if it says so.
    pub moves_to: Option<String>,
}

impl Arriving {
    /// A new file of SQLite at the schema after `migrations`, in the place of what an earlier attempt left there, sealed with a
    /// key or in the clear. Until [`Arriving::commit`] it is no database that could be used: the caller gives it its name after
    /// that.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub async fn in_file(part: &Path, key: Option<&Key>, migrations: &'static [Migration]) -> Result<Self, StoreFault> {
        remove(part)?;
        let writer = database::open_part(part, key).await?;
        migrate::migrate(&writer, migrations).await?;
        let connection = writer.begin().await?;
        Ok(Self { connection, writer, target: Target::File(part.to_owned()), shapes: Vec::new() })
    }

    /// A database on a server that was prepared, as its administrator. Rows that are in it are removed.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub async fn on_server(administrator: &Server, migrations: &'static [Migration]) -> Result<Self, StoreFault> {
        let writer = database::open_as_owner(administrator).await?;
        let mut connection = writer.begin().await?;
        let known = migrations.last().map_or(0, |migration| migration.number);
        let is_there = |name: &str| ACCESS.iter().any(|access| access.table == name && access.since <= known);
        let tables: Vec<&str> = ARCHIVED.iter().map(|table| table.name).filter(|name| is_there(name)).collect();
        connection.remove_rows(&tables).await?;
        Ok(Self { connection, writer, target: Target::Server, shapes: Vec::new() })
    }

    /// Gives every entry of the ledger that arrived, in order, to `each`.
    ///
    /// # Errors
    /// [`StoreFault`], or the error of `each`.
    pub async fn walk_ledger<E: From<StoreFault>>(
        &mut self,
        each: impl FnMut(Entry) -> Result<(), E>,
    ) -> Result<(), E> {
        ledger::walk_on(&mut self.connection, each).await
    }

    /// Keeps everything that arrived, and sees to it that it outlasts a loss of power.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub async fn commit(mut self) -> Result<(), StoreFault> {
        for table in self.shapes.iter().map(|shape| shape.table).filter(|table| table.key == ["number"]) {
            if let Some(statement) = self.connection.dialect().go_on_behind(table.name) {
                query(AssertSqlSafe(statement)).fetch_optional(&mut self.connection).await?;
            }
        }
        self.connection.commit().await?;
        let analysed = self.writer.analyse().await;
        self.writer.close().await;
        analysed?;
        match &self.target {
            Target::Server => Ok(()),
            Target::File(part) => std::fs::File::open(part)
                .and_then(|file| file.sync_all())
                .map_err(|source| StoreFault::file(part, "written", source)),
        }
    }

    pub(super) fn note(&mut self, shape: &Shape) {
        self.shapes.push(shape.clone());
    }

    pub(super) async fn insert(&mut self, shape: &Shape, rows: &[Vec<Cell>]) -> Result<(), StoreFault> {
        let names = shape.names();
        let table = Table { name: shape.table.name, key: shape.table.key, written: &names };
        self.connection
            .insert(&table, Repeated::Refused, rows, |writer, row| {
                for cell in row {
                    writer.push(cell.value());
                }
            })
            .await
    }

    /// The transaction, and the tables and columns that arrived by it.
    pub(super) fn arrived(&mut self) -> (&mut Connection, Vec<Shape>) {
        (&mut self.connection, self.shapes.clone())
    }
}

/// How the ledger ends of a database on a server; none where there is no database, no hub in it, or one without entries.
///
/// # Errors
/// [`StoreFault`].
pub async fn end_of_server(administrator: &Server) -> Result<Option<Ended>, StoreFault> {
    let writer = match database::open_as_owner(administrator).await {
        Ok(writer) => writer,
        Err(StoreFault::NoDatabase | StoreFault::Unprepared) => return Ok(None),
        Err(other) => return Err(other),
    };
    let ended = end(&writer).await;
    writer.close().await;
    ended
}

/// How the ledger ends of a database in a file that is in the clear, or is opened by one of the keys; none where there is no file,
/// or no entry in it.
///
/// # Errors
/// [`StoreFault`].
pub async fn end_of_file(file: &Path, keys: &[Key]) -> Result<Option<Ended>, StoreFault> {
    if !file.exists() {
        return Ok(None);
    }
    let writer = database::open_file(file, database::key_of(file, keys).await?).await?;
    let ended = end(&writer).await;
    writer.close().await;
    ended
}

/// Whether nobody else has a file of SQLite open. It is then one file, with nothing beside it.
///
/// # Errors
/// [`StoreFault`].
pub async fn is_alone(file: &Path, keys: &[Key]) -> Result<bool, StoreFault> {
    database::leave_alone(file, database::key_of(file, keys).await?).await
}

async fn end(writer: &Writer) -> Result<Option<Ended>, StoreFault> {
    let mut connection = writer.begin().await?;
    if !connection.has_ledger().await? {
        return Ok(None);
    }
    let (head, moving) = moving::last(&mut connection).await?;
    let moves_to = moving.map(|moving| moving.to);
    Ok((head.sequence > 0).then_some(Ended { head, moves_to }))
}

/// Removes a file of SQLite and what its library leaves beside one.
fn remove(file: &Path) -> Result<(), StoreFault> {
    for end in iter::once("").chain(BESIDE) {
        let mut path = file.as_os_str().to_owned();
        path.push(end);
        match std::fs::remove_file(&path) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreFault::file(Path::new(&path), "removed", source));
            }
            _ => {}
        }
    }
    Ok(())
}
