//! Texts end to end, in chunks.

/// Texts of one chunk.
const CHUNK: usize = 1 << 14;

/// Texts in the order in which they were pushed.
#[derive(Default)]
pub(crate) struct Texts {
    chunks: Vec<Chunk>,
    is_cut: bool,
}

/// Some texts end to end, and where each ends.
struct Chunk {
    buffer: String,
    ends: Vec<u32>,
}

impl Texts {
    pub(crate) fn push(&mut self, text: &str) {
        if self.chunks.last().is_none_or(|chunk| chunk.ends.len() == CHUNK) {
            // A chunk is about as long as the one before it: it then need not be moved while it grows.
            let before = self.chunks.last().map_or(0, |chunk| chunk.buffer.len());
            let buffer = String::with_capacity(before + before / 16);
            self.chunks.push(Chunk { buffer, ends: Vec::with_capacity(if before == 0 { 0 } else { CHUNK }) });
        }
        let Some(chunk) = self.chunks.last_mut() else { return };
        chunk.buffer.push_str(text);
        match u32::try_from(chunk.buffer.len()) {
            Ok(end) => chunk.ends.push(end),
            Err(_) => {
                self.is_cut = true;
                chunk.ends.push(u32::MAX);
            }
        }
    }

    /// A text; empty where there is none.
    pub(crate) fn get(&self, index: u32) -> &str {
        let index = index as usize;
        let Some(chunk) = self.chunks.get(index / CHUNK) else { return "" };
        let place = index % CHUNK;
        let start = place.checked_sub(1).and_then(|before| chunk.ends.get(before)).map_or(0, |&end| end as usize);
        let Some(&end) = chunk.ends.get(place) else { return "" };
        chunk.buffer.get(start..end as usize).unwrap_or("")
    }

    /// Whether every text is empty.
    pub(crate) fn is_blank(&self) -> bool {
        self.chunks.iter().all(|chunk| chunk.buffer.is_empty())
    }

    /// Whether one chunk had more than 4 GB, so that texts were lost.
    pub(crate) const fn is_cut(&self) -> bool {
        self.is_cut
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        let texts = self.chunks.iter().map(|chunk| chunk.ends.len()).sum();
        (0..texts).map(|index| self.get(u32::try_from(index).unwrap_or(u32::MAX)))
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
        for place in [0, 1, 16_383, 16_384, 16_385, 32_767, 32_768, number - 1] {
            assert_eq!(texts.get(place), place.to_string());
        }
        assert_eq!((texts.get(number), texts.iter().count()), ("", 2 * CHUNK + 5));
    }
}
