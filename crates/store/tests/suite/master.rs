//! What a match makes: rows are true from a run on and until another, and nobody sees a run before it is current.

use dolen_ledger::{Draft, Verb};
use dolen_model::{Attribute, AttributeRole, AttributeScheme, AttributeType, Bilingual, Timestamp};
use dolen_store::feed::{self, StoredFeed};
use dolen_store::load::{self, StoredLoad};
use dolen_store::master::golden::{self, StoredGolden};
use dolen_store::master::judgement::{self, StoredJudgement};
use dolen_store::master::member::{self, Member};
use dolen_store::master::pair::{self, StoredPair};
use dolen_store::master::run::{self, StoredRun};
use dolen_store::master::run_plan;
use dolen_store::master::search_term::{self, SearchTerm};
use dolen_store::staging::{self, Batch, NewAttribute, NewRecord};
use dolen_store::{Snapshot, Store, StoreFault, Work, source_record};

use crate::home::{Home, Kind, on_both};

on_both!(
    every_earlier_state_can_be_read_back,
    a_run_that_was_cut_off_is_taken_back_without_a_trace,
    taking_back_leaves_a_published_run,
    readers_do_not_wait_for_a_batch_and_do_not_see_it,
    golden_records_and_members_are_found_from_every_side,
    a_golden_record_is_found_by_its_terms,
    pairs_of_a_record_come_from_both_sides_strongest_first,
    what_a_steward_judged_waits_no_more_until_it_is_undone,
    the_run_of_a_moment_is_the_last_that_was_published_by_then,
    a_plan_is_read_as_it_was_written_and_goes_with_its_run,
    the_golden_records_of_several_records_are_found_at_once,
    attributes_are_counted_where_their_person_can_be_matched,
    a_record_keeps_the_place_of_its_first_publication,
);

const NOW: Timestamp = Timestamp(1_795_500_000_000_000);

/// A store with what it holds.
struct Filled {
    store: Store,
    _home: Home,
}

impl Filled {
    /// A store with a feed of persons.
    async fn new(kind: Kind) -> Self {
        let home = Home::new(kind).await;
        let store = home.open().await;
        let mut work = store.begin().await.unwrap();
        let feed = StoredFeed {
            name: "f".to_owned(),
            organisation: "o".to_owned(),
            organisation_name: Bilingual { en: "O".to_owned(), cy: "O".to_owned() },
            agreement: "ISP-1".to_owned(),
            subject: "person".to_owned(),
            format: "csv".to_owned(),
            contract: String::new(),
            added_at: NOW,
        };
        feed::put(&mut work, &feed).await.unwrap();
        work.commit().await.unwrap();
        Self { store, _home: home }
    }

    async fn work(&self) -> Work {
        self.store.begin().await.unwrap()
    }

    /// Publishes a load with these records: id, line, attributes.
    async fn load(&self, is_full: bool, records: &[(&str, i64, usize)]) -> i64 {
        let mut work = self.work().await;
        let sequence = load::next_sequence(&mut work).await.unwrap();
        let entry = enter(&mut work).await;
        let stored = StoredLoad {
            id: format!("load-{sequence}"),
            sequence,
            feed: "f".to_owned(),
            contract: String::new(),
            file: "f.csv".to_owned(),
            sha256: sequence.to_string(),
            bytes: 0,
            landed_at: NOW,
            state: "landed".to_owned(),
            report: None,
            ledger_entry: entry,
            end_entry: None,
        };
        load::insert(&mut work, &stored).await.unwrap();
        let mut batch = Batch::default();
        for &(id, line, attributes) in records {
            batch.records.push(NewRecord {
                id: id.to_owned(),
                key: id.to_owned(),
                line,
                part: None,
                linkable: id != "unlinkable",
                content: "[]".to_owned().into(),
                problems: None,
            });
            batch.attributes.extend((0..attributes).map(|_| attribute(id, line)));
        }
        staging::write(&mut work, sequence, &batch).await.unwrap();
        load::set_state(&mut work, sequence, "published", None, entry, NOW).await.unwrap();
        if is_full {
            load::supersede_before(&mut work, "f", sequence).await.unwrap();
        }
        work.commit().await.unwrap();
        sequence
    }

