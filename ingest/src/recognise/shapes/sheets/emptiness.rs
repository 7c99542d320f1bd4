//! Whether a sheet of statements came back empty.
//! In: a part of a file. Out: how much is marked in it, in whatever way. Never reads a mark.

use super::SheetPart;
use crate::{
    grid::Value,
    normalise::text,
    recognise::{
        draft::{Desk, Placed, Said, roles::Role},
        shapes::rows::Part,
        written::as_written,
    },
};

/// Longer texts are no marks.
const SHORT: usize = 25;

/// Whether figures stand in the answers' columns of all statements, and some are more than a mark: `3 | 0 | 1`.
pub(super) fn holds_counts(part: &Part<'_>) -> bool {
    let figures = |said: &Said<'_>| -> Option<Vec<f64>> {
        let is_answer = |placed: &&Placed<'_>| matches!(placed.role, Some(Role::Answer(_) | Role::AnyAnswer));
        let of = |placed: &Placed<'_>| match &placed.cell.value {
            Value::Number(number) => Some(*number),
            _ => None,
        };
        said.beside.iter().filter(is_answer).map(of).collect()
    };
    let all: Option<Vec<Vec<f64>>> = part.said.iter().map(figures).collect();
    all.is_some_and(|all| {
        all.iter().all(|row| !row.is_empty()) && all.iter().flatten().any(|figure| *figure > 1.0)
    })
}

/// Whether nothing is marked in a part, nor anything that may be meant for a mark.
pub(super) fn is_empty(desk: &Desk<'_>, part: &SheetPart<'_>) -> bool {
    let own = &part.part;
    part.n_marked == 0
        && !is_painted(desk, own)
        && !is_filled_between(desk, own)
        && !has_own_marks(own)
        && !has_tails(desk, own)
}

/// Whether the same few short texts come again and again in a column beside the statements: marks of a kind that was not
/// read.
fn has_own_marks(part: &Part<'_>) -> bool {
    let mut columns: Vec<(u32, usize, Vec<String>)> = Vec::new();
    for placed in part.said.iter().flat_map(|said| &said.beside) {
        let written = as_written(&placed.cell.value);
        if written.is_empty() || written.len() > SHORT || placed.role == Some(Role::Aside) {
            continue;
        }
        match columns.iter_mut().find(|(column, ..)| *column == placed.cell.column) {
            Some((_, n, kinds)) => {
                *n += 1;
                if !kinds.contains(&written) {
                    kinds.push(written);
                }
            }
            None => columns.push((placed.cell.column, 1, vec![written])),
        }
    }
    columns.iter().any(|(_, n, kinds)| n * 2 > part.said.len() && kinds.len() > 1 && *n >= 3 * kinds.len())
}

/// Whether most statements go on behind their own words with something short that is set off from them.
fn has_tails(desk: &Desk<'_>, part: &Part<'_>) -> bool {
    let Some(grid) = desk.grids.get(part.grid) else { return false };
    let has_tail = |said: &&Said<'_>| {
        let raw = grid.at(said.hit.row, said.hit.column).and_then(|cell| cell.value.as_text());
        let cut =
            raw.and_then(|raw| Some((raw, raw.rfind([':', '-', '\u{2013}', '\u{2014}', '(', '[', '\n'])?)));
        !said.hit.is_same_text
            && cut.and_then(|(raw, at)| raw.get(at..)).is_some_and(|tail| (2..=SHORT).contains(&tail.len()))
    };
    part.said.iter().filter(has_tail).count() * 2 > part.said.len()
}

/// Whether a part's answers were chosen by colour: in some of its rows one answer cell has a colour that neither the
/// statement nor the other cells have.
fn is_painted(desk: &Desk<'_>, part: &Part<'_>) -> bool {
    let Some(grid) = desk.grids.get(part.grid) else { return false };
    let mut seen: Vec<(u32, u32)> = Vec::new();
    for said in &part.said {
        let own = grid.at(said.hit.row, said.hit.column).and_then(|cell| cell.look.fill);
        let mut fills = said.beside.iter().filter_map(|placed| {
            let is_answer = matches!(placed.role, Some(Role::Answer(_) | Role::AnyAnswer));
            let fill = placed.cell.look.fill.filter(|fill| is_answer && Some(*fill) != own)?;
            Some((placed.cell.column, fill))
        });
        // More than one coloured cell is how the form was made.
        if let (Some(only), None) = (fills.next(), fills.next())
            && !seen.contains(&only)
        {
            seen.push(only);
        }
    }
    seen.len() > 1
}

/// Whether something stands below most of a part's statements, in rows of their own: answers of a kind that was not read.
fn is_filled_between(desk: &Desk<'_>, part: &Part<'_>) -> bool {
    let Some(grid) = desk.grids.get(part.grid) else { return false };
    let (Some(first), Some(last)) = (part.said.first(), part.said.last()) else { return false };
    let is_written = |value: &Value| value.as_text().is_some_and(|raw| !text::is_blank(raw));
    let mut starts: Vec<u32> = part.said.iter().map(|said| said.hit.row).collect();
    starts.sort_unstable();
    let own = grid.cells.iter().filter(|cell| {
        cell.column == first.hit.column && (first.hit.row..=last.hit.row + 1).contains(&cell.row)
    });
    // A list of the school's own statements stands below one of the form's, however long it is.
    let mut below: Vec<usize> = own
        .filter(|cell| is_written(&cell.value) || matches!(cell.value, Value::Number(_)))
        .filter(|cell| starts.binary_search(&cell.row).is_err())
        .map(|cell| starts.partition_point(|start| *start < cell.row))
        .collect();
    below.dedup();
    below.len() * 2 > part.said.len()
}

/// How many statements have anything in their answer columns.
pub(crate) fn n_marked(part: &Part<'_>) -> usize {
    part.said.iter().filter(|said| is_marked(said)).count()
}

/// Whether anything stands in a statement's answer columns.
pub(crate) fn is_marked(said: &Said<'_>) -> bool {
    said.beside.iter().any(|placed| {
        let counts = match placed.role {
            Some(Role::Answer(_) | Role::AnyAnswer) => true,
            None => said.is_unclear,
            Some(_) => false,
        };
        counts && !matches!(placed.cell.value, Value::Empty | Value::Box(false) | Value::Flag(false))
    })
}
