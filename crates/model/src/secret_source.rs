//! Randomness as a parameter.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Fills bytes from the operating system's source of randomness; `false` where it has none to give. The executable
/// provides it: nothing else makes random numbers.
pub type SecretSource = Arc<dyn Fn(&mut [u8]) -> bool + Send + Sync>;

/// Bytes that look random and are no secret, never the same twice: tests, and runs that must give the same bytes twice.
pub fn counted_secrets(first: u64) -> SecretSource {
    let count = AtomicU64::new(first);
    Arc::new(move |bytes| {
        for part in bytes.chunks_mut(8) {
            // The mixing step of SplitMix64, by Steele, Lea and Flood (2014).
            let mut mixed = count.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            part.iter_mut().zip((mixed ^ (mixed >> 31)).to_be_bytes()).for_each(|(byte, made)| *byte = made);
        }
        true
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_draws_differ_and_two_sources_of_one_start_agree() {
        let drawn = |source: &SecretSource| {
            let mut bytes = [0_u8; 60];
            assert!(source(&mut bytes));
            bytes
        };
        let (source, same) = (counted_secrets(1), counted_secrets(1));
        let first = drawn(&source);
        assert_eq!(first, drawn(&same));
        assert_ne!(first, drawn(&source));
    }
}
