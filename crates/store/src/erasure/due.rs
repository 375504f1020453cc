//! What is kept no longer by a rule of retention.

use dolen_model::Timestamp;
use futures_util::TryStreamExt;
use sqlx::AssertSqlSafe;

use crate::database::{Row, query};
use crate::{Store, StoreFault, Work};

/// From when time is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The day on which an attribute began.
    Start,
    /// The day on which it ended.
    End,
    /// The moment at which it was published.
    Published,
}

/// An attribute that may be due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueAttribute {
    /// Number of its row.
    pub number: i64,
    /// Sequence of its load.
    pub load: i64,
    /// The day from which time is counted, as precise as it is known; none where it is the publication.
    pub day: Option<String>,
}

/// Attributes of published loads whose clock began before a day and a moment, by number, from the one after `after` on, at most
/// `limit`. Each part of a rule that is absent holds for all: agreement, kind, scheme, term.
///
/// # Errors
/// [`StoreFault`].
pub async fn attributes(
    store: &Store,
    rule: [Option<&str>; 4],
    clock: Clock,
    (day, moment): (&str, Timestamp),
    (after, limit): (i64, i64),
) -> Result<Vec<DueAttribute>, StoreFault> {
    let [agreement, kind, scheme, term] = rule;
    let (what, began) = match clock {
        Clock::Start => ("a.start_date", "a.start_date <= $7 AND $8 = $8"),
        Clock::End => ("a.end_date", "a.end_date <= $7 AND $8 = $8"),
        Clock::Published => ("NULL", "l.ended_at < $8 AND $7 = $7"),
    };
    let statement = format!(
        "SELECT a.number, a.load, {what} FROM attribute a
         JOIN load l ON l.sequence = a.load AND l.state = 'published' JOIN feed f ON f.name = l.feed
         WHERE f.agreement = COALESCE($1, f.agreement) AND a.kind = COALESCE($2, a.kind)
           AND a.scheme = COALESCE($3, a.scheme) AND a.term = COALESCE($4, a.term)
           AND a.number > $5 AND {began} ORDER BY a.number LIMIT $6"
    );
    let rows = query(AssertSqlSafe(statement))
        .bind(agreement.map(str::to_owned))
        .bind(kind.map(str::to_owned))
        .bind(scheme.map(str::to_owned))
        .bind(term.map(str::to_owned))
        .bind(after)
        .bind(limit)
        .bind(day)
        .bind(moment.0)
        .fetch_all(store.readers())
        .await?;
    rows.iter().map(due).collect()
}

fn due(row: &Row) -> Result<DueAttribute, StoreFault> {
    Ok(DueAttribute { number: row.try_get(0)?, load: row.try_get(1)?, day: row.try_get(2)? })
}

/// Removes attributes by the numbers of their rows, and answers how many there were.
///
/// # Errors
/// [`StoreFault`].
pub async fn remove_attributes(work: &mut Work, numbers: &[i64]) -> Result<u64, StoreFault> {
    let is_in = work.connection().dialect().is_in("number", 1);
    let statement = AssertSqlSafe(format!("DELETE FROM attribute WHERE {is_in}"));
    query(statement).bind(numbers).execute(work.connection()).await
}

/// Source records under an agreement, or any, that were last published before a moment, by id, at most `limit`.
///
/// # Errors
/// [`StoreFault`].
pub async fn records(
    store: &Store,
    agreement: Option<&str>,
    moment: Timestamp,
    limit: i64,
) -> Result<Vec<String>, StoreFault> {
    let mut rows = query(
        "SELECT r.id FROM source_record r
         JOIN load l ON l.sequence = r.load JOIN feed f ON f.name = l.feed
         WHERE f.agreement = COALESCE($1, f.agreement) AND f.subject = 'person'
         GROUP BY r.id HAVING MAX(COALESCE(l.ended_at, l.landed_at)) < $2 ORDER BY r.id LIMIT $3",
    )
    .bind(agreement.map(str::to_owned))
    .bind(moment.0)
    .bind(limit)
    .fetch(store.readers());
    let mut found = Vec::new();
    while let Some(row) = rows.try_next().await? {
        found.push(row.try_get(0)?);
    }
    Ok(found)
}
