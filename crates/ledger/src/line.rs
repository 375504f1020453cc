//! One entry a line, for an export that is verified without a database.

use serde::{Deserialize, Serialize};

use crate::digest::from_hexadecimal;
use crate::{Draft, Entry, hexadecimal};

/// Bytes of the longest line that is read.
pub const LINE_LIMIT: usize = 1 << 20;

/// Why a line is no entry.
#[derive(Debug, thiserror::Error)]
pub enum LineFault {
    /// It is longer than [`LINE_LIMIT`].
    #[error("the line is longer than {LINE_LIMIT} bytes")]
    Long,
    /// It is not the JSON of an entry.
    #[error("the line is not an entry: {0}")]
    Shape(#[from] serde_json::Error),
    /// A hash is not 64 hexadecimal digits.
    #[error("a hash is not 64 hexadecimal digits")]
    Hash,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    sequence: i64,
    time: i64,
    #[serde(rename = "entry")]
    draft: Draft,
    previous_hash: String,
    hash: String,
}

/// Writes an entry as one line of JSON without its line end.
///
/// # Errors
/// [`LineFault::Shape`] where the detail has no JSON form.
pub fn to_line(entry: &Entry) -> Result<String, LineFault> {
    let line = Line {
        sequence: entry.sequence,
        time: entry.time,
        draft: entry.draft.clone(),
        previous_hash: hexadecimal(&entry.previous_hash),
        hash: hexadecimal(&entry.hash),
    };
    Ok(serde_json::to_string(&line)?)
}

/// Reads an entry from its line.
///
/// # Errors
/// See [`LineFault`].
pub fn from_line(line: &str) -> Result<Entry, LineFault> {
    if line.len() > LINE_LIMIT {
        return Err(LineFault::Long);
    }
    let line: Line = serde_json::from_str(line)?;
    Ok(Entry {
        sequence: line.sequence,
        time: line.time,
        draft: line.draft,
        previous_hash: from_hexadecimal(&line.previous_hash).ok_or(LineFault::Hash)?,
        hash: from_hexadecimal(&line.hash).ok_or(LineFault::Hash)?,
    })
}
