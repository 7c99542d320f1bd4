//! Plans that a document gives in several tables: a row each, or what went over to the next page.
//! In: a document's grids, and which hold statements. Out: the grids with such a plan's rows in one. Never joins what words
//! stand between, what has headings or fields of its own, nor a table that is narrower than the plan.

use schemas::catalogue::ActionPlan;

use super::{Plan, heads, plans, says, titles};
use crate::{
    grid::{Block, Cell, Grid, Origin, Stands},
    normalise::text,
    recognise::{draft::Desk, found::Found, header::header, headings, shapes::unplaced::are_words},
};

/// The grids with the parts of each plan put below its first; none where no plan has several.
pub(crate) fn joined(desk: &Desk<'_>, by_grid: &[Option<Found>]) -> Option<Vec<Grid>> {
    let forms: Vec<&ActionPlan> =
        desk.catalogues.iter().filter_map(|catalogue| catalogue.action_plan.as_ref()).collect();
    let is_free = |index: usize| by_grid.get(index).is_some_and(Option::is_none);
    let mut changed: Option<Vec<Grid>> = None;
    let mut next = 0;
    while next < desk.grids.len() {
        let first = next;
        next += 1;
        let Some(grid) = desk.grids.get(first).filter(|_| is_free(first)) else { continue };
        let Stands::Before(mut row) = grid.stands else { continue };
        let of_form = |form: &&ActionPlan| plans(desk, first, Some(form), &[]).pop();
        let Some(plan) = forms.iter().find_map(of_form).filter(|plan| plan.end == u32::MAX) else { continue };
        while let Some(part) = desk.grids.get(next).filter(|_| is_free(next))
            && let Stands::Before(part_row) = part.stands
            && !has_words_between(desk, row, part_row)
            && is_part(desk, (grid, &plan), (next, part))
        {
            let all = changed.get_or_insert_with(|| desk.grids.to_vec());
            if let Some(whole) = all.get_mut(first) {
                append(whole, part);
            }
            if let Some(rest) = all.get_mut(next) {
                rest.cells.clear();
                rest.merges.clear();
            }
            row = part_row;
            next += 1;
        }
    }
    changed
}

/// Whether a document says anything between these rows of its running text.
fn has_words_between(desk: &Desk<'_>, from: u32, to: u32) -> bool {
    let running = desk.grids.iter().filter(|grid| titles::is_running_text(grid));
    let mut between = running.flat_map(|grid| &grid.cells).filter(|cell| (from..to).contains(&cell.row));
    between.any(|cell| cell.value.as_text().is_none_or(|raw| !text::is_blank(raw)))
}

/// Whether a table goes on a plan.
fn is_part(desk: &Desk<'_>, (grid, plan): (&Grid, &Plan), (index, part): (usize, &Grid)) -> bool {
    let width = |cells: &[Cell]| cells.iter().map(|cell| cell.column).max().unwrap_or(0);
    let own_width = width(grid.row(plan.heading));
    let Some(row) = part.cells.first().map(|cell| cell.row) else { return false };
    let first = part.row(row);
    let n_said = first.iter().filter(|cell| says(cell)).count();
    let has_area = first.iter().any(|cell| cell.column == plan.area && says(cell));
    let is_heading = |cell: &Cell| {
        cell.value.as_text().is_some_and(|raw| {
            heads::known(raw).is_some() || headings::head(raw).is_some() || raw.trim_end().ends_with(':')
        })
    };
    // Two columns may as well be a list of names.
    let is_plain = own_width > 1 || first.iter().any(are_words);
    width(&part.cells) == own_width
        && n_said > 1
        && has_area
        && is_plain
        && !first.iter().any(is_heading)
        && header(part, |_| true).cells.is_empty()
        && plans(desk, index, None, &[]).is_empty()
}

/// Puts the rows of a table below those of another; each cell keeps the name that it had.
fn append(whole: &mut Grid, part: &Grid) {
    let below = whole.cells.last().map_or(0, |cell| cell.row + 1);
    let top = part.cells.first().map_or(0, |cell| cell.row);
    let moved = |row: u32| row - top + below;
    for cell in &part.cells {
        whole.origins.push(Origin {
            row: moved(cell.row),
            column: cell.column,
            sheet: part.sheet_of(cell.row, cell.column).into(),
            from: part.stood_at(cell.row, cell.column),
        });
        whole.cells.push(Cell { row: moved(cell.row), ..cell.clone() });
    }
    let merges = part.merges.iter().filter(|merge| merge.top >= top);
    whole.merges.extend(merges.map(|merge| Block {
        top: moved(merge.top),
        bottom: moved(merge.bottom),
        ..*merge
    }));
}
