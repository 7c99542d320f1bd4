//! A list's column of schools that no heading names: by what stands in it.
//! In: the list's rows and headings. Out: the headings with one for the schools' column. Never takes a column of which one
//! cell is called otherwise than schools are, nor one whose heading asks for something else.

use crate::{
    grid::Grid,
    recognise::{
        bands::{Band, Headed},
        found::Hit,
        headings::Head,
        tables::{says, wide::schools},
    },
};

/// Whether a school's name stands beside the first statement: of most forms none does.
pub(super) fn may_name(grid: &Grid, first: &Hit) -> bool {
    grid.row(first.row).iter().any(|cell| cell.column != first.column && schools::is_named(cell))
}

/// Heads the only column in which nothing but schools' names stands beside the statements, where none is headed so.
pub(super) fn take_column(grid: &Grid, band: &mut Band, hits: &[Hit]) {
    let Some(first) = hits.first() else { return };
    let holds_schools = |column: u32| {
        let mut n = 0;
        let mut cells = hits.iter().filter_map(|hit| grid.at(hit.row, column)).filter(|cell| says(cell));
        cells.all(|cell| {
            n += 1;
            schools::is_named(cell)
        }) && n > 1
    };
    let mut columns = grid.row(first.row).iter().map(|cell| cell.column).filter(|column| {
        hits.iter().all(|hit| hit.column != *column)
            && schools::may_head_schools(grid, band.row, *column)
            && holds_schools(*column)
    });
    // Of two nobody knows which is meant.
    let (Some(column), None) = (columns.next(), columns.next()) else { return };
    band.heads.retain(|headed| headed.column != column);
    band.heads.push(Headed { column, anchor: column, head: Head::School });
    band.heads.sort_by_key(|headed| headed.column);
}
