//! What source records said up to a moment: every version and every attribute, and what of it was visible when.

use std::collections::{BTreeMap, BTreeSet};

use dolen_model::{Attribute, PartialDate, PersonField, Timestamp};
use dolen_store::load::{self, Publication};
use dolen_store::source_record::{self, StoredAttribute, StoredRecord};

use super::dates::day_of;
use super::history::{Fact, Period, Telling, facts, periods};
use super::sources::{as_at, person_record};
use crate::{Hub, HubFault};

/// What records said up to a moment.
pub(super) struct Recorded {
    until: Timestamp,
    /// By sequence.
    publications: BTreeMap<i64, Publication>,
    records: Vec<Record>,
}

/// One record: its versions and attributes, by load.
struct Record {
    versions: Vec<Version>,
    attributes: Vec<StoredAttribute>,
}

/// A version of a record.
struct Version {
    stored: StoredRecord,
    /// Day to which it was true.
    as_at: PartialDate,
    /// Values with their columns, of a field that has several all of them.
    values: BTreeMap<PersonField, (String, Option<String>)>,
}

/// What a fact is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// A value of a field.
    Field(PersonField, String),
    /// An attribute; its columns are no part of it.
    Attribute(Attribute),
}

/// Where a fact was told first.
#[derive(Clone, Debug)]
pub(super) struct ToldAt {
    pub(super) record: String,
    pub(super) load: i64,
    pub(super) line: i64,
    pub(super) part: Option<String>,
    pub(super) column: Option<String>,
    pub(super) as_at: PartialDate,
}

impl Recorded {
    /// Reads what some records said up to a moment.
    ///
    /// # Errors
    /// [`HubFault::Store`].
    pub(super) async fn read(hub: &Hub, ids: &[&str], until: Timestamp) -> Result<Self, HubFault> {
        let publications: BTreeMap<i64, Publication> =
            load::publications(&hub.store, until).await?.into_iter().map(|load| (load.sequence, load)).collect();
        let mut records = Vec::with_capacity(ids.len());
        for id in ids {
            let mut versions = Vec::new();
            for stored in source_record::versions_until(&hub.store, id, until).await? {
                let landed = publications.get(&stored.load).and_then(|load| day_of(load.landed_at));
                versions.push(version(stored, landed)?);
            }
            let attributes = source_record::attributes_until(&hub.store, id, until).await?;
            records.push(Record { versions, attributes });
        }
        Ok(Self { until, publications, records })
    }

    /// The attributes that were visible at the end, record by record.
    pub(super) fn attributes(&self) -> Vec<StoredAttribute> {
        self.records.iter().flat_map(|record| self.visible(record, self.until)).cloned().collect()
    }

    /// Everything that was said, with when it was so and when it was known.
    pub(super) fn facts(&self) -> Vec<Fact<About, ToldAt>> {
        let mut found = Vec::new();
        for record in &self.records {
            let moments = self.moments(record);
            let fields: BTreeSet<PersonField> =
                record.versions.iter().flat_map(|version| version.values.keys().copied()).collect();
            for field in fields {
                let state = |moment: &Timestamp| (*moment, periods(&self.tellings(record, field, *moment)));
                found.extend(facts(moments.iter().map(state).collect()));
            }
            let state = |moment: &Timestamp| {
                let visible = self.visible(record, *moment);
                (*moment, visible.filter_map(|attribute| self.period(record, attribute)).collect())
            };
            found.extend(facts(moments.iter().map(state).collect()));
        }
        found
    }

    /// When something was published that may have changed what was known of a record.
    fn moments(&self, record: &Record) -> BTreeSet<Timestamp> {
        let loads = record.versions.iter().map(|version| version.stored.load);
        let loads = loads.chain(record.attributes.iter().map(|attribute| attribute.load));
        let feeds: BTreeSet<&str> =
            loads.filter_map(|load| self.publications.get(&load)).map(|load| load.feed.as_str()).collect();
        self.publications
            .values()
            .filter(|load| feeds.contains(load.feed.as_str()))
            .map(|load| load.published_at)
            .collect()
    }

