//! Answers in one line with the id or number of their statement: `POL-02 = Yes`, `POL-02: Partly - staff only`, `7. No`.
//! In: a grid in which no statement's words stand. Out: the same with each id or number in a cell of its own, and what stood behind
//! it in a column of its own beyond all others. Never parts a few such lines: those may be remarks.

use super::inline::taken_apart;
use crate::{
    grid::{Cell, Grid, Look, Value},
    normalise::{
        marks::{Mark, Vocabulary, read_mark},
        text,
    },
    recognise::{
        columns::askance::asks_of_others,
        wording::{Wordings, id_key},
    },
};

/// Fewer lines like this make no form.
const FEWEST: usize = 4;
/// Fewer numbers make no form.
const FEWEST_NUMBERS: u32 = 10;
/// No line of answer and remark is longer.
const LONGEST: usize = 400;

/// The grid with its ids, or its numbers from 1 on, in cells of their own; none where they are, or where their lines do not
/// answer.
pub(crate) fn mended(grid: &Grid, wordings: &Wordings, words: &Vocabulary) -> Option<Grid> {
    taken_out(grid, |raw| parted(raw, wordings), words)
        .or_else(|| counts_on(grid).then(|| taken_out(grid, numbered, words)).flatten())
}

fn taken_out<'t>(
    grid: &'t Grid,
    part: impl Fn(&'t str) -> Option<(&'t str, &'t str)>,
    words: &Vocabulary,
) -> Option<Grid> {
    let lines = || {
        let texts = grid.cells.iter().filter_map(|cell| Some((cell, cell.value.as_text()?)));
        texts.filter_map(|(cell, raw)| Some((cell, part(raw)?)))
    };
    let (first, _) = lines().next()?;
    let answers = |rest: &str| {
        let cell = Cell { row: 0, column: 0, value: Value::Text(rest.into()), look: Look::default() };
        matches!(read_mark(&cell, words).mark, Mark::Says(_) | Mark::Tick(_) | Mark::Several)
    };
    let (mut n, mut n_answers) = (0, 0);
    for (cell, (_, rest)) in lines() {
        n += 1;
        n_answers += usize::from(cell.column == first.column && answers(rest));
    }
    let is_asked_else = || {
        let above = (first.row.saturating_sub(3)..first.row).flat_map(|row| grid.row(row));
        above.filter_map(|cell| cell.value.as_text()).any(asks_of_others)
    };
    (n_answers >= FEWEST && n_answers * 2 >= n && !is_asked_else())
        .then(|| taken_apart(grid, first.column, part))
        .flatten()
}

/// Whether lines of a column are numbered from 1 on without a gap, with something behind most of the numbers.
fn counts_on(grid: &Grid) -> bool {
    let number = |cell: &Cell| match &cell.value {
        Value::Text(raw) => number_before(raw).map(|(number, _)| f64::from(number)),
        // `8.` alone.
        Value::Number(number) => Some(*number),
        _ => None,
    };
    let mut lines = grid.cells.iter().filter_map(|cell| Some((cell.column, number(cell)?))).peekable();
    let Some((column, _)) = lines.peek().copied() else { return false };
    let mut last = 0;
    lines.all(|(own, number)| {
        last += 1;
        own == column && (number - f64::from(last)).abs() < f64::EPSILON
    }) && last >= FEWEST_NUMBERS
}

/// A line's number with the sign behind it, and what stands behind that.
fn numbered(raw: &str) -> Option<(&str, &str)> {
    let (_, rest) = number_before(raw)?;
    let trimmed = text::trim(raw);
    let number = trimmed.get(..trimmed.len() - rest.len())?;
    (!rest.is_empty()).then(|| (text::trim(number), rest))
}

/// The number that a line begins with, set off by a sign, and what stands behind it: `7. No`, `Q7: No`, `7) `.
fn number_before(raw: &str) -> Option<(u32, &str)> {
    if raw.len() > LONGEST {
        return None;
    }
    let trimmed = text::trim(raw);
    let bare = trimmed.trim_start_matches(['(', '[', 'Q', 'q', '#', ' ']);
    let (number, behind) = bare.split_at_checked(bare.bytes().take_while(u8::is_ascii_digit).count())?;
    let rest = behind.strip_prefix(['.', ')', ']', ':', '=', '-', '\u{2013}', '\u{2014}']).or_else(|| {
        // A blank alone parts a date's day, too.
        behind.strip_prefix(" -").or_else(|| behind.strip_prefix(" =")).or_else(|| behind.strip_prefix(" :"))
    })?;
    let rest = rest.trim_start_matches([' ', '\u{a0}', '.', ')', ']', ':', '=', '-', '>', '\t']);
    Some((number.parse().ok().filter(|_| number.len() <= 2)?, rest))
}

/// A statement's id, and what stands behind it.
fn parted<'t>(raw: &'t str, wordings: &Wordings) -> Option<(&'t str, &'t str)> {
    if raw.len() > LONGEST || !raw.bytes().take(16).any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let trimmed = text::trim(raw);
    let begin = trimmed.find(|c: char| c.is_ascii_digit())?;
    let figures = trimmed.get(begin..)?.bytes().take_while(u8::is_ascii_digit).count();
    let end = begin + figures;
    let (id, rest) = (trimmed.get(..end)?, trimmed.get(end..)?);
    let bare = rest
        .trim_start_matches([' ', '\u{a0}', ')', ']', '.', ':', '=', '-', '\u{2013}', '\u{2014}', '>', '\t']);
    let is_set_off = bare.len() < rest.len() && !bare.is_empty();
    (is_set_off && id_key(id).is_some() && !wordings.by_id(id).is_empty()).then_some((id, bare))
}
