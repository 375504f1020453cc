//! What golden records are found by.

use futures_util::TryStreamExt;

use super::in_run;
use crate::database::query;
use crate::{Store, StoreFault, UnseenWork, bulk, tables};

/// A term under which a golden record is found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SearchTerm {
    /// Kind, such as `name` or `nhs_number`; the caller chooses and keeps the kinds.
    pub kind: &'static str,
    /// The folded value.
    pub value: String,
    /// Id of the golden record.
    pub golden: String,
}

/// Adds terms, true from a run on.
///
/// # Errors
/// [`StoreFault`].
pub async fn add(work: &mut UnseenWork, run: i64, terms: &[SearchTerm]) -> Result<(), StoreFault> {
    bulk::insert(work.connection(), &tables::SEARCH_TERM, terms, |row, term| {
        row.push(term.kind).push(&term.value).push(&term.golden).push(run);
    })
    .await
}

/// Ends rows: they are true no more from a run on.
///
/// # Errors
/// [`StoreFault`].
pub async fn end(work: &mut UnseenWork, run: i64, numbers: &[i64]) -> Result<(), StoreFault> {
    bulk::end(work.connection(), &tables::SEARCH_TERM, run, numbers).await
}

/// Gives every term in a run, with the number of its row, to `each`: kind, value, golden record.
///
/// # Errors
/// [`StoreFault`], or the error of `each`.
pub async fn walk<E: From<StoreFault>>(
    store: &Store,
    run: i64,
    mut each: impl FnMut(i64, &str, &str, &str) -> Result<(), E>,
) -> Result<(), E> {
    let statement = concat!(
        "SELECT number, kind, value, golden FROM search_term WHERE ",
        in_run!("search_term"),
        " ORDER BY number"
    );
    let mut rows = query(statement).bind(run).fetch(store.readers());
    while let Some(row) = rows.try_next().await? {
        each(row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?)?;
    }
    Ok(())
}

/// The golden records of a term in a run, by id, at most `limit`.
///
/// # Errors
/// [`StoreFault`].
pub async fn find(store: &Store, run: i64, kind: &str, value: &str, limit: i64) -> Result<Vec<String>, StoreFault> {
    let statement = concat!(
        "SELECT DISTINCT golden FROM search_term WHERE kind = $2 AND value = $3 AND ",
        in_run!("search_term"),
        " ORDER BY golden LIMIT $4"
    );
    let rows = query(statement).bind(run).bind(kind).bind(value).bind(limit).fetch_all(store.readers()).await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// The golden records with a term that begins with a text, in a run, each with its terms that do, by term, at most `limit`
/// rows.
///
/// # Errors
/// [`StoreFault`].
pub async fn find_beginning(
    store: &Store,
    run: i64,
    kind: &str,
    beginning: &str,
    limit: i64,
) -> Result<Vec<(String, String)>, StoreFault> {
    let statement = concat!(
        "SELECT golden, value FROM search_term WHERE kind = $2 AND value >= $3 AND value < $4 AND ",
        in_run!("search_term"),
        " ORDER BY value, golden LIMIT $5"
    );
    // The first text that no longer begins so: one character beyond any that a folded value holds.
    let end = format!("{beginning}\u{10ffff}");
    let mut rows = query(statement).bind(run).bind(kind).bind(beginning).bind(end).bind(limit).fetch(store.readers());
    let mut found = Vec::new();
    while let Some(row) = rows.try_next().await? {
        found.push((row.try_get(0)?, row.try_get(1)?));
    }
    Ok(found)
}

/// Whether a golden record has a term in a run; with `beginning`, a term that begins with the value.
///
/// # Errors
/// [`StoreFault`].
pub async fn has(
    store: &Store,
    run: i64,
    golden: &str,
    kind: &str,
    value: &str,
    beginning: bool,
) -> Result<bool, StoreFault> {
    let statement = concat!(
        "SELECT COUNT(*) FROM search_term WHERE golden = $2 AND kind = $3 AND value >= $4 AND value <= $5 AND ",
        in_run!("search_term")
    );
    let end = if beginning { format!("{value}\u{10ffff}") } else { value.to_owned() };
    let row =
        query(statement).bind(run).bind(golden).bind(kind).bind(value).bind(end).fetch_one(store.readers()).await?;
    Ok(row.try_get::<i64>(0)? > 0)
}
