//! Collations whose sections name their schools anew, in another order, with one fewer or one more.
//! In: a grid with a row of schools' names above each section. Out: the same with each school in one column throughout, every
//! cell knowing where it came from. Never moves a column without a school's name under another's.

use crate::{
    grid::{Cell, Grid, Origin},
    normalise::text,
    recognise::written::as_written,
};

/// A row that names schools: its place, and each name with its column.
pub(super) struct Names {
    /// The row.
    pub(super) row: u32,
    /// The column of the statements below it.
    pub(super) statements: u32,
    /// Column and name, as [`text::key`] has it, in the columns' order.
    pub(super) schools: Vec<(u32, String)>,
}

/// The grid with each school's columns moved to where it has them throughout.
pub(super) fn aligned(grid: &Grid, names: &[Names]) -> Option<Grid> {
    let first = names.first()?;
    if names.iter().any(names_twice) {
        return None;
    }
    let width = names.iter().map(|own| width(&own.schools)).max()?;
    // Whatever stands before the schools in one of the sections keeps its columns.
    let stated = names.iter().map(|own| own.statements).max()?;
    let begin =
        names.iter().filter_map(|own| Some(own.schools.first()?.0 + (stated - own.statements))).max()?;
    let mut known: Vec<&str> = Vec::new();
    for (_, name) in names.iter().flat_map(|own| &own.schools) {
        if !known.contains(&name.as_str()) {
            known.push(name);
        }
    }
    let place = |name: &str| {
        let at = u32::try_from(known.iter().position(|known| *known == name)?).ok()?;
        begin.checked_add(at.checked_mul(width)?)
    };
    let behind = begin.checked_add(u32::try_from(known.len()).ok()?.checked_mul(width)?)?;
    let target = |own: &Names, column: u32| -> Option<u32> {
        let at = own.schools.iter().rposition(|(at, _)| *at <= column);
        let Some((from, name)) = at.and_then(|at| own.schools.get(at)) else {
            // A number may stand before some sections' statements.
            return Some(if column < own.statements { column } else { column + (stated - own.statements) });
        };
        let offset = column - from;
        // Right of a name stands what belongs to it; right of the last, what is nobody's.
        if offset < width { place(name)?.checked_add(offset) } else { behind.checked_add(offset - width) }
    };
    let mut placed: Vec<(Cell, (u32, u32))> = Vec::with_capacity(grid.cells.len());
    for cell in &grid.cells {
        // What stands above the first names (ids, dates) stands in their columns.
        let own = names.iter().rfind(|own| own.row <= cell.row).unwrap_or(first);
        let column = target(own, cell.column)?;
        placed.push((Cell { column, ..cell.clone() }, (cell.row, cell.column)));
    }
    // A school that only a later section has is named with the others.
    for (own, (column, name)) in
        names.iter().skip(1).flat_map(|own| own.schools.iter().map(move |school| (own, school)))
    {
        let to = place(name)?;
        let is_named = placed.iter().any(|(cell, _)| (cell.row, cell.column) == (first.row, to));
        if let Some(cell) = grid.at(own.row, *column).filter(|_| !is_named) {
            placed.push((Cell { row: first.row, column: to, ..cell.clone() }, (cell.row, cell.column)));
        }
    }
    placed.sort_by_key(|(cell, _)| (cell.row, cell.column));
    let is_moved = |(cell, from): &&(Cell, (u32, u32))| (cell.row, cell.column) != *from;
    let origin = |(cell, from): &(Cell, (u32, u32))| Origin {
        row: cell.row,
        column: cell.column,
        sheet: grid.sheet_of(from.0, from.1).into(),
        from: grid.stood_at(from.0, from.1),
    };
    let origins = placed.iter().filter(is_moved).map(origin).collect();
    let cells = placed.into_iter().map(|(cell, _)| cell).collect();
    Some(Grid { cells, origins, ..grid.clone() })
}

/// Whether a school has two columns: which of them it has elsewhere nobody can say.
fn names_twice(own: &Names) -> bool {
    let mut names: Vec<&str> = own.schools.iter().map(|(_, name)| name.as_str()).collect();
    names.sort_unstable();
    names.windows(2).any(|pair| pair.first() == pair.last())
}

/// How many columns a school has at most: as far as the next one's name.
fn width(schools: &[(u32, String)]) -> u32 {
    let steps = schools.windows(2).filter_map(|pair| match pair {
        [(one, _), (next, _)] => next.checked_sub(*one),
        _ => None,
    });
    steps.max().unwrap_or(1).max(1)
}

/// The names that cells hold, each with its column; the statements below stand in the column given.
pub(super) fn names<'g>((row, statements): (u32, u32), cells: impl Iterator<Item = &'g Cell>) -> Names {
    let schools = cells.map(|cell| (cell.column, text::key(&as_written(&cell.value)))).collect();
    Names { row, statements, schools }
}
