//! Distinct texts as numbers.

use std::collections::HashMap;
use std::sync::Arc;

/// Gives each distinct text a number, so that a value that many records hold is kept once and compared as a number.
#[derive(Default)]
pub(crate) struct Texts {
    texts: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
}

impl Texts {
    /// The number of a text, new if it was not seen before.
    pub(crate) fn number(&mut self, text: &str) -> u32 {
        if let Some(&known) = self.numbers.get(text) {
            return known;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let text: Arc<str> = Arc::from(text);
        self.texts.push(Arc::clone(&text));
        self.numbers.insert(text, number);
        number
    }

    /// The text of a number; empty for a number that was never given.
    pub(crate) fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", AsRef::as_ref)
    }

    /// Lets go of what is needed only to take in more texts.
    pub(crate) fn close(&mut self) {
        self.numbers = HashMap::new();
        self.texts.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number() {
        let mut texts = Texts::default();
        assert_eq!(["a", "b", "a"].map(|text| texts.number(text)), [0, 1, 0]);
        texts.close();
        assert_eq!((texts.text(1), texts.text(9)), ("b", ""));
    }
}
