//! The marks of a row's answer columns.
//! In: what stands beside a statement. Out: its marks, column by column. Never weighs one: that is for [`crate::recognise::answers::told`].

use schemas::catalogue::ColumnRole;

use super::{Desk, Placed, Said};
use crate::{
    grid::Grid,
    normalise::answers::{Marked, RowMarks},
    recognise::headings::bands::right_edge,
};

/// The marks of a row's answer columns.
pub(crate) fn marks_of<'g>(desk: &Desk<'_>, said: &Said<'g>) -> RowMarks<'g> {
    let grid = desk.grids.get(said.grid);
    RowMarks::read(marked(grid, &said.slots, &said.beside), desk.words)
}

/// The cells of the answer columns, filled or not; where a merged statement covers several rows, each filled cell.
pub(crate) fn marked<'g>(
    grid: Option<&Grid>,
    slots: &[(u32, ColumnRole)],
    beside: &[Placed<'g>],
) -> impl Iterator<Item = Marked<'g>> {
    let merged = grid.filter(|grid| !grid.merges.is_empty());
    let spans = move |placed: &Placed<'_>| {
        merged.is_some_and(|grid| {
            let right = right_edge(grid, placed.cell);
            // A heading may be merged over the same columns as the marks below it: they are one answer's.
            let mut covered = slots
                .iter()
                .filter(|(column, _)| (placed.cell.column..=right).contains(column))
                .map(|(_, role)| role);
            let first = covered.next();
            right > placed.cell.column && covered.any(|role| Some(role) != first)
        })
    };
    let is_filled = move |column: u32| beside.iter().any(|placed| placed.cell.column == column);
    // Under a heading merged over several columns one cell is the answer's, wherever it stands.
    let is_elsewhere = move |column: u32, role: ColumnRole| {
        let mut same = slots.iter().filter(move |(_, other)| *other == role).map(|(other, _)| *other);
        same.next().is_some_and(|first| first != column || is_filled(first)) || same.any(is_filled)
    };
    slots.iter().flat_map(move |(column, role)| {
        let filled = move || beside.iter().filter(move |placed| placed.cell.column == *column);
        let is_nothing = filled().next().is_none() && !is_elsewhere(*column, *role);
        let nothing = is_nothing.then_some(Marked { role: *role, cell: None, spans: false });
        filled()
            .map(move |placed| Marked { role: *role, cell: Some(placed.cell), spans: spans(placed) })
            .chain(nothing)
    })
}
