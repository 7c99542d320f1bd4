//! Tables whose columns of answers were laid one below another: `Attribute` (Yes, Partly, No, Evidence and Comments) and `Value`
//! (the mark or the words) beside each school and statement.
//! In: a grid with its statements. Out: the same with a column for each attribute and a row for each school and statement, every
//! cell knowing where it came from. Never puts two values into one cell.

use rustc_hash::FxHashMap;

use super::{
    found::Seen,
    header::as_written,
    headings::{self, Head},
};
use crate::{
    grid::{Cell, Grid, Origin},
    normalise::text,
};

/// The grid with a column for each attribute; none where it is no such table.
pub(super) fn mended(grid: &Grid, seen: &[Seen<'_>]) -> Option<Grid> {
    let first = grid.cells.get(seen.first()?.cell)?;
    let above = first.row.checked_sub(1)?;
    let headed = |wanted: &[&str]| {
        let mut named = grid.row(above).iter().filter(|cell| {
            cell.value
                .as_text()
                .is_some_and(|raw| raw.len() <= 20 && wanted.contains(&text::words(raw).as_str()))
        });
        named.next().map(|cell| cell.column).filter(|_| named.next().is_none())
    };
    let value = headed(&["value", "values"])?;
    let attribute =
        headed(&["attribute", "attributes", "variable", "field", "column", "heading", "measure"])?;
    let mut attributes: Vec<&Cell> = Vec::new();
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    let from = grid.cells.partition_point(|cell| cell.row <= above);
    for cells in grid.cells.get(from..)?.chunk_by(|one, next| one.row == next.row) {
        let at = |column: u32| cells.iter().find(|cell| cell.column == column);
        let name = at(attribute)?;
        let raw = name.value.as_text()?;
        if !matches!(headings::head(raw), Some(Head::Answer(_) | Head::Comment)) {
            return None;
        }
        let own: Vec<&Cell> =
            cells.iter().filter(|cell| ![attribute, value].contains(&cell.column)).collect();
        let same =
            |known: &&Cell| known.value.as_text().is_some_and(|other| text::key(other) == text::key(raw));
        let of = attributes.iter().position(same).unwrap_or_else(|| {
            attributes.push(name);
            attributes.len() - 1
        });
        let key: Vec<String> = own.iter().map(|cell| as_written(&cell.value)).collect();
        let group = *known.entry(key.join("\u{1f}")).or_insert_with(|| {
            groups.push(Group { own, values: Vec::new() });
            groups.len() - 1
        });
        let values = &mut groups.get_mut(group)?.values;
        if let Some(cell) = at(value) {
            if values.iter().any(|(known, _)| *known == of) {
                return None;
            }
            values.push((of, cell));
        }
    }
    let is_answer =
        |cell: &&&Cell| matches!(cell.value.as_text().and_then(headings::head), Some(Head::Answer(_)));
    if attributes.iter().filter(is_answer).count() < 2 {
        return None;
    }
    Some(laid_out(grid, (above, [attribute, value]), &attributes, &groups))
}

/// A school's row for a statement.
struct Group<'g> {
    /// What stands beside attribute and value, of its first row.
    own: Vec<&'g Cell>,
    /// Which attribute, and its value.
    values: Vec<(usize, &'g Cell)>,
}

fn laid_out(
    grid: &Grid,
    (above, taken): (u32, [u32; 2]),
    attributes: &[&Cell],
    groups: &[Group<'_>],
) -> Grid {
    let beyond = grid.cells.iter().map(|cell| cell.column).max().unwrap_or(0) + 1;
    let is_kept = |cell: &&Cell| cell.row < above || (cell.row == above && !taken.contains(&cell.column));
    let mut cells: Vec<Cell> = grid.cells.iter().filter(is_kept).cloned().collect();
    let mut origins: Vec<Origin> = grid.origins.clone();
    let mut put = |row: u32, at: usize, cell: &Cell| {
        let column = beyond + u32::try_from(at).unwrap_or(0);
        cells.push(Cell { row, column, ..cell.clone() });
        let sheet = grid.sheet_of(cell.row, cell.column).into();
        origins.push(Origin { row, column, sheet, from: grid.stood_at(cell.row, cell.column) });
    };
    for (at, name) in attributes.iter().enumerate() {
        put(above, at, name);
    }
    for group in groups {
        let Some(row) = group.own.first().map(|cell| cell.row) else { continue };
        for (at, cell) in &group.values {
            put(row, *at, cell);
        }
    }
    cells.extend(groups.iter().flat_map(|group| group.own.iter().copied().cloned()));
    cells.sort_by_key(|cell| (cell.row, cell.column));
    origins.sort_by_key(|origin| (origin.row, origin.column));
    Grid { cells, origins, ..grid.clone() }
}
