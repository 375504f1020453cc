//! Texts in the order in which they were pushed.

use crate::interner::Interner;

/// Texts of one chunk.
const CHUNK: usize = 1 << 14;

/// Distinct texts up to which a column is kept as numbers of them, however few rows it has.
const DISTINCT: usize = 1 << 16;

/// Texts in the order in which they were pushed. Where most are of a few distinct ones, as names and dates are, each distinct
/// text is kept once; else they stand end to end, in chunks.
pub(crate) struct Texts {
    /// Distinct texts, of which the empty one is the first, and the number of each row's; or none where they are too many.
    distinct: Option<Distinct>,
    chunks: Vec<Chunk>,
    is_cut: bool,
}

struct Distinct {
    texts: Interner,
    codes: Vec<u32>,
}

/// Some texts end to end, and where each ends.
struct Chunk {
    buffer: String,
    ends: Vec<u32>,
}

impl Default for Texts {
    fn default() -> Self {
        let mut texts = Interner::default();
        texts.intern("");
        Self { distinct: Some(Distinct { texts, codes: Vec::new() }), chunks: Vec::new(), is_cut: false }
    }
}

impl Texts {
    /// For texts of which hardly any is there twice.
    pub(crate) const fn all_distinct() -> Self {
        Self { distinct: None, chunks: Vec::new(), is_cut: false }
    }

    pub(crate) fn push(&mut self, text: &str) {
        let Some(distinct) = &mut self.distinct else { return self.append(text) };
        let code = if text.is_empty() { 0 } else { distinct.texts.intern(text) };
        distinct.codes.push(code);
        let count = distinct.texts.len();
        if count > DISTINCT && 2 * count > distinct.codes.len() {
            self.spell_out();
        }
    }

    /// Keeps every text on its own from now on.
    fn spell_out(&mut self) {
        let Some(Distinct { texts, codes }) = self.distinct.take() else { return };
        codes.into_iter().for_each(|code| self.append(texts.text(code)));
    }

    fn append(&mut self, text: &str) {
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
        if let Some(Distinct { texts, codes }) = &self.distinct {
            return codes.get(index).map_or("", |&code| texts.text(code));
        }
        let Some(chunk) = self.chunks.get(index / CHUNK) else { return "" };
        let place = index % CHUNK;
        let start = place.checked_sub(1).and_then(|before| chunk.ends.get(before)).map_or(0, |&end| end as usize);
        let Some(&end) = chunk.ends.get(place) else { return "" };
        chunk.buffer.get(start..end as usize).unwrap_or("")
    }

    /// The number of a text among the distinct ones, where these are kept.
    fn code(&self, index: u32) -> Option<u32> {
        self.distinct.as_ref().and_then(|distinct| distinct.codes.get(index as usize)).copied()
    }

    /// Whether every text is empty.
    pub(crate) fn is_blank(&self) -> bool {
        match &self.distinct {
            Some(distinct) => distinct.texts.len() == 1,
            None => self.chunks.iter().all(|chunk| chunk.buffer.is_empty()),
        }
    }

    /// Whether one chunk had more than 4 GB, so that texts were lost.
    pub(crate) const fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// How many texts there are.
    pub(crate) fn len(&self) -> usize {
        match &self.distinct {
            Some(distinct) => distinct.codes.len(),
            None => self.chunks.iter().map(|chunk| chunk.ends.len()).sum(),
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.get(u32::try_from(index).unwrap_or(u32::MAX)))
    }
}

/// What was read of texts: of each distinct one once, where they are kept so.
pub(crate) struct Reading<'a, T> {
    texts: &'a Texts,
    known: Vec<Option<T>>,
}

impl<'a, T: Copy> Reading<'a, T> {
    pub(crate) fn of(texts: &'a Texts) -> Self {
        let distinct = texts.distinct.as_ref().map_or(0, |distinct| distinct.texts.len());
        Self { texts, known: vec![None; distinct] }
    }

    /// What `read` makes of the text of a row; it must make the same of the same text.
    pub(crate) fn get(&mut self, row: u32, read: impl FnOnce(&str) -> T) -> T {
        let Some(known) = self.texts.code(row).and_then(|code| self.known.get_mut(code as usize)) else {
            return read(self.texts.get(row));
        };
        *known.get_or_insert_with(|| read(self.texts.get(row)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_several_chunks_come_back() {
        let mut texts = Texts::all_distinct();
        let number = u32::try_from(2 * CHUNK + 5).unwrap();
        (0..number).for_each(|number| texts.push(&number.to_string()));
        for place in [0, 1, 16_383, 16_384, 16_385, 32_767, 32_768, number - 1] {
            assert_eq!(texts.get(place), place.to_string());
        }
        assert_eq!((texts.get(number), texts.iter().count()), ("", 2 * CHUNK + 5));
    }

    #[test]
    fn texts_come_back_whether_few_are_distinct_or_many() {
        for distinct in [300, DISTINCT + 500] {
            let mut texts = Texts::default();
            let text =
                |row: usize| if row.is_multiple_of(1_000) { String::new() } else { (row % distinct).to_string() };
            let rows = DISTINCT + 1_000;
            (0..rows).for_each(|row| texts.push(&text(row)));
            assert_eq!((texts.distinct.is_some(), texts.len(), texts.is_blank()), (distinct == 300, rows, false));
            let mut read = Reading::of(&texts);
            for row in 0..rows {
                let (place, wanted) = (u32::try_from(row).unwrap(), text(row));
                assert_eq!((texts.get(place), read.get(place, str::len)), (wanted.as_str(), wanted.len()));
            }
        }
        assert!(Texts::default().is_blank() && Texts::all_distinct().is_blank());
    }
}
