//! The records of a workbook's stream (\[MS-XLS\]), and the texts that run over several of them.

use super::bytes::u16_at;

pub(super) const BOF: u16 = 0x0809;
pub(super) const EOF: u16 = 0x000a;
pub(super) const CONTINUE: u16 = 0x003c;
pub(super) const FILE_PASS: u16 = 0x002f;
pub(super) const DATE_MODE: u16 = 0x0022;
pub(super) const FORMAT: u16 = 0x041e;
pub(super) const XF: u16 = 0x00e0;
pub(super) const BOUND_SHEET: u16 = 0x0085;
pub(super) const SST: u16 = 0x00fc;
pub(super) const NUMBER: u16 = 0x0203;
pub(super) const LABEL: u16 = 0x0204;
pub(super) const BOOL_ERR: u16 = 0x0205;
pub(super) const STRING: u16 = 0x0207;
pub(super) const RK: u16 = 0x027e;
pub(super) const MUL_RK: u16 = 0x00bd;
pub(super) const LABEL_SST: u16 = 0x00fd;
pub(super) const FORMULA: u16 = 0x0006;

/// A record with what continues it.
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
    continued: Vec<&'a [u8]>,
}

/// Goes from record to record; ends at the end of the bytes, or where a record is cut off.
pub(super) struct Records<'a> {
    pub(super) rest: &'a [u8],
}

impl<'a> Records<'a> {
    fn one(&mut self) -> Option<(u16, &'a [u8])> {
        let kind = u16_at(self.rest, 0)?;
        let end = 4 + usize::from(u16_at(self.rest, 2)?);
        let data = self.rest.get(4..end)?;
        self.rest = self.rest.get(end..)?;
        Some((kind, data))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.one()?;
        let mut continued = Vec::new();
        while u16_at(self.rest, 0) == Some(CONTINUE) {
            let Some((_, data)) = self.one() else { break };
            continued.push(data);
        }
        Some(Record { kind, data, continued })
    }
}

impl<'a> Record<'a> {
    /// Its bytes and those that continue them, from a place of the first.
    pub(super) fn pieces(&self, from: usize) -> Pieces<'_> {
        Pieces { present: self.data.get(from..).unwrap_or_default(), following: &self.continued }
    }
}

/// Bytes in several pieces.
pub(super) struct Pieces<'a> {
    present: &'a [u8],
    following: &'a [&'a [u8]],
}

impl Pieces<'_> {
    /// Whether nothing is left.
    pub(super) fn is_empty(&mut self) -> bool {
        while self.present.is_empty() && self.next_piece() {}
        self.present.is_empty()
    }

    fn next_piece(&mut self) -> bool {
        let Some((first, rest)) = self.following.split_first() else { return false };
        (self.present, self.following) = (first, rest);
        true
    }

    fn byte(&mut self) -> Option<u8> {
        while self.present.is_empty() {
            if !self.next_piece() {
                return None;
            }
        }
        let (first, rest) = self.present.split_first()?;
        self.present = rest;
        Some(*first)
    }

    pub(super) fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn long(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes([self.byte()?, self.byte()?, self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        loop {
            if let Some(rest) = self.present.get(count..) {
                self.present = rest;
                return Some(());
            }
            count -= self.present.len();
            self.present = &[];
            if !self.next_piece() {
                return None;
            }
        }
    }

    /// A text with its flags, and behind it what tells its fonts and readings, which is skipped.
    pub(super) fn text(&mut self, letters: u16) -> Option<String> {
        let flags = self.byte()?;
        let runs = if flags & 0x08 == 0 { 0 } else { usize::from(self.short()?) * 4 };
        let readings = if flags & 0x04 == 0 { 0 } else { self.long()? as usize };
        let mut is_wide = flags & 0x01 != 0;
        let mut units: Vec<u16> = Vec::new();
        let mut left = usize::from(letters);
        while left > 0 {
            if self.present.is_empty() {
                if !self.next_piece() {
                    return None;
                }
                // Letters that go on in another record may change their width there.
                is_wide = self.byte()? & 0x01 != 0;
                continue;
            }
            units.push(if is_wide { self.short()? } else { u16::from(self.byte()?) });
            left -= 1;
        }
        self.skip(runs)?;
        self.skip(readings)?;
        Some(String::from_utf16_lossy(&units))
    }
}
