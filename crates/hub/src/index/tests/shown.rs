//! Who is shown of those whom an index has.

use dolen_ledger::Verb;
use dolen_model::PersonField::{BirthDate, FamilyName, GivenNames};
use dolen_store::ledger;
use dolen_store::master::run_plan;

use super::people::{FEEDS, inquiry, known, values};
use super::{another, follow};
use crate::master::tests::{Everything, Loaded, row};
use crate::view::{Found, Query, SearchResult, SimilarHit};
use crate::{Hub, consult, erasure, master};

fn query(name: &str, birth_date: &str) -> Query {
    Query { name: Some(name.to_owned().into()), birth_date: Some(birth_date.to_owned().into()), ..Query::default() }
}

/// Asks for a person by a name that has a slip, and the day of birth.
async fn find(hub: &Hub, number: usize) -> SearchResult {
    let values = values(number, 1);
    let name = format!("{} {}", values[0].1, values[1].1);
    consult::find(hub, &query(&name, &values[2].1), None, "local:ann").await.unwrap()
}

fn similar(result: &SearchResult) -> Vec<&str> {
    found(result).iter().map(|similar| similar.hit.golden.as_str()).collect()
}

/// Who is similar, where that could be asked.
fn found(result: &SearchResult) -> &[SimilarHit] {
    result.similar.as_deref().expect("the index is asked")
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_similar_is_shown_beside_who_is_found_and_is_in_the_ledger() {
    let loaded = known("").await;
    let hub = &loaded.hub;
    master::match_pending(hub, "tester", &|_| ()).await.unwrap();
    assert!(find(hub, 3).await.similar.is_none(), "a command has no index");
    follow::once(hub).await.unwrap();
    let result = find(hub, 3).await;
    assert!(result.hits.is_empty(), "no record is spelt so");
    let names: Vec<&str> = found(&result).iter().map(|similar| similar.hit.name.expose().as_str()).collect();
    assert_eq!(names, ["PRYDDERCH, Gethin"]);
    let last = ledger::entries_of(&hub.store, Verb::Consultation, 1).await.unwrap();
    let told = last[0].told().unwrap();
    assert_eq!(told.subject, similar(&result));
    assert_eq!((&told.detail["shown"], &told.detail["similar"]), (&0.into(), &1.into()));

    // As it is shown again, by what a session keeps.
    let again = consult::find_again(hub, &Found::of(&result)).await.unwrap();
    assert_eq!(similar(&again), similar(&result));
    assert!(found(&again)[0].weight > 0.0 && found(&again)[0].weight == found(&result)[0].weight);

    // Who is found is not told of as similar too.
    let rightly = consult::find(hub, &query("Gethin Prydderch", &values(3, 0)[2].1), None, "local:ann").await.unwrap();
    assert_eq!((rightly.hits.len(), similar(&rightly).len()), (1, 0));
    assert_eq!(rightly.hits[0].golden, similar(&result)[0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_found_is_shown_while_the_index_is_busy_and_that_it_was_not_asked_is_told() {
    let loaded = known("").await;
    let hub = &loaded.hub;
    let rightly = query("Gethin Prydderch", &values(3, 0)[2].1);
    assert_eq!(similar(&find(hub, 3).await).len(), 0, "nobody was matched: there is nobody to ask for");
    master::match_pending(hub, "tester", &|_| ()).await.unwrap();
    follow::once(hub).await.unwrap();
    let busy = hub.index.live.lock().await;
    let found = consult::find(hub, &rightly, None, "local:ann").await.unwrap();
    assert_eq!((found.hits.len(), found.similar.is_none()), (1, true));
    let last = ledger::entries_of(&hub.store, Verb::Consultation, 1).await.unwrap();
    assert!(last[0].told().unwrap().detail["similar"].is_null());
    let again = consult::find_again(hub, &Found::of(&found)).await.unwrap();
    assert_eq!((again.hits.len(), again.similar.is_none()), (1, true));
    drop(busy);
    assert_eq!(similar(&find(hub, 3).await).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_finds_who_was_erased_and_no_process_keeps_them() {
    let loaded = known("").await;
    let (hub, other) = (&loaded.hub, another(&loaded, 1).await);
    master::match_pending(hub, "tester", &|_| ()).await.unwrap();
    for hub in [hub, &other] {
        follow::once(hub).await.unwrap();
        assert_eq!(similar(&find(hub, 3).await).len(), 1);
    }
    let named: Vec<String> = FEEDS.iter().map(|feed| format!("of-{feed}:3")).collect();
    erasure::erase(hub, &named, "court order 7", "tester", &|_| ()).await.unwrap();
    assert_eq!(hub.index.search(&[inquiry(3)]).await.unwrap(), None, "the process that erases has none by now");
    // The other has not looked yet: its index has them still, and shows nobody.
    assert!(!other.index.search(&[inquiry(3)]).await.unwrap().unwrap().is_empty());
    assert!(similar(&find(&other, 3).await).is_empty());
    let erased = FEEDS.map(|feed| loaded.id(feed, "3"));
    for hub in [hub, &other] {
        follow::once(hub).await.unwrap();
        let near = hub.index.search(&[inquiry(3)]).await.unwrap().unwrap();
        assert!(near.iter().all(|near| !erased.contains(&near.record)), "{near:?}");
        assert!(similar(&find(hub, 3).await).is_empty());
        assert_eq!(similar(&find(hub, 4).await).len(), 1, "others are as they were");
    }
    assert_eq!(run_plan::runs(&hub.store).await.unwrap().len(), 1, "and no plan that was made with them");
}

/// A hub with a record that came after the match, under another name, and that a steward took for the third person's.
async fn judged() -> (Loaded, String) {
    let loaded = known("").await;
    let hub = &loaded.hub;
    master::match_pending(hub, "tester", &|_| ()).await.unwrap();
    loaded.feed("police", "of-police").await;
    let alias = [(GivenNames, "Zephyrwen"), (FamilyName, "Quillaby"), (BirthDate, "1971-03-04")];
    loaded.publish("police", false, vec![row("alias", 2, &alias)]).await;
    master::judge(hub, "of-police:alias", "of-adults:3", true, "her own word", "tester").await.unwrap();
    let everything = Everything::current(hub).await;
    assert_eq!(everything.golden_of(&loaded.id("police", "alias")), None);
    let golden = everything.golden_of(&loaded.id(FEEDS[0], "3")).unwrap().to_owned();
    (loaded, golden)
}

async fn find_alias(hub: &Hub) -> SearchResult {
    consult::find(hub, &query("Zephyrwen Quillaby", "1971-03-04"), None, "local:ann").await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_came_after_the_match_leads_to_its_person_as_it_is_judged_now() {
    let (loaded, golden) = judged().await;
    let hub = &loaded.hub;
    follow::once(hub).await.unwrap();
    assert_eq!(similar(&find_alias(hub).await), [golden.as_str()]);
    let decision = master::review_list(hub, 1, "tester").await.unwrap().decisions[0].decision.clone();
    master::undo(hub, &decision, "a mistake", "tester").await.unwrap();
    follow::once(hub).await.unwrap();
    assert!(similar(&find_alias(hub).await).is_empty(), "it has no golden record, and nobody to lead to");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_erased_leads_nowhere() {
    let (loaded, golden) = judged().await;
    let other = another(&loaded, 1).await;
    follow::once(&other).await.unwrap();
    assert_eq!(similar(&find_alias(&other).await), [golden.as_str()]);
    let named = ["of-police:alias".to_owned()];
    erasure::erase(&loaded.hub, &named, "court order 7", "tester", &|_| ()).await.unwrap();
    assert!(similar(&find_alias(&other).await).is_empty(), "though the other has not looked yet");
    follow::once(&other).await.unwrap();
    assert!(similar(&find_alias(&other).await).is_empty());
    assert_eq!(similar(&find(&other, 3).await), [golden.as_str()], "the person is there");
}
