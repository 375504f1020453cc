//! A database altered behind the store's back, as somebody would who has its file.

use sqlx::Connection as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};

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
