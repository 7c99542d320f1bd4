//! What a file without a return says of itself all the same: statements' words in a shape of their own, or marks under the
//! form's headings beside no statement.
//! In: the grids. Out: what to tell and to do, and what stands there. Never reads an answer.

use schemas::{finding::Finding, place::Place, rules};

use super::unnamed::Unnamed;
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        marks::{Mark, read_mark},
        text,
    },
    recognise::{
        draft::Desk,
        found::Found,
        header::header,
        headings::{self, Head},
        shapes::{
            actions::{self, Alone},
            unplaced::{Words, passed_over},
        },
        written::counted,
    },
};

/// Fewer statements, or rows with marks, are none to speak of.
const FEWEST: usize = 4;
/// Shorter texts hold no statement.
const SHORTEST: usize = 30;
/// No more letters of a file are looked through.
const MOST: usize = 400_000;

/// What a file comes to in which no return is: a plan of actions for another's, the question of which statements its rows
/// are, or that there is none. Of what may be a school's answers all is told that stands there.
pub(crate) fn no_return(desk: &Desk<'_>, by_grid: &[Option<Found>], unnamed: Option<&Unnamed>) -> Alone {
    if let Some(unnamed) = unnamed.filter(|unnamed| !unnamed.is_left_out && unnamed.others.is_none()) {
        let mut findings = vec![unnamed.question.clone()];
        findings.extend(all_words(desk, "numbers or labels stand there in place of the statements"));
        return Alone { findings, apart: None };
    }
    if desk.rulings.leave_out() {
        let message = "no return is left of the file: what stands in it was left out, as ruled";
        let mut findings = vec![Finding::new(&rules::NO_RETURN, Place::file(desk.source_file), message)];
        findings.extend(all_words(desk, "it was left out, as ruled"));
        return Alone { findings, apart: None };
    }
    if let Some(others) = unnamed.and_then(|unnamed| unnamed.others.as_deref()) {
        let message = format!(
            "numbers with answers beside them stand in the file, of other things than statements by what stands over them ('{}')",
            text::one_line(others)
        );
        let suggestion = "Take the file out of the folder, or ask the school for its return";
        let finding = Finding::new(&rules::NO_RETURN, Place::file(desk.source_file), message);
        let mut findings = vec![finding.with_suggestion(suggestion)];
        findings.extend(all_words(desk, "it looks like a list of other things than statements"));
        return Alone { findings, apart: None };
    }
    let n = by_grid.iter().flatten().map(|found| found.n_distinct).max().unwrap_or(0);
    let message = if n == 0 {
        "nothing in the file looks like a return of a known catalogue".to_owned()
    } else {
        format!(
            "only {} of a known catalogue in the file",
            counted(n, "statement stands", "statements stand")
        )
    };
    let plan = actions::alone(desk, by_grid, &message);
    if !plan.findings.is_empty() {
        return plan;
    }
    let suggestion = "Ask the school for its return, or take the file out of the folder";
    let lost = told(desk);
    let may_be_answers = lost.is_some() || unnamed.is_some() || n > 0;
    let (message, suggestion) = lost.unwrap_or((message, suggestion));
    let finding = Finding::new(&rules::NO_RETURN, Place::file(desk.source_file), message);
    let mut findings = vec![finding.with_suggestion(suggestion)];
    if may_be_answers {
        findings.extend(all_words(desk, "no return could be read of it"));
    }
    Alone { findings, apart: None }
}

/// Notes of all that stands in the grids, marks too, but who filled it in.
fn all_words(desk: &Desk<'_>, why: &str) -> Vec<Finding> {
    let of_grid = |(index, grid): (usize, &Grid)| {
        let person = header(grid, |_| true).completed_by.map(|field| (field.row, field.column));
        let says = |cell: &&Cell| cell.value != Value::Empty && person != Some((cell.row, cell.column));
        let cells: Vec<&Cell> = grid.cells.iter().filter(says).collect();
        let words = Words::of(desk, index, &cells, &[]);
        if words.is_empty() { Vec::new() } else { passed_over(desk, index, why, &words) }
    };
    desk.grids.iter().enumerate().flat_map(of_grid).collect()
}

/// The message and what to do about it; none where nothing in the file speaks of a form.
fn told(desk: &Desk<'_>) -> Option<(String, &'static str)> {
    statements(desk).or_else(|| marks(desk))
}

/// Statements of a catalogue that stand in longer texts.
fn statements(desk: &Desk<'_>) -> Option<(String, &'static str)> {
    let mut n_letters = 0;
    let texts = desk.grids.iter().flat_map(|grid| &grid.cells).filter_map(|cell| cell.value.as_text());
    let texts: Vec<String> = texts
        .filter(|raw| raw.len() >= SHORTEST)
        .take_while(|raw| {
            n_letters += raw.len();
            n_letters <= MOST
        })
        .map(text::key)
        .collect();
    if texts.is_empty() {
        return None;
    }
    let n_of = |catalogue: &schemas::catalogue::Catalogue| {
        let keys = catalogue.statements.iter().map(|statement| text::key(&statement.text));
        keys.filter(|key| texts.iter().any(|text| text.contains(key.as_str()))).count()
    };
    let (n, title) = desk
        .catalogues
        .iter()
        .map(|catalogue| (n_of(catalogue), &catalogue.title))
        .max_by_key(|(n, _)| *n)?;
    (n >= FEWEST).then(|| {
        let message = format!(
            "the words of {n} statements stand in the file ('{title}'), in a shape that is known for no form, list or export, so no answer was read"
        );
        (message, "Lay the answers out a statement a row, each alone in its cell, or ask the school for the form itself")
    })
}

/// Rows of marks under a form's headings, beside which no statement stands.
fn marks(desk: &Desk<'_>) -> Option<(String, &'static str)> {
    desk.grids.iter().enumerate().find_map(|(index, grid)| {
        let (row, columns) = heads(grid)?;
        let is_mark = |cell: &&Cell| {
            cell.row > row
                && columns.contains(&cell.column)
                && !matches!(read_mark(cell, desk.words).mark, Mark::Nothing(_) | Mark::Prose)
        };
        let mut marked: Vec<u32> = grid.cells.iter().filter(is_mark).map(|cell| cell.row).collect();
        marked.dedup();
        let place = desk.place(index, row, *columns.first()?);
        (marked.len() >= FEWEST).then(|| {
            let message = format!(
                "{} marked below the headings at {} and no statement beside them, so nobody can tell what was answered",
                counted(marked.len(), "row is", "rows are"),
                place.cell
            );
            (message, "Put the statements or their ids beside the marks, or ask the school for the form itself")
        })
    })
}

/// The first row of headings that names several answers, and their columns.
fn heads(grid: &Grid) -> Option<(u32, Vec<u32>)> {
    grid.cells.chunk_by(|one, next| one.row == next.row).find_map(|cells| {
        let is_answer = |cell: &&Cell| {
            matches!(
                cell.value.as_text().and_then(headings::head),
                Some(Head::Answer(_) | Head::AnyAnswer(_))
            )
        };
        let named: Vec<&Cell> = cells.iter().filter(is_answer).collect();
        let asks =
            |cell: &&&Cell| matches!(cell.value.as_text().and_then(headings::head), Some(Head::AnyAnswer(_)));
        let is_row = named.len() > 1 || named.iter().any(|cell| asks(&cell));
        is_row.then(|| {
            (cells.first().map_or(0, |cell| cell.row), named.iter().map(|cell| cell.column).collect())
        })
    })
}
