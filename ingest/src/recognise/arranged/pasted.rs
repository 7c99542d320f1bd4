//! Tables pasted into one column, and text tables that were opened or saved without being parted: each row's cells in one
//! cell, parted by tabs, bars or commas.
//! In: a grid. Out: the same with such rows in cells of their own, every one walked back to the cell it stood in. Never parts
//! a text unless several of its kind begin with a statement's own words.

mod spaced;

use std::borrow::Cow;

use crate::{
    grid::{Addressing, Cell, Grid, Origin, Value},
    normalise::text,
    recognise::{found::exact, wording::Wordings},
};

/// Fewer rows like this make no table.
const FEWEST: usize = 4;
/// Shorter texts hold no statement.
const SHORTEST: usize = 25;
/// As many of the signs as a statement may hold itself.
const MOST: usize = 12;
/// What may part the cells.
const SIGNS: [char; 4] = ['\t', '|', ';', ','];

/// The grid with its rows parted; none where there is nothing to do.
pub(crate) fn mended(grid: &Grid, wordings: &Wordings) -> Option<Grid> {
    let may_be = |cell: &Cell| {
        // A statement with a semicolon of its own is no row.
        cell.value.as_text().is_some_and(|raw| {
            raw.len() >= SHORTEST
                && may_be_parted(raw.as_bytes())
                && memchr::memchr(b'\n', raw.as_bytes()).is_none()
                && !wordings.is_verbatim(raw)
        })
    };
    let rows = || grid.cells.chunk_by(|one, next| one.row == next.row);
    // Of a text table in cells of their own, a single row may stand whole between quotation marks.
    let is_table =
        grid.addressing == Addressing::Text && rows().filter(|row| row.len() > 2).nth(FEWEST).is_some();
    let fewest = if is_table { 1 } else { FEWEST };
    // Beside a row that was pasted stands nothing, and it holds one statement alone.
    let alone: Vec<&str> = rows()
        .filter_map(|row| match row {
            [only] if may_be(only) => only.value.as_text(),
            _ => None,
        })
        .collect();
    if alone.len() < fewest {
        return spaced::mended(grid, wordings);
    }
    let sign = SIGNS.into_iter().find(|sign| {
        let holds = |raw: &&&str| {
            raw.contains(*sign)
                && pieces(raw, *sign, wordings)
                    .is_some_and(|pieces| pieces.len() > 1 && !is_run_on(&pieces, wordings))
        };
        alone.iter().filter(holds).nth(fewest - 1).is_some()
    });
    let Some(sign) = sign else { return spaced::mended(grid, wordings) };
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
        let plain = || fields(raw, sign).into_iter().map(Cow::into_owned).collect();
        let found = pieces(raw, sign, wordings);
        if found.as_ref().is_some_and(|pieces| is_run_on(pieces, wordings)) {
            cells.extend_from_slice(row);
            continue;
        }
        // A comma behind which no field begins is the text's own, and so may a semicolon be; in a table that is parted, every
        // row without a statement is whole.
        if found.is_none() && sign == ',' && (is_table || !has_fields(raw)) {
            cells.extend_from_slice(row);
            continue;
        }
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

/// Whether one of the signs stands in a text.
fn may_be_parted(raw: &[u8]) -> bool {
    memchr::memchr3(b'\t', b'|', b';', raw).is_some() || memchr::memchr(b',', raw).is_some()
}

/// Whether several statements run on in one text.
fn is_run_on(pieces: &[String], wordings: &Wordings) -> bool {
    let is_statement =
        |piece: &&String| piece.len() >= SHORTEST && !exact(wordings, text::trim(piece)).is_empty();
    pieces.iter().filter(is_statement).count() > 1
}

/// A row's cells: the statement whole, though it holds the sign itself; none where no statement is among the first two.
fn pieces(raw: &str, sign: char, wordings: &Wordings) -> Option<Vec<String>> {
    let fields = fields(raw, sign);
    let all: Vec<&str> = fields.iter().map(|field| &**field).collect();
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

/// The fields of a row; a sign between quotation marks parts nothing.
fn fields(raw: &str, sign: char) -> Vec<Cow<'_, str>> {
    let mut fields = Vec::new();
    let mut rest = raw;
    loop {
        let quoted = rest.strip_prefix('"').and_then(|inside| quoted(inside, sign));
        let (field, next) = match quoted {
            Some((field, next)) => (Cow::Owned(field), next),
            None => match rest.split_once(sign) {
                Some((field, next)) => (Cow::Borrowed(field), Some(next)),
                None => (Cow::Borrowed(rest), None),
            },
        };
        fields.push(field);
        match next {
            Some(next) => rest = next,
            None => return fields,
        }
    }
}

/// A field from behind its first quotation mark to its last, and what follows it; none where that is no field's last.
fn quoted(inside: &str, sign: char) -> Option<(String, Option<&str>)> {
    let mut field = String::new();
    let mut rest = inside;
    loop {
        let (before, behind) = rest.split_once('"')?;
        field.push_str(before);
        if let Some(more) = behind.strip_prefix('"') {
            field.push('"');
            rest = more;
        } else if behind.is_empty() {
            return Some((field, None));
        } else {
            return behind.strip_prefix(sign).map(|next| (field, Some(next)));
        }
    }
}

/// Whether a comma in the text has a field right behind it, or none; one within a number has not.
fn has_fields(raw: &str) -> bool {
    let is_figure = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = raw.as_bytes();
    memchr::memchr_iter(b',', bytes).any(|at| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let behind = bytes.get(at + 1);
        let is_within_number = is_figure(before) && is_figure(behind);
        !is_within_number && !behind.is_some_and(u8::is_ascii_whitespace)
    })
}
