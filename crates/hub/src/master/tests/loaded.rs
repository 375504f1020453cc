//! Hubs with published loads, written through the store as intake leaves them.

use std::sync::Arc;

use dolen_ledger::{Draft, Verb};
use dolen_model::{Bilingual, Clock, CountingIds, FieldValue, PersonField, PersonRecord, Timestamp, counted_secrets};
use dolen_store::feed::{self, StoredFeed};
use dolen_store::load::{self, StoredLoad};
use dolen_store::staging::{self, Batch, NewAttribute, NewRecord};
use tempfile::TempDir;

use crate::Hub;

/// 24 November 2026.
pub(crate) const NOW: Timestamp = Timestamp(1_795_500_000_000_000);

/// A hub in a folder that goes with it.
pub(crate) struct Loaded {
    pub(crate) hub: Hub,
    pub(crate) folder: TempDir,
}

/// A row of a load.
pub(crate) struct Row {
    pub(crate) key: String,
    pub(crate) line: i64,
    pub(crate) record: PersonRecord,
}

/// A row that says these values.
pub(crate) fn row(key: &str, line: i64, values: &[(PersonField, &str)]) -> Row {
    let value = |&(field, value): &(PersonField, &str)| FieldValue {
        field,
        value: value.to_owned().into(),
        column: field.as_str().to_owned(),
    };
    let record = PersonRecord { values: values.iter().map(value).collect(), attributes: Vec::new() };
    Row { key: key.to_owned(), line, record }
}

impl Loaded {
    /// An empty hub.
    pub(crate) async fn new(clock: impl Clock + 'static) -> Self {
        Self::configured(clock, "").await
    }

    /// An empty hub with a configuration.
    pub(crate) async fn configured(clock: impl Clock + 'static, configuration: &str) -> Self {
        Self::on(crate::testing::database(), clock, configuration).await
    }

    /// An empty hub with the database where it is asked for.
    pub(crate) async fn on(
        database: Option<crate::NewDatabase>,
        clock: impl Clock + 'static,
        configuration: &str,
    ) -> Self {
        let folder = TempDir::new().unwrap();
        let home = folder.path().join("hub");
        let (clock, ids) = (Arc::new(clock), Arc::new(CountingIds::default()));
        let (secrets, later) = (counted_secrets(1), counted_secrets(1_000));
        let made = Hub::create(&home, [7; 32], database, "tester", clock.clone(), ids.clone(), secrets).await;
        made.unwrap().close().await;
        crate::testing::configure(&home, configuration);
        let hub = Hub::open(&home, clock, ids, later).await.unwrap();
        Self { hub, folder }
    }

    /// Adds a feed of persons; its organisation is `organisation`.
    pub(crate) async fn feed(&self, name: &str, organisation: &str) {
        let mut work = self.hub.store.begin().await.unwrap();
        let feed = StoredFeed {
            name: name.to_owned(),
            organisation: organisation.to_owned(),
            organisation_name: Bilingual { en: organisation.to_owned(), cy: organisation.to_owned() },
            agreement: "ISP-1".to_owned(),
            subject: "person".to_owned(),
            format: "csv".to_owned(),
            contract: String::new(),
            added_at: NOW,
        };
        feed::put(&mut work, &feed).await.unwrap();
        work.commit().await.unwrap();
    }

    /// Publishes a load; a full one stands for all that its feed delivered before. Gives back its sequence.
    pub(crate) async fn publish(&self, feed: &str, is_full: bool, rows: Vec<Row>) -> i64 {
        self.publish_at(feed, is_full, NOW, rows).await
    }

    /// Publishes a load that was landed at a time.
    pub(crate) async fn publish_at(&self, feed: &str, is_full: bool, at: Timestamp, rows: Vec<Row>) -> i64 {
        let mut work = self.hub.store.begin().await.unwrap();
        let sequence = load::next_sequence(&mut work).await.unwrap();
        let draft = |action: &str| Draft {
            verb: Verb::Collection,
            actor: "tester".to_owned(),
            organisation: None,
            subject: Vec::new(),
            reason: None,
            detail: serde_json::json!({ "action": action }),
        };
        let landed = work.enter(draft("landed"), [7; 16], at).await.unwrap();
        let stored = StoredLoad {
            id: format!("load-{sequence}"),
            sequence,
            feed: feed.to_owned(),
            contract: String::new(),
            file: format!("{feed}.csv"),
            sha256: format!("{sequence}"),
            bytes: 0,
            landed_at: at,
            state: "landed".to_owned(),
            report: None,
            ledger_entry: landed.sequence,
            end_entry: None,
        };
        load::insert(&mut work, &stored).await.unwrap();
        work.commit().await.unwrap();
        for chunk in rows.chunks(20_000) {
            let mut work = self.hub.store.begin().await.unwrap();
            staging::write(&mut work, sequence, &self.batch(feed, chunk)).await.unwrap();
            work.commit().await.unwrap();
        }
        let mut work = self.hub.store.begin().await.unwrap();
        let published = work.enter(draft("published"), [7; 16], at).await.unwrap();
        load::set_state(&mut work, sequence, "published", None, published.sequence, at).await.unwrap();
        if is_full {
            load::supersede_before(&mut work, feed, sequence).await.unwrap();
        }
        work.commit().await.unwrap();
        sequence
    }

    fn batch(&self, feed: &str, rows: &[Row]) -> Batch {
        let mut batch = Batch::default();
        for row in rows {
            let id = self.hub.key.source_record(feed, &row.key);
            batch.records.push(NewRecord {
                id: id.clone(),
                key: row.key.clone(),
                line: row.line,
                part: None,
                linkable: row.record.can_be_linked(),
                content: dolen_store::source_record::content(&row.record.values).unwrap(),
                problems: None,
            });
            batch.attributes.extend(row.record.attributes.iter().map(|attribute| NewAttribute {
                record: id.clone(),
                line: row.line,
                part: None,
                attribute: attribute.clone(),
            }));
        }
        batch
    }

    /// Id of a source record.
    pub(crate) fn id(&self, feed: &str, key: &str) -> String {
        self.hub.key.source_record(feed, key)
    }
}
