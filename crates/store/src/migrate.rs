//! Bringing a database to this version's schema.

use sqlx::{Row, SqlitePool};

use crate::StoreFault;

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
pub(crate) async fn migrate(writer: &SqlitePool, migrations: &'static [Migration]) -> Result<(), StoreFault> {
    sqlx::raw_sql(
        "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, length INTEGER NOT NULL)",
    )
    .execute(writer)
    .await?;
    let known = migrations.last().map_or(0, |migration| migration.number);
    let found: i64 =
        sqlx::query("SELECT COALESCE(MAX(number), 0) FROM migration").fetch_one(writer).await?.try_get(0)?;
    if found > known {
        return Err(StoreFault::Newer { found, known });
    }
    for migration in migrations {
        let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
        let done = sqlx::query("SELECT name FROM migration WHERE number = $1")
            .bind(migration.number)
            .fetch_optional(&mut *transaction)
            .await?;
        if let Some(row) = done {
            if row.try_get::<String, _>(0)? != migration.name {
                return Err(StoreFault::MigrationChanged(migration.number));
            }
            continue;
        }
        sqlx::raw_sql(migration.statements).execute(&mut *transaction).await?;
        sqlx::query("INSERT INTO migration (number, name, length) VALUES ($1, $2, $3)")
            .bind(migration.number)
            .bind(migration.name)
            .bind(i64::try_from(migration.statements.len()).unwrap_or(i64::MAX))
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
    }
    Ok(())
}
