//! Live records made of invented people.

use std::collections::{BTreeMap, BTreeSet};

use dolen_link::{ClusterId, Event, Given, Live, Plan, RecordKey, Specification};

use crate::people::{Row, table_of};

/// Ids one after the other.
pub(crate) fn ids() -> impl FnMut() -> ClusterId + Send + Sync + 'static {
    let mut next = 0;
    move || {
        next += 1;
        ClusterId(next)
    }
}

/// A plan made from some rows.
pub(crate) fn plan(rows: &[Row]) -> Plan {
    Plan::make(&Specification::person(), &table_of(rows.iter()), &Given::NOTHING, &|_| {}).unwrap().0
}

pub(crate) fn live(plan: &Plan) -> Live {
    Live::new(plan.clone(), None, ids()).unwrap()
}

/// Puts rows in one step; gives back what was told.
pub(crate) fn put<'a>(live: &mut Live, rows: impl IntoIterator<Item = &'a Row>) -> Vec<Event> {
    let mut events = Vec::new();
    live.put(&table_of(rows.into_iter()), &mut |event| events.push(event)).unwrap();
    events
}

pub(crate) fn remove<'a>(live: &mut Live, rows: impl IntoIterator<Item = &'a Row>) -> Vec<Event> {
    let keys: Vec<RecordKey> = rows.into_iter().map(key).collect();
    let mut events = Vec::new();
    live.remove(&keys, &mut |event| events.push(event)).unwrap();
    events
}

pub(crate) fn key(row: &Row) -> RecordKey {
    RecordKey::new(row.source, &row.id)
}

/// Clusters as sets of records, ids apart.
pub(crate) type Partition = BTreeSet<BTreeSet<RecordKey>>;

pub(crate) fn partition(live: &Live, rows: &[Row]) -> Partition {
    let mut clusters: BTreeMap<ClusterId, BTreeSet<RecordKey>> = BTreeMap::new();
    for key in rows.iter().map(key) {
        clusters.entry(live.cluster_of(&key).unwrap()).or_default().insert(key);
    }
    clusters.into_values().collect()
}

/// The clusters that a batch run gives.
pub(crate) fn batch(rows: &[Row], clusters: &[u32]) -> Partition {
    let mut sets: BTreeMap<u32, BTreeSet<RecordKey>> = BTreeMap::new();
    for (row, &cluster) in rows.iter().zip(clusters) {
        sets.entry(cluster).or_default().insert(key(row));
    }
    sets.into_values().collect()
}
