//! A school a row, a statement a column: what online forms export.
//! In: a grid whose statements stand side by side. Out: a draft for each row that says something. Never reads a
//! column that is no statement's as an answer.

mod before;
mod codes;
mod dates;
mod further;
mod on_its_side;
mod parts;
mod rows;
pub(super) mod schools;
mod torn;
mod twice;
mod uses;

use schemas::{decision::Ruling, finding::Finding, place::Place, rules};

use self::uses::{SENTENCE, Use, named_statement, says_answers, says_how, use_of, uses};
use super::{
    dates_of,
    marked::Marked,
    said, take_date, written,
    years::{Row, Years},
};
use crate::{
    grid::{Cell, Grid},
    normalise::text,
    reading::Form,
    recognise::{
        draft::{Desk, Draft, Loose, Placed, Said, roles::Role, rulings::ruled},
        found::{Found, Hit},
        headings,
        shapes::{assemble, unplaced},
        written::{as_written, says},
    },
};

/// A shorter heading is a label, and no question.
const QUESTION: usize = 20;

/// Reads the rows below the row of statements.
pub(super) fn read<'g>(
    desk: &Desk<'g>,
    index: usize,
    head_row: u32,
    found: &Found,
    drafts: &mut Vec<Draft<'g>>,
    findings: &mut Vec<Finding>,
) {
    let Some(grid) = desk.grids.get(index) else { return };
    let mut hits = found.hits.clone();
    doubts(desk, index, grid, found, &mut hits, findings);
    if let Some(asked) = on_its_side::asked(desk, (index, grid, head_row), &hits) {
        on_its_side::keep(desk, (index, grid, head_row), (found.catalogue, &hits), (asked, drafts), findings);
        return;
    }
    let statements = desk.catalogues.get(found.catalogue).map_or(&[][..], |content| &content.statements);
    let mut uses = uses(desk, grid, head_row, (&hits, statements));
    let readers: Vec<(u32, assemble::ReadDate)> = uses
        .iter()
        .filter(|(_, use_)| matches!(use_, Use::Date(_)))
        .map(|(column, _)| (*column, dates_of(grid, head_row, *column)))
        .collect();
    let moved = torn::moved_from(grid, head_row, &hits);
    let further = further::Further::of(desk, (index, grid, head_row), (&hits, &mut uses));
    let n_first = drafts.len();
    let uses_of = |column: u32| use_of(&uses, column);
    let mut is_below = false;
    let mut of_none: Vec<&Cell> = Vec::new();
    let mut remarks: Vec<&'g Cell> = Vec::new();
    let n_before = drafts.len();
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        let Some(first) = cells.first() else { continue };
        let is_next = !is_below;
        is_below |= first.row > head_row;
        if first.row <= head_row {
            continue;
        }
        let last = drafts.last().filter(|_| drafts.len() > n_before);
        let is_comments = rows::is_row_of_comments(first, &uses)
            || last.is_some_and(|last| rows::are_remarks_of(desk, last, cells, &uses));
        if is_comments && drafts.len() > n_before {
            if let Some(draft) = drafts.last_mut() {
                draft.loose.extend(rows::comments_below(index, cells, &hits));
            }
            continue;
        }
        // So do remarks without a name, where only one school answers.
        if rows::are_remarks(desk, cells, &uses) {
            remarks.extend(cells.iter().filter(|cell| says(cell)));
            continue;
        }
        if let Some(name) = rows::of_no_school(desk, cells, &uses) {
            of_none.push(name);
            continue;
        }
        if !rows::is_return(desk, cells, is_next, &uses) {
            continue;
        }
        let mut draft = Draft::new(found.catalogue, Form::Wide, (index, first.row, first.column));
        for (at, hit) in hits.iter().enumerate() {
            let of = |wanted: &Use| -> Vec<&'g Cell> {
                cells.iter().filter(|cell| uses_of(cell.column) == Some(wanted) && says(cell)).collect()
            };
            let Some((column, _)) = uses.iter().find(|(_, use_)| *use_ == Use::Answer(at)) else { continue };
            let answer = of(&Use::Answer(at)).first().copied();
            let is_unclear = moved.is_some_and(|moved| hit.column >= moved);
            let said = said(hit, index, *column, answer, of(&Use::Comment(at)));
            let mut said = Said { is_unclear, ..said };
            if let Some(further) = &further {
                further.settle(desk, at, cells, &mut said);
            }
            draft.said.push(said);
        }
        particulars(desk, (index, grid, head_row), cells, &uses, &mut draft);
        if let Some((cell, read)) = dates::day_of(grid, cells, &uses, &readers) {
            take_date(desk, &mut draft, index, cell, read);
        }
        if draft.school.name.is_none() && draft.school.id.is_none() {
            let is_free = |column: u32| matches!(uses_of(column), None | Some(Use::Passed));
            draft.school.hints = schools::hints(desk, (index, grid, head_row), cells, is_free);
            assemble::name_hints(desk, &mut draft, index);
        }
        drafts.push(draft);
    }
    if let [only] = drafts.get_mut(n_before..).unwrap_or_default() {
        only.loose.extend(remarks.into_iter().map(|cell| rows::below(index, cell, &hits)));
    } else {
        findings.extend(unplaced::of_no_school(desk, index, &remarks));
    }
    findings.extend(super::of_no_school(desk, index, "rows", &of_none));
    schools::take_above(desk, (index, grid, head_row), drafts.get_mut(n_first..).unwrap_or_default());
    findings.extend(further.and_then(further::Further::question));
    findings.extend(own_questions(desk, (index, grid, head_row), &uses));
    findings.extend(before::unread(desk, (index, grid, head_row), &uses));
    if drafts.len() == n_first
        && let Some(asked) = on_its_side::unread(desk, (index, grid, head_row), &hits)
    {
        on_its_side::keep(desk, (index, grid, head_row), (found.catalogue, &hits), (asked, drafts), findings);
        return;
    }
    findings.extend(without_other_years(desk, (index, grid, head_row), drafts, n_first));
    findings.extend(without_marked(desk, (index, grid, head_row), &uses, (drafts, n_first)));
    let new = drafts.get(n_first..).unwrap_or_default();
    findings.extend(torn::findings(desk, (index, grid, head_row), (&hits, moved), new));
}

