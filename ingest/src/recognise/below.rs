//! Answers in a line of their own below each statement, as letters and lists in Word have them: `Answer: Yes`,
//! `Yes ☒ Partly ☐ No ☐`.
//! In: a column of statements with nothing beside them. Out: the line below each as its answer. Never takes such lines
//! where they could as well belong to the statement below them.

use std::rc::Rc;

use schemas::catalogue::ColumnRole;

use super::{
    columns::Role,
    draft::{Loose, Placed, Said, Slots},
    headings::{self, Head},
};
use crate::{
    grid::{Cell, Grid},
    normalise::{
        marks::{Absence, Mark, Tick, Vocabulary, is_label, read_mark},
        text,
    },
};

/// Fewer answers than this make no habit.
const FEWEST: usize = 3;
/// So many rows below the last statement its answer may stand.
const REACH: u32 = 8;

/// Gives each statement of one column the answer line below it, and what is said below that; false where there are none,
/// or it is not sure whose.
pub(crate) fn take<'g>(
    grid: &'g Grid,
    column: u32,
    words: &Vocabulary,
    (said, loose): (&mut [Said<'g>], &mut Vec<Loose<'g>>),
) -> bool {
    let may_answer = |placed: &Placed<'_>| match placed.role {
        Some(Role::Answer(_) | Role::AnyAnswer) => true,
        Some(Role::Comment | Role::Aside | Role::Further) => false,
        None => !matches!(read_mark(placed.cell, words).mark, Mark::Prose | Mark::Nothing(_)),
    };
    if said.len() < FEWEST || said.iter().any(|said| said.beside.iter().any(may_answer) || said.is_unclear) {
        return false;
    }
    // A row with more answers in it lists them: headings of a small table.
    let is_alone =
        |row: u32| grid.row(row).iter().all(|other| other.column == column || !is_answer_line(other, words));
    let line =
        |row: u32| grid.at(row, column).filter(|cell| is_answer_line(cell, words) && is_alone(cell.row));
    let starts: Vec<u32> = said.iter().map(|said| said.hit.row).collect();
    let mut lines: Vec<Option<&Cell>> = Vec::with_capacity(starts.len());
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(start.saturating_add(REACH));
        let below = grid.cells.partition_point(|cell| cell.row <= *start);
        let rows = grid.cells.iter().skip(below).take_while(|cell| cell.row < end);
        let mut found: Vec<&Cell> = Vec::new();
        for cell in rows.filter(|cell| cell.column == column) {
            match line(cell.row) {
                Some(line) => found.push(line),
                // What stands below the last statement's answer is something else.
                None if at + 1 == starts.len() && !found.is_empty() => break,
                None => {}
            }
        }
        match found.as_slice() {
            [] => lines.push(None),
            [only] => lines.push(Some(only)),
            // A line for each option: one is chosen, or none.
            several => match chosen(several, words) {
                Some(chosen) => lines.push(Some(chosen)),
                None => return false,
            },
        }
    }
    // With an answer above the first statement, or none below the last, they may stand above their statements.
    let is_above =
        starts.first().is_some_and(|first| (first.saturating_sub(2)..*first).any(|row| line(row).is_some()));
    let n = lines.iter().flatten().count();
    // A label without an answer (`Response:`) stands where the answer would.
    let is_last_asked = || {
        let last = starts.last().copied().unwrap_or(0);
        (last..=last.saturating_add(REACH))
            .skip(1)
            .any(|row| grid.at(row, column).is_some_and(is_answer_label))
    };
    // Right below its statement, and set off from the next: by a gap, or by a section's title.
    let is_set_off = |line: Option<&Cell>, next: Option<&u32>| {
        line.zip(next).is_some_and(|(line, next)| line.row + 1 < *next)
    };
    let is_theirs = lines.last().is_some_and(Option::is_some)
        || is_last_asked()
        || ((0..lines.len()).any(|at| is_set_off(lines.get(at).copied().flatten(), starts.get(at + 1)))
            && lines.iter().zip(&starts).all(|(line, start)| line.is_none_or(|line| line.row == start + 1)));
    if n < FEWEST || is_above || !is_theirs {
        // Whosever the answers are, what is said behind them is kept.
        let has_remark = |cell: &&Cell| read_mark(cell, words).remark.is_some_and(|remark| remark.len() > 12);
        let grid = said.first().map_or(0, |said| said.grid);
        loose.extend(lines.into_iter().flatten().filter(has_remark).map(|cell| Loose {
            grid,
            statement: None,
            placed: Placed { role: Some(Role::Comment), cell },
        }));
        return false;
    }
    let slots: Slots = Rc::from([(column, ColumnRole::AnyAnswer)]);
    for (at, (said, line)) in said.iter_mut().zip(lines).enumerate() {
        said.slots = Slots::clone(&slots);
        said.beside.extend(line.map(|cell| Placed { role: Some(Role::AnyAnswer), cell }));
        let from = line.map_or(said.hit.row, |line| line.row);
        // Below the last statement's answer something else comes soon.
        let end = starts.get(at + 1).copied().unwrap_or_else(|| from.saturating_add(2));
        let remarks = (from + 1..end.min(from.saturating_add(REACH))).filter_map(|row| grid.at(row, column));
        let remarks =
            remarks.filter(|cell| is_sentence(cell) && !super::rows::is_said_alone(grid, cell, false));
        let (grid, statement) = (said.grid, Some(said.hit.statement));
        let remark = |cell| Placed { role: Some(Role::Comment), cell };
        loose.extend(remarks.map(|cell| Loose { grid, statement, placed: remark(cell) }));
    }
    true
}

