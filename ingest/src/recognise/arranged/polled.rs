//! Documents in which each statement stands in the text, above a small table of schools' answers to it: `School | Answer`.
//! In: the grids of a file. Out: the same with the statements and those tables in one grid, in the order of the document,
//! every cell knowing where it came from. Never joins tables that do not follow on a statement.

use crate::{
    grid::{Addressing, Cell, Grid, Origin, Stands},
    recognise::{
        found::{label, leading_id},
        header::sheet_names::is_called_school,
        headings::{self, Head},
        wording::Wordings,
    },
};

/// Fewer statements with a table below them make no habit.
const FEWEST: usize = 4;

/// A row of the text or of a table.
struct Line<'g> {
    /// The row of the text before which it stands, with the table's number; of the text itself, its row.
    at: (u32, usize, u32),
    grid: usize,
    cells: &'g [Cell],
}

/// The grids with such a text and its tables joined; none where there are none.
pub(crate) fn joined(grids: &[Grid], wordings: &Wordings) -> Option<Vec<Grid>> {
    let before = |grid: &Grid| match grid.stands {
        Stands::Before(row) => Some(row),
        _ => None,
    };
    grids.iter().filter(|grid| before(grid).is_some()).nth(FEWEST - 1)?;
    let is_text = |grid: &Grid| {
        grid.stands == Stands::Alone && grid.addressing == Addressing::Document && grid.sheet == "text"
    };
    let text = grids.iter().position(is_text)?;
    // Each statement is a line of it.
    grids.get(text)?.cells.get(FEWEST - 1)?;
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (index, grid) in grids.iter().enumerate() {
        let before = match before(grid) {
            None if index != text => continue,
            // Only a table of schools goes with a statement.
            Some(_) if !is_of_schools(grid) => continue,
            before => before,
        };
        lines.extend(grid.cells.chunk_by(|one, next| one.row == next.row).map(|cells| {
            let row = cells.first().map_or(0, |cell| cell.row);
            Line {
                at: before.map_or((row, usize::MAX, 0), |before| (before, index, row)),
                grid: index,
                cells,
            }
        }));
    }
    lines.sort_by_key(|line| line.at);
    let is_stated = |line: &Line<'_>| {
        let [cell] = line.cells else { return false };
        let raw = cell.value.as_text().unwrap_or_default();
        line.grid == text && (!wordings.exact(label(raw)).is_empty() || leading_id(cell, wordings).is_some())
    };
    let n_stated = lines
        .windows(2)
        .filter(|pair| matches!(pair, [above, below] if below.grid != text && is_stated(above)))
        .count();
    if n_stated < FEWEST || n_stated * 2 < grids.iter().filter(|grid| is_of_schools(grid)).count() {
        return None;
    }
    let joined = laid_out(grids, text, &lines)?;
    let mut all: Vec<Grid> = Vec::new();
    for (index, grid) in grids.iter().enumerate() {
        if index == text {
            all.push(joined.clone());
        } else if lines.iter().all(|line| line.grid != index) {
            all.push(grid.clone());
        }
    }
    Some(all)
}

/// Whether a table has a row for each of several schools, or begins with a heading over them.
fn is_of_schools(grid: &Grid) -> bool {
    if !matches!(grid.stands, Stands::Before(_)) {
        return false;
    }
    let mut rows = grid.cells.chunk_by(|one, next| one.row == next.row);
    let is_wide = |cells: &[Cell]| cells.len() >= 2;
    let Some(first) = rows.next().filter(|cells| is_wide(cells)).and_then(first_text) else { return false };
    let may_head = headings::head(first) == Some(Head::School) || is_called_school(first);
    may_head && rows.filter_map(first_text).any(is_called_school)
}

fn first_text(cells: &[Cell]) -> Option<&str> {
    cells.first()?.value.as_text()
}

/// The lines one below another, with a gap wherever the text goes on below a table.
fn laid_out(grids: &[Grid], text: usize, lines: &[Line<'_>]) -> Option<Grid> {
    let name = grids.get(text)?;
    let (mut cells, mut origins) = (Vec::new(), Vec::new());
    let mut row = 0;
    let mut last = text;
    for line in lines {
        row += if line.grid == text && last != text { 2 } else { 1 };
        last = line.grid;
        let sheet = grids.get(line.grid).map(|grid| grid.sheet.as_str()).unwrap_or_default();
        for cell in line.cells {
            cells.push(Cell { row, ..cell.clone() });
            let from = (cell.row, cell.column);
            origins.push(Origin { row, column: cell.column, sheet: sheet.into(), from });
        }
    }
    Some(Grid {
        sheet: name.sheet.clone(),
        addressing: name.addressing,
        is_hidden: name.is_hidden,
        is_1904: name.is_1904,
        cells,
        origins,
        ..Grid::default()
    })
}
