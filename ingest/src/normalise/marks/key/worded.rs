//! Keys that explain words by the form's own answers: `Embedded = Yes, Developing = Partly, Not begun = No`.
//! In: a line of text, or a phrase with what stands beside it. Out: its pairs. Never takes a sentence for a phrase.

use super::{Entry, Written};
use crate::normalise::text;

/// Longer lines are prose.
const LONGEST: usize = 200;
/// Longer phrases are no marks.
const PHRASE: usize = 24;

/// The pairs of a line that is nothing but such, with a label before them perhaps.
pub fn worded_entries<'t>(given: &'t str, is_answer: impl Fn(&str) -> bool) -> Vec<Entry<'t>> {
    if given.len() > LONGEST || !given.contains('=') {
        return Vec::new();
    }
    // `Key: In progress = Partly`
    let given =
        given.split_once(':').filter(|(label, _)| !label.contains('=')).map_or(given, |(_, rest)| rest);
    let pieces = given.split([',', ';', '|', '\n']).map(text::trim).filter(|piece| !piece.is_empty());
    let entry = |piece: &'t str| {
        let (phrase, meaning) = piece.split_once('=')?;
        worded_entry(phrase, meaning, Written::Equated, &is_answer)
    };
    pieces.map(entry).collect::<Option<_>>().unwrap_or_default()
}

/// One pair: a phrase, and the answer that stands for it.
pub fn worded_entry<'t>(
    phrase: &str,
    meaning: &'t str,
    written: Written,
    is_answer: impl Fn(&str) -> bool,
) -> Option<Entry<'t>> {
    const WORDS: usize = 4;
    let phrase = text::trim(phrase);
    let meaning = text::trim(meaning).trim_end_matches(['.', ')']);
    let is_phrase = (2..=PHRASE).contains(&phrase.len())
        && phrase.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '\u{2019}'))
        && phrase.split_whitespace().count() <= WORDS;
    (is_phrase && is_answer(meaning)).then(|| Entry { symbol: text::words(phrase).into(), meaning, written })
}
