//! Words beside a table of many schools: in a school's own column of a collation they are its own, else of no one school.
//! In: the table's grid, or another of the file, and the schools' drafts. Out: words for drafts, and notes with all others.
//! Never gives a school what does not stand in its column.

use std::collections::HashSet;

use schemas::{finding::Finding, rules};

use super::{Left, Taken, Words, are_words, left_and_lists, of_no_school, passed_over, words_of_told};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        marks::{Mark, read_mark},
        text,
    },
    reading::Form,
    recognise::{
        columns::period::{Period, period},
        draft::{Desk, Draft, Loose, Placed, roles::Role},
        found::{Found, Hit},
        headings::{self, Head, is_sum},
        shapes::actions,
        written::{as_written, says},
    },
};

/// The words beside a table of many schools: of no school, unless there is one alone.
pub(crate) fn beside_table<'g>(
    desk: &Desk<'g>,
    index: usize,
    found: &Found,
    drafts: &mut [Draft<'g>],
    findings: &mut Vec<Finding>,
) {
    let Some(grid) = desk.grids.get(index) else { return };
    let is_collated = drafts.iter().any(|draft| draft.form == Form::Collated);
    let head_row = drafts.iter().map(|draft| draft.first.1).max().unwrap_or(0);
    let strange = if is_collated { rows_of_no_statement(desk, grid, found, drafts) } else { Vec::new() };
    findings.extend(strange.iter().map(|cell| {
        let place = desk.place(index, cell.row, cell.column);
        let message = "a row with schools' answers is no statement of the catalogue";
        Finding::new(&rules::OWN_STATEMENT, place, message).reading(as_written(&cell.value))
    }));
    let is_strange = |row: u32| strange.binary_search_by_key(&row, |known| known.row).is_ok();
    let mut words = Vec::new();
    if is_collated {
        let collation = Collation { desk, index, grid, found, head_row };
        collation.share_out(drafts, &is_strange, &mut words);
    }
    // In a row of its own a text stands alone.
    let is_alone = |cell: &Cell| grid.row(cell.row).iter().all(|other| other.column == cell.column);
    let Left { mut cells, mut lists } = left_and_lists(grid, index, Some(found), &Taken::default(), drafts);
    // A list's row may hold no more than its school's name.
    let said = drafts.iter().flat_map(|draft| draft.said.iter().map(|said| said.hit.row));
    let own: HashSet<u32> = said.chain(drafts.iter().map(|draft| draft.first.1)).collect();
    // Between the statements a few words are the title of a section.
    let rows = found.hits.first().zip(found.hits.last()).map_or(0..0, |(first, last)| first.row..last.row);
    let is_title = |cell: &Cell| is_collated && rows.contains(&cell.row) && !are_words(cell);
    let is_forms = |raw: &str| is_sum(raw) || headings::is_known_heading(raw);
    // What may be a statement is asked about.
    let is_doubt =
        |cell: &Cell| found.doubts.iter().any(|doubt| (doubt.row, doubt.column) == (cell.row, cell.column));
    let is_left = |cell: &&Cell| {
        is_alone(cell)
            && !is_doubt(cell)
            && !own.contains(&cell.row)
            && !is_title(cell)
            && !is_strange(cell.row)
            && !cell.value.as_text().is_some_and(is_forms)
    };
    cells.retain(is_left);
    lists.retain(is_left);
    findings.extend(Words::of(desk, index, &[], &lists).of_list());
    words.extend(cells);
    words.sort_unstable_by_key(|cell| (cell.row, cell.column));
    words.dedup_by_key(|cell| (cell.row, cell.column));
    match drafts {
        [only] => only.unplaced.extend(words.into_iter().map(|cell| (index, cell))),
        _ => findings.extend(of_no_school(desk, index, &words)),
    }
}

