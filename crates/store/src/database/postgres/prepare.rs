//! An empty database of a server becomes one that a hub can use, and an older one is brought to this version's schema.

use sqlx::postgres::PgPool;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _};

use super::pool::{options, try_out};
use super::{Server, password, privileges};
use crate::StoreFault;
use crate::database::Writer;
use crate::database::pools::pool;
use crate::migrate::{Migration, migrate};

/// Oldest version that is served, as `server_version_num` writes it.
const OLDEST: i64 = 150_000;

/// What brought a database to this version's schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grown {
    /// Last migration that was there before; 0 where there was none.
    pub from: i64,
    /// Last migration that is there now.
    pub to: i64,
}

/// Roles of a database. Roles belong to the whole server, so the database's name is part of theirs.
pub(super) struct Roles {
    /// Owns what is in the database, and alone changes the schema. Nobody signs in as it.
    pub(super) owner: String,
    /// The program: reads and writes rows, and can neither change nor remove what the ledger says.
    pub(super) application: String,
    /// Reports by other tools: reads the views of schema `bi`, which tell of no person. Granted to people by the server's
    /// administrator.
    pub(super) reader: String,
}

impl Roles {
    fn of(database: &str) -> Self {
        let named = |end: &str| format!("{database}_{end}");
        Self { owner: named("owner"), application: named("app"), reader: named("read") }
    }
}

/// What a database may hold that is prepared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// No hub.
    Nothing,
    /// A hub that the caller has looked at, and whose rows are removed next.
    Rows,
}

/// Prepares a database as an administrator of it, who may make roles: roles, tables, privileges; the database too, where it is
/// not there. `password` becomes that of the program's role, whom the answer names. What a stop left half done is completed.
///
/// # Errors
/// [`StoreFault::Occupied`] where the database holds a hub, [`StoreFault::Server`] and others of [`StoreFault`].
pub async fn prepare(
    administrator: &Server,
    password: &str,
    salt: [u8; 16],
    migrations: &'static [Migration],
    holding: Holding,
) -> Result<Server, StoreFault> {
    let roles = Roles::of(administrator.database());
    match try_out(options(administrator, "0", false)).await {
        Err(StoreFault::NoDatabase) => make_database(administrator).await?,
        other => other?,
    }
    let pool = pool(1).connect_with(options(administrator, "0", false)).await?;
    let prepared = async {
        check(&pool, holding).await?;
        make_roles(&pool, &roles, &password::verifier(password, salt), administrator.database()).await
    };
    let outcome = prepared.await;
    pool.close().await;
    outcome?;
    upgrade(administrator, migrations).await?;
    Ok(administrator.asked_by(&roles.application, password))
}

/// Brings a database that was prepared to the last of `migrations`, as an administrator of it, and gives every role its
/// privileges anew.
///
/// # Errors
/// [`StoreFault::Unprepared`], [`StoreFault::Newer`] and others of [`StoreFault`].
pub async fn upgrade(administrator: &Server, migrations: &'static [Migration]) -> Result<Grown, StoreFault> {
    let roles = Roles::of(administrator.database());
    let pool = pool_of_owner(administrator).await?;
    let writer = Writer::Postgres(pool.clone());
    let grown = async {
        let from = migrate(&writer, migrations).await?;
        privileges::apply(&pool, &roles, migrations).await?;
        Ok(Grown { from, to: migrations.last().map_or(0, |migration| migration.number) })
    };
    let outcome = grown.await;
    pool.close().await;
    outcome
}

/// Opens a database that was prepared as its owner, whom an administrator may become: for rows of a whole hub.
pub(crate) async fn open_as_owner(administrator: &Server) -> Result<Writer, StoreFault> {
    Ok(Writer::Postgres(pool_of_owner(administrator).await?))
}

async fn pool_of_owner(administrator: &Server) -> Result<PgPool, StoreFault> {
    let roles = Roles::of(administrator.database());
    // Rows of a whole hub may have to wait for a long time in their transaction.
    let as_owner = options(administrator, "0", false)
        .options([("role", roles.owner.as_str()), ("idle_in_transaction_session_timeout", "0")]);
    try_out(as_owner.clone()).await.map_err(|fault| match fault {
        // There is no such role.
        StoreFault::Server { code, .. } if code == "22023" => StoreFault::Unprepared,
        other => other,
    })?;
    Ok(pool(1).connect_with(as_owner).await?)
}

/// Makes the database, from the one that every server has.
async fn make_database(administrator: &Server) -> Result<(), StoreFault> {
    let mut connection = administrator.options().clone().database("postgres").connect().await?;
    let name = quoted(administrator.database());
    let make = format!("CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0");
    connection.execute(AssertSqlSafe(make)).await?;
    Ok(connection.close().await?)
}

/// Whether the server is new enough, the database holds text as this program writes it, and no hub is in it.
async fn check(pool: &PgPool, holding: Holding) -> Result<(), StoreFault> {
    let (version, encoding): (i64, String) = sqlx::query_as(
        "SELECT CAST(current_setting('server_version_num') AS BIGINT), current_setting('server_encoding')",
    )
    .fetch_one(pool)
    .await?;
    if version < OLDEST {
        return Err(StoreFault::Unfit(format!("the server is PostgreSQL {}: 15 or newer is needed", version / 10_000)));
    }
    if encoding != "UTF8" {
        return Err(StoreFault::Unfit(format!("its encoding is {encoding}: make one with `createdb --encoding=UTF8`")));
    }
    let is_there: bool =
        sqlx::query_scalar("SELECT to_regclass('dolen.ledger_entry') IS NOT NULL").fetch_one(pool).await?;
    if !is_there || holding == Holding::Rows {
        return Ok(());
    }
    let is_used: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM dolen.ledger_entry)").fetch_one(pool).await?;
    if is_used { Err(StoreFault::Occupied) } else { Ok(()) }
}

async fn make_roles(pool: &PgPool, roles: &Roles, verifier: &str, database: &str) -> Result<(), StoreFault> {
    let mut transaction = pool.begin().await?;
    for role in [&roles.owner, &roles.application, &roles.reader] {
        let is_there: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1)")
            .bind(role)
            .fetch_one(&mut *transaction)
            .await?;
        if !is_there {
            let make = format!("CREATE ROLE {} NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT", quoted(role));
            transaction.execute(AssertSqlSafe(make)).await?;
        }
    }
    let [owner, application, reader, database] =
        [&roles.owner, &roles.application, &roles.reader, database].map(quoted);
    for statement in [
        // Made of hexadecimal digits, letters, digits and marks that no quote is among.
        format!("ALTER ROLE {application} LOGIN PASSWORD '{verifier}'"),
        format!("GRANT {owner} TO CURRENT_USER"),
        format!("REVOKE ALL ON DATABASE {database} FROM PUBLIC"),
        // Temporary tables: rows arrive by them.
        format!("GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {application}"),
        format!("GRANT CONNECT ON DATABASE {database} TO {reader}"),
        // The owner writes rows too where a hub moves here.
        format!("GRANT CREATE, TEMPORARY ON DATABASE {database} TO {owner}"),
        format!("CREATE SCHEMA IF NOT EXISTS dolen AUTHORIZATION {owner}"),
    ] {
        transaction.execute(AssertSqlSafe(statement)).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// A name between quotes, as statements take any.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_end_its_quotes() {
        assert_eq!(quoted("hub\"; DROP ROLE x; --"), "\"hub\"\"; DROP ROLE x; --\"");
    }
}
