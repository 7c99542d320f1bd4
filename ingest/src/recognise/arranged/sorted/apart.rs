//! Statements sorted into tables or sheets of their own, one for each answer.
//! In: all grids of a file. Out: the same with each list's heading, or its sheet's name, beside its statements as their
//! answer. Never reads such a list beside one that names no answer, nor where a statement stands in two of them.

use schemas::answer::Answer;

use super::{Laid, Named, REACH, answer_named, heading, may_be_remark, named};
use crate::{
    grid::{Addressing, Cell, Grid},
    normalise::{
        marks::{Mark, Vocabulary, read_mark},
        text,
    },
    recognise::{
        columns::askance::asks_of_others,
        found::Looked,
        headings::{self, Head},
    },
};

/// A list of statements below or under one answer.
struct List<'g> {
    index: usize,
    /// The row and the column of its statements' heading.
    head: (u32, u32),
    named: Named<'g>,
    /// Whether the heading is a cell of its own, with no other headings below it.
    is_head: bool,
    rows: Vec<u32>,
}

/// The grids with the lists' answers beside their statements; none where they are not sorted so.
pub(crate) fn mended(grids: &[Grid], all_looked: &[Looked<'_>], words: &Vocabulary) -> Option<Vec<Grid>> {
    let stated =
        || grids.iter().zip(all_looked).enumerate().filter(|(_, (_, looked))| !looked.seen.is_empty());
    stated().nth(1)?;
    let mut seen = Vec::new();
    let mut lists: Vec<List<'_>> = Vec::new();
    for (index, (grid, looked)) in stated() {
        let cells: Vec<&Cell> = looked.seen.iter().filter_map(|seen| grid.cells.get(seen.cell)).collect();
        lists.push(list(index, grid, &cells, words)?);
        seen.extend(looked.seen.iter().filter_map(|seen| seen.hits.first()).map(|hit| hit.at));
    }
    seen.sort_unstable();
    let is_twice = seen.windows(2).any(|pair| matches!(pair, [one, next] if one == next));
    let mut answers: Vec<Answer> = lists.iter().map(|list| list.named.answer).collect();
    answers.sort_unstable();
    answers.dedup();
    let n_rows: usize = lists.iter().map(|list| list.rows.len()).sum();
    if is_twice || answers.len() < 2 || answers.len() < lists.len() || n_rows < super::FEWEST {
        return None;
    }
    let mut all = grids.to_vec();
    for list in &lists {
        let laid = list.laid(grids.get(list.index)?)?;
        *all.get_mut(list.index)? = laid;
    }
    Some(all)
}

/// A grid's statements as one list, with the answer that its heading or its sheet names.
fn list<'g>(index: usize, grid: &'g Grid, stated: &[&Cell], words: &Vocabulary) -> Option<List<'g>> {
    let first = stated.first()?;
    let rows: Vec<u32> = stated.iter().map(|cell| cell.row).collect();
    let is_said = |cell: &Cell| matches!(read_mark(cell, words).mark, Mark::Prose | Mark::Nothing(_));
    let is_plain = |cell: &Cell| cell.column <= first.column || is_said(cell) || may_be_remark(cell);
    let are_plain = || rows.iter().all(|row| grid.row(*row).iter().all(is_plain));
    if stated.iter().any(|cell| cell.column != first.column) {
        return None;
    }
    let above = first.row.checked_sub(1)?;
    let near = (first.row.saturating_sub(REACH)..first.row).flat_map(|row| grid.row(row));
    let others = near.filter(|cell| named(cell, words).is_none()).filter_map(|cell| cell.value.as_text());
    if others.into_iter().any(asks_of_others) || asks_of_others(&grid.sheet) {
        return None;
    }
    let own = heading(grid.row(above)).filter(|cell| cell.column <= first.column);
    if let Some(named) = own.and_then(|cell| named(cell, words)) {
        let head = (above, first.column);
        return are_plain().then_some(List { index, head, named, is_head: true, rows });
    }
    // `Statement | Comments`, and above it the answer, or the sheet's name is one.
    let head = |cell: &Cell| cell.value.as_text().and_then(headings::head);
    let heads = grid.row(above);
    let is_heads =
        heads.iter().all(|cell| matches!(head(cell), Some(Head::Statement | Head::Comment | Head::Number)));
    let statement = heads.iter().find(|cell| head(cell) == Some(Head::Statement)).filter(|_| is_heads)?;
    let title = above.checked_sub(1).and_then(|row| match grid.row(row) {
        [only] => named(only, words),
        _ => None,
    });
    let of_sheet = || {
        let is_named = grid.addressing == Addressing::Workbook && !text::is_blank(&grid.sheet);
        let (answer, said) = answer_named(&grid.sheet, words).filter(|_| is_named)?;
        Some(Named { cell: statement, words: said, answer })
    };
    let of_sheet = of_sheet();
    let agree = |title: &Named<'_>| of_sheet.is_none_or(|sheet| sheet.answer == title.answer);
    let named = title.filter(agree).or_else(|| of_sheet.filter(|_| title.is_none()))?;
    are_plain().then_some(List { index, head: (above, first.column), named, is_head: false, rows })
}

impl List<'_> {
    fn laid(&self, grid: &Grid) -> Option<Grid> {
        let beyond = grid.cells.iter().map(|cell| cell.column).max()?.checked_add(1)?;
        let (row, column) = self.head;
        let mut laid = Laid::new(grid);
        for cell in &grid.cells {
            if !(self.is_head && std::ptr::eq(self.named.cell, cell)) {
                laid.put((cell.row, cell.column), cell);
            }
        }
        if self.is_head {
            laid.headings((row, [column, beyond]), self.named.cell);
        } else {
            laid.heading((row, beyond), "Answer", self.named.cell);
        }
        for own in &self.rows {
            laid.answer((*own, beyond), self.named);
        }
        Some(laid.grid())
    }
}
