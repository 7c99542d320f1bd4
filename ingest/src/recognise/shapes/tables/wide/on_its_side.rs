//! Forms on their side that cannot be read: the statements along a row, below them rows of which nobody can be sure what
//! they mean.
//! In: a grid's statements side by side. Out: the question, where it is such a form and no export. Never reads a mark into
//! an answer.

use std::collections::{HashMap, HashSet};

use schemas::{answer::Answer, finding::Finding, rules};

use super::{super::said as nothing_said, rows, schools};
use crate::{
    grid::{Cell, Grid},
    normalise::{
        marks::{Mark, read_mark},
        text,
    },
    reading::Form,
    recognise::{
        draft::{Desk, Draft, Placed, Said, roles::Role},
        found::Hit,
        header::sheet_names::is_called_school,
        headings::{self, Head},
        written::says,
    },
};

/// Fewer ticks make no form.
const FEWEST: usize = 4;

/// What is to be asked; none where the rows are schools'.
pub(super) fn asked(
    desk: &Desk<'_>,
    (index, grid, head_row): (usize, &Grid, u32),
    hits: &[Hit],
) -> Option<Finding> {
    let n_parted = n_parted_by_rows(grid, head_row, hits, desk);
    let is_form = n_parted > 0 || has_answers_names(grid, head_row, desk);
    is_form.then(|| question(desk, (index, head_row), hits, n_parted))
}

/// What is to be asked where no row was taken for a school's, and marks stand below the statements all the same.
pub(super) fn unread(
    desk: &Desk<'_>,
    (index, grid, head_row): (usize, &Grid, u32),
    hits: &[Hit],
) -> Option<Finding> {
    let is_marked = |hit: &&Hit| {
        let mut below = grid.cells.iter().filter(|cell| cell.column == hit.column && cell.row > head_row);
        below.any(|cell| matches!(read_mark(cell, desk.words).mark, Mark::Tick(_) | Mark::Says(_)))
    };
    let n = hits.iter().filter(is_marked).count();
    (n >= FEWEST).then(|| question(desk, (index, head_row), hits, u32::try_from(n).unwrap_or(u32::MAX)))
}

fn question(desk: &Desk<'_>, (grid, head_row): (usize, u32), hits: &[Hit], n: u32) -> Finding {
    let first = hits.first().map_or(0, |hit| hit.column);
    let message =
        "the statements stand side by side and the answers below, and it is not sure which row means which";
    Finding::new(&rules::COLUMNS_UNCLEAR, desk.place(grid, head_row, first), message)
        .with_suggestion("Ask the school for the form as it was sent out")
        .with_answers_waiting(n)
}

/// A form laid on its side has its answers' names down the first column.
fn has_answers_names(grid: &Grid, head_row: u32, desk: &Desk<'_>) -> bool {
    let mut named = Vec::new();
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        let Some(first) = cells.first().filter(|cell| cell.row > head_row) else { continue };
        // An answer column may well be the first; then a statement heads it.
        let is_headed =
            grid.at(head_row, first.column).and_then(|cell| cell.value.as_text()).is_some_and(|raw| {
                let head = headings::head(raw);
                raw.len() >= 25 || head.is_some_and(|head| head != Head::Statement)
            });
        match read_mark(first, desk.words).mark {
            Mark::Says(answer) if !is_headed && !named.contains(&answer) => named.push(answer),
            _ => {}
        }
    }
    named.len() >= 2
}

/// How many statements have a tick in one of the rows below and in no other, where nothing but such ticks stands there, what does not
/// apply, and remarks in rows of their own, and no heading says what the rows are: then the rows are a form's answers, under names
/// that nobody knows, or without any. 0 for others.
fn n_parted_by_rows(grid: &Grid, head_row: u32, hits: &[Hit], desk: &Desk<'_>) -> u32 {
    let Some(first) = hits.iter().map(|hit| hit.column).min() else { return 0 };
    let mut columns: Vec<u32> = hits.iter().map(|hit| hit.column).collect();
    columns.sort_unstable();
    let is_stated = |cell: &&Cell| columns.binary_search(&cell.column).is_ok() && says(cell);
    let (mut ticked, mut n_rows): (HashSet<u32>, usize) = (HashSet::new(), 0);
    // Rows without names, with words for answers and with remarks between them.
    let (mut n_worded, mut is_mixed) = (0, false);
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        let Some(name) = cells.first().filter(|cell| cell.row > head_row) else { continue };
        let is_named = name.column < first;
        let is_headed = is_named && grid.at(head_row, name.column).is_some_and(|head| !is_statements(head));
        let is_bare = !is_named && cells.iter().filter(|cell| says(cell)).all(|cell| is_stated(&cell));
        let is_form = if is_named { name.value.as_text().is_some_and(|raw| !is_asked(raw)) } else { is_bare };
        if is_headed || !is_form {
            return 0;
        }
        let row = Row::of(cells.iter().filter(is_stated), desk);
        let is_form = match row {
            // Remarks, some of which begin as answers do.
            Row { ticks: 0, said, remarks, .. } if row.is_of_remarks() => {
                is_mixed |= is_bare && (said > 0 || remarks > 0);
                true
            }
            Row { prose: 0, said: 0, remarks: 0, .. } => {
                let of_row = cells.iter().filter(is_stated);
                let before = ticked.len();
                let mut own =
                    of_row.filter(|cell| !matches!(read_mark(cell, desk.words).mark, Mark::Nothing(_)));
                let are_new = own.all(|cell| ticked.insert(cell.column));
                n_rows += usize::from(ticked.len() > before && row.ticks > 0);
                are_new
            }
            Row { ticks: 0, said, remarks: 0, .. } => {
                n_worded += usize::from(is_bare && said >= FEWEST);
                is_bare
            }
            _ => false,
        };
        if !is_form {
            return 0;
        }
    }
    let n = u32::try_from(ticked.len()).unwrap_or(u32::MAX);
    match (n_rows, n_worded) {
        (2.., 0) if ticked.len() >= FEWEST => n,
        (0, 1) if is_mixed => u32::try_from(hits.len()).unwrap_or(u32::MAX),
        _ => 0,
    }
}

