//! Tables pasted into one column: each row's cells in one cell, parted by tabs or bars.
//! In: a grid. Out: the same with such rows in cells of their own, every one walked back to the cell it stood in. Never parts
//! a text unless several of its kind begin with a statement's own words.

use super::{found::exact, wording::Wordings};
use crate::{
    grid::{Cell, Grid, Origin, Value},
    normalise::text,
};

/// Fewer rows like this make no table.
const FEWEST: usize = 4;
/// Shorter texts hold no statement.
const SHORTEST: usize = 25;
/// As many of the signs as a statement may hold itself.
const MOST: usize = 12;
/// What may part the cells.
const SIGNS: [char; 3] = ['\t', '|', ';'];

/// The grid with its rows parted; none where there is nothing to do.
pub(super) fn mended(grid: &Grid, wordings: &Wordings) -> Option<Grid> {
    let may_be = |cell: &&Cell| {
        cell.value
            .as_text()
            // A statement with a semicolon of its own is no row.
            .is_some_and(|raw| {
                raw.len() >= SHORTEST
                    && memchr::memchr3(b'\t', b'|', b';', raw.as_bytes()).is_some()
                    && memchr::memchr(b'\n', raw.as_bytes()).is_none()
                    && !wordings.is_verbatim(raw)
            })
    };
    if grid.cells.iter().filter(may_be).count() < FEWEST {
        return None;
    }
    // Beside a row that was pasted stands nothing, and it holds one statement alone.
    let is_alone = |cell: &&Cell| grid.row(cell.row).len() == 1;
    let sign = SIGNS.into_iter().find(|sign| {
        let holds = |cell: &&Cell| {
            let raw = cell.value.as_text().unwrap_or_default();
            raw.contains(*sign)
                && pieces(raw, *sign, wordings)
                    .is_some_and(|pieces| pieces.len() > 1 && !is_run_on(&pieces, wordings))
        };
        grid.cells.iter().filter(may_be).filter(is_alone).filter(holds).count() >= FEWEST
    })?;
    let mut cells = Vec::with_capacity(grid.cells.len());
    let mut origins: Vec<Origin> = grid.origins.clone();
    for row in grid.cells.chunk_by(|one, next| one.row == next.row) {
        let whole = match row {
            [only] => only.value.as_text().filter(|raw| raw.contains(sign)).map(|raw| (only, raw)),
            _ => None,
        };
        let Some((only, raw)) = whole else {
            cells.extend_from_slice(row);
            continue;
        };
        let plain = || raw.split(sign).map(str::to_owned).collect();
        let found = pieces(raw, sign, wordings);
        if found.as_ref().is_some_and(|pieces| is_run_on(pieces, wordings)) {
            cells.extend_from_slice(row);
            continue;
        }
        // A semicolon may be the text's own.
        if found.is_none() && sign == ';' && raw.len() > 2 * SHORTEST {
            return None;
        }
        for (column, piece) in (only.column..).zip(found.unwrap_or_else(plain)) {
            let piece = text::trim(&piece);
            if piece.is_empty() {
                continue;
            }
            cells.push(Cell { column, value: Value::Text(piece.into()), ..only.clone() });
            if column != only.column {
                let sheet = grid.sheet_of(only.row, only.column).into();
                origins.push(Origin { row: only.row, column, sheet, from: (only.row, only.column) });
            }
        }
    }
    origins.sort_by_key(|origin| (origin.row, origin.column));
    origins.dedup_by_key(|origin| (origin.row, origin.column));
    Some(Grid { cells, origins, ..grid.clone() })
}

/// Whether several statements run on in one text.
fn is_run_on(pieces: &[String], wordings: &Wordings) -> bool {
    let is_statement =
        |piece: &&String| piece.len() >= SHORTEST && !exact(wordings, text::trim(piece)).is_empty();
    pieces.iter().filter(is_statement).count() > 1
}

/// A row's cells: the statement whole, though it holds the sign itself; none where no statement is among the first two.
fn pieces(raw: &str, sign: char, wordings: &Wordings) -> Option<Vec<String>> {
    let all: Vec<&str> = raw.split(sign).collect();
    // A table drawn with bars has one before its first cell, too: it parts that from nothing.
    let is_filled = |at: usize| all.get(at).is_some_and(|piece| !text::trim(piece).is_empty());
    let whole = |from: usize, to: usize| {
        let text = all
            .get(from..to)
            .filter(|_| is_filled(from) && is_filled(to - 1))?
            .join(sign.encode_utf8(&mut [0; 4]));
        (!exact(wordings, text::trim(&text)).is_empty()).then_some(text)
    };
    // Numbers may stand before the statements.
    let (from, to, stated) = (0..2).find_map(|from| {
        (from + 1..=all.len().min(from + MOST)).find_map(|to| Some((from, to, whole(from, to)?)))
    })?;
    let own = |pieces: &[&str]| pieces.iter().map(|piece| (*piece).to_owned()).collect::<Vec<_>>();
    Some([own(all.get(..from)?), vec![stated], own(all.get(to..)?)].concat())
}
