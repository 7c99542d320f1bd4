//! Plans on sheets of their own beside several returns: each action to the return that it is surely of.
//! In: a file's grids and its drafts. Out: actions for drafts, what was taken, notes on rows that name none of the schools.
//! Never gives a plan to a return by its place alone, unless each return has its own plan right behind it.

use schemas::finding::Finding;

use super::{Plan, plans, says};
use crate::{
    grid::{Cell, Grid},
    normalise::text,
    recognise::{
        draft::{Desk, Draft},
        found::Found,
        header::header,
        headings::{self, Head},
        shapes::unplaced::{self, Left, Taken},
        written::as_written,
    },
};

/// Shares out the plans of the grids without statements, where there are several returns.
pub(crate) fn share_out<'g>(
    desk: &Desk<'g>,
    by_grid: &[Option<Found>],
    drafts: &mut [Draft<'g>],
    findings: &mut Vec<Finding>,
) -> Taken {
    let mut taken = Taken::default();
    let Some(first) = drafts.first().filter(|_| drafts.len() > 1) else { return taken };
    let form = desk.catalogues.get(first.catalogue).and_then(|catalogue| catalogue.action_plan.as_ref());
    let mut unnamed: Vec<(usize, Vec<Plan>)> = Vec::new();
    let mut whole: Vec<(usize, usize)> = Vec::new();
    for (index, grid) in desk.grids.iter().enumerate() {
        if by_grid.get(index).is_some_and(Option::is_some) || grid.is_hidden {
            continue;
        }
        let own = plans(desk, index, form, &[]);
        let Some(top) = own.first() else { continue };
        let above = header(grid, |row| row < top.heading);
        let named = above.school.as_ref().or(above.school_id.as_ref());
        match named.map(|field| of_school(drafts, &as_written(&field.value))) {
            Some(Some(draft)) => {
                taken.fields.extend(above.cells.iter().map(|at| (index, *at)));
                taken.plans.extend(take_all(desk, (index, &own), drafts.get_mut(draft)));
                whole.push((index, draft));
            }
            Some(None) => {}
            None if own.iter().all(|plan| schools_column(grid, plan).is_some()) => {
                for plan in &own {
                    by_rows(desk, (index, grid, plan), drafts, &mut taken, findings);
                }
            }
            None => unnamed.push((index, own)),
        }
    }
    // Form 1, Plan 1, Form 2, Plan 2.
    let ends: Vec<Option<usize>> = drafts.iter().map(|draft| next_grid(desk, draft)).collect();
    let is_each = unnamed.len() == ends.len()
        && unnamed.iter().all(|(index, _)| ends.iter().filter(|end| **end == Some(*index)).count() == 1);
    for (index, own) in unnamed.iter().filter(|_| is_each) {
        let Some(at) = ends.iter().position(|end| *end == Some(*index)) else { continue };
        taken.plans.extend(take_all(desk, (*index, own), drafts.get_mut(at)));
        whole.push((*index, at));
    }
    // What else stands on such a sheet is the same school's.
    for (index, at) in whole {
        let Some(grid) = desk.grids.get(index) else { continue };
        let Left { cells: mut words, lists } = unplaced::left_and_lists(grid, index, None, &taken, drafts);
        words.extend(lists);
        taken.fields.extend(words.iter().map(|cell| (index, (cell.row, cell.column))));
        if let Some(draft) = drafts.get_mut(at) {
            draft.unplaced.extend(words.into_iter().map(|cell| (index, cell)));
        }
    }
    taken
}

/// Gives all of a grid's plans to a return.
fn take_all(
    desk: &Desk<'_>,
    (index, own): (usize, &[Plan]),
    draft: Option<&mut Draft<'_>>,
) -> Vec<(usize, Plan)> {
    let Some(draft) = draft else { return Vec::new() };
    for plan in own {
        super::take_actions(desk, draft, (index, plan), |_| true);
    }
    own.iter().map(|plan| (index, *plan)).collect()
}

/// The grid behind a return's last one.
fn next_grid(desk: &Desk<'_>, draft: &Draft<'_>) -> Option<usize> {
    let last = draft.said.iter().map(|said| said.grid).max()?;
    let is_seen = |grid: &Grid| !grid.is_hidden && !grid.cells.is_empty();
    let mut behind = desk.grids.iter().enumerate().skip(last + 1);
    behind.find(|(_, grid)| is_seen(grid)).map(|(index, _)| index)
}

/// The column of a plan that names schools.
fn schools_column(grid: &Grid, plan: &Plan) -> Option<u32> {
    let names = |cell: &&Cell| {
        let head = cell.value.as_text().and_then(headings::head);
        matches!(head, Some(Head::School | Head::SchoolId))
    };
    grid.row(plan.heading).iter().find(names).map(|cell| cell.column)
}

/// The only return whose school is called so.
fn of_school(drafts: &[Draft<'_>], name: &str) -> Option<usize> {
    let key = text::key(name);
    let is_called = |draft: &Draft<'_>| {
        let school = &draft.school;
        let mut names = school.name.iter().chain(&school.id).chain(&school.others);
        names.any(|written| text::key(&written.text) == key)
    };
    let mut called = drafts.iter().enumerate().filter(|(_, draft)| is_called(draft));
    let only = called.next().map(|(at, _)| at)?;
    (!key.is_empty() && called.next().is_none()).then_some(only)
}

/// Gives each row of a plan to the return whose school it names, or that the row right above names; others are told of.
fn by_rows(
    desk: &Desk<'_>,
    (index, grid, plan): (usize, &Grid, &Plan),
    drafts: &mut [Draft<'_>],
    taken: &mut Taken,
    findings: &mut Vec<Finding>,
) {
    let Some(column) = schools_column(grid, plan) else { return };
    let mut rows: Vec<(u32, Option<usize>)> = Vec::new();
    let mut of_none: Vec<&Cell> = Vec::new();
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        let Some(row) = cells.first().map(|cell| cell.row).filter(|row| *row > plan.heading) else {
            continue;
        };
        if !plan.holds(row) || !cells.iter().any(says) {
            continue;
        }
        let draft = match cells.iter().find(|cell| cell.column == column && says(cell)) {
            Some(named) => of_school(drafts, &as_written(&named.value)),
            None => rows.last().filter(|(above, _)| above + 1 == row).and_then(|(_, draft)| *draft),
        };
        if draft.is_none() {
            of_none.extend(cells.iter().filter(|cell| says(cell)));
        }
        rows.push((row, draft));
        taken.fields.extend(
            cells
                .iter()
                .map(|cell| (index, (row, cell.column)))
                .filter(|(_, at)| at.1 == column || draft.is_none()),
        );
    }
    for (at, draft) in drafts.iter_mut().enumerate() {
        super::take_actions(desk, draft, (index, plan), |row| rows.contains(&(row, Some(at))));
    }
    taken.plans.push((index, *plan));
    findings.extend(unplaced::of_no_school(desk, index, &of_none));
}
