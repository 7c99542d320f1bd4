//! Which cells above a collation's columns name their schools.
//! In: the rows above the statements, and the columns of answers. Out: a cell for each column, or none for one without a
//! name. Never takes a row of particulars (sector, roll, who filled it in) for names.

use super::{HEAD_ROWS, particulars, says};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{names::says_kind, text},
    recognise::{
        header::{
            school_heads::{bare, is_id, is_id_number, is_sure, may_head},
            sheet_names::{may_name_school, names_school},
        },
        headings::{self},
        written::as_written,
    },
};

/// Names as sure as these beside it, and one written short is a school's, too.
const SURE: usize = 2;

/// The cell that names each column's school, in the columns' order. None where they do not all stand for schools.
///
/// Where enough of the names are surely schools', others may be written short, and a column may have none.
pub(super) fn heads<'g>(
    grid: &'g Grid,
    (first_row, statements): (u32, u32),
    columns: &[u32],
) -> Option<Vec<Option<&'g Cell>>> {
    let row = row_of_names(grid, (first_row, statements), columns);
    let head = |column: u32| {
        let in_row = row.and_then(|row| grid.at(row, column)).filter(|cell| says(cell));
        in_row.or_else(|| lowest(grid, (first_row, statements), column))
    };
    let heads: Vec<Option<&Cell>> = columns.iter().map(|column| head(*column)).collect();
    let named = || heads.iter().flatten();
    let are_sure = named().filter(|cell| is_sure(cell)).count() >= SURE;
    let is_name = |cell: &Cell| match &cell.value {
        Value::Text(raw) => {
            let name = bare(raw).0;
            is_id(name) || names_school(name) || (are_sure && may_name_school(name))
        }
        _ => true,
    };
    let mut keys: Vec<String> = named().map(|cell| text::key(&as_written(&cell.value))).collect();
    let n = keys.len();
    keys.sort_unstable();
    keys.dedup();
    // One name twice is asked about as two returns of that school.
    let is_sound = (keys.len() == n || are_sure && n - keys.len() < keys.len())
        && (are_sure || n == columns.len())
        && named().all(|cell| may_head(cell) && is_name(cell));
    is_sound.then_some(heads)
}

/// The columns behind the statements that a row above them surely names schools for.
pub(super) fn named_columns(grid: &Grid, (first_row, statements): (u32, u32)) -> Vec<u32> {
    let named = |row: u32| -> Vec<u32> {
        // A form's own headings need no second look.
        let is_heading = |cell: &Cell| cell.value.as_text().and_then(headings::head).is_some();
        let own = grid.row(row).iter().filter(|cell| cell.column > statements && !is_heading(cell));
        own.filter(|cell| is_sure(cell)).map(|cell| cell.column).collect()
    };
    (first_row.saturating_sub(HEAD_ROWS)..first_row).map(named).max_by_key(Vec::len).unwrap_or_default()
}

/// `A | Back School`, `School 2: Tong School` in rows above or below, and the columns headed `A` and `School 2`: the cells that name
/// them. None where a column's head is no such key.
pub(super) fn keyed<'g>(
    grid: &'g Grid,
    (first_row, statements): (u32, u32),
    columns: &[u32],
) -> Option<Vec<Option<&'g Cell>>> {
    let head = |column: u32| lowest(grid, (first_row, statements), column)?.value.as_text().map(text::key);
    let heads = columns.iter().map(|column| head(*column).filter(|key| is_key(key)));
    let heads: Vec<String> = heads.collect::<Option<_>>()?;
    let mut keys: Vec<(String, &Cell)> = Vec::new();
    for row in grid.cells.chunk_by(|one, next| one.row == next.row) {
        let cells: Vec<&Cell> = row.iter().filter(|cell| says(cell)).collect();
        let [label, name] = cells.as_slice() else { continue };
        let label = text::key(label.value.as_text().unwrap_or_default());
        if is_key(&label) && name.value.as_text().is_some_and(says_kind) {
            keys.push((label, name));
        }
    }
    let named = |head: &String| {
        let mut own = keys.iter().filter(|(key, _)| key == head).map(|(_, name)| *name);
        own.next().filter(|_| own.next().is_none())
    };
    let schools: Vec<&Cell> = heads.iter().map(named).collect::<Option<_>>()?;
    let mut distinct: Vec<String> = schools.iter().map(|cell| text::key(&as_written(&cell.value))).collect();
    distinct.sort_unstable();
    distinct.dedup();
    (distinct.len() == schools.len()).then(|| schools.into_iter().map(Some).collect())
}

/// Whether a folded text stands for a school in a key: `a`, `school2`, `s1`.
fn is_key(key: &str) -> bool {
    let bare = key.strip_prefix("school").or_else(|| key.strip_prefix("sch")).unwrap_or(key);
    matches!(bare.len(), 1..=2) && bare.bytes().all(|byte| byte.is_ascii_alphanumeric()) && bare != "no"
}

/// The row whose cells most surely name schools, the lowest of several; none where no cell surely does.
fn row_of_names(grid: &Grid, (first_row, statements): (u32, u32), columns: &[u32]) -> Option<u32> {
    let n_sure = |row: u32| {
        let sure = columns.iter().filter_map(|column| grid.at(row, *column)).filter(|cell| is_sure(cell));
        // A name says more than an id, which is taken besides.
        let (n, n_text) = sure.fold((0, 0), |(n, n_text), cell| {
            (n + 1, n_text + usize::from(cell.value.as_text().is_some_and(|raw| !is_id(raw))))
        });
        (n, n_text)
    };
    rows(grid, (first_row, statements))
        .map(|row| (n_sure(row), row))
        .filter(|((n, _), _)| *n > 0)
        .max()
        .map(|(_, row)| row)
}

/// The lowest cell above a column that says something.
fn lowest(grid: &Grid, at: (u32, u32), column: u32) -> Option<&Cell> {
    let said = rows(grid, at).rev().filter_map(|row| grid.at(row, column)).filter(|cell| says(cell));
    said.into_iter().find(|cell| match &cell.value {
        Value::Text(_) => true,
        Value::Number(number) => is_id_number(*number),
        _ => false,
    })
}

/// The rows above the statements that may name schools: those that say by a label of their own what else stands in them
/// do not.
fn rows(grid: &Grid, (first_row, statements): (u32, u32)) -> impl DoubleEndedIterator<Item = u32> {
    (first_row.saturating_sub(HEAD_ROWS)..first_row)
        .filter(move |row| !particulars::names_nobody(grid, *row, statements))
}

/// `Section`, `Theme`: what the statements are parted by.
pub(super) fn is_part(raw: &str) -> bool {
    const PARTS: [&str; 10] =
        ["section", "theme", "area", "topic", "category", "strand", "domain", "heading", "group", "part"];
    const LENGTHS: std::ops::RangeInclusive<usize> = 4..=12;
    LENGTHS.contains(&raw.len()) && PARTS.contains(&text::words(raw).as_str())
}
