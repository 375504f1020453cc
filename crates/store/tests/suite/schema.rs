//! Each step of the schema makes the same of every kind of database: tables, columns, keys, references and indexes.

use std::collections::{BTreeMap, BTreeSet};

use dolen_store::MIGRATIONS;
use sqlx::{AssertSqlSafe, PgConnection, Row as _, SqliteConnection};

use crate::home::{Home, Kind, is_there};

/// What a table is, in words that every kind of database shares.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    /// Name of a column, with its kind, whether it may be empty, and its default.
    pub(crate) columns: BTreeMap<String, (String, bool, Option<String>)>,
    pub(crate) key: Vec<String>,
    pub(crate) unique: BTreeSet<Vec<String>>,
    /// Column, table and column that it refers to.
    pub(crate) references: BTreeSet<(String, String, String)>,
    /// Columns and condition.
    indexes: BTreeSet<(Vec<String>, Option<String>)>,
}

pub(crate) type Schema = BTreeMap<String, Table>;

pub(crate) async fn of_file(connection: &mut SqliteConnection) -> Schema {
    let mut schema = Schema::new();
    let tables: Vec<String> = sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .fetch_all(&mut *connection)
        .await
        .unwrap();
    for name in tables {
        let table = schema.entry(name.clone()).or_default();
        let mut key = BTreeMap::new();
        let columns = format!("SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info('{name}')");
        for row in sqlx::query(AssertSqlSafe(columns)).fetch_all(&mut *connection).await.unwrap() {
            let column: String = row.get(0);
            let place: i64 = row.get(4);
            if place > 0 {
                key.insert(place, column.clone());
            }
            let kind = match row.get::<String, _>(1).as_str() {
                "INTEGER" if column == "linkable" || column.starts_with("is_") => "boolean",
                "INTEGER" => "bigint",
                "TEXT" => "text",
                "REAL" => "double precision",
                "BLOB" => "bytea",
                other => panic!("{name}.{column} is {other}"),
            };
            let is_nullable = row.get::<i64, _>(2) == 0 && place == 0;
            let default = row.get::<Option<String>, _>(3).map(|text| match (kind, text.as_str()) {
                ("boolean", "0") => "false".to_owned(),
                _ => text,
            });
            table.columns.insert(column, (kind.to_owned(), is_nullable, default));
        }
        table.key = key.into_values().collect();
        let references = format!("SELECT \"from\", \"table\", \"to\" FROM pragma_foreign_key_list('{name}')");
        for row in sqlx::query(AssertSqlSafe(references)).fetch_all(&mut *connection).await.unwrap() {
            table.references.insert((row.get(0), row.get(1), row.get(2)));
        }
        let indexes = format!(
            "SELECT l.name, l.\"unique\", l.origin, s.sql FROM pragma_index_list('{name}') l
             LEFT JOIN sqlite_schema s ON s.type = 'index' AND s.name = l.name"
        );
        for row in sqlx::query(AssertSqlSafe(indexes)).fetch_all(&mut *connection).await.unwrap() {
            let index: String = row.get(0);
            let columns: Vec<String> = sqlx::query_scalar(AssertSqlSafe(format!(
                "SELECT name FROM pragma_index_info('{index}') ORDER BY seqno"
            )))
            .fetch_all(&mut *connection)
            .await
            .unwrap();
            let text: Option<String> = row.get(3);
            let condition = text.as_deref().and_then(|text| text.split_once(" WHERE ")).map(|(_, text)| plain(text));
            match (row.get::<String, _>(2).as_str(), row.get::<i64, _>(1)) {
                ("pk", _) => {}
                (_, 1) if condition.is_none() => {
                    table.unique.insert(columns);
                }
                _ => {
                    table.indexes.insert((columns, condition));
                }
            }
        }
    }
    schema
}

async fn of_server(connection: &mut PgConnection) -> Schema {
    let mut schema = Schema::new();
    let columns = "SELECT c.relname::text, a.attname::text, format_type(a.atttypid, NULL), NOT a.attnotnull,
            CASE WHEN a.attidentity = '' THEN pg_get_expr(d.adbin, d.adrelid) END, l.collname::text
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        LEFT JOIN pg_collation l ON l.oid = a.attcollation
        WHERE c.relkind = 'r' AND c.relnamespace = 'dolen'::regnamespace";
    for row in sqlx::query(columns).fetch_all(&mut *connection).await.unwrap() {
        let (table, column): (String, String) = (row.get(0), row.get(1));
        let kind: String = row.get(2);
        let collation: Option<String> = row.get(5);
        assert_eq!(
            collation.as_deref(),
            (kind == "text").then_some("C"),
            "{table}.{column} is not compared by its bytes"
        );
        let default = row.get::<Option<String>, _>(4).map(|text| plain(&text));
        schema.entry(table).or_default().columns.insert(column, (kind, row.get(3), default));
    }
    let indexes = "SELECT c.relname::text, i.indisprimary, i.indisunique, pg_get_expr(i.indpred, i.indrelid),
            ARRAY(SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY k (number, place)
                  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number ORDER BY k.place)
        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = 'dolen'::regnamespace";
    for row in sqlx::query(indexes).fetch_all(&mut *connection).await.unwrap() {
        let table = schema.entry(row.get(0)).or_default();
        let columns: Vec<String> = row.get(4);
        let condition = row.get::<Option<String>, _>(3).map(|text| plain(&text));
        match (row.get(1), row.get(2)) {
            (true, _) => table.key = columns,
            (false, true) if condition.is_none() => {
                table.unique.insert(columns);
            }
            _ => {
                table.indexes.insert((columns, condition));
            }
        }
    }
    let references = "SELECT c.conrelid::regclass::text, a.attname::text, c.confrelid::regclass::text, b.attname::text
        FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
        WHERE c.contype = 'f' AND c.connamespace = 'dolen'::regnamespace";
    for row in sqlx::query(references).fetch_all(&mut *connection).await.unwrap() {
        let bare = |place: usize| row.get::<String, _>(place).trim_start_matches("dolen.").to_owned();
        schema.entry(bare(0)).or_default().references.insert((row.get(1), bare(2), row.get(3)));
    }
    schema
}

/// A condition or a default without what each kind of database adds to it.
fn plain(text: &str) -> String {
    let text =
        text.to_lowercase().replace("linkable = 0", "not linkable").replace("::text", "").replace("::bigint", "");
    text.replace(['(', ')'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn every_step_makes_the_same_of_both() {
    if !is_there("every_step_makes_the_same_of_both") {
        return;
    }
    for last in 1..=MIGRATIONS.len() {
        let (file, server) = (Home::at(Kind::File, last).await, Home::at(Kind::Server, last).await);
        file.open_at(last).await.close().await;
        let of_file = of_file(&mut file.file().await).await;
        let of_server = of_server(&mut server.connection().await).await;
        assert_eq!(of_file.keys().collect::<Vec<_>>(), of_server.keys().collect::<Vec<_>>(), "after {last}");
        for (name, table) in &of_file {
            assert_eq!(Some(table), of_server.get(name), "{name} after {last}");
        }
    }
}
