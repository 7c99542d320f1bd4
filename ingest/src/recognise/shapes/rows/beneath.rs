//! What stands in a row of its own right below each statement, and is said to it: `Evidence | minutes of May`, or words alone.
//! In: a block's statements with their columns of answers. Out: such rows, each with its statement's row. Never takes a
//! row that may as well stand above the statement below it.

use super::{is_answers, is_empty, strips::Strip};
use crate::{
    grid::{Cell, Grid},
    recognise::{
        draft::{
            Placed,
            roles::{Columns, Role},
        },
        headings::{self, Head, bands::Band},
    },
};

/// Fewer statements with a row below them make no habit.
const FEWEST: usize = 4;

/// Longer words without a label are as likely the form's guidance.
const SHORT: usize = 40;

/// The rows below the statements, rising; empty where that is not how the form is laid out.
pub(super) fn rows<'g>(
    grid: &'g Grid,
    block: &Strip,
    bands: &[&Band],
    columns: impl Fn(u32) -> Option<&'g Columns>,
    is_title: impl Fn(&str) -> bool,
) -> Vec<u32> {
    let (Some(first), Some(last)) = (block.rows.first().copied(), block.rows.last().copied()) else {
        return Vec::new();
    };
    let has_label = |row: u32| label(grid.row(row), block).is_some();
    // With a row between the headings and the first statement, each may stand above its statement; unless all have a label,
    // and the last stands below the last statement.
    let is_below_last = || has_label(last + 1) && !first.checked_sub(1).is_some_and(has_label);
    if !bands.iter().any(|band| band.row + 1 == first) && !is_below_last() {
        return Vec::new();
    }
    let is_answered = |row: &u32| {
        let found = columns(*row);
        found.is_some_and(|found| {
            grid.row(*row).iter().any(|cell| !is_empty(cell) && is_answers(found.role(cell.column)))
        })
    };
    let below = |row: &u32| {
        let row = row + 1;
        // In most forms the next statement stands there.
        if block.rows.binary_search(&row).is_ok() || !bands_do_not_answer(bands, row) {
            return None;
        }
        let (label, said) = parts(grid.row(row), block)?;
        let is_own = label.is_some() || said.value.as_text().is_none_or(|raw| !is_title(raw));
        is_own.then_some((row, label.is_some(), said))
    };
    let all: Vec<(u32, bool, &Cell)> = block.rows.iter().filter_map(below).collect();
    let n_labelled = all.iter().filter(|(_, is_labelled, _)| *is_labelled).count();
    let is_labelled = 2 * n_labelled > all.len();
    let own: Vec<(u32, bool, &Cell)> = all.into_iter().filter(|(_, own, _)| *own == is_labelled).collect();
    let n_answered = || block.rows.iter().filter(|row| is_answered(row)).count();
    let is_short = |cell: &Cell| cell.value.as_text().is_none_or(|raw| raw.chars().count() <= SHORT);
    let n_short = own.iter().filter(|(_, _, said)| is_short(said)).count();
    // A label behind which nothing was written is one of them.
    let n_rows =
        if is_labelled { block.rows.iter().filter(|row| has_label(**row + 1)).count() } else { own.len() };
    let is_habit = n_rows >= FEWEST
        && 4 * n_rows >= 3 * block.rows.len()
        && 2 * n_answered() > block.rows.len()
        && (is_labelled || 2 * n_short >= own.len());
    if is_habit { own.into_iter().map(|(row, ..)| row).collect() } else { Vec::new() }
}

/// No row of several answers' headings is a remark.
fn bands_do_not_answer(bands: &[&Band], row: u32) -> bool {
    bands.iter().all(|band| band.row != row || band.n_answers() < 2)
}

/// The label of a row of comments, in the statements' column.
fn label<'g>(cells: &'g [Cell], block: &Strip) -> Option<&'g Cell> {
    let first = cells.iter().find(|cell| cell.column == block.column)?;
    let raw = first.value.as_text()?;
    (headings::head(raw) == Some(Head::Comment) && headings::is_known_heading(raw)).then_some(first)
}

/// A row's label, where it has one, and what is said: nothing else stands in it.
fn parts<'g>(cells: &'g [Cell], block: &Strip) -> Option<(Option<&'g Cell>, &'g Cell)> {
    let mut within = cells
        .iter()
        .filter(|cell| (block.bounds.0..=block.bounds.1).contains(&cell.column) && !is_empty(cell));
    let first = within.next().filter(|first| first.column == block.column)?;
    let head = first.value.as_text().and_then(headings::head);
    match (within.next(), within.next()) {
        (None, _) => {
            let is_forms = first.value.as_text().is_some_and(headings::is_known_heading)
                && !matches!(head, Some(Head::Answer(_)));
            (!is_forms).then_some((None, first))
        }
        (Some(said), None) => {
            let is_label = first.value.as_text().is_some_and(headings::is_known_heading);
            (is_label && head == Some(Head::Comment)).then_some((Some(first), said))
        }
        _ => None,
    }
}

/// What a row below its statement says, without its label; words without one are no evidence for sure.
pub(super) fn said<'g>(cells: &'g [Cell], block: &Strip) -> Option<Placed<'g>> {
    let (label, cell) = parts(cells, block)?;
    let role = if label.is_some() { Role::Comment } else { Role::Further };
    Some(Placed { role: Some(role), cell })
}
