//! A hub with three source records of two agencies: two of Siôn Prydderch, joined, and one of his father of the same name.

use std::path::Path;
use std::sync::Arc;

use dolen_ledger::{Draft, Entry, Verb};
use dolen_link::{Given, Specification, Table, link};
use dolen_model::{
    Attribute, AttributeRole, AttributeScheme, AttributeType, Bilingual, CountingIds, FieldValue, FixedClock,
    PartialDate, PersonField, Sensitive, Timestamp, counted_secrets,
};
use dolen_store::master::golden::{self, StoredGolden};
use dolen_store::master::member::{self, Member};
use dolen_store::master::pair::{self, StoredPair};
use dolen_store::master::run::{self, StoredRun};
use dolen_store::master::search_term::{self, SearchTerm};
use dolen_store::staging::{self, Batch, NewAttribute, NewRecord};
use dolen_store::{Work, feed, ledger, load, source_record};

use crate::master::{ChosenValue, GoldenContent, OtherValue};
use crate::view::WhyChosen;
use crate::{Hub, HubFault};

pub(super) const COUNCIL: &str = "cwm-derw-social-care";
pub(super) const HEALTH: &str = "gwynfan-admissions";
/// 24 November 2026, half past nine.
pub(super) const NOW: Timestamp = Timestamp(1_795_512_600_000_000);

/// The hub with what the tests ask for.
pub(super) struct Filled {
    pub(super) hub: Hub,
    pub(super) son: String,
    pub(super) father: String,
    /// Source records: the son's of council and health, the father's of the council.
    pub(super) records: [String; 3],
    _folder: tempfile::TempDir,
}

pub(super) async fn filled() -> Filled {
    let folder = tempfile::tempdir().unwrap();
    let hub = opened(&folder.path().join("hub")).await;
    let ids = [(COUNCIL, "C1"), (HEALTH, "H1"), (COUNCIL, "C2")].map(|(feed, key)| hub.key.source_record(feed, key));
    let (son, father) = (hub.key.golden_record(&ids[0]), hub.key.golden_record(&ids[2]));
    let mut work = hub.store.begin().await.unwrap();
    loaded(&mut work, 1, COUNCIL, ("Cwm Derw Council", "Cyngor Cwm Derw")).await;
    loaded(&mut work, 2, HEALTH, ("Gwynfan Health Board", "Bwrdd Iechyd Gwynfan")).await;
    staging::write(&mut work, 1, &council(&ids)).await.unwrap();
    staging::write(&mut work, 2, &health(&ids)).await.unwrap();
    let number = run::begin(&mut work, "basis", NOW).await.unwrap();
    let member = |record: usize, load: i64, golden: &str, place: i64| Member {
        record: ids[record].clone(),
        load,
        golden: golden.to_owned(),
        place,
    };
    let members = [member(0, 1, &son, 0), member(1, 2, &son, 1), member(2, 1, &father, 0)];
    member::add(&mut work, number, &members).await.unwrap();
    golden::add(&mut work, number, &[golden_of(&son, son_content()), golden_of(&father, father_content())])
        .await
        .unwrap();
    search_term::add(&mut work, number, &terms(&son, &father)).await.unwrap();
    let (pairs, model) = matched(&ids);
    pair::add(&mut work, number, &pairs).await.unwrap();
    let entry = enter(&mut work).await;
    let published = StoredRun {
        number,
        state: "published".to_owned(),
        basis: "basis".to_owned(),
        model: Some(model),
        figures: None,
        started_at: NOW,
        ended_at: Some(NOW),
        ledger_entry: Some(entry.sequence),
    };
    run::publish(&mut work, &published).await.unwrap();
    work.commit().await.unwrap();
    Filled { hub, son, father, records: ids, _folder: folder }
}

/// A new, empty hub.
pub(super) async fn opened(folder: &Path) -> Hub {
    let ids = Arc::new(CountingIds::starting_at(1));
    let (clock, database) = (Arc::new(FixedClock(NOW)), crate::testing::database());
    Hub::create(folder, [7; 32], database, "local:test", clock, ids, counted_secrets(1)).await.unwrap()
}

