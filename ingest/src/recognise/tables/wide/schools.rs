//! Where an export names its schools other than under a heading that says so.
//! In: its headings and rows. Out: cells that name schools. Never takes a person's name.

use super::super::says;
use crate::reading::Written;
use crate::{
    grid::{Cell, Grid},
    normalise::text,
    recognise::{
        draft::{Desk, Draft},
        header::{Field, header},
        headings::{self, Head},
        sheets::is_called_school,
    },
};

/// The heading of a column that names schools though it does not say so: a list that is kept elsewhere names its entries
/// by their title, and under `Name` may stand schools alone.
pub(super) fn named_otherwise(grid: &Grid, head_row: u32) -> Option<&Cell> {
    let heads = || grid.row(head_row).iter();
    let is_title = |cell: &&Cell| cell.value.as_text().is_some_and(is_title);
    let holds_schools = |cell: &&Cell| {
        let is_name = cell.value.as_text().and_then(headings::head) == Some(Head::Person);
        let below = grid
            .cells
            .iter()
            .filter(|below| is_name && below.column == cell.column && below.row > head_row && says(below));
        let mut n = 0;
        let is_school = |raw: &str| is_called_school(raw) && !may_be_a_person(raw);
        let are_schools = below.inspect(|_| n += 1).all(|below| below.value.as_text().is_some_and(is_school));
        are_schools && n > 0
    };
    heads().find(is_title).or_else(|| heads().find(holds_schools))
}

/// The cell that a school's name stands in: beside the one that only says that the form's list had not got it.
pub(super) fn meant<'g>(grid: &'g Grid, head_row: u32, cell: &'g Cell) -> &'g Cell {
    let says_other = |raw: &str| {
        let words = text::words(raw);
        words == "other"
            || words.starts_with("other please")
            || words.contains("not listed")
            || words.contains("not in the list")
    };
    if !cell.value.as_text().is_some_and(says_other) {
        return cell;
    }
    let asks_for_it = |raw: &str| {
        let words = text::words(raw);
        ["other", "specify", "not listed", "not in the list"].iter().any(|word| words.contains(word))
    };
    let head = grid.at(head_row, cell.column + 1).and_then(|head| head.value.as_text());
    let beside = grid.at(cell.row, cell.column + 1).filter(|beside| says(beside));
    beside.filter(|_| head.is_some_and(asks_for_it)).unwrap_or(cell)
}

/// Takes the school that the rows above the headings name for the only row of answers below them.
pub(super) fn take_above(
    desk: &Desk<'_>,
    (index, grid, head_row): (usize, &Grid, u32),
    drafts: &mut [Draft<'_>],
) {
    let [draft] = drafts else { return };
    if draft.school.name.is_some() || draft.school.id.is_some() {
        return;
    }
    let above = header(grid, |row| row < head_row);
    let at =
        |field: &Field| Written { text: field.name(), place: desk.place(index, field.row, field.column) };
    draft.school.name = above.school.as_ref().map(at);
    draft.school.id = above.school_id.as_ref().map(at);
}

/// `Janet High`: some of the words that schools are called by are surnames.
fn may_be_a_person(raw: &str) -> bool {
    const SCHOOLS: [&str; 7] = ["school", "primary", "academy", "college", "sgoil", "bunsgoil", "nursery"];
    text::words(raw).split(' ').all(|word| !SCHOOLS.contains(&word))
}

/// `Title`, `Site`: what an entry is called.
fn is_title(raw: &str) -> bool {
    matches!(
        crate::normalise::text::words(raw).as_str(),
        "title"
            | "site"
            | "site name"
            | "location"
            | "centre"
            | "centre name"
            | "campus"
            | "unit"
            | "organisation unit"
            | "primary column"
            | "primary"
    )
}
