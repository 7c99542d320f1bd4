//! Lists that hold the statements of several catalogues one below another, and exports that hold them side by side.
//! In: the grids of a file. Out: the same with such a grid once for each of its catalogues, every cell in its place; a row
//! goes with the statement above it, a column with the one before it. Never parts a grid for a few statements: a form may quote another's.

use super::{
    found::{Seen, seen_exactly},
    wording::{StatementAt, Wordings},
};
use crate::grid::{Cell, Grid};

/// Fewer different statements of a catalogue are quoted, not asked.
const FEWEST: usize = 4;

/// The cells of each grid in which a statement's own words stand; with the grids anew where a list of several catalogues
/// had to be parted.
pub(super) fn parted<'w>(grids: &[Grid], wordings: &'w Wordings) -> (Vec<Vec<Seen<'w>>>, Option<Vec<Grid>>) {
    let seen: Vec<Vec<Seen<'w>>> = grids.iter().map(|grid| seen_exactly(grid, wordings)).collect();
    let mut changed: Option<Vec<Grid>> = None;
    for (index, (grid, seen)) in grids.iter().zip(&seen).enumerate() {
        let Some(mut parts) = parts(grid, seen) else { continue };
        let all = changed.get_or_insert_with(|| grids.to_vec());
        if let (Some(slot), Some(first)) = (all.get_mut(index), parts.pop()) {
            *slot = first;
            all.append(&mut parts);
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

/// A grid's rows by catalogue; none where it is of one alone.
fn parts(grid: &Grid, seen: &[Seen<'_>]) -> Option<Vec<Grid>> {
    if !may_be_of_several(seen) {
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
