//! Tables whose columns are set by blanks: every line of a text begins its cells at the same places.
//! In: a grid of lines. Out: the same with each line in cells of its own. Never parts a line in which a text runs over the
//! place where a column begins.

use std::collections::BTreeMap;

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
/// As much of a statement's beginning is surely its own.
const CUT: usize = 30;

/// The grid with its lines parted below the first line of headings set apart by blanks, or without one where most lines
/// begin their cells at the same places; none where a line does not keep to its columns.
pub(super) fn mended(grid: &Grid, wordings: &Wordings) -> Option<Grid> {
    if !may_hold_table(grid) {
        return None;
    }
    let rows = || grid.cells.chunk_by(|one, next| one.row == next.row);
    let alone = |row: &'_ [Cell]| match row {
        [only] => only.value.as_text().map(str::to_owned),
        _ => None,
    };
    let head = rows().position(|row| alone(row).is_some_and(|raw| raw.contains("  ") && are_heads(&raw)));
    let starts = match head {
        Some(at) => starts(&alone(rows().nth(at)?)?),
        None => shared_starts(rows().filter_map(|row| row.first()?.value.as_text()))?,
    };
    let mut parted: Vec<(&Cell, Vec<String>)> = Vec::new();
    let (mut n, mut last) = (0, 0);
    for row in rows().skip(head.unwrap_or(0)) {
        let [only] = row else {
            if head.is_none() && n == 0 {
                continue;
            }
            return None;
        };
        let line = only.value.as_text()?;
        // A section's title, a line below the table.
        let Some(pieces) = at(line, &starts) else {
            if line.contains("   ") {
                return None;
            }
            continue;
        };
        let is_stated = pieces.iter().take(2).any(|piece| is_stated(piece, wordings));
        n += usize::from(is_stated);
        let is_row = pieces.iter().filter(|piece| !piece.is_empty()).nth(1).is_some();
        // Above the table stand the form's fields.
        if is_stated || ((n > 0 || head.is_some()) && is_row) {
            parted.push((only, pieces));
        }
        last = if is_stated { parted.len() } else { last };
    }
    parted.truncate(last);
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

/// Whether enough lines stand alone in their rows and have words set apart by blanks, which is seen at little cost: nearly no
/// file has any.
fn may_hold_table(grid: &Grid) -> bool {
    let rows = grid.cells.chunk_by(|one, next| one.row == next.row);
    let lines = rows.filter_map(|row| match row {
        [only] => only.value.as_text(),
        _ => None,
    });
    lines.filter(|raw| raw.contains("  ")).nth(FEWEST - 1).is_some()
}

/// Whether a text is a statement, the id of one, or the beginning of one that was cut to its column's width.
fn is_stated(piece: &str, wordings: &Wordings) -> bool {
    !exact(wordings, piece).is_empty()
        || !wordings.by_id(piece).is_empty()
        || (piece.len() >= CUT && wordings.begins(&text::key(piece)))
}

/// Where the columns of a table without headings begin: the places at which most of the lines set apart by blanks go on.
fn shared_starts<'t>(lines: impl Iterator<Item = &'t str>) -> Option<Vec<usize>> {
    let apart: Vec<Vec<usize>> =
        lines.filter(|line| line.contains("   ")).map(starts).filter(|starts| starts.len() > 1).collect();
    let mut n_at: BTreeMap<usize, usize> = BTreeMap::new();
    for start in apart.iter().flatten() {
        *n_at.entry(*start).or_default() += 1;
    }
    // Comments may be few.
    let shared: Vec<usize> = n_at.into_iter().filter(|(_, n)| *n > 1).map(|(start, _)| start).collect();
    (apart.len() >= FEWEST && shared.len() > 1).then_some(shared)
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
        // What stands before the first column is the first's: a number, a word before an indented heading.
        let from = if index == 0 { 0 } else { *start };
        let end = starts.get(index + 1).copied().unwrap_or(letters.len()).min(letters.len());
        let own: String = letters.get(from..end.max(from)).unwrap_or_default().iter().collect();
        pieces.push(text::trim(&own).to_owned());
    }
    Some(pieces)
}
