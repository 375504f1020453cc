//! What leaves one database arrives in another, of either kind: every row of every table, and nothing else.

mod moving;
mod random;

use std::path::PathBuf;

use dolen_store::archive::{self, ArchiveFault, Arriving, Counted, Sink, Source};
use dolen_store::staging::{self, Batch, NewItem};
use dolen_store::{MIGRATIONS, Snapshot, Store};

use self::random::{Random, statements};
use crate::home::{Home, KEY, Kind, is_there, on_both};
use crate::intake::place::{Place, record, records};
use crate::schema::{Schema, of_file};

on_both!(
    rows_of_any_values_arrive_as_they_left,
    a_change_of_any_column_is_a_change_of_the_digest,
    what_is_written_next_comes_behind_what_arrived,
    what_is_not_committed_leaves_nothing,
);

const NOBODY: archive::Told<'static> = &|_| ();

/// The schema as a file has it.
async fn schema() -> Schema {
    let home = Home::new(Kind::File).await;
    home.open().await.close().await;
    of_file(&mut home.file().await).await
}

/// A database with random rows in every table.
async fn filled(kind: Kind, seed: u64, rows: usize) -> Home {
    let home = Home::at(kind, MIGRATIONS.len()).await;
    home.open().await.close().await;
    home.tamper(&statements(&schema().await, &mut Random(seed), rows)).await;
    home
}

async fn bytes(store: &Store) -> (Vec<u8>, Vec<Counted>) {
    let mut bytes = Vec::new();
    let mut snapshot = Snapshot::of(store).await.unwrap();
    let sink = Sink::Bytes(&mut bytes);
    let counted = archive::send(Source::Snapshot(&mut snapshot), sink, NOBODY).await.unwrap();
    (bytes, counted)
}

/// A database that rows can arrive in, with the file that they do where it is one.
async fn awaiting(kind: Kind) -> (Home, Arriving, Option<PathBuf>) {
    let home = Home::at(kind, MIGRATIONS.len()).await;
    match kind {
        Kind::File => {
            let part = home.place().await.folder.join("dolen.sqlite.part");
            let arriving = Arriving::in_file(&part, Some(&KEY), MIGRATIONS).await.unwrap();
            (home, arriving, Some(part))
        }
        Kind::Server => {
            let arriving = Arriving::on_server(&home.administrator(), MIGRATIONS).await.unwrap();
            (home, arriving, None)
        }
    }
}

/// Sends rows into another database of a kind; answers it, and what was counted there.
async fn arrived(kind: Kind, from: Source<'_>) -> (Home, Vec<Counted>) {
    let (home, mut arriving, part) = awaiting(kind).await;
    archive::send(from, Sink::Arriving(&mut arriving), NOBODY).await.unwrap();
    let counted = archive::send(Source::Arrived(&mut arriving), Sink::Nowhere, NOBODY).await.unwrap();
    arriving.commit().await.unwrap();
    if let Some(part) = part {
        std::fs::rename(&part, part.with_file_name("dolen.sqlite")).unwrap();
    }
    (home, counted)
}

async fn rows_of_any_values_arrive_as_they_left(kind: Kind) {
    let tables: Vec<String> = schema().await.into_keys().filter(|name| name != "migration").collect();
    for seed in 1..=2 {
        let home = filled(kind, seed, 12).await;
        let store = home.open().await;
        let (left, counted) = bytes(&store).await;
        let mut told: Vec<String> = counted.iter().map(|counted| counted.table.clone()).collect();
        told.sort();
        assert_eq!(told, tables, "every table of the schema, once");
        assert!(counted.iter().all(|counted| counted.rows == 12));
        for other in [Kind::File, Kind::Server] {
            if other != kind && !is_there("rows_of_any_values_arrive_as_they_left") {
                continue;
            }
            let mut snapshot = Snapshot::of(&store).await.unwrap();
            let (copy, found) = arrived(other, Source::Snapshot(&mut snapshot)).await;
            assert_eq!(found, counted, "from {kind:?} to {other:?}");
            assert_eq!(copy.faults().await, [""; 0]);
            assert!(bytes(&copy.open().await).await.0 == left, "from {kind:?} to {other:?}");
            let (copy, found) = arrived(other, Source::Bytes(&mut left.as_slice())).await;
            assert_eq!(found, counted, "from bytes to {other:?}");
            assert!(bytes(&copy.open().await).await.0 == left, "from bytes to {other:?}");
        }
    }
}

async fn a_change_of_any_column_is_a_change_of_the_digest(kind: Kind) {
    let home = filled(kind, 9, 1).await;
    let store = home.open().await;
    let mut before = bytes(&store).await.1;
    for (table, shape) in schema().await.into_iter().filter(|(name, _)| name != "migration") {
        for (column, (kind, is_nullable, _)) in &shape.columns {
            let other = match kind.as_str() {
                "bigint" => "77",
                "text" => "'another'",
                "double precision" => "77.5",
                "bytea" => " x'77'",
                _ => "NOT COLUMN",
            };
            let mut others = vec![other.replace("COLUMN", column)];
            if *is_nullable {
                others.push("NULL".to_owned());
            }
            for other in others {
                home.tamper(&format!("UPDATE {table} SET {column} = {other}")).await;
                let after = bytes(&store).await.1;
                let changed: Vec<&str> = before
                    .iter()
                    .zip(&after)
                    .filter(|(before, after)| before != after)
                    .map(|(before, _)| before.table.as_str())
                    .collect();
                assert_eq!(changed, [&table], "{table}.{column} = {other}");
                before = after;
            }
        }
    }
}

