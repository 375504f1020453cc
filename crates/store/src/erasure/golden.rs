//! Golden records of which an erased source record was part, at any time.

use std::collections::HashSet;

use dolen_model::Sensitive;
use sqlx::AssertSqlSafe;

use crate::database::query;
use crate::{StoreFault, Work};

/// A golden record as it was in some runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldenState {
    /// Number of the row.
    pub number: i64,
    /// Its values, as JSON.
    pub content: Sensitive<String>,
    /// The places among its members that the erased records had.
    pub erased: Vec<i64>,
    /// How many members it had beside them.
    pub others: u64,
}

/// A golden record to which one of some source records ever belonged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EverGolden {
    /// Id.
    pub id: String,
    /// Whether it ever had other members.
    pub had_others: bool,
    /// Whether it has other members now.
    pub has_others: bool,
    /// Whether one of them belongs to it now.
    pub is_current: bool,
}

/// The golden records to which any of some source records ever belonged, by id.
///
/// # Errors
/// [`StoreFault`].
pub async fn golden_records(work: &mut Work, records: &[String]) -> Result<Vec<EverGolden>, StoreFault> {
    let is_in = work.connection().dialect().is_in("record", 1);
    let statement = format!(
        "SELECT golden, record, until_run IS NULL FROM member
         WHERE golden IN (SELECT golden FROM member WHERE {is_in}) ORDER BY golden"
    );
    let rows = query(AssertSqlSafe(statement)).bind(records).fetch_all(work.connection()).await?;
    let erased: HashSet<&String> = records.iter().collect();
    let mut found: Vec<EverGolden> = Vec::new();
    for row in rows {
        let id: String = row.try_get(0)?;
        if found.last().is_none_or(|golden| golden.id != id) {
            found.push(EverGolden { id, had_others: false, has_others: false, is_current: false });
        }
        let Some(golden) = found.last_mut() else { continue };
        let (is_other, is_now) = (!erased.contains(&row.try_get::<String>(1)?), row.try_get::<bool>(2)?);
        golden.had_others |= is_other;
        golden.has_others |= is_other && is_now;
        golden.is_current |= !is_other && is_now;
    }
    Ok(found)
}

/// Every state of a golden record.
///
/// # Errors
/// [`StoreFault`].
pub async fn states(work: &mut Work, golden: &str, records: &[String]) -> Result<Vec<GoldenState>, StoreFault> {
    let rows = query(
        "SELECT g.number, g.content, m.record, m.place FROM golden_record g
         LEFT JOIN member m ON m.golden = g.id AND m.from_run <= g.from_run
                           AND (m.until_run IS NULL OR m.until_run > g.from_run)
         WHERE g.id = $1 ORDER BY g.number, m.place NULLS FIRST",
    )
    .bind(golden)
    .fetch_all(work.connection())
    .await?;
    let mut states: Vec<GoldenState> = Vec::new();
    for row in rows {
        let number: i64 = row.try_get(0)?;
        if states.last().is_none_or(|state| state.number != number) {
            let content = Sensitive::new(row.try_get(1)?);
            states.push(GoldenState { number, content, erased: Vec::new(), others: 0 });
        }
        let (record, place): (Option<String>, Option<i64>) = (row.try_get(2)?, row.try_get(3)?);
        let (Some(state), Some(record), Some(place)) = (states.last_mut(), record, place) else { continue };
        match records.contains(&record) {
            true => state.erased.push(place),
            false => state.others += 1,
        }
    }
    Ok(states)
}

/// Gives a state another content; without a home of which nothing is told any more.
///
/// # Errors
/// [`StoreFault`].
pub async fn rewrite(
    work: &mut Work,
    number: i64,
    content: &Sensitive<String>,
    has_home: bool,
) -> Result<(), StoreFault> {
    query("UPDATE golden_record SET content = $2 WHERE number = $1")
        .bind(number)
        .bind(content.expose())
        .execute(work.connection())
        .await?;
    if !has_home {
        query("UPDATE golden_record SET residence = NULL, household = NULL WHERE number = $1")
            .bind(number)
            .execute(work.connection())
            .await?;
    }
    Ok(())
}

/// Removes a state of which nothing is left, and what a golden record was found by in runs before the current one.
///
/// # Errors
/// [`StoreFault`].
pub async fn remove(work: &mut Work, golden: &str, states: &[i64]) -> Result<(), StoreFault> {
    for number in states {
        query("DELETE FROM golden_record WHERE number = $1").bind(*number).execute(work.connection()).await?;
    }
    query("DELETE FROM search_term WHERE golden = $1 AND until_run IS NOT NULL")
        .bind(golden)
        .execute(work.connection())
        .await?;
    Ok(())
}
