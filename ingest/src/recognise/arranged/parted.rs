//! Lists that hold the statements of several catalogues one below another, exports that hold them side by side, and forms
//! that stand side by side on one sheet, each asking the same.
//! In: the grids of a file. Out: the same with such a grid once for each of its catalogues or forms, every cell in its
//! place; a row goes with the statement above it, a column with the one before it. Never parts a grid for a few
//! statements: a form may quote another's.

use std::collections::BTreeSet;

use crate::{
    grid::{Cell, Grid},
    recognise::{
        found::{Seen, seen_exactly},
        wording::{StatementAt, Wordings},
    },
};

/// Fewer different statements of a catalogue are quoted, not asked.
const FEWEST: usize = 4;

/// The grids anew, with what is seen in each, where a list of several catalogues had to be parted; `seen` are the cells of
/// each in which a statement's own words stand.
pub(crate) fn parted<'w>(
    grids: &[Grid],
    seen: Vec<Vec<Seen<'w>>>,
    wordings: &'w Wordings,
) -> (Vec<Vec<Seen<'w>>>, Option<Vec<Grid>>) {
    let mut changed: Option<Vec<Grid>> = None;
    for (index, (grid, seen)) in grids.iter().zip(&seen).enumerate() {
        let Some(parts) = parts(grid, seen) else { continue };
        let all = changed.get_or_insert_with(|| grids.to_vec());
        let mut parts = parts.into_iter();
        if let (Some(slot), Some(first)) = (all.get_mut(index), parts.next()) {
            *slot = first;
            all.extend(parts);
        }
    }
    let anew = changed.as_ref().map(|all| all.iter().map(|grid| seen_exactly(grid, wordings)).collect());
    (anew.unwrap_or(seen), changed)
}

/// The statement that a cell is, where it is one catalogue's alone.
fn own(seen: &Seen<'_>) -> Option<StatementAt> {
    let first = seen.hits.first()?.at;
    seen.hits.iter().all(|hit| hit.at.catalogue == first.catalogue).then_some(first)
}

