//! What came of comparing two values lately.

/// Entries; a power of two.
const ENTRIES: usize = 1 << 16;

/// Numbers of values from here on are not remembered.
const END: u32 = 1 << 28;

/// For pairs of values, as numbers, an answer of seven bits. Each thread has its own, and a later pair takes the place of
/// an earlier one: what is not remembered is worked out again, so that nothing depends on what is.
pub(crate) struct PairCache {
    /// Values from this number on are not remembered.
    end: u32,
    /// The two numbers in 28 bits each, and the answer with the lowest bit set; 0 for none.
    entries: Vec<u64>,
}

impl Default for PairCache {
    fn default() -> Self {
        Self { end: END, entries: Vec::new() }
    }
}

impl PairCache {
    /// Remembers no values from a number on, which may soon stand for others.
    pub(crate) fn end_at(&mut self, end: usize) {
        self.end = u32::try_from(end).unwrap_or(END).min(END);
    }

    /// The answer for two values, which is one whichever comes first. It is asked for with the smaller number first.
    pub(crate) fn get_or(&mut self, one: u32, other: u32, answer: impl FnOnce(u32, u32) -> u8) -> u8 {
        let (one, other) = (one.min(other), one.max(other));
        if other >= self.end {
            return answer(one, other);
        }
        if self.entries.is_empty() {
            self.entries = vec![0; ENTRIES];
        }
        let key = (u64::from(one) << 28 | u64::from(other)) << 8;
        let mixed = (key ^ (key >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let place = (mixed >> 48) as usize % ENTRIES;
        let Some(entry) = self.entries.get_mut(place) else { return answer(one, other) };
        if *entry & !0xff == key && *entry & 1 == 1 {
            return ((*entry & 0xff) >> 1) as u8;
        }
        let answer = answer(one, other) & 0x7f;
        *entry = key | u64::from(answer) << 1 | 1;
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_worked_out_once_and_never_another_pairs() {
        let mut cache = PairCache::default();
        let mut asked = 0;
        for _ in 0..2 {
            for number in 0..1_000_u32 {
                let wanted = (number % 100) as u8;
                let answer = cache.get_or(number, 7 * number + 1, |_, _| {
                    asked += 1;
                    wanted
                });
                assert_eq!(answer, wanted);
            }
        }
        assert!((1_000..1_100).contains(&asked), "{asked}");
        assert_eq!(cache.get_or(8, 1, |_, _| 9), 1, "whichever is first");
        cache.end_at(7);
        assert_eq!((cache.get_or(2, 7, |_, _| 3), cache.get_or(2, 7, |_, _| 4)), (3, 4));
        assert_eq!((cache.get_or(2, 6, |_, _| 3), cache.get_or(2, 6, |_, _| 4)), (3, 3));
        cache.end_at(usize::MAX);
        assert_eq!((cache.get_or(2, 7, |_, _| 3), cache.get_or(2, 7, |_, _| 4)), (3, 3));
        assert_eq!(cache.get_or(END, 1, |one, _| u8::try_from(one).unwrap()), 1);
    }
}
