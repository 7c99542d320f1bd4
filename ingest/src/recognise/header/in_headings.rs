//! Fields among a form's headings, or between them and its first statement.
//! In: the rows from the headings to the statements, and the column of answers. Out: fields that the rows above have not
//! given. Never takes a heading for a value.

use std::ops::Range;

use super::{
    Field, Header, field_label, header, label_and_value, put, right_of, sheet_names::is_called_school,
};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::text,
    recognise::{
        headings::{self, Head},
        written::as_written,
    },
};

/// Adds to `known` what `rows` say, which hold headings or stand below them. `answers`: the only column of answers, if one.
pub(crate) fn in_headings(grid: &Grid, rows: Range<u32>, answers: Option<u32>, known: &mut Header) {
    if rows.is_empty() {
        return;
    }
    let is_field_row = |row: u32| grid.row(row).first().is_some_and(|first| is_field(grid, first));
    if rows.clone().any(is_field_row) {
        let below = header(grid, |row| rows.contains(&row) && is_field_row(row));
        take(known, below);
    }
    if names_school(known) {
        return;
    }
    let cells = || rows.clone().flat_map(|row| grid.row(row));
    for cell in cells() {
        let Some((place, value)) = school_of(grid, cell) else { continue };
        put(known, Head::School, place, value);
        known.cells.extend([(cell.row, cell.column), (place.row, place.column)]);
        return;
    }
    // `Statement | Back School`
    let mut over = cells().filter(|cell| Some(cell.column) == answers && is_named(cell));
    let Some(over) = over.next_back() else { return };
    put(known, Head::School, over, over.value.clone());
    let labels = grid.row(over.row).iter();
    let labels = labels.filter(|cell| cell.value.as_text().is_some_and(|raw| headings::head(raw).is_some()));
    known.cells.extend(labels.chain([over]).map(|cell| (cell.row, cell.column)));
}

fn names_school(header: &Header) -> bool {
    header.school.is_some() || header.school_id.is_some()
}

/// Whether a row begins with a label and its value: `School Name | Back School` and no other headings.
fn is_field(grid: &Grid, first: &Cell) -> bool {
    let Some(raw) = first.value.as_text() else { return false };
    if field_label(raw).is_none() {
        return label_and_value(raw).is_some_and(|(_, value, _)| !value.is_empty());
    }
    right_of(grid, first).is_some_and(|right| !is_heading(right))
        && !grid.row(first.row).iter().any(is_heading_of_answers)
}

/// The school that a label right of the headings names: beside it, or in its own cell.
fn school_of<'g>(grid: &'g Grid, cell: &'g Cell) -> Option<(&'g Cell, Value)> {
    let raw = cell.value.as_text()?;
    if let Some((Head::School, value, "")) = label_and_value(raw) {
        return is_called_school(value).then(|| (cell, Value::Text(value.into())));
    }
    let is_label = field_label(raw) == Some(Head::School);
    let right = right_of(grid, cell).filter(|right| is_label && is_named(right))?;
    Some((right, right.value.clone()))
}

/// Whether a cell holds a school's name and no heading.
fn is_named(cell: &Cell) -> bool {
    !is_heading(cell) && cell.value.as_text().is_some_and(|raw| raw.len() <= 120 && is_called_school(raw))
}

fn is_heading(cell: &Cell) -> bool {
    cell.value.as_text().is_some_and(|raw| headings::head(raw).is_some())
}

fn is_heading_of_answers(cell: &Cell) -> bool {
    let head = cell.value.as_text().and_then(headings::head);
    matches!(head, Some(Head::Answer(_) | Head::AnyAnswer(_)))
}

/// Takes over fields that are not known yet.
fn take(known: &mut Header, more: Header) {
    let fill = |slot: &mut Option<Field>, more: Option<Field>| {
        if slot.is_none() {
            *slot = more.filter(|field| !text::is_blank(&as_written(&field.value)));
        }
    };
    fill(&mut known.school, more.school);
    fill(&mut known.school_id, more.school_id);
    fill(&mut known.date, more.date);
    fill(&mut known.completed_by, more.completed_by);
    known.asks_school |= more.asks_school;
    known.cells.extend(more.cells);
}
