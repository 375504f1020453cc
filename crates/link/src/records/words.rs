//! Distinct words of names.

use crate::interner::Interner;
use crate::standardise::{groups, sound};

/// A word is no usual name where one row holds it, or one row in so many.
const UNUSUAL: u64 = 20_000;

/// Distinct words of names.
#[derive(Default)]
pub(crate) struct Words {
    texts: Interner,
    sounds: Interner,
    words: Vec<Word>,
}

/// A word of a name.
#[derive(Clone, Copy)]
pub(crate) struct Word {
    /// Number of its sound; 0 for none.
    pub(crate) sound: u32,
    pub(crate) initial: char,
    pub(crate) is_initial: bool,
    /// Groups of variants that it is in.
    pub(crate) groups: &'static [u16],
    pub(crate) as_given: Use,
    pub(crate) as_family: Use,
}

/// How often a word is met in one place: as first given name, or as family name.
#[derive(Clone, Copy, Default)]
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
}

impl Words {
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        if self.sounds.is_empty() {
            self.sounds.intern("");
        }
        let code = self.texts.intern(text);
        if code as usize == self.words.len() {
            self.words.push(Word {
                sound: self.sounds.intern(&sound(text)),
                initial: text.chars().next().unwrap_or(' '),
                is_initial: text.chars().count() == 1,
                groups: groups(text),
                as_given: Use::default(),
                as_family: Use::default(),
            });
        }
        code
    }

    pub(crate) const fn len(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn text(&self, word: u32) -> &str {
        self.texts.text(word)
    }

    pub(crate) fn get(&self, word: u32) -> Word {
        self.words.get(word as usize).copied().unwrap_or(Word {
            sound: 0,
            initial: ' ',
            is_initial: false,
            groups: &[],
            as_given: Use::default(),
            as_family: Use::default(),
        })
    }

    /// Tells each word how often it is met.
    pub(crate) fn each_mut(&mut self) -> impl Iterator<Item = &mut Word> {
        self.words.iter_mut()
    }

    /// Whether two words are one given name or forms of one. Initials are neither.
    pub(crate) fn are_one_name(&self, one: u32, other: u32) -> bool {
        let (left, right) = (self.get(one), self.get(other));
        !left.is_initial && (one == other || left.groups.iter().any(|group| right.groups.contains(group)))
    }
}
