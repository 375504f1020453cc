//! The plan of a run, as bytes in pieces: all that the run counted, by which records are compared that come later.

use crate::database::query;
use crate::{Store, StoreFault, UnseenWork};

/// Adds the piece at a place of the plan of a run that nobody reads. Places count from 0.
///
/// # Errors
/// [`StoreFault`].
pub async fn add(work: &mut UnseenWork, run: i64, place: i64, content: &[u8]) -> Result<(), StoreFault> {
    query("INSERT INTO run_plan (run, place, content) VALUES ($1, $2, $3)")
        .bind(run)
        .bind(place)
        .bind(content)
        .execute(work.connection())
        .await?;
    Ok(())
}

/// The bytes of the plan of a run; none where it has no plan, or has it no more.
///
/// # Errors
/// [`StoreFault`].
pub async fn read(store: &Store, run: i64) -> Result<Option<Vec<u8>>, StoreFault> {
    let rows = query("SELECT content FROM run_plan WHERE run = $1 ORDER BY place")
        .bind(run)
        .fetch_all(store.readers())
        .await?;
    let mut bytes = Vec::new();
    for row in &rows {
        bytes.extend(row.try_get::<Vec<u8>>(0)?);
    }
    Ok((!rows.is_empty()).then_some(bytes))
}

/// The runs that have a plan, oldest first.
///
/// # Errors
/// [`StoreFault`].
pub async fn runs(store: &Store) -> Result<Vec<i64>, StoreFault> {
    let rows = query("SELECT DISTINCT run FROM run_plan ORDER BY run").fetch_all(store.readers()).await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// Removes the plans of the runs before one: nobody reads them any more.
///
/// # Errors
/// [`StoreFault`].
pub async fn remove_before(work: &mut UnseenWork, run: i64) -> Result<(), StoreFault> {
    query("DELETE FROM run_plan WHERE run < $1").bind(run).execute(work.connection()).await?;
    Ok(())
}
