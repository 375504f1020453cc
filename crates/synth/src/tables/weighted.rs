//! Sampling by weight.

use rand::{Rng, RngExt};

/// Values with weights, ready to be drawn from. The same generator state gives the same value.
pub(crate) struct Weighted<T> {
    values: Vec<T>,
    /// Sum of the weights up to and including each value.
    sums: Vec<f64>,
}

impl<T: Copy> Weighted<T> {
    /// Keeps the values whose weight is a positive number.
    pub(crate) fn new(rows: impl IntoIterator<Item = (T, f64)>) -> Self {
        let mut values = Vec::new();
        let mut sums = Vec::new();
        let mut sum = 0.0;
        for (value, weight) in rows {
            if weight > 0.0 && weight.is_finite() {
                sum += weight;
                values.push(value);
                sums.push(sum);
            }
        }
        Self { values, sums }
    }

    /// One value; `None` where there is none at all. Takes one number from the generator.
    pub(crate) fn pick(&self, rng: &mut impl Rng) -> Option<T> {
        let total = self.sums.last().copied()?;
        let target = rng.random::<f64>() * total;
        let position = self.sums.partition_point(|&sum| sum <= target);
        self.values.get(position).or(self.values.last()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn draws_follow_the_weights() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let table = Weighted::new([("never", 0.0), ("one", 1.0), ("four", 4.0), ("broken", f64::NAN)]);
        let draws: Vec<&str> = (0..10_000).filter_map(|_| table.pick(&mut rng)).collect();
        let four = draws.iter().filter(|&&draw| draw == "four").count();
        assert_eq!(draws.len(), 10_000);
        assert!(draws.iter().all(|&draw| draw == "one" || draw == "four"));
        assert!((7_800..8_200).contains(&four), "{four}");
    }

    #[test]
    fn nothing_is_drawn_from_an_empty_table() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        assert_eq!(Weighted::<&str>::new([]).pick(&mut rng), None);
    }
}