/// The words in a file's other sheets, where all its returns are tables': of no school, unless there is one alone.
pub(crate) fn beside_tables<'g>(
    desk: &Desk<'g>,
    by_grid: &[Option<Found>],
    drafts: &mut [Draft<'g>],
    findings: &mut Vec<Finding>,
) {
    let taken = actions::share_out(desk, by_grid, drafts, findings);
    for (index, grid) in desk.grids.iter().enumerate() {
        if by_grid.get(index).is_some_and(Option::is_some) || grid.cells.is_empty() {
            continue;
        }
        if grid.is_hidden {
            let words = words_of_told(desk, index, drafts.len());
            if !words.is_empty() {
                findings.extend(passed_over(desk, index, "no statement stands in it", &words));
            }
            continue;
        }
        let Left { cells: words, lists } = left_and_lists(grid, index, None, &taken, drafts);
        if !drafts.is_empty() {
            findings.extend(Words::of(desk, index, &[], &lists).of_list());
        }
        match drafts {
            [] => return,
            [only] => only.unplaced.extend(words.into_iter().map(|cell| (index, cell))),
            _ => findings.extend(of_no_school(desk, index, &words)),
        }
    }
}

/// The first cells of a collation's rows that answer something else than its statements.
fn rows_of_no_statement<'g>(
    desk: &Desk<'_>,
    grid: &'g Grid,
    found: &Found,
    drafts: &[Draft<'_>],
) -> Vec<&'g Cell> {
    let Some(first) = found.hits.first() else { return Vec::new() };
    let schools: HashSet<u32> = drafts.iter().map(|draft| draft.first.2).collect();
    let is_answer = |cell: &Cell| {
        schools.contains(&cell.column) && matches!(read_mark(cell, desk.words).mark, Mark::Says(_))
    };
    let is_hit = |row: u32| found.hits.binary_search_by_key(&row, |hit| hit.row).is_ok();
    let rows = grid.cells.chunk_by(|one, next| one.row == next.row);
    let strange = rows.filter(|cells| {
        let row = cells.first().map_or(0, |cell| cell.row);
        let is_sum = |cell: &Cell| cell.value.as_text().is_some_and(is_sum);
        row > first.row && !is_hit(row) && cells.iter().any(is_answer) && !cells.iter().any(is_sum)
    });
    strange.filter_map(|cells| cells.first()).collect()
}

/// A collation whose returns were read.
struct Collation<'a, 'g> {
    desk: &'a Desk<'g>,
    index: usize,
    grid: &'g Grid,
    found: &'a Found,
    /// The row that names the schools.
    head_row: u32,
}

