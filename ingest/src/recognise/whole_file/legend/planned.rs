//! The numbered rows of action plans: `2 | Not in place: training for governors` is an action there, and explains no 2.
//! In: a grid's plans. Out: which rows are theirs. Never takes in a key that stands below a plan: behind an empty row, or with
//! numbers that begin anew.

use std::ops::Range;

use crate::{
    grid::{Cell, Grid},
    recognise::{
        draft::Desk,
        found::Found,
        shapes::actions::{Plan, plans},
        written::as_written,
    },
};

/// The rows of a grid's plans, each plan's in one run.
pub(super) fn rows(desk: &Desk<'_>, index: usize, by_grid: &[Option<Found>]) -> Vec<Range<u32>> {
    let Some(grid) = desk.grids.get(index) else { return Vec::new() };
    let found = by_grid.get(index).and_then(Option::as_ref);
    let catalogue = found.or_else(|| by_grid.iter().flatten().next()).map(|found| found.catalogue);
    let form = catalogue.and_then(|at| desk.catalogues.get(at)?.action_plan.as_ref());
    let hits = found.map_or(&[][..], |found| &found.hits);
    plans(desk, index, form, hits).iter().map(|plan| plan.heading..end(grid, plan)).collect()
}

/// The first row that is not surely the plan's.
fn end(grid: &Grid, plan: &Plan) -> u32 {
    let mut last = 0;
    let goes_on = |row: &u32| {
        let cells = grid.row(*row);
        let number = cells.first().and_then(figure);
        let rises = number.is_none_or(|number| number > last);
        last = number.unwrap_or(last);
        rises && !cells.is_empty()
    };
    (plan.heading..plan.end).take_while(goes_on).last().map_or(plan.heading, |row| row + 1)
}

/// The whole number in a cell.
fn figure(cell: &Cell) -> Option<u32> {
    as_written(&cell.value).trim_end_matches('.').parse().ok()
}