/// A remark below an answer, and no title of a section: it ends as a sentence does.
fn is_sentence(cell: &Cell) -> bool {
    cell.value.as_text().map(text::trim).is_some_and(|raw| {
        raw.len() > 12
            && (raw.ends_with(['.', '!', ';', ')'])
                || raw.chars().any(|c| c.is_ascii_digit())
                || raw.len() > 60)
    })
}

/// `Answer:`, with nothing behind it.
fn is_answer_label(cell: &Cell) -> bool {
    cell.value.as_text().is_some_and(|raw| {
        raw.trim_end().ends_with(':') && matches!(headings::head(raw), Some(Head::AnyAnswer(_)))
    })
}

/// Of lines that are an option each (`☒ Yes`, `☐ Partly`, `☐ No`), the chosen one; an empty one where none is.
fn chosen<'g>(lines: &[&'g Cell], words: &Vocabulary) -> Option<&'g Cell> {
    let mark = |cell: &&&Cell| read_mark(cell, words).mark;
    let mut said = lines.iter().filter(|line| matches!(mark(line), Mark::Says(_)));
    let first = said.next();
    let are_empty = lines.iter().filter(|line| mark(line) == Mark::Nothing(Absence::Written)).count()
        + usize::from(first.is_some())
        == lines.len();
    let is_one = said.next().is_none();
    (are_empty && is_one).then(|| first.or(lines.first()).copied()).flatten()
}

/// Whether a text says an answer, or is a list of them from which one may have been chosen.
fn is_answer_line(cell: &Cell, words: &Vocabulary) -> bool {
    let Some(raw) = cell.value.as_text() else { return false };
    // What stands behind the form's own label is the answer, whatever it is.
    raw.split_once(':')
        .is_some_and(|(label, rest)| label.len() <= 24 && !text::is_blank(rest) && is_label(label, words))
        || match read_mark(cell, words).mark {
            Mark::Says(_)
            | Mark::Several
            | Mark::Nothing(Absence::Written)
            | Mark::Tick(Tick::Tick | Tick::Cross) => true,
            // `No. Staff only so far.` is to be asked about where it stands.
            Mark::Unclear(_) => raw
                .split_once(['.', ',', ':', ';', '-', '\u{2013}', '\u{2014}', '('])
                .is_some_and(|(first, _)| words.answer(first).is_some()),
            _ => false,
        }
}
