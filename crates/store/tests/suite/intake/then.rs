//! What was visible at an earlier moment.

use dolen_model::Timestamp;
use dolen_store::staging::Batch;
use dolen_store::{load, source_record};

use super::place::{Place, attribute, record};
use crate::home::{Kind, on_both};

on_both!(what_was_published_up_to_a_moment_is_read_also_what_was_superseded_since,);

async fn what_was_published_up_to_a_moment_is_read_also_what_was_superseded_since(kind: Kind) {
    let place = Place::new(kind).await;
    let batch = |line, term| Batch {
        records: vec![record("r1", line)],
        attributes: vec![attribute("r1", term, line)],
        ..Batch::default()
    };
    place.publish_at("a", true, 10, batch(2, "C01")).await;
    place.publish_at("a", false, 20, batch(3, "C02")).await;
    let late = place.land("a", batch(9, "C09")).await;
    place.publish_at("a", true, 30, Batch::default()).await;
    // Held for long, and published after what came later.
    place.move_at(late, "published", Timestamp(40)).await;
    let told = async |until: i64| {
        let until = Timestamp(until);
        let loads = load::publications(&place.store, until).await.unwrap();
        let loads: Vec<(i64, bool)> = loads.iter().map(|load| (load.sequence, load.is_full)).collect();
        let versions = source_record::versions_until(&place.store, "r1", until).await.unwrap();
        let attributes = source_record::attributes_until(&place.store, "r1", until).await.unwrap();
        let lines: Vec<i64> = versions.iter().map(|version| version.line).collect();
        assert_eq!(attributes.iter().map(|attribute| attribute.line).collect::<Vec<_>>(), lines);
        (loads, lines)
    };
    assert_eq!(told(9).await, (vec![], vec![]));
    assert_eq!(told(10).await, (vec![(1, true)], vec![2]));
    assert_eq!(told(29).await, (vec![(1, true), (2, false)], vec![2, 3]));
    assert_eq!(told(39).await, (vec![(1, true), (2, false), (4, true)], vec![2, 3]));
    assert_eq!(told(40).await, (vec![(1, true), (2, false), (3, false), (4, true)], vec![2, 3, 9]));
    let publication = &load::publications(&place.store, Timestamp(10)).await.unwrap()[0];
    assert_eq!((publication.published_at, publication.landed_at), (Timestamp(10), Timestamp(4)));
    assert_eq!(publication.feed, "a");
}
