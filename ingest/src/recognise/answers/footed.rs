//! Marks with the sign of a foot note, `Partly (1)`, that the form explains below its statements: `(1) only in P7`.
//! In: a draft with the marks of its rows. Out: such marks taken back, for what the note says of them is anybody's guess. Never
//! takes one back where no such note stands, nor where each answer has a number of its own.

use schemas::answer::Answer;

use super::pointed;
use crate::{
    grid::{Addressing, Cell, Grid, Stands},
    normalise::{
        answers::RowMarks,
        marks::{Mark, Vocabulary},
        text,
    },
    reading::Form,
    recognise::draft::{Desk, Draft},
};

/// Longer texts in an answer's cell are remarks.
const LONGEST_MARK: usize = 32;
/// A shorter text behind a note's sign says nothing.
const SHORTEST_NOTE: usize = 5;

/// A mark with such a sign: which row's, at which of its cells, the answer it says if it says one, and the sign.
struct Footed<'g> {
    said: usize,
    at: usize,
    answer: Option<Answer>,
    sign: &'g str,
}

/// Takes back the marks whose sign a note below explains, and those that point to a note which is not there.
pub(super) fn take_back(desk: &Desk<'_>, draft: &Draft<'_>, rows: &mut [RowMarks<'_>]) {
    // In a table of many schools, what stands below is no school's.
    if matches!(draft.form, Form::Wide | Form::Long | Form::Collated) {
        return;
    }
    pointed::take_back(desk, draft, rows);
    let mut footed: Vec<Footed<'_>> = Vec::new();
    for (said, row) in rows.iter().enumerate() {
        for (at, mark) in row.marks().enumerate() {
            let answer = match mark {
                Mark::Says(answer) => Some(answer),
                Mark::Tick(_) => None,
                _ => continue,
            };
            let raw = row.cell(at).and_then(|cell| cell.value.as_text());
            let Some(sign) = raw.and_then(sign_of_mark) else { continue };
            footed.push(Footed { said, at, answer, sign });
        }
    }
    if footed.is_empty() || are_codes(&footed, rows) {
        return;
    }
    let notes = notes(desk, draft);
    // Rows that are numbered for themselves, a plan's or a summary's, have more numbers than the marks point to.
    let is_used = |note: &&Note<'_>| footed.iter().any(|one| one.sign.eq_ignore_ascii_case(note.sign));
    if 2 * notes.iter().filter(is_used).count() < notes.len() {
        return;
    }
    for Footed { said, at, sign, .. } in footed {
        let Some(own) = draft.said.get(said) else { continue };
        let is_below = |note: &Note<'_>| {
            note.sign.eq_ignore_ascii_case(sign)
                && match note.is_of {
                    Of::Grid(grid) => grid == own.grid && note.row > own.hit.row,
                    Of::Text => desk.grids.get(own.grid).is_some_and(|grid| stands_before(grid, note.row)),
                }
        };
        if notes.iter().any(is_below)
            && let Some(row) = rows.get_mut(said)
        {
            row.doubt(at);
        }
    }
}

/// Whether the numbers are no notes' but the answers' own: nearly all marks have one, and each answer always the same (`Yes
/// (2)`, `Partly (1)`).
fn are_codes(footed: &[Footed<'_>], rows: &[RowMarks<'_>]) -> bool {
    let n_marked = rows.iter().filter(|row| row.is_marked()).count();
    if footed.len() * 5 < n_marked * 4 {
        return false;
    }
    let mut of: [Option<&str>; 4] = [None; 4];
    for one in footed {
        let Some(own) = one.answer.and_then(|answer| of.get_mut(answer as usize)) else { return false };
        if *own.get_or_insert(one.sign) != one.sign {
            return false;
        }
    }
    let mut signs: Vec<&str> = of.into_iter().flatten().collect();
    let n = signs.len();
    signs.sort_unstable();
    signs.dedup();
    n > 1 && signs.len() == n
}

