//! Where every record went.

use std::collections::HashMap;

use dolen_store::master::{member, run};
use dolen_store::{Snapshot, StoreFault, source_record};

use super::RecordPlace;
use crate::{Hub, HubFault};

/// A fault of either side of a walk.
enum Stopped<E> {
    Store(StoreFault),
    Each(E),
}

impl<E> From<StoreFault> for Stopped<E> {
    fn from(fault: StoreFault) -> Self {
        Self::Store(fault)
    }
}

/// Gives every visible person record in the current run to `each`, by organisation, feed and key.
///
/// # Errors
/// [`HubFault::Store`], or the error of `each`.
pub(crate) async fn walk_records<E: From<HubFault>>(
    hub: &Hub,
    mut each: impl FnMut(RecordPlace) -> Result<(), E>,
) -> Result<(), E> {
    let run = run::current(&hub.store).await.map_err(HubFault::from)?;
    let mut places: HashMap<String, (String, Option<String>)> = HashMap::new();
    member::walk_places::<HubFault>(&hub.store, run, |record, golden, household| {
        places.insert(record, (golden, household));
        Ok(())
    })
    .await?;
    let mut snapshot = Snapshot::of(&hub.store).await.map_err(HubFault::from)?;
    let walked = source_record::visible::<Stopped<E>>(&mut snapshot, |record| {
        let (golden, household) = places.remove(&record.id).unzip();
        let place = RecordPlace {
            organisation: record.organisation,
            key: record.key,
            record: record.id,
            golden,
            household: household.flatten(),
        };
        each(place).map_err(Stopped::Each)
    })
    .await;
    walked.map_err(|stopped| match stopped {
        Stopped::Store(fault) => HubFault::from(fault).into(),
        Stopped::Each(fault) => fault,
    })
}
