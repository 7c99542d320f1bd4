//! How near a text is to a wording: whole, cut short or written on.
//! In: a text's trigrams and words, a wording's. Out: a score from 0 to 1. Never decides what is near enough.

use super::{Hit, shape, trigrams::Trigrams};

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

/// The steps of typing (a letter more, less, another, two exchanged) from one text to the other, counted no further than
/// `most`, beyond which `most + 1` stands for all: cells of the table further off its diagonal are left out.
fn steps(one: &[u8], other: &[u8], most: usize) -> usize {
    // What both begin and end with costs no step.
    let begins = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) = (one.get(begins..).unwrap_or_default(), other.get(begins..).unwrap_or_default());
    let ends = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    let one = one.get(..one.len() - ends).unwrap_or_default();
    let other = other.get(..other.len() - ends).unwrap_or_default();
    if one.len().abs_diff(other.len()) > most {
        return most + 1;
    }
    if one.is_empty() || other.is_empty() {
        return one.len().max(other.len());
    }
    let width = other.len() + 1;
    let far = u32::try_from(most + 1).unwrap_or(u32::MAX / 2);
    let (mut older, mut old, mut new) = (vec![far; width], vec![far; width], vec![far; width]);
    for (cell, steps) in old.iter_mut().zip(0..far) {
        *cell = steps;
    }
    let mut before = None;
    let mut least_before = 0;
    for (row, letter) in one.iter().enumerate() {
        let from = (row + 1).saturating_sub(most).max(1);
        let to = (row + 1 + most).min(other.len());
        // Left of the band stands nothing, or the way down the edge.
        let edge = if row < most { u32::try_from(row + 1).unwrap_or(far) } else { far };
        if let Some(cell) = new.get_mut(from - 1) {
            *cell = if from == 1 { edge } else { far };
        }
        if let Some(cell) = old.get_mut(to).filter(|_| to == row + 1 + most) {
            *cell = far;
        }
        let mut least = if from == 1 { edge } else { far };
        let mut left = least;
        let mut upper_left = old.get(from - 1).copied().unwrap_or(far);
        let mut letter_left = from.checked_sub(2).and_then(|at| other.get(at)).copied();
        let cells = new.get_mut(from..=to).unwrap_or_default();
        let uppers = old.get(from..=to).unwrap_or_default();
        let known = other.get(from - 1..to).unwrap_or_default();
        for (at, ((cell, upper), known)) in cells.iter_mut().zip(uppers).zip(known).enumerate() {
            let mut steps = (upper_left + u32::from(known != letter)).min(*upper + 1).min(left + 1);
            if before == Some(*known) && letter_left == Some(*letter) {
                steps = steps.min(older.get(from + at - 2).copied().unwrap_or(far) + 1);
            }
            let steps = steps.min(far);
            *cell = steps;
            least = least.min(steps);
            left = steps;
            upper_left = *upper;
            letter_left = Some(*known);
        }
        // Two rows that are too far throughout: no way leads through them.
        if least >= far && least_before >= far {
            return most + 1;
        }
        least_before = least;
        before = Some(*letter);
        std::mem::swap(&mut older, &mut old);
        std::mem::swap(&mut old, &mut new);
    }
    old.get(other.len()).map_or(most + 1, |steps| *steps as usize)
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
