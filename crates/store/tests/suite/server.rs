//! What a server alone has: roles with the least that they need, row security, verified connections.

use std::collections::BTreeMap;

use dolen_model::Timestamp;
use dolen_store::{Holding, Home as StoreHome, MIGRATIONS, Server, Store, StoreFault, feed, load, prepare, upgrade};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Executor as _, PgConnection};

use crate::home::{Home, Kind, is_there};

/// A connection of the program's user, as somebody would make it who got hold of the password, with a setting of its own.
async fn as_program(home: &Home, scope: Option<&str>) -> PgConnection {
    let StoreHome { server, .. } = home.place().await;
    let options: PgConnectOptions =
        home.administrator().address().parse::<PgConnectOptions>().unwrap().username(server.unwrap().user());
    let options = options.password(crate::home::PASSWORD).options([("search_path", "dolen")]);
    match scope {
        Some(scope) => options.options([("dolen.scope", scope)]).connect().await.unwrap(),
        None => options.connect().await.unwrap(),
    }
}

async fn refused(connection: &mut PgConnection, statement: &str) -> bool {
    let fault = connection.execute(AssertSqlSafe(statement.to_owned())).await;
    fault.is_err_and(|fault| matches!(StoreFault::from(fault), StoreFault::Privilege))
}

#[tokio::test]
async fn the_program_can_neither_change_the_ledger_nor_the_schema() {
    if !is_there("the_program_can_neither_change_the_ledger_nor_the_schema") {
        return;
    }
    let home = Home::new(Kind::Server).await;
    let mut program = as_program(&home, Some("*")).await;
    for statement in [
        "UPDATE ledger_entry SET actor = 'nobody'",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_entry",
        "UPDATE judgement SET reason = ''",
        "DELETE FROM judgement_undo",
        "INSERT INTO migration (number, name, length) VALUES (99, 'x', 1)",
        "CREATE TABLE dolen.another (a TEXT)",
        "CREATE TABLE public.another (a TEXT)",
        "CREATE SCHEMA another",
        "CREATE ROLE another",
    ] {
        assert!(refused(&mut program, statement).await, "{statement}");
    }
    for statement in
        ["ALTER TABLE ledger_entry ADD COLUMN more TEXT", "DROP TABLE ledger_entry", "DROP POLICY scope ON feed"]
    {
        let fault = program.execute(AssertSqlSafe(statement.to_owned())).await;
        assert!(fault.is_err(), "{statement}");
    }
}

#[tokio::test]
async fn the_program_removes_judgements_of_erased_records_and_no_others() {
    if !is_there("the_program_removes_judgements_of_erased_records_and_no_others") {
        return;
    }
    let home = crate::upgrade::at(Kind::Server, dolen_store::MIGRATIONS.len() - 1).await;
    home.open_at(dolen_store::MIGRATIONS.len()).await.close().await;
    let mut program = as_program(&home, Some("*")).await;
    let removed = async |program: &mut PgConnection| {
        let statement = "SELECT * FROM dolen.erase_judgements(ARRAY['r1', 'r2'])";
        program.fetch_all(statement).await.unwrap().len()
    };
    assert_eq!(removed(&mut program).await, 0);
    for statement in [
        "INSERT INTO erasure (id, kind, actor, asked_at, entry) VALUES ('e', 'person', 'local:ann', 1, 1)",
        "INSERT INTO erased_record (erasure, record) VALUES ('e', 'r1')",
    ] {
        program.execute(statement).await.unwrap();
    }
    assert_eq!(removed(&mut program).await, 2, "the judgement, and its undoing");
}

#[tokio::test]
async fn every_table_has_the_privileges_that_were_meant_and_row_security_where_it_tells_of_people() {
    if !is_there("every_table_has_the_privileges_that_were_meant") {
        return;
    }
    let home = Home::new(Kind::Server).await;
    let StoreHome { server, .. } = home.place().await;
    let program = server.unwrap().user().to_owned();
    let reader = program.replace("_app", "_read");
    let statement = "SELECT c.relname::text, c.relrowsecurity,
            array_to_string(ARRAY(SELECT p FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) p
                                  WHERE has_table_privilege($1, c.oid, p)), ' '),
            has_table_privilege($2, c.oid, 'SELECT')
        FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'dolen'::regnamespace";
    let rows: Vec<(String, bool, String, bool)> =
        sqlx::query_as(statement).bind(&program).bind(&reader).fetch_all(&mut home.connection().await).await.unwrap();
    assert!(rows.iter().all(|(_, _, _, is_read)| !is_read), "reports read the views of `bi` and nothing else");
    let found: BTreeMap<String, (bool, String)> =
        rows.into_iter().map(|(name, is_secured, granted, _)| (name, (is_secured, granted))).collect();
    insta::assert_debug_snapshot!("privileges", found);
}

#[tokio::test]
async fn reports_by_other_tools_see_counts_and_nobody() {
    if !is_there("reports_by_other_tools_see_counts_and_nobody") {
        return;
    }
    let home = Home::new(Kind::Server).await;
    let StoreHome { server, .. } = home.place().await;
    let reader = server.unwrap().user().replace("_app", "_read");
    let mut connection = home.connection().await;
    connection.execute(AssertSqlSafe(format!("SET ROLE {reader}"))).await.unwrap();
    for view in ["bi.load", "bi.run", "bi.quarantine"] {
        connection.execute(AssertSqlSafe(format!("SELECT * FROM {view}"))).await.unwrap();
    }
    for table in ["dolen.source_record", "dolen.golden_record", "dolen.ledger_entry"] {
        assert!(refused(&mut connection, &format!("SELECT * FROM {table}")).await, "{table}");
    }
}

