//! What one mark means, as far as the cell alone can say.
//! In: a cell's value and look. Out: a [`Mark`]. Never sees the other cells of the row (`x` may mean "this one" or
//! "not this one": [`crate::normalise::answers`] weighs that), and never guesses: [`Mark::Unclear`] is an answer too.

pub mod glyphs;
pub mod key;
mod options;
mod phrases;
pub mod slips;
pub mod vocabulary;
pub mod words;

use schemas::answer::Answer;

use crate::grid::{Cell, Value};
use glyphs::Sign;
pub(crate) use phrases::{behind_bullet, behind_number, is_label, is_welsh_no};
pub use vocabulary::Vocabulary;

/// What a mark means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing stands there, or something that says "not this one".
    Nothing(Absence),
    /// A sign put there to choose the column.
    Tick(Tick),
    /// A word (or more) that names the answer.
    Says(Answer),
    /// Words for more than one answer (`Yes/No`).
    Several,
    /// A lone letter or sign without a meaning of its own; the return's habit may give it one.
    Odd(char),
    /// Something was meant, and nobody could be sure what.
    Unclear(Doubt),
    /// Words that name no answer: a comment.
    Prose,
}

/// How nothing was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// The cell is empty.
    Empty,
    /// A dash, an unticked box, 0, FALSE, a prompt that was never replaced.
    Written,
}

/// What sign was put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tick {
    /// A tick of any kind.
    Tick,
    /// A cross of any kind.
    Cross,
    /// A dot, a star, a filled box.
    Dot,
    /// The figure 1.
    One,
    /// TRUE, or a ticked check box.
    True,
}

/// Why a mark could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// A question mark alone: a doubt, or what an export leaves of a sign that it cannot write.
    Question,
    /// "tbc", "see comments", "in progress".
    Vague,
    /// An answer with a reservation ("Yes, but not for governors").
    Hedged,
    /// Signs that contradict each other in one cell.
    Mixed,
    /// A number that nobody explained.
    Number,
    /// A date.
    Date,
    /// A formula's error value.
    Error,
    /// The mark is struck through.
    Struck,
    /// The form's own key says that it means something else than usual, and not plainly which answer.
    Key,
}

/// A mark with what else stands in its cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarkReading<'a> {
    /// What it means.
    pub mark: Mark,
    /// What follows the mark in the same cell ("reviewed in May" in "Yes - reviewed in May"), or the whole text where
    /// the mark is prose: a comment.
    pub remark: Option<&'a str>,
}

impl Mark {
    /// Whether nothing is marked.
    pub const fn is_nothing(self) -> bool {
        matches!(self, Self::Nothing(_))
    }
}

impl From<Mark> for MarkReading<'_> {
    fn from(mark: Mark) -> Self {
        Self { mark, remark: None }
    }
}

/// Reads the mark in a cell. What the column is for is not asked here: a word says the same anywhere.
pub fn read_mark<'a>(cell: &'a Cell, words: &Vocabulary) -> MarkReading<'a> {
    let reading = words.by_key(cell).map_or_else(|| read_usual(cell, words), MarkReading::from);
    if cell.look.is_struck && !matches!(reading.mark, Mark::Nothing(_) | Mark::Prose) {
        return MarkReading { mark: Mark::Unclear(Doubt::Struck), ..reading };
    }
    reading
}

/// Reads the mark in a cell of a column that is an answer's own: whatever the form's key says of ticks and crosses, one
/// put there chooses the column, unless the key has it mean "not this one".
pub fn read_mark_in_column<'a>(cell: &'a Cell, words: &Vocabulary) -> MarkReading<'a> {
    let reading = read_mark(cell, words);
    let Some(key) = words.key().filter(|_| !cell.look.is_struck) else { return reading };
    let usual = read_usual(cell, words);
    if key.doubts_crosses() && usual.mark == Mark::Tick(Tick::Cross) {
        return Mark::Unclear(Doubt::Key).into();
    }
    let chooses = matches!(usual.mark, Mark::Tick(_));
    let says_not_this = matches!(reading.mark, Mark::Says(Answer::No | Answer::NotApplicable));
    if usual.mark.is_nothing() || (chooses && !says_not_this) { usual } else { reading }
}

