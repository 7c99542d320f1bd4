//! Headings of a text table that a lost quotation mark or line end has torn.
//! In: the row of headings. Out: the column from which on nothing stands under its own heading, and questions. Never puts the
//! columns back: nobody can be sure how far they moved.

use schemas::{finding::Finding, rules};

use crate::{
    grid::{Addressing, Grid},
    normalise::marks::{Mark, read_mark},
    recognise::{
        draft::{Desk, Draft},
        found::Hit,
        headings::{self, Head},
    },
};

/// So many answers among the headings are no chance.
const FEWEST: usize = 3;

/// The first column behind a heading that was parted at a comma: the rest of the heading took its place.
pub(super) fn moved_from(grid: &Grid, head_row: u32, hits: &[Hit]) -> Option<u32> {
    if grid.addressing != Addressing::Text {
        return None;
    }
    let goes_on = |raw: &str| raw.starts_with(' ') && raw.len() > 3 && headings::head(raw).is_none();
    let first = hits.first()?.column;
    let cells = grid.row(head_row);
    let begin_so = |raw: &&str| raw.starts_with(' ');
    // Whoever writes a blank behind each comma parted nothing.
    let n_blank = cells.iter().filter_map(|cell| cell.value.as_text()).filter(begin_so).count();
    if 2 * n_blank > cells.len() {
        return None;
    }
    // The rest of a statement may well be near to it.
    let is_whole = |column: u32| hits.iter().any(|hit| hit.column == column && hit.score >= 1.0);
    cells
        .iter()
        .filter(|cell| cell.column > first && !is_whole(cell.column))
        .find(|cell| cell.value.as_text().is_some_and(goes_on))
        .map(|cell| cell.column)
}

/// What to ask: about the columns that moved, and about a row of answers that ran into the headings.
pub(super) fn findings(
    desk: &Desk<'_>,
    (index, grid, head_row): (usize, &Grid, u32),
    (hits, moved): (&[Hit], Option<u32>),
    drafts: &[Draft<'_>],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(column) = moved {
        let unclear = drafts.iter().flat_map(|draft| &draft.said);
        let n = unclear.filter(|said| said.is_unclear && !said.beside.is_empty()).count();
        let message = "a heading was parted at a comma, and nothing behind it stands under its own, so none of it was read";
        findings.push(ask(desk, (index, head_row, column), message, n));
    }
    let last = hits.iter().map(|hit| hit.column).max().unwrap_or(0);
    let is_answer = |cell: &&crate::grid::Cell| {
        cell.column > last
            && !cell.value.as_text().is_some_and(|raw| matches!(headings::head(raw), Some(Head::Number)))
            && matches!(read_mark(cell, desk.words).mark, Mark::Says(_))
    };
    let mut among = grid.row(head_row).iter().filter(is_answer);
    if let (Addressing::Text, Some(first), n) = (grid.addressing, among.next(), among.count())
        && n + 1 >= FEWEST
    {
        let message = "answers stand in the row of headings: a line end may be missing, and a school's row was not read";
        findings.push(ask(desk, (index, head_row, first.column), message, n + 1));
    }
    findings
}

fn ask(desk: &Desk<'_>, (index, row, column): (usize, u32, u32), message: &str, n: usize) -> Finding {
    Finding::new(&rules::COLUMNS_UNCLEAR, desk.place(index, row, column), message)
        .with_suggestion("Ask for the export to be sent again")
        .with_answers_waiting(u32::try_from(n).unwrap_or(u32::MAX))
}
