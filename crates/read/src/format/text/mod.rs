//! What CSV and XML share: a guarded stream of bytes.

mod csv_rows;
mod delimiter;
mod guard;
mod record;

use std::io::{Read, SeekFrom};

use dolen_model::Problem;

use super::file_problem;
use crate::Source;

pub(crate) use csv_rows::{Shape, rows};
pub(crate) use guard::{Guard, Progress, Stop};

/// Goes to a place of the file.
pub(crate) fn seek(source: &mut dyn Source, place: u64) -> Result<(), Problem> {
    source.seek(SeekFrom::Start(place)).map(|_| ()).map_err(|_| unreadable())
}

/// The first bytes of the file, at most so many; the source stands behind them afterwards.
pub(crate) fn beginning(source: &mut dyn Source, count: usize) -> Result<Vec<u8>, Problem> {
    seek(source, 0)?;
    let mut bytes = Vec::new();
    Read::take(source, count as u64).read_to_end(&mut bytes).map_err(|_| unreadable())?;
    Ok(bytes)
}

/// The file could not be read to its end, which is nobody's fault that the file could tell.
pub(crate) fn unreadable() -> Problem {
    file_problem("file-unreadable", None, None)
}

/// What the guard's stop means.
pub(crate) fn stopped(progress: &Progress) -> Problem {
    match progress.stopped() {
        Some(Stop::Nul { line }) => file_problem("text-nul", Some(line), None),
        Some(Stop::Record { line }) => file_problem("record-size", Some(line), None),
        Some(Stop::Encoding { line }) => file_problem("text-encoding", Some(line), None),
        Some(Stop::File) => file_problem("file-size", None, None),
        Some(Stop::Source { line }) => file_problem("file-unreadable", Some(line), None),
        None => file_problem("file-unreadable", Some(progress.line()), None),
    }
}
