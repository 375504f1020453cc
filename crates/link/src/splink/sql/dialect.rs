//! The dialects that Splink writes.

use sqlparser::dialect::{DatabricksDialect, Dialect, DuckDbDialect, GenericDialect, PostgreSqlDialect, SQLiteDialect};

/// The SQL that a model is written in. Whatever it is, conditions are evaluated as DuckDB evaluates them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SplinkDialect {
    /// DuckDB: the one that Splink writes unless it is told otherwise, and the one that scores are held against.
    #[default]
    DuckDb,
    /// Spark, also on Databricks.
    Spark,
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// Athena, of Splink 4.
    Athena,
}

impl SplinkDialect {
    /// The dialect of a name in the settings.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "duckdb" => Self::DuckDb,
            "spark" | "databricks" => Self::Spark,
            "sqlite" => Self::Sqlite,
            "postgres" => Self::Postgres,
            "athena" => Self::Athena,
            _ => return None,
        })
    }

    /// Its name in the settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DuckDb => "duckdb",
            Self::Spark => "spark",
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Athena => "athena",
        }
    }

    pub(super) fn grammar(self) -> Box<dyn Dialect> {
        match self {
            Self::DuckDb => Box::new(DuckDbDialect),
            Self::Spark => Box::new(DatabricksDialect),
            Self::Sqlite => Box::new(SQLiteDialect {}),
            Self::Postgres => Box::new(PostgreSqlDialect {}),
            Self::Athena => Box::new(GenericDialect),
        }
    }

    /// The number of the first element of a list.
    pub(super) const fn first_index(self) -> i64 {
        match self {
            Self::Spark => 0,
            _ => 1,
        }
    }
}
