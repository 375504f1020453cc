//! Ids as a parameter.

use std::sync::atomic::{AtomicU64, Ordering};

use uuid::{Builder, Uuid};

/// Where a crate takes new ids and salts from. Nothing but the executable makes random ones.
pub trait IdSource: Send + Sync {
    /// An id never given before by this source.
    fn next(&self) -> Uuid;

    /// Bytes that nobody can guess, for a digest that must tell nothing of what it goes over. Never given before either.
    fn salt(&self) -> [u8; 16];
}

/// Ids that count upwards in the shape of a UUID version 8: tests, and runs that must give the same bytes twice.
#[derive(Debug, Default)]
pub struct CountingIds {
    ids: AtomicU64,
    salts: AtomicU64,
}

impl CountingIds {
    /// A source whose first id carries `first`.
    pub const fn starting_at(first: u64) -> Self {
        Self { ids: AtomicU64::new(first), salts: AtomicU64::new(first) }
    }
}

impl IdSource for CountingIds {
    fn next(&self) -> Uuid {
        let count = self.ids.fetch_add(1, Ordering::Relaxed);
        Builder::from_custom_bytes(u128::from(count).to_be_bytes()).into_uuid()
    }

    fn salt(&self) -> [u8; 16] {
        u128::from(self.salts.fetch_add(1, Ordering::Relaxed)).to_be_bytes()
    }
}
