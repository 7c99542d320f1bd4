//! Tables whose columns are set by blanks: every line of a text begins its cells at the same places.
//! In: a grid of lines. Out: the same with each line in cells of its own. Never parts a line in which a text runs over the
//! place where a column begins.

use crate::{
    grid::{Cell, Grid, Origin, Value},
    normalise::text,
    recognise::{
        found::exact,
        headings::{self, Head},
        wording::Wordings,
    },
};

/// Fewer lines make no table.
const FEWEST: usize = 4;

/// The grid with its lines parted below the first line of headings set apart by blanks; none where there is none, or where a
/// line does not keep to its columns.
pub(super) fn mended(grid: &Grid, wordings: &Wordings) -> Option<Grid> {
    let mut rows = grid.cells.chunk_by(|one, next| one.row == next.row);
    let head = rows.by_ref().find_map(|row| match row {
        [only] => only
            .value
            .as_text()
            .filter(|raw| raw.contains("  "))
            .filter(|raw| are_heads(raw))
            .map(|raw| (only, raw)),
        _ => None,
    });
    let (head, raw) = head?;
    let starts = starts(raw);
    let mut parted: Vec<(&Cell, Vec<String>)> = vec![(head, at(raw, &starts)?)];
    let mut n = 0;
    for row in rows {
        let [only] = row else { return None };
        let line = only.value.as_text()?;
        // A section's title, a line below the table.
        let Some(pieces) = at(line, &starts) else {
            if line.contains("   ") {
                return None;
            }
            continue;
        };
        let is_stated = pieces
            .iter()
            .take(2)
            .any(|piece| !exact(wordings, piece).is_empty() || !wordings.by_id(piece).is_empty());
        n += usize::from(is_stated);
        if is_stated {
            parted.push((only, pieces));
        }
    }
    if n < FEWEST {
        return None;
    }
    let mut cells: Vec<Cell> = Vec::with_capacity(grid.cells.len() * 3);
    let mut origins = grid.origins.clone();
    for cell in &grid.cells {
        let Some((_, pieces)) = parted.iter().find(|(own, _)| std::ptr::eq(*own, cell)) else {
            cells.push(cell.clone());
            continue;
        };
        for (column, piece) in (cell.column..).zip(pieces).filter(|(_, piece)| !piece.is_empty()) {
            cells.push(Cell { column, value: Value::Text(piece.as_str().into()), ..cell.clone() });
            if column != cell.column {
                let sheet = grid.sheet_of(cell.row, cell.column).into();
                origins.push(Origin {
                    row: cell.row,
                    column,
                    sheet,
                    from: grid.stood_at(cell.row, cell.column),
                });
            }
        }
    }
    origins.sort_by_key(|origin| (origin.row, origin.column));
    origins.dedup_by_key(|origin| (origin.row, origin.column));
    Some(Grid { cells, origins, ..grid.clone() })
}

/// Whether a line is a row of headings: several, set apart by blanks, that ask for answers.
fn are_heads(raw: &str) -> bool {
    let said: Vec<Option<Head>> =
        raw.split("  ").map(text::trim).filter(|piece| !piece.is_empty()).map(headings::head).collect();
    let n_answers = said.iter().filter(|head| matches!(head, Some(Head::Answer(_)))).count();
    let asks = said.iter().any(|head| matches!(head, Some(Head::AnyAnswer(_))));
    said.len() > 1 && said.iter().all(Option::is_some) && (asks || n_answers > 1)
}

/// Where the columns of a line begin: behind two blanks or more.
fn starts(raw: &str) -> Vec<usize> {
    let mut n_blank = 2;
    let mut starts = Vec::new();
    for (at, c) in raw.chars().enumerate() {
        if c == ' ' {
            n_blank += 1;
            continue;
        }
        if n_blank > 1 {
            starts.push(at);
        }
        n_blank = 0;
    }
    starts
}

/// The cells of a line whose columns begin at these places; none where a text runs over one.
fn at(line: &str, starts: &[usize]) -> Option<Vec<String>> {
    let letters: Vec<char> = line.trim_end().chars().collect();
    let mut pieces = Vec::with_capacity(starts.len());
    for (index, start) in starts.iter().enumerate() {
        if index > 0 && letters.get(start - 1).is_some_and(|c| *c != ' ') {
            return None;
        }
        let end = starts.get(index + 1).copied().unwrap_or(letters.len()).min(letters.len());
        let own: String = letters.get(*start..end.max(*start)).unwrap_or_default().iter().collect();
        pieces.push(text::trim(&own).to_owned());
    }
    Some(pieces)
}
