//! The actions of a plan that is a table: a row each, below its headings, or a line each.
//! In: the plan and its grid. Out: its rows that say something, with the cells of dates that could not be read.

use super::{
    Plan, says,
    signature::{Signature, signature},
};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        dates::{DateReading, read_date},
        text,
    },
    reading::ActionReading,
    recognise::{headings::bands, shapes::unplaced::may_say_something, written::as_shown},
};

/// As [`Plan::rows`].
pub(super) fn rows<'g>(
    plan: &Plan,
    grid: &'g Grid,
    is_wanted: impl Fn(u32) -> bool,
) -> (Vec<ActionReading>, Vec<&'g Cell>) {
    let mut actions = Vec::new();
    let mut odd_dates = Vec::new();
    let mut n_row = 0;
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        let row = cells.first().map_or(0, |cell| cell.row);
        if row < plan.first {
            continue;
        }
        if row >= plan.end {
            break;
        }
        if !is_wanted(row) {
            continue;
        }
        n_row += 1;
        let at = |column: Option<u32>| {
            column
                .and_then(|wanted| cells.iter().find(|cell| cell.column == wanted))
                .filter(|cell| says(cell))
        };
        // The area's heading may stand over the numbering and the text alike, unmerged.
        let shown = |column: Option<u32>| {
            at(column).map(|cell| as_shown(&cell.value, grid.is_1904)).unwrap_or_default()
        };
        let area = at(Some(plan.area)).filter(|cell| !is_number(cell)).or_else(|| plan.area_beside(cells));
        let area = area.map(|cell| as_shown(&cell.value, grid.is_1904)).unwrap_or_default();
        let mut resources = shown(plan.resources);
        plan.add_others(grid, cells, &mut resources);
        let date = at(plan.date);
        let is_signed = plan.is_signed(grid, cells, &mut resources);
        if area.is_empty() && resources.is_empty() && date.is_none() && !is_signed {
            continue;
        }
        let completed_on = date.and_then(|cell| sure_date(cell, grid.is_1904));
        odd_dates.extend(date.filter(|_| completed_on.is_none()));
        let row_no = cells.iter().find_map(number).unwrap_or(n_row);
        actions.push(ActionReading { row_no, area, resources, completed_on, is_signed });
    }
    renumber(&mut actions);
    (actions, odd_dates)
}

impl Plan {
    /// Whether somebody signed; what else stands there is added to the resources (`Signed: not yet`), but for what is long
    /// enough to be a comment of its own.
    fn is_signed(&self, grid: &Grid, cells: &[Cell], resources: &mut String) -> bool {
        let mut is_signed = false;
        for cell in cells.iter().filter(|cell| self.is_signature(grid, cell.column) && says(cell)) {
            if signature(cell) == Signature::Signed {
                is_signed = true;
            } else if self.takes(grid, cell) || !may_say_something(cell) {
                add(resources, "Signed", &as_shown(&cell.value, grid.is_1904));
            }
        }
        is_signed
    }

    /// Whether a column is under the heading of the signature, which may be merged over several.
    fn is_signature(&self, grid: &Grid, column: u32) -> bool {
        self.signed.is_some_and(|signed| {
            let head = grid.at(self.heading, signed);
            (signed..=head.map_or(signed, |head| bands::right_edge(grid, head))).contains(&column)
        })
    }

    /// Adds what stands under the plan's further headings (`By when: June`), and short words under none.
    fn add_others(&self, grid: &Grid, cells: &[Cell], resources: &mut String) {
        let known = [Some(self.area), self.resources, self.date, self.signed];
        let beside = self.area_beside(cells).filter(|_| {
            cells
                .iter()
                .find(|cell| cell.column == self.area)
                .is_none_or(|cell| !says(cell) || is_number(cell))
        });
        let is_other = |cell: &&Cell| {
            (cell.column > self.area || self.is_reference(grid, cell))
                && !known.contains(&Some(cell.column))
                && !self.is_signature(grid, cell.column)
                && beside.is_none_or(|beside| beside.column != cell.column)
                && says(cell)
        };
        for cell in cells.iter().filter(is_other) {
            let heading = grid.at(self.heading, cell.column).and_then(|head| head.value.as_text());
            // Longer words under no heading are comments of their own.
            if heading.is_some() || !may_say_something(cell) {
                let heading = heading.map(|heading| text::trim(heading).trim_end_matches(':'));
                add(resources, heading.unwrap_or_default(), &as_shown(&cell.value, grid.is_1904));
            }
        }
    }

    /// The text between the numbering and the resources, where the area's own column holds the number.
    fn area_beside<'c>(&self, cells: &'c [Cell]) -> Option<&'c Cell> {
        cells.iter().find(|cell| {
            cell.column > self.area
                && self.resources.is_none_or(|resources| cell.column < resources)
                && Some(cell.column) != self.date
                && Some(cell.column) != self.signed
                && says(cell)
                && !is_number(cell)
        })
    }
}

/// Adds to a plan's resources what is said under a heading.
pub(super) fn add(resources: &mut String, heading: &str, said: &str) {
    if !resources.is_empty() {
        resources.push_str("; ");
    }
    resources.push_str(heading);
    if !heading.is_empty() {
        resources.push_str(": ");
    }
    resources.push_str(said);
}

/// Row numbers are keys: where the plan's own are not 1, 2, 3 rising, they are counted anew.
fn renumber(actions: &mut [ActionReading]) {
    let rises = actions.windows(2).all(|pair| matches!(pair, [one, next] if one.row_no < next.row_no));
    if !rises {
        for (action, row_no) in actions.iter_mut().zip(1..) {
            action.row_no = row_no;
        }
    }
}

/// The day that a cell says, where nobody doubts it.
pub(super) fn sure_date(cell: &Cell, is_1904: bool) -> Option<chrono::NaiveDate> {
    // `12/03/2026?`: not even the school is sure that it was.
    if cell.value.as_text().is_some_and(|raw| raw.contains('?')) {
        return None;
    }
    match read_date(&cell.value, is_1904) {
        DateReading::Sure(date) => Some(date),
        DateReading::Unsure | DateReading::Nothing => None,
    }
}

fn number(cell: &Cell) -> Option<u32> {
    let number = match &cell.value {
        Value::Number(number) if number.fract().abs() < f64::EPSILON => format!("{number}").parse().ok()?,
        Value::Text(raw) => raw.trim().trim_end_matches(['.', ')']).parse().ok()?,
        _ => return None,
    };
    (1..=200).contains(&number).then_some(number)
}

/// Whether a cell holds a row's number.
pub(super) fn is_number(cell: &Cell) -> bool {
    number(cell).is_some()
}
