//! Looking into a workbook's archive before anything reads it.

use std::io::{Cursor, Read, copy, sink};

use dolen_model::Problem;
use zip::ZipArchive;

use super::unreadable;
use crate::Limits;
use crate::format::{both, file_problem};

/// Parts smaller than this may have any ratio.
const SMALL: u64 = 10_000_000;
/// How an entry of an archive's directory begins.
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";

/// Refuses an archive that unpacks to more than the limits. The sizes that the archive states are not believed: every
/// part is unpacked once into nothing, up to the limit.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), Problem> {
    let bomb = |detail| file_problem("workbook-bomb", None, Some(detail));
    let most = limits.archive_entries;
    let too_many = || bomb(both(format!("more than {most} parts"), format!("mwy na {most} o rannau")));
    // Counted before the directory is read, because a directory of millions of entries is itself the attack.
    let entries = memchr_count(bytes, DIRECTORY_ENTRY, most);
    if entries > most {
        return Err(too_many());
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| unreadable("it is no archive of a workbook", "nid archif llyfr gwaith ydyw"))?;
    if archive.len() > most {
        return Err(too_many());
    }
    let mut left = limits.unpacked_bytes;
    for index in 0..archive.len() {
        let part = archive
            .by_index(index)
            .map_err(|_| unreadable("a part of its archive cannot be opened", "ni ellir agor rhan o'i archif"))?;
        // Sheets are read as a stream; whatever else a workbook holds is kept in memory.
        let is_streamed = part.name().is_ok_and(|name| name == "content.xml" || name.starts_with("xl/worksheets/"));
        let bytes_left = if is_streamed { left } else { left.min(limits.spreadsheet_bytes) };
        let packed = part.compressed_size().clamp(1, bytes.len() as u64);
        let allowed = bytes_left.min(packed.saturating_mul(limits.unpacked_ratio).max(SMALL));
        let unpacked = copy(&mut part.take(allowed + 1), &mut sink())
            .map_err(|_| unreadable("a part of its archive is damaged", "mae rhan o'i archif wedi'i difrodi"))?;
        if unpacked > allowed {
            let detail =
                both(format!("more than {allowed} bytes in one part"), format!("mwy na {allowed} beit mewn un rhan"));
            return Err(bomb(detail));
        }
        left -= unpacked;
    }
    Ok(())
}

/// How often `wanted` stands in the bytes, counted up to one more than `most`.
fn memchr_count(bytes: &[u8], wanted: &[u8], most: usize) -> usize {
    bytes.windows(wanted.len()).filter(|window| *window == wanted).take(most.saturating_add(1)).count()
}
