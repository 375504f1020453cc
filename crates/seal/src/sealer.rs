//! Writing a sealed file.

use std::io::{self, Write};

use ring::aead::LessSafeKey;

use crate::header::{FileId, Header};
use crate::key::{ID_BYTES, KEY_BYTES, NONCE_BYTES};
use crate::piece::{FULL_BYTES, Head, PIECE_BYTES};
use crate::{Key, SealFault};

/// Random bytes that a new sealed file needs: its own key, its id and the nonce that its key is wrapped with.
pub const RANDOM_BYTES: usize = KEY_BYTES + ID_BYTES + NONCE_BYTES;

/// Seals what is written into it. A file is whole once [`Sealer::finish`] was called: one that lacks its last piece is told
/// to be cut off. After an error of the writer below, what was written is no file.
pub struct Sealer<W: Write> {
    target: W,
    file: FileId,
    cipher: LessSafeKey,
    number: u64,
    /// Clear bytes that wait for their piece to be full, or the last.
    clear: Vec<u8>,
    piece: Vec<u8>,
}

impl<W: Write> Sealer<W> {
    /// Begins a file. `random` has been drawn for it alone.
    ///
    /// # Errors
    /// Those of the writer below; [`SealFault::Cipher`].
    pub fn new(mut target: W, key: &Key, random: &[u8; RANDOM_BYTES]) -> io::Result<Self> {
        let (file_key, rest) = random.split_first_chunk::<KEY_BYTES>().ok_or(SealFault::Cipher)?;
        let (file, rest) = rest.split_first_chunk::<ID_BYTES>().ok_or(SealFault::Cipher)?;
        let (nonce, _) = rest.split_first_chunk::<NONCE_BYTES>().ok_or(SealFault::Cipher)?;
        let header = Header::new(key, FileId(*file), *file_key, *nonce)?;
        target.write_all(&header.to_bytes())?;
        let cipher = Key::new(*file_key).cipher()?;
        let (clear, piece) = (Vec::with_capacity(PIECE_BYTES), Vec::with_capacity(FULL_BYTES));
        Ok(Self { target, file: FileId(*file), cipher, number: 0, clear, piece })
    }

    /// Seals the last piece, and gives the writer back.
    ///
    /// # Errors
    /// Those of the writer below; [`SealFault::Cipher`].
    pub fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        self.target.flush()?;
        Ok(self.target)
    }

    fn seal(&mut self, is_last: bool) -> io::Result<()> {
        let length = u32::try_from(self.clear.len()).map_err(|_| SealFault::Cipher)?;
        let head = Head { file: self.file, number: self.number, is_last, length };
        head.seal(&self.cipher, &self.clear, &mut self.piece)?;
        self.target.write_all(&self.piece)?;
        self.number += 1;
        self.clear.clear();
        Ok(())
    }
}

impl<W: Write> Write for Sealer<W> {
    /// A full piece waits until more comes: only then is it known not to be the last.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.clear.len() == PIECE_BYTES && !bytes.is_empty() {
            self.seal(false)?;
        }
        let count = bytes.len().min(PIECE_BYTES - self.clear.len());
        self.clear.extend_from_slice(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    /// Bytes that do not fill a piece yet stay here.
    fn flush(&mut self) -> io::Result<()> {
        self.target.flush()
    }
}
