//! One record of separated values (RFC 4180, read as spreadsheets read it).

use std::io::{self, BufRead, Read};

use super::guard::Guard;

/// The fields of a record, in one buffer that is used again.
#[derive(Debug, Default)]
pub(crate) struct Record {
    bytes: Vec<u8>,
    /// Where each field ends.
    ends: Vec<usize>,
    /// Whether something stood behind a closing quotation mark.
    is_misquoted: bool,
}

/// How the reading of a record ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// A record was read.
    Record,
    /// There is none any more.
    Input,
    /// The input ended inside quotation marks.
    InQuotes,
}

enum State {
    FieldStart,
    Plain,
    Quoted,
    /// Behind a quotation mark inside a quoted field.
    Mark,
    /// Behind the closing mark and a blank.
    Closed,
}

impl Record {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn get(&self, index: usize) -> Option<&[u8]> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.bytes.get(start..end)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).filter_map(|index| self.get(index))
    }

    /// Whether every field is empty or blank.
    pub(crate) fn is_blank(&self) -> bool {
        self.bytes.iter().all(u8::is_ascii_whitespace)
    }

    /// Whether text stood behind a closing quotation mark. Where a mark is missing, the next one closes a value that took in
    /// what lay between, whole lines too, and this is what is left to see of it.
    pub(crate) const fn is_misquoted(&self) -> bool {
        self.is_misquoted
    }

    /// Reads the next record. A field may stand in quotation marks, in which two of them mean one and separators and line
    /// ends are text; what stands behind the closing mark belongs to the field, and is told unless it is blank. A mark inside a plain field is text.
    pub(crate) fn read<R: Read>(&mut self, guard: &mut Guard<R>, delimiter: u8) -> io::Result<Ended> {
        self.bytes.clear();
        self.ends.clear();
        self.is_misquoted = false;
        let mut state = State::FieldStart;
        loop {
            let available = guard.fill_buf()?;
            if available.is_empty() {
                return Ok(match state {
                    State::Quoted => Ended::InQuotes,
                    State::FieldStart if self.ends.is_empty() => Ended::Input,
                    State::FieldStart | State::Plain | State::Mark | State::Closed => {
                        self.ends.push(self.bytes.len());
                        Ended::Record
                    }
                });
            }
            let mut used = 0;
            let mut ended = false;
            while let Some(byte) = available.get(used).copied().filter(|_| !ended) {
                used += 1;
                match state {
                    State::FieldStart if byte == b'"' => state = State::Quoted,
                    State::Mark if byte == b'"' => {
                        self.bytes.push(byte);
                        state = State::Quoted;
                    }
                    State::Quoted if byte == b'"' => state = State::Mark,
                    State::Quoted => self.bytes.push(byte),
                    _ if byte == delimiter => {
                        self.ends.push(self.bytes.len());
                        state = State::FieldStart;
                    }
                    _ if byte == b'\n' => {
                        self.ends.push(self.bytes.len());
                        ended = true;
                    }
                    State::Mark | State::Closed => {
                        self.bytes.push(byte);
                        let is_blank = byte == b' ' || byte == b'\t';
                        self.is_misquoted |= !is_blank;
                        state = if is_blank { State::Closed } else { State::Plain };
                    }
                    State::FieldStart | State::Plain => {
                        self.bytes.push(byte);
                        state = State::Plain;
                    }
                }
            }
            guard.consume(used);
            if ended {
                return Ok(Ended::Record);
            }
        }
    }
}
