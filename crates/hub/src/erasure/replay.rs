//! Doing erasures again in a hub that was put back from a backup.

use std::io::{BufRead, Read};

use dolen_store::erasure as stored;
use serde::Serialize;

use super::begin::{Request, begin};
use super::list::{FORMAT, Line};
use super::{ErasureKind, lift};
use crate::{Hub, HubFault, Tell};

/// Bytes of the longest line: an erasure names at most some thousand records.
const LINE: u64 = 1 << 20;

/// What doing erasures again came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Replayed {
    /// Erasures that were done again.
    pub done: u64,
    /// Those that the hub knows already.
    pub known: u64,
}

/// Does every erasure of a list again that the hub does not know. The list is the file `erasures` of the hub as it was last.
///
/// # Errors
/// [`HubFault::ErasureList`] with the first line that is no erasure: nothing was done then. As [`super::erase`].
pub async fn replay(
    hub: &Hub,
    file: &str,
    lines: &mut dyn BufRead,
    actor: &str,
    tell: Tell<'_>,
) -> Result<Replayed, HubFault> {
    let mut replayed = Replayed::default();
    for Known { erasure, kind, entry, records } in read(file, lines)? {
        let known = stored::find(&hub.store, &erasure).await?;
        let is_lifted = kind == ErasureKind::Lifted;
        let reason = format!("carried out again after the hub was put back: entry {entry} then");
        match known {
            Some(known) => {
                replayed.known += 1;
                // It was lifted after the state that was put back.
                if is_lifted && known.kind == ErasureKind::Person.name() {
                    lift(hub, &erasure, &reason, actor).await?;
                }
            }
            None => {
                let again = Some(erasure.as_str());
                begin(hub, Request { kind, records, reason: &reason, actor, again }, tell).await?;
                replayed.done += 1;
            }
        }
    }
    Ok(replayed)
}

struct Known {
    erasure: String,
    kind: ErasureKind,
    entry: i64,
    records: Vec<String>,
}

/// All of the list, before anything is done by it.
fn read(file: &str, lines: &mut dyn BufRead) -> Result<Vec<Known>, HubFault> {
    let fault =
        |line: u64, detail: &str| HubFault::ErasureList { file: file.to_owned(), line, detail: detail.to_owned() };
    let mut found = Vec::new();
    for number in 1_u64.. {
        let mut text = String::new();
        let count = (&mut *lines).take(LINE).read_line(&mut text).map_err(|_| fault(number, "it is no text"))?;
        if count == 0 && number == 1 {
            return Err(fault(1, "it is empty"));
        }
        if count == 0 {
            break;
        }
        if !text.ends_with('\n') {
            return Err(fault(number, "the line has no end: the list was cut off"));
        }
        if number == 1 {
            if text.trim_end() != FORMAT {
                return Err(fault(1, "a list of erasures begins with its format: give the file `erasures` of the hub"));
            }
            continue;
        }
        let line: Line = serde_json::from_str(&text).map_err(|_| fault(number, "it is no erasure"))?;
        let kind = ErasureKind::from_name(&line.kind).ok_or_else(|| fault(number, "its kind is not known"))?;
        found.push(Known { erasure: line.erasure, kind, entry: line.entry, records: line.records });
    }
    Ok(found)
}
