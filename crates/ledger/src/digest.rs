//! Hashes, and the digest of a set too large for one entry.

use sha2::{Digest, Sha256};

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// Lower-case hexadecimal.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes from hexadecimal, two digits each and nothing else; none where there are more or fewer.
pub fn from_hexadecimal<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(index * 2..index * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// Hashes parts so that no two lists of parts give the same bytes: each part goes in behind its length.
#[derive(Clone, Debug, Default)]
pub(crate) struct Encoder(Sha256);

impl Encoder {
    pub(crate) fn part(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
        self
    }

    /// A part that may be absent: the byte 0, or the byte 1 and the text.
    pub(crate) fn optional(&mut self, text: Option<&str>) -> &mut Self {
        match text {
            None => self.part(&[0]),
            Some(text) => self.part(&[&[1], text.as_bytes()].concat()),
        }
    }

    pub(crate) fn finish(self) -> Hash {
        self.0.finalize().into()
    }
}

/// The digest of a set of rows that one entry stands for, such as the combinations of a match. The rows are pushed in a
/// fixed order, which the caller chooses and keeps.
#[derive(Clone, Debug, Default)]
pub struct SetDigest {
    encoder: Encoder,
    count: u64,
}

impl SetDigest {
    /// Adds a row of parts.
    pub fn push(&mut self, parts: &[&str]) {
        self.encoder.part(&(parts.len() as u64).to_be_bytes());
        for part in parts {
            self.encoder.part(part.as_bytes());
        }
        self.count += 1;
    }

    /// The number of rows and the hash over them, in hexadecimal.
    pub fn finish(self) -> (u64, String) {
        (self.count, hexadecimal(&self.encoder.finish()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_one_part_ends_and_the_next_begins_counts() {
        let digest = |rows: &[&[&str]]| {
            let mut digest = SetDigest::default();
            rows.iter().for_each(|row| digest.push(row));
            digest.finish()
        };
        assert_ne!(digest(&[&["ab", "c"]]), digest(&[&["a", "bc"]]));
        assert_ne!(digest(&[&["a"], &["b"]]), digest(&[&["a", "b"]]));
        assert_eq!(digest(&[&["a"], &["b"]]), digest(&[&["a"], &["b"]]));
    }
}
