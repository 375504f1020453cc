//! The source records of a golden record, and where each of them comes from.

use std::collections::{BTreeMap, BTreeSet};

use dolen_model::{Bilingual, FieldValue, PartialDate, PersonField, PersonRecord, Sensitive};
use dolen_read::Feed;
use dolen_store::feed::StoredFeed;
use dolen_store::load::StoredLoad;
use dolen_store::master::golden::StoredGolden;
use dolen_store::master::member;
use dolen_store::source_record::{self, StoredAttribute, StoredRecord, StoredValue};
use dolen_store::{feed, load};

use super::dates::day_of;
use super::history::Fact;
use super::open::Moment;
use super::recorded::{About, Recorded, ToldAt};
use crate::master::GoldenContent;
use crate::view::{Provenance, SourceRecordView};
use crate::{Hub, HubFault};

/// Everything that the source records say.
pub(super) struct Sources {
    /// By place.
    pub(super) members: Vec<Source>,
    /// Attributes of all of them.
    pub(super) attributes: Vec<StoredAttribute>,
    /// Everything that was said, where one looks back to a moment.
    pub(super) facts: Vec<Fact<About, ToldAt>>,
    origins: BTreeMap<i64, Origin>,
}

/// One source record in the version that was matched.
pub(super) struct Source {
    /// Its place in the golden record.
    pub(super) place: u32,
    /// Where it stands.
    pub(super) stored: StoredRecord,
    /// What it says.
    pub(super) record: PersonRecord,
    /// Day to which it was true.
    pub(super) as_at: PartialDate,
}

/// A load and its feed.
pub(super) struct Origin {
    load: String,
    file: String,
    feed: String,
    /// Slug of the organisation.
    pub(super) organisation: String,
    /// Its name.
    pub(super) organisation_name: Bilingual,
    agreement: String,
    /// Day of the landing.
    pub(super) day: PartialDate,
}

/// What a golden record holds.
///
/// # Errors
/// [`HubFault::Store`] where it is not what this version writes.
pub(super) fn content(golden: &StoredGolden) -> Result<GoldenContent, HubFault> {
    GoldenContent::read(&golden.content)
}

pub(super) fn person_record(stored: &StoredRecord) -> Result<PersonRecord, HubFault> {
    let value = |value: StoredValue<'_>| FieldValue {
        field: value.field,
        value: Sensitive::new(value.value.into_owned()),
        column: value.column.into_owned(),
    };
    Ok(PersonRecord { values: stored.values()?.into_iter().map(value).collect(), attributes: Vec::new() })
}

/// Day to which a record was true: as it says itself, else that of the landing.
///
/// # Errors
/// [`HubFault::Internal`] where there is neither.
pub(super) fn as_at(record: &PersonRecord, landed: Option<PartialDate>) -> Result<PartialDate, HubFault> {
    let told = record.first(PersonField::AsAt).and_then(|text| PartialDate::parse_iso(text).ok());
    told.or(landed).ok_or_else(|| HubFault::Internal("a load without a day".to_owned()))
}

impl Sources {
    /// Reads the members of a golden record in a run, as they are known now or were known at a moment.
    ///
    /// # Errors
    /// [`HubFault::Store`].
    pub(super) async fn read(hub: &Hub, moment: &Moment, golden: &str) -> Result<Self, HubFault> {
        let run = moment.run;
        let members = member::of_golden(&hub.store, run, golden).await?;
        let wanted: Vec<(String, i64)> = members.iter().map(|member| (member.record.clone(), member.load)).collect();
        let stored = source_record::versions(&hub.store, &wanted).await?;
        let records: Vec<String> = members.iter().map(|member| member.record.clone()).collect();
        let (attributes, facts) = match moment.until {
            None => (source_record::attributes(&hub.store, &records).await?, Vec::new()),
            Some(until) => {
                let ids: Vec<&str> = records.iter().map(String::as_str).collect();
                let recorded = Recorded::read(hub, &ids, until).await?;
                (recorded.attributes(), recorded.facts())
            }
        };
        let loads: BTreeSet<i64> = stored
            .iter()
            .map(|record| record.load)
            .chain(attributes.iter().map(|attribute| attribute.load))
            .chain(facts.iter().map(|fact| fact.source.load))
            .collect();
        let origins = origins(hub, &loads.into_iter().collect::<Vec<_>>()).await?;
        let mut sources = Vec::with_capacity(stored.len());
        for record in stored {
            let place = members.iter().find(|member| member.record == record.id).map_or(0, |member| member.place);
            let content = person_record(&record)?;
            let as_at = as_at(&content, origins.get(&record.load).map(|origin| origin.day))?;
            sources.push(Source {
                place: u32::try_from(place).unwrap_or(u32::MAX),
                record: content,
                as_at,
                stored: record,
            });
        }
        Ok(Self { members: sources, attributes, facts, origins })
    }

