//! Erasing what entries tell, and keeping the chain.

use std::collections::{BTreeMap, BTreeSet};

use dolen_ledger::{Entry, Naming};
use sqlx::AssertSqlSafe;

use super::row;
use crate::database::query;
use crate::{StoreFault, Work};

/// What the erasure of the contents of entries must say of them in its detail.
///
/// # Errors
/// [`StoreFault::Erasure`] where there is no such entry, it tells of an erasure itself, or there are too many.
pub async fn naming(work: &mut Work, sequences: &[i64]) -> Result<Naming, StoreFault> {
    let entries = entries(work, sequences).await?;
    Naming::of(&entries).map_err(|fault| StoreFault::Erasure(fault.to_string()))
}

/// Blanks subject, reason, detail and salt of entries and notes the erasure: `erased_by` is the sequence of an entry of the
/// verb erasure that names them all, see [`naming`]. An entry that an earlier erasure named too, which did not come to blank
/// it, gets that one noted: the first is what the verifier asks for. Entries that are blank already stay as they are, so it
/// may be repeated. Answers how many were blanked.
///
/// # Errors
/// [`StoreFault::Erasure`] where an entry is not there or not named, or would not verify once it is blank.
pub async fn erase_content(work: &mut Work, sequences: &[i64], erased_by: i64) -> Result<u64, StoreFault> {
    let entries = entries(work, sequences).await?;
    let erasures = erasures(work, sequences, erased_by).await?;
    let last = erasures.last().filter(|(sequence, _)| *sequence == erased_by);
    let Some((_, named)) = last else {
        return Err(StoreFault::Erasure(format!("entry {erased_by} tells of no erasure")));
    };
    let mut by: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.told().is_some()) {
        if !named.has(entry.sequence) {
            return Err(StoreFault::Erasure(format!("entry {erased_by} does not name entry {}", entry.sequence)));
        }
        let mut later = erasures.iter().filter(|(sequence, _)| *sequence > entry.sequence);
        let first = later.find(|(_, named)| named.has(entry.sequence));
        let Some((sequence, _)) = first.filter(|(_, named)| named.fits(entry)) else {
            return Err(StoreFault::Erasure(format!(
                "entry {} was altered, or its erasure tells something else of it: verify the ledger",
                entry.sequence
            )));
        };
        by.entry(*sequence).or_default().push(entry.sequence);
    }
    let mut count = 0;
    let statement = work.connection().dialect().blank_entries();
    for (erasure, sequences) in by {
        let blanked = query(statement).bind(erasure).bind(sequences.as_slice()).fetch_all(work.connection()).await?;
        count += blanked.len() as u64;
    }
    Ok(count)
}

async fn entries(work: &mut Work, sequences: &[i64]) -> Result<Vec<Entry>, StoreFault> {
    let mut wanted = sequences.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    let is_in = work.connection().dialect().is_in("sequence", 1);
    let rows = query(AssertSqlSafe(format!("{} WHERE {is_in} ORDER BY sequence", row::SELECT)))
        .bind(wanted.as_slice())
        .fetch_all(work.connection())
        .await?;
    let entries = rows.iter().map(row::entry).collect::<Result<Vec<Entry>, StoreFault>>()?;
    let found: BTreeSet<i64> = entries.iter().map(|entry| entry.sequence).collect();
    match wanted.iter().find(|sequence| !found.contains(sequence)) {
        Some(missing) => Err(StoreFault::Erasure(format!("there is no entry {missing}"))),
        None => Ok(entries),
    }
}

/// The erasures that may name one of the entries, up to one of them, in order, with what they name.
async fn erasures(work: &mut Work, sequences: &[i64], until: i64) -> Result<Vec<(i64, Naming)>, StoreFault> {
    let from = sequences.iter().min().copied().unwrap_or(until);
    let rows = query(AssertSqlSafe(format!(
        "{} WHERE verb = 'erasure' AND sequence >= $1 AND sequence <= $2 ORDER BY sequence",
        row::SELECT
    )))
    .bind(from)
    .bind(until)
    .fetch_all(work.connection())
    .await?;
    rows.iter().map(|row| row::entry(row).map(|entry| (entry.sequence, Naming::read(&entry)))).collect()
}
