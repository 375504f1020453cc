//! Bytes that are hashed on their way.

use std::io::{self, Read, Write};

use sha2::{Digest as _, Sha256};

/// Hashes what goes through it.
pub(super) struct Hashed<T> {
    through: T,
    hash: Sha256,
    count: u64,
}

impl<T> Hashed<T> {
    pub(super) fn new(through: T) -> Self {
        Self { through, hash: Sha256::new(), count: 0 }
    }

    /// The hash of all that went through so far.
    pub(super) fn sha256(&self) -> [u8; 32] {
        self.hash.clone().finalize().into()
    }

    /// How many bytes that was.
    pub(super) const fn count(&self) -> u64 {
        self.count
    }

    pub(super) fn into_inner(self) -> T {
        self.through
    }

    fn note(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.count += bytes.len() as u64;
    }
}

impl<T: Write> Write for Hashed<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.through.write(bytes)?;
        self.note(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.through.flush()
    }
}

impl<T: Read> Read for Hashed<T> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let count = self.through.read(target)?;
        self.note(target.get(..count).unwrap_or_default());
        Ok(count)
    }
}
