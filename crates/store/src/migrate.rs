//! Bringing a database to this version's schema.

use crate::StoreFault;
use crate::database::{Writer, query};

/// A step of the schema.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Counts up from 1; the same number is the same step in every database.
    pub number: i64,
    /// What it brings.
    pub name: &'static str,
    /// Its statements.
    pub statements: &'static str,
}

/// Every step for SQLite.
pub static SQLITE_MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "intake", statements: include_str!("../migrations/sqlite/0001_intake.sql") },
    Migration { number: 2, name: "master", statements: include_str!("../migrations/sqlite/0002_master.sql") },
];

/// Carries out what is missing, each step in its own transaction.
pub(crate) async fn migrate(writer: &Writer, migrations: &'static [Migration]) -> Result<(), StoreFault> {
    let mut connection = writer.begin().await?;
    let table = connection.dialect().migration_table();
    connection.run(table).await?;
    let known = migrations.last().map_or(0, |migration| migration.number);
    let row = query("SELECT COALESCE(MAX(number), 0) FROM migration").fetch_one(&mut connection).await?;
    let found: i64 = row.try_get(0)?;
    if found > known {
        return Err(StoreFault::Newer { found, known });
    }
    connection.commit().await?;
    for migration in migrations {
        carry_out(writer, migration).await?;
    }
    Ok(())
}

async fn carry_out(writer: &Writer, migration: &'static Migration) -> Result<(), StoreFault> {
    let mut connection = writer.begin().await?;
    let done = query("SELECT name FROM migration WHERE number = $1")
        .bind(migration.number)
        .fetch_optional(&mut connection)
        .await?;
    if let Some(row) = done {
        let is_same = row.try_get::<&str>(0)? == migration.name;
        return if is_same { Ok(()) } else { Err(StoreFault::MigrationChanged(migration.number)) };
    }
    connection.run(migration.statements).await?;
    query("INSERT INTO migration (number, name, length) VALUES ($1, $2, $3)")
        .bind(migration.number)
        .bind(migration.name)
        .bind(i64::try_from(migration.statements.len()).unwrap_or(i64::MAX))
        .execute(&mut connection)
        .await?;
    connection.commit().await
}
