//! Rows that stand out of their columns among rows that do not: a cell was lost, or commas parted one.
//! In: a statement's row and its columns. Out: whether nothing can be read from it. Never puts a row back into its columns.

use super::is_answers;
use crate::{
    grid::{Addressing, Cell, Grid},
    normalise::marks::{Mark, Vocabulary, read_mark},
    recognise::draft::{Placed, roles::Columns},
};

/// Where more rows than one of so many are short, whoever wrote the table leaves out what is empty.
const SHORT_ONE_IN: usize = 8;

/// Whether nothing can be read from a row: it stands out of its columns, or only a check of its answer is there.
pub(super) fn is_none_to_read(
    grid: &Grid,
    cells: &[Cell],
    beside: &[Placed<'_>],
    (found, statement): (&Columns, u32),
    words: &Vocabulary,
) -> bool {
    let is_short = cells.first().is_some_and(|cell| grid.short_rows.binary_search(&cell.row).is_ok());
    // Where a document's rows are short here and there, a cell was taken out of each, and the marks behind it moved.
    let n_rows = grid.cells.last().map_or(0, |last| last.row as usize + 1);
    let is_torn = || {
        grid.addressing == Addressing::Document
            && grid.short_rows.len() <= (n_rows / SHORT_ONE_IN).max(1)
            && beside.iter().any(|placed| is_answers(placed.role))
    };
    // A row that is short, and not because what is empty at its end was left out.
    let has_lost = || {
        cells.first().is_some_and(|cell| grid.lost_rows.binary_search(&cell.row).is_ok())
            && beside.iter().any(|placed| is_answers(placed.role))
    };
    (is_short && (is_torn() || has_lost() || has_lost_field(beside, words)))
        || (grid.addressing == Addressing::Text && has_unquoted_commas(cells, found, statement, words))
        || is_checked_alone(beside, found, words)
}

/// Whether an answer stands in a column of checks (`Double check`) alone, beside a blank one.
fn is_checked_alone(beside: &[Placed<'_>], found: &Columns, words: &Vocabulary) -> bool {
    let says = |placed: &&Placed<'_>| {
        is_answers(placed.role) && !matches!(read_mark(placed.cell, words).mark, Mark::Nothing(_))
    };
    let is_check = |placed: &Placed<'_>| found.checks.contains(&placed.cell.column);
    !found.checks.is_empty()
        && beside.iter().any(|placed| says(&placed))
        && beside.iter().filter(says).all(is_check)
}

/// Whether words stand among the answers, where a row's comment comes to stand if an empty field before it is lost.
fn has_lost_field(beside: &[Placed<'_>], words: &Vocabulary) -> bool {
    beside.last().is_some_and(|last| {
        is_answers(last.role) && beside.len() > 1 && matches!(read_mark(last.cell, words).mark, Mark::Prose)
    })
}

/// Whether commas that were not quoted have moved a row of a text table out of its columns: behind the statement a text
/// goes on where a mark should stand, and the row is longer than its headings or holds other fields that do not begin so.
fn has_unquoted_commas(cells: &[Cell], found: &Columns, statement: u32, words: &Vocabulary) -> bool {
    let goes_on = |cell: &Cell| cell.value.as_text().is_some_and(|raw| raw.starts_with(' '));
    let Some(at) = cells.iter().position(|cell| cell.column == statement + 1) else { return false };
    let Some(next) = cells.get(at).filter(|cell| goes_on(cell)) else { return false };
    let widest = found.roles.iter().map(|(column, _)| *column).max();
    let is_long = widest.is_some_and(|widest| cells.last().is_some_and(|last| last.column > widest));
    let length = next.value.as_text().map_or(0, str::len);
    let is_words = || matches!(read_mark(next, words).mark, Mark::Prose);
    let stands_out = || cells.iter().skip(at + 1).any(|cell| !goes_on(cell));
    (is_long && length > 3) || (is_answers(found.role(next.column)) && is_words() && stands_out())
}
