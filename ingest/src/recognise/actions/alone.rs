//! A plan of actions in a file of its own: no form stands beside it whose return could take it.
//! In: a file from which no return came. Out: notes that say what it is, whose, and all that it says. Never keeps who signed.

use schemas::{catalogue::ActionPlan, finding::Finding, place::Place};

use super::{Plan, plans, says, titles};
use crate::{
    grid::{Cell, Grid},
    recognise::{
        draft::Desk,
        found::Found,
        header::header,
        unplaced::{self, Words},
    },
};

/// What is told of such a file, of which `why` says that no return came; nothing where no plan stands in it.
pub(crate) fn alone(desk: &Desk<'_>, by_grid: &[Option<Found>], why: &str) -> Vec<Finding> {
    let forms: Vec<&ActionPlan> =
        desk.catalogues.iter().filter_map(|catalogue| catalogue.action_plan.as_ref()).collect();
    let of_grid = |index: usize| -> Vec<Plan> {
        let hits = by_grid.get(index).and_then(Option::as_ref).map_or(&[][..], |found| &found.hits);
        let all = forms.iter().map(|form| plans(desk, index, Some(form), hits));
        all.max_by_key(Vec::len).unwrap_or_default()
    };
    let all: Vec<Vec<Plan>> = (0..desk.grids.len()).map(of_grid).collect();
    let n = desk.grids.iter().zip(&all).map(|(grid, own)| n_actions(grid, own)).sum::<usize>();
    if n == 0 && !is_called_plan(desk.source_file) {
        return Vec::new();
    }
    let mut words = Words::default();
    for (index, (grid, own)) in desk.grids.iter().zip(&all).enumerate() {
        let left = unplaced::words_left(grid, index);
        let is_told = |cell: &&Cell| match own.iter().find(|plan| plan.holds(cell.row)) {
            Some(plan) => says(cell) && plan.signed != Some(cell.column),
            None => left.contains(&(cell.row, cell.column)),
        };
        let cells: Vec<&Cell> = grid.cells.iter().filter(is_told).collect();
        words.append(Words::of(desk, index, &cells, &[]));
    }
    let school = desk.grids.iter().find_map(|grid| header(grid, |_| true).school);
    let whose = school.map_or_else(String::new, |field| format!(" of {}", field.name()));
    let message = format!("{why}; it holds an action plan{whose}, whose actions no return has: ");
    words.of_plan_alone(Place::file(desk.source_file), &message)
}

fn n_actions(grid: &Grid, own: &[Plan]) -> usize {
    own.iter().map(|plan| plan.rows(grid, |_| true).0.len()).sum()
}

/// `Back School action plan.docx`
fn is_called_plan(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    titles::is_plan(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}
