//! Text tables whose commas were never quoted: a statement with commas stands in several cells.
//! In: a text table. Out: the same with such statements put together again, the cells behind them moved back. Never puts
//! cells together unless they are a statement's own words.

use crate::{
    grid::{Addressing, Cell, Grid, Value},
    recognise::wording::Wordings,
};

/// As many commas as a statement may have.
const MOST: usize = 16;

/// The table with its statements whole; none where nothing had to be done.
pub(crate) fn mended(grid: &Grid, wordings: &Wordings) -> Option<Grid> {
    if grid.addressing != Addressing::Text {
        return None;
    }
    let mut cells: Vec<Cell> = Vec::with_capacity(grid.cells.len());
    let mut is_mended = false;
    for row in grid.cells.chunk_by(|one, next| one.row == next.row) {
        match joined(row, wordings) {
            Some(row) => {
                is_mended = true;
                cells.extend(row);
            }
            None => cells.extend_from_slice(row),
        }
    }
    is_mended.then(|| Grid { cells, ..grid.clone() })
}

fn joined(row: &[Cell], wordings: &Wordings) -> Option<Vec<Cell>> {
    // A statement goes on behind a comma with a space.
    let goes_on = |cell: &Cell| cell.value.as_text().is_some_and(|raw| raw.starts_with(' '));
    if !row.iter().skip(1).any(goes_on) {
        return None;
    }
    for (start, first) in row.iter().enumerate() {
        let Some(raw) = first.value.as_text().filter(|raw| wordings.exact(raw).is_empty()) else { continue };
        let mut text = raw.to_owned();
        for (behind, next) in row.iter().enumerate().skip(start + 1).take(MOST) {
            let Some(more) =
                next.value.as_text().filter(|_| next.column == first.column + column(behind - start))
            else {
                break;
            };
            text.push(',');
            text.push_str(more);
            if !wordings.exact(&text).is_empty() {
                let shift = next.column - first.column;
                let mut whole: Vec<Cell> = row.get(..start)?.to_vec();
                whole.push(Cell { value: Value::Text(text.into()), ..first.clone() });
                whole.extend(
                    row.get(behind + 1..)?
                        .iter()
                        .map(|cell| Cell { column: cell.column - shift, ..cell.clone() }),
                );
                return Some(whole);
            }
        }
    }
    None
}

fn column(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
