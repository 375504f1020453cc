//! A database of every earlier schema, with rows in it, becomes one of this version, and nothing in it is lost.

use dolen_ledger::{Draft, Verb, Verifier};
use dolen_model::{Sensitive, Timestamp};
use dolen_store::master::{golden, judgement, member, pair, run, search_term};
use dolen_store::staging::{self, Batch, Counts, NewItem};
use dolen_store::{MIGRATIONS, Snapshot, Store, StoreFault, feed, ledger, load, source_record};

use crate::home::{Home, Kind, on_both};

on_both!(
    a_database_of_every_earlier_schema_keeps_its_rows,
    a_database_is_brought_to_this_version_once,
    a_database_of_a_newer_version_is_refused_and_stays_as_it_is,
);

/// Rows of the schema after each migration but the last, beside those of the ones before.
const ROWS: [&str; 9] = [
    include_str!("upgrade/0001.sql"),
    include_str!("upgrade/0002.sql"),
    include_str!("upgrade/0003.sql"),
    include_str!("upgrade/0004.sql"),
    include_str!("upgrade/0005.sql"),
    include_str!("upgrade/0006.sql"),
    include_str!("upgrade/0007.sql"),
    include_str!("upgrade/0008.sql"),
    include_str!("upgrade/0009.sql"),
];
/// The last entry of the ledger after each, as it was kept beside the database.
const HEADS: [&str; 9] = [
    "4 5c56d6be207e3e04e0f0412de4fbd2667796da255d771ad2035719d25c8b0269\n",
    "4 5c56d6be207e3e04e0f0412de4fbd2667796da255d771ad2035719d25c8b0269\n",
    "5 dfcebc241e857854581836f1a1964e3b535dd6230b5244f59734112e026fe34d\n",
    "5 dfcebc241e857854581836f1a1964e3b535dd6230b5244f59734112e026fe34d\n",
    "5 dfcebc241e857854581836f1a1964e3b535dd6230b5244f59734112e026fe34d\n",
    "5 dfcebc241e857854581836f1a1964e3b535dd6230b5244f59734112e026fe34d\n",
    "5 dfcebc241e857854581836f1a1964e3b535dd6230b5244f59734112e026fe34d\n",
    "5 dfcebc241e857854581836f1a1964e3b535dd6230b5244f59734112e026fe34d\n",
    "5 dfcebc241e857854581836f1a1964e3b535dd6230b5244f59734112e026fe34d\n",
];

/// A database that was opened at every number up to `last` and got the rows of each.
pub(crate) async fn at(kind: Kind, last: usize) -> Home {
    let home = Home::at(kind, 1).await;
    for number in 1..=last {
        let store = home.open_at(number).await;
        store.close().await;
        home.tamper(ROWS[number - 1]).await;
        std::fs::write(store.head_file(), HEADS[number - 1]).unwrap();
    }
    home
}

async fn check_intake(store: &Store) {
    let feeds: Vec<String> = feed::all(store).await.unwrap().into_iter().map(|feed| feed.name).collect();
    assert_eq!(feeds, ["council", "premises"]);
    assert_eq!(load::all(store).await.unwrap().len(), 2);
    assert_eq!(load::visible(store).await.unwrap(), [("council".to_owned(), 1)]);

    let mut visible = Vec::new();
    source_record::visible::<StoreFault>(&mut Snapshot::of(store).await.unwrap(), |record| {
        visible.push((record.id, record.line, record.part, record.linkable, record.first));
        Ok(())
    })
    .await
    .unwrap();
    let sheet = Some("sheet".to_owned());
    let wanted = [
        ("r1".to_owned(), 2, None, true, (2, 2)),
        ("r2".to_owned(), 3, sheet.clone(), false, (2, 3)),
        ("r3".to_owned(), 4, None, false, (2, 4)),
    ];
    assert_eq!(visible, wanted);
    let places = source_record::unlinkable(store, 9).await.unwrap();
    let places: Vec<_> = places.into_iter().map(|place| (place.part, place.line)).collect();
    assert_eq!(places, [(None, 4), (sheet, 3)], "by place, no part before any");
    assert_eq!(source_record::linked_attribute_count(store).await.unwrap(), 4);
    let counts = Counts { records: 3, unlinkable: 2, attributes: 5, items: 0, quarantined: 0 };
    assert_eq!(staging::count(store, 1).await.unwrap(), counts);

    let found = source_record::attributes(store, &["r1".to_owned()]).await.unwrap();
    let terms: Vec<&str> = found.iter().map(|found| found.attribute.term.as_str()).collect();
    assert_eq!(terms, ["third", "first", "second", "last"], "by place, and of one place in the order they came");
    let (third, first) = (&found[0].attribute, &found[1].attribute);
    assert_eq!((third.event_reference.as_deref(), third.start), (Some("event 1"), None));
    assert_eq!(
        (first.role.as_str(), first.kind.as_standard(), &first.columns[..]),
        ("carer", "Event", &["B".to_owned()][..])
    );
    assert_eq!(
        (first.start.map(|day| day.to_string()), first.end.map(|day| day.to_string())),
        (Some("2020-01-02".to_owned()), Some("2021".to_owned()))
    );

    let counts = Counts { items: 3, quarantined: 4, ..Counts::default() };
    assert_eq!(staging::count(store, 2).await.unwrap(), counts);
    let problems = staging::quarantine(store, 2, 9).await.unwrap();
    assert_eq!(problems, ["[\"four\"]", "[\"four again\"]", "[\"eight\"]", "[\"eight, sheet\"]"]);
}

