//! Statements of which each printed line stands in a row of its own, as where a page was made into a sheet.
//! In: a grid. Out: the same with such rows put together, the statement in the first and merged over the others. Never
//! joins what does not come to a statement's own words, nor rows of which several are marked.

use crate::{
    grid::{Addressing, Block, Cell, Grid, Value},
    normalise::text,
    recognise::{found::Looked, wording::Wordings},
};

/// Shorter beginnings are no statement's.
const SHORTEST: usize = 20;
/// A statement has no more lines.
const MOST: u32 = 14;
/// What is as short as this may be a mark.
const MARK: usize = 12;

/// The grid with its statements put together; none where there is nothing to do.
pub(crate) fn mended(grid: &Grid, looked: &Looked<'_>, wordings: &Wordings) -> Option<Grid> {
    let mut joined: Vec<(Block, String)> = Vec::new();
    // Most texts begin otherwise than any statement.
    for cell in looked.openings.iter().filter_map(|at| grid.cells.get(*at)) {
        let is_taken = |(block, _): &(Block, String)| {
            block.left == cell.column && (block.top..=block.bottom).contains(&cell.row)
        };
        if !joined.iter().any(is_taken) {
            joined.extend(whole(grid, cell, wordings));
        }
    }
    if joined.is_empty() {
        return None;
    }
    let mut cells = Vec::with_capacity(grid.cells.len());
    for cell in &grid.cells {
        let own = joined
            .iter()
            .find(|(block, _)| block.left == cell.column && (block.top..=block.bottom).contains(&cell.row));
        match own {
            Some((block, text)) if block.top == cell.row => {
                cells.push(Cell { value: Value::Text(text.as_str().into()), ..cell.clone() });
            }
            Some(_) => {}
            None => cells.push(cell.clone()),
        }
    }
    let mut merges = grid.merges.clone();
    merges.extend(joined.iter().map(|(block, _)| *block));
    Some(Grid { cells, merges, ..grid.clone() })
}

/// The rows from a cell that is no statement to the letter down that come to a statement's own words, with these.
fn whole(grid: &Grid, cell: &Cell, wordings: &Wordings) -> Option<(Block, String)> {
    let raw = cell.value.as_text().filter(|raw| raw.len() >= SHORTEST)?;
    // Most texts stand alone.
    grid.at(below(grid, cell.row)?, cell.column)?.value.as_text()?;
    let first = text::without_numbering(raw);
    let begin = first.char_indices().nth(SHORTEST).map_or(first, |(at, _)| first.get(..at).unwrap_or(first));
    if !wordings.begins(&text::key(begin)) {
        return None;
    }
    let mut key = text::key(first);
    let mut texts = text::trim(raw).to_owned();
    let mut row = cell.row;
    for _ in 1..MOST {
        if !wordings.begins(&key) {
            return None;
        }
        row = below(grid, row)?;
        let next = text::trim(grid.at(row, cell.column)?.value.as_text()?);
        key.push_str(&text::key(next));
        texts.push(' ');
        texts.push_str(next);
        if !wordings.exact(&texts).is_empty() {
            let block = Block { top: cell.row, bottom: row, left: cell.column, right: cell.column };
            return is_marked_once(grid, &block).then_some((block, texts));
        }
    }
    None
}

/// The row below. A row of a text table has as many lines as its cells, and goes by the first.
fn below(grid: &Grid, row: u32) -> Option<u32> {
    if grid.addressing != Addressing::Text {
        return Some(row + 1);
    }
    let next = grid.cells.partition_point(|cell| cell.row <= row);
    grid.cells.get(next).map(|cell| cell.row)
}

/// Whether no more than one of the rows holds anything short beside the statement: parts that are answered apart are no
/// lines of one text.
fn is_marked_once(grid: &Grid, block: &Block) -> bool {
    let is_mark = |cell: &Cell| {
        cell.column > block.left
            && match &cell.value {
                Value::Text(raw) => !text::is_blank(raw) && raw.len() <= MARK,
                Value::Empty => false,
                _ => true,
            }
    };
    (block.top..=block.bottom).filter(|row| grid.row(*row).iter().any(is_mark)).count() <= 1
}
