//! The connections to a server, and what is sent over them.

use std::time::Duration;

use sqlx::pool::PoolConnectionMetadata;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgConnection, PgPool, PgPoolOptions, PgRow};
use sqlx::{ConnectOptions as _, Connection as _, Postgres, Row as _, Transaction};

use super::Server;
use crate::StoreFault;
use crate::database::pools::pool;
use crate::database::query::Query;
use crate::database::{Connection, Readers, Value, Writer};

/// Connections of one process: that write, that read, that read for as long as it takes.
const WRITERS: u32 = 4;
const READERS: u32 = 8;
const LONG_READERS: u32 = 3;

/// How long a request waits for a connection of the pool.
const FREE_CONNECTION: Duration = Duration::from_secs(10);
/// How long a connection is used: an address that has moved is found again by then.
const LIFE: Duration = Duration::from_secs(30 * 60);

/// A connection that was used less than this ago is taken for alive: a server that ended is not there again so soon.
const RESTED: Duration = Duration::from_millis(200);

/// The first half of an advisory lock of this program; the second says what is locked.
const OURS: i32 = 0x444f_4c45;
/// Deciding: one at a time decides and enters the ledger.
const DECIDING: i32 = 1;
/// Writing rows that nobody reads yet: any number may at the same time, and who takes them back waits for all.
const UNSEEN: i32 = 2;

/// Opens the connections to a database that was prepared. None is kept before it is needed.
pub(in crate::database) async fn open(server: &Server) -> Result<(Writer, Readers), StoreFault> {
    try_out(options(server, "30s", true)).await?;
    let writers = of_transactions(WRITERS).connect_lazy_with(options(server, "10min", false));
    let readers = of_statements(READERS).connect_lazy_with(options(server, "30s", true));
    let long = of_transactions(LONG_READERS).connect_lazy_with(options(server, "0", true));
    Ok((Writer::Postgres(writers), Readers::Postgres { short: readers, long }))
}

/// Connects once: a pool tries again and again, and would tell in the end that it had no time, not why.
pub(super) async fn try_out(options: PgConnectOptions) -> Result<(), StoreFault> {
    Ok(connect(options).await?.close().await?)
}

pub(super) async fn connect(options: PgConnectOptions) -> Result<PgConnection, StoreFault> {
    match tokio::time::timeout(FREE_CONNECTION, options.connect()).await {
        Ok(connection) => Ok(connection?),
        Err(_) => Err(StoreFault::Unreachable("no answer".to_owned())),
    }
}

/// How the program's connections ask to be treated by the server: by whatever it sends, one that hangs is ended.
pub(super) fn options(server: &Server, statement: &str, is_read_only: bool) -> PgConnectOptions {
    let options = server.options().clone().options([
        ("search_path", "dolen"),
        ("lock_timeout", "30s"),
        ("statement_timeout", statement),
        ("idle_in_transaction_session_timeout", "5min"),
        // A machine that is gone without a word must not hold a lock for hours.
        ("tcp_keepalives_idle", "30"),
        ("tcp_keepalives_interval", "10"),
        ("tcp_keepalives_count", "3"),
        ("client_min_messages", "warning"),
        // Whose rows are seen: whoever holds the store asks for all.
        ("dolen.scope", "*"),
        // Workers beside a connection would take the processors from those who look.
        ("max_parallel_workers_per_gather", "0"),
        // A statement that is asked often is planned for whatever it may be asked, and so thought dear: that it is translated for the
        // processor then takes longer than all of it.
        ("jit", "off"),
        ("default_transaction_read_only", if is_read_only { "on" } else { "off" }),
    ]);
    options.disable_statement_logging()
}

fn of_statements(connections: u32) -> PgPoolOptions {
    pool(connections)
        .acquire_timeout(FREE_CONNECTION)
        .test_before_acquire(false)
        .before_acquire(|connection, used| Box::pin(is_good(connection, used)))
}

/// Whether a connection is still one, where it rested for a while, and not too old. Asked before every statement, a page of ten would wait for twenty
/// answers.
async fn is_good(connection: &mut PgConnection, used: PoolConnectionMetadata) -> Result<bool, sqlx::Error> {
    Ok(used.age < LIFE && (used.idle_for < RESTED || connection.ping().await.is_ok()))
}

