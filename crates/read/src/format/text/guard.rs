//! A reader that counts lines and refuses what no text file holds.

use std::cell::Cell;
use std::io::{self, BufRead, ErrorKind, Read};
use std::rc::Rc;

use quick_xml::encoding::EncodingError;

/// Where the reading stands; shared with the parser that reads through the guard.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    /// Bytes since the last record ended.
    since_record: Cell<u64>,
    /// Line ends handed out before the record began.
    before_record: Cell<u64>,
    /// Line ends handed out.
    line_ends: Cell<u64>,
    /// Why the guard stopped, for the one that sees only an input error.
    stopped: Cell<Option<Stop>>,
}

/// Why the guard stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    Nul {
        line: u64,
    },
    /// The record that began on this line is too long.
    Record {
        line: u64,
    },
    Encoding {
        line: u64,
    },
    File,
    Source {
        line: u64,
    },
}

impl Progress {
    pub(crate) fn record_ended(&self) {
        self.since_record.set(0);
        self.before_record.set(self.line_ends.get());
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

/// The guard. Every line end comes out as one line feed, however it was written, so that lines are counted alike.
pub(crate) struct Guard<R> {
    inner: R,
    progress: Rc<Progress>,
    record_limit: u64,
    file_left: u64,
    buffer: Vec<u8>,
    start: usize,
    after_return: bool,
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
            after_return: false,
        };
        (guard, progress)
    }

    fn stop(&self, stop: Stop) -> io::Error {
        self.progress.stopped.set(Some(stop));
        io::Error::new(ErrorKind::InvalidData, "stopped by a limit")
    }

    /// Reads the next piece; an empty buffer afterwards is the end.
    fn fill(&mut self) -> io::Result<()> {
        self.start = 0;
        loop {
            self.buffer.resize(PIECE, 0);
            let read = match self.inner.read(&mut self.buffer) {
                Ok(read) => read,
                Err(fault) if fault.kind() == ErrorKind::Interrupted => continue,
                Err(fault) => {
                    self.buffer.clear();
                    let line = self.progress.line();
                    let is_encoding = fault.get_ref().is_some_and(|inner| inner.is::<EncodingError>());
                    return Err(self.stop(if is_encoding { Stop::Encoding { line } } else { Stop::Source { line } }));
                }
            };
            self.buffer.truncate(read);
            match self.file_left.checked_sub(read as u64) {
                Some(left) => self.file_left = left,
                None => return Err(self.stop(Stop::File)),
            }
            unify_line_ends(&mut self.buffer, &mut self.after_return);
            if let Some(place) = self.buffer.iter().position(|byte| *byte == 0) {
                let before = self.buffer.get(..place).unwrap_or_default();
                let line = self.progress.line() + line_ends(before);
                return Err(self.stop(Stop::Nul { line }));
            }
            // A piece that was only the second half of a line end is no end of the file.
            if read == 0 || !self.buffer.is_empty() {
                return Ok(());
            }
        }
    }
}

impl<R: Read> BufRead for Guard<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if let Some(stop) = self.progress.stopped() {
            return Err(self.stop(stop));
        }
        if self.start >= self.buffer.len() {
            if self.progress.since_record.get() > self.record_limit {
                return Err(self.stop(Stop::Record { line: self.progress.before_record.get() + 1 }));
            }
            self.fill()?;
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

/// Turns `\r\n` and a lone `\r` into `\n`, also where the two halves came in two pieces.
fn unify_line_ends(bytes: &mut Vec<u8>, after_return: &mut bool) {
    if !*after_return && !bytes.contains(&b'\r') {
        return;
    }
    bytes.retain_mut(|byte| {
        let is_second_half = *byte == b'\n' && *after_return;
        *after_return = *byte == b'\r';
        if *after_return {
            *byte = b'\n';
        }
        !is_second_half
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time.
    struct Drop<'a>(&'a [u8]);

    impl Read for Drop<'_> {
        fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
            target[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    #[test]
    fn line_ends_are_one_however_they_were_written_and_cut() {
        let mut whole = String::new();
        let (mut guard, progress) = Guard::new(Drop(b"a\r\nb\rc\n\r\r\nd"), 100, 100);
        guard.read_to_string(&mut whole).unwrap();
        assert_eq!((whole.as_str(), progress.line()), ("a\nb\nc\n\n\nd", 6));
    }

    #[test]
    fn a_stop_stays() {
        let (mut guard, progress) = Guard::new(Drop(b"a\nb\0c"), 100, 100);
        let mut bytes = Vec::new();
        assert!(guard.read_to_end(&mut bytes).is_err());
        assert!(guard.fill_buf().is_err());
        assert_eq!(progress.stopped(), Some(Stop::Nul { line: 2 }));
    }
}
