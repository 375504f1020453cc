//! Bringing the visible person records together, as small as they can be held.

use std::collections::HashMap;

use dolen_model::{PartialDate, PersonField};
use dolen_store::source_record::StoredValue;
use dolen_store::{Store, load, source_record};

use super::texts::Texts;
use crate::configuration::survives;
use crate::{HubFault, Progress, Stage, Tell};

/// Records between two tellings of progress.
const TOLD_EVERY: u64 = 10_000;

/// The records of a match.
pub(crate) struct Gathered {
    /// Those that can be linked, by organisation, feed and key.
    pub(crate) records: Vec<SourceRecord>,
    /// What the values of the records number.
    pub(crate) texts: Texts,
    /// What the organisations of the records number.
    pub(crate) organisations: Vec<String>,
    /// All visible person records.
    pub(crate) visible: u64,
}

/// A record that can be linked.
pub(crate) struct SourceRecord {
    pub(crate) id: Box<str>,
    /// The agency's key.
    pub(crate) key: Box<str>,
    /// Number of the organisation.
    pub(crate) organisation: u32,
    /// Sequence of the load of this version.
    pub(crate) load: i64,
    /// Load and line of the first published version.
    pub(crate) first: (i64, i64),
    /// Day since 1970 to which its values were true at the agency, else the day of the load.
    pub(crate) as_at: i64,
    /// Fields and the numbers of their values, in the order of the columns.
    pub(crate) values: Box<[(PersonField, u32)]>,
}

impl SourceRecord {
    /// The numbers of every value of a field.
    pub(crate) fn all(&self, field: PersonField) -> impl Iterator<Item = u32> {
        self.values.iter().filter(move |(known, _)| *known == field).map(|&(_, number)| number)
    }

    /// What orders records by first publication.
    pub(crate) fn publication(&self) -> (i64, i64, &str, &str) {
        (self.first.0, self.first.1, &self.key, &self.id)
    }
}

/// Gathers every visible person record.
///
/// # Errors
/// [`HubFault::Store`].
pub(crate) async fn gather(store: &Store, tell: Tell<'_>) -> Result<Gathered, HubFault> {
    let landed: HashMap<i64, i64> =
        load::all(store).await?.into_iter().map(|load| (load.sequence, load.landed_at.days())).collect();
    let mut gathered = Gathered { records: Vec::new(), texts: Texts::default(), organisations: Vec::new(), visible: 0 };
    source_record::visible(store, |stored| {
        gathered.visible += 1;
        if gathered.visible.is_multiple_of(TOLD_EVERY) {
            tell(Progress { stage: Stage::Gather, done: gathered.visible, of: 0 });
        }
        if !stored.linkable {
            return Ok(());
        }
        if gathered.organisations.last() != Some(&stored.organisation) {
            gathered.organisations.push(stored.organisation.clone());
        }
        let values = stored.values()?;
        let landed = landed.get(&stored.load).copied().unwrap_or_default();
        let record = SourceRecord {
            id: stored.id.as_str().into(),
            key: stored.key.as_str().into(),
            organisation: u32::try_from(gathered.organisations.len()).unwrap_or(u32::MAX).saturating_sub(1),
            load: stored.load,
            first: stored.first,
            as_at: as_at(&values).unwrap_or(landed),
            values: values
                .iter()
                .filter(|value| survives(value.field))
                .map(|value| (value.field, gathered.texts.number(&value.value)))
                .collect(),
        };
        gathered.records.push(record);
        Ok::<(), HubFault>(())
    })
    .await?;
    gathered.texts.close();
    Ok(gathered)
}

fn as_at(values: &[StoredValue<'_>]) -> Option<i64> {
    let value = values.iter().find(|value| value.field == PersonField::AsAt)?;
    PartialDate::parse_iso(&value.value).ok().map(PartialDate::earliest_epoch_days)
}
