//! Keys of another column than the answers': `Evidence: P = policy, N = newsletter` over a column headed `Response (Y/P/N)`.
//! In: a key, and what the answers' heading says of its own letters. Out: whether it is another column's. Never passes over a key
//! that may speak of answers, nor one where the answers' heading does not spell out its letters.

use rustc_hash::FxHashSet;

use crate::{
    grid::Grid,
    normalise::{
        marks::{
            Vocabulary,
            key::{Entry, has_leaning_word, says_no_answer},
        },
        text,
    },
    recognise::{
        found::{Found, Lie},
        headings::{self, Head},
    },
};

/// The letters that the answers' heading spells out, and the marks below it, in small letters.
pub(super) struct Spelt {
    letters: Vec<String>,
    marks: FxHashSet<String>,
}

impl Spelt {
    /// Those of the first grid whose answers' heading spells its letters out; none where no heading does.
    pub(super) fn of(grids: &[Grid], by_grid: &[Option<Found>]) -> Option<Self> {
        grids.iter().zip(by_grid).find_map(|(grid, found)| {
            let found = found.as_ref().filter(|found| found.lie == Lie::Down)?;
            let first = found.hits.first()?.row;
            let heads = grid.cells.iter().take_while(|cell| cell.row < first);
            let (column, letters) =
                heads.filter_map(|cell| Some((cell.column, spelt(cell.value.as_text()?)?))).last()?;
            let rows = grid.rows(found.hits.iter().map(|hit| hit.row));
            let below = rows.flatten().filter(|cell| cell.column == column);
            let marks = below.filter_map(|cell| cell.value.as_text()).map(text::words).collect();
            Some(Self { letters, marks })
        })
    }

    /// Whether a key explains another column's marks: nothing in it speaks of answers, not all of the heading's letters are in it,
    /// and a label says what it is of, or it has letters that no answer is marked with.
    pub(super) fn is_anothers(&self, given: &[Entry<'_>], raw: &str, words: &Vocabulary) -> bool {
        let has = |letter: &String| given.iter().any(|entry| *entry.symbol == **letter);
        let is_strange = |entry: &Entry<'_>| {
            !self.letters.iter().any(|own| *own == *entry.symbol) && !self.marks.contains(&*entry.symbol)
        };
        let is_strange_throughout =
            || given.iter().any(is_strange) && !given.iter().any(|entry| has_leaning_word(entry.meaning));
        !given.is_empty()
            && given.iter().all(|entry| says_no_answer(entry.meaning, words))
            && !self.letters.iter().all(has)
            && names_another(raw).unwrap_or_else(is_strange_throughout)
    }
}

/// The letters that an answers' heading spells out: `Response (Y/P/N)`.
fn spelt(raw: &str) -> Option<Vec<String>> {
    const LONGEST: usize = 60;
    let may_spell = raw.len() <= LONGEST && raw.contains('Y') && raw.contains('N');
    if !may_spell || !matches!(headings::head(raw), Some(Head::AnyAnswer(_))) {
        return None;
    }
    let parts = raw.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let is_letter = |part: &&str| matches!(*part, "Y" | "P" | "N");
    let letters: Vec<String> = parts.filter(is_letter).map(str::to_lowercase).collect();
    (letters.len() > 1 && ["y", "n"].iter().all(|letter| letters.iter().any(|own| own == letter)))
        .then_some(letters)
}

/// Whether the label before a key's first symbol names something else than the answers (`Evidence:`, `Stage:`); none where no label
/// says what the key is of.
fn names_another(raw: &str) -> Option<bool> {
    const OF_ANSWERS: [&str; 14] = [
        "answer",
        "answers",
        "response",
        "responses",
        "rating",
        "ratings",
        "mark",
        "marks",
        "reply",
        "replies",
        "statement",
        "statements",
        "scale",
        "status",
    ];
    const OF_ANYTHING: [&str; 16] = [
        "key", "legend", "code", "codes", "note", "nb", "please", "use", "used", "the", "to", "for", "of",
        "in", "this", "form",
    ];
    let (label, _) = raw.split_once([':', '='])?;
    if raw.as_bytes().get(label.len()) != Some(&b':') {
        return None;
    }
    let label = text::words(label);
    let words = || label.split(' ').filter(|word| word.len() > 1);
    if words().any(|word| OF_ANSWERS.contains(&word)) {
        return Some(false);
    }
    words().any(|word| !OF_ANYTHING.contains(&word)).then_some(true)
}