/// Takes what a row says of its school, and what it says to no one statement.
fn particulars<'g>(
    desk: &Desk<'g>,
    (index, grid, head_row): (usize, &'g Grid, u32),
    cells: &'g [Cell],
    uses: &[(u32, Use)],
    draft: &mut Draft<'g>,
) {
    let uses_of = |column: u32| use_of(uses, column);
    for cell in cells.iter().filter(|cell| says(cell)) {
        match uses_of(cell.column) {
            Some(Use::School) => {
                let is_answers = |column| matches!(uses_of(column), Some(Use::Answer(_)));
                let meant = schools::meant(grid, head_row, cell, is_answers);
                let name = schools::written_in(desk, (index, grid, head_row), meant);
                schools::take_name(&mut draft.school, name);
            }
            Some(Use::SchoolId) => {
                schools::take_id(&mut draft.school, written(desk, index, cell));
            }
            Some(Use::General) => {
                let placed = Placed { role: Some(Role::Comment), cell };
                draft.loose.push(Loose { grid: index, statement: None, placed });
            }
            _ => {}
        }
    }
}

/// The school that a row names, comparable; rows that name none are no two of the same one.
fn key_of(draft: &Draft<'_>) -> String {
    let named = draft.school.id.as_ref().or(draft.school.name.as_ref());
    named.map_or_else(|| format!("row {}", draft.first.1), |named| text::key(&named.text))
}