/// Two organisations with a load of each.
async fn two_organisations(home: &Home) -> Store {
    let store = home.open().await;
    for name in ["a", "b"] {
        let mut work = store.begin().await.unwrap();
        feed::put(&mut work, &crate::intake::place::feed(name, "person")).await.unwrap();
        let ledger_entry = crate::intake::place::enter(&mut work).await;
        let sequence = load::next_sequence(&mut work).await.unwrap();
        let landed = load::StoredLoad {
            id: format!("load-{name}"),
            sequence,
            feed: name.to_owned(),
            contract: String::new(),
            file: "file".to_owned(),
            sha256: "hash".to_owned(),
            bytes: 1,
            landed_at: Timestamp(1),
            state: "landed".to_owned(),
            report: None,
            ledger_entry,
            end_entry: None,
        };
        load::insert(&mut work, &landed).await.unwrap();
        let batch = crate::intake::place::records(vec![crate::intake::place::record(&format!("r-{name}"), 1)]);
        dolen_store::staging::write(&mut work, sequence, &batch).await.unwrap();
        work.commit().await.unwrap();
    }
    store
}

#[tokio::test]
async fn an_organisation_sees_its_own_rows_even_where_the_program_forgets_to_ask_for_them_alone() {
    if !is_there("an_organisation_sees_its_own_rows") {
        return;
    }
    let home = Home::new(Kind::Server).await;
    two_organisations(&home).await;
    for (scope, wanted) in [
        (Some("*"), &["r-a", "r-b"][..]),
        (Some("a-council"), &["r-a"]),
        (Some("b-council"), &["r-b"]),
        (Some("b-council,a-council"), &["r-a", "r-b"]),
        (Some("a-"), &[]),
        (Some(""), &[]),
        (None, &[]),
    ] {
        let mut program = as_program(&home, scope).await;
        let found: Vec<String> =
            sqlx::query_scalar("SELECT id FROM source_record ORDER BY id").fetch_all(&mut program).await.unwrap();
        assert_eq!(found, wanted, "{scope:?}");
        let ledger: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM ledger_entry").fetch_one(&mut program).await.unwrap();
        assert_eq!(ledger > 0, scope == Some("*"), "{scope:?}");
    }
    let mut one = as_program(&home, Some("a-council")).await;
    let changed = one.execute("UPDATE source_record SET content = ''").await.unwrap().rows_affected();
    assert_eq!(changed, 1, "of another organisation nothing is changed");
}

#[tokio::test]
async fn a_connection_is_made_where_the_certificate_is_trusted_and_nowhere_else() {
    let Some(root) = std::env::var_os("DOLEN_TEST_POSTGRES_ROOT") else {
        eprintln!("skipped, because DOLEN_TEST_POSTGRES_ROOT is not set (`cargo xtask test` sets it): verified TLS");
        return;
    };
    let home = Home::new(Kind::Server).await;
    let StoreHome { folder, server, .. } = home.place().await;
    let server = server.unwrap();
    let trusted = StoreHome::on(&folder, server.with_root_certificate(root.as_ref()));
    let store = Store::open(&trusted).await.unwrap();
    store.begin().await.unwrap().commit().await.unwrap();

    // A certificate of somebody else.
    let other = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(other.path(), "").unwrap();
    let untrusted = StoreHome::on(&folder, server.with_root_certificate(other.path()));
    assert!(matches!(Store::open(&untrusted).await, Err(StoreFault::Tls)));
}

#[tokio::test]
async fn a_database_that_holds_a_hub_or_is_not_prepared_is_told() {
    if !is_there("a_database_that_holds_a_hub_or_is_not_prepared_is_told") {
        return;
    }
    let home = Home::new(Kind::Server).await;
    let prepared = async || prepare(&home.administrator(), "another", [1; 16], MIGRATIONS, Holding::Nothing).await;
    two_organisations(&home).await;
    assert!(matches!(prepared().await, Err(StoreFault::Occupied)));
    let bare = Home::unprepared().await;
    let asked = Store::open(&StoreHome::on(std::env::temp_dir(), bare.administrator())).await;
    assert!(matches!(asked, Err(StoreFault::Unprepared)), "{asked:?}");
    let asked = upgrade(&bare.administrator(), MIGRATIONS).await;
    assert!(matches!(asked, Err(StoreFault::Unprepared)), "{asked:?}");
}

#[tokio::test]
async fn an_older_database_is_told_to_be_upgraded() {
    if !is_there("an_older_database_is_told_to_be_upgraded") {
        return;
    }
    let last = MIGRATIONS.len() - 1;
    let home = Home::at(Kind::Server, last).await;
    let asked = Store::open(&home.place().await).await;
    assert!(matches!(asked, Err(StoreFault::Older { .. })), "{asked:?}");
    let grown = upgrade(&home.administrator(), MIGRATIONS).await.unwrap();
    assert_eq!((grown.from, grown.to), (MIGRATIONS[last - 1].number, MIGRATIONS[last].number));
    Store::open(&home.place().await).await.unwrap();
}

#[tokio::test]
async fn a_wrong_password_and_a_server_that_is_not_there_are_told_apart() {
    if !is_there("a_wrong_password_and_a_server_that_is_not_there_are_told_apart") {
        return;
    }
    let home = Home::new(Kind::Server).await;
    let StoreHome { folder, server, .. } = home.place().await;
    let asked = Store::open(&StoreHome::on(&folder, server.unwrap().with_password("wrong"))).await;
    assert!(matches!(asked, Err(StoreFault::Refused)), "{asked:?}");
    let nowhere = Server::parse("postgres://app@127.0.0.1:1/hub").unwrap();
    let asked = Store::open(&StoreHome::on(&folder, nowhere)).await;
    assert!(matches!(asked, Err(StoreFault::Unreachable(_))), "{asked:?}");
}
