//! Bringing a database to this version's schema.

use crate::StoreFault;
use crate::database::{Readers, Writer, query};

/// A step of the schema.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Counts up from 1; the same number is the same step in every kind of database.
    pub number: i64,
    /// What it brings.
    pub name: &'static str,
    /// Its statements for SQLite.
    pub sqlite: &'static str,
    /// Its statements for PostgreSQL.
    pub postgres: &'static str,
}

/// A step by its number and name, which are those of its files; the zeros are before the number there.
macro_rules! step {
    ($zeros:literal, $number:literal, $name:literal) => {
        Migration {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $zeros, $number, "_", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $zeros, $number, "_", $name, ".sql")),
        }
    };
}

/// Every step.
pub static MIGRATIONS: &[Migration] = &[
    step!("000", 1, "intake"),
    step!("000", 2, "master"),
    step!("000", 3, "row_numbers"),
    step!("000", 4, "ledger_content"),
    step!("000", 5, "history"),
    step!("000", 6, "jobs"),
    step!("000", 7, "erasure"),
    step!("000", 8, "portal_sessions"),
    step!("000", 9, "backups"),
    step!("00", 10, "run_plan"),
];

/// Carries out what is missing, each step in its own transaction; answers the last that was there before, 0 where none was.
pub(crate) async fn migrate(writer: &Writer, migrations: &'static [Migration]) -> Result<i64, StoreFault> {
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
    Ok(found)
}

/// Refuses a database that is not at the last of `migrations`, for who may not change its schema.
pub(crate) async fn check(readers: &Readers, migrations: &'static [Migration]) -> Result<(), StoreFault> {
    let known = migrations.last().map_or(0, |migration| migration.number);
    let found = match query("SELECT COALESCE(MAX(number), 0) FROM migration").fetch_one(readers).await {
        Ok(row) => row.try_get(0)?,
        // There is no such table, or none of ours.
        Err(StoreFault::Server { code, .. }) if code == "42P01" => return Err(StoreFault::Unprepared),
        Err(other) => return Err(other),
    };
    match found {
        found if found > known => Err(StoreFault::Newer { found, known }),
        found if found < known => Err(StoreFault::Older { found, known }),
        _ => Ok(()),
    }
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
    let statements = connection.dialect().statements(migration);
    connection.run(statements).await?;
    query("INSERT INTO migration (number, name, length) VALUES ($1, $2, $3)")
        .bind(migration.number)
        .bind(migration.name)
        .bind(i64::try_from(statements.len()).unwrap_or(i64::MAX))
        .execute(&mut connection)
        .await?;
    connection.commit().await
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Write as _;
    use std::path::Path;

    use sha2::{Digest as _, Sha256};

    use super::*;

    #[test]
    fn numbers_rise_by_one_and_every_file_is_a_step() {
        check_files("sqlite", |step| step.sqlite);
        check_files("postgres", |step| step.postgres);
        assert!(MIGRATIONS.iter().map(|step| step.number).eq(1..=i64::try_from(MIGRATIONS.len()).unwrap()));
    }

    fn check_files(kind: &str, statements: fn(&Migration) -> &'static str) {
        let listed: BTreeMap<String, &str> =
            MIGRATIONS.iter().map(|step| (format!("{:04}_{}.sql", step.number, step.name), statements(step))).collect();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(kind);
        let files: BTreeMap<String, String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .map(|file| {
                let name = file.file_name().unwrap().to_string_lossy().into_owned();
                (name, std::fs::read_to_string(&file).unwrap())
            })
            .collect();
        assert!(
            listed
                .iter()
                .map(|(name, text)| (name.as_str(), *text))
                .eq(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
        );
    }

    #[test]
    fn a_step_that_has_landed_is_never_changed() {
        let kept = include_str!("../migrations/landed.sha256");
        let steps =
            MIGRATIONS.iter().flat_map(|step| [("sqlite", step, step.sqlite), ("postgres", step, step.postgres)]);
        let found = steps.fold(String::new(), |mut lines, (kind, step, statements)| {
            for byte in Sha256::digest(statements) {
                write!(lines, "{byte:02x}").unwrap();
            }
            writeln!(lines, "  {kind}/{:04}_{}.sql", step.number, step.name).unwrap();
            lines
        });
        assert_eq!(found, kept, "a database that carried out the old text would differ from a new one");
    }
}