/// Notes what rows say they are of, and takes away those that are marked as none of their school's own beside others of it, with a note, and asks about the
/// rest.
fn without_marked<'g>(
    desk: &Desk<'g>,
    (index, grid, head_row): (usize, &'g Grid, u32),
    uses: &[(u32, Use)],
    (drafts, n_first): (&mut Vec<Draft<'g>>, usize),
) -> Vec<Finding> {
    let rows: Vec<u32> = drafts.iter().skip(n_first).map(|draft| draft.first.1).collect();
    let is_free = |column: u32| matches!(use_of(uses, column), None | Some(Use::General | Use::Passed));
    parts::tell((grid, head_row), is_free, drafts.get_mut(n_first..).unwrap_or_default());
    let marked = Marked::of((index, grid), head_row..=head_row, is_free, &rows);
    marked.map(|marked| marked.settle(desk, (drafts, n_first), key_of)).unwrap_or_default()
}

/// Takes away the rows of other years beside their school's of the collection's, with a note, and asks about the rest.
fn without_other_years(
    desk: &Desk<'_>,
    (index, grid, head_row): (usize, &Grid, u32),
    drafts: &mut Vec<Draft<'_>>,
    n_first: usize,
) -> Option<Finding> {
    let row_of = |draft: &Draft<'_>| Row { at: draft.first.1, school: key_of(draft), is_carried: false };
    let rows: Vec<Row> = drafts.iter().skip(n_first).map(row_of).collect();
    let years = Years::of(grid, head_row.saturating_sub(1)..=head_row, &rows, desk.year.number())?;
    let mut at = 0;
    drafts.retain(|draft| {
        at += 1;
        at <= n_first || !years.is_left_out(draft.first.1)
    });
    drafts.iter_mut().skip(n_first).for_each(|draft| years.ask(desk, (index, grid), draft));
    years.told(desk, (index, grid))
}

/// Headings near to a statement and not near enough: a question each, unless a person ruled.
fn doubts(
    desk: &Desk<'_>,
    index: usize,
    grid: &Grid,
    found: &Found,
    hits: &mut Vec<Hit>,
    findings: &mut Vec<Finding>,
) {
    let Some(content) = desk.catalogues.get(found.catalogue) else { return };
    for doubt in &found.doubts {
        let Some(cell) = grid.at(doubt.row, doubt.column) else { continue };
        // Of a statement that has a column of its own, another one holds comments, or what a quiz adds up.
        if cell.value.as_text().is_some_and(|raw| named_statement(raw, hits, grid).is_some()) {
            continue;
        }
        let text = as_written(&cell.value);
        let place: Place = desk.place(index, doubt.row, doubt.column);
        let likely = doubt.candidates.first().and_then(|likely| content.statements.get(likely.at.statement));
        match (desk.rulings.on(rules::WORDING_UNSURE.code, &place, &text), likely) {
            (Some(Ruling::Statement(id)), _) => {
                let statement = content.statements.iter().position(|statement| statement.id == *id);
                hits.extend(statement.map(|statement| ruled(doubt.row, doubt.column, statement)));
            }
            (Some(Ruling::NoStatement | Ruling::LeaveOut), _) | (_, None) => {}
            (_, Some(likely)) => {
                let n = grid
                    .cells
                    .iter()
                    .filter(|cell| cell.column == doubt.column && cell.row > doubt.row)
                    .count();
                let message =
                    format!("a column's heading is near to {}, but not near enough to be sure", likely.id);
                findings.push(
                    Finding::new(&rules::WORDING_UNSURE, place, message)
                        .reading(text)
                        .with_suggestion(format!("statement {}", likely.id))
                        .with_answers_waiting(u32::try_from(n).unwrap_or(u32::MAX)),
                );
            }
        }
    }
    hits.sort_by_key(|hit| hit.column);
}

/// Questions that are no statement, before the first of them: what schools answer to them is in no figure and no comment.
fn own_questions(
    desk: &Desk<'_>,
    (index, grid, head_row): (usize, &Grid, u32),
    uses: &[(u32, Use)],
) -> Vec<Finding> {
    let is_asked = |head: &&Cell| {
        use_of(uses, head.column) == Some(&Use::Passed)
            && head.value.as_text().is_some_and(|raw| raw.len() >= QUESTION && headings::head(raw).is_none())
            && says_answers(desk, grid, head_row, head.column)
    };
    let tell = |head: &Cell| {
        let place = desk.place(index, head.row, head.column);
        let message = "an answered question of the export is no statement of the catalogue";
        Finding::new(&rules::OWN_STATEMENT, place, message).reading(as_written(&head.value))
    };
    grid.row(head_row).iter().filter(is_asked).map(tell).collect()
}
