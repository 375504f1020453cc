//! The connections to a server, and what is sent over them.

use std::time::Duration;

use sqlx::postgres::{PgArguments, PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions as _, Connection as _, Postgres};

use super::Server;
use crate::StoreFault;
use crate::database::query::Query;
use crate::database::{Connection, Readers, Value, Writer};

/// Connections of one process: that write, that read, that read for as long as it takes.
const WRITERS: u32 = 4;
const READERS: u32 = 8;
const LONG_READERS: u32 = 3;

/// How long a request waits for a connection of the pool.
const FREE_CONNECTION: Duration = Duration::from_secs(10);
/// How long a connection that nobody uses is kept, and any at all: an address that has moved is found again by then.
const IDLE: Duration = Duration::from_secs(10 * 60);
const LIFE: Duration = Duration::from_secs(30 * 60);

/// The first half of an advisory lock of this program; the second says what is locked.
const OURS: i32 = 0x444f_4c45;
/// Deciding: one at a time decides and enters the ledger.
const DECIDING: i32 = 1;

/// Opens the connections to a database that was prepared. None is kept before it is needed.
pub(in crate::database) async fn open(server: &Server) -> Result<(Writer, Readers), StoreFault> {
    try_out(options(server, "30s", true)).await?;
    let writers = pool(WRITERS, options(server, "10min", false));
    let readers = pool(READERS, options(server, "30s", true));
    let long = pool(LONG_READERS, options(server, "0", true));
    Ok((Writer::Postgres(writers), Readers::Postgres { short: readers, long }))
}

/// Connects once: a pool tries again and again, and would tell in the end that it had no time, not why.
pub(super) async fn try_out(options: PgConnectOptions) -> Result<(), StoreFault> {
    let Ok(connection) = tokio::time::timeout(FREE_CONNECTION, options.connect()).await else {
        return Err(StoreFault::Unreachable("no answer".to_owned()));
    };
    Ok(connection?.close().await?)
}

/// How the program's connections ask to be treated by the server: by whatever it sends, one that hangs is ended.
pub(super) fn options(server: &Server, statement: &str, is_read_only: bool) -> PgConnectOptions {
    let options = server.options().clone().options([
        ("search_path", "dolen"),
        ("lock_timeout", "30s"),
        ("statement_timeout", statement),
        ("idle_in_transaction_session_timeout", "5min"),
        ("client_min_messages", "warning"),
        // Whose rows are seen: whoever holds the store asks for all.
        ("dolen.scope", "*"),
        // Workers beside a connection would take the processors from those who look.
        ("max_parallel_workers_per_gather", "0"),
        ("default_transaction_read_only", if is_read_only { "on" } else { "off" }),
    ]);
    options.disable_statement_logging()
}

fn pool(connections: u32, options: PgConnectOptions) -> PgPool {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(FREE_CONNECTION)
        .idle_timeout(IDLE)
        .max_lifetime(LIFE)
        .connect_lazy_with(options)
}

/// Begins a transaction that alone may decide: another waits for its end, and sees from its first statement on all that
/// was committed before. Nobody who reads waits, nor who writes rows that nobody reads yet.
pub(in crate::database) async fn begin_exclusive(pool: &PgPool) -> Result<Connection, StoreFault> {
    let mut transaction = pool.begin().await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1, $2)").bind(OURS).bind(DECIDING).execute(&mut *transaction).await?;
    Ok(Connection::Postgres(transaction))
}

/// Begins a transaction whose statements all read the same state.
pub(in crate::database) async fn begin_snapshot(pool: &PgPool) -> Result<Connection, StoreFault> {
    Ok(Connection::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?))
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
