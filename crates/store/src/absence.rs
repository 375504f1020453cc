//! Source records of which a full load no longer says anything: soft deletes, noticed before the load is published.

use crate::database::query;
use crate::{Store, StoreFault, UnseenWork, bulk, tables};

/// A source record that a full load leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    /// Id of the source record.
    pub record: String,
    /// Sequence of the last load that said something of it.
    pub last_load: i64,
}

/// The visible records of a load's feed that the load leaves out, by id, after the id `after`, at most `limit`. Of what was
/// landed later and is published already nothing is told: that stays visible.
///
/// # Errors
/// [`StoreFault`].
pub async fn left_out(store: &Store, load: i64, after: &str, limit: i64) -> Result<Vec<Absence>, StoreFault> {
    let rows = query(
        "SELECT r.id, MAX(r.load) FROM source_record r
         JOIN load p ON p.sequence = r.load AND p.state = 'published'
         JOIN feed f ON f.name = p.feed AND p.sequence >= f.visible_from
         JOIN load l ON l.sequence = $1 AND l.feed = p.feed
         WHERE r.load < $1 AND r.id > $2
           AND NOT EXISTS (SELECT 1 FROM source_record n JOIN load m ON m.sequence = n.load
                           WHERE n.id = r.id AND (n.load = $1 OR (n.load > $1 AND m.state = 'published')))
         GROUP BY r.id ORDER BY r.id LIMIT $3",
    )
    .bind(load)
    .bind(after)
    .bind(limit)
    .fetch_all(store.readers())
    .await?;
    rows.iter().map(|row| Ok(Absence { record: row.try_get(0)?, last_load: row.try_get(1)? })).collect()
}

/// Visible records of a load's feed that were landed before it.
///
/// # Errors
/// [`StoreFault`].
pub async fn visible_before(store: &Store, load: i64) -> Result<i64, StoreFault> {
    let row = query(
        "SELECT COUNT(DISTINCT r.id) FROM source_record r
         JOIN load p ON p.sequence = r.load AND p.state = 'published'
         JOIN feed f ON f.name = p.feed AND p.sequence >= f.visible_from
         JOIN load l ON l.sequence = $1 AND l.feed = p.feed
         WHERE r.load < $1",
    )
    .bind(load)
    .fetch_one(store.readers())
    .await?;
    row.try_get(0)
}

/// Notes absences under a load. They count once it is published.
///
/// # Errors
/// [`StoreFault`].
pub async fn note(work: &mut UnseenWork, load: i64, absences: &[Absence]) -> Result<(), StoreFault> {
    bulk::insert(work.connection(), &tables::ABSENCE, absences, |row, absence| {
        row.push(&absence.record).push(load).push(absence.last_load);
    })
    .await
}

/// Deletes up to `limit` absences of a load that nobody reads; answers whether more are left.
///
/// # Errors
/// [`StoreFault`].
pub async fn clear(work: &mut UnseenWork, load: i64, limit: i64) -> Result<bool, StoreFault> {
    let deleted = query("DELETE FROM absence WHERE number IN (SELECT number FROM absence WHERE load = $1 LIMIT $2)")
        .bind(load)
        .bind(limit)
        .execute(work.connection())
        .await?;
    Ok(i64::try_from(deleted).unwrap_or(i64::MAX) >= limit)
}

/// The published loads that left a record out, by sequence, each with the last one before it that did not.
///
/// # Errors
/// [`StoreFault`].
pub async fn of_record(store: &Store, record: &str) -> Result<Vec<(i64, i64)>, StoreFault> {
    let rows = query(
        "SELECT a.load, a.last_load FROM absence a JOIN load l ON l.sequence = a.load AND l.state = 'published'
         WHERE a.record = $1 ORDER BY a.load",
    )
    .bind(record)
    .fetch_all(store.readers())
    .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}