/// The sign behind a mark, without its brackets: `1` of `Partly (1)`, `x [1]`, `Yes 1`, `Yes - see note 1`.
fn sign_of_mark(raw: &str) -> Option<&str> {
    let raw = text::trim(raw);
    // Most marks have neither brackets nor a digit.
    if !(3..=LONGEST_MARK).contains(&raw.len())
        || !raw.ends_with(|c: char| matches!(c, ')' | ']' | '0'..='9'))
    {
        return None;
    }
    let bare = raw.strip_suffix([')', ']']);
    let (head, sign) = match bare {
        Some(bare) => {
            let at = bare.rfind(['(', '['])?;
            (bare.get(..at)?, bare.get(at + 1..)?)
        }
        None => {
            let head = raw.trim_end_matches(|c: char| c.is_ascii_digit());
            // `Yes - P7`, `No 12/5`: parts of something else.
            let is_apart = head.ends_with(|c: char| c.is_whitespace() || !c.is_ascii())
                || (head.ends_with(char::is_alphanumeric) && !head.contains(char::is_whitespace));
            (head, raw.get(head.len()..).filter(|_| is_apart)?)
        }
    };
    let words = text::words(head);
    let is_mark = !words.is_empty() || !head.is_ascii();
    let named = text::trim(sign);
    let sign = ["see note ", "note ", "footnote ", "see ", "n"].iter().find_map(|before| {
        let rest = named.get(..before.len()).filter(|own| own.eq_ignore_ascii_case(before));
        rest.and_then(|_| named.get(before.len()..))
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    let sign = sign.unwrap_or(named);
    // `Yes 1` needs a word before its number; `1`, `+1` are marks of their own.
    (is_mark && is_sign(sign, bare.is_some())).then_some(sign)
}

/// `1`, `12`; in brackets `a`, `ii` as well. A letter that says an answer is none.
fn is_sign(sign: &str, is_bracketed: bool) -> bool {
    let is_number = (1..=2).contains(&sign.len()) && sign.bytes().all(|byte| byte.is_ascii_digit());
    is_number
        || (is_bracketed && matches!(sign, "a" | "b" | "c" | "d" | "e" | "f" | "i" | "ii" | "iii" | "iv"))
}

/// Where a note stands.
enum Of {
    /// In this grid.
    Grid(usize),
    /// In the running text of the document.
    Text,
}

/// A note that explains a sign.
struct Note<'g> {
    sign: &'g str,
    is_of: Of,
    row: u32,
}

/// The notes that stand in rows without a statement.
fn notes<'g>(desk: &Desk<'g>, draft: &Draft<'_>) -> Vec<Note<'g>> {
    /// More are no notes.
    const MOST: usize = 200;
    let mut own: Vec<(usize, u32)> = draft.said.iter().map(|said| (said.grid, said.hit.row)).collect();
    own.sort_unstable();
    let is_statement = |place: (usize, u32)| own.binary_search(&place).is_ok();
    let is_own = |index: usize| own.binary_search_by_key(&index, |(grid, _)| *grid).is_ok();
    let mut notes = Vec::new();
    for (index, grid) in desk.grids.iter().enumerate() {
        let is_text =
            grid.addressing == Addressing::Document && grid.stands == Stands::Alone && grid.sheet == "text";
        if !is_text && !is_own(index) {
            continue;
        }
        for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
            if notes.len() >= MOST || cells.first().is_some_and(|first| is_statement((index, first.row))) {
                continue;
            }
            let found = sign_of_note(cells, desk.words);
            let is_of = || if is_own(index) { Of::Grid(index) } else { Of::Text };
            notes.extend(found.map(|(sign, row)| Note { sign, is_of: is_of(), row }));
        }
    }
    notes
}

/// The sign that a row explains, with the row: `(1) only in P7`, `1. not in the nursery`, `Note 1: since May`, or with the sign in
/// a cell of its own.
fn sign_of_note<'g>(cells: &'g [Cell], words: &Vocabulary) -> Option<(&'g str, u32)> {
    let first = cells.first()?;
    let raw = text::trim(first.value.as_text()?);
    let (sign, rest) = opening(raw)?;
    let beside = || cells.get(1).and_then(|cell| cell.value.as_text()).unwrap_or_default();
    let said = if rest.is_empty() { text::trim(beside()) } else { rest };
    let is_note = said.len() >= SHORTEST_NOTE
        && said.contains(char::is_alphabetic)
        // `(1) = in place` is the form's key.
        && !said.starts_with('=')
        && words.answer(said).is_none();
    is_note.then_some((sign, first.row))
}

/// The sign that a text begins with, and what follows it.
fn opening(raw: &str) -> Option<(&str, &str)> {
    let named =
        ["Note ", "note ", "NOTE ", "Footnote ", "footnote "].iter().find_map(|name| raw.strip_prefix(name));
    let bracketed = raw.strip_prefix(['(', '[']);
    let inner = bracketed.or(named).unwrap_or(raw);
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (sign, rest) = (inner.get(..end)?, inner.get(end..)?);
    let closed = if bracketed.is_some() {
        rest.strip_prefix([')', ']'])?
    } else if named.is_some() {
        rest
    } else {
        rest.strip_prefix(['.', ')', ':'])
            .or_else(|| rest.strip_prefix(" - ").or(rest.strip_prefix(" \u{2013} ")))?
    };
    let rest = closed.trim_start_matches([' ', '\u{a0}', ':', '-', '\u{2013}', '.']);
    is_sign(sign, true).then_some((sign, rest))
}

/// Whether a table of a document stands before a row of its running text.
fn stands_before(grid: &Grid, row: u32) -> bool {
    matches!(grid.stands, Stands::Before(before) if before <= row)
}
