//! A reader that counts lines and refuses what no text file holds.

use std::cell::Cell;
use std::io::{self, BufRead, ErrorKind, Read};
use std::rc::Rc;

/// Where the reading stands; shared with the parser that reads through the guard.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    /// Bytes since the last record ended.
    since_record: Cell<u64>,
    /// Line ends handed out.
    line_ends: Cell<u64>,
    /// Why the guard stopped, for the one that sees only an input error.
    stopped: Cell<Option<Stop>>,
}

/// Why the guard stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    Nul { line: u64 },
    Record { line: u64 },
    File,
}

impl Progress {
    pub(crate) fn record_ended(&self) {
        self.since_record.set(0);
    }

    pub(crate) fn line(&self) -> u64 {
        self.line_ends.get() + 1
    }

    pub(crate) fn stopped(&self) -> Option<Stop> {
        self.stopped.get()
    }
}

/// Bytes handed on at most at a time, so that a limit is noticed soon after it is passed.
const PIECE: usize = 64 << 10;

/// The guard.
pub(crate) struct Guard<R> {
    inner: R,
    progress: Rc<Progress>,
    record_limit: u64,
    file_left: u64,
    buffer: Vec<u8>,
    start: usize,
}

impl<R: Read> Guard<R> {
    pub(crate) fn new(inner: R, record_limit: u64, file_limit: u64) -> (Self, Rc<Progress>) {
        let progress = Rc::new(Progress::default());
        let guard = Self {
            inner,
            progress: Rc::clone(&progress),
            record_limit,
            file_left: file_limit,
            buffer: Vec::new(),
            start: 0,
        };
        (guard, progress)
    }

    fn stop(&self, stop: Stop) -> io::Error {
        self.progress.stopped.set(Some(stop));
        io::Error::new(ErrorKind::InvalidData, "stopped by a limit")
    }
}

impl<R: Read> BufRead for Guard<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start >= self.buffer.len() {
            if self.progress.since_record.get() > self.record_limit {
                return Err(self.stop(Stop::Record { line: self.progress.line() }));
            }
            self.buffer.resize(PIECE, 0);
            let read = loop {
                match self.inner.read(&mut self.buffer) {
                    Err(fault) if fault.kind() == ErrorKind::Interrupted => {}
                    other => break other?,
                }
            };
            self.buffer.truncate(read);
            self.start = 0;
            if let Some(place) = self.buffer.iter().position(|byte| *byte == 0) {
                let before = self.buffer.get(..place).unwrap_or_default();
                let line = self.progress.line() + line_ends(before);
                return Err(self.stop(Stop::Nul { line }));
            }
            match self.file_left.checked_sub(read as u64) {
                Some(left) => self.file_left = left,
                None => return Err(self.stop(Stop::File)),
            }
        }
        Ok(self.buffer.get(self.start..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        let end = (self.start + amount).min(self.buffer.len());
        let taken = self.buffer.get(self.start..end).unwrap_or_default();
        let progress = &self.progress;
        progress.line_ends.set(progress.line_ends.get() + line_ends(taken));
        progress.since_record.set(progress.since_record.get() + taken.len() as u64);
        self.start = end;
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(target.len());
        if let (Some(target), Some(available)) = (target.get_mut(..count), available.get(..count)) {
            target.copy_from_slice(available);
        }
        self.consume(count);
        Ok(count)
    }
}

fn line_ends(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}
