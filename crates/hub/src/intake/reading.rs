//! Reading a landed file to its end, on a thread that may wait for the disk.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use dolen_model::PartialDate;
use dolen_read::{Feed, Limits, PostcodeDirectory, ReadOptions, ReadSummary, read};
use dolen_store::staging::Batch;
use tokio::sync::mpsc;

use super::batch::Batches;
use super::erased::Erased;
use super::landing;
use super::postcodes::PostcodeFile;
use super::tally::{Counter, Tally};
use crate::HubFault;
use crate::key::HubKey;
use crate::keys::{Landed, LandingKeys};

/// What reading needs, owned by its thread.
pub(super) struct Job {
    /// Landed bytes.
    pub(super) path: PathBuf,
    /// What they are sealed with.
    pub(super) keys: LandingKeys,
    /// Sequence of the load.
    pub(super) sequence: i64,
    /// Hash that the bytes must have, where they were landed by an earlier process.
    pub(super) expected: Option<String>,
    pub(super) feed: Feed,
    pub(super) key: HubKey,
    pub(super) today: PartialDate,
    /// A postcode directory, if the hub has one.
    pub(super) postcodes: Option<PathBuf>,
    /// Ids of the records that were erased: their rows go back.
    pub(super) erased: HashSet<String>,
    /// Bytes read so far.
    pub(super) done: Arc<AtomicU64>,
}

/// What became of a file.
pub(super) struct Outcome {
    pub(super) summary: ReadSummary,
    pub(super) tally: Tally,
}

/// Why rows are no longer taken.
enum Stopped {
    /// Nobody writes them any more.
    Gone,
    Fault(HubFault),
}

/// Reads the file and sends its rows in batches. Ends early, without a fault of its own, where nobody receives them.
pub(super) fn read_landed(job: &Job, batches: &mpsc::Sender<Batch>) -> Result<Outcome, HubFault> {
    let postcodes = job.postcodes.as_deref().map(directory).transpose()?;
    if let Some(expected) = &job.expected {
        verify(job, expected)?;
    }
    let file = open(job)?;
    let mut source = Counted { source: file, done: Arc::clone(&job.done) };
    let options = ReadOptions {
        limits: Limits::default(),
        today: job.today,
        postcodes: postcodes.as_ref().map(|file| file as &dyn PostcodeDirectory),
    };
    let mut counter = Counter::new(job.feed.rows_per_key);
    let mut filling = Batches::new(job.key.clone(), &job.feed);
    let send = |batch: Batch| batches.blocking_send(batch).map_err(|_| Stopped::Gone);
    let mut erased = Erased::new(job.erased.clone(), job.key.clone(), &job.feed);
    let end = read(&job.feed, &mut source, &options, &mut |outcome| {
        let outcome = erased.sift(outcome);
        counter.add(&outcome);
        match filling.add(outcome).map_err(Stopped::Fault)? {
            Some(batch) => send(batch),
            None => Ok(()),
        }
    });
    let end = end.and_then(|summary| filling.finish().map_or(Ok(()), send).map(|()| summary));
    match end {
        Ok(mut summary) => {
            erased.tell(&mut summary);
            Ok(Outcome { summary, tally: counter.finish() })
        }
        Err(Stopped::Fault(fault)) => Err(fault),
        Err(Stopped::Gone) => Err(HubFault::Internal("the writing of rows ended before the reading".to_owned())),
    }
}

fn open(job: &Job) -> Result<Landed, HubFault> {
    job.keys.open(&job.path).map_err(|source| unread(job, source))
}

fn unread(job: &Job, source: io::Error) -> HubFault {
    match source.kind() {
        io::ErrorKind::NotFound => HubFault::LandedBytes { sequence: job.sequence, what: "missing" },
        // It is not what was sealed.
        io::ErrorKind::InvalidData => HubFault::LandedBytes { sequence: job.sequence, what: "damaged" },
        _ => HubFault::file(&job.path, "read", source),
    }
}

fn verify(job: &Job, expected: &str) -> Result<(), HubFault> {
    let mut file = open(job)?;
    let found = landing::hash(&mut file).map_err(|source| unread(job, source))?;
    if found == expected { Ok(()) } else { Err(HubFault::LandedBytes { sequence: job.sequence, what: "damaged" }) }
}

fn directory(path: &Path) -> Result<PostcodeFile, HubFault> {
    let file = File::open(path).map_err(|source| HubFault::file(path, "read", source))?;
    PostcodeFile::read(io::BufReader::new(file))
        .map_err(|fault| HubFault::Configuration { path: path.to_owned(), detail: fault.to_string() })
}

/// A source that tells how far it was read.
pub(super) struct Counted<S> {
    pub(super) source: S,
    pub(super) done: Arc<AtomicU64>,
}

impl<S: Read> Read for Counted<S> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(target)?;
        self.done.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl<S: Seek> Seek for Counted<S> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = self.source.seek(to)?;
        self.done.store(place, Ordering::Relaxed);
        Ok(place)
    }
}
