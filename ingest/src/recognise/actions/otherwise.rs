//! Plans of actions under headings of a school's own: `Priority | Action | By whom | By when`.
//! In: a grid below or without statements. Out: where the plan stands and its columns. Never takes a row of headings that
//! speaks of answers or statements: a form may ask for actions, too.

use super::Plan;
use crate::{
    grid::{Cell, Grid},
    normalise::text,
    recognise::headings::{self, Head},
};

/// What a heading of such a plan asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Area,
    Action,
    Who,
    When,
}

/// Finds such a plan: a row with at least two kinds of its headings below a title that says what it is, or with three; no
/// statement stands below it.
pub(super) fn plan(grid: &Grid, is_free: impl Fn(u32) -> bool) -> Option<Plan> {
    let rows = || grid.cells.chunk_by(|one, next| one.row == next.row);
    let last_taken =
        rows().filter_map(|cells| cells.first().map(|cell| cell.row)).rfind(|row| !is_free(*row));
    rows().find_map(|cells| {
        let row = cells.first()?.row;
        if last_taken.is_some_and(|last| row <= last) || cells.len() < 2 {
            return None;
        }
        let asks_else = |cell: &Cell| {
            cell.value.as_text().and_then(headings::head).is_some_and(|head| {
                matches!(head, Head::Answer(_) | Head::AnyAnswer(_) | Head::StatementId)
                    || (head == Head::Statement && part(cell) != Some(Part::Area))
            })
        };
        if cells.iter().any(asks_else) {
            return None;
        }
        let parts: Vec<(u32, Part)> =
            cells.iter().filter_map(|cell| Some((cell.column, part(cell)?))).collect();
        let column = |wanted: Part| parts.iter().find(|(_, part)| *part == wanted).map(|(column, _)| *column);
        let (area, action) = (column(Part::Area), column(Part::Action));
        let n_kinds = [area, action, column(Part::Who), column(Part::When)].iter().flatten().count();
        let first = area.or(action)?;
        let is_titled = || is_plan(&grid.sheet) || is_below_title(grid, row);
        (n_kinds >= 3 || (n_kinds == 2 && is_titled())).then_some(Plan {
            heading: row,
            end: u32::MAX,
            is_above_table: false,
            area: first,
            resources: action.filter(|column| *column != first),
            date: None,
            signed: None,
        })
    })
}

fn part(cell: &Cell) -> Option<Part> {
    let raw = cell.value.as_text().filter(|raw| raw.len() <= 60)?;
    Some(match text::words(raw).as_str() {
        "area"
        | "areas"
        | "priority"
        | "priorities"
        | "target"
        | "targets"
        | "focus"
        | "issue"
        | "issues"
        | "objective"
        | "objectives"
        | "aim"
        | "identified need"
        | "need"
        | "development area"
        | "development point"
        | "area for development"
        | "areas for development"
        | "area for improvement"
        | "areas for improvement"
        | "key area for development"
        | "key areas for development"
        | "what"
        | "what do we need to do"
        | "what needs to be done"
        | "what do we want to achieve"
        | "improvement"
        | "gap"
        | "area of focus" => Part::Area,
        "action"
        | "actions"
        | "action required"
        | "actions required"
        | "action needed"
        | "actions needed"
        | "action points"
        | "action point"
        | "action to be taken"
        | "actions to be taken"
        | "steps"
        | "steps to take"
        | "steps to be taken"
        | "how"
        | "how will we do it"
        | "how will we do this"
        | "what will we do"
        | "task"
        | "tasks"
        | "strategy"
        | "strategies"
        | "support required"
        | "support needed"
        | "resources"
        | "next steps"
        | "activity" => Part::Action,
        "by whom" | "who" | "lead" | "led by" | "responsible" | "responsibility" | "person responsible"
        | "owner" | "lead person" | "who will do it" | "who is responsible" | "staff responsible" => {
            Part::Who
        }
        "by when"
        | "when"
        | "timescale"
        | "timescales"
        | "deadline"
        | "target date"
        | "due"
        | "due date"
        | "completion date"
        | "date"
        | "review date"
        | "date for completion"
        | "by"
        | "timeline"
        | "date completed" => Part::When,
        _ => return None,
    })
}

/// Whether words call something a plan of actions.
fn is_plan(raw: &str) -> bool {
    const TITLES: [&str; 7] = [
        "action plan",
        "actions",
        "action points",
        "next steps",
        "improvement plan",
        "development plan",
        "priorities",
    ];
    let words = text::words(raw);
    raw.len() <= 80 && TITLES.iter().any(|title| words.starts_with(title) || words.ends_with(title))
}

/// Whether a title right above, alone in its row, calls it so.
fn is_below_title(grid: &Grid, row: u32) -> bool {
    let title = (row.saturating_sub(3)..row).rev().map(|row| grid.row(row)).find(|cells| !cells.is_empty());
    matches!(title, Some([only]) if only.value.as_text().is_some_and(is_plan))
}
