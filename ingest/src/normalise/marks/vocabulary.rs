//! Which words say which answer.
//! In: a catalogue's column labels, for the words it adds. Out: a lookup from words to answers. Never reads a sentence:
//! `super::phrases` does, with these words.

use std::{
    collections::HashMap,
    sync::atomic::{AtomicU64, Ordering},
};

use schemas::{
    answer::Answer,
    catalogue::{Catalogue, ColumnRole},
};

use super::{
    Doubt, Mark,
    key::{self, Key, Meaning},
    words::{ANSWER_WORDS, PROMPTS, VAGUE_WORDS},
};
use crate::{grid::Cell, normalise::text};

/// What a word or phrase, standing alone, says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// An answer.
    Answer(Answer),
    /// Something nobody could be sure of.
    Vague,
    /// The form's own prompt: nothing was chosen.
    Prompt,
}

/// The words of one catalogue: those that every catalogue knows and those its own columns add.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    words: HashMap<Box<str>, Word>,
    longest: usize,
    /// What the form at hand says itself of its marks.
    key: Option<Key>,
    /// Its own number: what was made of a text with other words is no guide.
    number: u64,
}

/// The number of the next vocabulary.
static NEXT: AtomicU64 = AtomicU64::new(1);

impl Default for Vocabulary {
    fn default() -> Self {
        let mut vocabulary = Self {
            words: HashMap::new(),
            longest: 0,
            key: None,
            number: NEXT.fetch_add(1, Ordering::Relaxed),
        };
        for word in VAGUE_WORDS {
            vocabulary.add(word, Word::Vague);
        }
        for prompt in PROMPTS {
            vocabulary.add(prompt, Word::Prompt);
        }
        for (answer, _, words) in ANSWER_WORDS {
            for word in *words {
                vocabulary.add(word, Word::Answer(*answer));
            }
        }
        vocabulary
    }
}

impl Vocabulary {
    /// The words for a catalogue: the labels of its answer columns, with their other names, say their answers too.
    pub fn of(catalogue: &Catalogue) -> Self {
        let mut vocabulary = Self::default();
        for column in &catalogue.columns {
            if let ColumnRole::Answer(answer) = column.role {
                for label in std::iter::once(&column.label).chain(&column.also) {
                    vocabulary.add(&text::words(label), Word::Answer(answer));
                }
            }
        }
        vocabulary
    }

    /// The same words as a form's own key has them.
    #[must_use]
    pub fn with_key(&self, key: Key) -> Self {
        let mut vocabulary = Self { number: NEXT.fetch_add(1, Ordering::Relaxed), ..self.clone() };
        for (symbol, meaning) in key.unusual() {
            let word = match meaning {
                Meaning::Says(answer) => Word::Answer(answer),
                Meaning::Unsure | Meaning::Usual => Word::Vague,
            };
            vocabulary.add(symbol, word);
        }
        vocabulary.key = Some(key);
        vocabulary
    }

    /// What the form's own key makes of a cell, where it says something unusual of what stands there alone.
    pub(super) fn by_key(&self, cell: &Cell) -> Option<Mark> {
        let key = self.key.as_ref()?;
        match key.look_up(&key::symbol_of(cell)?)? {
            Meaning::Says(answer) => Some(Mark::Says(answer)),
            Meaning::Unsure | Meaning::Usual => Some(Mark::Unclear(Doubt::Key)),
        }
    }

    /// What the form's own key makes of a heading's symbol.
    pub fn key_meaning(&self, symbol: &str) -> Option<Meaning> {
        self.key.as_ref()?.look_up(symbol)
    }

    /// Its own number, for what was made of texts with these words.
    pub(crate) const fn number(&self) -> u64 {
        self.number
    }

    /// The form's own key, where it says something unusual.
    pub const fn key(&self) -> Option<&Key> {
        self.key.as_ref()
    }

    fn add(&mut self, words: &str, means: Word) {
        if !words.is_empty() {
            self.longest = self.longest.max(words.len());
            self.words.insert(words.into(), means);
        }
    }

    /// What the text as a whole says, if it is a word or phrase of the vocabulary: any case, spaces and punctuation.
    pub fn look_up(&self, given: &str) -> Option<Word> {
        // Accents and punctuation can make it longer than its words; prose is longer by far.
        if given.len() > 2 * self.longest + 8 {
            return None;
        }
        match text::Phrase::of(given) {
            Some(phrase) => self.words.get(phrase.as_str()).copied(),
            None if self.longest > text::Phrase::MOST => self.words.get(text::words(given).as_str()).copied(),
            None => None,
        }
    }

    /// The answer that the text as a whole says: also for headings (`Partially met`).
    pub fn answer(&self, given: &str) -> Option<Answer> {
        match self.look_up(given) {
            Some(Word::Answer(answer)) => Some(answer),
            _ => None,
        }
    }
}
