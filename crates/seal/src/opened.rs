//! Reading a sealed file.

use std::io::{self, ErrorKind, Read, Seek, SeekFrom};

use ring::aead::LessSafeKey;

use crate::header::{FileId, HEADER_BYTES, Header};
use crate::piece::{FULL_BYTES, HEAD_BYTES, Head, PIECE_BYTES};
use crate::{Key, SealFault};

/// A sealed file, read as the clear bytes that it was made of, at any place. A piece is given out when it was found to be
/// what was sealed, and not before; faults come as [`SealFault`] inside an error of the kind `InvalidData`.
pub struct Opened<R> {
    source: R,
    file: FileId,
    cipher: LessSafeKey,
    pieces: u64,
    length: u64,
    position: u64,
    /// A piece whose bytes behind the head are clear; none before the first, or after a fault.
    at: Option<u64>,
    piece: Vec<u8>,
}

impl<R: Read + Seek> Opened<R> {
    /// Opens the header with the one of `keys` that it names, and the last piece, which tells the length.
    ///
    /// # Errors
    /// [`SealFault`], if something is wrong with header or end; what is wrong between them is met when it is read.
    pub fn open(mut source: R, keys: &[Key]) -> Result<Self, SealFault> {
        source.rewind()?;
        let header = Header::read(&mut source)?;
        let cipher = header.file_key(keys)?.cipher()?;
        let bytes = source.seek(SeekFrom::End(0))?;
        let pieces = bytes.saturating_sub(HEADER_BYTES as u64).div_ceil(FULL_BYTES as u64);
        let last = pieces.checked_sub(1).ok_or(SealFault::Truncated)?;
        let (file, piece) = (header.file(), Vec::with_capacity(FULL_BYTES));
        let mut opened = Self { source, file, cipher, pieces, length: 0, position: 0, at: None, piece };
        let head = match opened.load(last) {
            Ok(head) => head,
            Err(fault @ SealFault::Source(_)) => return Err(fault),
            // What stands in the last place may be nothing of the file: then its own last piece stands before.
            Err(fault) => return Err(if opened.ends_before(last)? { SealFault::Extended } else { fault }),
        };
        if !head.is_last {
            return Err(SealFault::Truncated);
        }
        opened.length = last * PIECE_BYTES as u64 + u64::from(head.length);
        Ok(opened)
    }

    /// Number of clear bytes.
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// Reads the piece in a place and opens it.
    fn load(&mut self, place: u64) -> Result<Head, SealFault> {
        self.at = None;
        self.read_piece(place, FULL_BYTES)?;
        let found = self.piece.len();
        if found < HEAD_BYTES {
            return Err(SealFault::Truncated);
        }
        let head = Head::read(&self.piece).ok_or(SealFault::Altered { place })?;
        if head.file != self.file {
            return Err(SealFault::Spliced { place });
        }
        if found < head.piece_bytes() {
            return Err(SealFault::Truncated);
        }
        if !head.open(&self.cipher, &mut self.piece) {
            return Err(SealFault::Altered { place });
        }
        if head.number != place {
            return Err(SealFault::Reordered { place, found: head.number });
        }
        if found > head.piece_bytes() || head.is_last && place + 1 < self.pieces {
            return Err(SealFault::Extended);
        }
        self.at = Some(place);
        Ok(head)
    }

    /// Whether a piece before this place was sealed as the last.
    fn ends_before(&mut self, place: u64) -> Result<bool, SealFault> {
        for before in 0..place {
            self.read_piece(before, HEAD_BYTES)?;
            if Head::read(&self.piece).is_some_and(|head| head.is_last)
                && matches!(self.load(before), Err(SealFault::Extended))
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reads the first bytes of a piece, fewer where the file ends.
    fn read_piece(&mut self, place: u64, most: usize) -> Result<(), SealFault> {
        self.piece.clear();
        self.source.seek(SeekFrom::Start(HEADER_BYTES as u64 + place * FULL_BYTES as u64))?;
        self.source.by_ref().take(most as u64).read_to_end(&mut self.piece)?;
        Ok(())
    }
}

impl<R: Read + Seek> Read for Opened<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.length || target.is_empty() {
            return Ok(0);
        }
        let place = self.position / PIECE_BYTES as u64;
        if self.at != Some(place) {
            self.load(place)?;
        }
        // Smaller than a piece.
        let offset = usize::try_from(self.position % PIECE_BYTES as u64).unwrap_or_default();
        let left = self.length - self.position;
        let most = target.len().min(PIECE_BYTES - offset).min(usize::try_from(left).unwrap_or(usize::MAX));
        let clear = self.piece.get(HEAD_BYTES + offset..HEAD_BYTES + offset + most).unwrap_or_default();
        if let Some(target) = target.get_mut(..clear.len()) {
            target.copy_from_slice(clear);
        }
        self.position += clear.len() as u64;
        Ok(clear.len())
    }
}

impl<R: Read + Seek> Seek for Opened<R> {
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
