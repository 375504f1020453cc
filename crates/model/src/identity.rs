//! Ids as a parameter.

use std::sync::atomic::{AtomicU64, Ordering};

use uuid::{Builder, Uuid};

/// Where a crate takes new ids from. Nothing but the executable makes random ones.
pub trait IdSource: Send + Sync {
    /// An id never given before by this source.
    fn next(&self) -> Uuid;
}

/// Ids that count upwards in the shape of a UUID version 8: tests, and runs that must give the same bytes twice.
#[derive(Debug, Default)]
pub struct CountingIds(AtomicU64);

impl CountingIds {
    /// A source whose first id carries `first`.
    pub const fn starting_at(first: u64) -> Self {
        Self(AtomicU64::new(first))
    }
}

impl IdSource for CountingIds {
    fn next(&self) -> Uuid {
        let count = self.0.fetch_add(1, Ordering::Relaxed);
        Builder::from_custom_bytes(u128::from(count).to_be_bytes()).into_uuid()
    }
}
