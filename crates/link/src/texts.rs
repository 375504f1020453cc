//! Texts end to end in one buffer.

/// Texts of one chunk; where each ends is kept as the distance from the chunk's start.
const CHUNK: usize = 1 << 16;

/// Texts in the order in which they were pushed.
#[derive(Default)]
pub(crate) struct Texts {
    buffer: String,
    /// Where each chunk starts in the buffer.
    starts: Vec<usize>,
    ends: Vec<u32>,
    is_cut: bool,
}

impl Texts {
    pub(crate) fn push(&mut self, text: &str) {
        if self.ends.len().is_multiple_of(CHUNK) {
            self.starts.push(self.buffer.len());
        }
        self.buffer.push_str(text);
        let start = self.starts.last().copied().unwrap_or(0);
        match u32::try_from(self.buffer.len() - start) {
            Ok(end) => self.ends.push(end),
            Err(_) => {
                self.is_cut = true;
                self.ends.push(u32::MAX);
            }
        }
    }

    /// A text; empty where there is none.
    pub(crate) fn get(&self, index: u32) -> &str {
        let index = index as usize;
        let Some(&start) = self.starts.get(index / CHUNK) else { return "" };
        let before =
            if index.is_multiple_of(CHUNK) { 0 } else { self.ends.get(index - 1).copied().unwrap_or(0) as usize };
        let Some(&end) = self.ends.get(index) else { return "" };
        self.buffer.get(start + before..start + end as usize).unwrap_or("")
    }

    /// Whether every text is empty.
    pub(crate) const fn is_blank(&self) -> bool {
        self.buffer.is_empty()
    }

    /// Whether one chunk had more than 4 GB, so that texts were lost.
    pub(crate) const fn is_cut(&self) -> bool {
        self.is_cut
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|index| self.get(u32::try_from(index).unwrap_or(u32::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_several_chunks_come_back() {
        let mut texts = Texts::default();
        let number = u32::try_from(2 * CHUNK + 5).unwrap();
        (0..number).for_each(|number| texts.push(&number.to_string()));
        for place in [0, 1, 65_535, 65_536, 65_537, 131_071, 131_072, number - 1] {
            assert_eq!(texts.get(place), place.to_string());
        }
        assert_eq!((texts.get(number), texts.iter().count()), ("", 2 * CHUNK + 5));
    }
}
