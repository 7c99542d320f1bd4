//! Schools listed to choose from: `School Name` over five names of which one is ticked, `Tick your school`; and two schools
//! one below the other as titles.
//! In: a grid and a label's or a name's cell. Out: the names and the one that was chosen. Never chooses where none or several
//! are ticked.

use super::{field_label, label_and_value, right_of};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        marks::glyphs::{self, Sign},
        names::is_name_alone,
        text,
    },
    recognise::headings::Head,
};

/// More names than this are no form's list to choose from.
const MOST: u32 = 400;

/// Schools to choose from, under or beside a label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Choice {
    /// The name that was chosen, with its cell; none where none was, or several.
    pub(super) chosen: Option<((u32, u32), String)>,
    /// All names, as one text; empty where they are too many to ask about.
    pub(super) names: String,
    /// The cells of the names and of the marks beside them.
    pub(super) cells: Vec<(u32, u32)>,
}

/// Whether a label asks for a school by a mark: `Tick your school`.
pub(super) fn asks_to_tick(raw: &str) -> bool {
    if raw.len() > 60 {
        return false;
    }
    let words = text::words(raw);
    let rest = words.strip_prefix("please ").unwrap_or(&words);
    let verbs =
        ["tick ", "circle ", "highlight ", "mark ", "select ", "choose ", "underline ", "check ", "delete "];
    verbs.iter().any(|verb| rest.starts_with(verb))
        && rest.split(' ').any(|word| matches!(word, "school" | "schools" | "establishment"))
}

/// The schools that stand in a list below a label or right of it, one a row; none where no list stands there.
pub(super) fn of(grid: &Grid, label: &Cell, may_hold: &impl Fn(u32) -> bool) -> Option<Choice> {
    let below = || {
        (label.row + 1..=label.row + 2)
            .flat_map(|row| [(row, label.column), (row, label.column + 1)])
            .filter_map(|(row, column)| grid.at(row, column))
            .find(|cell| item(cell).is_some())
    };
    let right = right_of(grid, label);
    // What stands beside the label is the value, where no box says that it is one of several.
    let from = match right {
        Some(right) if has_sign(right) && item(right).is_some() => Some(right),
        Some(right) if !is_request(right) && !is_label(right) => None,
        _ => below(),
    }?;
    let items = run(grid, from, may_hold);
    // The rest of the names may go on beside the first.
    let items = if items.len() > 1 { items } else { boxed_beside(grid, from) };
    if items.len() < 2 {
        return None;
    }
    let mut choice = Choice { names: joined(&items), ..Choice::default() };
    let mut chosen: Vec<((u32, u32), String)> = Vec::new();
    let mut is_boxed = false;
    for cell in &items {
        let Some(item) = item(cell) else { continue };
        is_boxed |= item.is_boxed;
        let at = (cell.row, cell.column);
        let marks: Vec<&Cell> =
            grid.row(cell.row).iter().filter(|other| other.column != cell.column && is_mark(other)).collect();
        choice.cells.push(at);
        choice.cells.extend(marks.iter().map(|mark| (mark.row, mark.column)));
        let is_alone = items.iter().filter(|other| other.row == cell.row).count() == 1;
        if item.is_ticked || is_alone && !marks.is_empty() {
            chosen.push((at, item.name.to_owned()));
        }
    }
    choice.chosen = match chosen.as_slice() {
        [_] => chosen.pop(),
        _ => None,
    };
    // Two names without a mark stand there together.
    let is_list = items.len() > 2 || is_boxed || choice.cells.len() > items.len();
    is_list.then_some(choice)
}

/// The names of schools that stand one below the other from a cell on, which is the first of them; fewer than two where the
/// cell is no name, or goes on another's list.
pub(super) fn run<'g>(grid: &'g Grid, first: &'g Cell, may_hold: &impl Fn(u32) -> bool) -> Vec<&'g Cell> {
    if item(first).is_none() {
        return Vec::new();
    }
    let rest = (first.row + 1..=first.row.saturating_add(MOST))
        .map_while(|row| grid.at(row, first.column).filter(|cell| may_hold(row) && item(cell).is_some()));
    std::iter::once(first).chain(rest).collect()
}

/// Names as one text; none where they are more than anybody is asked about.
pub(super) fn joined(items: &[&Cell]) -> String {
    const MOST_ASKED: usize = 8;
    let names = items.iter().filter_map(|cell| item(cell)).map(|item| item.name);
    if items.len() > MOST_ASKED { String::new() } else { names.collect::<Vec<_>>().join(" / ") }
}

