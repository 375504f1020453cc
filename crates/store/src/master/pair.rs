//! Pairs of source records at or above the review threshold.

use futures_util::TryStreamExt;
use sqlx::AssertSqlSafe;

use super::in_run;
use crate::database::{Row, query};
use crate::{Store, StoreFault, UnseenWork, bulk, tables};

/// A pair with its score. `left` is before `right` in the order of ids.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredPair {
    /// Id of a source record.
    pub left: String,
    /// Id of another.
    pub right: String,
    /// log2 of the odds that they are of one person.
    pub weight: f64,
    /// The same as a probability.
    pub probability: f64,
    /// Outcome of every comparison; the model of run [`StoredPair::from_run`] explains it.
    pub pattern: u64,
    /// Name of what keeps them apart, if anything does.
    pub guard: Option<String>,
    /// Whether both are in one golden record.
    pub is_joined: bool,
    /// The golden records of `left` and `right`, where they are two and this is the strongest pair between them.
    pub between: Option<(String, String)>,
    /// The run that first held the pair with this score.
    pub from_run: i64,
}

const COLUMNS: &str = "number, left_record, right_record, weight, probability, pattern, guard, is_joined, left_golden, right_golden, from_run";

/// Adds pairs, true from a run on; their own `from_run` is not read.
///
/// # Errors
/// [`StoreFault`].
pub async fn add(work: &mut UnseenWork, run: i64, pairs: &[StoredPair]) -> Result<(), StoreFault> {
    bulk::insert(work.connection(), &tables::PAIR, pairs, |row, pair| {
        let (left_golden, right_golden) =
            pair.between.as_ref().map(|(left, right)| (left.as_str(), right.as_str())).unzip();
        row.push(&pair.left)
            .push(&pair.right)
            .push(pair.weight)
            .push(pair.probability)
            .push(pair.pattern.cast_signed())
            .push(&pair.guard)
            .push(pair.is_joined)
            .push(left_golden)
            .push(right_golden)
            .push(run);
    })
    .await
}

/// Ends rows: they are true no more from a run on.
///
/// # Errors
/// [`StoreFault`].
pub async fn end(work: &mut UnseenWork, run: i64, numbers: &[i64]) -> Result<(), StoreFault> {
    bulk::end(work.connection(), &tables::PAIR, run, numbers).await
}

/// Gives every pair in a run, with the number of its row, to `each`.
///
/// # Errors
/// [`StoreFault`], or the error of `each`.
pub async fn walk<E: From<StoreFault>>(
    store: &Store,
    run: i64,
    mut each: impl FnMut(i64, StoredPair) -> Result<(), E>,
) -> Result<(), E> {
    let statement = format!("SELECT {COLUMNS} FROM pair WHERE {} ORDER BY number", in_run!("pair"));
    let mut rows = query(AssertSqlSafe(statement)).bind(run).fetch(store.readers());
    while let Some(row) = rows.try_next().await? {
        each(row.try_get(0)?, pair(&row)?)?;
    }
    Ok(())
}

/// The pairs of a source record in a run, strongest first.
///
/// # Errors
/// [`StoreFault`].
pub async fn of_record(store: &Store, run: i64, record: &str) -> Result<Vec<StoredPair>, StoreFault> {
    // Two look-ups, each by its own index.
    let mut found = Vec::new();
    for side in ["left_record", "right_record"] {
        let statement = format!("SELECT {COLUMNS} FROM pair WHERE {side} = $2 AND {}", in_run!("pair"));
        let rows = query(AssertSqlSafe(statement)).bind(run).bind(record).fetch_all(store.readers()).await?;
        for row in &rows {
            found.push(pair(row)?);
        }
    }
    found.sort_by(|one, other| {
        other.weight.total_cmp(&one.weight).then_with(|| (&one.left, &one.right).cmp(&(&other.left, &other.right)))
    });
    Ok(found)
}

/// Golden records of run `$1` between which a judgement is in force.
macro_rules! judged {
    () => {
        "judged (one, other) AS MATERIALIZED (
             SELECT l.golden, r.golden FROM judgement j
             JOIN member l ON l.record = j.left_record AND l.from_run <= $1 AND (l.until_run IS NULL OR l.until_run > $1)
             JOIN member r ON r.record = j.right_record AND r.from_run <= $1 AND (r.until_run IS NULL OR r.until_run > $1)
             WHERE NOT EXISTS (SELECT 1 FROM judgement_undo u WHERE u.judgement = j.id))"
    };
}

/// Whether nothing was judged between the golden records of a pair.
macro_rules! is_waiting {
    () => {
        concat!(
            "left_golden IS NOT NULL AND ",
            in_run!("pair"),
            " AND NOT EXISTS (SELECT 1 FROM judged WHERE (one = left_golden AND other = right_golden)
                                                      OR (one = right_golden AND other = left_golden))"
        )
    };
}

/// What waits for a steward in a run: of every two golden records that are linked and between which no judgement is in
/// force, the strongest pair. Those that no guard keeps apart come first, the strongest first.
///
/// # Errors
/// [`StoreFault`].
pub async fn for_review(store: &Store, run: i64, limit: i64, offset: i64) -> Result<Vec<StoredPair>, StoreFault> {
    let statement = format!(
        "WITH {} SELECT {COLUMNS} FROM pair WHERE {}
         ORDER BY guard IS NOT NULL, weight DESC, left_record, right_record LIMIT $2 OFFSET $3",
        judged!(),
        is_waiting!()
    );
    let rows = query(AssertSqlSafe(statement)).bind(run).bind(limit).bind(offset).fetch_all(store.readers()).await?;
    rows.iter().map(pair).collect()
}

/// How many pairs wait for a steward in a run; see [`for_review`].
///
/// # Errors
/// [`StoreFault`].
pub async fn count_for_review(store: &Store, run: i64) -> Result<i64, StoreFault> {
    let statement = concat!("WITH ", judged!(), " SELECT COUNT(*) FROM pair WHERE ", is_waiting!());
    query(statement).bind(run).fetch_one(store.readers()).await?.try_get(0)
}

fn pair(row: &Row) -> Result<StoredPair, StoreFault> {
    let (left_golden, right_golden): (Option<String>, Option<String>) = (row.try_get(8)?, row.try_get(9)?);
    Ok(StoredPair {
        left: row.try_get(1)?,
        right: row.try_get(2)?,
        weight: row.try_get(3)?,
        probability: row.try_get(4)?,
        pattern: row.try_get::<i64>(5)?.cast_unsigned(),
        guard: row.try_get(6)?,
        is_joined: row.try_get(7)?,
        between: left_golden.zip(right_golden),
        from_run: row.try_get(10)?,
    })
}