async fn what_is_written_next_comes_behind_what_arrived(kind: Kind) {
    let item = |key: &str| NewItem {
        key: key.to_owned(),
        line: 1,
        part: None,
        content: dolen_model::Sensitive::new("{}".to_owned()),
    };
    let items = |key: &str| Batch { items: vec![item(key), item(key)], ..Batch::default() };
    let place = Place::new(kind).await;
    let load = place.land("a", items("first")).await;
    for other in [Kind::File, Kind::Server] {
        if other != kind && !is_there("what_is_written_next_comes_behind_what_arrived") {
            continue;
        }
        let mut snapshot = Snapshot::of(&place.store).await.unwrap();
        let (copy, _) = arrived(other, Source::Snapshot(&mut snapshot)).await;
        let store = copy.open().await;
        let mut work = store.begin().await.unwrap();
        staging::write(&mut work, load, &items("next")).await.unwrap();
        staging::write(&mut work, load, &records(vec![record("r9", 9)])).await.unwrap();
        work.commit().await.unwrap();
        let counts = staging::count(&store, load).await.unwrap();
        assert_eq!((counts.items, counts.records), (4, 1), "to {other:?}");
    }
}

async fn what_is_not_committed_leaves_nothing(kind: Kind) {
    let home = filled(kind, 5, 3).await;
    let (left, _) = bytes(&home.open().await).await;
    let (copy, mut arriving, part) = awaiting(kind).await;
    archive::send(Source::Bytes(&mut left.as_slice()), Sink::Arriving(&mut arriving), NOBODY).await.unwrap();
    drop(arriving);
    match part {
        // The next attempt removes what is there.
        Some(part) => {
            Arriving::in_file(&part, Some(&KEY), MIGRATIONS).await.unwrap().commit().await.unwrap();
            std::fs::rename(&part, part.with_file_name("dolen.sqlite")).unwrap();
        }
        None => assert_eq!(archive::end_of_server(&copy.administrator()).await.unwrap(), None),
    }
    assert!(bytes(&copy.open().await).await.1.iter().all(|counted| counted.rows == 0));
}

#[tokio::test]
async fn a_row_that_was_changed_on_its_way_is_found_with_its_table() {
    if !is_there("a_row_that_was_changed_on_its_way_is_found_with_its_table") {
        return;
    }
    let home = filled(Kind::File, 4, 5).await;
    let store = home.open().await;
    let (copy, mut arriving, _) = awaiting(Kind::Server).await;
    drop(arriving);
    copy.tamper(
        "CREATE FUNCTION dolen.other() RETURNS TRIGGER LANGUAGE plpgsql AS
             $$ BEGIN NEW.content := 'another'; RETURN NEW; END $$;
         CREATE TRIGGER other BEFORE INSERT ON dolen.golden_record FOR EACH ROW EXECUTE FUNCTION dolen.other()",
    )
    .await;
    arriving = Arriving::on_server(&copy.administrator(), MIGRATIONS).await.unwrap();
    let mut snapshot = Snapshot::of(&store).await.unwrap();
    let sink = Sink::Arriving(&mut arriving);
    let left = archive::send(Source::Snapshot(&mut snapshot), sink, NOBODY).await.unwrap();
    let found = archive::send(Source::Arrived(&mut arriving), Sink::Nowhere, NOBODY).await.unwrap();
    let others: Vec<&str> =
        left.iter().zip(&found).filter(|(left, found)| left != found).map(|(left, _)| left.table.as_str()).collect();
    assert_eq!(others, ["golden_record"]);
}

#[tokio::test]
async fn bytes_that_were_cut_off_or_altered_are_refused() {
    let home = filled(Kind::File, 6, 1).await;
    let (whole, counted) = bytes(&home.open().await).await;
    let sent = async |bytes: &[u8]| archive::send(Source::Bytes(&mut &*bytes), Sink::Nowhere, NOBODY).await;
    assert_eq!(sent(&whole).await.unwrap(), counted);
    for length in (0..whole.len()).step_by(31).chain(whole.len() - 9..whole.len()) {
        let fault = sent(&whole[..length]).await.unwrap_err();
        assert!(matches!(fault, ArchiveFault::Damaged { .. }), "{length} bytes: {fault}");
    }
    // Bytes 16 to 23 are the number of the schema, which another may have.
    for place in (0..16).chain(24..whole.len()) {
        let mut altered = whole.clone();
        altered[place] ^= 1 << (place % 8);
        assert!(sent(&altered).await.is_err(), "byte {place}");
    }
    let mut newer = whole;
    newer[23] += 1;
    let fault = sent(&newer).await.unwrap_err();
    assert!(matches!(fault, ArchiveFault::Newer { found, known } if found == known + 1), "{fault}");
}
