//! What calls a table or some lines a plan of actions: a sheet's name, a line right above, a paragraph before a table.
//! In: a file's grids. Out: whether such words stand over a place. Never takes a sentence about plans for a title.

use std::cell::RefCell;

use crate::{
    grid::{Addressing, Cell, Grid, Stands},
    normalise::{
        memo::{Memo, remembered},
        text,
    },
    recognise::draft::Desk,
};

/// A longer text is no title.
const LONGEST: usize = 80;

/// What plans of actions are called.
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

/// Whether words call something a plan of actions.
pub(super) fn is_plan(raw: &str) -> bool {
    thread_local!(static PLANS: Memo<bool> = const { RefCell::new(Vec::new()) });
    let names_plan = |raw: &str| {
        let words = text::words(raw);
        TITLES.iter().any(|title| words.starts_with(title) || words.ends_with(title))
    };
    raw.len() <= LONGEST && remembered(&PLANS, 0, raw, names_plan)
}

/// Whether a text says nothing but that a plan follows: `Our action plan 2025/26`, `What are your three main actions?`
pub(super) fn is_bare(raw: &str) -> bool {
    thread_local!(static BARE: Memo<bool> = const { RefCell::new(Vec::new()) });
    raw.len() <= LONGEST && remembered(&BARE, 0, raw, names_plan_only)
}

fn names_plan_only(raw: &str) -> bool {
    const BESIDE: [&str; 24] = [
        "our",
        "the",
        "school",
        "schools",
        "key",
        "main",
        "top",
        "three",
        "five",
        "agreed",
        "online",
        "safety",
        "e",
        "for",
        "and",
        "of",
        "whole",
        "overall",
        "summary",
        "proposed",
        "this",
        "year",
        "session",
        "development",
    ];
    let words = text::words(raw);
    let is_question = raw.trim_end().ends_with('?') && words.starts_with("what are your ");
    let names = |title: &&str| words.split(' ').any(|word| word == *title);
    if is_question {
        return ["actions", "priorities", "targets", "steps"].iter().any(names);
    }
    let is_beside = |word: &str| BESIDE.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit());
    let bare = |title: &str| {
        let (before, behind) = words.split_once(title)?;
        Some(before.split_whitespace().chain(behind.split_whitespace()).all(is_beside))
    };
    TITLES.iter().any(|title| bare(title) == Some(true))
        || raw.split('/').map(text::words).all(|part| TITLES.contains(&part.as_str()))
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
pub(super) fn stands_over(desk: &Desk<'_>, index: usize, is_title: fn(&str) -> bool) -> bool {
    let Some(grid) = desk.grids.get(index) else { return false };
    if is_title(&grid.sheet) {
        return true;
    }
    let Stands::Before(row) = grid.stands else { return false };
    let from = last_table_before(desk, index);
    let Some(running) = desk.grids.iter().find(|grid| is_running_text(grid)) else { return false };
    let lines = running.cells.iter().filter(|cell| (from..row).contains(&cell.row));
    let mut above = lines.filter_map(|cell| cell.value.as_text()).filter(|raw| !text::is_blank(raw)).rev();
    match above.next() {
        Some(raw) if is_title(raw) => true,
        Some(raw) if is_explanation(raw) => above.next().is_some_and(is_title),
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

/// Whether a document's table stands among these rows of its running text, or right below them.
pub(super) fn has_table_below(desk: &Desk<'_>, grid: &Grid, (from, end): (u32, u32)) -> bool {
    is_running_text(grid)
        && desk.grids.iter().any(|table| match table.stands {
            Stands::Before(row) => (from + 1..=end.saturating_add(1)).contains(&row),
            _ => false,
        })
}
