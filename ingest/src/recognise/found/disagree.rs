//! Rows whose id names one statement and whose words are another's, or the same.
//! In: the cells that are statements by their words, and those that are by their id. Out: the cells that the other side
//! contradicts, or confirms. Never says which of the two holds; that is a person's to rule.

use super::{Found, Lie, Seen, ids::leading_id};
use crate::{
    grid::{Cell, Grid},
    normalise::text,
    reading::MatchedBy,
    recognise::wording::{Hit, Wordings},
};

/// From this likeness on, words may be another statement's than their id says.
const LIKE: f64 = 0.6;

/// A cell that is one statement, while its row (or its own first word) names another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Torn {
    /// Index of the cell in the grid.
    pub(super) cell: usize,
    /// The other statement.
    pub(super) id: Hit,
}

/// The cells of `seen` that an id or text of `others` in the same row, or an id before their own words, contradicts.
pub(super) fn torn(grid: &Grid, wordings: &Wordings, seen: &[Seen<'_>], others: &[Seen<'_>]) -> Vec<Torn> {
    let mut torn = Vec::new();
    let row_of = |seen: &Seen<'_>| grid.cells.get(seen.cell).map(|cell| (cell.row, cell.column));
    // An id in a comment is no column of ids.
    let in_column = |column: u32| {
        others.iter().filter(|other| row_of(other).is_some_and(|(_, known)| known == column)).count()
    };
    let mut columns: Vec<u32> = others.iter().filter_map(|other| Some(row_of(other)?.1)).collect();
    columns.sort_unstable();
    columns.dedup();
    columns.retain(|column| in_column(*column) >= 3);
    for one in seen {
        let Some((row, column)) = row_of(one) else { continue };
        let first = others.partition_point(|other| row_of(other).is_some_and(|(known, _)| known < row));
        let in_row = || {
            others
                .iter()
                .skip(first)
                .map_while(|other| row_of(other).filter(|(known, _)| *known == row).map(|at| (other, at.1)))
                .filter(|(_, known)| *known != column && columns.contains(known))
        };
        // Beside another table's id stands its own.
        let agrees =
            |other: &Seen<'_>| other.hits.iter().any(|hit| one.hits.iter().any(|own| own.at == hit.at));
        // What stands nearer to another of its own kind belongs to that one: a table beside this one.
        let is_parted = |other: u32| {
            let from = seen.partition_point(|known| row_of(known).is_some_and(|(known, _)| known < row));
            let in_row =
                seen.iter().skip(from).map_while(|known| row_of(known).filter(|(known, _)| *known == row));
            in_row
                .map(|(_, known)| known)
                .any(|known| known != column && known.abs_diff(other) < column.abs_diff(other))
        };
        let beside = if in_row().any(|(other, _)| agrees(other)) {
            None
        } else {
            in_row()
                .filter(|(_, other)| !is_parted(*other))
                .find_map(|(other, _)| contradiction(one.hits, other.hits))
        };
        let own_cell = grid.cells.get(one.cell);
        let is_here = |other: &&Seen<'_>| other.cell == one.cell;
        let within = || {
            let by_id = own_cell.and_then(|cell| leading_id(cell, wordings));
            let by_words = others.iter().find(is_here).map(|other| other.hits);
            by_id
                .into_iter()
                .chain(by_words)
                .find_map(|other| contradiction(one.hits, other))
                .or_else(|| likes_another(own_cell?, wordings, one.hits))
        };
        torn.extend(beside.or_else(within).map(|id| Torn { cell: one.cell, id }));
    }
    torn
}

/// The other side's statement, where the two share none and are of one catalogue.
fn contradiction(own: &[Hit], other: &[Hit]) -> Option<Hit> {
    if own.iter().any(|hit| other.iter().any(|known| known.at == hit.at)) {
        return None;
    }
    other.iter().find(|hit| own.iter().any(|known| known.at.catalogue == hit.at.catalogue)).copied()
}

/// The statement that the words behind an id are like, where it is another.
fn likes_another(cell: &Cell, wordings: &Wordings, own: &[Hit]) -> Option<Hit> {
    let by_id = own.first().filter(|hit| hit.matched_by == MatchedBy::Id)?;
    let (_, words) = text::trim(cell.value.as_text()?).split_once(char::is_whitespace)?;
    let nearest = wordings.similar(words, Some(by_id.at.catalogue), 1).into_iter().next()?;
    let is_other = nearest.score >= LIKE && own.iter().all(|hit| hit.at != nearest.at);
    is_other.then_some(Hit { at: nearest.at, wording: nearest.wording, matched_by: MatchedBy::Similar })
}

/// Where a statement's own id stands beside its words, it is known by that.
pub(super) fn confirm(grid: &Grid, ids: &[Seen<'_>], found: &mut Found) {
    if ids.is_empty() || found.lie != Lie::Down {
        return;
    }
    for hit in found.hits.iter_mut().filter(|hit| hit.matched_by == MatchedBy::Exact) {
        let first = ids.partition_point(|id| grid.cells.get(id.cell).is_some_and(|cell| cell.row < hit.row));
        let in_row = ids
            .iter()
            .skip(first)
            .take_while(|id| grid.cells.get(id.cell).is_some_and(|cell| cell.row == hit.row));
        let is_own = |id: &Seen<'_>| {
            id.hits.iter().any(|of| (of.at.catalogue, of.at.statement) == (found.catalogue, hit.statement))
        };
        if in_row.into_iter().any(is_own) {
            hit.matched_by = MatchedBy::Id;
        }
    }
}
