//! Rows of a collation that say something of each school, under or over its name: `Status`, `Phase`, `Date returned`.
//! In: the rows above the statements. Out: which are such, and the schools' days among them. Never takes a row for one by
//! what stands in it alone: a label has to say so.

use super::{HEAD_ROWS, heads::is_part, says, take_date};
use crate::{
    grid::{Cell, Grid},
    normalise::{
        dates::{is_date, read_date},
        text,
    },
    recognise::{
        draft::{Desk, Draft},
        header::sheet_names::names_school,
        headings::{
            self, Day, Head,
            bands::{self, Band},
            day_of_form,
        },
    },
};

/// What else than its name may be said of a school.
const PARTICULARS: [&str; 30] = [
    "status",
    "rag",
    "rag status",
    "rag rating",
    "overall",
    "overall rag",
    "overall rating",
    "overall status",
    "phase",
    "stage",
    "sector",
    "type",
    "school type",
    "type of school",
    "area",
    "ward",
    "region",
    "locality",
    "cluster",
    "roll",
    "pupils",
    "pupil numbers",
    "number on roll",
    "returned",
    "complete",
    "completed",
    "received",
    "return received",
    "return status",
    "version",
];

/// The label of a row: the text nearest to the schools, up to the statements' column (`Section | Statement`).
fn label(grid: &Grid, row: u32, statements: u32) -> Option<&str> {
    let label = grid.row(row).iter().rfind(|cell| cell.column <= statements && says(cell))?;
    label.value.as_text()
}

/// Whether nothing but dates stands in a row, behind the statements' column.
fn holds_dates(grid: &Grid, row: u32, statements: u32) -> bool {
    let mut own = grid.row(row).iter().filter(|cell| cell.column > statements && says(cell)).peekable();
    own.peek().is_some() && own.all(|cell| is_date(&cell.value))
}

/// Whether a row says by its label what else than the schools' names stands in it.
pub(super) fn names_nobody(grid: &Grid, row: u32, statements: u32) -> bool {
    label(grid, row, statements).filter(|raw| !is_part(raw)).is_some_and(|raw| {
        let head = headings::head(raw);
        matches!(head, Some(Head::Person | Head::Date | Head::Comment | Head::Further))
            || is_of_particulars(raw)
            || (day_of_form(raw).is_some() && holds_dates(grid, row, statements))
    })
}

/// Whether a label says that its row is of particulars.
fn is_of_particulars(raw: &str) -> bool {
    raw.len() <= 24 && PARTICULARS.contains(&text::words(raw).trim_end_matches('?'))
}

/// Whether a row that looks like headings is one of particulars: its label says so, the same stands in it several times,
/// and further up names stand over the same columns.
pub(super) fn is_row_of(grid: &Grid, band: &Band, statements: u32) -> bool {
    let may_name = |cell: &&Cell| {
        let raw = cell.value.as_text();
        cell.column > statements && raw.is_some_and(|raw| headings::head(raw).is_none() && names_school(raw))
    };
    label(grid, band.row, statements).is_some_and(is_of_particulars)
        && bands::has_twin_answers(&band.heads)
        && (band.row.saturating_sub(HEAD_ROWS)..band.row)
            .any(|row| grid.row(row).iter().filter(may_name).count() >= 2)
}

/// The rows above the statements that hold the schools' days, the surest first.
pub(super) fn date_rows(grid: &Grid, (first_row, statements): (u32, u32)) -> Vec<u32> {
    let day_of = |row: u32| {
        let raw = label(grid, row, statements)?;
        if headings::head(raw) == Some(Head::Date) {
            return Some((Day::Done, row));
        }
        day_of_form(raw).filter(|_| holds_dates(grid, row, statements)).map(|day| (day, row))
    };
    let mut rows: Vec<(Day, u32)> =
        (first_row.saturating_sub(HEAD_ROWS)..first_row).filter_map(day_of).collect();
    rows.sort_unstable();
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Takes over the day that stands in one of these rows, in a school's columns.
pub(super) fn take_day(
    desk: &Desk<'_>,
    draft: &mut Draft<'_>,
    (index, grid): (usize, &Grid),
    rows: &[u32],
    columns: &[u32],
) {
    for row in rows {
        let own = columns.iter().filter_map(|column| grid.at(*row, *column)).find(|cell| says(cell));
        if let Some(cell) = own.filter(|_| draft.completed_on.is_none()) {
            take_date(desk, draft, index, cell, read_date);
        }
    }
}
