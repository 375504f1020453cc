//! Random numbers that depend on what they are for and for whom, never on what was drawn before for others.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What a stream of random numbers is for. The numbers are part of the region: a new purpose takes a new number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub(crate) enum Purpose {
    Area = 1,
    Street = 2,
    Household = 3,
    Year = 6,
    Couple = 7,
    Moving = 8,
    Event = 9,
    Selection = 10,
    Record = 11,
    Nominal = 12,
    Phone = 13,
    Casework = 14,
    Occurrence = 16,
    Arrival = 18,
}

/// One stream.
pub(crate) struct Stream {
    /// The generator itself, for functions that take any.
    pub(crate) generator: ChaCha8Rng,
}

impl Stream {
    /// The stream of a purpose and an entity under a seed.
    pub(crate) fn new(seed: u64, purpose: Purpose, entity: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed ^ (purpose as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        generator.set_stream(entity);
        Self { generator }
    }

    /// A number in `[0, 1)`.
    pub(crate) fn unit(&mut self) -> f64 {
        self.generator.random::<f64>()
    }

    /// True with a probability; anything at or below 0 never, at or above 1 always.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A number below `count`, or 0 where `count` is 0.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        if count == 0 { 0 } else { self.generator.random_range(0..count) }
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        if low >= high { low } else { self.generator.random_range(low..=high) }
    }

    /// One of a list.
    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }

    /// The index of one of several weights, by weight.
    pub(crate) fn weighted(&mut self, weights: &[f64]) -> usize {
        let total: f64 = weights.iter().sum();
        let mut left = self.unit() * total;
        for (index, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return index;
            }
        }
        weights.len().saturating_sub(1)
    }

    /// A standard normal number (Box and Muller).
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * libm::log(1.0 - self.unit())).sqrt();
        radius * libm::cos(std::f64::consts::TAU * self.unit())
    }

    /// A waiting time of a rate, in the rate's unit.
    pub(crate) fn exponential(&mut self, rate: f64) -> f64 {
        -libm::log(1.0 - self.unit()) / rate
    }

    /// Sixty-four random bits, for the key of a sort.
    pub(crate) fn bits(&mut self) -> u64 {
        self.generator.next_u64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_depends_on_seed_purpose_and_entity() {
        let first = |seed, purpose, entity| Stream::new(seed, purpose, entity).bits();
        let base = first(1, Purpose::Area, 1);
        assert_eq!(base, first(1, Purpose::Area, 1));
        assert_ne!(base, first(2, Purpose::Area, 1));
        assert_ne!(base, first(1, Purpose::Street, 1));
        assert_ne!(base, first(1, Purpose::Area, 2));
    }

    #[test]
    fn weights_are_kept() {
        let mut stream = Stream::new(7, Purpose::Area, 0);
        let heavy = (0..10_000).filter(|_| stream.weighted(&[1.0, 3.0]) == 1).count();
        assert!((7_200..7_800).contains(&heavy), "{heavy}");
    }
}
