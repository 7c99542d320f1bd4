//! Ditto marks in the columns of answers.
//! In: a draft with the marks of its rows. Out: the marks with ditto marks read as what stands above them, and a note on them.
//! Never follows one over a row that is no statement's, or in a table of many schools.

use schemas::{finding::Finding, rules};

use crate::{
    normalise::answers::RowMarks,
    reading::Form,
    recognise::{
        draft::{Desk, Draft},
        written::as_written,
    },
};

/// Reads ditto marks as what stands above them.
pub(crate) fn follow(desk: &Desk<'_>, draft: &Draft<'_>, rows: &mut [RowMarks<'_>]) -> Option<Finding> {
    const NAMED: usize = 20;
    let is_form = matches!(draft.form, Form::TickColumns | Form::AnswerColumn);
    if !is_form || !rows.iter().any(RowMarks::may_follow) {
        return None;
    }
    let mut followed = Vec::new();
    for at in 1..rows.len() {
        let (over, below) = rows.split_at_mut(at);
        let (Some(above), Some(row)) = (over.last(), below.first_mut()) else { break };
        let (Some(said), Some(before)) = (draft.said.get(at), draft.said.get(at - 1)) else { break };
        let is_next = said.grid == before.grid
            && said.hit.row > before.hit.row
            && !said.is_unclear
            && has_nothing_between(desk, said.grid, before.hit.row, said.hit.row);
        if is_next && let Some(cell) = row.follow(above).and_then(|cell| row.cell(cell)) {
            followed.push((said.grid, cell));
        }
    }
    let (grid, first) = followed.first().copied()?;
    let place = |grid: usize, cell: &crate::grid::Cell| desk.place(grid, cell.row, cell.column);
    let shown: Vec<String> =
        followed.iter().take(NAMED).map(|(grid, cell)| place(*grid, cell).cell).collect();
    let more = followed.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!("ditto marks were read as the marks above them: {}{more}", shown.join(", "));
    Some(Finding::new(&rules::DITTO_FOLLOWED, place(grid, first), message).reading(as_written(&first.value)))
}

/// Whether no cell stands between two rows: a ditto mark below a row of the school's own, or below a section's title, says what
/// stands there, or nothing.
fn has_nothing_between(desk: &Desk<'_>, grid: usize, above: u32, row: u32) -> bool {
    let cells = desk.grids.get(grid).map(|grid| grid.cells.as_slice()).unwrap_or_default();
    let first = cells.partition_point(|cell| cell.row <= above);
    cells.get(first).is_none_or(|cell| cell.row >= row)
}
