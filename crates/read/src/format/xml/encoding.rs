//! The encoding that an XML file declares.

use dolen_model::Problem;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::Source;
use crate::format::text::beginning;
use crate::format::{both, file_problem};

/// Bytes in which a declaration must have ended.
const DECLARATION: usize = 256;

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
