//! Headings that the next table of a document, or the next sheet of a workbook, goes on under.
//! In: the last headings of one grid, and the statements they stood over. Out: whether they hold for the next. Never
//! carries them to a sheet that repeats the same statements: that is another form.

use super::{rows, sheets::SheetPart};
use crate::{
    grid::{Addressing, Grid, Value},
    recognise::{
        draft::Desk,
        found::{Found, Hit},
        headings::{
            self, Head,
            bands::{self, Band},
        },
    },
};

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
    pub(crate) column: u32,
    statements: Vec<usize>,
}

impl<'g> Carried<'g> {
    /// The headings that stand in a table of their own before a document's table of statements, as a table that was parted
    /// leaves them: the nearest behind the statements before it. Takes the place of those carried so far.
    pub(crate) fn take_alone(
        carried: &mut Option<Self>,
        (desk, by_grid): (&Desk<'g>, &[Option<Found>]),
        (index, hits): (usize, &[Hit]),
    ) {
        let Some(first) = hits.first() else { return };
        let before = desk.grids.iter().zip(by_grid).take(index).rev();
        let heads = before
            .take_while(|(_, found)| found.is_none())
            .find_map(|(grid, _)| heads_alone(desk, grid, first.column).map(|band| (band, grid)));
        if let Some((band, grid)) = heads {
            let statements = carried.take().map(|carried| carried.statements).unwrap_or_default();
            *carried = Some(Self { band, grid, column: first.column, statements });
        }
    }

    /// The headings of a form on a sheet, for the next form below it, which may go on under them.
    pub(crate) fn of_form_above(
        desk: &Desk<'_>,
        grid: &'g Grid,
        hits: &[Hit],
        (to, end): (u32, u32),
    ) -> Option<Self> {
        // Nothing goes on below the last.
        if to == end {
            return None;
        }
        let band = rows::last_band(grid, desk.words, hits, to).filter(Band::says_answers)?;
        let column = hits.first()?.column;
        Some(Self { band, grid, column, statements: Vec::new() })
    }

    /// Whether the next form on the same sheet goes on under these headings, its statements in the same column.
    /// `from`: the first row below the form above.
    pub(crate) fn goes_on_below(&self, grid: &Grid, hits: &[Hit], from: u32) -> bool {
        hits.iter().all(|hit| hit.column == self.column) && !self.is_headed_anew(grid, hits, from)
    }

    /// Whether a grid's statements stand under these headings, where it has none of its own.
    pub(crate) fn holds_for(&self, grid: &Grid, hits: &[Hit]) -> bool {
        // A sheet may have numbers before its statements, which moves all along.
        let column = hits.first().map_or(self.column, |hit| hit.column);
        let goes_on = |hit: &Hit| hit.column == column && !self.statements.contains(&hit.statement);
        // A document's next form, of another school, has its own columns.
        let n_known = hits.iter().filter(|hit| self.statements.contains(&hit.statement)).count();
        let goes_on = match grid.addressing {
            Addressing::Document => n_known * 2 < hits.len(),
            _ => hits.iter().all(goes_on),
        };
        !self.is_headed_anew(grid, hits, 0) && goes_on
    }

    /// Whether a heading of another meaning stands right above the statements, over one of these columns.
    fn is_headed_anew(&self, grid: &Grid, hits: &[Hit], from: u32) -> bool {
        let Some(first) = hits.first() else { return false };
        let above = (first.row.saturating_sub(ABOVE).max(from)..first.row).flat_map(|row| grid.row(row));
        above.into_iter().any(|cell| {
            let head = cell.value.as_text().and_then(headings::head);
            let own = self.band.heads.iter().find(|headed| headed.column == cell.column);
            cell.column != first.column && own.zip(head).is_some_and(|(own, head)| own.head != head)
        })
    }

    /// Goes on from a grid with the last headings of its parts, if they have any, and its statements.
    pub(crate) fn take_over(
        carried: &mut Option<Self>,
        (parts, grid): (&mut [SheetPart<'_>], &'g Grid),
        hits: &[Hit],
    ) {
        let band = parts.iter_mut().rev().find_map(|own| own.part.last_band.take());
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

/// The headings of a document's table that holds nothing else; none where they are no heads of a form whose statements
/// stand in this column.
fn heads_alone(desk: &Desk<'_>, grid: &Grid, statements: u32) -> Option<Band> {
    const ROWS: usize = 2;
    let rows = grid.cells.chunk_by(|one, next| one.row == next.row);
    let is_text = grid.cells.iter().all(|cell| matches!(cell.value, Value::Text(_) | Value::Empty));
    if grid.addressing != Addressing::Document || grid.sheet == "text" || !is_text || rows.count() > ROWS {
        return None;
    }
    let band = bands::bands(grid, desk.words, |_| true).pop()?;
    let stand_behind = band
        .heads
        .iter()
        .filter(|headed| matches!(headed.head, Head::Answer(_) | Head::AnyAnswer(_)))
        .all(|headed| headed.column > statements);
    let last = grid.cells.last().map(|cell| cell.row);
    (stand_behind && Some(band.row) == last && band.says_answers()).then_some(band)
}