/// What a cell says where the form has no key of its own.
fn read_usual<'a>(cell: &'a Cell, words: &Vocabulary) -> MarkReading<'a> {
    match &cell.value {
        Value::Empty => Mark::Nothing(Absence::Empty).into(),
        Value::Text(text) => read_text(text, cell, words),
        Value::Number(number) => number_mark(*number).into(),
        Value::Serial(_) | Value::Date(_) => Mark::Unclear(Doubt::Date).into(),
        Value::Flag(true) | Value::Box(true) => Mark::Tick(Tick::True).into(),
        Value::Flag(false) | Value::Box(false) => Mark::Nothing(Absence::Written).into(),
        Value::Error(_) => Mark::Unclear(Doubt::Error).into(),
    }
}

fn number_mark(number: f64) -> Mark {
    // Exact: 1 and 0 are typed as such.
    if (number - 1.0).abs() < f64::EPSILON {
        Mark::Tick(Tick::One)
    } else if number.abs() < f64::EPSILON {
        Mark::Nothing(Absence::Written)
    } else {
        Mark::Unclear(Doubt::Number)
    }
}

fn read_text<'a>(text: &'a str, cell: &Cell, words: &Vocabulary) -> MarkReading<'a> {
    let text = crate::normalise::text::trim(text);
    // The plain return's mark, without further ado.
    if matches!(text, "x" | "X") && cell.look.symbol_font.is_none() {
        return Mark::Tick(Tick::Cross).into();
    }
    if text.is_empty() {
        return Mark::Nothing(Absence::Empty).into();
    }
    // `-1` is a step below nought, and no 1 behind a dash.
    if key::below_nought(text).is_some_and(|(_, length)| length == text.len()) {
        return Mark::Unclear(Doubt::Number).into();
    }
    // Struck through letter by letter, as phones write it.
    if !text.is_ascii() && text.contains(['\u{335}', '\u{336}', '\u{337}', '\u{338}']) {
        return Mark::Unclear(Doubt::Struck).into();
    }
    if text.chars().all(|c| matches!(c, '?' | '\u{fffd}')) {
        return Mark::Unclear(Doubt::Question).into();
    }
    if let Some(sign) = glyphs::sign_of(text, cell.look.symbol_font) {
        return sign_mark(sign).into();
    }
    if let Some(chosen) = options::ticked_line(text, words).or_else(|| options::ticked_piece(text, words)) {
        return Mark::Says(chosen).into();
    }
    if let Some(mark) = options::filled_in(text, words) {
        return mark.into();
    }
    let reading = phrases::read(text, words);
    // Of a list of answers, the only one that is bold, underlined or highlighted was chosen.
    let is_list = || {
        matches!(reading.mark, Mark::Several | Mark::Nothing(Absence::Written))
            || text.split_whitespace().all(|word| words.answer(word).is_some())
    };
    match set_off(cell).and_then(|chosen| words.answer(chosen)) {
        Some(chosen) if is_list() => Mark::Says(chosen).into(),
        // Where several stand out, or a part in colour alone, somebody chose, and nobody knows what.
        None if cell.look.stands_out.is_some() && phrases::is_list(text, words) => {
            Mark::Unclear(Doubt::Mixed).into()
        }
        // Two of the answers as a form lists them, where `Partly yes` is one.
        None if text == "Partly Yes" => Mark::Several.into(),
        _ => reading,
    }
}

/// The part of a cell's text that is set off from the rest, where it is a word of its own.
fn set_off(cell: &Cell) -> Option<&str> {
    let (from, to) = cell.look.stands_out?;
    let text = cell.value.as_text()?;
    let (before, part) = (text.get(..usize::from(from))?, text.get(usize::from(from)..usize::from(to))?);
    let behind = text.get(usize::from(to)..)?;
    let is_whole = !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric);
    is_whole.then_some(part)
}

/// The mark that a sign is.
pub(super) const fn sign_mark(sign: Sign) -> Mark {
    match sign {
        Sign::Tick => Mark::Tick(Tick::Tick),
        Sign::Cross => Mark::Tick(Tick::Cross),
        Sign::Dot => Mark::Tick(Tick::Dot),
        Sign::One => Mark::Tick(Tick::One),
        Sign::Not => Mark::Nothing(Absence::Written),
        Sign::Says(answer) => Mark::Says(answer),
        Sign::Odd(c) => Mark::Odd(c),
        Sign::Mixed => Mark::Unclear(Doubt::Mixed),
        Sign::Question => Mark::Unclear(Doubt::Vague),
    }
}

#[cfg(test)]
mod tests;