    /// Begins a run, writes it, and makes it current where `is_published`.
    async fn run(&self, rows: &Rows, is_published: bool) -> i64 {
        let mut work = self.work().await;
        let number = run::begin(&mut work, "basis", NOW).await.unwrap();
        rows.write(&mut work, number).await;
        if is_published {
            let entry = enter(&mut work).await;
            run::publish(&mut work, &published(number, entry)).await.unwrap();
        }
        work.commit().await.unwrap();
        number
    }

    /// Everything that is true in a run.
    async fn all(&self, number: i64) -> Everything {
        let mut all = Everything::default();
        member::walk::<StoreFault>(&self.store, number, |row, member| {
            all.members.push((row, format!("{member:?}")));
            Ok(())
        })
        .await
        .unwrap();
        golden::walk::<StoreFault>(&self.store, number, |row, golden| {
            all.golden.push((row, format!("{golden:?}")));
            Ok(())
        })
        .await
        .unwrap();
        pair::walk::<StoreFault>(&self.store, number, |row, pair| {
            all.pairs.push((row, format!("{pair:?}")));
            Ok(())
        })
        .await
        .unwrap();
        search_term::walk::<StoreFault>(&self.store, number, |row, kind, value, golden| {
            all.terms.push((row, format!("{kind} {value} {golden}")));
            Ok(())
        })
        .await
        .unwrap();
        all
    }
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Everything {
    members: Vec<(i64, String)>,
    golden: Vec<(i64, String)>,
    pairs: Vec<(i64, String)>,
    terms: Vec<(i64, String)>,
}

/// Rows that a run adds and ends.
#[derive(Default)]
struct Rows {
    members: Vec<Member>,
    golden: Vec<StoredGolden>,
    pairs: Vec<StoredPair>,
    terms: Vec<SearchTerm>,
    /// Numbers that end in every table.
    ended: Vec<i64>,
}

impl Rows {
    async fn write(&self, work: &mut Work, number: i64) {
        member::end(work, number, &self.ended).await.unwrap();
        golden::end(work, number, &self.ended).await.unwrap();
        pair::end(work, number, &self.ended).await.unwrap();
        search_term::end(work, number, &self.ended).await.unwrap();
        member::add(work, number, &self.members).await.unwrap();
        golden::add(work, number, &self.golden).await.unwrap();
        pair::add(work, number, &self.pairs).await.unwrap();
        search_term::add(work, number, &self.terms).await.unwrap();
    }