impl<'g> Collation<'_, 'g> {
    /// Gives each school what stands in its own columns, in rows that are no statement's; what stands in others' columns
    /// goes to `words`.
    fn share_out(
        &self,
        drafts: &mut [Draft<'g>],
        is_strange: &dyn Fn(u32) -> bool,
        words: &mut Vec<&'g Cell>,
    ) {
        let Some(first) = self.found.hits.first() else { return };
        let columns: Vec<HashSet<u32>> = drafts.iter().map(columns_of).collect();
        let mut above: Option<&Hit> = None;
        for cells in self.grid.cells.chunk_by(|one, next| one.row == next.row) {
            let row = cells.first().map_or(0, |cell| cell.row);
            let hit = self.found.hits.iter().find(|hit| hit.row == row);
            if row <= self.head_row {
                continue;
            }
            let others = cells.iter().filter(|cell| cell.column > first.column && says(cell));
            if hit.is_some() {
                above = hit;
                let is_schools = |cell: &Cell| columns.iter().any(|own| own.contains(&cell.column));
                words.extend(others.filter(|cell| !is_schools(cell) && self.is_remark(cell)));
                continue;
            }
            let label = cells.iter().rfind(|cell| cell.column <= first.column && says(cell));
            if is_strange(row) || Self::is_passed(label, cells) {
                continue;
            }
            let head = label.and_then(|label| label.value.as_text()).and_then(headings::head);
            let is_on_it = matches!(head, Some(Head::Comment)) || label.is_none();
            let statement = above.filter(|hit| is_on_it && hit.row + 1 == row && !is_general(label));
            for cell in others {
                let own = columns.iter().position(|own| own.contains(&cell.column));
                match own.and_then(|at| drafts.get_mut(at)) {
                    Some(draft) if !self.is_head(cell) => {
                        let placed = Placed { role: Some(Role::Comment), cell };
                        let statement = statement.map(|hit| hit.statement);
                        draft.loose.push(Loose { grid: self.index, statement, placed });
                    }
                    Some(_) => {}
                    None => words.extend(Some(cell).filter(|cell| self.is_remark(cell))),
                }
            }
        }
    }

    /// Whether a row sums up, holds headings again, or says who filled in what.
    fn is_passed(label: Option<&Cell>, cells: &[Cell]) -> bool {
        let raw = label.and_then(|label| label.value.as_text());
        let has_letters =
            |cell: &Cell| cell.value.as_text().is_some_and(|raw| raw.contains(char::is_alphabetic));
        let is_forms = |raw: &str| {
            matches!(
                headings::head(raw),
                Some(
                    Head::Person
                        | Head::School
                        | Head::SchoolId
                        | Head::Statement
                        | Head::Answer(_)
                        | Head::AnyAnswer(_)
                )
            )
        };
        raw.map_or_else(|| !cells.iter().any(has_letters), |raw| is_sum(raw) || is_forms(raw))
    }

    /// Whether a cell is its column's heading once more.
    fn is_head(&self, cell: &Cell) -> bool {
        let same = |row: u32| self.grid.at(row, cell.column).is_some_and(|head| head.value == cell.value);
        let first = self.found.hits.first().map_or(0, |hit| hit.row);
        (self.head_row..first).any(same)
    }

    /// Whether a cell in a column that is no school's says something: no answer, no sum, nothing of another time.
    fn is_remark(&self, cell: &Cell) -> bool {
        let first = self.found.hits.first().map_or(0, |hit| hit.row);
        let heads = (self.head_row..first).filter_map(|row| self.grid.at(row, cell.column)?.value.as_text());
        let mut heads = heads.filter(|raw| !text::is_blank(raw)).peekable();
        let is_of_no_school = |raw: &str| {
            is_sum(raw)
                || period(raw) == Some(Period::Before)
                || matches!(
                    headings::head(raw),
                    Some(
                        Head::Answer(_)
                            | Head::AnyAnswer(_)
                            | Head::Number
                            | Head::StatementId
                            | Head::Statement
                            | Head::Person
                    )
                )
        };
        let has_head = heads.peek().is_some();
        if heads.any(is_of_no_school) || self.is_head(cell) {
            return false;
        }
        let mark = || read_mark(cell, self.desk.words).mark;
        match &cell.value {
            Value::Text(raw) => {
                raw.contains(char::is_alphanumeric)
                    && !matches!(mark(), Mark::Says(_) | Mark::Tick(_) | Mark::Several)
            }
            Value::Number(_) | Value::Serial(_) | Value::Date(_) => has_head,
            _ => false,
        }
    }
}

/// `General comments`: on no statement, whatever stands above.
fn is_general(label: Option<&Cell>) -> bool {
    let raw = label.and_then(|label| label.value.as_text()).unwrap_or_default();
    let words = text::words(raw);
    ["general", "other", "overall", "further", "additional", "any"].iter().any(|word| words.starts_with(word))
}

/// The columns that are a school's: its name's, and those of its answers and comments.
fn columns_of(draft: &Draft<'_>) -> HashSet<u32> {
    let slots = draft.said.iter().take(1).flat_map(|said| said.slots.iter().map(|(column, _)| *column));
    let beside = draft.said.iter().flat_map(|said| said.beside.iter().map(|placed| placed.cell.column));
    slots.chain(beside).chain(std::iter::once(draft.first.2)).collect()
}
