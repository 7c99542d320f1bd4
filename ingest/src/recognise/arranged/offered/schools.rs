//! The answers offered one below another beside each statement, for several schools: a column of marks for each.
//! In: a grid with its offers. Out: the same with a statement a row, and beside it in each school's column the answer that its
//! mark chose. Never chooses between two marks: both answers are written down then.

use super::Offer;
use crate::{
    grid::{Cell, Grid, Origin, Value},
    normalise::marks::{Mark, Vocabulary, read_mark},
    recognise::header::sheet_names::is_called_school,
};

/// As many rows above the first statement as may name the schools.
const HEAD_ROWS: u32 = 4;

/// The columns behind the offers that are headed by schools' names; none where they are not several.
pub(super) fn above(grid: &Grid, column: u32, offers: &[Offer<'_>]) -> Option<Vec<u32>> {
    let first = offers.first()?.row;
    let named = |row: u32| -> Vec<u32> {
        let names = |cell: &&Cell| cell.column > column && cell.value.as_text().is_some_and(is_called_school);
        grid.row(row).iter().filter(names).map(|cell| cell.column).collect()
    };
    (first.saturating_sub(HEAD_ROWS)..first).rev().map(named).find(|columns| columns.len() >= 2)
}

/// The grid with a statement a row.
pub(super) fn laid_out(
    grid: &Grid,
    column: u32,
    schools: &[u32],
    offers: &[Offer<'_>],
    words: &Vocabulary,
) -> Grid {
    let mut gone: Vec<(u32, u32)> = Vec::new();
    let mut chosen: Vec<(Cell, (u32, u32))> = Vec::new();
    for offer in offers {
        gone.extend(offer.options.iter().map(|(_, label)| (label.row, column)));
        for school in schools {
            let marks: Vec<(&Cell, &Cell)> = offer
                .options
                .iter()
                .filter_map(|(_, label)| Some((*label, grid.at(label.row, *school)?)))
                .filter(|(_, mark)| !read_mark(mark, words).mark.is_nothing())
                .collect();
            gone.extend(offer.options.iter().map(|(_, label)| (label.row, *school)));
            let Some((_, first)) = marks.first() else { continue };
            let said: Vec<&str> = marks
                .iter()
                .filter_map(|(label, mark)| match read_mark(mark, words).mark {
                    Mark::Tick(_) => label.value.as_text(),
                    // What is no tick stands as it was written.
                    _ => Some(mark.value.as_text().unwrap_or("?")),
                })
                .collect();
            let value = Value::Text(said.join(" / ").into());
            let cell = Cell { row: offer.row, column: *school, value, look: first.look };
            chosen.push((cell, (first.row, first.column)));
        }
    }
    gone.extend(heads(grid, column, offers));
    gone.sort_unstable();
    let stay = grid.cells.iter().filter(|cell| gone.binary_search(&(cell.row, cell.column)).is_err());
    let mut cells: Vec<Cell> = stay.cloned().collect();
    let mut origins: Vec<Origin> = grid.origins.clone();
    for (cell, from) in chosen {
        if (cell.row, cell.column) != from {
            origins.push(Origin {
                row: cell.row,
                column: cell.column,
                sheet: grid.sheet_of(from.0, from.1).into(),
                from: grid.stood_at(from.0, from.1),
            });
        }
        cells.push(cell);
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    origins.sort_by_key(|origin| (origin.row, origin.column));
    let last = |row: u32| offers.iter().any(|offer| offer.row == row);
    let merges = grid.merges.iter().filter(|block| !last(block.top)).copied().collect();
    Grid { cells, merges, origins, ..grid.clone() }
}

/// The headings of the offers' own column.
fn heads(grid: &Grid, column: u32, offers: &[Offer<'_>]) -> Vec<(u32, u32)> {
    let first = offers.first().map_or(0, |offer| offer.row);
    let rows = first.saturating_sub(HEAD_ROWS)..first;
    rows.filter(|row| grid.at(*row, column).is_some()).map(|row| (row, column)).collect()
}
