//! A form that stands once more where all its statements stand in their own words: typed again, with answers of its own.
//! In: a grid with the statements of a whole form. Out: those of the form that was typed again. Never takes a school's own
//! statements for it: among them hardly any is one of the form's, and none of them where those stand among the others.

use rustc_hash::FxHashSet;
use schemas::catalogue::Catalogue;

use super::{Doubt, HANDFUL, Hit, Lie, SHORTEST, compare, is_title, label};
use crate::{
    grid::{Cell, Grid, Value},
    recognise::wording::Lookups,
};

/// Takes the statements that other texts of the column are, and the doubtful ones, where they are a form: a handful, and more of
/// the texts statements than not.
pub(super) fn take<'g>(
    grid: &'g Grid,
    form: (&Catalogue, usize),
    lookups: &mut Lookups<'g, '_>,
    lie: Lie,
    (hits, doubts): (&mut Vec<Hit>, &mut Vec<Doubt>),
) {
    let (Some(column), Lie::Down) = (hits.first().map(|hit| hit.column), lie) else { return };
    let others = others(grid, form.0, hits, column);
    let Some((first, last)) = reach(grid, &others, hits) else { return };
    let within: Vec<&Hit> = hits.iter().filter(|hit| (first..=last).contains(&hit.row)).collect();
    let taken: Vec<usize> = within.iter().map(|hit| hit.statement).collect();
    let is_open = |cell: &Cell| {
        cell.column == column
            && (first..=last).contains(&cell.row)
            && within.binary_search_by_key(&cell.row, |hit| hit.row).is_err()
    };
    let (more, unsure) = compare(grid, form, lookups, is_open, &taken);
    let n_other = others.iter().filter(|(_, row)| (first..=last).contains(row)).count();
    if more.len() >= HANDFUL && more.len() * 2 >= n_other {
        hits.extend(more);
        doubts.extend(unsure);
    }
}

/// The column's texts that are as long as a statement and none: where each stands among the cells, and its row.
fn others(grid: &Grid, content: &Catalogue, hits: &[Hit], column: u32) -> Vec<(usize, u32)> {
    let mut stated = hits.iter().filter(|hit| hit.column == column).map(|hit| hit.row).peekable();
    let mut is_stated = |row: u32| {
        while stated.next_if(|known| *known < row).is_some() {}
        stated.peek() == Some(&row)
    };
    let own = grid.cells.iter().enumerate().filter(|(_, cell)| cell.column == column);
    own.filter(|(_, cell)| !is_stated(cell.row) && is_long(cell, content))
        .map(|(at, cell)| (at, cell.row))
        .collect()
}

/// The first and last row of the other texts that stand row below row with some that have something beside them, where those are
/// a handful: above or below the form, so that no statement stands twice between them.
fn reach(grid: &Grid, others: &[(usize, u32)], hits: &[Hit]) -> Option<(u32, u32)> {
    let has_more = |(at, row): &&(usize, u32)| grid.cells.get(at + 1).is_some_and(|next| next.row == *row);
    let n_more = |others: &[(usize, u32)]| others.iter().filter(has_more).count();
    if n_more(others) < HANDFUL {
        return None;
    }
    let below = second(hits.iter().rev()).map_or(0, |row| others.partition_point(|(_, other)| *other < row));
    let above =
        second(hits.iter()).map_or(others.len(), |row| others.partition_point(|(_, other)| *other < row));
    let (above, below) = (others.get(..above)?, others.get(below..)?);
    let own = if n_more(above) > n_more(below) { above } else { below };
    if n_more(own) < HANDFUL {
        return None;
    }
    let runs = own.chunk_by(|(_, one), (_, next)| one + 1 == *next);
    let mut runs = runs.filter(|run| n_more(run) > 0);
    let first = runs.next()?;
    let last = runs.next_back().unwrap_or(first);
    Some((first.first()?.1, last.last()?.1))
}

/// The row of the first statement that has come before.
fn second<'h>(mut hits: impl Iterator<Item = &'h Hit>) -> Option<u32> {
    let mut known = FxHashSet::default();
    hits.find(|hit| !known.insert(hit.statement)).map(|hit| hit.row)
}

/// Whether a text is as long as a statement, and no title.
fn is_long(cell: &Cell, content: &Catalogue) -> bool {
    matches!(&cell.value, Value::Text(raw) if raw.len() >= SHORTEST && !is_title(content, label(raw)))
}
