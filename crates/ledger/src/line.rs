//! One entry a line, for an export that is verified without a database.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::content::{Parts, PartsFault};
use crate::digest::from_hexadecimal;
use crate::{Content, Entry, Told, Verb, hexadecimal};

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
    /// A hash or a salt is not of hexadecimal digits.
    #[error("a hash is not 64 hexadecimal digits, or a salt not 32")]
    Hash,
    /// It is neither whole nor erased.
    #[error("the line is neither a whole entry nor an erased one: {0}")]
    Content(#[from] PartsFault),
}

/// A line. The first form has no number: versions that knew no other wrote none.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    sequence: i64,
    time: i64,
    #[serde(default = "first", skip_serializing_if = "is_first")]
    form: i64,
    entry: Inside,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    salt: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    content_digest: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    erased_by: Option<i64>,
    previous_hash: String,
    hash: String,
}

/// What was done, and unless it was erased, to what, why and with what outcome. A reason or detail that says nothing is there
/// as `null`, and one that was erased is not there.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Inside {
    verb: Verb,
    actor: String,
    organisation: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    subject: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "there")]
    reason: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "there")]
    detail: Option<Value>,
}

const fn first() -> i64 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
const fn is_first(form: &i64) -> bool {
    *form == first()
}

/// What is there, be it `null`.
fn there<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Writes an entry as one line of JSON without its line end.
///
/// # Errors
/// [`LineFault::Shape`] where the detail has no JSON form.
pub fn to_line(entry: &Entry) -> Result<String, LineFault> {
    let Parts { form, told, salt, content_digest, erased_by } = entry.content.parts();
    let (subject, reason, detail) = match told {
        Some(told) => (Some(told.subject), Some(told.reason), Some(told.detail)),
        None => (None, None, None),
    };
    let line = Line {
        sequence: entry.sequence,
        time: entry.time,
        form,
        entry: Inside {
            verb: entry.verb,
            actor: entry.actor.clone(),
            organisation: entry.organisation.clone(),
            subject,
            reason,
            detail,
        },
        salt: salt.map(|salt| hexadecimal(&salt)),
        content_digest: content_digest.map(|digest| hexadecimal(&digest)),
        erased_by,
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
    let told = match (line.entry.subject, line.entry.reason, line.entry.detail) {
        (Some(subject), Some(reason), Some(detail)) => Some(Told { subject, reason, detail }),
        (None, None, None) => None,
        _ => return Err(LineFault::Content(PartsFault)),
    };
    let parts = Parts {
        form: line.form,
        told,
        salt: bytes(line.salt.as_deref())?,
        content_digest: bytes(line.content_digest.as_deref())?,
        erased_by: line.erased_by,
    };
    Ok(Entry {
        sequence: line.sequence,
        time: line.time,
        verb: line.entry.verb,
        actor: line.entry.actor,
        organisation: line.entry.organisation,
        content: Content::try_from(parts)?,
        previous_hash: from_hexadecimal(&line.previous_hash).ok_or(LineFault::Hash)?,
        hash: from_hexadecimal(&line.hash).ok_or(LineFault::Hash)?,
    })
}

fn bytes<const N: usize>(text: Option<&str>) -> Result<Option<[u8; N]>, LineFault> {
    text.map(|text| from_hexadecimal(text).ok_or(LineFault::Hash)).transpose()
}