/// Every entry of the ledger.
pub(super) async fn entries(hub: &Hub) -> Vec<Entry> {
    let mut entries = Vec::new();
    let each = |entry| {
        entries.push(entry);
        Ok::<(), HubFault>(())
    };
    ledger::walk(&hub.store, each).await.unwrap();
    entries
}

async fn enter(work: &mut Work) -> Entry {
    let draft = Draft {
        verb: Verb::Collection,
        actor: "local:test".to_owned(),
        organisation: None,
        subject: Vec::new(),
        reason: None,
        detail: serde_json::Value::Null,
    };
    work.enter(draft, [7; 16], NOW).await.unwrap()
}

async fn loaded(work: &mut Work, sequence: i64, name: &str, (en, cy): (&str, &str)) {
    let stored = feed::StoredFeed {
        name: name.to_owned(),
        organisation: name.rsplit_once('-').unwrap().0.to_owned(),
        organisation_name: Bilingual { en: en.to_owned(), cy: cy.to_owned() },
        agreement: format!("ISP-{sequence}"),
        subject: "person".to_owned(),
        format: "csv".to_owned(),
        contract: String::new(),
        added_at: NOW,
    };
    feed::put(work, &stored).await.unwrap();
    let entry = enter(work).await;
    let stored = load::StoredLoad {
        id: format!("load-{sequence}"),
        sequence,
        feed: name.to_owned(),
        contract: String::new(),
        file: format!("{name}.csv"),
        sha256: "0".repeat(64),
        bytes: 1,
        // Ten days before.
        landed_at: Timestamp(NOW.0 - 10 * 86_400_000_000),
        state: "published".to_owned(),
        report: None,
        ledger_entry: entry.sequence,
        end_entry: None,
    };
    load::insert(work, &stored).await.unwrap();
    load::set_state(work, sequence, "published", None, entry.sequence, NOW).await.unwrap();
}

fn record(id: &str, key: &str, line: i64, values: &[(PersonField, &str)]) -> NewRecord {
    let value = |(field, value): &(PersonField, &str)| FieldValue {
        field: *field,
        value: Sensitive::new((*value).to_owned()),
        column: format!("COL_{}", field.as_str().to_uppercase()),
    };
    let values: Vec<FieldValue> = values.iter().map(value).collect();
    NewRecord {
        id: id.to_owned(),
        key: key.to_owned(),
        line,
        part: None,
        linkable: true,
        content: source_record::content(&values).unwrap(),
        problems: None,
    }
}

pub(super) fn date(text: &str) -> PartialDate {
    PartialDate::parse_iso(text).unwrap()
}

/// Kind, term and role; first and last day; reference of the event.
type Told<'a> = (AttributeType, &'a str, AttributeRole, Option<&'a str>, Option<&'a str>, Option<&'a str>);

fn attribute(record: &str, (kind, term, role, start, end, event_reference): Told<'_>) -> NewAttribute {
    let scheme = if term.len() == 3 { AttributeScheme::INDICATOR } else { AttributeScheme::EVENT };
    NewAttribute {
        record: record.to_owned(),
        line: 2,
        part: None,
        attribute: Attribute {
            kind,
            scheme: AttributeScheme(scheme.to_owned()),
            term: term.to_owned(),
            start: start.map(date),
            end: end.map(date),
            role,
            event_reference: event_reference.map(str::to_owned),
            columns: vec![format!("COL_{term}")],
        },
    }
}

