//! How near a text is to a wording: whole, cut short or written on.
//! In: a text's trigrams and words, a wording's. Out: a score from 0 to 1. Never decides what is near enough.

use super::{Hit, shape, trigrams::Counts};

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
    pub(super) counts: Counts,
}

impl Doc {
    /// The wording, and once more for each other way of naming the guidance in it.
    pub(super) fn all_of(wording: &str, hit: Hit) -> Vec<Self> {
        let plain = shape::plain_words(wording);
        let others = shape::with_guidance_otherwise(&plain);
        std::iter::once(plain)
            .chain(others)
            .map(|words| Self { hit, counts: Counts::of(&words), words: words.into() })
            .collect()
    }
}

/// A school's text, ready for comparing.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) words: String,
    pub(super) counts: Counts,
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
        Some(Self { counts: Counts::of(&words), words })
    }

    /// Whether it is only the beginning of a wording.
    pub(super) fn is_cut_from(&self, wording: &str) -> bool {
        self.words.len() * 10 < wording.len() * 9
    }

    /// Whether it is long enough for the beginning of a statement to stand for the whole.
    pub(super) fn can_stand_for_whole(&self) -> bool {
        self.words.len() >= SHORTEST_PART && self.words.split(' ').take(FEWEST_WORDS).count() == FEWEST_WORDS
    }
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
        0.97 * likeness_to_beginning(&text.words, &doc.words)
    } else if is_longer && text_length < doc_length * 3 {
        // Less than a wording of the whole length gets, where the catalogue lists a short and a long one.
        0.85 * likeness_to_beginning(&doc.words, &text.words)
    } else if !is_longer && (SPOILT..SOUND).contains(&dice) {
        // Other nouns leave most letters in place too: what is not spoilt by slips alone stays below what is sure.
        0.9 * likeness(&text.words, &doc.words)
    } else {
        0.0
    };
    dice.max(typed)
}

/// How alike two texts of about one length are, by the steps of typing between them.
fn likeness(one: &str, other: &str) -> f64 {
    let longer = one.len().max(other.len());
    let most = longer * 2 / 5;
    let steps = steps(one.as_bytes(), other.as_bytes(), most);
    if steps > most {
        return 0.0;
    }
    let share = |n: usize| u32::try_from(n).map_or(f64::MAX, f64::from);
    if longer == 0 { 0.0 } else { 1.0 - share(steps) / share(longer) }
}

/// The steps of typing (a letter more, less, another, two exchanged) from one text to the other, counted no further than
/// `most`, beyond which `most + 1` stands for all: cells of the table further off its diagonal are left out.
fn steps(one: &[u8], other: &[u8], most: usize) -> usize {
    if one.len().abs_diff(other.len()) > most {
        return most + 1;
    }
    let width = other.len() + 1;
    let far = most + 1;
    let (mut older, mut old, mut new) = (vec![far; width], vec![far; width], vec![far; width]);
    for (at, cell) in old.iter_mut().enumerate().take(most + 1) {
        *cell = at;
    }
    let mut before = None;
    for (row, letter) in one.iter().enumerate() {
        let from = (row + 1).saturating_sub(most);
        let to = (row + 1 + most).min(other.len());
        new.fill(far);
        if from == 0 {
            set(&mut new, 0, row + 1);
        }
        for column in from.max(1)..=to {
            let known = other.get(column - 1);
            let same = usize::from(known != Some(letter));
            let mut least =
                (at(&old, column - 1) + same).min(at(&old, column) + 1).min(at(&new, column - 1) + 1);
            let is_exchanged = column > 1 && before == known && other.get(column - 2) == Some(letter);
            if row > 0 && is_exchanged {
                least = least.min(at(&older, column - 2) + 1);
            }
            set(&mut new, column, least.min(far));
        }
        before = Some(letter);
        std::mem::swap(&mut older, &mut old);
        std::mem::swap(&mut old, &mut new);
    }
    at(&old, other.len())
}

fn at(row: &[usize], column: usize) -> usize {
    row.get(column).copied().unwrap_or(usize::MAX / 2)
}

fn set(row: &mut [usize], column: usize, steps: usize) {
    if let Some(cell) = row.get_mut(column) {
        *cell = steps;
    }
}

/// How like a text is to the beginning of a longer one: its first half and its second each, the worse of them, so that another
/// end is no slip.
fn likeness_to_beginning(short: &str, long: &str) -> f64 {
    let letters = short.chars().count();
    let first = likeness(beginning_of(short, letters / 2), beginning_of(long, letters / 2));
    let whole = likeness(short, beginning_of(long, letters));
    // The halves' slips sum to the whole's.
    let second = 2.0 * whole - first;
    first.min(second).min(whole)
}

/// The first so many letters.
fn beginning_of(long: &str, letters: usize) -> &str {
    let end = long.char_indices().nth(letters).map_or(long.len(), |(at, _)| at);
    long.get(..end).unwrap_or(long)
}

#[cfg(test)]
mod tests {
    proptest::proptest! {
        #[test]
        fn steps_are_counted_as_the_full_table_counts_them(one in "[a-d ]{0,30}", other in "[a-d ]{0,30}", most in 0..30_usize) {
            let all = strsim::osa_distance(&one, &other);
            proptest::prop_assert_eq!(super::steps(one.as_bytes(), other.as_bytes(), most), all.min(most + 1));
        }
    }
}
