//! Finding golden records by several terms.

use dolen_model::Timestamp;
use dolen_store::Store;
use dolen_store::master::search::{Criterion, TermRange, find};
use dolen_store::master::search_term::{self, SearchTerm};
use dolen_store::master::{member, run};

use crate::home::{Home, Kind, on_both};

on_both!(
    every_criterion_must_be_met_by_a_term_of_the_same_record,
    an_outward_code_is_not_the_beginning_of_a_longer_one,
    nothing_asked_finds_nobody,
    what_a_later_run_ended_is_found_in_the_earlier_one_alone,
    former_members_are_remembered,
);

/// Golden records `a`, `b` and `c` with their terms in run 1; `c` loses its postcode in run 2.
async fn filled(kind: Kind) -> (Home, Store) {
    let home = Home::new(kind).await;
    let store = home.open().await;
    let mut work = store.begin().await.unwrap();
    let first = run::begin(&mut work, "basis", Timestamp(0)).await.unwrap();
    let terms = [
        ("a", "name", "SION"),
        ("a", "name", "PRYDDERCH"),
        ("a", "birth_date", "1980-02-01"),
        ("a", "postcode", "NP204UX"),
        ("b", "name", "SIONED"),
        ("b", "name", "PRYDDERCH"),
        ("b", "birth_date", "1980"),
        ("b", "postcode", "NP24UX"),
        ("c", "name", "SION"),
        ("c", "name", "REES"),
        ("c", "postcode", "NP204UX"),
    ];
    let terms =
        terms.map(|(golden, kind, value)| SearchTerm { kind, value: value.to_owned(), golden: golden.to_owned() });
    search_term::add(&mut work, first, &terms).await.unwrap();
    let second = run::begin(&mut work, "basis", Timestamp(1)).await.unwrap();
    search_term::end(&mut work, second, &[9, 10, 11]).await.unwrap();
    work.commit().await.unwrap();
    (home, store)
}

fn criterion(kind: &'static str, any: &[TermRange]) -> Criterion {
    Criterion { kind, any: any.to_vec() }
}

fn exactly(text: &str) -> TermRange {
    TermRange::exactly(text.to_owned())
}

fn beginning(text: &str) -> TermRange {
    TermRange::beginning(text.to_owned())
}

async fn every_criterion_must_be_met_by_a_term_of_the_same_record(kind: Kind) {
    let (_home, store) = filled(kind).await;
    let found = async |criteria: &[Criterion]| find(&store, 1, criteria, 10).await.unwrap().join(" ");
    assert_eq!(found(&[criterion("name", &[exactly("SION")])]).await, "a c");
    assert_eq!(found(&[criterion("name", &[beginning("SION")])]).await, "a b c");
    assert_eq!(found(&[criterion("name", &[exactly("SION")]), criterion("name", &[exactly("PRYDDERCH")])]).await, "a");
    assert_eq!(found(&[criterion("name", &[beginning("PR")]), criterion("postcode", &[exactly("NP24UX")])]).await, "b");
    assert_eq!(found(&[criterion("postcode", &[exactly("SION")])]).await, "");
    let dates = [exactly("1980"), beginning("1980-")];
    assert_eq!(found(&[criterion("birth_date", &dates)]).await, "a b");
    assert_eq!(found(&[criterion("postcode", &[exactly("NP204UX")]), criterion("birth_date", &dates)]).await, "a");
}

async fn an_outward_code_is_not_the_beginning_of_a_longer_one(kind: Kind) {
    let (_home, store) = filled(kind).await;
    let outward = |code: &str| criterion("postcode", &[TermRange::beginning_and_longer_by(code.to_owned(), 3)]);
    assert_eq!(find(&store, 1, &[outward("NP2")], 10).await.unwrap(), ["b"]);
    assert_eq!(find(&store, 1, &[outward("NP20")], 10).await.unwrap(), ["a", "c"]);
}

async fn nothing_asked_finds_nobody(kind: Kind) {
    let (_home, store) = filled(kind).await;
    assert!(find(&store, 1, &[], 10).await.unwrap().is_empty());
    let nothing = [criterion("name", &[exactly("SION")]), criterion("postcode", &[])];
    assert!(find(&store, 1, &nothing, 10).await.unwrap().is_empty());
}

async fn what_a_later_run_ended_is_found_in_the_earlier_one_alone(kind: Kind) {
    let (_home, store) = filled(kind).await;
    let rees = [criterion("name", &[exactly("REES")])];
    assert_eq!(find(&store, 1, &rees, 10).await.unwrap(), ["c"]);
    assert!(find(&store, 2, &rees, 10).await.unwrap().is_empty());
    let first = [criterion("postcode", &[exactly("NP204UX")]), criterion("name", &[exactly("SION")])];
    assert_eq!(find(&store, 2, &first, 10).await.unwrap(), ["a"]);
}

async fn former_members_are_remembered(kind: Kind) {
    let (_home, store) = filled(kind).await;
    let mut work = store.begin().await.unwrap();
    let of = |golden: &str| member::Member { record: "r".to_owned(), load: 1, golden: golden.to_owned(), place: 0 };
    add_member(&mut work, 2, &of("a")).await;
    work.commit().await.unwrap();
    assert_eq!(dolen_store::master::search::ever_members(&store, 2, "a").await.unwrap(), ["r"]);
    assert!(dolen_store::master::search::ever_members(&store, 1, "a").await.unwrap().is_empty(), "a run not yet made");
}

/// A member of a load that is there.
async fn add_member(work: &mut dolen_store::Work, run: i64, wanted: &member::Member) {
    use dolen_ledger::{Draft, Verb};
    use dolen_model::Bilingual;
    use dolen_store::{feed, load};
    let name = Bilingual { en: "Cwm Derw Council".to_owned(), cy: "Cyngor Cwm Derw".to_owned() };
    let stored = feed::StoredFeed {
        name: "feed".to_owned(),
        organisation: "cwm-derw-council".to_owned(),
        organisation_name: name,
        agreement: "ISP".to_owned(),
        subject: "person".to_owned(),
        format: "csv".to_owned(),
        contract: String::new(),
        added_at: Timestamp(0),
    };
    feed::put(work, &stored).await.unwrap();
    let draft = Draft {
        verb: Verb::Collection,
        actor: "test".to_owned(),
        organisation: None,
        subject: Vec::new(),
        reason: None,
        detail: serde_json::Value::Null,
    };
    let entry = work.enter(draft, [7; 16], Timestamp(0)).await.unwrap();
    let stored = load::StoredLoad {
        id: "l".to_owned(),
        sequence: 1,
        feed: "feed".to_owned(),
        contract: String::new(),
        file: "f.csv".to_owned(),
        sha256: "0".to_owned(),
        bytes: 0,
        landed_at: Timestamp(0),
        state: "published".to_owned(),
        report: None,
        ledger_entry: entry.sequence,
        end_entry: None,
    };
    load::insert(work, &stored).await.unwrap();
    member::add(work, run, std::slice::from_ref(wanted)).await.unwrap();
}
