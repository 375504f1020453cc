//! Asking an index.

use std::sync::Arc;
use std::time::Duration;

use dolen_link::{Found, Live, Table};
use dolen_model::{PersonField, Sensitive};

use super::Index;
use crate::HubFault;
use crate::blocking::in_place;

/// How long a search waits for who puts records in: without an answer the page is there all the same.
const WAIT: Duration = Duration::from_millis(20);
/// Records that are told of, the likest first.
const MOST: usize = 50;

/// What is known of somebody who is asked for.
pub(crate) type Inquiry = Vec<(PersonField, Sensitive<String>)>;

/// A record that is similar.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Near {
    /// Id of the source record.
    pub(crate) record: String,
    /// Ids of those that the index takes for the same person's.
    pub(crate) mates: Vec<String>,
    /// log2 of the odds that it is of the one who is asked for.
    pub(crate) weight: f32,
}

impl Index {
    /// The records that are similar to one of several readings of an inquiry, each once, the likest first; nothing where there is no
    /// index, or it does not answer in time. Those that the engine would keep apart from the inquiry are none of them.
    ///
    /// # Errors
    /// [`HubFault::Link`].
    pub(crate) async fn search(&self, readings: &[Inquiry]) -> Result<Option<Vec<Near>>, HubFault> {
        let waited = tokio::time::timeout(WAIT, Arc::clone(&self.live).lock_owned()).await;
        let Ok(mut live) = waited else { return Ok(None) };
        live.as_mut().map(|live| in_place(|| search(live, readings))).transpose()
    }
}

fn search(live: &mut Live, readings: &[Inquiry]) -> Result<Vec<Near>, HubFault> {
    let mut found: Vec<Found> = Vec::new();
    for inquiry in readings {
        found.extend(live.search(&table(inquiry))?.into_iter().filter(|found| found.guard.is_none()));
    }
    found.sort_by(|one, other| other.weight.total_cmp(&one.weight).then_with(|| one.record.cmp(&other.record)));
    let mut near: Vec<Near> = Vec::new();
    for Found { record, weight, .. } in found {
        if near.len() == MOST {
            break;
        }
        if near.iter().any(|known| known.record == record.id) {
            continue;
        }
        let mates = live.cluster_mates(&record).into_iter().map(|mate| mate.id).filter(|id| *id != record.id).collect();
        near.push(Near { record: record.id, mates, weight });
    }
    Ok(near)
}

fn table(inquiry: &Inquiry) -> Table {
    let names: Vec<&str> = inquiry.iter().map(|(field, _)| field.as_str()).collect();
    let mut table = Table::new(&names);
    table.push("", "", inquiry.iter().map(|(_, value)| Some(value.expose().as_str())));
    table
}
