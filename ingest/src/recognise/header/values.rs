//! The value of a label that stands in a cell of its own.
//! In: a grid and the label's cell. Out: the cell that holds its value. Never takes a prompt or another label for one.

use super::{
    labels::{field_label, label_and_value},
    sayings::{is_headed_row, is_other_field},
    sheet_names::is_called_school,
};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        marks::glyphs::{self, Sign},
        text,
    },
    recognise::{
        headings::{self, Head, bands::right_edge, whose::is_assessor},
        written::as_written,
    },
};

/// Whether a mark stands right behind a text: `School priority: tablets | x` is a statement of the school's own.
pub(super) fn is_answered(grid: &Grid, cell: &Cell) -> bool {
    let is_sign = |raw: &str, cell: &Cell| {
        matches!(glyphs::sign_of(raw, cell.look.symbol_font), Some(Sign::Tick | Sign::Cross))
    };
    right_of(grid, cell).is_some_and(|right| match &right.value {
        Value::Text(raw) => {
            let raw = text::trim(raw);
            ["yes", "partly", "no"].iter().any(|word| raw.eq_ignore_ascii_case(word)) || is_sign(raw, right)
        }
        Value::Flag(_) | Value::Box(_) => true,
        _ => false,
    })
}

/// Whether letters stand in a cell.
pub(super) fn says_name(cell: &Cell) -> bool {
    cell.value.as_text().is_some_and(|raw| raw.contains(char::is_alphabetic))
}

/// Whether a cell holds an id, and the one right of it the name of a school.
pub(super) fn is_id_with(id: &Cell, name: &Cell) -> bool {
    let written = as_written(&id.value);
    let is_id = written.len() >= 4 && written.bytes().all(|byte| byte.is_ascii_digit());
    is_id && name.value.as_text().is_some_and(|raw| raw.len() <= 120 && is_called_school(raw))
}

/// What stands to the right of a cell, whatever it is, unless it is struck through.
pub(super) fn right_of<'g>(grid: &'g Grid, cell: &Cell) -> Option<&'g Cell> {
    let from = right_edge(grid, cell);
    let is_said = |right: &&Cell| !matches!(right.value, Value::Empty) && !right.look.is_struck;
    grid.row(cell.row).iter().filter(|right| right.column > from).find(is_said)
}

/// What stands below the value right of a label, where that is struck through: it was put in its place.
fn below_struck<'g>(grid: &'g Grid, label: &Cell) -> Option<&'g Cell> {
    let from = right_edge(grid, label);
    let struck = grid.row(label.row).iter().find(|right| right.column > from && right.look.is_struck)?;
    grid.at(label.row + 1, struck.column).filter(|_| grid.at(label.row + 1, label.column).is_none())
}

/// The value to the right of a label, else below it.
pub(super) fn value_beside<'g>(
    grid: &'g Grid,
    label: &Cell,
    may_hold: &impl Fn(u32) -> bool,
) -> Option<&'g Cell> {
    let is_value = |cell: &Cell| match &cell.value {
        Value::Text(raw) => {
            !text::is_blank(raw)
                && !is_assessor(raw)
                && (field_label(raw).is_none() || has_number(raw))
                && label_and_value(raw).is_none()
                && !heads_column(raw)
        }
        Value::Empty | Value::Error(_) | Value::Box(_) | Value::Flag(_) => false,
        Value::Number(_) | Value::Serial(_) | Value::Date(_) => true,
    };
    let from = right_edge(grid, label);
    let right = right_of(grid, label);
    if right.is_some_and(|right| is_headed_row(grid, label, right, &is_value)) {
        return grid.at(label.row + 1, label.column).filter(|below| may_hold(below.row) && !is_prompt(below));
    }
    if let Some(right) = right.filter(|right| is_value(right) && right.column <= from + 8) {
        return Some(right);
    }
    if let Some(instead) = below_struck(grid, label).filter(|cell| is_value(cell) && may_hold(cell.row)) {
        return Some(instead);
    }
    let below = (label.row..=label.row + 2).skip(1).find_map(|row| grid.at(row, label.column))?;
    let is_short = below.value.as_text().is_none_or(|raw| raw.len() <= 90 && !text::trim(raw).ends_with('.'));
    // A list of schools to choose from has a heading, too.
    let is_list = (1..=2).all(|further| {
        let next = grid.at(below.row + further, below.column);
        next.is_some_and(|next| is_value(next) && next.value.as_text().is_none_or(|raw| raw.len() <= 90))
    });
    // `Cluster` below an empty field for the school begins the next one.
    let is_next = below.value.as_text().is_some_and(is_other_field);
    (!is_list
        && !is_next
        && !is_prompt(below)
        && may_hold(below.row)
        && below.row == bottom_edge(grid, label) + 1
        && is_short
        && is_value(below))
    .then_some(below)
}

/// `Statement`, `Response`: a heading beside which a label is one, too.
fn heads_column(raw: &str) -> bool {
    raw.len() <= 40
        && matches!(headings::head(raw), Some(Head::Statement | Head::StatementId | Head::AnyAnswer(3)))
        && headings::is_known_heading(raw)
}

/// `Back School (SEED 100248)`: a value, though it holds a label's word.
fn has_number(raw: &str) -> bool {
    raw.bytes().filter(u8::is_ascii_digit).count() >= 4
}

/// What a form says in a field that nobody filled in: `[insert school name]`, `.......`, `Please select`, `TBC`.
pub(super) fn is_prompt(cell: &Cell) -> bool {
    let Value::Text(raw) = &cell.value else { return false };
    let raw = text::trim(raw);
    let is_line =
        raw.chars().all(|c| matches!(c, '.' | '_' | '-' | '\u{2026}' | '\u{2013}' | '\u{2014}' | ' ' | '?'));
    let is_bracketed = [('[', ']'), ('<', '>'), ('(', ')'), ('{', '}')]
        .iter()
        .any(|(open, close)| raw.starts_with(*open) && raw.ends_with(*close));
    let words = text::words(raw);
    let opens = |wanted: &&str| words.starts_with(*wanted) && !raw.ends_with(':');
    is_line
        || is_bracketed
        || matches!(
            words.as_str(),
            "tbc" | "tba" | "n a" | "na" | "none" | "school name here" | "name of school here"
        )
        || points_elsewhere(&words)
        || [
            "insert ",
            "enter ",
            "type ",
            "please ",
            "click ",
            "choose ",
            "select ",
            "eg ",
            "e g ",
            "for example ",
        ]
        .iter()
        .any(opens)
}

/// `See tab name`, `As per file name`: the name stands elsewhere.
fn points_elsewhere(words: &str) -> bool {
    const WHERE: &[&str] =
        &["tab", "sheet", "worksheet", "file", "filename", "title", "heading", "header", "above"];
    const BESIDE: &[&str] =
        &["name", "names", "per", "to", "in", "of", "on", "the", "this", "as", "at", "top"];
    let mut all = words.split(' ');
    matches!(all.next(), Some("see" | "as" | "per" | "refer" | "same"))
        && all.clone().any(|word| WHERE.contains(&word))
        && all.all(|word| WHERE.contains(&word) || BESIDE.contains(&word))
}

fn bottom_edge(grid: &Grid, cell: &Cell) -> u32 {
    grid.merges
        .iter()
        .find(|block| block.top == cell.row && block.left == cell.column)
        .map_or(cell.row, |block| block.bottom)
}
