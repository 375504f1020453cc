//! What an index is to hold, as the tables tell.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use dolen_store::master::judgement::{self, StoredJudgement};
use dolen_store::master::run;
use dolen_store::{Snapshot, load, source_record};

use crate::erasure::Hidden;
use crate::{Hub, HubFault};

/// The version of a source record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Version {
    /// Sequence of its load.
    pub(super) load: i64,
    /// Slug of the organisation.
    pub(super) organisation: Arc<str>,
}

/// Versions by the ids of their records.
pub(super) type Versions = HashMap<Box<str>, Version>;

/// What an index is to hold.
pub(super) struct Wanted {
    /// The run that is current.
    pub(super) run: i64,
    /// Erasures of source records, those that are complete too.
    pub(super) erasures: Vec<String>,
    /// Feed and sequence of the loads that are visible.
    pub(super) loads: Vec<(String, i64)>,
    /// In force, oldest first.
    pub(super) judgements: Vec<StoredJudgement>,
    /// Records that are being erased.
    hidden: HashSet<String>,
    snapshot: Snapshot,
}

impl Wanted {
    /// As it is now.
    pub(super) async fn read(hub: &Hub) -> Result<Self, HubFault> {
        let mut snapshot = Snapshot::of(&hub.store).await?;
        let Hidden { records: hidden, erasures } = Hidden::read(&hub.store, &mut snapshot).await?;
        let loads = load::visible(&mut snapshot).await?;
        let judgements = judgement::in_force(&mut snapshot).await?;
        let run = run::current(&hub.store).await?;
        Ok(Self { run, erasures, loads, judgements, hidden, snapshot })
    }

    /// The records that are visible and can be linked, without those that are being erased; and the judgements.
    pub(super) async fn versions(self) -> Result<(Versions, Vec<StoredJudgement>), HubFault> {
        let Self { judgements, hidden, mut snapshot, .. } = self;
        let mut versions = Versions::new();
        let mut organisations: HashSet<Arc<str>> = HashSet::new();
        source_record::visible_versions(&mut snapshot, |id, load, organisation| {
            if hidden.contains(&id) {
                return Ok(());
            }
            let organisation = organisations.get(organisation).cloned().unwrap_or_else(|| {
                let new: Arc<str> = Arc::from(organisation);
                organisations.insert(Arc::clone(&new));
                new
            });
            versions.insert(id.into_boxed_str(), Version { load, organisation });
            Ok::<(), HubFault>(())
        })
        .await?;
        Ok((versions, judgements))
    }
}
