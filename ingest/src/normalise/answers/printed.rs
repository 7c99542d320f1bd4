//! What the form prints in each answer cell of a row, its column's word or an empty box, and the one cell that a mark was put
//! into: `Yes \u{2713} | Partly | No`, `\u{2610} | \u{2610} \u{2713} | \u{2610}`, `X | Partly | No`.
//! In: a row's answer cells. Out: the same, the marked one read as a tick and the others as nothing. Never takes a cross for
//! a choice where it could as well cross out one of two.

use schemas::catalogue::ColumnRole;

use super::{Marked, habit::odd_one};
use crate::{
    grid::Value,
    normalise::{
        marks::{
            Absence, Mark, MarkReading, Tick, Vocabulary,
            glyphs::{self, Sign, is_empty_box, is_ticked_box},
        },
        text,
    },
};

/// An empty box, as text has it.
const UNTICKED: &str = "\u{2610}";

/// With as many columns, one cross among printed words chooses: crossing out would leave two.
const SURE: usize = 3;

/// What the form prints in a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Print {
    /// The word of the cell's column.
    Word,
    /// An empty box.
    Box,
}

/// What stands in one cell of such a row.
struct Seen {
    print: Option<Print>,
    /// A tick or a cross, put to the print or in its place.
    mark: Option<Sign>,
}

/// Reads a row in which one cell was marked upon what the form prints in all of them.
pub(super) fn take_chosen(cells: &mut [(Marked<'_>, MarkReading<'_>)], words: &Vocabulary) {
    // Most rows have one sign and nothing else.
    let may_be = |marked: &Marked<'_>| text_of(marked).is_some_and(|raw| raw.len() > 1 && raw != UNTICKED);
    if cells.len() < 2 || !cells.iter().any(|(marked, _)| may_be(marked)) {
        return;
    }
    let Some(seen) = cells.iter().map(|(marked, _)| seen(marked, words)).collect::<Option<Vec<_>>>() else {
        return;
    };
    let Some(at) = chosen(&seen) else {
        // Where nothing was put to the print, a colour may choose as in empty cells.
        let is_print = |seen: &Seen| seen.print == Some(Print::Word) && seen.mark.is_none();
        if seen.iter().all(is_print) && odd_one(cells.iter().map(|(marked, _)| marked.cell)).is_some() {
            for (_, reading) in cells.iter_mut() {
                *reading = Mark::Nothing(Absence::Empty).into();
            }
        }
        return;
    };
    for (index, (_, reading)) in cells.iter_mut().enumerate() {
        let mark = if index == at { Mark::Tick(Tick::Tick) } else { Mark::Nothing(Absence::Written) };
        *reading = mark.into();
    }
}

/// The only cell with a mark, where what stands in the others leaves no doubt of it.
fn chosen(seen: &[Seen]) -> Option<usize> {
    let mut marked = seen.iter().enumerate().filter(|(_, seen)| seen.mark.is_some());
    let (Some((at, one)), None) = (marked.next(), marked.next()) else { return None };
    let others = || seen.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, seen)| seen.print);
    let kind = others().next()?;
    let is_cross = one.mark == Some(Sign::Cross);
    let is_sure = match (one.print, kind) {
        (Some(Print::Word), Some(Print::Word)) => !is_cross || seen.len() >= SURE,
        (Some(Print::Box), None | Some(Print::Box)) => true,
        // Beside one word alone it may be a second mark.
        (None, Some(Print::Word)) => seen.len() >= SURE,
        _ => false,
    };
    (is_sure && others().all(|print| print == kind)).then_some(at)
}

fn text_of<'a>(marked: &Marked<'a>) -> Option<&'a str> {
    let cell = marked.cell.filter(|cell| !cell.look.is_struck && cell.look.symbol_font.is_none())?;
    match &cell.value {
        // A check box that nobody ticked, which a mark may have been typed beside in another cell.
        Value::Box(false) => Some(UNTICKED),
        value => value.as_text().map(text::trim),
    }
}

/// What stands in a cell; none where it is anything else than its column's print and a mark.
fn seen(marked: &Marked<'_>, words: &Vocabulary) -> Option<Seen> {
    let ColumnRole::Answer(own) = marked.role else { return None };
    if marked.spans {
        return None;
    }
    let raw = match marked.cell {
        Some(_) => text_of(marked)?,
        None => return Some(Seen { print: None, mark: None }),
    };
    let print = |word: &str| match word {
        _ if !word.is_empty() && word.chars().all(is_empty_box) => Some(Print::Box),
        // Not a word with a sign at it.
        _ if word.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '/' | '-')) => {
            (words.answer(word) == Some(own)).then_some(Print::Word)
        }
        _ => None,
    };
    if raw.is_empty() {
        return Some(Seen { print: None, mark: None });
    }
    if let Some(print) = print(raw) {
        return Some(Seen { print: Some(print), mark: None });
    }
    let mark = |word: &str| {
        // A ticked box beside an empty one is no mark upon it.
        let sign = glyphs::sign_of(word.trim_matches('_'), None).filter(|_| !word.contains(is_ticked_box));
        sign.filter(|sign| matches!(sign, Sign::Tick | Sign::Cross))
    };
    if let Some(mark) = mark(raw) {
        return Some(Seen { print: None, mark: Some(mark) });
    }
    let (word, sign) = parted(raw, &mark)?;
    Some(Seen { print: Some(print(word)?), mark: Some(mark(sign)?) })
}

/// A cell's print and the mark behind or before it; a drawn sign may stand right at the word, a letter only apart from it.
fn parted<'a>(raw: &'a str, mark: &impl Fn(&str) -> Option<Sign>) -> Option<(&'a str, &'a str)> {
    let is_drawn =
        |c: &char| !c.is_ascii() && !is_empty_box(*c) && mark(c.encode_utf8(&mut [0; 4])).is_some();
    let behind = || raw.rsplit_once(char::is_whitespace).filter(|(_, sign)| mark(sign).is_some());
    let before = || {
        let (sign, word) = raw.split_once(char::is_whitespace).filter(|(sign, _)| mark(sign).is_some())?;
        Some((word, sign))
    };
    let right_behind = || {
        let last = raw.chars().next_back().filter(is_drawn)?;
        raw.split_at_checked(raw.len() - last.len_utf8())
    };
    let right_before = || {
        let (sign, word) = raw.split_at_checked(raw.chars().next().filter(is_drawn)?.len_utf8())?;
        Some((word, sign))
    };
    let (word, sign) = behind().or_else(before).or_else(right_behind).or_else(right_before)?;
    Some((text::trim(word), sign))
}
