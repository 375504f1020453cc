//! Secrets that only their holder knows: the hub's side keeps the hash.

use dolen_model::SecretSource;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// SHA-256 of a secret of 256 random bits, which needs no salt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hash([u8; 32]);

/// A secret as its holder carries it: 64 hexadecimal digits.
pub(crate) struct Secret(String);

impl Secret {
    /// A new one.
    pub(crate) fn new(source: &SecretSource) -> Option<Self> {
        let mut bytes = [0_u8; 32];
        source(&mut bytes).then(|| Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// To hand it to its holder.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }

    /// To hand it to its holder, owned.
    pub(crate) fn into_revealed(self) -> String {
        self.0
    }

    /// To keep.
    pub(crate) fn hash(&self) -> Hash {
        Hash::of(&self.0)
    }
}

impl Hash {
    /// Of a secret that somebody presents.
    pub(crate) fn of(presented: &str) -> Self {
        Self(Sha256::digest(presented.as_bytes()).into())
    }

    /// Whether two are the same, in a time that tells nothing.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
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
        assert!(secret.hash().is(&Hash::of(&"07".repeat(32))));
        assert!(!secret.hash().is(&Hash::of("")));
        assert!(Secret::new(&(Arc::new(|_: &mut [u8]| false) as SecretSource)).is_none());
    }
}
