//! Answers merged over the rows of several statements: `Yes`, once, beside three of them.
//! In: a statement without a mark of its own. Out: the cell that covers its answer column from above, with a question.
//! Never takes the answer over by itself: a cell may have been merged for its look.

use schemas::{answer::Answer, catalogue::ColumnRole, finding::Finding, ids::StatementId, rules};

use super::says;
use crate::{
    grid::Cell,
    normalise::marks::{Mark, read_mark},
    recognise::{
        draft::{Desk, Said},
        written::as_written,
    },
};

/// The mark that a statement shares with the one above it, and what to ask.
pub(crate) fn mark<'g>(desk: &Desk<'g>, said: &Said<'_>, id: &StatementId) -> Option<(&'g Cell, Finding)> {
    let grid = desk.grids.get(said.grid).filter(|grid| !grid.merges.is_empty())?;
    let row = said.hit.row;
    let (cell, role) = said.slots.iter().find_map(|(column, role)| {
        let block = grid.merges.iter().find(|block| {
            block.top < row && row <= block.bottom && (block.left..=block.right).contains(column)
        })?;
        let cell = grid.at(block.top, block.left)?;
        let is_mark = !matches!(read_mark(cell, desk.words).mark, Mark::Nothing(_) | Mark::Prose);
        is_mark.then_some((cell, *role))
    })?;
    let likely: Option<Answer> = match (read_mark(cell, desk.words).mark, role) {
        (Mark::Says(answer), _) | (Mark::Tick(_), ColumnRole::Answer(answer)) => Some(answer),
        _ => None,
    };
    let place = desk.place(said.grid, cell.row, cell.column);
    let finding = says::of_mark(&rules::MARK_UNREADABLE, place, &as_written(&cell.value), id, likely);
    Some((cell, finding))
}