    /// One row of each table for each of some golden records of one source record each.
    fn of(golden: &[&str], load: i64) -> Self {
        let mut rows = Self::default();
        for id in golden {
            rows.members.push(member_of(id, load, &format!("g-{id}"), 0));
            rows.golden.push(golden_of(&format!("g-{id}")));
            rows.pairs.push(pair_of(id, "z", 1.0, None));
            rows.terms.push(term("name", id, &format!("g-{id}")));
        }
        rows
    }
}

async fn enter(work: &mut Work) -> i64 {
    let draft = Draft {
        verb: Verb::Combination,
        actor: "tester".to_owned(),
        organisation: None,
        subject: Vec::new(),
        reason: None,
        detail: serde_json::json!({}),
    };
    work.enter(draft, [7; 16], NOW).await.unwrap().sequence
}

fn published(number: i64, entry: i64) -> StoredRun {
    StoredRun {
        number,
        state: "published".to_owned(),
        basis: "basis".to_owned(),
        model: Some("{}".to_owned()),
        figures: Some("{}".to_owned()),
        started_at: NOW,
        ended_at: Some(NOW),
        ledger_entry: Some(entry),
    }
}

fn attribute(record: &str, line: i64) -> NewAttribute {
    let attribute = Attribute {
        kind: AttributeType::Event,
        scheme: AttributeScheme(AttributeScheme::EVENT.to_owned()),
        term: "contact".to_owned(),
        start: None,
        end: None,
        role: AttributeRole::Subject,
        event_reference: None,
        columns: vec!["C".to_owned()],
    };
    NewAttribute { record: record.to_owned(), line, part: None, attribute }
}

fn member_of(record: &str, load: i64, golden: &str, place: i64) -> Member {
    Member { record: record.to_owned(), load, golden: golden.to_owned(), place }
}

fn golden_of(id: &str) -> StoredGolden {
    StoredGolden {
        id: id.to_owned(),
        content: format!("content of {id}"),
        residence: Some("r".to_owned()),
        household: Some("h".to_owned()),
    }
}

fn pair_of(left: &str, right: &str, weight: f64, between: Option<(&str, &str)>) -> StoredPair {
    StoredPair {
        left: left.to_owned(),
        right: right.to_owned(),
        weight,
        probability: 0.5,
        pattern: u64::MAX - 3,
        guard: None,
        is_joined: between.is_none(),
        between: between.map(|(left, right)| (left.to_owned(), right.to_owned())),
        from_run: 0,
    }
}

fn term(kind: &'static str, value: &str, golden: &str) -> SearchTerm {
    SearchTerm { kind, value: value.to_owned(), golden: golden.to_owned() }
}

async fn every_earlier_state_can_be_read_back(kind: Kind) {
    let home = Filled::new(kind).await;
    let load = home.load(true, &[("a", 1, 0), ("b", 2, 0), ("c", 3, 0)]).await;
    let first = home.run(&Rows::of(&["a", "b"], load), true).await;
    let before = home.all(first).await;
    assert_eq!(before.members.len(), 2);

    let ended = vec![before.members[0].0];
    let second = home.run(&Rows { ended, ..Rows::of(&["c"], load) }, true).await;
    assert_eq!(home.all(first).await, before, "what was true in the first run");
    let after = home.all(second).await;
    assert_eq!(after.members.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [2, 3]);
    assert_eq!((after.golden.len(), after.pairs.len(), after.terms.len()), (2, 2, 2));
    assert_eq!(home.all(0).await, Everything::default(), "nothing is true in run 0");
}

async fn a_run_that_was_cut_off_is_taken_back_without_a_trace(kind: Kind) {
    let home = Filled::new(kind).await;
    let load = home.load(true, &[("a", 1, 0)]).await;
    let current = home.run(&Rows::of(&["a", "b", "c", "d", "e"], load), true).await;
    let before = home.all(current).await;
    let cut_off = home.run(&Rows { ended: vec![1, 2, 3], ..Rows::of(&["f", "g", "h", "i"], load) }, false).await;
    assert_eq!(run::current(&home.store).await.unwrap(), current, "nobody reads it");
    assert_eq!(home.all(current).await, before);
    assert_eq!(run::unfinished(&home.store).await.unwrap(), [cut_off]);

    let mut batches = 1;
    loop {
        let mut work = home.work().await;
        let is_more = run::take_back(&mut work, cut_off, 2).await.unwrap();
        work.commit().await.unwrap();
        if !is_more {
            break;
        }
        batches += 1;
    }
    assert!(batches > 2, "in small batches");
    assert!(run::unfinished(&home.store).await.unwrap().is_empty());
    assert_eq!(home.all(current).await, before);
    assert_eq!(home.all(current + 1).await, before, "no row was left to end in the run that comes next");
    let again = home.run(&Rows::of(&["f"], load), true).await;
    assert_eq!(again, cut_off, "its number is given again");
}

async fn taking_back_leaves_a_published_run(kind: Kind) {
    let home = Filled::new(kind).await;
    let number = home.run(&Rows::default(), true).await;
    let mut work = home.work().await;
    assert!(!run::take_back(&mut work, number, 10).await.unwrap());
    work.commit().await.unwrap();
    let found = run::find(&home.store, number).await.unwrap().unwrap();
    assert_eq!((found.state.as_str(), found.basis.as_str(), found.ended_at), ("published", "basis", Some(NOW)));
    assert_eq!(run::current(&home.store).await.unwrap(), number);
}

async fn readers_do_not_wait_for_a_batch_and_do_not_see_it(kind: Kind) {
    let home = Filled::new(kind).await;
    let load = home.load(true, &[("a", 1, 0)]).await;
    let current = home.run(&Rows::of(&["a"], load), true).await;
    let mut work = home.work().await;
    Rows { ended: vec![1], ..Rows::of(&["b"], load) }.write(&mut work, current).await;
    assert_eq!(home.all(current).await.members.len(), 1);
    drop(work);
    assert_eq!(home.all(current).await.golden[0].0, 1, "a transaction that was dropped leaves nothing");
}

async fn golden_records_and_members_are_found_from_every_side(kind: Kind) {
    let home = Filled::new(kind).await;
    let load = home.load(true, &[("a", 1, 0), ("b", 2, 0), ("c", 3, 0)]).await;
    let rows = Rows {
        members: vec![member_of("b", load, "g1", 1), member_of("a", load, "g1", 0), member_of("c", load, "g2", 0)],
        golden: vec![golden_of("g1"), StoredGolden { household: None, ..golden_of("g2") }],
        ..Rows::default()
    };
    let run = home.run(&rows, true).await;
    let store = &home.store;
    let members = member::of_golden(store, run, "g1").await.unwrap();
    assert_eq!(members.iter().map(|member| member.record.as_str()).collect::<Vec<_>>(), ["a", "b"], "by place");
    assert_eq!(member::of_record(store, run, "c").await.unwrap(), Some(member_of("c", load, "g2", 0)));
    assert_eq!(member::of_record(store, run, "x").await.unwrap(), None);
    assert_eq!(golden::find(store, run, "g2").await.unwrap().unwrap().household, None);
    assert_eq!(golden::find(store, 0, "g2").await.unwrap(), None);
    assert_eq!(golden::of_household(store, run, "h", 10).await.unwrap(), [golden_of("g1")]);
    assert_eq!(golden::count_at_residence(store, run, "r").await.unwrap(), 2);
    let mut places = Vec::new();
    member::walk_places::<StoreFault>(store, run, |record, golden, household| {
        places.push((record, golden, household));
        Ok(())
    })
    .await
    .unwrap();
    places.sort();
    let place = |record: &str, golden: &str, household: Option<&str>| {
        (record.to_owned(), golden.to_owned(), household.map(str::to_owned))
    };
    assert_eq!(places, [place("a", "g1", Some("h")), place("b", "g1", Some("h")), place("c", "g2", None)]);
}

async fn a_golden_record_is_found_by_its_terms(kind: Kind) {
    let home = Filled::new(kind).await;
    let rows = Rows {
        terms: vec![
            term("name", "DAVIES", "g1"),
            term("name", "DAVIES", "g2"),
            term("name", "DAVIESON", "g3"),
            term("postcode", "DAVIES", "g4"),
        ],
        ..Rows::default()
    };
    let run = home.run(&rows, true).await;
    let store = &home.store;
    assert_eq!(search_term::find(store, run, "name", "DAVIES", 10).await.unwrap(), ["g1", "g2"]);
    assert_eq!(search_term::find(store, run, "name", "DAVIES", 1).await.unwrap(), ["g1"]);
    assert!(search_term::find(store, run, "name", "DAVI", 10).await.unwrap().is_empty());
    let beginning = search_term::find_beginning(store, run, "name", "DAVIES", 10).await.unwrap();
    assert_eq!(beginning.iter().map(|(golden, _)| golden.as_str()).collect::<Vec<_>>(), ["g1", "g2", "g3"]);
    let has =
        async |golden, value, beginning| search_term::has(store, run, golden, "name", value, beginning).await.unwrap();
    assert!(has("g3", "DAVI", true).await);
    assert!(!has("g3", "DAVI", false).await);
    assert!(!has("g4", "DAVIES", true).await);
    let next = home.run(&Rows { ended: vec![1], ..Rows::default() }, true).await;
    assert_eq!(search_term::find(store, next, "name", "DAVIES", 10).await.unwrap(), ["g2"]);
    assert_eq!(search_term::find(store, run, "name", "DAVIES", 10).await.unwrap(), ["g1", "g2"]);
}

async fn pairs_of_a_record_come_from_both_sides_strongest_first(kind: Kind) {
    let home = Filled::new(kind).await;
    let pairs =
        vec![pair_of("a", "m", 1.0, None), pair_of("m", "z", 9.0, Some(("g1", "g2"))), pair_of("a", "z", 5.0, None)];
    let run = home.run(&Rows { pairs, ..Rows::default() }, true).await;
    let found = pair::of_record(&home.store, run, "m").await.unwrap();
    assert_eq!(found.iter().map(|pair| pair.weight).collect::<Vec<_>>(), [9.0, 1.0]);
    assert_eq!(found[0], StoredPair { from_run: run, ..pair_of("m", "z", 9.0, Some(("g1", "g2"))) });
}

async fn what_a_steward_judged_waits_no_more_until_it_is_undone(kind: Kind) {
    let home = Filled::new(kind).await;
    let load = home.load(true, &[("a", 1, 0), ("b", 2, 0), ("c", 3, 0), ("d", 4, 0)]).await;
    let guarded = StoredPair { guard: Some("twins".to_owned()), ..pair_of("a", "c", 30.0, Some(("g1", "g3"))) };
    let rows = Rows {
        members: vec![
            member_of("a", load, "g1", 0),
            member_of("b", load, "g2", 0),
            member_of("c", load, "g3", 0),
            member_of("d", load, "g1", 1),
        ],
        pairs: vec![
            guarded,
            pair_of("a", "b", 2.0, Some(("g1", "g2"))),
            pair_of("b", "c", 4.0, Some(("g2", "g3"))),
            StoredPair { is_joined: false, ..pair_of("b", "d", 1.0, None) },
            pair_of("a", "d", 20.0, None),
        ],
        ..Rows::default()
    };
    let run = home.run(&rows, true).await;
    let waiting = async || {
        let pairs = pair::for_review(&home.store, run, 10, 0).await.unwrap();
        assert_eq!(pair::count_for_review(&home.store, run).await.unwrap(), i64::try_from(pairs.len()).unwrap());
        pairs.into_iter().map(|pair| format!("{}{}", pair.left, pair.right)).collect::<Vec<_>>()
    };
    assert_eq!(waiting().await, ["bc", "ab", "ac"], "guarded pairs last, one for every two golden records");
    assert_eq!(pair::for_review(&home.store, run, 1, 1).await.unwrap()[0].weight, 2.0);

    // Another pair of the same two golden records was judged.
    let mut work = home.work().await;
    let judged = StoredJudgement {
        id: "j1".to_owned(),
        left: "b".to_owned(),
        right: "d".to_owned(),
        is_same: false,
        actor: "tester".to_owned(),
        reason: "met both".to_owned(),
        decided_at: NOW,
        ledger_entry: enter(&mut work).await,
        is_undone: false,
    };
    judgement::insert(&mut work, &judged).await.unwrap();
    assert_eq!(judgement::between(&mut work, "b", "d").await.unwrap(), Some(judged.clone()));
    work.commit().await.unwrap();
    assert_eq!(waiting().await, ["bc", "ac"]);
    assert_eq!(judgement::in_force(&home.store).await.unwrap(), std::slice::from_ref(&judged));

    let mut work = home.work().await;
    let entry = enter(&mut work).await;
    let undone_at = Timestamp(NOW.0 + 10);
    judgement::undo(&mut work, "j1", "tester", "mistaken", undone_at, entry).await.unwrap();
    assert_eq!(judgement::between(&mut work, "b", "d").await.unwrap(), None);
    assert!(judgement::find_in(&mut work, "j1").await.unwrap().unwrap().is_undone);
    work.commit().await.unwrap();
    assert_eq!(waiting().await, ["bc", "ab", "ac"]);
    assert!(judgement::in_force(&home.store).await.unwrap().is_empty());
    assert_eq!(judgement::all(&home.store).await.unwrap(), [StoredJudgement { is_undone: true, ..judged }]);
    let in_force_at = async |moment: i64| judgement::in_force_at(&home.store, Timestamp(moment)).await.unwrap().len();
    for (moment, count) in [(NOW.0 - 1, 0), (NOW.0, 1), (NOW.0 + 9, 1), (NOW.0 + 10, 0)] {
        assert_eq!(in_force_at(moment).await, count, "{moment}");
    }

    let mut work = home.work().await;
    let entry = enter(&mut work).await;
    assert!(judgement::undo(&mut work, "j1", "tester", "again", NOW, entry).await.is_err(), "undone once and for all");
}

async fn the_run_of_a_moment_is_the_last_that_was_published_by_then(kind: Kind) {
    let home = Filled::new(kind).await;
    assert_eq!(run::at(&home.store, Timestamp(i64::MAX)).await.unwrap(), 0);
    for ended in [100, 200] {
        let mut work = home.work().await;
        let number = run::begin(&mut work, "basis", Timestamp(ended - 50)).await.unwrap();
        let entry = enter(&mut work).await;
        let run = StoredRun { ended_at: Some(Timestamp(ended)), ..published(number, entry) };
        run::publish(&mut work, &run).await.unwrap();
        work.commit().await.unwrap();
    }
    home.run(&Rows::default(), false).await;
    for (moment, number) in [(99, 0), (100, 1), (199, 1), (200, 2), (i64::MAX, 2)] {
        assert_eq!(run::at(&home.store, Timestamp(moment)).await.unwrap(), number, "{moment}");
    }
}

async fn attributes_are_counted_where_their_person_can_be_matched(kind: Kind) {
    let home = Filled::new(kind).await;
    home.load(true, &[("gone", 1, 9)]).await;
    home.load(true, &[("a", 1, 2), ("b", 2, 3), ("unlinkable", 3, 4)]).await;
    home.load(false, &[("a", 1, 5)]).await;
    assert_eq!(source_record::linked_attribute_count(&home.store).await.unwrap(), 5 + 3, "of the newest version");
}

async fn a_record_keeps_the_place_of_its_first_publication(kind: Kind) {
    let home = Filled::new(kind).await;
    home.load(true, &[("a", 7, 0), ("b", 8, 0)]).await;
    let second = home.load(true, &[("a", 2, 0)]).await;
    let found = source_record::find(&home.store, "a").await.unwrap().unwrap();
    assert_eq!((found.load, found.line, found.first.1), (second, 2, 7));
    assert!(source_record::find(&home.store, "b").await.unwrap().is_none(), "the full delivery no longer has it");
    let mut seen = Vec::new();
    source_record::visible::<StoreFault>(&mut Snapshot::of(&home.store).await.unwrap(), |record| {
        seen.push((record.id, record.first));
        Ok(())
    })
    .await
    .unwrap();
    assert_eq!(seen, [("a".to_owned(), found.first)]);
}

async fn a_plan_is_read_as_it_was_written_and_goes_with_its_run(kind: Kind) {
    let filled = Filled::new(kind).await;
    let store = &filled.store;
    let first = filled.run(&Rows::default(), true).await;
    let second = filled.run(&Rows::default(), false).await;
    for (run, pieces) in [(first, &[&b"one "[..], b"\0two"][..]), (second, &[b"cut off"])] {
        for (content, place) in pieces.iter().zip(0..) {
            let mut work = store.begin_unseen().await.unwrap();
            run_plan::add(&mut work, run, place, content).await.unwrap();
            work.commit().await.unwrap();
        }
    }
    assert_eq!(run_plan::read(store, first).await.unwrap().as_deref(), Some(&b"one \0two"[..]));
    assert_eq!(run_plan::runs(store).await.unwrap(), [first, second]);
    let mut work = store.begin_unseen().await.unwrap();
    assert!(!run::take_back(&mut work, second, 10).await.unwrap());
    work.commit().await.unwrap();
    assert_eq!(run_plan::runs(store).await.unwrap(), [first]);
    let mut work = store.begin_unseen().await.unwrap();
    run_plan::remove_before(&mut work, first).await.unwrap();
    run_plan::remove_before(&mut work, first + 1).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(run_plan::read(store, first).await.unwrap(), None);
}

async fn the_golden_records_of_several_records_are_found_at_once(kind: Kind) {
    let filled = Filled::new(kind).await;
    let load = filled.load(true, &[("a", 1, 0), ("b", 2, 0), ("unlinkable", 3, 0)]).await;
    let run = filled.run(&Rows::of(&["a", "b"], load), true).await;
    let asked = ["b", "nobody", "a"].map(str::to_owned);
    let found = member::of_records(&filled.store, run, &asked).await.unwrap();
    assert_eq!(found.iter().map(|member| member.golden.as_str()).collect::<Vec<_>>(), ["g-a", "g-b"]);
    assert!(member::of_records(&filled.store, run - 1, &asked).await.unwrap().is_empty());

    filled.load(false, &[("b", 9, 0), ("c", 4, 0)]).await;
    let mut versions = Vec::new();
    let mut snapshot = Snapshot::of(&filled.store).await.unwrap();
    source_record::visible_versions::<StoreFault>(&mut snapshot, |id, load, organisation| {
        versions.push((id, load, organisation.to_owned()));
        Ok(())
    })
    .await
    .unwrap();
    versions.sort();
    let wanted = [("a", load), ("b", load + 1), ("c", load + 1)];
    assert_eq!(versions, wanted.map(|(id, load)| (id.to_owned(), load, "o".to_owned())));
}
