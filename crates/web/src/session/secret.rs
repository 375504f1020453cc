//! Secrets that only their holder knows: the hub's side keeps the hash.

use dolen_model::SecretSource;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// SHA-256 of a secret of 256 random bits, which needs no salt; in hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hash(String);

/// A secret as its holder carries it: 64 hexadecimal digits.
pub(crate) struct Secret(String);

impl Secret {
    /// A new one.
    pub(crate) fn new(source: &SecretSource) -> Option<Self> {
        let mut bytes = [0_u8; 32];
        source(&mut bytes).then(|| Self(hexadecimal(&bytes)))
    }

    /// To hand it to its holder.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }

    /// To keep.
    pub(crate) fn hash(&self) -> Hash {
        Hash::of(&self.0)
    }

    /// The token that the forms of a session carry. It follows from the session's secret and tells nothing of it, so that every
    /// process knows it and none keeps it.
    pub(crate) fn form_token(session: &str) -> String {
        hexadecimal(&Sha256::digest(format!("form token of a session\n{session}")))
    }
}

impl Hash {
    /// Of a secret that somebody presents.
    pub(crate) fn of(presented: &str) -> Self {
        Self(hexadecimal(&Sha256::digest(presented.as_bytes())))
    }

    /// As the hub is told it.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether two texts are the same, in a time that tells only their lengths.
pub(crate) fn same(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn only_the_secret_itself_has_its_hash() {
        let source: SecretSource = Arc::new(|bytes| {
            bytes.fill(7);
            true
        });
        let secret = Secret::new(&source).unwrap();
        assert_eq!(secret.reveal().len(), 64);
        assert_eq!(secret.hash(), Hash::of(&"07".repeat(32)));
        assert_ne!(secret.hash(), Hash::of(""));
        assert!(Secret::new(&(Arc::new(|_: &mut [u8]| false) as SecretSource)).is_none());
    }

    #[test]
    fn what_forms_carry_is_neither_the_secret_nor_what_is_kept_of_it() {
        let secret = "07".repeat(32);
        let token = Secret::form_token(&secret);
        assert_eq!(token, Secret::form_token(&secret));
        assert_ne!(token, Secret::form_token("other"));
        assert!(token != secret && token != Hash::of(&secret).text());
    }
}