fn council(ids: &[String; 3]) -> Batch {
    use AttributeRole::{Perpetrator, Subject, Victim};
    use AttributeType::{Circumstance, Event, Risk, Service};
    use PersonField as Field;
    let son = [
        (Field::GivenNames, "Siôn Rhys"),
        (Field::FamilyName, "Prydderch"),
        (Field::BirthDate, "1980-02-01"),
        (Field::Address, "12 Heol Afallon, Cwm Derw"),
        (Field::Postcode, "NP20 4UX"),
        (Field::PreviousAddress, "3 Stryd y Bont, Cwm Derw, NP20 1AB"),
        (Field::LeadWorker, "Rhodri Ellis"),
        (Field::Team, "Adults, north"),
        (Field::InvolvedSince, "2025-03-02"),
        (Field::LastContact, "2026-10-12"),
        (Field::AsAt, "2026-10-31"),
    ];
    let father = [
        (Field::GivenNames, "Siôn"),
        (Field::FamilyName, "Prydderch"),
        (Field::BirthDate, "1951"),
        (Field::DeathDate, "2026-01-09"),
        (Field::Address, "12 Heol Afallon, Cwm Derw"),
        (Field::Postcode, "NP20 4UX"),
        (Field::InvolvedSince, "2020-01-01"),
        (Field::InvolvedUntil, "2026-01-09"),
    ];
    let attributes: [Told<'_>; 7] = [
        (Event, "P01", Victim, Some("2026-02-11"), None, Some("INC-1")),
        (Risk, "P03", Perpetrator, Some("2025-06-01"), Some("2025-06-01"), None),
        (Circumstance, "A03", Subject, Some("2025-03-02"), None, None),
        (Service, "A02", Subject, Some("2024-01-01"), Some("2026-05-20"), None),
        (Event, "P08", Subject, Some("2025-11-23"), None, None),
        (Event, "P11", Victim, Some("2024-11"), None, None),
        (Event, "review", Subject, Some("2026-10-12"), None, None),
    ];
    Batch {
        records: vec![record(&ids[0], "C1", 2, &son), record(&ids[2], "C2", 3, &father)],
        attributes: attributes.into_iter().map(|told| attribute(&ids[0], told)).collect(),
        ..Batch::default()
    }
}

fn health(ids: &[String; 3]) -> Batch {
    use AttributeRole::Victim;
    use AttributeType::Event;
    use PersonField as Field;
    let son = [
        (Field::GivenNames, "SION"),
        (Field::FamilyName, "PRYDDERCH"),
        (Field::BirthDate, "1980-02-01"),
        (Field::NhsNumber, "9434765919"),
        (Field::Address, "12, HEOL AFALLON, OAKVALE"),
        (Field::Postcode, "NP20 4UX"),
        (Field::Uprn, "100100200300"),
        (Field::InvolvedSince, "2026-02-11"),
        (Field::InvolvedUntil, "2026-02-14"),
    ];
    let attributes: [Told<'_>; 3] = [
        (Event, "P01", Victim, Some("2026-02-12"), None, Some("INC-1")),
        (Event, "P01", AttributeRole::Subject, Some("2026-06-01"), None, Some("INC-2")),
        (Event, "attendance", AttributeRole::Subject, Some("2026-02-11"), None, None),
    ];
    Batch {
        records: vec![record(&ids[1], "H1", 7, &son)],
        attributes: attributes.into_iter().map(|told| attribute(&ids[1], told)).collect(),
        ..Batch::default()
    }
}

fn chosen(field: PersonField, value: &str, why: WhyChosen, places: &[u32]) -> ChosenValue {
    ChosenValue { field, value: Sensitive::new(value.to_owned()), why, places: places.to_vec(), conflicts: Vec::new() }
}

fn son_content() -> GoldenContent {
    let mut given = chosen(PersonField::GivenNames, "Siôn Rhys", WhyChosen::MostComplete, &[0]);
    given.conflicts = vec![OtherValue { value: Sensitive::new("SION".to_owned()), places: vec![1] }];
    GoldenContent {
        values: vec![
            given,
            chosen(PersonField::FamilyName, "Prydderch", WhyChosen::AllAgree, &[0, 1]),
            chosen(PersonField::BirthDate, "1980-02-01", WhyChosen::AllAgree, &[0, 1]),
            chosen(PersonField::NhsNumber, "9434765919", WhyChosen::OnlyValue, &[1]),
            chosen(PersonField::Address, "12 Heol Afallon, Cwm Derw", WhyChosen::Newest, &[0, 1]),
            chosen(PersonField::Postcode, "NP20 4UX", WhyChosen::AllAgree, &[0, 1]),
        ],
    }
}

