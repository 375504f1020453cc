//! A part of a file, read as if it were one of its own.

use std::io::{self, ErrorKind, Read, Seek, SeekFrom};

/// Bytes from one place on, so many of them.
pub(super) struct Section<R> {
    source: R,
    begin: u64,
    length: u64,
    position: u64,
}

impl<R: Seek> Section<R> {
    /// So many bytes from a place on.
    pub(super) fn of(source: R, begin: u64, length: u64) -> Self {
        Self { source, begin, length, position: 0 }
    }

    /// All bytes from a place on.
    pub(super) fn behind(mut source: R, begin: u64) -> io::Result<Self> {
        let end = source.seek(SeekFrom::End(0))?;
        Ok(Self::of(source, begin, end.saturating_sub(begin)))
    }
}

impl<R: Read + Seek> Read for Section<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.length.saturating_sub(self.position)).unwrap_or(usize::MAX);
        let most = target.len().min(left);
        self.source.seek(SeekFrom::Start(self.begin + self.position))?;
        let count = self.source.read(target.get_mut(..most).unwrap_or_default())?;
        self.position += count as u64;
        Ok(count)
    }
}

impl<R: Read + Seek> Seek for Section<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = place.ok_or_else(|| io::Error::from(ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn a_section_ends_where_it_ends_and_is_read_at_any_place() {
        let mut section = Section::of(Cursor::new(b"0123456789".to_vec()), 3, 4);
        let mut text = String::new();
        section.read_to_string(&mut text).unwrap();
        assert_eq!(text, "3456");
        assert_eq!(section.seek(SeekFrom::End(-1)).unwrap(), 3);
        text.clear();
        section.read_to_string(&mut text).unwrap();
        assert_eq!(text, "6");
        let mut rest = Section::behind(Cursor::new(b"0123456789".to_vec()), 8).unwrap();
        text.clear();
        rest.read_to_string(&mut text).unwrap();
        assert_eq!(text, "89");
    }
}
