//! What stands below a plan's actions and is none: `Any other comments: ...`, `Next review`, a second table.
//! In: a plan and its grid. Out: the row at which the plan ends. Never ends it at a row that may as well be an action.

use super::{Plan, part, says};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::text,
    recognise::headings,
};

/// A longer text is no label and no heading.
const LONGEST: usize = 60;

/// Labels that a form ends with, and no plan's area is called.
const LABELS: [&str; 17] = [
    "signed",
    "signed by",
    "signature",
    "headteacher signature",
    "head teacher signature",
    "headteachers signature",
    "signature of headteacher",
    "completed by",
    "approved by",
    "reviewed by",
    "next review",
    "next review date",
    "review date",
    "date of review",
    "date of next review",
    "date completed",
    "date of completion",
];

/// What a label that asks for comments begins with: itself, how much it asks, or whom.
const COMMENTERS: [&str; 18] = [
    "comment",
    "comments",
    "remark",
    "remarks",
    "notes",
    "any",
    "other",
    "general",
    "further",
    "additional",
    "overall",
    "la",
    "local",
    "council",
    "governor",
    "governors",
    "headteacher",
    "headteachers",
];

/// The plan with its end at the first row below its heading that is no more its own, before the end that is known already.
pub(super) fn ended(grid: &Grid, plan: Plan) -> Plan {
    let from = grid.cells.partition_point(|cell| cell.row <= plan.heading);
    let below = grid.cells.get(from..).unwrap_or_default();
    let rows: Vec<&[Cell]> = below
        .chunk_by(|one, next| one.row == next.row)
        .filter(|cells| cells.iter().any(says))
        .take_while(|cells| cells.first().is_some_and(|cell| cell.row < plan.end))
        .collect();
    let mut has_colons = false;
    for (at, cells) in rows.iter().enumerate() {
        let Some(row) = cells.first().map(|cell| cell.row) else { continue };
        let before = at.checked_sub(1).and_then(|at| rows.get(at)).and_then(|cells| cells.first());
        let is_apart = before.is_some_and(|before| before.row + 1 < row);
        let is_titled = cells.iter().filter(|cell| says(cell)).count() == 1;
        let next = rows.get(at + 1).filter(|next| next.first().is_some_and(|next| next.row == row + 1));
        let heads: Vec<&[Cell]> =
            std::iter::once(*cells).chain(next.filter(|_| is_titled).copied()).collect();
        let is_table = is_apart && heads.iter().any(|cells| is_heading(cells));
        if is_table
            || heads.iter().any(|cells| repeats(grid, &plan, cells))
            || is_labelled(cells, is_apart && !has_colons)
        {
            return Plan { end: row, is_above_table: is_table, ..plan };
        }
        has_colons |= first_text(cells).is_some_and(|raw| text::trim(raw).ends_with(':'));
    }
    plan
}

fn first_text(cells: &[Cell]) -> Option<&str> {
    cells.iter().find(|cell| says(cell))?.value.as_text()
}

/// Whether the plan's own headings stand there again: at a page's top, or over a second plan.
fn repeats(grid: &Grid, plan: &Plan, cells: &[Cell]) -> bool {
    let mut texts = cells.iter().filter(|cell| says(cell)).peekable();
    let is_again = |cell: &Cell| {
        let head = grid.at(plan.heading, cell.column).and_then(|head| head.value.as_text());
        head.zip(cell.value.as_text()).is_some_and(|(head, own)| text::key(head) == text::key(own))
    };
    let n = texts.clone().filter(|cell| is_again(cell)).count();
    texts.peek().is_some() && n >= 2 && texts.all(is_again)
}

/// Whether a row that is set off reads like headings of another table: short words alone, one of them a known heading.
fn is_heading(cells: &[Cell]) -> bool {
    let mut said = cells.iter().filter(|cell| says(cell));
    let is_short = |cell: &Cell| match &cell.value {
        Value::Text(raw) => raw.len() <= 40 && !raw.chars().any(|c| c.is_ascii_digit()),
        _ => false,
    };
    let first = first_text(cells).unwrap_or_default();
    let is_known = part(first, None).is_some() || headings::is_known_heading(first);
    let n_short = said.clone().filter(|cell| is_short(cell)).count();
    is_known && n_short >= 3 && said.all(is_short)
}

/// Whether a row begins with a label that a form ends with; where it is set off, any label with a colon is one.
fn is_labelled(cells: &[Cell], is_apart: bool) -> bool {
    let Some(raw) = first_text(cells) else { return false };
    let (label, has_colon) = raw.split_once(':').map_or((raw, false), |(label, _)| (label, true));
    if label.len() > LONGEST {
        return false;
    }
    let words = text::words(label);
    let n_said = cells.iter().filter(|cell| says(cell)).count();
    if LABELS.contains(&words.as_str()) {
        return has_colon || (is_apart && n_said == 2);
    }
    let asks_comment = ["comment", "comments", "remark", "remarks", "notes"]
        .iter()
        .any(|word| words == *word || words.ends_with(&format!(" {word}")));
    // `Act on pupils' comments | A survey` is an action.
    let is_named = words.split(' ').next().is_some_and(|first| COMMENTERS.contains(&first));
    (asks_comment && (has_colon || (n_said == 2 && is_named)))
        || (is_apart && text::trim(raw).ends_with(':') && n_said <= 2)
}
