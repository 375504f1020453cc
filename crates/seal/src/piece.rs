//! One piece of a sealed file.

use ring::aead::{Aad, LessSafeKey, Nonce};

use crate::SealFault;
use crate::header::{FileId, MARK};
use crate::key::{ID_BYTES, NONCE_BYTES, TAG_BYTES};

/// Clear bytes of every piece but the last.
pub const PIECE_BYTES: usize = 1 << 16;
/// Bytes before the sealed ones: file, number, last, length.
pub(crate) const HEAD_BYTES: usize = ID_BYTES + 8 + 1 + 4;
/// Bytes of a whole piece.
pub(crate) const FULL_BYTES: usize = HEAD_BYTES + PIECE_BYTES + TAG_BYTES;

/// What a piece says of itself. It is sealed with the bytes, and stands in the clear to tell what was done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) file: FileId,
    pub(crate) number: u64,
    pub(crate) is_last: bool,
    pub(crate) length: u32,
}

impl Head {
    /// Reads a head from the start of a piece; none where it is no head.
    pub(crate) fn read(piece: &[u8]) -> Option<Self> {
        let (file, rest) = piece.split_first_chunk()?;
        let (number, rest) = rest.split_first_chunk()?;
        let ([last], rest) = rest.split_first_chunk()?;
        let (length, _) = rest.split_first_chunk()?;
        let head = Self {
            file: FileId(*file),
            number: u64::from_be_bytes(*number),
            is_last: *last == 1,
            length: u32::from_be_bytes(*length),
        };
        let is_whole = head.length as usize == PIECE_BYTES;
        let is_sound = *last <= 1 && (is_whole || head.is_last && head.length as usize <= PIECE_BYTES);
        is_sound.then_some(head)
    }

    fn to_bytes(self) -> [u8; HEAD_BYTES] {
        let mut bytes = [0; HEAD_BYTES];
        let (number, length) = (self.number.to_be_bytes(), self.length.to_be_bytes());
        let last = [u8::from(self.is_last)];
        let parts = self.file.0.iter().chain(&number).chain(&last).chain(&length);
        bytes.iter_mut().zip(parts).for_each(|(byte, part)| *byte = *part);
        bytes
    }

    /// Bytes of the whole piece.
    pub(crate) const fn piece_bytes(&self) -> usize {
        HEAD_BYTES + self.length as usize + TAG_BYTES
    }

    fn nonce(self) -> Nonce {
        let mut nonce = [0; NONCE_BYTES];
        let parts = [0; 3].into_iter().chain(self.number.to_be_bytes()).chain([u8::from(self.is_last)]);
        nonce.iter_mut().zip(parts).for_each(|(byte, part)| *byte = part);
        Nonce::assume_unique_for_key(nonce)
    }

    /// What is sealed with the bytes though it is no secret.
    fn known(self) -> Aad<[u8; MARK.len() + HEAD_BYTES]> {
        let mut known = [0; MARK.len() + HEAD_BYTES];
        known.iter_mut().zip(MARK.iter().chain(&self.to_bytes())).for_each(|(byte, part)| *byte = *part);
        Aad::from(known)
    }

    /// Seals clear bytes, whose number is that of the head, into `piece`.
    pub(crate) fn seal(self, cipher: &LessSafeKey, clear: &[u8], piece: &mut Vec<u8>) -> Result<(), SealFault> {
        piece.clear();
        piece.extend_from_slice(&self.to_bytes());
        piece.extend_from_slice(clear);
        let body = piece.get_mut(HEAD_BYTES..).unwrap_or_default();
        let tag = cipher.seal_in_place_separate_tag(self.nonce(), self.known(), body).map_err(|_| SealFault::Cipher)?;
        piece.extend_from_slice(tag.as_ref());
        Ok(())
    }

    /// Opens the piece that begins with this head in its place; whether it is what was sealed. The clear bytes stand behind
    /// the head afterwards.
    pub(crate) fn open(self, cipher: &LessSafeKey, piece: &mut [u8]) -> bool {
        let body = piece.get_mut(HEAD_BYTES..self.piece_bytes());
        body.is_some_and(|body| cipher.open_in_place(self.nonce(), self.known(), body).is_ok())
    }
}
