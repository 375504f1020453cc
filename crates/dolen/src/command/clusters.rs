//! `source,id,cluster`: which golden record each published person record belongs to.

use std::path::Path;

use dolen_hub::master::{RecordPlace, walk_records};
use dolen_hub::{Hub, HubFault};

use super::link::write_file;
use super::opening::{Opened, fault};
use crate::fault::{Fault, Outcome};

/// Writes a row a published person record, in the order of organisation and key. A record that identifies nobody is a
/// cluster of its own. `each` sees every record.
pub(crate) fn write_clusters(opened: &Opened, path: &Path, mut each: impl FnMut(&RecordPlace)) -> Outcome {
    write_file(path, |out| {
        let mut writer = csv::Writer::from_writer(out);
        let written = |error: csv::Error| Fault::file("cannot write", path, &std::io::Error::other(error));
        writer.write_record(["source", "id", "cluster"]).map_err(written)?;
        opened.runtime.block_on(walk(&opened.hub, |place| {
            each(&place);
            let cluster = place.golden.as_ref().unwrap_or(&place.record);
            writer.write_record([&place.organisation, &place.key, cluster]).map_err(written)
        }))?;
        writer.flush().map_err(|error| Fault::file("cannot write", path, &error))
    })
}

/// A fault of the hub or of the writer.
struct Either(Fault);

impl From<HubFault> for Either {
    fn from(error: HubFault) -> Self {
        Self(fault(error))
    }
}

async fn walk(hub: &Hub, mut each: impl FnMut(RecordPlace) -> Outcome) -> Outcome {
    walk_records(hub, |place| each(place).map_err(Either)).await.map_err(|Either(fault)| fault)
}
