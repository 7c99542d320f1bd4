//! A sheet for each statement: the statement, its answer and what is said to it, one below the other.
//! In: the grids of a file. Out: the same with those sheets one below another in the first of them, every cell knowing where it
//! came from. Never joins sheets that are laid out differently, such as answer in the statement's own row, nor where an answer
//! stands under a label that asks for something else.

use super::{
    found::Looked,
    headings::{self, Head, is_answers_label},
};
use crate::{
    grid::{Addressing, Block, Cell, Grid, Letters, Origin},
    normalise::marks::{Mark, Vocabulary, read_mark},
};

/// Fewer sheets make no habit.
const FEWEST: usize = 4;

/// The grids with such sheets joined; none where there are none.
pub(super) fn joined(grids: &[Grid], looked: &[Looked<'_>], words: &Vocabulary) -> Option<Vec<Grid>> {
    if grids.len() < FEWEST {
        return None;
    }
    let mut stated: Vec<(usize, &Cell)> = Vec::new();
    let mut statements = Vec::new();
    for (index, (grid, looked)) in grids.iter().zip(looked).enumerate() {
        let seen = match looked.seen.as_slice() {
            [] => continue,
            [only] => only,
            _ => return None,
        };
        let is_unseen = grid.letters.iter().any(|(.., letters)| *letters == Letters::Unseen);
        if grid.addressing != Addressing::Workbook || grid.is_hidden || !grid.origins.is_empty() || is_unseen
        {
            return None;
        }
        let cell = grid.cells.get(seen.cell)?;
        statements.push(seen.hits.first()?.at);
        stated.push((index, cell));
    }
    let (first, own) = stated.first().copied().filter(|_| stated.len() >= FEWEST)?;
    statements.sort_unstable();
    let is_twice = statements.windows(2).any(|pair| matches!(pair, [one, next] if one == next));
    let is_alike = |(index, cell): &(usize, &Cell)| {
        let is_last = || {
            grids
                .get(*index)
                .is_some_and(|grid| grid.row(cell.row).iter().all(|other| other.column <= cell.column))
        };
        (cell.row, cell.column) == (own.row, own.column) && is_last()
    };
    if is_twice || !stated.iter().all(is_alike) {
        return None;
    }
    let are_answers = || {
        let all: Option<Vec<bool>> =
            stated.iter().map(|(index, cell)| answers_below(grids.get(*index)?, cell, words)).collect();
        all.is_some_and(|all| all.contains(&true))
    };
    if !are_answers() {
        return None;
    }
    let top = grids.get(first)?;
    // Colours are looked up by where a cell stood, whatever its sheet.
    let mut whole = Grid { letters: Vec::new(), ..top.clone() };
    for (row, column) in top.cells.iter().map(|cell| (cell.row, cell.column)) {
        whole.origins.push(Origin { row, column, sheet: top.sheet.as_str().into(), from: (row, column) });
    }
    let mut all = grids.to_vec();
    for (index, _) in stated.iter().skip(1) {
        let grid = grids.get(*index)?;
        append(&mut whole, grid, top, own.row)?;
        *all.get_mut(*index)? =
            Grid { sheet: grid.sheet.clone(), addressing: grid.addressing, ..Grid::default() };
    }
    *all.get_mut(first)? = whole;
    Some(all)
}

/// Whether an answer stands below a statement, right below it or under its own label; none where an answer is said under any
/// other label: last year's, a moderator's, an example.
fn answers_below(grid: &Grid, stated: &Cell, words: &Vocabulary) -> Option<bool> {
    let mut is_any = false;
    let below = grid.cells.iter().filter(|cell| cell.row > stated.row);
    for cell in below.filter(|cell| matches!(read_mark(cell, words).mark, Mark::Tick(_) | Mark::Says(_))) {
        // `Yes | Partly | No` over ticks.
        let names_answer = |cell: &&Cell| {
            cell.value.as_text().is_some_and(|raw| matches!(headings::head(raw), Some(Head::Answer(_))))
        };
        if grid.row(cell.row).iter().filter(names_answer).count() > 1 {
            continue;
        }
        let before = grid.row(cell.row).iter().rev().find(|other| other.column < cell.column);
        let above = || grid.at(cell.row.checked_sub(1)?, cell.column);
        let is_own = match before.or_else(above) {
            Some(label) if (label.row, label.column) == (stated.row, stated.column) => true,
            Some(label) => label.value.as_text().is_some_and(is_answers_label),
            None => cell.row == stated.row + 1,
        };
        if !is_own {
            return None;
        }
        is_any = true;
    }
    Some(is_any)
}

/// Puts a sheet below the others, without what stands above the statement on the first one as well; none where it has no place.
fn append(whole: &mut Grid, grid: &Grid, first: &Grid, stated: u32) -> Option<()> {
    let offset = whole.cells.last()?.row.checked_add(2)?;
    offset.checked_add(grid.cells.last()?.row)?;
    let is_again = |row: u32| {
        let (own, other) = (grid.row(row), first.row(row));
        row < stated
            && own.len() == other.len()
            && own
                .iter()
                .zip(other)
                .all(|(own, other)| own.column == other.column && own.value == other.value)
    };
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        if cells.first().is_some_and(|cell| is_again(cell.row)) {
            continue;
        }
        for cell in cells {
            let row = cell.row + offset;
            whole.cells.push(Cell { row, ..cell.clone() });
            let from = (cell.row, cell.column);
            whole.origins.push(Origin { row, column: cell.column, sheet: grid.sheet.as_str().into(), from });
        }
    }
    whole.merges.extend(grid.merges.iter().map(|block| Block {
        top: block.top + offset,
        bottom: block.bottom + offset,
        ..*block
    }));
    whole.hidden_rows.extend(grid.hidden_rows.iter().map(|row| row + offset));
    whole.links.extend(grid.links.iter().cloned().map(|mut link| {
        link.row += offset;
        link
    }));
    let moved = |(row, column, said): &(u32, u32, Box<str>)| (row + offset, *column, said.clone());
    whole.notes.extend(grid.notes.iter().map(moved));
    whole.worded.extend(grid.worded.iter().map(moved));
    Some(())
}