    /// The load of a record or an attribute.
    pub(super) fn origin(&self, load: i64) -> Option<&Origin> {
        self.origins.get(&load)
    }

    /// The source record at a place.
    pub(super) fn at(&self, place: u32) -> Option<&Source> {
        self.members.iter().find(|source| source.place == place)
    }

    /// The source record of an id.
    pub(super) fn of_record(&self, record: &str) -> Option<&Source> {
        self.members.iter().find(|source| source.stored.id == record)
    }

    /// Where a value of a source record comes from.
    pub(super) fn provenance(&self, source: &Source, column: Option<&str>) -> Option<Provenance> {
        let stored = &source.stored;
        let place = (stored.load, stored.line, stored.part.as_deref());
        self.told(&stored.id, place, column, source.as_at)
    }

    /// Where an attribute comes from; the column is that of its term.
    pub(super) fn provenance_of(&self, attribute: &StoredAttribute) -> Option<Provenance> {
        let place = (attribute.load, attribute.line, attribute.part.as_deref());
        let column = attribute.attribute.columns.first().map(String::as_str).filter(|column| !column.is_empty());
        self.told(&attribute.record, place, column, self.as_at(attribute)?)
    }

    /// Day to which an attribute was true: that of its record where both came in one load, else that of the load.
    pub(super) fn as_at(&self, attribute: &StoredAttribute) -> Option<PartialDate> {
        let source = self.of_record(&attribute.record).filter(|source| source.stored.load == attribute.load);
        source.map(|source| source.as_at).or_else(|| self.origin(attribute.load).map(|origin| origin.day))
    }

    /// Where something was told.
    pub(super) fn told(
        &self,
        record: &str,
        (load, line, part): (i64, i64, Option<&str>),
        column: Option<&str>,
        as_at: PartialDate,
    ) -> Option<Provenance> {
        let origin = self.origin(load)?;
        Some(Provenance {
            record: record.to_owned(),
            organisation: origin.organisation.clone(),
            feed: origin.feed.clone(),
            load: origin.load.clone(),
            file: origin.file.clone(),
            line: u64::try_from(line).unwrap_or_default(),
            part: part.map(str::to_owned),
            column: column.map(str::to_owned),
            agreement: origin.agreement.clone(),
            as_at,
        })
    }

    /// The source records as they were sent.
    pub(super) fn views(&self) -> Vec<SourceRecordView> {
        let view = |source: &Source| {
            let values = source.record.values.iter().map(|value| (value.field, value.value.clone())).collect();
            let count = self.attributes.iter().filter(|attribute| attribute.record == source.stored.id).count();
            Some(SourceRecordView {
                provenance: self.provenance(source, None)?,
                organisation_name: self.origin(source.stored.load)?.organisation_name.clone(),
                reference: source.stored.key.clone().into(),
                values,
                attributes: count,
            })
        };
        self.members.iter().filter_map(view).collect()
    }
}

impl Source {
    /// The column that a value of a field came from: that of the very value, else of the field.
    pub(super) fn column(&self, field: PersonField, value: &str) -> Option<&str> {
        let of_field = || self.record.values.iter().filter(|kept| kept.field == field);
        let same = of_field().find(|kept| kept.value.expose() == value).or_else(|| of_field().next());
        same.map(|kept| kept.column.as_str()).filter(|column| !column.is_empty())
    }

    /// The date in a field.
    pub(super) fn date(&self, field: PersonField) -> Option<PartialDate> {
        self.record.first(field).and_then(|text| PartialDate::parse_iso(text).ok())
    }
}

async fn origins(hub: &Hub, sequences: &[i64]) -> Result<BTreeMap<i64, Origin>, HubFault> {
    let feeds = feed::all(&hub.store).await?;
    let loads = load::find_all(&hub.store, sequences).await?;
    loads.into_iter().map(|load| Ok((load.sequence, origin(load, &feeds)?))).collect()
}

fn origin(load: StoredLoad, feeds: &[StoredFeed]) -> Result<Origin, HubFault> {
    let gone = || HubFault::Internal("a load without its feed".to_owned());
    let feed = feeds.iter().find(|feed| feed.name == load.feed).ok_or_else(gone)?;
    // The agreement that let the rows in is that of the contract they were read by, not of the present one.
    let agreement = Feed::parse(&load.contract).map_or_else(|_| feed.agreement.clone(), |contract| contract.agreement);
    Ok(Origin {
        day: day_of(load.landed_at).ok_or_else(|| HubFault::Internal("a load outside the calendar".to_owned()))?,
        load: load.id,
        file: load.file,
        feed: load.feed,
        organisation: feed.organisation.clone(),
        organisation_name: feed.organisation_name.clone(),
        agreement,
    })
}
