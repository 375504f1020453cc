//! The hub's key, and the ids that are derived with it (decision 0002).

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Builder;

/// Thirty-two secret bytes. Ids made with it tell nothing to who lacks it.
#[derive(Clone)]
pub(crate) struct HubKey([u8; 32]);

impl HubKey {
    pub(crate) const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads 64 hexadecimal digits.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        dolen_ledger::from_hexadecimal(text.trim()).map(Self)
    }

    pub(crate) fn to_text(&self) -> String {
        dolen_ledger::hexadecimal(&self.0)
    }

    /// The id of what these parts name: the first 16 bytes of HMAC-SHA256 as a UUID version 8. Each part goes in behind its
    /// length, so that no two lists of parts give the same bytes.
    pub(crate) fn id(&self, parts: &[&str]) -> String {
        // HMAC takes a key of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return String::new() };
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        let hash: [u8; 32] = mac.finalize().into_bytes().into();
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(hash).for_each(|(byte, hashed)| *byte = hashed);
        Builder::from_custom_bytes(bytes).into_uuid().to_string()
    }

    /// The id of the source record under a key of a feed.
    pub(crate) fn source_record(&self, feed: &str, key: &str) -> String {
        self.id(&["source-record", feed, key])
    }

    /// The id of the golden record that a source record founds.
    pub(crate) fn golden_record(&self, founder: &str) -> String {
        self.id(&["golden-record", founder])
    }

    /// The id of a residence.
    pub(crate) fn residence(&self, place: &str) -> String {
        self.id(&["residence", place])
    }

    /// The id of the household at a residence.
    pub(crate) fn household(&self, place: &str) -> String {
        self.id(&["household", place])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_hangs_on_key_kind_and_parts() {
        let key = HubKey::new([7; 32]);
        assert_eq!(key.source_record("f", "1"), key.source_record("f", "1"));
        assert_ne!(key.source_record("f", "1"), key.golden_record("1"));
        assert_ne!(key.source_record("ab", "c"), key.source_record("a", "bc"));
        assert_ne!(key.source_record("f", "1"), HubKey::new([8; 32]).source_record("f", "1"));
        assert_eq!(HubKey::from_text(&key.to_text()).unwrap().source_record("f", "1"), key.source_record("f", "1"));
    }
}
