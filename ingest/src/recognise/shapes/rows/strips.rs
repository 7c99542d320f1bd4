//! Columns of statements: which rows they cover, and which columns beside them may be theirs.
//! In: the statements' cells. Out: strips with their bounds. Never says what a column is for.

use crate::{
    grid::Grid,
    recognise::{found::Hit, written::as_written},
};

/// More rows than this no statement covers.
const TALLEST: u32 = 50;

/// A column of statements with its bounds.
#[derive(Clone, Debug)]
pub(super) struct Strip {
    /// The column.
    pub(super) column: u32,
    /// The statements' rows, rising.
    pub(super) rows: Vec<u32>,
    /// The first and last column that may belong to them.
    pub(super) bounds: (u32, u32),
}

/// Statements by column; side by side, each column of them bounds its neighbour.
pub(super) fn blocks(grid: &Grid, hits: &[Hit]) -> Vec<Strip> {
    let mut blocks: Vec<Strip> = Vec::new();
    for hit in hits {
        match blocks.iter_mut().find(|block| block.column == hit.column) {
            Some(block) => block.rows.push(hit.row),
            None => {
                let mut rows = Vec::with_capacity(if blocks.is_empty() { hits.len() } else { 1 });
                rows.push(hit.row);
                blocks.push(Strip { column: hit.column, rows, bounds: (0, u32::MAX) });
            }
        }
    }
    if blocks.len() < 2 {
        return blocks;
    }
    blocks.sort_by_key(|block| block.column);
    let others = blocks.clone();
    let leads: Vec<u32> = blocks.iter().map(|block| lead(grid, block)).collect();
    for (block, own_lead) in blocks.iter_mut().zip(&leads) {
        let shares_rows = |other: &&Strip| {
            other.column != block.column && other.rows.iter().any(|row| block.rows.binary_search(row).is_ok())
        };
        for (other, lead) in others.iter().zip(&leads).filter(|(other, _)| shares_rows(other)) {
            if other.column > block.column {
                // A table whose own numbering is the other's statements bounds nothing.
                block.bounds.1 = block.bounds.1.min(lead.checked_sub(1).unwrap_or(u32::MAX));
            } else {
                block.bounds.0 = *own_lead;
            }
        }
    }
    blocks
}

/// The first column of a table that stands beside another: its numbering stands before its statements.
fn lead(grid: &Grid, block: &Strip) -> u32 {
    let Some(before) = block.column.checked_sub(1) else { return block.column };
    let mut written: Vec<String> = block
        .rows
        .iter()
        .filter_map(|row| grid.at(*row, before))
        .map(|cell| as_written(&cell.value))
        .filter(|written| !written.is_empty())
        .collect();
    let n = written.len();
    let is_short = written.iter().all(|written| written.len() <= 10);
    let is_roman = |written: &String| written.bytes().all(|byte| b"ivxIVX.)".contains(&byte));
    let has_digits = |written: &String| written.bytes().any(|byte| byte.is_ascii_digit());
    let are_figures = written.iter().all(has_digits) || written.iter().all(is_roman);
    written.sort_unstable();
    written.dedup();
    // Numbers and ids: none comes twice in a section.
    let is_numbering = n > 3 && is_short && are_figures && 2 * written.len() > n;
    if is_numbering { before } else { block.column }
}

/// The rows below the statements in these columns that they cover with their own, where they are merged over several.
pub(super) fn covered(grid: &Grid, hits: &[Hit], (first, last): (u32, u32)) -> Vec<u32> {
    let is_statement = |row: u32, column: u32| {
        let from = hits.partition_point(|hit| hit.row < row);
        hits.iter().skip(from).take_while(|hit| hit.row == row).any(|hit| hit.column == column)
    };
    let tall = grid.merges.iter().filter(|block| {
        (1..=TALLEST).contains(&(block.bottom - block.top))
            && (first..=last).contains(&block.left)
            && is_statement(block.top, block.left)
    });
    let mut covered: Vec<u32> = tall.flat_map(|block| block.top + 1..=block.bottom).collect();
    covered.sort_unstable();
    covered
}

/// All rows that the statements cover; none where each covers its own alone.
pub(super) fn lines(grid: &Grid, column: u32, rows: &[u32]) -> Option<Vec<u32>> {
    let tall: Vec<_> =
        grid.merges.iter().filter(|block| block.left == column && block.bottom > block.top).collect();
    if tall.is_empty() {
        return None;
    }
    let last = |row: u32| {
        tall.iter().find(|block| block.top == row).map_or(row, |block| block.bottom.min(row + TALLEST))
    };
    Some(rows.iter().flat_map(|row| *row..=last(*row)).collect())
}
