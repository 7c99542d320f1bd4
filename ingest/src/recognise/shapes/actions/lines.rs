//! Plans in lines: `Action Plan` over `1. Buy iPads`, `- Ask IT`, a paragraph of what the school will do, or beside it.
//! In: a grid. Out: where such a plan stands. Never takes what a form asks or explains below such a title, nor what stands
//! between its statements.

use super::{Layout, Plan, otherwise::Page, says, titles};
use crate::{
    grid::{Cell, Value},
    normalise::text,
    recognise::headings,
};

/// The first such plan from a row on.
pub(super) fn plan(page: &Page<'_>, from: u32) -> Option<Plan> {
    let first = page.grid.cells.first().map_or(0, |cell| cell.row);
    if page.is_named && first >= from {
        let own = lines(page, first, first);
        if own.is_some() {
            return own;
        }
    }
    page.rows_from(from).find_map(|cells| {
        let row = cells.first()?.row;
        match cells {
            [title] if is_title(title) => lines(page, row, row + 1),
            [title, said] if is_title(title) && is_meant(said) => {
                let plan = Plan::laid_out(Layout::Lines, (row, row, row + 1), said.column);
                is_apart(page, &plan).then_some(plan)
            }
            _ => None,
        }
    })
}

fn is_title(cell: &Cell) -> bool {
    cell.value.as_text().is_some_and(titles::is_bare)
}

/// The plan whose lines begin at a row or right below it, under a title in row `heading`.
fn lines(page: &Page<'_>, heading: u32, from: u32) -> Option<Plan> {
    const MOST_EMPTY: u32 = 2;
    let at = page.grid.cells.partition_point(|cell| cell.row < from);
    let below = page.grid.cells.get(at..).unwrap_or_default().chunk_by(|one, next| one.row == next.row);
    let mut found: Option<Plan> = None;
    let mut next = from;
    for cells in below.filter(|cells| cells.iter().any(says)) {
        let row = cells.first().map_or(0, |cell| cell.row);
        if row > next + MOST_EMPTY {
            break;
        }
        match line(cells) {
            Some(cell) => {
                let column = found.map_or(cell.column, |plan| plan.area.min(cell.column));
                let first = found.map_or(row, |plan| plan.first);
                found = Some(Plan::laid_out(Layout::Lines, (heading, first, row + 1), column));
            }
            // The form may say above them what is asked.
            None if found.is_none() && matches!(cells, [only] if is_asked(only)) => {}
            None => break,
        }
        next = row + 1;
    }
    found.filter(|plan| is_apart(page, plan))
}

/// Whether a plan stands above or below all statements, and not below each section.
fn is_apart(page: &Page<'_>, plan: &Plan) -> bool {
    let n_before = page.hits.partition_point(|hit| hit.row < plan.heading);
    let is_among = n_before > 0 && n_before < page.hits.len();
    let title = page.grid.row(plan.heading).first().and_then(|cell| cell.value.as_text()).map(text::key);
    let stands_again = || {
        let others = page.grid.cells.iter().filter(|cell| cell.row != plan.heading);
        others.filter_map(|cell| cell.value.as_text()).any(|raw| Some(text::key(raw)) == title)
    };
    !is_among && !page.hits.iter().any(|hit| plan.holds(hit.row)) && (page.hits.is_empty() || !stands_again())
}

/// The text of a line that says what will be done: numbered or behind a bullet, or in words that mean to.
fn line(cells: &[Cell]) -> Option<&Cell> {
    match cells {
        [only] => (is_marked(only) || is_meant(only)).then_some(only).filter(|cell| !is_asked(cell)),
        [mark, said] => {
            let is_mark = match &mark.value {
                Value::Number(_) => true,
                Value::Text(raw) => is_number(raw) || is_bullet(raw),
                _ => false,
            };
            (is_mark && is_words(said, 1) && !is_asked(said)).then_some(said)
        }
        _ => None,
    }
}

fn is_number(raw: &str) -> bool {
    let bare = text::trim(raw).trim_matches(['.', ')', '(', ':']);
    let name = ["Action ", "Target ", "Priority ", "Step "].iter().find_map(|name| bare.strip_prefix(name));
    let bare = name.unwrap_or(bare);
    (1..=2).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_bullet(raw: &str) -> bool {
    matches!(text::trim(raw), "-" | "*" | "o" | "\u{2022}" | "\u{2013}" | "\u{25cf}" | "\u{25aa}" | "\u{b7}")
}

/// `1. Buy iPads`, `• Ask IT`.
fn is_marked(cell: &Cell) -> bool {
    cell.value.as_text().map(text::trim).is_some_and(|raw| {
        let numbered = || {
            let rest = raw.trim_start_matches(|c: char| c.is_ascii_digit());
            (1..=2).contains(&(raw.len() - rest.len())) && rest.starts_with(['.', ')']) && is_said(rest)
        };
        let rest =
            raw.trim_start_matches(['-', '*', '\u{2022}', '\u{2013}', '\u{25cf}', '\u{25aa}', '\u{b7}']);
        (rest.len() < raw.len() && is_said(rest)) || numbered()
    })
}

fn is_said(raw: &str) -> bool {
    raw.chars().filter(|c| c.is_alphabetic()).nth(3).is_some()
}

/// `We will buy iPads by June`: words that mean to do something.
fn is_meant(cell: &Cell) -> bool {
    const MEANT: [&str; 12] = [
        " will ",
        " plan to ",
        " aim to ",
        " intend to ",
        " hope to ",
        " need to ",
        " going to ",
        " to be ",
        " would like to ",
        " are to ",
        " is to ",
        " by the end of ",
    ];
    let Some(raw) = cell.value.as_text() else { return false };
    let words = format!(" {} ", text::words(raw));
    is_words(cell, 4) && !is_asked(cell) && MEANT.iter().any(|meant| words.contains(meant))
}

fn is_words(cell: &Cell, fewest: usize) -> bool {
    cell.value.as_text().is_some_and(|raw| {
        is_said(raw) && raw.split_whitespace().count() >= fewest && !headings::is_known_heading(raw)
    })
}

/// What a form asks or explains: `Please list your actions`, `Return this form by 30 June`, `You will need ...`.
fn is_asked(cell: &Cell) -> bool {
    const OPENINGS: [&str; 20] = [
        "please ",
        "list ",
        "use this",
        "use the",
        "you ",
        "your ",
        "schools ",
        "this ",
        "these ",
        "the action plan",
        "an action plan",
        "complete ",
        "return ",
        "send ",
        "submit ",
        "email ",
        "record ",
        "set out",
        "describe ",
        "what ",
    ];
    const WITHIN: [&str; 5] =
        ["this form", "this return", "the form", "this self evaluation", "this document"];
    cell.value.as_text().is_some_and(|raw| {
        let words = text::words(text::without_numbering(raw));
        OPENINGS.iter().any(|opening| words.starts_with(opening))
            || WITHIN.iter().any(|within| words.contains(within))
            || text::trim(raw).ends_with([':', '?'])
            || raw.contains('@')
    })
}
