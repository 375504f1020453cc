//! A database with feeds and loads.

use dolen_ledger::{Draft, Verb};
use dolen_model::{Attribute, AttributeRole, AttributeScheme, AttributeType, Bilingual, Sensitive, Timestamp};
use dolen_store::feed::{self, StoredFeed};
use dolen_store::load::{self, StoredLoad};
use dolen_store::source_record::{self, StoredRecord};
use dolen_store::staging::{self, Batch, NewAttribute, NewRecord};
use dolen_store::{Snapshot, Store, StoreFault, Work};

use crate::home::{Home, Kind};

pub(crate) struct Place {
    pub(crate) store: Store,
    home: Home,
}

pub(crate) fn feed(name: &str, subject: &str) -> StoredFeed {
    StoredFeed {
        name: name.to_owned(),
        organisation: format!("{name}-council"),
        organisation_name: Bilingual { en: "Council".to_owned(), cy: "Cyngor".to_owned() },
        agreement: "ISP-1".to_owned(),
        subject: subject.to_owned(),
        format: "csv".to_owned(),
        contract: "name = 1".to_owned(),
        added_at: Timestamp(1),
    }
}

pub(crate) fn record(id: &str, line: i64) -> NewRecord {
    NewRecord {
        id: id.to_owned(),
        key: format!("key of {id}"),
        line,
        part: None,
        linkable: true,
        content: Sensitive::new(format!("line {line}")),
        problems: None,
    }
}

pub(crate) fn attribute(record: &str, term: &str, line: i64) -> NewAttribute {
    NewAttribute {
        record: record.to_owned(),
        line,
        part: None,
        attribute: Attribute {
            kind: AttributeType::Risk,
            scheme: AttributeScheme("dolen-indicator".to_owned()),
            term: term.to_owned(),
            start: None,
            end: None,
            role: AttributeRole::Subject,
            event_reference: None,
            columns: vec!["A".to_owned(), "B".to_owned()],
        },
    }
}

pub(crate) fn records(records: Vec<NewRecord>) -> Batch {
    Batch { records, ..Batch::default() }
}

pub(crate) async fn enter(work: &mut Work) -> i64 {
    let draft = Draft {
        verb: Verb::Collection,
        actor: "test".to_owned(),
        organisation: None,
        subject: Vec::new(),
        reason: None,
        detail: serde_json::json!({}),
    };
    work.enter(draft, [7; 16], Timestamp(5)).await.unwrap().sequence
}

impl Place {
    /// Feeds `a` and `b` of persons.
    pub(crate) async fn new(kind: Kind) -> Self {
        let home = Home::new(kind).await;
        let place = Self { store: home.open().await, home };
        place.add_feed(feed("a", "person")).await;
        place.add_feed(feed("b", "person")).await;
        place
    }

    /// Opens it again, as another process does.
    pub(crate) async fn open(&self) -> Store {
        self.home.open().await
    }

    pub(crate) async fn add_feed(&self, stored: StoredFeed) {
        let mut work = self.store.begin().await.unwrap();
        feed::put(&mut work, &stored).await.unwrap();
        work.commit().await.unwrap();
    }

    /// Lands a load and stages a batch under it.
    pub(crate) async fn land(&self, feed: &str, batch: Batch) -> i64 {
        let mut work = self.store.begin().await.unwrap();
        let sequence = load::next_sequence(&mut work).await.unwrap();
        let ledger_entry = enter(&mut work).await;
        let landed = StoredLoad {
            id: format!("load-{sequence}"),
            sequence,
            feed: feed.to_owned(),
            contract: "name = 1".to_owned(),
            file: format!("file {sequence}"),
            sha256: format!("hash {sequence}"),
            bytes: 10,
            landed_at: Timestamp(4),
            state: "landed".to_owned(),
            report: None,
            ledger_entry,
            end_entry: None,
        };
        load::insert(&mut work, &landed).await.unwrap();
        staging::write(&mut work, sequence, &batch).await.unwrap();
        work.commit().await.unwrap();
        sequence
    }

    pub(crate) async fn move_to(&self, sequence: i64, state: &str) {
        self.move_at(sequence, state, Timestamp(6)).await;
    }

    pub(crate) async fn move_at(&self, sequence: i64, state: &str, at: Timestamp) {
        let mut work = self.store.begin().await.unwrap();
        let entry = enter(&mut work).await;
        load::set_state(&mut work, sequence, state, Some("{}"), entry, at).await.unwrap();
        work.commit().await.unwrap();
    }

    /// Lands and publishes a load at a moment, a full one for all that its feed delivered before.
    pub(crate) async fn publish_at(&self, feed: &str, is_full: bool, at: i64, batch: Batch) -> i64 {
        let sequence = self.land(feed, batch).await;
        self.move_at(sequence, "published", Timestamp(at)).await;
        if is_full {
            self.supersede(feed, sequence).await;
        }
        sequence
    }

    pub(crate) async fn supersede(&self, feed: &str, sequence: i64) {
        let mut work = self.store.begin().await.unwrap();
        load::supersede_before(&mut work, feed, sequence).await.unwrap();
        work.commit().await.unwrap();
    }

    /// Lands and publishes.
    pub(crate) async fn publish(&self, feed: &str, batch: Batch) -> i64 {
        let sequence = self.land(feed, batch).await;
        self.move_to(sequence, "published").await;
        sequence
    }

    pub(crate) async fn visible(&self) -> Vec<StoredRecord> {
        let mut found = Vec::new();
        source_record::visible::<StoreFault>(&mut Snapshot::of(&self.store).await.unwrap(), |record| {
            found.push(record);
            Ok(())
        })
        .await
        .unwrap();
        found
    }

    /// Id and load of every visible record.
    pub(crate) async fn versions(&self) -> Vec<(String, i64)> {
        self.visible().await.into_iter().map(|record| (record.id, record.load)).collect()
    }
}
