//! The column of a list that names its schools, under a heading that does not say so: `Title`, `Unit`, none at all.
//! In: the statements' rows, and the headings over them. Out: the headings with one for the schools' column. Never takes a
//! column of which one cell is called otherwise than schools are, nor one of two.

use rustc_hash::FxHashMap;

use super::FEWEST;
use crate::{
    grid::Grid,
    normalise::text,
    recognise::{
        found::Hit,
        header::sheet_names::is_called_school,
        headings::{
            Head,
            bands::{Band, Headed},
        },
        shapes::tables::wide::schools,
        written::says,
    },
};

/// No school's name is longer.
const LONGEST: usize = 60;

/// Whether a school's name stands beside the first statement: of most forms none does.
pub(super) fn may_name(grid: &Grid, first: &Hit) -> bool {
    grid.row(first.row).iter().any(|cell| cell.column != first.column && schools::is_named(cell))
}

/// Heads the only column that names schools beside the statements, where none is headed so. `may_list`: whether each
/// statement may stand once for each of several schools.
pub(super) fn take_column(grid: &Grid, band: &mut Band, hits: &[Hit], may_list: bool) {
    let Some(first) = hits.first() else { return };
    let mut columns = grid.row(first.row).iter().map(|cell| cell.column).filter(|column| {
        hits.iter().all(|hit| hit.column != *column)
            && (schools::may_head_schools(grid, band.row, *column) && holds_schools(grid, hits, *column)
                || may_list && !is_answers(band, *column) && lists_schools(grid, hits, *column))
    });
    // Of two nobody knows which is meant.
    let (Some(column), None) = (columns.next(), columns.next()) else { return };
    band.heads.retain(|headed| headed.column != column);
    band.heads.push(Headed { column, anchor: column, head: Head::School });
    band.heads.sort_by_key(|headed| headed.column);
}

/// Whether nothing but schools' names stands in a column, beside several statements.
fn holds_schools(grid: &Grid, hits: &[Hit], column: u32) -> bool {
    let mut n = 0;
    let mut cells = hits.iter().filter_map(|hit| grid.at(hit.row, column)).filter(|cell| says(cell));
    cells.all(|cell| {
        n += 1;
        schools::is_named(cell)
    }) && n > 1
}

/// Whether each row has a school's name in a column, and each school several rows with a statement each.
fn lists_schools(grid: &Grid, hits: &[Hit], column: u32) -> bool {
    let mut rows: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for hit in hits {
        let raw = grid.at(hit.row, column).and_then(|cell| cell.value.as_text());
        let Some(name) = raw.map(text::trim).filter(|raw| raw.len() <= LONGEST && is_called_school(raw))
        else {
            return false;
        };
        rows.entry(text::key(name)).or_default().push(hit.statement);
    }
    let is_once = |own: &mut Vec<usize>| {
        let n = own.len();
        own.sort_unstable();
        own.dedup();
        own.len() == n && n >= FEWEST
    };
    rows.len() > 1 && rows.values_mut().all(is_once)
}

/// Whether a column is headed as one of answers or comments.
fn is_answers(band: &Band, column: u32) -> bool {
    let mut own = band.heads.iter().filter(|headed| headed.column == column);
    own.any(|headed| matches!(headed.head, Head::Answer(_) | Head::AnyAnswer(_) | Head::Comment))
}
