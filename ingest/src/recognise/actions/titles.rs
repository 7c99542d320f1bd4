//! What calls a table or some lines a plan of actions: a sheet's name, a line right above, a paragraph before a table.
//! In: a file's grids. Out: whether such words stand over a place. Never takes a sentence about plans for a title.

use crate::{
    grid::{Addressing, Cell, Grid, Stands},
    normalise::text,
    recognise::draft::Desk,
};

/// A longer text is no title.
const LONGEST: usize = 80;

/// Whether words call something a plan of actions.
pub(super) fn is_plan(raw: &str) -> bool {
    const TITLES: [&str; 14] = [
        "action plan",
        "action plans",
        "actions",
        "action points",
        "next steps",
        "improvement plan",
        "development plan",
        "priorities",
        "targets",
        "plana gniomha",
        "plana gniomhan",
        "ath cheumannan",
        "cynllun gweithredu",
        "camau nesaf",
    ];
    let words = text::words(raw);
    raw.len() <= LONGEST && TITLES.iter().any(|title| words.starts_with(title) || words.ends_with(title))
}

/// Whether a title stands over a row: alone in the row above, or above a line that explains it.
pub(super) fn stands_above(grid: &Grid, row: u32) -> bool {
    let mut above =
        (row.saturating_sub(4)..row).rev().map(|row| grid.row(row)).filter(|cells| !cells.is_empty());
    let is_title = |cells: &[Cell]| matches!(cells, [only] if only.value.as_text().is_some_and(is_plan));
    match above.next() {
        Some(cells) if is_title(cells) => true,
        Some([only]) if only.value.as_text().is_some_and(is_explanation) => {
            above.next().is_some_and(is_title)
        }
        _ => false,
    }
}

/// `Please list what you mean to do this year.`
fn is_explanation(raw: &str) -> bool {
    raw.len() > 30
}

/// Whether a title stands over a whole grid: its sheet is named so, or the paragraph right before a document's table is one.
pub(super) fn stands_over(desk: &Desk<'_>, index: usize) -> bool {
    let Some(grid) = desk.grids.get(index) else { return false };
    if is_plan(&grid.sheet) {
        return true;
    }
    let Stands::Before(row) = grid.stands else { return false };
    let from = last_table_before(desk, index);
    let Some(running) = desk.grids.iter().find(|grid| is_running_text(grid)) else { return false };
    let lines = running.cells.iter().filter(|cell| (from..row).contains(&cell.row));
    let mut above = lines.filter_map(|cell| cell.value.as_text()).filter(|raw| !text::is_blank(raw)).rev();
    match above.next() {
        Some(raw) if is_plan(raw) => true,
        Some(raw) if is_explanation(raw) => above.next().is_some_and(is_plan),
        _ => false,
    }
}

/// The row of the running text that the table before this one stands before.
fn last_table_before(desk: &Desk<'_>, index: usize) -> u32 {
    let before = desk.grids.get(..index).unwrap_or_default();
    let row = before.iter().rev().find_map(|grid| match grid.stands {
        Stands::Before(row) => Some(row),
        _ => None,
    });
    row.unwrap_or(0)
}

/// Whether a grid is a document's running text.
pub(super) fn is_running_text(grid: &Grid) -> bool {
    grid.addressing == Addressing::Document && grid.stands == Stands::Alone && grid.sheet == "text"
}
