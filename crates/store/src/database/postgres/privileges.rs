//! What each role may do with each table, and which rows it sees.

use sqlx::postgres::PgPool;
use sqlx::{AssertSqlSafe, Executor as _};

use super::prepare::{Roles, quoted};
use crate::StoreFault;
use crate::migrate::Migration;
use crate::tables::{ACCESS, Access, Rows};

/// The migration since which what an entry tells can be erased.
const ERASURE: i64 = 4;

/// The one change of entries that there is: what they tell is blanked, where an erasure that came later is noted with it. Whether
/// that erasure names them is for the verifier, which finds an entry that was blanked without.
const BLANK_ENTRIES: &str = "CREATE OR REPLACE FUNCTION dolen.blank_entries(erasure BIGINT, entries BIGINT[])
    RETURNS SETOF BIGINT LANGUAGE sql SECURITY DEFINER SET search_path = dolen, pg_temp AS $$
        UPDATE ledger_entry SET subject = '', reason = NULL, detail = '', salt = NULL, erased_by = erasure
        WHERE sequence = ANY (entries) AND sequence < erasure AND erased_by IS NULL
          AND EXISTS (SELECT 1 FROM ledger_entry e WHERE e.sequence = erasure AND e.verb = 'erasure')
        RETURNING sequence $$";

/// The migration since which people can be erased.
const ERASED_PEOPLE: i64 = 7;

/// The one way in which judgements go: those of source records that an erasure names.
const ERASE_JUDGEMENTS: &str = "CREATE OR REPLACE FUNCTION dolen.erase_judgements(records TEXT[])
    RETURNS SETOF TEXT LANGUAGE sql SECURITY DEFINER SET search_path = dolen, pg_temp AS $$
        WITH gone AS (
            SELECT j.id FROM judgement j WHERE EXISTS (
                SELECT 1 FROM erased_record e
                WHERE e.record = ANY (records) AND e.record IN (j.left_record, j.right_record))),
        undone AS (DELETE FROM judgement_undo WHERE judgement IN (SELECT id FROM gone) RETURNING judgement),
        judged AS (DELETE FROM judgement WHERE id IN (SELECT id FROM gone) RETURNING id)
        SELECT judgement FROM undone UNION ALL SELECT id FROM judged $$";

/// Gives every role what it needs and nothing else; carried out after every change of the schema, any number of times.
pub(super) async fn apply(pool: &PgPool, roles: &Roles, migrations: &'static [Migration]) -> Result<(), StoreFault> {
    let known = migrations.last().map_or(0, |migration| migration.number);
    let [application, reader] = [&roles.application, &roles.reader].map(|role| quoted(role));
    let mut statements = vec![
        "REVOKE ALL ON SCHEMA dolen FROM PUBLIC".to_owned(),
        "REVOKE ALL ON ALL TABLES IN SCHEMA dolen FROM PUBLIC".to_owned(),
        format!("REVOKE ALL ON ALL TABLES IN SCHEMA dolen FROM {application}, {reader}"),
        format!("GRANT USAGE ON SCHEMA dolen TO {application}"),
    ];
    for access in ACCESS.iter().filter(|access| access.since <= known) {
        statements.push(format!("GRANT {} ON dolen.{} TO {application}", granted(access), access.table));
        statements.extend(row_security(access, &application));
    }
    for (since, made, function) in [
        (ERASURE, BLANK_ENTRIES, "dolen.blank_entries(BIGINT, BIGINT[])"),
        (ERASED_PEOPLE, ERASE_JUDGEMENTS, "dolen.erase_judgements(TEXT[])"),
    ] {
        if known >= since {
            statements.push(made.to_owned());
            statements.push(format!("REVOKE ALL ON FUNCTION {function} FROM PUBLIC"));
            statements.push(format!("GRANT EXECUTE ON FUNCTION {function} TO {application}"));
        }
    }
    statements.extend(views(&reader, known));
    let mut transaction = pool.begin().await?;
    for statement in statements {
        transaction.execute(AssertSqlSafe(statement)).await?;
    }
    transaction.commit().await?;
    Ok(())
}

const fn granted(access: &Access) -> &'static str {
    match access.rows {
        Rows::Read => "SELECT",
        Rows::Added => "SELECT, INSERT",
        Rows::Changed => "SELECT, INSERT, UPDATE, DELETE",
    }
}

/// A wall behind the program's own filter: a connection sees the rows of the organisations in its setting `dolen.scope`, all
/// of them where that is `*`, and none where nothing was set.
fn row_security(access: &Access, application: &str) -> Vec<String> {
    let Some(condition) = access.seen else { return Vec::new() };
    let table = access.table;
    vec![
        format!("ALTER TABLE dolen.{table} ENABLE ROW LEVEL SECURITY"),
        format!("DROP POLICY IF EXISTS scope ON dolen.{table}"),
        format!(
            "CREATE POLICY scope ON dolen.{table} TO {application}
             USING (current_setting('dolen.scope', true) = '*' OR {condition})"
        ),
    ]
}

/// Views for reports by other tools: what was loaded and matched, and how many rows; of no person, and no text that somebody
/// chose freely, such as the name of a file.
fn views(reader: &str, known: i64) -> Vec<String> {
    let mut statements = vec![
        "DROP SCHEMA IF EXISTS bi CASCADE".to_owned(),
        "CREATE SCHEMA bi".to_owned(),
        "CREATE VIEW bi.load AS SELECT l.sequence, l.feed, f.organisation, l.bytes, l.landed_at, l.state, l.ended_at
         FROM dolen.load l JOIN dolen.feed f ON f.name = l.feed"
            .to_owned(),
        "CREATE VIEW bi.quarantine AS SELECT load, COUNT(*) AS rows FROM dolen.quarantined_row GROUP BY load"
            .to_owned(),
    ];
    if known >= 2 {
        statements.push("CREATE VIEW bi.run AS SELECT number, state, started_at, ended_at FROM dolen.run".to_owned());
    }
    statements.push(format!("GRANT USAGE ON SCHEMA bi TO {reader}"));
    statements.push(format!("GRANT SELECT ON ALL TABLES IN SCHEMA bi TO {reader}"));
    statements
}