async fn check_master(store: &Store) {
    let current = run::current(store).await.unwrap();
    assert_eq!(run::find(store, current).await.unwrap().unwrap().basis, "basis");
    let members = member::of_golden(store, current, "g1").await.unwrap();
    assert_eq!(members.iter().map(|member| member.record.as_str()).collect::<Vec<_>>(), ["r1"]);
    assert!(member::of_record(store, current, "r2").await.unwrap().is_none(), "ended by the run");
    assert_eq!(member::of_record(store, 0, "r2").await.unwrap().unwrap().golden, "g0");
    assert_eq!(golden::of_household(store, current, "house", 9).await.unwrap().len(), 1);
    let pairs = pair::for_review(store, current, 9, 0).await.unwrap();
    assert_eq!((pairs[0].weight, pairs[0].pattern, pairs[0].is_joined), (4.5, u64::MAX - 3, false));
    assert_eq!(search_term::find(store, current, "name", "morgan", 9).await.unwrap(), ["g1"]);
    let judgements = judgement::all(store).await.unwrap();
    assert_eq!(judgements.iter().map(|found| (found.is_same, found.is_undone)).collect::<Vec<_>>(), [(true, true)]);
}

/// The chain holds, goes on in the second form, and still holds when what it told in the first is erased.
async fn check_ledger(store: &Store, entries: i64) {
    assert_eq!(verify(store).await, entries);
    let mut work = store.begin().await.unwrap();
    let all: Vec<i64> = (1..=entries).collect();
    let mut detail = serde_json::json!({});
    ledger::naming(&mut work, &all).await.unwrap().write(&mut detail);
    let draft = Draft {
        verb: Verb::Erasure,
        actor: "local:steward".to_owned(),
        organisation: None,
        subject: Vec::new(),
        reason: None,
        detail,
    };
    let by = work.enter(draft, [7; 16], Timestamp(10)).await.unwrap();
    assert_eq!((by.sequence, by.content.form()), (entries + 1, 2));
    assert_eq!(ledger::erase_content(&mut work, &all, by.sequence).await.unwrap(), entries as u64);
    work.commit().await.unwrap();
    assert_eq!(verify(store).await, entries + 1);
}

async fn verify(store: &Store) -> i64 {
    let known = ledger::read_head(store.head_file()).unwrap();
    let mut verifier = Verifier::against(known.into_iter().collect());
    ledger::walk::<StoreFault>(store, |entry| {
        verifier.push(&entry).unwrap();
        Ok(())
    })
    .await
    .unwrap();
    verifier.finish().unwrap().sequence
}

/// Rows can still be added, and deleted in parts.
async fn check_writing(store: &Store) {
    let item = NewItem { key: "new".to_owned(), line: 1, part: None, content: Sensitive::new("{}".to_owned()) };
    let mut work = store.begin().await.unwrap();
    staging::write(&mut work, 2, &Batch { items: vec![item], ..Batch::default() }).await.unwrap();
    let mut rounds = 1;
    while staging::clear(&mut work, 2, 3).await.unwrap() {
        rounds += 1;
    }
    work.commit().await.unwrap();
    assert_eq!(rounds, 2, "4 items and 4 quarantined rows, 3 at a time");
    assert_eq!(staging::count(store, 2).await.unwrap(), Counts::default());
    assert_eq!(staging::count(store, 1).await.unwrap().attributes, 5);
}

async fn a_database_of_every_earlier_schema_keeps_its_rows(kind: Kind) {
    assert_eq!(ROWS.len() + 1, MIGRATIONS.len(), "a step comes with rows of the schema before it");
    for last in 1..=ROWS.len() {
        let home = at(kind, last).await;
        let store = home.open_at(MIGRATIONS.len()).await;
        assert_eq!(home.faults().await, [""; 0], "from {last}");
        check_intake(&store).await;
        if last >= 2 {
            check_master(&store).await;
        }
        let full: Vec<bool> =
            load::publications(&store, Timestamp(9)).await.unwrap().iter().map(|load| load.is_full).collect();
        assert_eq!(full, [last >= 4], "as its contract says");
        check_writing(&store).await;
        check_ledger(&store, if last < 3 { 4 } else { 5 }).await;
    }
}

async fn a_database_is_brought_to_this_version_once(kind: Kind) {
    let home = at(kind, ROWS.len()).await;
    for _ in 0..2 {
        let store = home.open_at(MIGRATIONS.len()).await;
        check_intake(&store).await;
        store.close().await;
    }
}

async fn a_database_of_a_newer_version_is_refused_and_stays_as_it_is(kind: Kind) {
    let home = Home::new(kind).await;
    home.open().await.close().await;
    let newest = MIGRATIONS.len();
    let refused = Store::open_at(&home.place().await, &MIGRATIONS[..newest - 1]).await.unwrap_err();
    let (found, known) = match refused {
        StoreFault::Newer { found, known } => (found, known),
        other => panic!("{other}"),
    };
    assert_eq!((found, known), (MIGRATIONS[newest - 1].number, MIGRATIONS[newest - 2].number));
    home.open().await;
}
