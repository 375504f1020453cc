//! A hub in a folder, files for it, and what can be seen in it.

use std::io::Read as _;
use std::path::PathBuf;
use std::sync::Arc;

use dolen_ledger::Entry;
use dolen_model::{CountingIds, FixedClock, Timestamp, counted_secrets};
use dolen_store::load::StoredLoad;
use dolen_store::staging::{self, Counts};
use dolen_store::{StoreFault, ledger, load as store_load, source_record};

use crate::intake::{self, LoadRequest};
use crate::view::LoadReport;
use crate::{Hub, HubFault, NewDatabase, Progress, keys};

/// 24 November 2026, 09:30 UTC.
pub(crate) const NOW: Timestamp = Timestamp(1_795_512_600_000_000);
pub(crate) const ACTOR: &str = "local:test";

/// A feed of persons, CSV, full.
pub(crate) const PERSONS: &str = r#"
name = "cwm-derw-social-care"
organisation = "cwm-derw-council"
organisation_name = { en = "Cwm Derw Council", cy = "Cyngor Cwm Derw" }
agreement = "ISP-CD-2026-01"
subject = "person"
delivery = "full"
cadence = "monthly"
key = ["CASE_NO"]

[format]
kind = "csv"

[[column]]
name = "CASE_NO"
required = true

[[column]]
name = "SURNAME"
field = "family_name"

[[column]]
name = "FORENAMES"
field = "given_names"

[[column]]
name = "DOB"
field = "birth_date"
date_format = "DD/MM/YYYY"

[[column]]
name = "POSTCODE"
field = "postcode"

[[column]]
name = "TEAM"
field = "team"

[[column]]
name = "FLAGS"

[[attribute]]
code = "FLAGS"
separator = ";"
codes = { "CP" = "indicator:C01", "LA" = "indicator:A03" }
"#;

pub(crate) const HEADER: &str = "CASE_NO,SURNAME,FORENAMES,DOB,POSTCODE,TEAM,FLAGS\n";

/// Rows of [`PERSONS`] with the numbers given, each a whole record with one attribute.
pub(crate) fn rows(numbers: impl IntoIterator<Item = usize>) -> String {
    let mut text = HEADER.to_owned();
    for number in numbers {
        let (day, month) = (number % 28 + 1, number % 12 + 1);
        text.push_str(&format!("C{number},Vexbridge,Oswin {number},{day:02}/{month:02}/1980,NP20 4UX,North,CP\n"));
    }
    text
}

/// A hub with feeds.
pub(crate) struct Place {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) hub: Hub,
}

impl Place {
    pub(crate) async fn new(contracts: &[&str]) -> Self {
        Self::on(crate::testing::database(), contracts).await
    }

    /// With the database where it is asked for.
    pub(crate) async fn on(database: Option<NewDatabase>, contracts: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (clock, ids) = (Arc::new(FixedClock(NOW)), Arc::new(CountingIds::starting_at(1)));
        let (home, secrets) = (folder.path().join("hub"), counted_secrets(1));
        let hub = Hub::create(&home, [7; 32], database, ACTOR, clock, ids, secrets).await.unwrap();
        for contract in contracts {
            intake::add_feed(&hub, "contract.toml", contract, ACTOR).await.unwrap();
        }
        Self { folder, hub }
    }

    /// The hub after a new start of the process, with changes to its configuration.
    pub(crate) async fn reopen(self, configuration: &str) -> Self {
        let path = self.hub.folder().to_owned();
        self.hub.close().await;
        crate::testing::configure(&path, configuration);
        let (clock, ids) = (Arc::new(FixedClock(NOW)), Arc::new(CountingIds::starting_at(1_000)));
        let hub = Hub::open(&path, clock, ids, counted_secrets(1_000_000)).await.unwrap();
        Self { folder: self.folder, hub }
    }

    pub(crate) async fn try_load(&self, feed: &str, file: &str, text: &str) -> Result<LoadReport, HubFault> {
        load(&self.hub, feed, file, text.as_bytes(), &|_| ()).await
    }

    pub(crate) async fn load(&self, feed: &str, text: &str) -> LoadReport {
        self.try_load(feed, "extract.csv", text).await.unwrap()
    }

    /// Where the bytes of a load are kept.
    pub(crate) fn landed(&self, report: &LoadReport) -> PathBuf {
        self.hub.landing().join(&report.sha256)
    }

    /// The bytes of a load, opened.
    pub(crate) async fn landed_bytes(&self, report: &LoadReport) -> Vec<u8> {
        let mut bytes = Vec::new();
        let keys = keys::of_landing(&self.hub).await.unwrap();
        keys.open(&self.landed(report)).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    }

    /// What a match would take, a line a record: key, values, attributes, place.
    pub(crate) async fn visible(&self) -> Vec<String> {
        visible(&self.hub).await
    }

    pub(crate) async fn stored(&self, load: &str) -> StoredLoad {
        store_load::find(&self.hub.store, load).await.unwrap().unwrap()
    }

    pub(crate) async fn counts(&self, sequence: i64) -> Counts {
        staging::count(&self.hub.store, sequence).await.unwrap()
    }

    pub(crate) async fn ledger(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        ledger::walk::<StoreFault>(&self.hub.store, |entry| {
            entries.push(entry);
            Ok(())
        })
        .await
        .unwrap();
        entries
    }

    /// The actions in the ledger, in order.
    pub(crate) async fn actions(&self) -> Vec<String> {
        self.ledger()
            .await
            .iter()
            .map(|entry| entry.told().unwrap().detail["action"].as_str().unwrap().to_owned())
            .collect()
    }
}

pub(crate) async fn load(
    hub: &Hub,
    feed: &str,
    file: &str,
    mut bytes: &[u8],
    tell: &(dyn Fn(Progress) + Sync),
) -> Result<LoadReport, HubFault> {
    let length = Some(bytes.len() as u64);
    intake::load(hub, LoadRequest { feed, file, bytes: &mut bytes, length, actor: ACTOR }, tell).await
}

pub(crate) async fn visible(hub: &Hub) -> Vec<String> {
    let mut records = Vec::new();
    source_record::visible::<StoreFault>(&mut dolen_store::Snapshot::of(&hub.store).await.unwrap(), |record| {
        records.push(record);
        Ok(())
    })
    .await
    .unwrap();
    let mut lines = Vec::new();
    for record in records {
        let attributes = source_record::attributes(&hub.store, std::slice::from_ref(&record.id)).await.unwrap();
        let attributes: Vec<String> =
            attributes.iter().map(|found| format!("{}@{}/{}", found.attribute.term, found.load, found.line)).collect();
        lines.push(format!(
            "{} {} {}@{}/{} first {:?} {} {}",
            record.feed,
            record.key,
            record.id,
            record.load,
            record.line,
            record.first,
            record.content.expose(),
            attributes.join(" ")
        ));
    }
    lines
}
