//! The records of an index: put as they are published, and removed as they vanish.

use dolen_link::{Live, RecordKey, Table, VALUE_SEPARATOR};
use dolen_model::PersonField;
use dolen_store::source_record::{self, StoredRecord};

use super::wanted::{Version, Versions};
use super::{Shared, change};
use crate::{Hub, HubFault};

/// Records that are put in or taken out at once: a search waits for no more, by threads that the machine attends to last.
const AT_ONCE: usize = 25;
/// Records that are read at once.
const READ: usize = 1_000;

/// Lets an index have the records that are wanted. `versions` is what is in it.
pub(super) async fn follow(
    hub: &Hub,
    live: &Shared,
    versions: &mut Versions,
    wanted: Versions,
) -> Result<(), HubFault> {
    // One that is another organisation's now is another record to the engine.
    let stays =
        |id: &str, version: &Version| wanted.get(id).is_some_and(|wanted| wanted.organisation == version.organisation);
    let gone = versions.iter().filter(|(id, version)| !stays(id, version));
    let gone: Vec<RecordKey> = gone.map(|(id, version)| key(id, version)).collect();
    for keys in gone.chunks(AT_ONCE) {
        let leaving = keys.to_vec();
        change(live, move |live| live.remove(&leaving, &mut |_| ())).await?;
        keys.iter().for_each(|key| drop(versions.remove(key.id.as_str())));
    }
    let mut new: Vec<(String, i64)> = wanted
        .iter()
        .filter(|(id, version)| versions.get(&***id) != Some(*version))
        .map(|(id, version)| (id.to_string(), version.load))
        .collect();
    new.sort_unstable();
    let columns =
        |live: &mut Live| Ok(live.plan().specification().columns.iter().map(|column| column.name.clone()).collect());
    let Some(columns) = change(live, columns).await? else { return Ok(()) };
    let columns: Vec<String> = columns;
    for chunk in new.chunks(READ) {
        // One that was erased meanwhile is not there any more.
        let stored = source_record::versions(&hub.store, chunk).await?;
        let put: Vec<(&StoredRecord, &Version)> =
            stored.iter().filter_map(|record| Some((record, wanted.get(record.id.as_str())?))).collect();
        for put in put.chunks(AT_ONCE) {
            let table = table(&columns, put)?;
            change(live, move |live| live.put(&table, &mut |_| ())).await?;
        }
        versions.extend(put.iter().map(|(record, version)| (record.id.as_str().into(), (*version).clone())));
    }
    Ok(())
}

/// Records as the engine takes them, in columns that are called after fields.
fn table(columns: &[String], records: &[(&StoredRecord, &Version)]) -> Result<Table, HubFault> {
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    let fields: Vec<Option<PersonField>> = names.iter().map(|name| PersonField::from_name(name)).collect();
    let mut table = Table::new(&names);
    let mut cells: Vec<String> = vec![String::new(); fields.len()];
    for (record, version) in records {
        let values = record.values()?;
        for (cell, field) in cells.iter_mut().zip(&fields) {
            cell.clear();
            for value in values.iter().filter(|value| Some(value.field) == *field) {
                if !cell.is_empty() {
                    cell.push(VALUE_SEPARATOR);
                }
                cell.push_str(&value.value);
            }
        }
        table.push(&version.organisation, &record.id, cells.iter().map(|cell| Some(cell.as_str())));
    }
    Ok(table)
}

/// What the engine knows a record by: the organisation is the source.
pub(super) fn key(id: &str, version: &Version) -> RecordKey {
    RecordKey::new(&version.organisation, id)
}