/// How many cells below the statements in a row say what.
struct Row {
    ticks: usize,
    prose: usize,
    /// Answers in words.
    said: usize,
    /// Such with something behind them, and what cannot be read.
    remarks: usize,
}

impl Row {
    fn of<'g>(cells: impl Iterator<Item = &'g Cell>, desk: &Desk<'_>) -> Self {
        let mut row = Self { ticks: 0, prose: 0, said: 0, remarks: 0 };
        for cell in cells {
            let reading = read_mark(cell, desk.words);
            match reading.mark {
                Mark::Nothing(_) | Mark::Says(Answer::NotApplicable) => {}
                Mark::Tick(_) => row.ticks += 1,
                Mark::Prose => row.prose += 1,
                Mark::Says(_) if reading.remark.is_none() => row.said += 1,
                _ => row.remarks += 1,
            }
        }
        row
    }

    const fn is_of_remarks(&self) -> bool {
        self.prose > 0 || self.remarks > self.said
    }
}

/// `Statement`, over the names of the rows, says nothing of them.
fn is_statements(head: &Cell) -> bool {
    !says(head) || head.value.as_text().and_then(headings::head) == Some(Head::Statement)
}

/// Whether a row's name is a school's, or a respondent's.
fn is_asked(raw: &str) -> bool {
    const RESPONDENTS: [&str; 8] =
        ["respondent", "response", "user", "person", "participant", "submission", "entry", "school"];
    let words = text::words(raw);
    let first = words.split(' ').next().unwrap_or_default();
    (RESPONDENTS.contains(&first) && words.ends_with(|last: char| last.is_ascii_digit()))
        || is_called_school(raw)
}

/// Keeps a form that is asked about as a whole: the question, and its remarks with its school, where it has any.
pub(super) fn keep<'g>(
    desk: &Desk<'g>,
    (index, grid, head_row): (usize, &'g Grid, u32),
    (catalogue, hits): (usize, &[Hit]),
    (asked, drafts): (Finding, &mut Vec<Draft<'g>>),
    findings: &mut Vec<Finding>,
) {
    let mut form = unread_form(desk, (index, grid, head_row), (catalogue, hits));
    // Without a remark there is nothing to keep: whose the file is, its name may tell as well.
    if !form.loose.is_empty() {
        form.waits_for = Some(asked.id());
        schools::take_above(desk, (index, grid, head_row), std::slice::from_mut(&mut form));
        drafts.push(form);
    }
    findings.push(asked);
}

/// A form with its remarks, and with nothing read of its marks.
fn unread_form<'g>(
    desk: &Desk<'g>,
    (index, grid, head_row): (usize, &'g Grid, u32),
    (catalogue, hits): (usize, &[Hit]),
) -> Draft<'g> {
    let first = hits.first().map_or(0, |hit| hit.column);
    let mut draft = Draft::new(catalogue, Form::Wide, (index, head_row, first));
    let mut at: HashMap<u32, usize> = HashMap::new();
    for hit in hits {
        at.entry(hit.column).or_insert(draft.said.len());
        let said = nothing_said(hit, index, hit.column, None, Vec::new());
        draft.said.push(Said { is_unclear: true, ..said });
    }
    let from = grid.cells.partition_point(|cell| cell.row <= head_row);
    for cell in grid.cells.iter().skip(from).filter(|cell| says(cell)) {
        let Some(said) = at.get(&cell.column).and_then(|at| draft.said.get_mut(*at)) else { continue };
        if matches!(read_mark(cell, desk.words).mark, Mark::Prose) {
            draft.loose.push(rows::below(index, cell, hits));
        } else {
            said.beside.push(Placed { role: Some(Role::AnyAnswer), cell });
        }
    }
    draft
}
