//! A statement in a row of its own, and below it a row for each school: its name, and the answer beside it.
//! In: a grid whose statements stand one below another. Out: a draft for each school. Never takes such rows for schools'
//! unless the same names stand below nearly every statement, and most of them are called schools.

use std::rc::Rc;

use schemas::catalogue::ColumnRole;

use super::written;
use crate::{
    grid::{Cell, Grid},
    normalise::{
        marks::{Mark, read_mark},
        text,
    },
    reading::Form,
    recognise::{
        draft::{Desk, Draft, Placed, Said, Slots, roles::Role},
        found::{Found, Hit},
        header::sheet_names::is_called_school,
        headings::{self, Head},
        written::{as_written, says},
    },
};

/// Fewer statements may be anything.
const FEWEST: usize = 4;

/// The row of a school below a statement.
struct Row<'f, 'g> {
    hit: &'f Hit,
    name: &'g Cell,
    key: String,
    beside: &'g [Cell],
}

/// Reads the grid as such a table; false where it is none.
pub(super) fn read<'g>(desk: &Desk<'g>, index: usize, found: &Found, drafts: &mut Vec<Draft<'g>>) -> bool {
    let Some(grid) = desk.grids.get(index) else { return false };
    let is_alone = |hit: &Hit| matches!(grid.row(hit.row), [only] if only.column == hit.column);
    if found.hits.len() < FEWEST || !found.hits.iter().all(is_alone) {
        return false;
    }
    let rows = rows(grid, found);
    let Some(column) = answers_of(desk, &rows) else { return false };
    let mut schools: Vec<(&Row<'_, '_>, usize)> = Vec::new();
    for row in &rows {
        match schools.iter_mut().find(|(known, _)| known.key == row.key) {
            Some((_, n)) => *n += 1,
            None => schools.push((row, 1)),
        }
    }
    let is_called = |row: &Row<'_, '_>| row.name.value.as_text().is_some_and(is_called_school);
    let n_called = schools.iter().filter(|(row, _)| is_called(row)).count();
    let stands_throughout = |(_, n): &(&Row<'_, '_>, usize)| n * 10 >= found.hits.len() * 8;
    let is_table =
        schools.len() >= 2 && n_called * 2 > schools.len() && schools.iter().all(stands_throughout);
    if !is_table {
        return false;
    }
    let slots: Slots = Rc::from([(column, ColumnRole::AnyAnswer)]);
    for (first, _) in &schools {
        let own = rows.iter().filter(|row| row.key == first.key);
        let mut draft = Draft::new(found.catalogue, Form::Long, (index, first.name.row, first.name.column));
        draft.school.name = written(desk, index, first.name);
        draft.said.extend(own.map(|row| {
            let role = |cell: &Cell| if cell.column == column { Role::AnyAnswer } else { Role::Comment };
            let beside = row.beside.iter().filter(|cell| says(cell));
            Said {
                hit: Hit { row: row.name.row, ..row.hit.clone() },
                grid: index,
                slots: Rc::clone(&slots),
                beside: beside.map(|cell| Placed { role: Some(role(cell)), cell }).collect(),
                is_unclear: false,
                asks_alone: false,
            }
        }));
        drafts.push(draft);
    }
    true
}

/// The rows right below each statement whose first cell stands in its column, up to an empty row or one of another kind.
fn rows<'f, 'g>(grid: &'g Grid, found: &'f Found) -> Vec<Row<'f, 'g>> {
    let mut rows = Vec::new();
    for hit in &found.hits {
        let below = (hit.row + 1..).map(|row| grid.row(row)).map_while(|cells| cells.split_first());
        let is_hit = |cell: &Cell| found.hits.binary_search_by_key(&cell.row, |hit| hit.row).is_ok();
        let own = below.take_while(|(name, _)| name.column == hit.column && says(name) && !is_hit(name));
        let own = own.filter(|(name, beside)| !are_headings(name, beside));
        rows.extend(own.map(|(name, beside)| Row {
            hit,
            name,
            key: text::key(&as_written(&name.value)),
            beside,
        }));
    }
    rows
}

/// `School | Answer`, written above the schools of each statement once more.
fn are_headings(name: &Cell, beside: &[Cell]) -> bool {
    let head = |cell: &Cell| cell.value.as_text().and_then(headings::head);
    let is_names = name
        .value
        .as_text()
        .is_some_and(|raw| head(name) == Some(Head::School) || headings::may_stand_for_schools(raw));
    let mut said = beside.iter().filter(|cell| says(cell)).peekable();
    is_names
        && said.peek().is_some()
        && said.all(|cell| matches!(head(cell), Some(Head::AnyAnswer(_) | Head::Comment | Head::Further)))
}

/// The column of the answers: the first right of the names, where most rows say an answer in words there.
fn answers_of(desk: &Desk<'_>, rows: &[Row<'_, '_>]) -> Option<u32> {
    let column = rows
        .iter()
        .filter_map(|row| row.beside.iter().find(|cell| says(cell)))
        .map(|cell| cell.column)
        .min()?;
    let is_said = |row: &&Row<'_, '_>| {
        let answer = row.beside.iter().find(|cell| cell.column == column);
        answer.is_some_and(|cell| matches!(read_mark(cell, desk.words).mark, Mark::Says(_)))
    };
    (rows.iter().filter(is_said).count() * 2 > rows.len()).then_some(column)
}
