//! Whether a sheet of statements came back empty.
//! In: a part of a file. Out: how much is marked in it, in whatever way. Never reads a mark.

use super::{
    super::{columns::Role, draft::Desk, rows::Part},
    SheetPart,
};
use crate::{grid::Value, normalise::text};

/// Whether nothing is marked in a part, nor anything that may be meant for a mark.
pub(super) fn is_empty(desk: &Desk<'_>, part: &SheetPart<'_>) -> bool {
    part.n_marked == 0 && !is_painted(desk, &part.part) && !is_filled_between(desk, &part.part)
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
    let is_statement = |row: u32| part.said.iter().any(|said| said.hit.row == row);
    let is_written = |value: &Value| value.as_text().is_some_and(|raw| !text::is_blank(raw));
    let n = grid
        .cells
        .iter()
        .filter(|cell| {
            cell.column == first.hit.column && (first.hit.row..=last.hit.row + 1).contains(&cell.row)
        })
        .filter(|cell| {
            !is_statement(cell.row) && (is_written(&cell.value) || matches!(cell.value, Value::Number(_)))
        })
        .count();
    n * 2 > part.said.len()
}

/// Whether anything stands in a statement's answer columns.
pub(crate) fn n_marked(part: &Part<'_>) -> usize {
    part.said
        .iter()
        .filter(|said| {
            said.beside.iter().any(|placed| {
                let counts = match placed.role {
                    Some(Role::Answer(_) | Role::AnyAnswer) => true,
                    None => said.is_unclear,
                    Some(_) => false,
                };
                counts && !matches!(placed.cell.value, Value::Empty | Value::Box(false) | Value::Flag(false))
            })
        })
        .count()
}
