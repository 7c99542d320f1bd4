//! Plans that sort what will be done into columns: `Short term | Medium term | Long term`, `Start | Stop | Continue`.
//! In: a grid below a plan's title. Out: where such a plan stands, and an action for each of its cells. Never takes other
//! headings for such.

use super::{Layout, Plan, otherwise::Page, says, titles};
use crate::{
    grid::{Cell, Grid},
    normalise::text,
    reading::ActionReading,
    recognise::written::as_shown,
};

/// The first such plan from a row on.
pub(super) fn plan(page: &Page<'_>, from: u32) -> Option<Plan> {
    page.rows_from(from).find_map(|cells| {
        let first = cells.first()?;
        if cells.len() < 2 || !cells.iter().all(is_term) {
            return None;
        }
        let is_titled = page.is_titled || titles::stands_above(page.grid, first.row);
        let own = (first.row + 1..).take_while(|row| {
            let cells = page.grid.row(*row);
            !cells.is_empty() && cells.iter().all(|cell| page.grid.at(first.row, cell.column).is_some())
        });
        let end = own.last()? + 1;
        let plan = Plan::laid_out(Layout::Terms, (first.row, first.row + 1, end), first.column);
        (is_titled && !page.hits.iter().any(|hit| plan.holds(hit.row))).then_some(plan)
    })
}

fn is_term(cell: &Cell) -> bool {
    const TERMS: [&str; 22] = [
        "short term",
        "medium term",
        "long term",
        "longer term",
        "immediate",
        "immediately",
        "start",
        "stop",
        "continue",
        "keep",
        "change",
        "now",
        "next",
        "later",
        "autumn term",
        "spring term",
        "summer term",
        "term 1",
        "term 2",
        "term 3",
        "term 4",
        "this year",
    ];
    cell.value.as_text().is_some_and(|raw| raw.len() <= 20 && TERMS.contains(&text::words(raw).as_str()))
}

/// The actions of such a plan in these rows.
pub(super) fn rows(plan: &Plan, grid: &Grid, is_wanted: impl Fn(u32) -> bool) -> Vec<ActionReading> {
    let own = grid
        .cells
        .iter()
        .filter(|cell| cell.row >= plan.first && plan.holds(cell.row) && is_wanted(cell.row));
    own.filter(|cell| says(cell))
        .zip(1..)
        .map(|(cell, row_no)| {
            let heading = grid.at(plan.heading, cell.column).and_then(|head| head.value.as_text());
            ActionReading {
                row_no,
                area: as_shown(&cell.value, grid.is_1904),
                resources: heading.map(text::trim).unwrap_or_default().to_owned(),
                completed_on: None,
                is_signed: false,
            }
        })
        .collect()
}