    /// The attributes of a record that were visible at a moment: as the store has it for the present one, of published loads
    /// that no full delivery superseded, in each feed those of its newest version of the record.
    fn visible<'a>(&'a self, record: &'a Record, moment: Timestamp) -> impl Iterator<Item = &'a StoredAttribute> {
        let published = move |load: &&Publication| load.published_at <= moment;
        record.attributes.iter().filter(move |attribute| {
            let Some(load) = self.publications.get(&attribute.load).filter(published) else { return false };
            let is_superseded = self
                .publications
                .range(load.sequence + 1..)
                .map(|(_, later)| later)
                .filter(published)
                .filter(|later| later.feed == load.feed)
                .any(|later| later.is_full || record.version_of(later.sequence).is_some());
            !is_superseded
        })
    }

    fn period(&self, record: &Record, told: &StoredAttribute) -> Option<Period<About, ToldAt>> {
        let version = record.version_of(told.load);
        let landed = self.publications.get(&told.load).and_then(|load| day_of(load.landed_at));
        let attribute = &told.attribute;
        Some(Period {
            valid_from: attribute.start,
            valid_until: attribute.end,
            value: About::Attribute(Attribute { columns: Vec::new(), ..attribute.clone() }),
            source: ToldAt {
                record: told.record.clone(),
                load: told.load,
                line: told.line,
                part: told.part.clone(),
                column: attribute.columns.first().filter(|column| !column.is_empty()).cloned(),
                as_at: version.map(|version| version.as_at).or(landed)?,
            },
        })
    }

    /// What the loads of a record's feed told of a field up to a moment, by load. A full load without the record tells that
    /// it is gone.
    fn tellings(&self, record: &Record, field: PersonField, moment: Timestamp) -> Vec<Telling<About, ToldAt>> {
        let Some(first) = record.versions.first() else { return Vec::new() };
        let loads = self.publications.range(first.stored.load..).map(|(_, load)| load);
        let mut last = first;
        let mut tellings = Vec::new();
        for load in loads.filter(|load| load.published_at <= moment && load.feed == first.stored.feed) {
            let telling = match record.version_of(load.sequence) {
                Some(version) => {
                    last = version;
                    let value = version.values.get(&field);
                    Telling {
                        value: value.map(|(value, _)| About::Field(field, value.clone())),
                        as_at: version.as_at,
                        source: version.told_at(value.and_then(|(_, column)| column.clone())),
                    }
                }
                None if load.is_full => {
                    let Some(as_at) = day_of(load.landed_at) else { continue };
                    Telling { value: None, as_at: as_at.max(last.as_at), source: last.told_at(None) }
                }
                None => continue,
            };
            tellings.push(telling);
        }
        tellings
    }
}

impl Record {
    fn version_of(&self, load: i64) -> Option<&Version> {
        self.versions.iter().find(|version| version.stored.load == load)
    }
}

impl Version {
    fn told_at(&self, column: Option<String>) -> ToldAt {
        ToldAt {
            record: self.stored.id.clone(),
            load: self.stored.load,
            line: self.stored.line,
            part: self.stored.part.clone(),
            column,
            as_at: self.as_at,
        }
    }
}

fn version(stored: StoredRecord, landed: Option<PartialDate>) -> Result<Version, HubFault> {
    let content = person_record(&stored)?;
    let as_at = as_at(&content, landed)?;
    let mut values: BTreeMap<PersonField, (String, Option<String>)> = BTreeMap::new();
    for value in content.values.iter().filter(|value| value.field != PersonField::AsAt) {
        let column = Some(value.column.clone()).filter(|column| !column.is_empty());
        let (text, _) = values.entry(value.field).or_insert_with(|| (String::new(), column));
        if !text.is_empty() {
            text.push_str("; ");
        }
        text.push_str(value.value.expose());
    }
    Ok(Version { stored, as_at, values })
}
