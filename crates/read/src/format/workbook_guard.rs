//! Looking into a workbook's archive before it is unpacked.

use std::io::{Cursor, Read, copy, sink};

use dolen_model::Problem;
use zip::ZipArchive;

use super::file_problem;
use crate::Limits;

/// Parts smaller than this may have any ratio.
const SMALL: u64 = 10_000_000;

/// Refuses an archive that unpacks to more than the limits. The sizes that the archive states are not believed: every
/// part is unpacked once into nothing, up to the limit.
pub(crate) fn check(bytes: &[u8], limits: &Limits) -> Result<(), Problem> {
    // An old binary workbook is no archive; its reader allocates no more than its sheets hold.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Ok(());
    }
    let unreadable = |_| file_problem("workbook-unreadable", None, Some("it is no archive of a workbook".to_owned()));
    let bomb = |detail: String| file_problem("workbook-bomb", None, Some(detail));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    if archive.len() > limits.archive_entries {
        return Err(bomb(format!("{} parts", archive.len())));
    }
    let mut left = limits.unpacked_bytes;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(unreadable)?;
        let packed = part.compressed_size().max(1);
        let allowed = left.min(packed.saturating_mul(limits.unpacked_ratio).max(SMALL));
        let unpacked = copy(&mut part.take(allowed + 1), &mut sink()).map_err(|_| {
            file_problem("workbook-unreadable", None, Some("a part of its archive is damaged".to_owned()))
        })?;
        if unpacked > allowed {
            return Err(bomb(format!("more than {allowed} bytes in one part")));
        }
        left -= unpacked;
    }
    Ok(())
}
