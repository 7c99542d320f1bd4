//! Pivot tables in one column: each school's name in a row of its own among the statements, and its statements below it.
//! In: a grid with its statements. Out: the same with the name in a column of its own beside each statement, as a list has it,
//! every cell knowing where it came from. Never takes a line for a name that no word calls a school's.

use crate::{
    grid::{Cell, Grid, Look, Origin, Value},
    normalise::text,
    recognise::{
        found::Seen,
        header::sheet_names::is_called_school,
        headings::{self, Head},
    },
};

/// Fewer statements below a name are no school's.
const FEWEST: usize = 4;
/// No school's name is longer.
const LONGEST: usize = 60;
/// So many rows may stand between the headings and the first name.
const REACH: u32 = 2;

/// The grid with the schools' names in a column of their own; none where they do not stand so.
pub(crate) fn mended(grid: &Grid, seen: &[Seen<'_>]) -> Option<Grid> {
    let first = grid.cells.get(seen.first()?.cell)?;
    // Right above the first statement stands the first school's name, and nothing beside it.
    let above = first.row.checked_sub(1)?;
    let [name] = grid.row(above) else { return None };
    if seen.len() < 2 * FEWEST || name.column != first.column || !names_school(name) {
        return None;
    }
    let heads =
        (above.saturating_sub(REACH)..above).rev().map(|row| grid.row(row)).find(|row| row.len() > 1)?;
    let head = |cell: &Cell| cell.value.as_text().and_then(headings::head);
    let asks = heads.iter().any(|cell| {
        cell.column > first.column && matches!(head(cell), Some(Head::Answer(_) | Head::AnyAnswer(_)))
    });
    if !asks || heads.iter().any(|cell| matches!(head(cell), Some(Head::School | Head::SchoolId))) {
        return None;
    }
    let from = grid.cells.partition_point(|cell| cell.row < above);
    let is_stated = |row: u32| {
        let at = seen.partition_point(|seen| grid.cells.get(seen.cell).is_some_and(|cell| cell.row < row));
        seen.get(at)
            .and_then(|seen| grid.cells.get(seen.cell))
            .is_some_and(|cell| cell.row == row && cell.column == first.column)
    };
    let mut names: Vec<(&Cell, usize)> = Vec::new();
    let mut below: Vec<(u32, &Cell)> = Vec::new();
    for cells in grid.cells.get(from..)?.chunk_by(|one, next| one.row == next.row) {
        let own = cells.first()?;
        match cells {
            _ if is_stated(own.row) => {
                let (name, n) = names.last_mut()?;
                *n += 1;
                below.push((own.row, *name));
            }
            [only] if only.column == first.column && names_school(only) => names.push((only, 0)),
            // The grand total.
            [..] if own.value.as_text().is_some_and(|raw| text::words(raw).ends_with("total")) => {}
            _ => return None,
        }
    }
    let mut keys: Vec<String> =
        names.iter().filter_map(|(name, _)| name.value.as_text()).map(text::key).collect();
    keys.sort_unstable();
    keys.dedup();
    if keys.len() < 2 || keys.len() < names.len() || names.iter().any(|(_, n)| *n < FEWEST) {
        return None;
    }
    // Each of them answers the same.
    let mut stated: Vec<_> = seen.iter().filter_map(|seen| seen.hits.first()).map(|hit| hit.at).collect();
    stated.sort_unstable();
    stated.dedup();
    if stated.len() * 2 > seen.len() {
        return None;
    }
    let beyond = grid.cells.iter().map(|cell| cell.column).max()?.checked_add(1)?;
    let is_name = |cell: &Cell| names.iter().any(|(name, _)| std::ptr::eq(*name, cell));
    let mut cells: Vec<Cell> = grid.cells.iter().filter(|cell| !is_name(cell)).cloned().collect();
    let mut origins = grid.origins.clone();
    let mut put = |row: u32, cell: &Cell, value: Value| {
        cells.push(Cell { row, column: beyond, value, look: Look::default() });
        let sheet = grid.sheet_of(cell.row, cell.column).into();
        origins.push(Origin { row, column: beyond, sheet, from: grid.stood_at(cell.row, cell.column) });
    };
    put(heads.first()?.row, heads.first()?, Value::Text("School".into()));
    for (row, name) in below {
        put(row, name, name.value.clone());
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    origins.sort_by_key(|origin| (origin.row, origin.column));
    Some(Grid { cells, origins, ..grid.clone() })
}

fn names_school(cell: &Cell) -> bool {
    let raw = cell.value.as_text().map(text::trim);
    raw.is_some_and(|raw| raw.len() <= LONGEST && headings::head(raw).is_none() && is_called_school(raw))
}
