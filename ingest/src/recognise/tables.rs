//! Tables that hold many schools: a school a row, a school a column, or a row for each school and statement.
//! In: a grid with its statements. Out: drafts, one for each school. Never takes over a person's name or address.

use std::rc::Rc;

use schemas::{catalogue::ColumnRole, finding::Finding};

use super::{
    assemble,
    columns::Role,
    draft::{Desk, Draft, Placed, Said, Slots},
    found::{Found, Hit, Lie},
    header::{Field, as_written},
};
use crate::{
    grid::{Cell, Value},
    normalise::dates::{DateReading, read_date},
    reading::{Form, SchoolAsWritten, Written},
};

mod collated;
mod long;
mod wide;

/// Reads a grid as a table of many schools; false where it is none.
pub(crate) fn read<'g>(
    desk: &Desk<'g>,
    grid: usize,
    found: &Found,
    drafts: &mut Vec<Draft<'g>>,
    findings: &mut Vec<Finding>,
) -> bool {
    match found.lie {
        Lie::Across(row) => {
            wide::read(desk, grid, row, found, drafts, findings);
            true
        }
        Lie::Down => long::read(desk, grid, found, drafts) || collated::read(desk, grid, found, drafts),
    }
}

/// An empty draft of a return that begins at a cell.
fn draft<'g>(catalogue: usize, form: Form, first: (usize, u32, u32)) -> Draft<'g> {
    Draft {
        catalogue,
        form,
        first,
        said: Vec::new(),
        unknown: Vec::new(),
        loose: Vec::new(),
        school: SchoolAsWritten::default(),
        completed_on: None,
        completed_by: None,
        actions: Vec::new(),
        findings: Vec::new(),
    }
}

/// A cell's text with its place.
fn written(desk: &Desk<'_>, grid: usize, cell: &Cell) -> Option<Written> {
    let text = as_written(&cell.value);
    (!text.is_empty()).then(|| Written { text, place: desk.place(grid, cell.row, cell.column) })
}

/// Takes over a date cell.
fn take_date(desk: &Desk<'_>, draft: &mut Draft<'_>, grid: usize, cell: &Cell) {
    let is_1904 = desk.grids.get(grid).is_some_and(|grid| grid.is_1904);
    match read_date(&cell.value, is_1904) {
        DateReading::Sure(date) => draft.completed_on = Some(date),
        DateReading::Nothing => {}
        DateReading::Unsure => {
            let field = Field { row: cell.row, column: cell.column, value: cell.value.clone() };
            draft.findings.push(assemble::unreadable_date(desk, grid, &field));
        }
    }
}

/// A statement whose answer stands in one cell as a word, with the comments on it.
fn said<'g>(
    hit: &Hit,
    grid: usize,
    column: u32,
    answer: Option<&'g Cell>,
    comments: Vec<&'g Cell>,
) -> Said<'g> {
    let slots: Slots = Rc::from([(column, ColumnRole::AnyAnswer)]);
    let answer = answer.map(|cell| Placed { role: Some(Role::AnyAnswer), cell });
    let comments = comments.into_iter().map(|cell| Placed { role: Some(Role::Comment), cell });
    Said {
        hit: hit.clone(),
        grid,
        slots,
        beside: answer.into_iter().chain(comments).collect(),
        is_unclear: false,
    }
}

/// Whether a cell holds something to read.
fn says(cell: &Cell) -> bool {
    match &cell.value {
        Value::Text(raw) => !crate::normalise::text::is_blank(raw),
        Value::Empty => false,
        _ => true,
    }
}
