//! Which texts of a grid may be statements in other words: those of the columns, or of the row, in which statements stand.
//! In: a grid with the statements that stand in their own words. Out: the columns or the row to compare. Never compares.

use rustc_hash::FxHashMap;

use super::{Hit, Lie, SHORTEST, n_distinct};
use crate::{
    grid::{Addressing, Cell, Grid},
    recognise::headings::{self, Head},
};

/// The columns (or, across, the row) whose other texts are compared by likeness. Without enough statements in their own
/// words, the line with the most long texts.
pub(super) fn lines_to_compare(grid: &Grid, hits: &[Hit], lie: &mut Lie) -> Vec<u32> {
    if n_distinct(hits) >= 3 || matches!(lie, Lie::Across(_)) {
        return match lie {
            Lie::Across(row) => vec![*row],
            Lie::Down => {
                let mut columns: Vec<u32> = hits.iter().map(|hit| hit.column).collect();
                columns.sort_unstable();
                columns.dedup();
                columns
            }
        };
    }
    let mut lines = lines_of(grid, 40, lie);
    // Statements cut short stand in no long texts, but a title above them may be one.
    if lines.is_empty() {
        return lines_of(grid, SHORTEST, lie);
    }
    if *lie == Lie::Down {
        let mut short_lie = Lie::Down;
        let short = lines_of(grid, SHORTEST, &mut short_lie);
        lines.extend(short.into_iter().filter(|_| short_lie == Lie::Down));
        lines.sort_unstable();
        lines.dedup();
    }
    lines
}

/// The columns (or, across, the row) with the most texts of a length.
fn lines_of(grid: &Grid, length: usize, lie: &mut Lie) -> Vec<u32> {
    let mut down: Vec<(u32, usize)> = Vec::new();
    let mut at_column: FxHashMap<u32, usize> = FxHashMap::default();
    let mut across: Vec<(u32, usize)> = Vec::new();
    let is_long = |cell: &&Cell| cell.value.as_text().is_some_and(|raw| raw.len() >= length);
    for cell in grid.cells.iter().filter(is_long) {
        let at = *at_column.entry(cell.column).or_insert(down.len());
        match down.get_mut(at) {
            Some((_, n)) => *n += 1,
            None => down.push((cell.column, 1)),
        }
        // The cells come row by row.
        match across.last_mut().filter(|(row, _)| *row == cell.row) {
            Some((_, n)) => *n += 1,
            None => across.push((cell.row, 1)),
        }
    }
    let most = |counts: &[(u32, usize)]| counts.iter().max_by_key(|(_, n)| *n).copied();
    match (most(&down), most(&across)) {
        (down, Some((row, n)))
            if n >= 3 && down.is_none_or(|(_, down)| n > down) && !is_of_form(grid, row) =>
        {
            *lie = Lie::Across(row);
            vec![row]
        }
        // The statements' column may have a rival in the comments' column: the two fullest are tried.
        // The last row of a page may stand in a table of its own.
        (Some((_, n)), _) if n >= 2 || is_row_alone(grid) => {
            *lie = Lie::Down;
            down.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
            down.iter().take(2).map(|(column, _)| *column).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a row stands below headings that ask for answers: its long texts are a section, a statement and a comment.
fn is_of_form(grid: &Grid, row: u32) -> bool {
    rows(grid).take_while(|cells| cells.iter().all(|cell| cell.row < row)).any(ask_for_answers)
}

/// Whether a row of headings asks for answers: `Response`, or `Yes | Partly | No`.
fn ask_for_answers(cells: &[Cell]) -> bool {
    let heads = || cells.iter().filter_map(|cell| headings::head(cell.value.as_text()?));
    heads().any(|head| matches!(head, Head::AnyAnswer(_)))
        || heads().filter(|head| matches!(head, Head::Answer(_))).nth(1).is_some()
}

fn rows(grid: &Grid) -> impl Iterator<Item = &[Cell]> {
    grid.cells.chunk_by(|one, next| one.row == next.row)
}

/// Whether a document's table is a single row of several cells, be it below headings.
fn is_row_alone(grid: &Grid) -> bool {
    let mut rows = rows(grid);
    let is_alone = match (rows.next(), rows.next(), rows.next()) {
        (Some(only), None, _) => only.len() > 1,
        (Some(heads), Some(only), None) => only.len() > 1 && ask_for_answers(heads),
        _ => false,
    };
    grid.addressing == Addressing::Document && is_alone
}