fn father_content() -> GoldenContent {
    GoldenContent {
        values: vec![
            chosen(PersonField::GivenNames, "Siôn", WhyChosen::OnlyValue, &[0]),
            chosen(PersonField::FamilyName, "Prydderch", WhyChosen::OnlyValue, &[0]),
            chosen(PersonField::BirthDate, "1951", WhyChosen::OnlyValue, &[0]),
            chosen(PersonField::DeathDate, "2026-01-09", WhyChosen::OnlyValue, &[0]),
        ],
    }
}

fn golden_of(id: &str, content: GoldenContent) -> StoredGolden {
    StoredGolden {
        id: id.to_owned(),
        content: serde_json::to_string(&content).unwrap(),
        residence: Some("residence".to_owned()),
        household: Some("household".to_owned()),
    }
}

fn terms(son: &str, father: &str) -> Vec<SearchTerm> {
    let told = [
        (son, "name", "SION"),
        (son, "name", "RHYS"),
        (son, "name", "PRYDDERCH"),
        (son, "birth_date", "1980-02-01"),
        (son, "postcode", "NP204UX"),
        (son, "postcode", "NP201AB"),
        (son, "nhs_number", "9434765919"),
        (son, "reference", "C1"),
        (son, "reference", "H1"),
        (father, "name", "SION"),
        (father, "name", "PRYDDERCH"),
        (father, "birth_date", "1951"),
        (father, "postcode", "NP204UX"),
        (father, "reference", "C2"),
    ];
    told.map(|(golden, kind, value)| SearchTerm { kind, value: value.to_owned(), golden: golden.to_owned() }).to_vec()
}

/// The pairs as a small run of the matcher scores them, and its model.
fn matched(ids: &[String; 3]) -> (Vec<StoredPair>, String) {
    let mut table = Table::new(&["given_names", "family_name", "birth_date", "postcode"]);
    let rows = [
        ("Siôn Rhys", "Prydderch", "1980-02-01", "NP20 4UX"),
        ("SION", "PRYDDERCH", "1980-02-01", "NP20 4UX"),
        ("Siôn", "Prydderch", "1951", "NP20 4UX"),
    ];
    for (index, (given, family, born, postcode)) in rows.iter().enumerate() {
        table.push("s", &index.to_string(), [Some(*given), Some(*family), Some(*born), Some(*postcode)]);
    }
    let columns = "[thresholds]\nmatch = 0.5\nreview = 0.0\n[[column]]\nname = 'given_names'\nkind = 'given-names'\n\
        [[column]]\nname = 'family_name'\nkind = 'family-name'\n[[column]]\nname = 'birth_date'\nkind = 'birth-date'\n\
        [[column]]\nname = 'postcode'\nkind = 'postcode'\n";
    let linkage = link(&Specification::parse(columns).unwrap(), &table, &Given::NOTHING, &|_| {}).unwrap();
    let pattern = |left: u32, right: u32| {
        linkage.links.iter().find(|link| (link.left, link.right) == (left, right)).expect("the pair is kept").pattern
    };
    let pair = |one: usize, other: usize, weight: f64, is_joined: bool| StoredPair {
        left: ids[one].clone().min(ids[other].clone()),
        right: ids[one].clone().max(ids[other].clone()),
        weight,
        probability: 0.9,
        pattern: pattern(one as u32, other as u32),
        guard: (!is_joined).then(|| "namesakes".to_owned()),
        is_joined,
        between: None,
        from_run: 0,
    };
    let model = serde_json::to_string(&linkage.model).unwrap();
    (vec![pair(0, 1, 14.5, true), pair(0, 2, 2.5, false)], model)
}
