//! Reading and validating a file on the agency's own machine.

use std::io::SeekFrom;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use dolen_read::{Limits, ReadOptions, Verdict, read};

use super::absence::Absences;
use super::hold::holds;
use super::reading::Counted;
use super::report::{self, Identity};
use super::tally::Counter;
use super::{CheckRequest, feed, landing};
use crate::progress::{Progress, Stage};
use crate::view::LoadReport;
use crate::{HubFault, Tell};

/// Rows between two tellings of how far the reading is.
const TOLD: u64 = 1_000;

/// Reads and validates a file on the agency's own machine; stores nothing. The state in the report is the one that a load
/// would get that has no earlier load to be held against.
///
/// # Errors
/// [`HubFault::Feed`] where the contract is wrong, [`HubFault::File`] where the file cannot be read.
pub fn check(request: CheckRequest<'_>, tell: Tell<'_>) -> Result<LoadReport, HubFault> {
    let feed = feed::parse(request.contract_file, request.contract)?;
    let file = landing::file_name(request.file);
    let unreadable = |source| HubFault::file(&file, "read", source);
    let sha256 = landing::hash(&mut &mut *request.source).map_err(unreadable)?;
    let bytes = request.source.stream_position().map_err(unreadable)?;
    request.source.seek(SeekFrom::Start(0)).map_err(unreadable)?;

    let done = Arc::new(AtomicU64::new(0));
    let told = || tell(Progress { stage: Stage::Read, done: done.load(Ordering::Relaxed).min(bytes), of: bytes });
    let mut source = Counted { source: request.source, done: Arc::clone(&done) };
    let options = ReadOptions { limits: Limits::default(), today: request.today, postcodes: request.postcodes };
    let mut counter = Counter::new(feed.rows_per_key);
    let mut rows = 0_u64;
    let summary = read::<std::convert::Infallible>(&feed, &mut source, &options, &mut |outcome| {
        counter.add(&outcome);
        rows += 1;
        if rows.is_multiple_of(TOLD) {
            told();
        }
        Ok(())
    });
    let Ok(summary) = summary;
    told();
    let identity = Identity {
        load: String::new(),
        sequence: 0,
        feed: feed.name.clone(),
        organisation: feed.organisation.clone(),
        organisation_name: feed.organisation_name.clone(),
        agreement: feed.agreement.clone(),
        format: feed.format().to_owned(),
        file,
        landed_at: request.now,
        sha256,
        bytes,
    };
    if let Verdict::Reject(problem) = summary.verdict.clone() {
        return Ok(report::rejected(identity, &problem, summary));
    }
    // Only what the file itself says can hold it: there is no load before it.
    let holds = holds(&summary, None, Absences::default(), 1.0);
    Ok(report::read_to_end(identity, (summary, counter.finish()), holds, None))
}
