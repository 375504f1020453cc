//! Bringing the visible person records together, as small as they can be held.

use std::collections::{HashMap, HashSet};

use dolen_model::{PartialDate, PersonField};
use dolen_store::source_record::StoredValue;
use dolen_store::{Snapshot, load, source_record};

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
    /// Ledger entry that first published it, and its line then.
    pub(crate) first: (i64, i64),
    /// The last day, since 1970, on which the agency knew its values to be true.
    pub(crate) known_on: i64,
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

/// Gathers every person record that is visible in a snapshot but those that are being erased.
///
/// # Errors
/// [`HubFault::Store`].
pub(crate) async fn gather(
    snapshot: &mut Snapshot,
    hidden: &HashSet<String>,
    tell: Tell<'_>,
) -> Result<Gathered, HubFault> {
    let landed: HashMap<i64, i64> =
        load::all(&mut *snapshot).await?.into_iter().map(|load| (load.sequence, load.landed_at.days())).collect();
    let mut gathered = Gathered { records: Vec::new(), texts: Texts::default(), organisations: Vec::new(), visible: 0 };
    source_record::visible(snapshot, |stored| {
        if hidden.contains(&stored.id) {
            return Ok(());
        }
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
            known_on: known_on(&values, landed),
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

/// The last day on which the agency knew the values to be true: that of the last contact, or of the end or beginning of its
/// involvement, where the record tells one. Nobody at the agency has looked at the values since, however new the extract
/// is. Else the day that the record itself tells, else that of the load.
fn known_on(values: &[StoredValue<'_>], landed: i64) -> i64 {
    let day = |field: PersonField| {
        let value = values.iter().find(|value| value.field == field)?;
        PartialDate::parse_iso(&value.value).ok().map(PartialDate::earliest_epoch_days)
    };
    let told = day(PersonField::AsAt).unwrap_or(landed);
    let contact = [PersonField::LastContact, PersonField::InvolvedUntil, PersonField::InvolvedSince].map(day);
    contact.into_iter().flatten().max().map_or(told, |contact| contact.min(told))
}
