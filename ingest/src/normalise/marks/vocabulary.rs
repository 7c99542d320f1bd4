//! Which words say which answer.
//! In: a catalogue's column labels, for the words it adds. Out: a lookup from words to answers. Never reads a sentence:
//! [`super::phrases`] does, with these words.

use std::collections::HashMap;

use schemas::{
    answer::Answer::{self, No, NotApplicable, Partly, Yes},
    catalogue::{Catalogue, ColumnRole},
};

use crate::normalise::text;

/// Words that say an answer wherever they stand alone, in the form of [`text::words`]: what a person would take them
/// for without asking. "In progress", "mostly" and the like are not among them: two people would disagree.
pub const ANSWER_WORDS: &[(Answer, &str, &[&str])] = &[
    (
        Yes,
        "in place as the statement says",
        &[
            "yes",
            "y",
            "ye",
            "yep",
            "yeah",
            "yea",
            "aye",
            "yes yes",
            "yes fully",
            "fully",
            "full",
            "met",
            "fully met",
            "yes met",
            "yes fully met",
            "in place",
            "fully in place",
            "yes in place",
            "yes fully in place",
            "achieved",
            "fully achieved",
            "yes achieved",
            "embedded",
            "fully embedded",
            "complete",
            "completed",
            "fully complete",
            "fully completed",
            "yes complete",
            "yes completed",
            "done",
            "yes done",
            "green",
            "implemented",
            "fully implemented",
            "compliant",
            "fully compliant",
            "already in place",
            "yes already in place",
            "all in place",
            "yes all in place",
            "yes definitely",
            "definitely",
            "yes absolutely",
            "absolutely",
            "yes we do",
            "yes we have",
            "we do",
            "we have",
            "yes it is",
            "yes they are",
            "yes there is",
            "yes there are",
            "yes see evidence",
            // Gaelic and Welsh.
            "tha",
            "seadh",
            "ydy",
            "ydi",
            "ydyn",
            "oes",
            "ie",
        ],
    ),
    (
        Partly,
        "in place in part",
        &[
            "partly",
            "partially",
            "partial",
            "part",
            "p",
            "in part",
            "some",
            "somewhat",
            "to some extent",
            "to an extent",
            "partly met",
            "partially met",
            "part met",
            "partly in place",
            "partially in place",
            "part in place",
            "in place in part",
            "partly achieved",
            "partially achieved",
            "part achieved",
            "partly embedded",
            "partially embedded",
            "partly complete",
            "partially complete",
            "part complete",
            "partly completed",
            "partially completed",
            "part completed",
            "partly done",
            "partially done",
            "part done",
            "partly implemented",
            "partially implemented",
            "partly compliant",
            "partially compliant",
            "amber",
            "yellow",
            "orange",
            "partly yes",
            "partly so",
            "gu ire",
            "ann am pairt",
            "ann an pairt",
            "pairteach",
            "rhannol",
            "yn rhannol",
        ],
    ),
    (
        No,
        "not in place",
        &[
            "no",
            "n",
            "nope",
            "not met",
            "not in place",
            "not achieved",
            "not yet",
            "no not yet",
            "not as yet",
            "not yet met",
            "not yet in place",
            "not in place yet",
            "not met yet",
            "not yet achieved",
            "not embedded",
            "not yet embedded",
            "not implemented",
            "not yet implemented",
            "not started",
            "not yet started",
            "no not met",
            "no not in place",
            "no not in place yet",
            "no not yet in place",
            "not done",
            "not yet done",
            "not compliant",
            "non compliant",
            "unmet",
            "not at all",
            "no not at all",
            "not at present",
            "no not at present",
            "not currently",
            "no not currently",
            "not at the moment",
            "no not at the moment",
            "not complete",
            "not completed",
            "red",
            "no we dont",
            "no we do not",
            "no we have not",
            "no we havent",
            "we do not",
            "we dont",
            "chan eil",
            "chan eil fhathast",
            "nac ydy",
            "nac ydi",
            "nac oes",
            "nac ydyn",
            "nage",
            "ddim eto",
        ],
    ),
    (
        NotApplicable,
        "does not apply to the school",
        &[
            "n a",
            "na",
            "not applicable",
            "non applicable",
            "inapplicable",
            "not relevant",
            "does not apply",
            "doesnt apply",
            "not applicable to us",
            "not applicable to our school",
            "not applicable to this school",
            "not applicable here",
            "does not apply to us",
            "does not apply to our school",
            "does not apply here",
            "doesnt apply to us",
            "not relevant to us",
            "not relevant to our school",
            "amherthnasol",
            "ddim yn berthnasol",
        ],
    ),
];

/// Words that say something was meant and not what, in the form of [`text::words`].
pub const VAGUE_WORDS: &[&str] = &[
    "tbc",
    "tba",
    "tbd",
    "to be confirmed",
    "to be decided",
    "unsure",
    "not sure",
    "dont know",
    "do not know",
    "unknown",
    "in progress",
    "work in progress",
    "wip",
    "working towards",
    "working on it",
    "working on this",
    "developing",
    "ongoing",
    "on going",
    "underway",
    "under way",
    "under review",
    "under development",
    "in development",
    "pending",
    "mostly",
    "mainly",
    "largely",
    "nearly",
    "almost",
    "maybe",
    "perhaps",
    "possibly",
    "not fully",
    "not always",
    "not quite",
    "not entirely",
    "not completely",
    "not really",
    "sometimes",
    "usually",
    "often",
    "yet",
    "ditto",
    "same",
    "as above",
    "planned",
    "emerging",
    "nil",
    "none",
    "never",
    "started",
    "begun",
    "incomplete",
    "yes and no",
    "yes mostly",
    "yes partly",
    "yes partially",
    "yes in part",
    "mostly yes",
    "mostly in place",
    "mostly met",
    "nearly met",
    "almost met",
    "nearly there",
    "almost there",
    "getting there",
    "half",
    "varies",
    "variable",
    "depends",
    "ok",
    "okay",
    "good",
    "fine",
];

/// What a form says before anyone has chosen, in the form of [`text::words`].
pub const PROMPTS: &[&str] = &[
    "choose an item",
    "choose",
    "choose one",
    "please choose",
    "choose an answer",
    "select",
    "select one",
    "please select",
    "please select one",
    "select an item",
    "select an answer",
    "select answer",
    "select an option",
    "please choose one",
    "click here to enter text",
    "click or tap here to enter text",
    "enter text here",
    "blank",
    "left blank",
    "dewiswch eitem",
    "tick here",
    "please tick",
    "tick",
];

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
}

impl Default for Vocabulary {
    fn default() -> Self {
        let mut vocabulary = Self { words: HashMap::new(), longest: 0 };
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
        self.words.get(text::words(given).as_str()).copied()
    }

    /// The answer that the text as a whole says: also for headings (`Partially met`).
    pub fn answer(&self, given: &str) -> Option<Answer> {
        match self.look_up(given) {
            Some(Word::Answer(answer)) => Some(answer),
            _ => None,
        }
    }
}
