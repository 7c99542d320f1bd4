//! Headings that the next table of a document, or the next sheet of a workbook, goes on under.
//! In: the last headings of one grid, and the statements they stood over. Out: whether they hold for the next. Never
//! carries them to a sheet that repeats the same statements: that is another form.

use super::{bands::Band, found::Hit, headings};
use crate::grid::{Addressing, Grid};

/// Rows above the statements in which headings stand.
const ABOVE: u32 = 2;

/// Headings with the statements they stood over so far.
#[derive(Clone, Debug)]
pub(crate) struct Carried<'g> {
    /// The headings.
    pub(crate) band: Band,
    /// The grid that they stand in.
    pub(crate) grid: &'g Grid,
    /// The statements' column.
    column: u32,
    statements: Vec<usize>,
}

impl<'g> Carried<'g> {
    /// Whether a grid's statements stand under these headings, where it has none of its own.
    pub(crate) fn holds_for(&self, grid: &Grid, hits: &[Hit]) -> bool {
        let goes_on = |hit: &Hit| hit.column == self.column && !self.statements.contains(&hit.statement);
        !self.is_headed_anew(grid, hits)
            && (grid.addressing == Addressing::Document || hits.iter().all(goes_on))
    }

    /// Whether a heading of another meaning stands right above the statements, over one of these columns.
    fn is_headed_anew(&self, grid: &Grid, hits: &[Hit]) -> bool {
        let Some(first) = hits.first() else { return false };
        let above = (first.row.saturating_sub(ABOVE)..first.row).flat_map(|row| grid.row(row));
        above.into_iter().any(|cell| {
            let head = cell.value.as_text().and_then(headings::head);
            let own = self.band.heads.iter().find(|headed| headed.column == cell.column);
            cell.column != first.column && own.zip(head).is_some_and(|(own, head)| own.head != head)
        })
    }

    /// Goes on from a grid with its last headings, if it has any, and its statements.
    pub(crate) fn take_over(
        carried: &mut Option<Self>,
        (band, grid): (Option<Band>, &'g Grid),
        hits: &[Hit],
    ) {
        let statements = hits.iter().map(|hit| hit.statement);
        match (carried.as_mut(), band, hits.first()) {
            (_, Some(band), Some(first)) => {
                let mut known = carried.take().map(|carried| carried.statements).unwrap_or_default();
                known.extend(statements);
                *carried = Some(Self { band, grid, column: first.column, statements: known });
            }
            (Some(carried), None, _) => carried.statements.extend(statements),
            _ => {}
        }
    }
}
