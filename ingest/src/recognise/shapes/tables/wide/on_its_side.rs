//! Forms on their side that cannot be read: the statements along a row, below them rows of which nobody can be sure what
//! they mean.
//! In: a grid's statements side by side. Out: the question, where it is such a form and no export. Never reads a mark into
//! an answer.

use schemas::{finding::Finding, rules};

use crate::{
    grid::Grid,
    normalise::marks::{Mark, read_mark},
    recognise::{
        draft::Desk,
        found::Hit,
        headings::{self, Head},
        written::says,
    },
};

/// Fewer ticks make no form.
const FEWEST: usize = 4;

/// What is to be asked; none where the rows are schools'.
pub(super) fn asked(
    desk: &Desk<'_>,
    (index, grid, head_row): (usize, &Grid, u32),
    hits: &[Hit],
) -> Option<Finding> {
    let n_parted = n_parted_by_rows(grid, head_row, hits, desk);
    let is_form = n_parted > 0 || has_answers_names(grid, head_row, desk);
    is_form.then(|| question(desk, (index, head_row), hits, n_parted))
}

/// What is to be asked where no row was taken for a school's, and marks stand below the statements all the same.
pub(super) fn unread(
    desk: &Desk<'_>,
    (index, grid, head_row): (usize, &Grid, u32),
    hits: &[Hit],
) -> Option<Finding> {
    let is_marked = |hit: &&Hit| {
        let mut below = grid.cells.iter().filter(|cell| cell.column == hit.column && cell.row > head_row);
        below.any(|cell| matches!(read_mark(cell, desk.words).mark, Mark::Tick(_) | Mark::Says(_)))
    };
    let n = hits.iter().filter(is_marked).count();
    (n >= FEWEST).then(|| question(desk, (index, head_row), hits, u32::try_from(n).unwrap_or(u32::MAX)))
}

fn question(desk: &Desk<'_>, (grid, head_row): (usize, u32), hits: &[Hit], n: u32) -> Finding {
    let first = hits.first().map_or(0, |hit| hit.column);
    let message =
        "the statements stand side by side and the answers below, and it is not sure which row means which";
    Finding::new(&rules::COLUMNS_UNCLEAR, desk.place(grid, head_row, first), message)
        .with_suggestion("Ask the school for the form as it was sent out")
        .with_answers_waiting(n)
}

/// A form laid on its side has its answers' names down the first column.
fn has_answers_names(grid: &Grid, head_row: u32, desk: &Desk<'_>) -> bool {
    let mut named = Vec::new();
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        let Some(first) = cells.first().filter(|cell| cell.row > head_row) else { continue };
        // An answer column may well be the first; then a statement heads it.
        let is_headed =
            grid.at(head_row, first.column).and_then(|cell| cell.value.as_text()).is_some_and(|raw| {
                let head = headings::head(raw);
                raw.len() >= 25 || head.is_some_and(|head| head != Head::Statement)
            });
        match read_mark(first, desk.words).mark {
            Mark::Says(answer) if !is_headed && !named.contains(&answer) => named.push(answer),
            _ => {}
        }
    }
    named.len() >= 2
}

/// How many statements have a tick in one of the rows below and in no other, where nothing but such ticks stands there and
/// no heading says what the rows are: then the rows are a form's answers, under names that nobody knows. 0 for others.
fn n_parted_by_rows(grid: &Grid, head_row: u32, hits: &[Hit], desk: &Desk<'_>) -> u32 {
    let mut ticked: Vec<u32> = Vec::new();
    let mut n_rows = 0;
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        let Some(name) = cells.first().filter(|cell| cell.row > head_row) else { continue };
        let has_name = hits.iter().all(|hit| hit.column > name.column) && name.value.as_text().is_some();
        let is_headed = grid.at(head_row, name.column).is_some_and(says);
        if !has_name || is_headed {
            return 0;
        }
        let before = ticked.len();
        for cell in cells.iter().filter(|cell| hits.iter().any(|hit| hit.column == cell.column)) {
            match read_mark(cell, desk.words).mark {
                Mark::Nothing(_) => {}
                Mark::Tick(_) if !ticked.contains(&cell.column) => ticked.push(cell.column),
                _ => return 0,
            }
        }
        n_rows += usize::from(ticked.len() > before);
    }
    if n_rows < 2 || ticked.len() < FEWEST { 0 } else { u32::try_from(ticked.len()).unwrap_or(u32::MAX) }
}
