//! Which of an export's columns say when a row's return was filled in.
//! In: headings, and the cells below. Out: what day a column means, and of a row the cell that says it best. Never takes a
//! column for one of days by a heading that may mean another thing, unless nothing but dates stands below.

use super::{Use, use_of};
use crate::{
    grid::{Cell, Grid},
    normalise::dates::{DateReading, is_date, read_date},
    recognise::{
        headings::{Day, day},
        shapes::assemble::ReadDate,
        written::says,
    },
};

/// The day that a known heading of dates means.
pub(super) fn day_named(raw: &str) -> Day {
    day(raw).unwrap_or(Day::Dated)
}

/// Whether a heading may be a day's, and nothing but dates stands below it.
pub(super) fn is_of_day(grid: &Grid, head_row: u32, head: &Cell) -> bool {
    head.value.as_text().and_then(day).is_some() && holds_dates(grid, head_row, head.column)
}

/// Whether nothing but dates stands in a column.
pub(super) fn holds_dates(grid: &Grid, head_row: u32, column: u32) -> bool {
    let mut below = grid
        .cells
        .iter()
        .filter(|cell| cell.column == column && cell.row > head_row && says(cell))
        .peekable();
    below.peek().is_some() && below.all(|cell| is_date(&cell.value))
}

/// The cell of a row that says best when its return was filled in: one that can be read, and of these the surest. Of two
/// alike, the later column: a form's own question stands behind what the program notes.
pub(super) fn day_of<'g>(
    grid: &Grid,
    cells: &'g [Cell],
    uses: &[(u32, Use)],
    readers: &[(u32, ReadDate)],
) -> Option<(&'g Cell, ReadDate)> {
    let mut best: Option<(bool, Day, &Cell, ReadDate)> = None;
    for cell in cells.iter().filter(|cell| says(cell)) {
        let Some(Use::Date(day)) = use_of(uses, cell.column) else { continue };
        let reader = readers.iter().find(|(column, _)| *column == cell.column);
        let read = reader.map_or(read_date as ReadDate, |(_, read)| *read);
        let is_unsure = !matches!(read(&cell.value, grid.is_1904), DateReading::Sure(_));
        if best.is_none_or(|(unsure, known, ..)| (is_unsure, *day) <= (unsure, known)) {
            best = Some((is_unsure, *day, cell, read));
        }
    }
    best.map(|(_, _, cell, read)| (cell, read))
}