/// Connections on which transactions are begun.
fn of_transactions(connections: u32) -> PgPoolOptions {
    of_statements(connections).after_release(|connection, _| Box::pin(is_as_it_was(connection)))
}

/// Whether a connection answers what it is asked, and is in no transaction.
///
/// One whose user was given up while rows were being copied has an answer more under way than its driver counts: what is asked next
/// would be answered by that one. One whose user was given up while a transaction was begun is still in it, which its driver does not
/// know either: whoever came next would be in it too, with what it had set. Nobody gets such a connection again.
async fn is_as_it_was(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let row = sqlx::raw_sql("SELECT 'this', now() = statement_timestamp()").fetch_optional(connection).await?;
    let is_so = |row: &PgRow| Ok::<_, sqlx::Error>(row.try_get::<&str, _>(0)? == "this" && row.try_get(1)?);
    Ok(row.is_some_and(|row| is_so(&row).unwrap_or(false)))
}

/// How often a transaction is begun anew.
const BEGUN: u32 = 3;

/// Begins a transaction. A connection whose last user was given up in the middle of a word may answer the end of that first: the
/// driver then tells that nothing was begun, and takes back whatever was.
async fn begin(pool: &PgPool, statement: &'static str) -> Result<Transaction<'static, Postgres>, StoreFault> {
    for _ in 1..BEGUN {
        match pool.begin_with(statement).await {
            Err(sqlx::Error::BeginFailed) => {}
            begun => return Ok(begun?),
        }
    }
    Ok(pool.begin_with(statement).await?)
}

/// Begins a transaction that alone may decide: another waits for its end, and sees from its first statement on all that
/// was committed before. Nobody who reads waits, nor who writes rows that nobody reads yet.
pub(in crate::database) async fn begin_exclusive(pool: &PgPool) -> Result<Connection, StoreFault> {
    let mut transaction = begin(pool, "BEGIN").await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1, $2)").bind(OURS).bind(DECIDING).execute(&mut *transaction).await?;
    Ok(Connection::Postgres(transaction))
}

/// Begins a transaction of rows that nobody reads yet. That a commit is on disk need not be waited for: the commit that makes
/// the rows visible is, and it comes after them in the same journal.
pub(in crate::database) async fn begin_unseen(pool: &PgPool) -> Result<Connection, StoreFault> {
    let mut transaction = begin(pool, "BEGIN; SET LOCAL synchronous_commit = off").await?;
    sqlx::query("SELECT pg_advisory_xact_lock_shared($1, $2)")
        .bind(OURS)
        .bind(UNSEEN)
        .execute(&mut *transaction)
        .await?;
    Ok(Connection::Postgres(transaction))
}

/// Waits for the end of every transaction that [`begin_unseen`] began.
pub(in crate::database) async fn wait_for_unseen(pool: &PgPool) -> Result<(), StoreFault> {
    let mut transaction = begin(pool, "BEGIN").await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1, $2)").bind(OURS).bind(UNSEEN).execute(&mut *transaction).await?;
    Ok(transaction.commit().await?)
}

/// Begins a transaction whose statements all read the same state.
pub(in crate::database) async fn begin_snapshot(pool: &PgPool) -> Result<Connection, StoreFault> {
    Ok(Connection::Postgres(begin(pool, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?))
}

/// A statement with its values as the driver takes them.
pub(in crate::database) fn prepared(query: Query<'_>) -> sqlx::query::Query<'static, Postgres, PgArguments> {
    let Query { text, values, is_kept } = query;
    let mut prepared = sqlx::query::<Postgres>(text).persistent(is_kept);
    for value in values {
        prepared = match value {
            Value::Integer(integer) => prepared.bind(integer),
            Value::Text(text) => prepared.bind(text),
            Value::Bytes(bytes) => prepared.bind(bytes),
            Value::Real(real) => prepared.bind(real),
            Value::Boolean(boolean) => prepared.bind(boolean),
            Value::Integers(integers) => prepared.bind(integers),
            Value::Texts(texts) => prepared.bind(texts),
        };
    }
    prepared
}
