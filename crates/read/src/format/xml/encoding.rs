//! The encoding that an XML file declares.

use dolen_model::Problem;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::Source;
use crate::format::text::{beginning, seek, unreadable};
use crate::format::{both, file_problem};

/// Bytes in which a declaration must have ended.
const DECLARATION: usize = 256;

/// Bytes looked at at a time.
const PIECE: usize = 64 << 10;

/// The encoding that the first line declares, where it is neither UTF-8 nor found by its byte order mark.
pub(super) fn declared(source: &mut dyn Source) -> Result<Option<&'static Encoding>, Problem> {
    let start = beginning(source, DECLARATION)?;
    if start.starts_with(&[0xef, 0xbb, 0xbf]) {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&start);
    let Some((declaration, _)) = text.strip_prefix("<?xml").and_then(|text| text.split_once("?>")) else {
        return Ok(None);
    };
    let Some((_, rest)) = declaration.split_once("encoding") else { return Ok(None) };
    let label: String = rest
        .trim_start_matches([' ', '\t', '\r', '\n', '='])
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|letter| !"\"'".contains(*letter))
        .collect();
    match Encoding::for_label(label.as_bytes()) {
        Some(encoding) if encoding == UTF_8 || encoding == UTF_16LE || encoding == UTF_16BE => Ok(None),
        Some(encoding) => Ok(Some(encoding)),
        None => {
            let detail =
                both("the XML declares an encoding that is unknown here", "mae'r XML yn datgan amgodiad anhysbys yma");
            Err(file_problem("text-encoding", Some(1), Some(detail)))
        }
    }
}

/// The line of the first byte that is no UTF-8; none where the file is UTF-16, whose bytes tell nothing of lines.
pub(super) fn broken_line(source: &mut dyn Source) -> Result<Option<u64>, Problem> {
    if matches!(beginning(source, 2)?.as_slice(), [0xff, 0xfe] | [0xfe, 0xff]) {
        return Ok(None);
    }
    seek(source, 0)?;
    let mut piece = vec![0; PIECE];
    // Bytes of a letter that the next piece ends.
    let mut kept = 0;
    let mut line = 1;
    loop {
        let read = source.read(piece.get_mut(kept..).unwrap_or_default()).map_err(|_| unreadable())?;
        let bytes = piece.get(..kept + read).unwrap_or_default();
        let (good, is_broken) = match std::str::from_utf8(bytes) {
            Ok(_) => (bytes.len(), false),
            Err(fault) => (fault.valid_up_to(), fault.error_len().is_some()),
        };
        line += bytes.iter().take(good).filter(|byte| **byte == b'\n').count() as u64;
        if is_broken || read == 0 {
            return Ok((is_broken || kept > 0).then_some(line));
        }
        let end = bytes.len();
        piece.copy_within(good..end, 0);
        kept = end - good;
    }
}
