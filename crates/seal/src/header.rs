//! The start of a sealed file.

use std::io::{self, ErrorKind, Read};

use crate::key::{ID_BYTES, KEY_BYTES, NONCE_BYTES, WRAPPED_BYTES};
use crate::{Key, KeyId, SealFault};

/// What a sealed file begins with.
pub(crate) const MARK: &[u8; 6] = b"DOLEN1";
/// Bytes of a header.
pub const HEADER_BYTES: usize = MARK.len() + 2 * ID_BYTES + WRAPPED_BYTES;

/// Names a file; each of its pieces says it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FileId(pub(crate) [u8; ID_BYTES]);

/// Which key a file is sealed with, and the file's own key wrapped by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    key: KeyId,
    file: FileId,
    wrapped: [u8; WRAPPED_BYTES],
}

impl Header {
    pub(crate) fn new(
        key: &Key,
        file: FileId,
        file_key: [u8; KEY_BYTES],
        nonce: [u8; NONCE_BYTES],
    ) -> Result<Self, SealFault> {
        let wrapped = key.wrap(&Key::new(file_key), &label(file), nonce)?;
        Ok(Self { key: key.id(), file, wrapped })
    }

    /// Reads the header at the start of a file.
    ///
    /// # Errors
    /// [`SealFault::NotSealed`], [`SealFault::Truncated`], [`SealFault::Source`].
    pub fn read(source: &mut impl Read) -> Result<Self, SealFault> {
        let (mut mark, mut key, mut file) = ([0; MARK.len()], [0; ID_BYTES], [0; ID_BYTES]);
        let mut wrapped = [0; WRAPPED_BYTES];
        fill(source, &mut mark, SealFault::NotSealed)?;
        if mark != *MARK {
            return Err(SealFault::NotSealed);
        }
        for part in [key.as_mut_slice(), &mut file, &mut wrapped] {
            fill(source, part, SealFault::Truncated)?;
        }
        Ok(Self { key: KeyId(key), file: FileId(file), wrapped })
    }

    /// The bytes of the header, as they stand at the start of a file.
    pub fn to_bytes(&self) -> [u8; HEADER_BYTES] {
        let mut bytes = [0; HEADER_BYTES];
        let parts = MARK.iter().chain(&self.key.0).chain(&self.file.0).chain(&self.wrapped);
        bytes.iter_mut().zip(parts).for_each(|(byte, part)| *byte = *part);
        bytes
    }

    /// Id of the key that the file is sealed with.
    pub const fn key(&self) -> KeyId {
        self.key
    }

    /// Whether the file was sealed with one of these keys. Nobody who lacks them can make a header of which this is so.
    pub fn is_of(&self, keys: &[Key]) -> bool {
        self.file_key(keys).is_ok()
    }

    /// The header of the same file under another key; its pieces stay as they are. `nonce` is drawn at random.
    ///
    /// # Errors
    /// [`SealFault::UnknownKey`] where none of `keys` is the file's, [`SealFault::HeaderAltered`].
    pub fn rewrapped(&self, keys: &[Key], to: &Key, nonce: [u8; NONCE_BYTES]) -> Result<Self, SealFault> {
        Self::new(to, self.file, *self.file_key(keys)?.expose(), nonce)
    }

    pub(crate) const fn file(&self) -> FileId {
        self.file
    }

    /// Opens the file's own key with that of `keys` which it was sealed with.
    pub(crate) fn file_key(&self, keys: &[Key]) -> Result<Key, SealFault> {
        let key = keys.iter().find(|key| key.id() == self.key).ok_or(SealFault::UnknownKey(self.key))?;
        key.unwrap(&self.wrapped, &label(self.file)).ok_or(SealFault::HeaderAltered)
    }
}

/// What a file's key is wrapped for.
fn label(file: FileId) -> Vec<u8> {
    [MARK.as_slice(), &file.0].concat()
}

fn fill(source: &mut impl Read, target: &mut [u8], if_short: SealFault) -> Result<(), SealFault> {
    source.read_exact(target).map_err(|fault: io::Error| match fault.kind() {
        ErrorKind::UnexpectedEof => if_short,
        _ => SealFault::Source(fault),
    })
}
