//! The five agencies of a small region, whole.

use std::collections::BTreeMap;

use dolen_model::{PartialDate, PersonField};
use dolen_store::{StoreFault, source_record};
use dolen_synth::{FeedFile, Region, RegionOptions};

use super::support::{Place, load};
use crate::view::LoadState;

fn region() -> Region {
    let today = PartialDate::parse_iso("2026-11-24").unwrap();
    Region::generate(&RegionOptions::new(5, 0.01, today), None, &mut |_| ()).unwrap()
}

fn bytes(region: &Region, file: &FeedFile) -> Vec<u8> {
    let mut bytes = Vec::new();
    region.write_feed(file.feed, &mut bytes).unwrap();
    bytes
}

#[tokio::test(flavor = "multi_thread")]
async fn every_record_of_five_agencies_is_accounted_for() {
    let region = region();
    let files: Vec<FeedFile> = region.feeds().into_iter().filter(|file| file.counted).collect();
    let contracts: Vec<&str> = files.iter().map(|file| file.contract).collect();
    let place = Place::new(&contracts).await;
    let (mut received, mut published) = (0, 0);
    for file in &files {
        let report = load(&place.hub, file.feed, &file.file_name, &bytes(&region, file), &|_| ()).await.unwrap();
        let summary = &report.summary;
        assert_eq!(summary.state, LoadState::Published, "{}: {:?}", file.feed, report.reasons);
        assert_eq!(summary.received, file.records as u64, "{}", file.feed);
        assert_eq!(summary.received, summary.published + summary.quarantined, "{}", file.feed);
        let counts = place.counts(summary.sequence).await;
        assert_eq!(u64::try_from(counts.records), Ok(summary.published), "{}", file.feed);
        assert_eq!(u64::try_from(counts.quarantined), Ok(summary.quarantined), "{}", file.feed);
        assert_eq!(report.quarantine.len() as u64, summary.quarantined.min(1_000), "{}", file.feed);
        received += summary.received;
        published += summary.published;
    }
    assert_eq!(received, region.records() as u64);
    assert_eq!(place.visible().await.len() as u64, published);
}

/// The fields of a person that the standard's file has, too.
const COMMON: [PersonField; 6] = [
    PersonField::FamilyName,
    PersonField::GivenNames,
    PersonField::BirthDate,
    PersonField::Sex,
    PersonField::Uprn,
    PersonField::Postcode,
];

/// A person as a feed tells of them: values, and attributes as scheme, term and start.
#[derive(PartialEq, Eq)]
struct Person {
    values: Vec<(&'static str, String)>,
    attributes: Vec<(String, String, Option<PartialDate>)>,
}

/// Every visible record by its key.
async fn people(place: &Place) -> BTreeMap<String, Person> {
    let mut found = Vec::new();
    source_record::visible::<StoreFault>(&mut dolen_store::Snapshot::of(&place.hub.store).await.unwrap(), |record| {
        let values = record.values()?.into_iter().filter(|value| COMMON.contains(&value.field));
        let mut values: Vec<_> = values.map(|value| (value.field.as_str(), value.value.into_owned())).collect();
        values.sort_unstable();
        found.push((record.key, record.id, values));
        Ok(())
    })
    .await
    .unwrap();
    let mut people = BTreeMap::new();
    for (key, id, values) in found {
        let attributes =
            source_record::attributes(&place.hub.store, std::slice::from_ref(&id)).await.unwrap().into_iter();
        let told = attributes.map(|one| (one.attribute.scheme.0, one.attribute.term, one.attribute.start));
        let mut attributes: Vec<_> = told.collect();
        attributes.sort();
        people.insert(key, Person { values, attributes });
    }
    people
}

#[tokio::test(flavor = "multi_thread")]
async fn the_standards_attribute_file_gives_the_same_people_and_attributes_as_the_councils_own() {
    let region = region();
    let mut found = Vec::new();
    for feed in ["cwm-derw-social-care", "cwm-derw-attributes"] {
        let file = region.feeds().into_iter().find(|file| file.feed == feed).unwrap();
        let place = Place::new(&[file.contract]).await;
        let report = load(&place.hub, feed, &file.file_name, &bytes(&region, &file), &|_| ()).await.unwrap();
        assert_eq!((report.summary.state, report.summary.quarantined), (LoadState::Published, 0), "{:?}", report.rules);
        found.push(people(&place).await);
    }
    assert!(found[0].len() > 200 && found[0].values().any(|person| person.attributes.len() > 1));
    let differing = found[0].iter().filter(|(key, person)| found[1].get(*key) != Some(*person)).count();
    assert_eq!((differing, found[0].len()), (0, found[1].len()));
}
