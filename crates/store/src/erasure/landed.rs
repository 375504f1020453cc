//! Which landed files may hold something of a source record.

use std::collections::BTreeSet;

use sqlx::AssertSqlSafe;

use crate::database::query;
use crate::{Store, StoreFault};

/// The landed files that have to go with some source records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Landed {
    /// Feeds of the organisations that sent the records.
    pub feeds: Vec<String>,
    /// SHA-256 of each file, in order.
    pub files: Vec<String>,
    /// Sequences of loads of those feeds that are not settled: nobody knows yet which rows they have.
    pub unsettled: Vec<i64>,
}

/// The landed files that hold a row of some source records, or may hold one: of a load that was not published its rows are not
/// kept, and of a row in the quarantine nobody knows of whom it is.
///
/// # Errors
/// [`StoreFault`].
pub async fn landed(store: &Store, records: &[String]) -> Result<Landed, StoreFault> {
    let dialect = store.readers().dialect();
    let (id, record) = (dialect.is_in("id", 1), dialect.is_in("record", 1));
    let statement = format!(
        "SELECT load FROM source_record WHERE {id} UNION SELECT load FROM attribute WHERE {record}
         UNION SELECT load FROM absence WHERE {record} UNION SELECT last_load FROM absence WHERE {record}"
    );
    let rows = query(AssertSqlSafe(statement)).bind(records).fetch_all(store.readers()).await?;
    let loads = rows.iter().map(|row| row.try_get(0)).collect::<Result<BTreeSet<i64>, StoreFault>>()?;
    let rows = query(
        "SELECT l.sequence, l.feed, f.organisation, l.sha256, l.state,
                EXISTS (SELECT 1 FROM quarantined_row q WHERE q.load = l.sequence)
         FROM load l JOIN feed f ON f.name = l.feed ORDER BY l.sequence",
    )
    .fetch_all(store.readers())
    .await?;
    let mut organisations: BTreeSet<String> = BTreeSet::new();
    for row in &rows {
        if loads.contains(&row.try_get(0)?) {
            organisations.insert(row.try_get(2)?);
        }
    }
    let (mut feeds, mut files, mut unsettled) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for row in &rows {
        if !organisations.contains(&row.try_get::<String>(2)?) {
            continue;
        }
        let (sequence, state): (i64, String) = (row.try_get(0)?, row.try_get(4)?);
        feeds.insert(row.try_get(1)?);
        match state.as_str() {
            "landed" | "held" => unsettled.push(sequence),
            "published" if !loads.contains(&sequence) && !row.try_get::<bool>(5)? => {}
            _ => {
                files.insert(row.try_get(3)?);
            }
        }
    }
    Ok(Landed { feeds: feeds.into_iter().collect(), files: files.into_iter().collect(), unsettled })
}

/// The landed files of some loads, each once, in order.
///
/// # Errors
/// [`StoreFault`].
pub async fn of_loads(store: &Store, loads: &[i64]) -> Result<Vec<String>, StoreFault> {
    let is_in = store.readers().dialect().is_in("sequence", 1);
    let statement = format!("SELECT DISTINCT sha256 FROM load WHERE {is_in} ORDER BY sha256");
    let rows = query(AssertSqlSafe(statement)).bind(loads).fetch_all(store.readers()).await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}
