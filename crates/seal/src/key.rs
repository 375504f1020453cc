//! Keys, their ids, and one key kept under another.

use std::fmt;

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::hmac;

use crate::SealFault;

/// Bytes of a key.
pub const KEY_BYTES: usize = 32;
/// Bytes of a nonce.
pub const NONCE_BYTES: usize = 12;
/// Bytes of a tag.
pub(crate) const TAG_BYTES: usize = 16;
/// Bytes of a wrapped key: nonce, sealed key, tag.
pub const WRAPPED_BYTES: usize = NONCE_BYTES + KEY_BYTES + TAG_BYTES;
/// Bytes of an id.
pub(crate) const ID_BYTES: usize = 16;
/// What an id is made over, so that nothing else that is made with the key is equal to it.
const ID_LABEL: &[u8] = b"dolen-key-id-1";

/// Thirty-two secret bytes. `Debug` shows the id alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; KEY_BYTES]);

/// Names a key without telling anything of it. Shown as hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub(crate) [u8; ID_BYTES]);

impl Key {
    /// A key of bytes that were drawn at random.
    pub const fn new(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// The bytes, for the place where the key is kept.
    pub const fn expose(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    /// Its id, which hangs on the bytes alone: a wrong key is told from an altered file by it.
    pub fn id(&self) -> KeyId {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &self.0), ID_LABEL);
        let mut id = [0; ID_BYTES];
        id.iter_mut().zip(tag.as_ref()).for_each(|(byte, made)| *byte = *made);
        KeyId(id)
    }

    /// Seals another key under this one. `label` says what it is for; a key wrapped for one purpose does not open for
    /// another. `nonce` is drawn at random.
    ///
    /// # Errors
    /// [`SealFault::Cipher`].
    pub fn wrap(&self, other: &Self, label: &[u8], nonce: [u8; NONCE_BYTES]) -> Result<[u8; WRAPPED_BYTES], SealFault> {
        let mut sealed = other.0;
        let tag = self
            .cipher()?
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(label), &mut sealed)
            .map_err(|_| SealFault::Cipher)?;
        let mut wrapped = [0; WRAPPED_BYTES];
        let parts = nonce.iter().chain(&sealed).chain(tag.as_ref());
        wrapped.iter_mut().zip(parts).for_each(|(byte, part)| *byte = *part);
        Ok(wrapped)
    }

    /// Opens a key that was wrapped under this one; none where it was altered, wrapped under another or for another purpose.
    pub fn unwrap(&self, wrapped: &[u8; WRAPPED_BYTES], label: &[u8]) -> Option<Self> {
        let (nonce, sealed) = wrapped.split_first_chunk::<NONCE_BYTES>()?;
        let mut sealed = sealed.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let opened = self.cipher().ok()?.open_in_place(nonce, Aad::from(label), &mut sealed).ok()?;
        Some(Self((&*opened).try_into().ok()?))
    }

    pub(crate) fn cipher(&self) -> Result<LessSafeKey, SealFault> {
        let key = UnboundKey::new(&AES_256_GCM, &self.0).map_err(|_| SealFault::Cipher)?;
        Ok(LessSafeKey::new(key))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Key({})", self.id())
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapped_key_opens_under_its_key_for_its_purpose_alone() {
        let (master, other, kept) = (Key::new([1; 32]), Key::new([2; 32]), Key::new([3; 32]));
        let wrapped = master.wrap(&kept, b"landing", [9; 12]).unwrap();
        assert_eq!(master.unwrap(&wrapped, b"landing"), Some(kept));
        assert_eq!(master.unwrap(&wrapped, b"backup"), None);
        assert_eq!(other.unwrap(&wrapped, b"landing"), None);
        for place in 0..WRAPPED_BYTES {
            let mut altered = wrapped;
            altered[place] ^= 1;
            assert_eq!(master.unwrap(&altered, b"landing"), None, "byte {place}");
        }
    }

    #[test]
    fn a_key_shows_its_id_and_no_byte() {
        let key = Key::new([0xab; 32]);
        assert_eq!(format!("{key:?}"), format!("Key({})", key.id()));
        assert!(!format!("{key:?}").contains("abab"));
        assert_ne!(key.id(), Key::new([0xac; 32]).id());
    }
}
