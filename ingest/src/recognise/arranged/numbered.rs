//! Answers by number on one sheet, and the statements with those numbers on another.
//! In: the grids of a file. Out: the same, where one holds the statements with a number each and another answers by number:
//! the statements stand beside their answers, every cell knowing where it came from. Never goes by a place in the list alone.

pub(crate) mod at_end;

use rustc_hash::FxHashMap;

use crate::{
    grid::{Cell, Grid, Look, Origin, Value},
    normalise::text,
    recognise::{
        columns::askance::asks_of_others,
        found::Looked,
        header::sheet_names::is_no_return,
        headings::{self, Head},
    },
};

/// Fewer statements are no form.
const FEWEST: usize = 4;
/// So many rows may stand above the answers' headings.
const REACH: usize = 8;

/// The grids with the statements beside their answers; none where there is nothing to do.
pub(crate) fn joined(grids: &[Grid], looked: &[Looked<'_>]) -> Option<Vec<Grid>> {
    if grids.len() < 2 {
        return None;
    }
    let mut stated = looked.iter().enumerate().filter(|(_, looked)| !looked.seen.is_empty());
    let (index, seen) = stated.next().filter(|_| stated.next().is_none())?;
    let (list, seen) = (grids.get(index)?, &seen.seen);
    if seen.len() < FEWEST {
        return None;
    }
    let statements: Vec<&Cell> = seen.iter().filter_map(|seen| list.cells.get(seen.cell)).collect();
    let numbers = numbers_of(list, &statements)?;
    let answered = grids.iter().enumerate().filter(|(at, _)| *at != index);
    let mut answered = answered.filter_map(|(at, grid)| Some((at, beside(grid, list, &numbers)?)));
    // Of two tables of answers by number either may be another's: `Pupil survey`, `Our answers`.
    let (at, whole) = answered.next().filter(|_| answered.next().is_none())?;
    let mut all = grids.to_vec();
    if let Some(slot) = all.get_mut(at) {
        *slot = whole;
    }
    // The statements stand in one place only; what else stands on their sheet stays there.
    if let Some(slot) = all.get_mut(index) {
        let is_moved = |cell: &Cell| {
            let own = statements.iter().find(|own| own.row == cell.row);
            own.is_some_and(|own| own.column == cell.column || number(cell).is_some())
        };
        let kept = list.cells.iter().filter(|cell| !is_moved(cell));
        slot.cells = kept.cloned().collect();
    }
    Some(all)
}

/// The statements by the number that stands before each; none where they have none, or something else stands beside them.
fn numbers_of<'g>(list: &'g Grid, statements: &[&'g Cell]) -> Option<FxHashMap<u32, &'g Cell>> {
    let mut numbers = FxHashMap::default();
    for own in statements {
        let row = list.row(own.row);
        let number = row.iter().filter(|cell| cell.column < own.column).find_map(number)?;
        if row.iter().any(|cell| cell.column > own.column) || numbers.insert(number, *own).is_some() {
            return None;
        }
    }
    Some(numbers)
}

/// A grid of answers by number with the statements behind all else.
fn beside(grid: &Grid, list: &Grid, numbers: &FxHashMap<u32, &Cell>) -> Option<Grid> {
    let is_asked_else = |head: u32| {
        let above = grid.cells.iter().take_while(|cell| cell.row <= head);
        above.filter_map(|cell| cell.value.as_text()).any(asks_of_others)
    };
    let mut rows = grid.cells.chunk_by(|one, next| one.row == next.row);
    let heads = rows.by_ref().take(REACH).find_map(|cells| {
        let head = |cell: &&Cell| cell.value.as_text().and_then(headings::head);
        let number = cells.iter().find(|cell| {
            let is_number = |raw: &str| {
                matches!(
                    text::words(raw).as_str(),
                    "no" | "number"
                        | "item"
                        | "question"
                        | "q"
                        | "nr"
                        | "statement"
                        | "statement no"
                        | "statement number"
                        | "ref"
                )
            };
            matches!(head(cell), Some(Head::Number | Head::Statement | Head::StatementId))
                || cell.value.as_text().is_some_and(is_number)
        })?;
        let asks = cells.iter().any(|cell| {
            cell.column > number.column && matches!(head(&cell), Some(Head::AnyAnswer(_) | Head::Answer(_)))
        });
        asks.then_some(number)
    })?;
    if asks_of_others(&grid.sheet) || is_no_return(&grid.sheet) || is_asked_else(heads.row) {
        return None;
    }
    let mut placed: Vec<(u32, &Cell)> = Vec::new();
    for cells in rows {
        let Some(cell) = cells.iter().find(|cell| cell.column == heads.column) else { continue };
        let Some(own) = number(cell).and_then(|number| numbers.get(&number)) else { continue };
        placed.push((cell.row, *own));
    }
    let mut different: Vec<u32> = placed.iter().map(|(_, own)| own.row).collect();
    different.sort_unstable();
    different.dedup();
    // Each number once, and nearly all of them.
    if different.len() < placed.len() || placed.len() < FEWEST || placed.len() * 4 < numbers.len() * 3 {
        return None;
    }
    let beyond = grid.cells.iter().map(|cell| cell.column).max()?.checked_add(1)?;
    let mut cells = grid.cells.clone();
    let mut origins = grid.origins.clone();
    let heading = Value::Text("Statement".into());
    cells.push(Cell { row: heads.row, column: beyond, value: heading, look: Look::default() });
    for (row, own) in placed {
        cells.push(Cell { row, column: beyond, ..own.clone() });
        let sheet = list.sheet_of(own.row, own.column).into();
        origins.push(Origin { row, column: beyond, sheet, from: list.stood_at(own.row, own.column) });
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    origins.sort_by_key(|origin| (origin.row, origin.column));
    Some(Grid { cells, origins, ..grid.clone() })
}

/// A number of a list: `4`, `4.`, `Q4`.
fn number(cell: &Cell) -> Option<u32> {
    match &cell.value {
        Value::Number(number) if number.fract() == 0.0 && (1.0..1000.0).contains(number) => {
            format!("{number}").parse().ok()
        }
        Value::Text(raw) if raw.len() <= 8 => {
            let bare = text::trim(raw)
                .trim_start_matches(['Q', 'q', 'S', 's', '#'])
                .trim_end_matches(['.', ')', ':']);
            bare.parse().ok().filter(|number| (1..1000).contains(number))
        }
        _ => None,
    }
}
