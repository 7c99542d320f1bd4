//! A plan of actions in a file of its own: no form stands beside it whose return could take it.
//! In: a file from which no return came. Out: notes that say what it is, whose, and all that it says; the same as the words and
//! actions of a return that stands elsewhere. Never keeps who signed, and never says which return that is.

use schemas::{catalogue::ActionPlan, finding::Finding, ids::ReturnId, place::Place};

use super::{Plan, plans, says, titles};
use crate::{
    grid::{Cell, Grid},
    reading::{CommentReading, Form, ReturnReading, Written},
    recognise::{
        draft::Desk,
        found::Found,
        header::{Header, header},
        shapes::{
            coded, comments,
            unplaced::{self, Left, Taken, Words},
        },
    },
};

/// What such a file comes to.
#[derive(Default)]
pub(crate) struct Alone {
    /// What is told of it; nothing where no plan stands in it.
    pub(crate) findings: Vec<Finding>,
    /// What it says for a return that stands elsewhere.
    pub(crate) apart: Option<Box<ReturnReading>>,
}

/// What a file comes to of which `why` says that no return came.
pub(crate) fn alone(desk: &Desk<'_>, by_grid: &[Option<Found>], why: &str) -> Alone {
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
        return Alone::default();
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
    let findings = words.of_plan_alone(Place::file(desk.source_file), &message);
    Alone { findings, apart: apart(desk, all) }
}

/// What the file says for a return that stands elsewhere: a return without answers.
fn apart(desk: &Desk<'_>, all: Vec<Vec<Plan>>) -> Option<Box<ReturnReading>> {
    let catalogue = desk.catalogues.first()?;
    let headers: Vec<Header> = desk.grids.iter().map(|grid| header(grid, |_| true)).collect();
    let place = Place::file(desk.source_file);
    let mut reading = ReturnReading {
        return_id: ReturnId::of(&[desk.source_file]),
        source_file: desk.source_file.to_owned(),
        sheet: String::new(),
        cell: String::new(),
        catalogue_id: catalogue.id.clone(),
        edition: None,
        form: Form::TickColumns,
        school: crate::recognise::school_alone(desk.source_file, desk.grids),
        part: None,
        waits_for: None,
        is_left_out: false,
        completed_on: None,
        completed_time: None,
        completed_at: None,
        completed_by: None,
        answers: Vec::new(),
        comments: Vec::new(),
        unplaced: Vec::new(),
        actions: Vec::new(),
    };
    let mut taken = Taken::default();
    for (index, (header, own)) in headers.iter().zip(all).enumerate() {
        taken.fields.extend(header.cells.iter().map(|at| (index, *at)));
        taken.plans.extend(own.into_iter().map(|plan| (index, plan)));
    }
    for (index, plan) in &taken.plans {
        let Some(grid) = desk.grids.get(*index) else { continue };
        let (actions, odd) = plan.rows(grid, |_| true);
        let n = u32::try_from(reading.actions.len()).unwrap_or(u32::MAX);
        reading.actions.extend((n + 1..).zip(actions).map(|(row_no, mut action)| {
            action.row_no = row_no;
            action
        }));
        // A day that cannot be read is said as it stands.
        for cell in odd {
            comments::as_it_stands(desk, *index, cell, &mut reading.unplaced);
        }
    }
    for (index, grid) in desk.grids.iter().enumerate() {
        let Left { mut cells, lists } = unplaced::left_and_lists(grid, index, None, &taken, &[]);
        cells.extend(lists);
        for cell in cells {
            let lines = coded::lines_of(desk.catalogues, cell);
            if lines.is_empty() {
                comments::as_it_stands(desk, index, cell, &mut reading.unplaced);
            }
            reading.comments.extend(lines.into_iter().map(|(id, text)| CommentReading {
                statement_id: Some(id.clone()),
                text: text.to_owned(),
                sheet: grid.sheet_of(cell.row, cell.column).into(),
                cell: grid.cell_name(cell.row, cell.column),
            }));
        }
        let titles = headers.get(index).map_or(&[][..], |header| &header.titles);
        reading.school.hints.extend(
            titles.iter().map(|field| Written {
                text: field.name(),
                place: desk.place(index, field.row, field.column),
            }),
        );
    }
    let name = desk.source_file.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    reading.school.hints.push(Written { text: stem.to_owned(), place });
    Some(Box::new(reading))
}

fn n_actions(grid: &Grid, own: &[Plan]) -> usize {
    own.iter().map(|plan| plan.rows(grid, |_| true).0.len()).sum()
}

/// `Back School action plan.docx`
fn is_called_plan(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    titles::is_plan(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}
