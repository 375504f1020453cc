//! The synthetic region's files, read by their contracts: nothing is lost, nothing is refused but for its own fault.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use dolen_model::{PartialDate, PersonField, PersonRecord};
use dolen_read::{Feed, Limits, ReadOptions, ReadSummary, RowContent, RowOutcome, Verdict, read};
use dolen_synth::{FeedFile, Region, RegionOptions};

fn today() -> PartialDate {
    PartialDate::from_day(2026, 3, 31).unwrap()
}

fn region(scale: f64) -> Region {
    Region::generate(&RegionOptions::new(1, scale, today()), None, &mut |_| ()).unwrap()
}

/// Published persons in order, by key, and the file as a whole.
fn load(region: &Region, file: &FeedFile) -> (Vec<(String, PersonRecord)>, ReadSummary) {
    let mut bytes = Vec::new();
    region.write_feed(file.feed, &mut bytes).unwrap();
    let feed = Feed::parse(file.contract).unwrap();
    let options = ReadOptions { limits: Limits::default(), today: today(), postcodes: None };
    let mut persons = Vec::new();
    let summary = read::<()>(&feed, &mut Cursor::new(bytes), &options, &mut |outcome| {
        if let RowOutcome::Published(row) = outcome {
            match row.content {
                RowContent::Person(person) => persons.push((row.key, person)),
                _ => panic!("{} is about persons", file.feed),
            }
        }
        Ok(())
    })
    .unwrap();
    (persons, summary)
}

/// Source and id of every line of the truth.
fn truth(region: &Region) -> BTreeSet<(String, String)> {
    let mut bytes = Vec::new();
    region.write_truth(&mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let told: BTreeSet<(String, String)> = lines.iter().map(|line| (line[0].to_owned(), line[1].to_owned())).collect();
    assert_eq!(told.len(), lines.len(), "one line a record");
    told
}

/// What the region means to be wrong; every other rule would be a fault of a writer or a contract.
const MEANT: [&str; 8] = [
    "date-default",
    "death-before-birth",
    "nhs-number-check-digit",
    "nhs-number-repeated-digit",
    "nhs-number-shared",
    "placeholder",
    "postcode-pseudo",
    "uprn-scientific",
];

#[test]
fn every_source_row_is_one_record_with_one_key_and_one_line_of_truth() {
    let region = region(0.05);
    let truth = truth(&region);
    let (mut received, mut quarantined) = (0, 0);
    let mut met = BTreeSet::new();
    for file in region.feeds().iter().filter(|file| file.counted) {
        let (persons, summary) = load(&region, file);
        assert_eq!(summary.received, file.records as u64, "{}", file.feed);
        assert_eq!(summary.received, summary.published + summary.quarantined, "{}", file.feed);
        assert_eq!(summary.verdict, Verdict::Publish, "{}", file.feed);
        assert!(summary.header_drift.is_empty(), "{}: {:?}", file.feed, summary.header_drift);
        let keys: BTreeSet<&String> = persons.iter().map(|(key, _)| key).collect();
        assert_eq!(keys.len() as u64, summary.published, "{}: a key stands for one row", file.feed);
        for key in keys {
            assert!(truth.contains(&(file.organisation.to_owned(), key.clone())), "{}: a key without truth", file.feed);
        }
        let of = truth.iter().filter(|(source, _)| source == file.organisation).count();
        assert_eq!(of as u64, summary.received, "{}", file.feed);
        for (rule, tally) in &summary.rules {
            assert!(MEANT.contains(rule), "{}: {rule} {} times", file.feed, tally.count);
            met.insert(*rule);
        }
        // A spreadsheet's doing is the only fault that keeps a row back.
        let spoilt = summary.rules.get("uprn-scientific").map_or(0, |tally| tally.count);
        assert_eq!(summary.quarantined, spoilt, "{}", file.feed);
        assert_eq!(spoilt > 0, file.format == "spreadsheet", "{}", file.feed);
        received += summary.received;
        quarantined += summary.quarantined;
    }
    assert_eq!(received, 11_654);
    assert_eq!(truth.len() as u64, received);
    assert!(quarantined * 1_000 < received, "{quarantined}");
    for rule in MEANT.into_iter().filter(|rule| *rule != "death-before-birth") {
        assert!(met.contains(rule), "{rule} never happens");
    }
}

#[test]
fn the_police_send_a_few_rows_that_name_nobody() {
    let region = region(0.1);
    let feeds = region.feeds();
    let file = feeds.iter().find(|file| file.feed == "gororau-victims").unwrap();
    let (persons, _) = load(&region, file);
    let nobody = persons.iter().filter(|(_, person)| !person.can_be_linked()).count();
    assert!(nobody > 0 && nobody * 200 < persons.len(), "{nobody} of {}", persons.len());
}

/// The fields that the standard's form has, and the attributes.
type Told = (BTreeMap<PersonField, String>, BTreeSet<String>);

/// What a file tells of each person, by key.
fn told(persons: Vec<(String, PersonRecord)>) -> BTreeMap<String, Told> {
    const FIELDS: [PersonField; 8] = [
        PersonField::GivenNames,
        PersonField::FamilyName,
        PersonField::Alias,
        PersonField::BirthDate,
        PersonField::Sex,
        PersonField::Uprn,
        PersonField::Address,
        PersonField::Postcode,
    ];
    let mut told: BTreeMap<String, Told> = BTreeMap::new();
    for (key, person) in persons {
        let fields = FIELDS.into_iter().filter_map(|field| Some((field, person.first(field)?.to_owned()))).collect();
        let entry = told.entry(key).or_insert_with(|| (fields, BTreeSet::new()));
        entry.1.extend(person.attributes.iter().map(|attribute| {
            let start = attribute.start.map(|day| day.to_string());
            format!("{:?} {:?} {} {start:?}", attribute.kind, attribute.scheme, attribute.term)
        }));
    }
    told
}

#[test]
fn the_attribute_form_gives_the_same_people_and_attributes_as_the_councils_own_file() {
    let region = region(0.05);
    let feeds = region.feeds();
    let file = |feed: &str| feeds.iter().find(|file| file.feed == feed).unwrap();
    let (own, _) = load(&region, file("cwm-derw-social-care"));
    let (standard, summary) = load(&region, file("cwm-derw-attributes"));
    assert_eq!(summary.quarantined, 0);
    assert!(summary.received > own.len() as u64, "a row an attribute");
    let (own, standard) = (told(own), told(standard));
    assert!(own.keys().eq(standard.keys()), "other people");
    for (key, person) in &own {
        assert!(person.0 == standard[key].0, "other particulars");
        assert!(person.1 == standard[key].1 && !person.1.is_empty(), "other attributes");
    }
}
