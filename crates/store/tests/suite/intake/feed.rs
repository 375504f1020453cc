//! Feeds.

use dolen_model::Timestamp;
use dolen_store::feed::StoredFeed;
use dolen_store::staging::Batch;
use dolen_store::{feed, load};

use crate::home::{Kind, on_both};

use super::place::{self, Place};

on_both!(a_feed_is_replaced_under_its_name_and_keeps_what_is_superseded, a_feed_has_loads_from_its_first_landing_on,);

async fn a_feed_is_replaced_under_its_name_and_keeps_what_is_superseded(kind: Kind) {
    let place = Place::new(kind).await;
    let first = place.publish("a", Batch::default()).await;
    let second = place.publish("a", Batch::default()).await;
    let mut work = place.store.begin().await.unwrap();
    load::supersede_before(&mut work, "a", second).await.unwrap();
    work.commit().await.unwrap();
    let changed = StoredFeed { agreement: "ISP-2".to_owned(), added_at: Timestamp(9), ..place::feed("a", "person") };
    place.add_feed(changed).await;
    let names: Vec<String> = feed::all(&place.store).await.unwrap().into_iter().map(|feed| feed.name).collect();
    assert_eq!(names, ["a", "b"]);
    let found = feed::find(&place.store, "a").await.unwrap().unwrap();
    assert_eq!((found.agreement.as_str(), found.added_at), ("ISP-2", Timestamp(9)));
    let visible = load::visible(&place.store).await.unwrap();
    assert!(!visible.contains(&("a".to_owned(), first)), "a changed contract brought a superseded delivery back");
    assert!(feed::find(&place.store, "c").await.unwrap().is_none());
}

async fn a_feed_has_loads_from_its_first_landing_on(kind: Kind) {
    let place = Place::new(kind).await;
    assert!(!load::is_any(&place.store, "a").await.unwrap());
    place.land("a", Batch::default()).await;
    assert!(load::is_any(&place.store, "a").await.unwrap());
    assert!(!load::is_any(&place.store, "b").await.unwrap());
}
