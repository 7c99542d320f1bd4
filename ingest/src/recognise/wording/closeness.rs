//! How near a text is to a wording: whole, cut short or written on.
//! In: a text's trigrams and words, a wording's. Out: a score from 0 to 1. Never decides what is near enough.

use super::{Hit, shape, steps::steps, trigrams::Trigrams};

/// Below this likeness nothing is looked at more closely.
pub(super) const FAR: f64 = 0.4;
/// Between these, slips may have spoilt the trigrams of what is the same statement.
pub(super) const SPOILT: f64 = 0.5;
const SOUND: f64 = 0.8;
/// A text of whose trigrams this share stands in a wording may be a part of it.
pub(super) const HELD: f64 = 0.7;
/// The beginning of a statement must have this many letters, spaces counted, to be taken for it.
const SHORTEST_PART: usize = 24;
/// And this many words.
const FEWEST_WORDS: usize = 5;
/// Shorter texts than this are near to nothing.
const SHORTEST: usize = 14;
/// Longer texts than this are prose; nothing of them is compared.
const LONGEST: usize = 6_000;

/// A wording of a catalogue, ready for comparing.
#[derive(Debug)]
pub(super) struct Doc {
    pub(super) hit: Hit,
    pub(super) words: Box<str>,
    pub(super) trigrams: Trigrams,
}

impl Doc {
    /// The wording, and once more for each other way of naming the guidance in it.
    pub(super) fn all_of(wording: &str, hit: Hit) -> Vec<Self> {
        let plain = shape::plain_words(wording);
        let others = shape::with_guidance_otherwise(&plain);
        std::iter::once(plain)
            .chain(others)
            .map(|words| Self { hit, trigrams: Trigrams::of(&words), words: words.into() })
            .collect()
    }
}

/// A school's text, ready for comparing.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) words: String,
    pub(super) trigrams: Trigrams,
}

impl Text {
    /// None for what is too short or too long to be a statement.
    pub(super) fn new(given: &str) -> Option<Self> {
        if given.len() < SHORTEST || given.len() > LONGEST {
            return None;
        }
        let words = shape::plain_words(given);
        if words.len() < SHORTEST || words.split(' ').take(3).count() < 3 {
            return None;
        }
        Some(Self { trigrams: Trigrams::of(&words), words })
    }

    /// Whether it is only the beginning of a wording.
    pub(super) fn is_cut_from(&self, wording: &str) -> bool {
        self.words.len() * 10 < wording.len() * 9
    }

    /// Whether it is long enough for the beginning of a statement to stand for the whole. A word fewer does where they are
    /// the statement's own.
    pub(super) fn can_stand_for(&self, wording: &str) -> bool {
        let is_verbatim = || wording.strip_prefix(&*self.words).is_some_and(|rest| rest.starts_with(' '));
        match self.words.split(' ').take(FEWEST_WORDS).count() {
            _ if self.words.len() < SHORTEST_PART => false,
            FEWEST_WORDS => true,
            n => n + 1 == FEWEST_WORDS && is_verbatim(),
        }
    }
}

/// Whether a text of so many trigrams cannot be near a wording of so many that shares so many with it, neither whole nor as a
/// part: told in whole numbers, as of most wordings it is.
pub(super) const fn is_far(shared: u16, n_text: u32, n_wording: u32) -> bool {
    const { assert!(FAR > 0.39 && HELD > 0.69, "no wording is left out that the shares would take") };
    let (hundredfold, n_text) = (100 * shared as u64, n_text as u64);
    2 * hundredfold < 39 * (n_text + n_wording as u64) && hundredfold < 69 * n_text
}

/// The likeness of a text to a wording: of their trigrams; where slips have spoilt many of those, by the steps of typing
/// between them; and where the text is much shorter or longer, of the longer one's beginning to the shorter one. What is not
/// of the trigrams is a little discounted.
pub(super) fn score(text: &Text, doc: &Doc, dice: f64) -> f64 {
    let (text_length, doc_length) = (text.words.len(), doc.words.len());
    let is_longer = doc_length * 10 < text_length * 9;
    // Trigrams this alike need no second opinion, and steps of typing are dear to count.
    if dice >= SOUND {
        return dice;
    }
    let typed = if text.is_cut_from(&doc.words) {
        0.97 * likeness_to_beginning(&text.words, &doc.words, dice / 0.97)
    } else if is_longer && text_length < doc_length * 3 {
        // Less than a wording of the whole length gets, where the catalogue lists a short and a long one.
        0.85 * likeness_to_beginning(&doc.words, &text.words, dice / 0.85)
    } else if !is_longer && (SPOILT..SOUND).contains(&dice) {
        // Other nouns leave most letters in place too: what is not spoilt by slips alone stays below what is sure.
        0.9 * likeness(&text.words, &doc.words, dice / 0.9)
    } else {
        0.0
    };
    dice.max(typed)
}

/// How alike two texts of about one length are, by the steps of typing between them; 0 for what is less alike than
/// `wanted`, so that no more steps are counted than matter.
fn likeness(one: &str, other: &str, wanted: f64) -> f64 {
    let longer = one.len().max(other.len());
    let share = |n: usize| u32::try_from(n).map_or(f64::MAX, f64::from);
    // One more than may matter, so that no rounding leaves out what does.
    let most = (longer * 2 / 5).min(whole((1.0 - wanted) * share(longer)).saturating_add(1));
    let steps = steps(one.as_bytes(), other.as_bytes(), most);
    if steps > most {
        return 0.0;
    }
    if longer == 0 { 0.0 } else { 1.0 - share(steps) / share(longer) }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of letters, cut at both ends"
)]
fn whole(n: f64) -> usize {
    n.clamp(0.0, f64::from(u32::MAX)) as usize
}

/// How like a text is to the beginning of a longer one: its first half and its second each, the worse of them, so that another
/// end is no slip. Below `wanted` it may come out as less than it is.
fn likeness_to_beginning(short: &str, long: &str, wanted: f64) -> f64 {
    let letters = short.chars().count();
    let first = likeness(beginning_of(short, letters / 2), beginning_of(long, letters / 2), wanted);
    if first < wanted {
        return 0.0;
    }
    // The halves' slips sum to the whole's, so the whole must be as good as their mean.
    let whole = likeness(short, beginning_of(long, letters), wanted.midpoint(first));
    let second = 2.0 * whole - first;
    first.min(second).min(whole)
}

/// The first so many letters.
fn beginning_of(long: &str, letters: usize) -> &str {
    if long.is_ascii() {
        return long.get(..letters).unwrap_or(long);
    }
    let end = long.char_indices().nth(letters).map_or(long.len(), |(at, _)| at);
    long.get(..end).unwrap_or(long)
}
