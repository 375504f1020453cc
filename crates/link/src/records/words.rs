//! Distinct words of names.

use serde::{Deserialize, Serialize};

use crate::frequencies::Shares;
use crate::interner::{Interner, hash_of};
use crate::pattern::octave_of_share;
use crate::standardise::{Variants, sound};

/// A word is no usual name where one row holds it, or one row in so many.
const UNUSUAL: u64 = 20_000;

/// Distinct words of names; number 0 is the empty word.
pub(crate) struct Words {
    texts: Interner,
    sounds: Interner,
    words: Vec<Word>,
}

/// A word of a name.
#[derive(Clone, Copy, Default)]
pub(crate) struct Word {
    /// Number of its sound; 0 for none.
    pub(crate) sound: u32,
    /// Its letters, a bit each; every letter beyond `z` shares the last bits.
    pub(crate) letters: u32,
    pub(crate) initial: char,
    /// How many letters it has, 255 for more.
    pub(crate) length: u8,
    pub(crate) is_initial: bool,
    pub(crate) variants: Variants,
    pub(crate) as_given: Use,
    pub(crate) as_family: Use,
}

/// How often a word is met in one place: as first given name, or as family name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Use {
    /// How rare it is; see [`crate::pattern::octave_of`].
    pub(crate) octave: u8,
    /// Whether hardly any row has it: what a slip makes of a name.
    pub(crate) is_unusual: bool,
}

impl Use {
    /// What is known of a word that so many of all rows hold.
    pub(crate) fn new(holders: u64, rows: u64) -> Self {
        Self { octave: crate::pattern::octave_of(holders, rows), is_unusual: holders <= 1 + rows / UNUSUAL }
    }

    /// The same where a table may tell how common the word is.
    pub(crate) fn supplied(shares: &Shares, word: u32, holders: u64, rows: u64) -> Self {
        let Some(share) = shares.of(word, holders) else { return Self::new(holders, rows) };
        Self { octave: octave_of_share(share), is_unusual: share * (UNUSUAL as f64) < 1.0 }
    }
}

impl Default for Use {
    /// Of a word that no row held when names were counted.
    fn default() -> Self {
        Self { octave: crate::pattern::RAREST, is_unusual: true }
    }
}

impl Default for Words {
    fn default() -> Self {
        let mut words = Self { texts: Interner::default(), sounds: Interner::default(), words: Vec::new() };
        words.sounds.intern("");
        words.intern("");
        words
    }
}

impl Words {
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        let code = self.texts.intern(text);
        if code as usize == self.words.len() {
            self.words.push(Word {
                sound: self.sounds.intern(&sound(text)),
                letters: text.chars().map(letter_bit).fold(0, |letters, bit| letters | bit),
                length: u8::try_from(text.chars().count()).unwrap_or(u8::MAX),
                initial: text.chars().next().unwrap_or(' '),
                is_initial: text.chars().count() == 1,
                variants: Variants::of(text),
                as_given: Use::default(),
                as_family: Use::default(),
            });
        }
        code
    }

    pub(crate) const fn len(&self) -> usize {
        self.words.len()
    }

    /// How many words and sounds there are.
    pub(crate) const fn mark(&self) -> [usize; 2] {
        [self.words.len(), self.sounds.len()]
    }

    /// Forgets words and sounds that came after a mark.
    pub(crate) fn forget(&mut self, [words, sounds]: [usize; 2]) {
        self.texts.truncate(words);
        self.words.truncate(words);
        self.sounds.truncate(sounds);
    }

    /// A number of a word that follows from its text alone.
    pub(crate) fn key(&self, word: u32) -> u64 {
        hash_of(self.texts.text(word))
    }

    /// A number of a sound that follows from its text alone; 0 for none.
    pub(crate) fn sound_key(&self, sound: u32) -> u64 {
        if sound == 0 { 0 } else { hash_of(self.sounds.text(sound)) }
    }

    pub(crate) fn text(&self, word: u32) -> &str {
        self.texts.text(word)
    }

    pub(crate) fn get(&self, word: u32) -> &Word {
        self.words.get(word as usize).unwrap_or(Word::NONE)
    }

    /// Tells each word how often it is met.
    pub(crate) fn each_mut(&mut self) -> impl Iterator<Item = &mut Word> {
        self.words.iter_mut()
    }

    /// Whether two words are one given name or forms of one. Initials are neither.
    pub(crate) fn are_one_name(&self, one: u32, other: u32) -> bool {
        let left = self.get(one);
        if one == other { !left.is_initial } else { left.is_variant_of(self.get(other)) }
    }
}

impl Word {
    /// What stands for a word that there is not.
    pub(crate) const NONE: &Self = &Self {
        sound: 0,
        letters: 0,
        initial: ' ',
        length: 0,
        is_initial: false,
        variants: Variants::NONE,
        as_given: Use { octave: 1, is_unusual: false },
        as_family: Use { octave: 1, is_unusual: false },
    };

    /// Whether two words are forms of one given name. An initial is a form of none.
    pub(crate) fn is_variant_of(&self, other: &Self) -> bool {
        !self.is_initial && self.variants.meet(other.variants)
    }
}

fn letter_bit(letter: char) -> u32 {
    let place = match letter {
        'a'..='z' => u32::from(letter) - u32::from('a'),
        other => 26 + u32::from(other) % 6,
    };
    1 << place
}
