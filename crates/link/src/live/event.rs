//! What happened to clusters, as data.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Display, Formatter};

use serde::{Deserialize, Serialize};

use super::register::RecordKey;

/// What a cluster is known by as long as it lives, and nothing else ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClusterId(pub u128);

impl Display for ClusterId {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

/// A pair of records that decided something. [`crate::Model::evidence_of_pattern`] tells its levels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventLink {
    /// The smaller record.
    pub left: RecordKey,
    /// The larger record.
    pub right: RecordKey,
    /// log2 of the odds that they are of one person.
    pub weight: f32,
    /// The same as a probability.
    pub probability: f32,
    /// Outcome of every comparison.
    pub pattern: u64,
}

/// A change of clusters, with the links that made it; none where a judgement did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Counts the events of one [`crate::Live`], from 0.
    pub number: u64,
    /// What happened.
    pub change: Change,
    /// For `Created` the strongest links that hold the records together, one fewer than records; for `Joined` and `Merged` the
    /// strongest one between what came and what was there; for `Split` and `Left` the strongest that is left between both,
    /// which is not enough.
    pub links: Vec<EventLink>,
}

/// What happened to a cluster. Records stand in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Records that were in no cluster make one.
    Created {
        /// The new cluster.
        cluster: ClusterId,
        /// Its records.
        records: Vec<RecordKey>,
    },
    /// A record that was in no cluster, or had left one, joined another.
    Joined {
        /// The cluster.
        cluster: ClusterId,
        /// The record.
        record: RecordKey,
    },
    /// A record left a cluster: it was removed, or another cluster is its own now. A cluster that the last one left is no
    /// more.
    Left {
        /// The cluster.
        cluster: ClusterId,
        /// The record.
        record: RecordKey,
    },
    /// All records of a cluster went over to an older one, and the younger is no more.
    Merged {
        /// The cluster that is no more.
        from: ClusterId,
        /// The cluster that it became part of.
        into: ClusterId,
        /// The records that went over.
        records: Vec<RecordKey>,
    },
    /// Some records of a cluster make one of their own.
    Split {
        /// The cluster that they were of.
        from: ClusterId,
        /// Their new cluster.
        into: ClusterId,
        /// The records.
        records: Vec<RecordKey>,
    },
}

/// Which records each cluster has, as the events tell. Those of one [`crate::Live`], from the first on, give its clusters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    clusters: BTreeMap<ClusterId, Members>,
    /// The number of the next event.
    next: u64,
}

/// The records of a cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Members {
    /// The number of the event that made it.
    since: u64,
    records: BTreeSet<RecordKey>,
}

impl Membership {
    /// Takes in the next event.
    pub fn apply(&mut self, event: &Event) {
        self.next = event.number + 1;
        match &event.change {
            Change::Created { cluster, records } => self.join(event.number, *cluster, records),
            Change::Joined { cluster, record } => self.join(event.number, *cluster, std::slice::from_ref(record)),
            Change::Left { cluster, record } => self.leave(*cluster, std::slice::from_ref(record)),
            Change::Merged { from, into, records } | Change::Split { from, into, records } => {
                self.leave(*from, records);
                self.join(event.number, *into, records);
            }
        }
    }

    /// Each cluster with its records, in the order of ids.
    pub fn clusters(&self) -> impl Iterator<Item = (ClusterId, &BTreeSet<RecordKey>)> {
        self.clusters.iter().map(|(&cluster, members)| (cluster, &members.records))
    }

    /// Each cluster with the number of the event that made it, oldest first.
    pub(crate) fn by_age(&self) -> Vec<(u64, ClusterId, &BTreeSet<RecordKey>)> {
        let tell = |(&cluster, members)| {
            let Members { since, records }: &Members = members;
            (*since, cluster, records)
        };
        let mut clusters: Vec<(u64, ClusterId, &BTreeSet<RecordKey>)> = self.clusters.iter().map(tell).collect();
        clusters.sort_unstable_by_key(|&(since, cluster, _)| (since, cluster));
        clusters
    }

    /// The number of the next event.
    pub(crate) const fn next(&self) -> u64 {
        self.next
    }

    fn join(&mut self, number: u64, cluster: ClusterId, records: &[RecordKey]) {
        let members = self.clusters.entry(cluster);
        let members = members.or_insert_with(|| Members { since: number, records: BTreeSet::new() });
        members.records.extend(records.iter().cloned());
    }

    fn leave(&mut self, cluster: ClusterId, records: &[RecordKey]) {
        let Some(members) = self.clusters.get_mut(&cluster) else { return };
        for record in records {
            members.records.remove(record);
        }
        if members.records.is_empty() {
            self.clusters.remove(&cluster);
        }
    }
}