/// Whether several catalogues have statements enough in a grid to be asked there: hardly a grid has, and it is soon told.
fn may_be_of_several(seen: &[Seen<'_>]) -> bool {
    let mut n_of: Vec<(usize, usize)> = Vec::new();
    for StatementAt { catalogue, .. } in seen.iter().filter_map(own) {
        match n_of.iter_mut().find(|(known, _)| *known == catalogue) {
            Some((_, n)) => *n += 1,
            None => n_of.push((catalogue, 1)),
        }
    }
    n_of.iter().filter(|(_, n)| *n >= FEWEST).count() > 1
}

/// Whether statements stand in several columns, as they do where forms stand side by side.
fn is_in_columns(grid: &Grid, seen: &[Seen<'_>]) -> bool {
    let mut columns = seen.iter().filter_map(|seen| grid.cells.get(seen.cell)).map(|cell| cell.column);
    let first = columns.next();
    columns.any(|column| Some(column) != first)
}

/// A grid's rows by catalogue, or its forms side by side; none where it is one form.
fn parts(grid: &Grid, seen: &[Seen<'_>]) -> Option<Vec<Grid>> {
    let is_of_several = may_be_of_several(seen);
    if !is_of_several && !is_in_columns(grid, seen) {
        return None;
    }
    // Row, column, catalogue, statement: of texts that are one catalogue's alone.
    let mut hits: Vec<(u32, u32, usize, usize)> = seen
        .iter()
        .filter_map(|seen| {
            let (cell, at) = (grid.cells.get(seen.cell)?, own(seen)?);
            Some((cell.row, cell.column, at.catalogue, at.statement))
        })
        .collect();
    let (row, column) = hits.first().map(|hit| (hit.0, hit.1))?;
    let n_across = hits.iter().filter(|hit| hit.0 == row).count();
    let is_across = n_across > hits.iter().filter(|hit| hit.1 == column).count();
    if !is_across && let Some(apart) = side_by_side(grid, &hits) {
        return Some(apart);
    }
    if !is_of_several {
        return None;
    }
    // Side by side they are an export's; in several columns, two tables'.
    hits.retain(|hit| if is_across { hit.0 == row } else { hit.1 == column });
    let mut catalogues: Vec<usize> = hits.iter().map(|hit| hit.2).collect();
    catalogues.sort_unstable();
    catalogues.dedup();
    catalogues.retain(|catalogue| {
        let mut statements: Vec<usize> =
            hits.iter().filter(|hit| hit.2 == *catalogue).map(|hit| hit.3).collect();
        statements.sort_unstable();
        statements.dedup();
        statements.len() >= FEWEST
    });
    if catalogues.len() < 2 {
        return None;
    }
    hits.retain(|hit| catalogues.contains(&hit.2));
    if is_across {
        hits.sort_by_key(|hit| hit.1);
        let of = |catalogue: usize| {
            let kept = grid.cells.iter().filter(|cell| is_column_of(cell.column, &hits, catalogue));
            Grid { cells: kept.cloned().collect(), ..grid.clone() }
        };
        return Some(catalogues.into_iter().map(of).collect());
    }
    let of = |catalogue: usize| {
        let rows = grid.cells.chunk_by(|one, next| one.row == next.row);
        let kept = rows.filter(|cells| cells.first().is_some_and(|cell| is_of(cell.row, &hits, catalogue)));
        Grid { cells: kept.flatten().cloned().collect::<Vec<Cell>>(), ..grid.clone() }
    };
    Some(catalogues.into_iter().map(of).collect())
}

/// The tables of a sheet that stand side by side, each of a catalogue of its own or asking the same as the one before it;
/// none where there are no such. Sections side by side are one form.
fn side_by_side(grid: &Grid, hits: &[(u32, u32, usize, usize)]) -> Option<Vec<Grid>> {
    // Each column of statements, with its catalogue.
    let mut columns: Vec<(u32, usize)> = hits.iter().map(|hit| (hit.1, hit.2)).collect();
    columns.sort_unstable();
    let mut tables: Vec<(u32, usize)> = columns
        .chunk_by(|one, next| one == next)
        .filter(|same| same.len() >= FEWEST)
        .filter_map(|same| same.first().copied())
        .collect();
    let asked_in = |column: u32| -> BTreeSet<usize> {
        hits.iter().filter(|hit| hit.1 == column).map(|hit| hit.3).collect()
    };
    // A short list in another column, below the form or above it, quotes some of its statements.
    let rows_of = |column: u32| {
        let rows = || hits.iter().filter(move |hit| hit.1 == column).map(|hit| hit.0);
        rows().min().zip(rows().max())
    };
    let is_quoted = |one: u32, other: u32| {
        let (n_one, n_other) = (asked_in(one).len(), asked_in(other).len());
        let is_apart = match (rows_of(one), rows_of(other)) {
            (Some(one), Some(other)) => one.1 < other.0 || other.1 < one.0,
            _ => false,
        };
        is_apart && n_one.min(n_other) * 2 < n_one.max(n_other)
    };
    // Forms one below another may begin in different columns; beside each other they share rows.
    let stated_in = |column: u32| hits.iter().filter(move |hit| hit.1 == column).map(|hit| hit.0);
    let is_beside = |one: u32, other: u32| {
        let is_near = |row: u32| stated_in(one).any(|known| known.abs_diff(row) <= 1);
        let n_near = stated_in(other).filter(|row| is_near(*row)).count();
        2 * n_near >= stated_in(other).count().min(stated_in(one).count())
    };
    let asks_the_same = |one: u32, other: u32| {
        asked_in(one).intersection(&asked_in(other)).count() >= FEWEST
            && is_beside(one, other)
            && !is_quoted(one, other)
    };
    let is_parted = tables.len() > 1
        && tables.windows(2).all(|two| {
            matches!(two, [(one, first), (other, second)]
                if one != other && (first != second || asks_the_same(*one, *other)))
        });
    if !is_parted {
        return None;
    }
    // A table begins behind the empty column before its statements, where there is one.
    let rows = |column: u32| hits.iter().filter(move |hit| hit.1 == column).map(|hit| hit.0);
    for at in 1..tables.len() {
        let (before, here) = (tables.get(at - 1)?.0, tables.get(at)?.0);
        let is_empty = |column: &u32| rows(here).all(|row| grid.at(row, *column).is_none());
        let begin = (before + 1..here).rev().find(is_empty).map_or(here, |gap| gap + 1);
        tables.get_mut(at)?.0 = begin;
    }
    let (first, last) = (hits.iter().map(|hit| hit.0).min()?, hits.iter().map(|hit| hit.0).max()?);
    let second = tables.get(1)?.0;
    let of = |at: usize| {
        let from = if at == 0 { 0 } else { tables.get(at).map_or(0, |table| table.0) };
        let to = tables.get(at + 1).map_or(u32::MAX, |table| table.0);
        let is_own = |cell: &Cell| (from..to).contains(&cell.column);
        // What stands above or below all tables, in the columns of the first alone, is everybody's.
        let is_shared = |cells: &[Cell]| {
            cells.iter().all(|cell| !(first..=last).contains(&cell.row) && cell.column < second)
        };
        let lines = grid.cells.chunk_by(|one, next| one.row == next.row);
        let cells = lines.flat_map(|cells| {
            let is_shared = is_shared(cells);
            cells.iter().filter(move |cell| is_shared || is_own(cell))
        });
        Grid { cells: cells.cloned().collect(), ..grid.clone() }
    };
    Some((0..tables.len()).map(of).collect())
}

/// Whether a column is a catalogue's: before all statements, or its statement's with what stands behind it.
fn is_column_of(column: u32, hits: &[(u32, u32, usize, usize)], catalogue: usize) -> bool {
    let at = hits.partition_point(|hit| hit.1 <= column);
    let before = at.checked_sub(1).and_then(|at| hits.get(at));
    before.is_none_or(|hit| hit.2 == catalogue)
}

/// Whether a row is a catalogue's: its statement's, or between two of which one is.
fn is_of(row: u32, hits: &[(u32, u32, usize, usize)], catalogue: usize) -> bool {
    let at = hits.partition_point(|hit| hit.0 <= row);
    let above = at.checked_sub(1).and_then(|at| hits.get(at));
    if let Some(own) = above.filter(|hit| hit.0 == row) {
        return own.2 == catalogue;
    }
    let is_own = |hit: Option<&(u32, u32, usize, usize)>| hit.is_some_and(|hit| hit.2 == catalogue);
    above.is_none() || is_own(above) || is_own(hits.get(at))
}
