//! Values that stand elsewhere than right of their label: a letter in each of a row's cells, or above a label in brackets.
//! In: a grid and a label's cell. Out: the value, with the cells that it stands in. Never puts a name together of cells that
//! hold anything else, and takes nothing from above where what stands below may be meant.

use super::{
    Head, Header, field_label, labels::label_and_value, put, sheet_names::is_schools_name, values::right_of,
};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{dates, names::says_kind, text},
    recognise::headings::bands::right_edge,
};

/// Takes a label's value from such cells; true where there is no more to look for.
pub(super) fn take(
    grid: &Grid,
    label: &Cell,
    (asked, raw): (Head, &str),
    header: &mut Header,
    used: &mut Vec<(u32, u32)>,
) -> bool {
    if let Some((name, cells)) = letters(grid, label, asked) {
        used.extend(cells.iter().map(|cell| (cell.row, cell.column)));
        put(header, asked, cells.first().copied().unwrap_or(label), Value::Text(name.into()));
        return true;
    }
    match above(grid, label, raw, asked) {
        Some(Above::Value(value)) => {
            used.push((value.row, value.column));
            put(header, asked, value, value.value.clone());
            true
        }
        Some(Above::Either) => true,
        None => false,
    }
}

/// The letters or figures right of a label, each in a cell of its own: `School code | 1 | 0 | 0 | 2 | 4 | 8`.
fn letters<'g>(grid: &'g Grid, label: &Cell, asked: Head) -> Option<(String, Vec<&'g Cell>)> {
    const FEWEST: usize = 4;
    if !matches!(asked, Head::School | Head::SchoolId) {
        return None;
    }
    let from = right_edge(grid, label);
    let mut joined = String::new();
    let mut cells: Vec<&Cell> = Vec::new();
    for cell in grid.row(label.row).iter().filter(|cell| cell.column > from) {
        let letter = match &cell.value {
            Value::Empty => continue,
            Value::Text(raw) if text::is_blank(raw) => continue,
            value => letter(value)?,
        };
        // A cell left free parts two words; none parts the figures of a number.
        if cells.last().is_some_and(|last| cell.column > last.column + 1) {
            joined.push(' ');
        }
        joined.push(letter);
        cells.push(cell);
    }
    let n_figures = joined.bytes().filter(u8::is_ascii_digit).count();
    let is_whole = match asked {
        Head::SchoolId => n_figures == joined.len(),
        _ => n_figures == 0,
    };
    (is_whole && cells.len() >= FEWEST).then_some((joined, cells))
}

/// The only letter or figure of a value.
fn letter(value: &Value) -> Option<char> {
    match value {
        Value::Text(raw) => {
            let mut letters = text::trim(raw).chars();
            letters.next().filter(|c| letters.next().is_none() && (c.is_alphanumeric() || *c == '\''))
        }
        Value::Number(_) => {
            let written = super::as_written(value);
            let mut letters = written.chars();
            letters.next().filter(|c| letters.next().is_none() && c.is_ascii_digit())
        }
        _ => None,
    }
}

/// What stands above a label in brackets.
enum Above<'g> {
    /// Its value.
    Value(&'g Cell),
    /// One that may be its value, as may what stands below.
    Either,
}

/// `Back School` over `(Name of school)`: the line that was to be filled in stands above its label.
fn above<'g>(grid: &'g Grid, label: &Cell, raw: &str, asked: Head) -> Option<Above<'g>> {
    let raw = text::trim(raw);
    if !(raw.starts_with('(') && raw.ends_with(')')) || right_of(grid, label).is_some() {
        return None;
    }
    let fits = |cell: &&Cell| match asked {
        Head::School => cell.value.as_text().is_some_and(|raw| {
            (is_schools_name(raw) || says_kind(raw))
                && field_label(raw).is_none()
                && label_and_value(raw).is_none()
        }),
        Head::Date => dates::is_date(&cell.value),
        _ => false,
    };
    let above = grid.at(label.row.checked_sub(1)?, label.column).filter(fits)?;
    let is_alone = grid
        .row(above.row)
        .iter()
        .all(|cell| cell.column == above.column || matches!(cell.value, Value::Empty));
    let below = grid.at(label.row + 1, label.column).filter(fits);
    match below {
        None => is_alone.then_some(Above::Value(above)),
        Some(_) => Some(Above::Either),
    }
}
