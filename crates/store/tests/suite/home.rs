//! A database of each kind to hold the store to its contract, and what somebody could do to it behind the store's back.

use std::sync::atomic::{AtomicU32, Ordering};

use dolen_seal::Key;
use dolen_store::{Holding, Home as StoreHome, MIGRATIONS, Server, Store, prepare, upgrade};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _};
use tempfile::TempDir;

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A file of SQLite.
    File,
    /// A database on a server of PostgreSQL.
    Server,
}

/// Where `cargo xtask test` says that its server is, as its administrator.
const SERVER: &str = "DOLEN_TEST_POSTGRES";
/// Password of the program's user in every database of the tests.
pub(crate) const PASSWORD: &str = "a password of the tests";
/// Key of every file of the tests.
pub(crate) const KEY: Key = Key::new([0x5a; 32]);

/// An empty database, gone when it is dropped.
pub(crate) struct Home {
    pub(crate) kind: Kind,
    folder: TempDir,
    /// On the server: the database's name.
    database: String,
}

static NUMBER: AtomicU32 = AtomicU32::new(0);
/// A database at the newest schema that others are copies of, once it was made.
static TEMPLATE: tokio::sync::Mutex<Option<String>> = tokio::sync::Mutex::const_new(None);

impl Home {
    /// A database at the newest schema.
    pub(crate) async fn new(kind: Kind) -> Self {
        let home = Self::bare(kind).await;
        if kind == Kind::File {
            return home;
        }
        let mut template = TEMPLATE.lock().await;
        let name = match &*template {
            Some(name) => name.clone(),
            None => {
                let made = Self::bare(kind).await;
                made.make("").await;
                prepare(&made.administrator(), PASSWORD, [7; 16], MIGRATIONS, Holding::Nothing).await.unwrap();
                let name = made.database.clone();
                *template = Some(name.clone());
                // It stays as long as the server.
                std::mem::forget(made);
                name
            }
        };
        home.make(&format!("TEMPLATE {name}")).await;
        home
    }

    /// A database at the schema after so many migrations.
    pub(crate) async fn at(kind: Kind, last: usize) -> Self {
        let home = Self::bare(kind).await;
        if kind == Kind::Server {
            home.make("").await;
            prepare(&home.administrator(), PASSWORD, [7; 16], &MIGRATIONS[..last], Holding::Nothing).await.unwrap();
        }
        home
    }

    /// A database of a server in which nothing is.
    pub(crate) async fn unprepared() -> Self {
        let home = Self::bare(Kind::Server).await;
        home.make("").await;
        home
    }

    async fn bare(kind: Kind) -> Self {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let database = format!("dolen_test_{}_{number}", std::process::id());
        Self { kind, folder: TempDir::new().unwrap(), database }
    }

    async fn make(&self, how: &str) {
        let mut connection = PgConnection::connect(&url("postgres")).await.unwrap();
        let make = format!("CREATE DATABASE {} {how}", self.database);
        sqlx::raw_sql(AssertSqlSafe(make)).execute(&mut connection).await.unwrap();
    }

    /// Who may do anything in the database.
    pub(crate) fn administrator(&self) -> Server {
        Server::parse(&url(&self.database)).unwrap()
    }

    /// The database as the store is told of it.
    pub(crate) async fn place(&self) -> StoreHome {
        if self.kind == Kind::File {
            return StoreHome::inside(self.folder.path(), Some(KEY));
        }
        // A copy has the roles of what it is a copy of.
        let mut connection = PgConnection::connect(&url(&self.database)).await.unwrap();
        let owner: String =
            sqlx::query_scalar("SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'dolen'")
                .fetch_one(&mut connection)
                .await
                .unwrap();
        let user = owner.replace("_owner", "_app");
        StoreHome::on(self.folder.path(), self.administrator().asked_by(&user, PASSWORD))
    }

    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.place().await).await.unwrap()
    }

    /// Brings the database to the schema after so many migrations and opens it there.
    pub(crate) async fn open_at(&self, last: usize) -> Store {
        if self.kind == Kind::Server {
            upgrade(&self.administrator(), &MIGRATIONS[..last]).await.unwrap();
        }
        Store::open_at(&self.place().await, &MIGRATIONS[..last]).await.unwrap()
    }

    /// Runs statements as somebody would who has the file, or is the server's administrator: nothing is checked.
    pub(crate) async fn tamper(&self, statements: &str) {
        match self.kind {
            Kind::File => {
                let mut connection = self.file().await;
                sqlx::raw_sql(AssertSqlSafe(statements.to_owned())).execute(&mut connection).await.unwrap();
                connection.close().await.unwrap();
            }
            Kind::Server => {
                let mut connection = self.connection().await;
                let statements = with_bytes(statements);
                let all = format!("SET session_replication_role = replica; SET search_path = dolen; {statements}");
                sqlx::raw_sql(AssertSqlSafe(all)).execute(&mut connection).await.unwrap();
            }
        }
    }

    /// A connection as somebody who has the file.
    pub(crate) async fn file(&self) -> SqliteConnection {
        let file = self.folder.path().join("dolen.sqlite");
        let key = format!("\"x'{}'\"", dolen_ledger::hexadecimal(KEY.expose()));
        let options = SqliteConnectOptions::new().filename(file).foreign_keys(false).pragma("key", key);
        SqliteConnection::connect_with(&options).await.unwrap()
    }

    /// A connection as the server's administrator.
    pub(crate) async fn connection(&self) -> PgConnection {
        PgConnection::connect(&url(&self.database)).await.unwrap()
    }

    /// What the database itself finds wrong: pages and indexes, and rows that refer to none.
    pub(crate) async fn faults(&self) -> Vec<String> {
        if self.kind == Kind::Server {
            let unchecked = "SELECT conname::text FROM pg_constraint WHERE NOT convalidated";
            return sqlx::query_scalar(unchecked).fetch_all(&mut self.connection().await).await.unwrap();
        }
        let mut connection = self.file().await;
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
}

impl Drop for Home {
    fn drop(&mut self) {
        if self.kind == Kind::File {
            return;
        }
        let remove = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.database);
        // A runtime of its own: this one may be ending.
        let removed = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let mut connection = PgConnection::connect(&url("postgres")).await.unwrap();
                sqlx::raw_sql(AssertSqlSafe(remove)).execute(&mut connection).await.unwrap();
            });
        });
        drop(removed.join());
    }
}

/// Bytes as a server reads them: ` x'00'` is ` decode('00', 'hex')`.
fn with_bytes(statements: &str) -> String {
    let mut parts = statements.split(" x'");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (digits, rest) = part.split_once('\'').unwrap();
        text.push_str(&format!(" decode('{digits}', 'hex'){rest}"));
    }
    text
}

/// Whether there is a server; tells where there is none.
pub(crate) fn is_there(test: &str) -> bool {
    let is_there = std::env::var_os(SERVER).is_some();
    if !is_there {
        eprintln!("skipped on PostgreSQL, because {SERVER} is not set (`cargo xtask test` sets it): {test}");
    }
    is_there
}

fn url(database: &str) -> String {
    let url = std::env::var(SERVER).unwrap();
    let (server, _) = url.rsplit_once('/').unwrap();
    format!("{server}/{database}")
}

/// Holds each kind of database to tests that take a [`Kind`].
macro_rules! on_both {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test] async fn $test() { super::$test($crate::home::Kind::File).await; })+
        }
        mod postgres {
            $(#[tokio::test] async fn $test() {
                if $crate::home::is_there(stringify!($test)) { super::$test($crate::home::Kind::Server).await; }
            })+
        }
    };
}
pub(crate) use on_both;
