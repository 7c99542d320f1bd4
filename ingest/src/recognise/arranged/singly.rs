//! A sheet for each statement: the statement, its answer and what is said to it, one below the other.
//! In: the grids of a file. Out: the same with those sheets one below another in the first of them, every cell knowing where it
//! came from. Never joins sheets that are laid out differently, such as answer in the statement's own row, nor where an answer
//! stands under a label that asks for something else.

use crate::{
    grid::{Addressing, Block, Cell, Grid, Letters, Origin},
    normalise::marks::{Mark, Vocabulary, read_mark},
    recognise::{
        found::Looked,
        headings::{self, Head, is_answers_label},
    },
};

/// Fewer sheets make no habit.
const FEWEST: usize = 4;

/// More rows above a statement are no heading of its sheet.
const MOST_ABOVE: u32 = 64;

/// A sheet with one statement.
struct Stated<'g> {
    index: usize,
    grid: &'g Grid,
    cell: &'g Cell,
}

/// The grids with such sheets joined; none where there are none. A few that are laid out otherwise, or answer something else, stay
/// as they are; so does the form whose other statements they are.
pub(crate) fn joined(grids: &[Grid], looked: &[Looked<'_>], words: &Vocabulary) -> Option<Vec<Grid>> {
    if grids.len() < FEWEST {
        return None;
    }
    let mut all: Vec<Stated<'_>> = Vec::new();
    let mut statements = Vec::new();
    for (index, (grid, looked)) in grids.iter().zip(looked).enumerate() {
        for seen in &looked.seen {
            statements.push(seen.hits.first()?.at);
        }
        let [only] = looked.seen.as_slice() else { continue };
        let is_unseen = grid.letters.iter().any(|(.., letters)| *letters == Letters::Unseen);
        if grid.addressing != Addressing::Workbook || grid.is_hidden || !grid.origins.is_empty() || is_unseen
        {
            return None;
        }
        all.push(Stated { index, grid, cell: grid.cells.get(only.cell)? });
    }
    statements.sort_unstable();
    if all.len() < FEWEST || statements.windows(2).any(|pair| matches!(pair, [one, next] if one == next)) {
        return None;
    }
    let n_at = |place: (u32, u32)| all.iter().filter(|one| one.place() == place).count();
    let usual = all.iter().map(Stated::place).max_by_key(|place| n_at(*place))?;
    let top = all.iter().find(|one| one.place() == usual)?;
    let mut is_any = false;
    let mut is_alike = |one: &&Stated<'_>| {
        let answers = || answers_below(one.grid, one.cell, words);
        let answered = (one.is_last() && one.is_below(top)).then(answers).flatten();
        is_any |= answered == Some(true);
        answered.is_some()
    };
    let alike: Vec<&Stated<'_>> = all.iter().filter(|one| is_alike(one)).collect();
    let first = alike.iter().find(|one| one.place() == usual)?;
    if !is_any || alike.len() < FEWEST || alike.len() * 4 < all.len() * 3 {
        return None;
    }
    // Colours are looked up by where a cell stood, whatever its sheet.
    let mut whole = Grid { letters: Vec::new(), ..first.grid.clone() };
    for (row, column) in first.grid.cells.iter().map(|cell| (cell.row, cell.column)) {
        whole.origins.push(Origin {
            row,
            column,
            sheet: first.grid.sheet.as_str().into(),
            from: (row, column),
        });
    }
    let mut joined = grids.to_vec();
    for one in alike.iter().filter(|one| one.index != first.index) {
        append(&mut whole, one, first)?;
        let Grid { sheet, addressing, .. } = one.grid;
        *joined.get_mut(one.index)? =
            Grid { sheet: sheet.clone(), addressing: *addressing, ..Grid::default() };
    }
    *joined.get_mut(first.index)? = whole;
    Some(joined)
}

impl Stated<'_> {
    const fn place(&self) -> (u32, u32) {
        (self.cell.row, self.cell.column)
    }

    /// Whether nothing stands behind the statement in its row.
    fn is_last(&self) -> bool {
        self.grid.row(self.cell.row).iter().all(|other| other.column <= self.cell.column)
    }

    /// Whether the statement stands where the other's does, or further down or up with nothing above that the other has not.
    fn is_below(&self, other: &Self) -> bool {
        let above =
            || self.grid.cells.iter().take_while(|cell| cell.row < self.cell.row).map(|cell| cell.row);
        self.cell.column == other.cell.column
            && (self.cell.row == other.cell.row
                || (self.cell.row <= MOST_ABOVE && above().all(|row| self.has_again(row, other))))
    }

    /// Whether a row above the statement is one above the other's.
    fn has_again(&self, row: u32, other: &Self) -> bool {
        let own = self.grid.row(row);
        let is_same = |row: u32| {
            let row = other.grid.row(row);
            let is_same =
                |(own, other): (&Cell, &Cell)| own.column == other.column && own.value == other.value;
            own.len() == row.len() && own.iter().zip(row).all(is_same)
        };
        let is_moved = self.cell.row != other.cell.row;
        row < self.cell.row && (if is_moved { (0..other.cell.row).any(is_same) } else { is_same(row) })
    }
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
fn append(whole: &mut Grid, one: &Stated<'_>, first: &Stated<'_>) -> Option<()> {
    let grid = one.grid;
    let offset = whole.cells.last()?.row.checked_add(2)?;
    offset.checked_add(grid.cells.last()?.row)?;
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        if cells.first().is_some_and(|cell| one.has_again(cell.row, first)) {
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
