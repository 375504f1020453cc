//! A database altered behind the store's back, as somebody would who has its file.

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection as _, Row as _};

async fn connect(folder: &tempfile::TempDir) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(folder.path().join("dolen.sqlite")).foreign_keys(false);
    SqliteConnection::connect_with(&options).await.unwrap()
}

/// Runs statements on the file itself.
pub(super) async fn tamper(folder: &tempfile::TempDir, statements: &str) {
    let mut connection = connect(folder).await;
    sqlx::raw_sql(sqlx::AssertSqlSafe(statements.to_owned())).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// What the database itself finds wrong with the file: pages and indexes, and rows that refer to none.
pub(super) async fn faults(folder: &tempfile::TempDir) -> Vec<String> {
    let mut connection = connect(folder).await;
    let mut found = Vec::new();
    for row in sqlx::query("PRAGMA integrity_check").fetch_all(&mut connection).await.unwrap() {
        found.push(row.get::<String, _>(0));
    }
    for row in sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut connection).await.unwrap() {
        found.push(format!("a row of {} refers to none", row.get::<String, _>(0)));
    }
    connection.close().await.unwrap();
    found.retain(|fault| fault != "ok");
    found
}
