//! Cards abreast: two statements side by side or more, and below each what answers it.
//! In: a grid with its statements. Out: the same with the cards one below another, every cell knowing where it came from.
//! Never moves statements that stand row upon row: those are columns of a table.

use crate::{
    grid::{Cell, Grid, Origin},
    recognise::found::Seen,
};

/// Fewer rows of cards make no habit.
const FEWEST: usize = 3;

/// The grid with its cards one below another; none where they do not stand abreast.
pub(crate) fn mended(grid: &Grid, seen: &[Seen<'_>]) -> Option<Grid> {
    if seen.len() < 2 * FEWEST || !grid.merges.is_empty() {
        return None;
    }
    let place = |seen: &Seen<'_>| grid.cells.get(seen.cell).map(|cell| (cell.row, cell.column));
    let first = place(seen.first()?)?;
    // In nearly all forms the first two statements stand below each other.
    if place(seen.get(1)?)?.0 != first.0 {
        return None;
    }
    let places: Vec<(u32, u32)> = seen.iter().filter_map(place).collect();
    let mut columns: Vec<u32> = places.iter().map(|(_, column)| *column).collect();
    columns.sort_unstable();
    columns.dedup();
    let mut rows: Vec<u32> = places.iter().map(|(row, _)| *row).collect();
    rows.dedup();
    let n_in = |row: u32| places.iter().filter(|(own, _)| *own == row).count();
    // Each row of statements is full, but for the last of a section, and their own rows stand below.
    let n_full = rows.iter().filter(|row| n_in(**row) == columns.len()).count();
    let stands_apart =
        |pair: &[u32]| matches!(pair, [one, next] if !grid.row(one + 1).is_empty() && *next > one + 1);
    if !(2..=4).contains(&columns.len())
        || n_full < FEWEST
        || n_full * 4 < rows.len() * 3
        || !rows.windows(2).all(stands_apart)
    {
        return None;
    }
    let (top, bottom) = (*rows.first()?, *rows.last()?);
    // Answers above their statements would come to stand below others.
    let stands_above = |row: u32| grid.row(row).iter().any(|cell| cell.column > first.1);
    if grid.row(bottom + 1).is_empty() || top.checked_sub(1).is_some_and(stands_above) {
        return None;
    }
    let (left, beyond) = (*columns.first()?, columns.get(1..)?);
    // Nothing stands left of the first.
    if grid.cells.iter().any(|cell| cell.row >= top && cell.column < left) {
        return None;
    }
    let of = |cell: &Cell| beyond.iter().rposition(|column| *column <= cell.column).map_or(0, |at| at + 1);
    let width = u32::try_from(columns.len()).ok()?;
    let mut cells = Vec::with_capacity(grid.cells.len());
    let mut origins: Vec<Origin> = Vec::with_capacity(grid.cells.len());
    let last = grid.cells.last()?.row;
    // Below the last cards stands what stands below the others, and then something else.
    let tallest = rows.windows(2).filter_map(|pair| Some(pair.get(1)? - pair.first()?)).max()?;
    let end = (last + 1).min(rows.last()? + tallest);
    let ends = rows.iter().skip(1).copied().chain([end]);
    let bands: Vec<(u32, u32)> = rows.iter().copied().zip(ends).collect();
    for cell in &grid.cells {
        let (row, column) = match bands.iter().find(|(from, to)| (*from..*to).contains(&cell.row)) {
            None if cell.row < top => (cell.row, cell.column),
            None => (cell.row + (end - top) * (width - 1), cell.column),
            Some((from, to)) => {
                let at = of(cell);
                let begin = columns.get(at).copied()?;
                // Each row of cards becomes as many as it has cards.
                let above = top + (from - top) * width;
                let row = above + u32::try_from(at).ok()? * (to - from) + (cell.row - from);
                (row, left + (cell.column - begin))
            }
        };
        cells.push(Cell { row, column, ..cell.clone() });
        let sheet = grid.sheet_of(cell.row, cell.column).into();
        origins.push(Origin { row, column, sheet, from: grid.stood_at(cell.row, cell.column) });
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    origins.sort_by_key(|origin| (origin.row, origin.column));
    Some(Grid { cells, origins, hidden_rows: Vec::new(), hidden_columns: Vec::new(), ..grid.clone() })
}
