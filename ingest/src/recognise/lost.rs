//! What a file without a return says of itself all the same: statements' words in a shape of their own, or marks under the
//! form's headings beside no statement.
//! In: the grids. Out: what to tell and to do. Never reads an answer.

use super::{
    draft::Desk,
    headings::{self, Head},
    says,
};
use crate::{
    grid::{Cell, Grid},
    normalise::{
        marks::{Mark, read_mark},
        text,
    },
};

/// Fewer statements, or rows with marks, are none to speak of.
const FEWEST: usize = 4;
/// Shorter texts hold no statement.
const SHORTEST: usize = 30;
/// No more letters of a file are looked through.
const MOST: usize = 400_000;

/// The message and what to do about it; none where nothing in the file speaks of a form.
pub(super) fn told(desk: &Desk<'_>) -> Option<(String, &'static str)> {
    statements(desk).or_else(|| marks(desk))
}

/// Statements of a catalogue that stand in longer texts.
fn statements(desk: &Desk<'_>) -> Option<(String, &'static str)> {
    let mut n_letters = 0;
    let texts = desk.grids.iter().flat_map(|grid| &grid.cells).filter_map(|cell| cell.value.as_text());
    let texts: Vec<String> = texts
        .filter(|raw| raw.len() >= SHORTEST)
        .take_while(|raw| {
            n_letters += raw.len();
            n_letters <= MOST
        })
        .map(text::key)
        .collect();
    if texts.is_empty() {
        return None;
    }
    let n_of = |catalogue: &schemas::catalogue::Catalogue| {
        let keys = catalogue.statements.iter().map(|statement| text::key(&statement.text));
        keys.filter(|key| texts.iter().any(|text| text.contains(key.as_str()))).count()
    };
    let (n, title) = desk
        .catalogues
        .iter()
        .map(|catalogue| (n_of(catalogue), &catalogue.title))
        .max_by_key(|(n, _)| *n)?;
    (n >= FEWEST).then(|| {
        let message = format!(
            "the words of {n} statements stand in the file ('{title}'), in a shape that is known for no form, list or export, so no answer was read"
        );
        (message, "Lay the answers out a statement a row, each alone in its cell, or ask the school for the form itself")
    })
}

/// Rows of marks under a form's headings, beside which no statement stands.
fn marks(desk: &Desk<'_>) -> Option<(String, &'static str)> {
    desk.grids.iter().enumerate().find_map(|(index, grid)| {
        let (row, columns) = heads(grid)?;
        let is_mark = |cell: &&Cell| {
            cell.row > row
                && columns.contains(&cell.column)
                && !matches!(read_mark(cell, desk.words).mark, Mark::Nothing(_) | Mark::Prose)
        };
        let mut marked: Vec<u32> = grid.cells.iter().filter(is_mark).map(|cell| cell.row).collect();
        marked.dedup();
        let place = desk.place(index, row, *columns.first()?);
        (marked.len() >= FEWEST).then(|| {
            let message = format!(
                "{} marked below the headings at {} and no statement beside them, so nobody can tell what was answered",
                says::counted(marked.len(), "row is", "rows are"),
                place.cell
            );
            (message, "Put the statements or their ids beside the marks, or ask the school for the form itself")
        })
    })
}

/// The first row of headings that names several answers, and their columns.
fn heads(grid: &Grid) -> Option<(u32, Vec<u32>)> {
    grid.cells.chunk_by(|one, next| one.row == next.row).find_map(|cells| {
        let is_answer = |cell: &&Cell| {
            matches!(
                cell.value.as_text().and_then(headings::head),
                Some(Head::Answer(_) | Head::AnyAnswer(_))
            )
        };
        let named: Vec<&Cell> = cells.iter().filter(is_answer).collect();
        let asks =
            |cell: &&&Cell| matches!(cell.value.as_text().and_then(headings::head), Some(Head::AnyAnswer(_)));
        let is_row = named.len() > 1 || named.iter().any(|cell| asks(&cell));
        is_row.then(|| {
            (cells.first().map_or(0, |cell| cell.row), named.iter().map(|cell| cell.column).collect())
        })
    })
}
