//! What is written beside the statements and is no mark.
//! In: a statement's cells, or a cell in a row of its own. Out: comments, and how many characters of them are
//! evidence. Never drops what somebody wrote.

use schemas::ids::StatementId;

use super::{coded::Coded, evidence::is_evidence};
use crate::{
    grid::{Cell, Value},
    normalise::{
        answers::RowMarks,
        marks::{Absence, Mark, read_mark},
        text,
    },
    reading::CommentReading,
    recognise::draft::{Desk, Loose, Placed, Said, Unknown, roles::Role},
};

/// Adds the comments beside a statement; returns how many characters of them are evidence.
pub(crate) fn beside(
    desk: &Desk<'_>,
    said: &Said<'_>,
    marks: &RowMarks<'_>,
    id: &StatementId,
    comments: &mut Vec<CommentReading>,
) -> u32 {
    let mut evidence = 0;
    for placed in &said.beside {
        match placed.role {
            Some(Role::Comment) => evidence += add(desk, said.grid, placed.cell, Some(id), comments),
            Some(Role::Further) => {
                add(desk, said.grid, placed.cell, Some(id), comments);
            }
            None if is_words(desk, placed) || said.is_unclear => {
                add(desk, said.grid, placed.cell, Some(id), comments);
            }
            Some(Role::Answer(_) | Role::AnyAnswer | Role::Aside) | None => {}
        }
    }
    // What follows a mark in its own cell, or stands in its place.
    for (cell, remark) in marks.remarks() {
        if is_evidence(remark) {
            evidence += length(remark);
        }
        push(desk, said.grid, cell, remark, Some(id), comments);
    }
    in_notes(desk, said, id, comments);
    evidence
}

/// Adds what notes on the cells of a statement's row say, but for answers, which are asked about, and what the form prints on
/// many rows alike or on the statements themselves.
fn in_notes(desk: &Desk<'_>, said: &Said<'_>, id: &StatementId, comments: &mut Vec<CommentReading>) {
    const PRINTED: usize = 3;
    let Some(grid) = desk.grids.get(said.grid).filter(|grid| !grid.notes.is_empty()) else { return };
    let from = grid.notes.partition_point(|(row, ..)| *row < said.hit.row);
    let own = grid.notes.iter().skip(from).take_while(|(row, ..)| *row == said.hit.row);
    for (row, column, says) in own.filter(|(_, column, _)| *column != said.hit.column) {
        let bare = says.split_once(": ").map_or(&**says, |(_, rest)| rest);
        let is_answer = [&**says, bare].iter().any(|says| desk.words.answer(text::trim(says)).is_some());
        let n_same = grid.notes.iter().filter(|(.., other)| other == says).count();
        if !is_answer && n_same < PRINTED {
            comments.push(CommentReading {
                statement_id: Some(id.clone()),
                text: says.to_string(),
                sheet: grid.sheet_of(*row, *column).into(),
                cell: grid.cell_name(*row, *column),
            });
        }
    }
}

/// Adds what stands beside a text that is no known statement.
pub(crate) fn beside_unknown(desk: &Desk<'_>, row: &Unknown<'_>, comments: &mut Vec<CommentReading>) {
    for placed in &row.beside {
        match placed.role {
            Some(Role::Comment | Role::Further) => {
                add(desk, row.grid, placed.cell, None, comments);
            }
            None if is_words(desk, placed) => {
                add(desk, row.grid, placed.cell, None, comments);
            }
            Some(Role::Answer(_) | Role::AnyAnswer) => {
                if let Some(remark) = read_mark(placed.cell, desk.words).remark {
                    push(desk, row.grid, placed.cell, remark, None, comments);
                }
            }
            _ => {}
        }
    }
}

/// Adds a cell in a row of its own; returns how many characters of it are evidence.
pub(crate) fn loose(
    desk: &Desk<'_>,
    loose: &Loose<'_>,
    id: Option<&StatementId>,
    comments: &mut Vec<CommentReading>,
) -> u32 {
    match loose.placed.role {
        Some(Role::Comment) => add(desk, loose.grid, loose.placed.cell, id, comments),
        Some(Role::Aside) => 0,
        _ => {
            if is_words(desk, &loose.placed) {
                add(desk, loose.grid, loose.placed.cell, id, comments);
            }
            0
        }
    }
}

/// Adds a remark that names its statement by the id; returns how many characters of it are evidence.
pub(crate) fn coded(
    desk: &Desk<'_>,
    coded: &Coded<'_>,
    id: &StatementId,
    comments: &mut Vec<CommentReading>,
) -> u32 {
    push(desk, coded.grid, coded.cell, coded.text, Some(id), comments);
    if is_evidence(coded.text) { length(coded.text) } else { 0 }
}

/// Adds a cell that stands by no statement.
pub(crate) fn as_it_stands(desk: &Desk<'_>, grid: usize, cell: &Cell, comments: &mut Vec<CommentReading>) {
    add(desk, grid, cell, None, comments);
}

/// Whether a cell in a column without a role holds words rather than a mark. A mark is for a finding to tell of.
fn is_words(desk: &Desk<'_>, placed: &Placed<'_>) -> bool {
    match &placed.cell.value {
        Value::Text(raw) => {
            raw.chars().count() > 3
                || !matches!(read_mark(placed.cell, desk.words).mark, Mark::Nothing(Absence::Empty))
        }
        Value::Serial(_) | Value::Date(_) | Value::Number(_) => true,
        _ => false,
    }
}

fn add(
    desk: &Desk<'_>,
    grid: usize,
    cell: &Cell,
    id: Option<&StatementId>,
    comments: &mut Vec<CommentReading>,
) -> u32 {
    match &cell.value {
        Value::Empty | Value::Box(false) => 0,
        Value::Text(raw) => {
            let trimmed = text::trim(raw);
            if trimmed.is_empty() {
                return 0;
            }
            push(desk, grid, cell, trimmed, id, comments);
            if is_evidence(trimmed) { length(trimmed) } else { 0 }
        }
        other => {
            let is_1904 = desk.grids.get(grid).is_some_and(|grid| grid.is_1904);
            let written = crate::recognise::written::as_shown(other, is_1904);
            push(desk, grid, cell, &written, id, comments);
            if is_evidence(&written) { length(&written) } else { 0 }
        }
    }
}

fn push(
    desk: &Desk<'_>,
    grid: usize,
    cell: &Cell,
    written: &str,
    id: Option<&StatementId>,
    comments: &mut Vec<CommentReading>,
) {
    let Some(grid) = desk.grids.get(grid) else { return };
    comments.push(CommentReading {
        statement_id: id.cloned(),
        text: written.to_owned(),
        sheet: grid.sheet_of(cell.row, cell.column).into(),
        cell: grid.cell_name(cell.row, cell.column),
    });
}

fn length(written: &str) -> u32 {
    u32::try_from(written.chars().count()).unwrap_or(u32::MAX)
}
