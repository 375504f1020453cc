//! Text of statements that has a form of its own in each kind of database.

use crate::Migration;

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Dialect {
    /// Whether a column is in the list that parameter `place` holds.
    pub(crate) fn is_in(self, column: &'static str, place: usize) -> String {
        match self {
            Self::Sqlite => format!("{column} IN (SELECT value FROM json_each(${place}))"),
            Self::Postgres => format!("{column} = ANY (${place})"),
        }
    }

    /// Leaves out rows that another transaction is at, behind a query that takes rows to change them.
    pub(crate) const fn skip_locked(self) -> &'static str {
        match self {
            // One transaction writes at a time.
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// Tells other processes what parameter 1 says, once the transaction is committed, where the database can.
    pub(crate) const fn notify(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some("SELECT pg_notify('dolen', $1)"),
        }
    }

    /// Removes the judgements of the source records in the first parameter, which an erasure names. On a server the program's role
    /// may remove no other.
    pub(crate) const fn erase_judgements(self) -> &'static [&'static str] {
        match self {
            Self::Sqlite => &[
                "DELETE FROM judgement_undo WHERE judgement IN (SELECT id FROM judgement
                 WHERE left_record IN (SELECT value FROM json_each($1))
                    OR right_record IN (SELECT value FROM json_each($1)))",
                "DELETE FROM judgement WHERE left_record IN (SELECT value FROM json_each($1))
                    OR right_record IN (SELECT value FROM json_each($1))",
            ],
            Self::Postgres => &["SELECT * FROM dolen.erase_judgements($1)"],
        }
    }

    /// Blanks what the entries of the list in parameter 2 tell, notes the erasure in parameter 1, and gives their sequences.
    pub(crate) const fn blank_entries(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "UPDATE ledger_entry SET subject = '', reason = NULL, detail = '', salt = NULL, erased_by = $1
                 WHERE sequence IN (SELECT value FROM json_each($2)) RETURNING sequence"
            }
            // The program has no right to change an entry: a function has it, and does this alone.
            Self::Postgres => "SELECT dolen.blank_entries($1, $2)",
        }
    }

    /// Lets the numbers that the database gives to new rows of a table go on behind those that are there, where it does not
    /// find that by itself.
    pub(crate) fn go_on_behind(self, table: &'static str) -> Option<String> {
        match self {
            // The next is always one more than the last.
            Self::Sqlite => None,
            Self::Postgres => Some(format!(
                "SELECT setval(CAST(s.name AS regclass), GREATEST(m.last, 1), m.last > 0)
                 FROM (SELECT 'dolen.' || c.relname AS name FROM pg_class c
                       JOIN pg_depend d ON d.objid = c.oid AND d.deptype = 'i'
                       WHERE c.relkind = 'S' AND d.refobjid = 'dolen.{table}'::regclass) s,
                      (SELECT COALESCE(MAX(number), 0) AS last FROM {table}) m"
            )),
        }
    }

    /// The statements of a step of the schema.
    pub(crate) const fn statements(self, step: &Migration) -> &'static str {
        match self {
            Self::Sqlite => step.sqlite,
            Self::Postgres => step.postgres,
        }
    }

    /// Makes the table of migrations where it is missing.
    pub(crate) const fn migration_table(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, length INTEGER NOT NULL)"
            }
            Self::Postgres => {
                "CREATE TABLE IF NOT EXISTS migration
                 (number BIGINT PRIMARY KEY, name TEXT COLLATE \"C\" NOT NULL, length BIGINT NOT NULL)"
            }
        }
    }
}