/// Names with boxes in one row.
fn boxed_beside<'g>(grid: &'g Grid, first: &'g Cell) -> Vec<&'g Cell> {
    let row = grid.row(first.row).iter().filter(|cell| cell.column >= first.column);
    row.filter(|cell| item(cell).is_some_and(|item| item.is_boxed)).collect()
}

/// A name in a list.
struct Item<'r> {
    name: &'r str,
    /// Whether a box or another sign of choice stands before or behind it.
    is_boxed: bool,
    is_ticked: bool,
}

fn item(cell: &Cell) -> Option<Item<'_>> {
    let raw = cell.value.as_text().filter(|raw| raw.len() <= 100 && !cell.look.is_struck)?;
    let raw = text::trim(raw);
    let (sign, name) = without_sign(raw);
    let name = text::trim(name);
    let is_name = is_name_alone(name) && field_label(name).is_none();
    is_name.then(|| Item {
        name,
        is_boxed: sign.is_some(),
        is_ticked: matches!(sign, Some(Sign::Tick | Sign::Cross | Sign::Dot)),
    })
}

/// Whether a box or another sign of choice stands in a cell, which is sooner seen than whether a name stands beside it.
fn has_sign(cell: &Cell) -> bool {
    cell.value.as_text().is_some_and(|raw| without_sign(text::trim(raw)).0.is_some())
}

/// The sign before or behind a name: `\u{2610} Back School`, `[x] Tong School`, `Tong School \u{2713}`.
fn without_sign(raw: &str) -> (Option<Sign>, &str) {
    let is_open = |c: char| matches!(c, '[' | '(');
    if raw.starts_with(is_open)
        && let Some(at) = raw.find([']', ')'])
        && let (Some(inner), Some(rest)) = (raw.get(1..at), raw.get(at + 1..))
        && inner.len() <= 4
        && !text::is_blank(rest)
    {
        let inner = text::trim(inner);
        if inner.is_empty() {
            return (Some(Sign::Not), rest);
        }
        if let Some(sign) = sign(inner) {
            return (Some(sign), rest);
        }
    }
    let ends = [
        raw.chars().next().and_then(|c| Some((c, raw.strip_prefix(c)?))),
        raw.chars().next_back().and_then(|c| Some((c, raw.strip_suffix(c)?))),
    ];
    for (c, rest) in ends.into_iter().flatten() {
        if !c.is_alphanumeric()
            && !c.is_ascii_punctuation()
            && let Some(sign) = sign(c.encode_utf8(&mut [0; 4]))
        {
            return (Some(sign), rest);
        }
    }
    (None, raw)
}

fn sign(raw: &str) -> Option<Sign> {
    let mut chars = raw.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if glyphs::is_empty_box(c) => Some(Sign::Not),
        (Some(c), None) if glyphs::is_ticked_box(c) => Some(Sign::Tick),
        _ => glyphs::sign_of(raw, None)
            .filter(|sign| matches!(sign, Sign::Tick | Sign::Cross | Sign::Dot | Sign::Not)),
    }
}

/// Whether a cell holds a mark that chooses what stands beside it.
fn is_mark(cell: &Cell) -> bool {
    match &cell.value {
        Value::Text(raw) => {
            let raw = text::trim(raw);
            raw.eq_ignore_ascii_case("yes")
                || raw.eq_ignore_ascii_case("y")
                || matches!(
                    glyphs::sign_of(raw, cell.look.symbol_font),
                    Some(Sign::Tick | Sign::Cross | Sign::Dot | Sign::One)
                )
        }
        Value::Flag(is_set) | Value::Box(is_set) => *is_set,
        Value::Number(number) => (*number - 1.0).abs() < f64::EPSILON,
        _ => false,
    }
}

fn is_label(cell: &Cell) -> bool {
    cell.value.as_text().is_some_and(|raw| field_label(raw).is_some() || label_and_value(raw).is_some())
}

/// `Tick one` beside the label of such a list.
fn is_request(cell: &Cell) -> bool {
    cell.value.as_text().is_some_and(|raw| {
        let words = text::words(raw);
        let first = words.split(' ').next().unwrap_or_default();
        raw.len() <= 40
            && field_label(raw) != Some(Head::School)
            && matches!(first, "tick" | "please" | "mark" | "choose" | "select" | "circle" | "x" | "your")
    })
}
