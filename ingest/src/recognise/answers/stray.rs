//! Marks in rows of their own, beside no statement.
//! In: a draft's loose cells. Out: for each such mark a finding; the statement above it, where that has no mark, waits for
//! a ruling. Never gives a mark to a statement by itself: it may be the row above's or the row below's.

use rustc_hash::FxHashMap;
use schemas::{answer::Status, decision::Ruling, finding::Finding, ids::StatementId, rules};

use super::told::{Told, rule_on};
use crate::{
    grid::{Addressing, Cell, Grid, Letters, Value},
    normalise::marks::{Mark, read_mark},
    recognise::{
        draft::{Desk, Draft, Loose, Placed, Said, roles::Role},
        headings::{self, Head, is_answers_label},
        written::as_written,
    },
};

/// More statements on sheets of their own are asked about together.
pub(crate) const FEW: usize = 4;

/// The marks of statements that stand on sheets of their own and have none beside them: nothing says whose answers they are, or
/// somebody else's they may be. None of a sheet on which the school's own answer was left out.
pub(crate) fn on_own_sheets<'g>(desk: &Desk<'g>, draft: &Draft<'g>) -> Vec<Loose<'g>> {
    let n_on = n_on(draft);
    let is_own = |said: &&Said<'_>| {
        !said.is_unclear && n_on.get(&said.grid) == Some(&1) && !said.is_marked(desk.words)
    };
    if draft
        .said
        .iter()
        .map(|said| said.grid)
        .all(|grid| Some(grid) == draft.said.first().map(|said| said.grid))
    {
        return Vec::new();
    }
    let marked = |said: &Said<'g>| {
        let grid = desk.grids.get(said.grid)?;
        let is_sheet = grid.addressing == Addressing::Workbook;
        let mut marks = marks_below(desk, grid, said).into_iter().filter(|_| is_sheet);
        let (cell, is_anothers) = marks.next()?;
        let is_left_out = || grid.cells.iter().any(|label| is_blank_label(desk, grid, label));
        if is_anothers && is_left_out() {
            return None;
        }
        let placed = Placed { role: Some(Role::AnyAnswer), cell };
        Some(Loose { grid: said.grid, statement: Some(said.hit.statement), placed })
    };
    draft.said.iter().filter(is_own).filter_map(marked).collect()
}

/// How many statements stand on each sheet.
fn n_on(draft: &Draft<'_>) -> FxHashMap<usize, usize> {
    let mut n_on = FxHashMap::default();
    for said in &draft.said {
        *n_on.entry(said.grid).or_default() += 1;
    }
    n_on
}

/// The marks below a statement that stand alone, each with whether a label before or above it asks for another's answer.
fn marks_below<'g>(desk: &Desk<'g>, grid: &'g Grid, said: &Said<'_>) -> Vec<(&'g Cell, bool)> {
    let is_mark = |cell: &Cell| {
        !matches!(cell.value, Value::Number(_) | Value::Serial(_) | Value::Date(_))
            && matches!(read_mark(cell, desk.words).mark, Mark::Tick(_) | Mark::Says(_))
    };
    let from = grid.cells.partition_point(|cell| cell.row <= said.hit.row);
    let below = grid.cells.get(from..).unwrap_or_default();
    let marks: Vec<&Cell> = below
        .iter()
        .filter(|cell| is_mark(cell) && grid.letters_of(cell) != Some(Letters::Unseen))
        .filter(|cell| grid.row(cell.row).iter().filter(|cell| names_answer(cell)).count() < 2)
        .collect();
    // One below the other without labels they are what may be chosen.
    let is_near = |cell: &Cell, row: Option<u32>| {
        let at = |row| marks.binary_search_by_key(&(row, cell.column), |other| (other.row, other.column));
        row.is_some_and(|row| at(row).is_ok())
    };
    let is_labelled =
        |cell: &Cell| cell.column.checked_sub(1).is_some_and(|left| grid.at(cell.row, left).is_some());
    let is_listed = |cell: &Cell| {
        !is_labelled(cell)
            && (is_near(cell, cell.row.checked_add(1)) || is_near(cell, cell.row.checked_sub(1)))
    };
    let is_anothers = |cell: &Cell| {
        let before = grid.row(cell.row).iter().rev().find(|other| other.column < cell.column);
        let above = || grid.at(cell.row.checked_sub(1)?, cell.column);
        let label = before
            .or_else(above)
            .filter(|label| (label.row, label.column) != (said.hit.row, said.hit.column));
        label.is_some_and(|label| !label.value.as_text().is_some_and(is_answers_label))
    };
    let marks = marks.iter().copied().filter(|cell| !is_listed(cell));
    marks.map(|cell| (cell, is_anothers(cell))).collect()
}

fn names_answer(cell: &Cell) -> bool {
    cell.value.as_text().is_some_and(|raw| matches!(headings::head(raw), Some(Head::Answer(_))))
}

/// Whether a cell asks for the school's own answer of this year, and nothing stands behind it or below it.
fn is_blank_label(desk: &Desk<'_>, grid: &Grid, label: &Cell) -> bool {
    let written = as_written(&label.value);
    let year = desk.year.to_string();
    let is_own =
        written.trim().trim_end_matches(':') == year || (is_answers_label(&written) && !names_answer(label));
    is_own
        && grid.row(label.row).iter().all(|cell| cell.column <= label.column)
        && label.row.checked_add(1).and_then(|row| grid.at(row, label.column)).is_none()
}

/// The draft's loose cells that are marks, by index. Figures are sums.
pub(crate) fn strays(desk: &Desk<'_>, draft: &Draft<'_>) -> Vec<usize> {
    let last = |grid: usize| {
        draft.said.iter().filter(|said| said.grid == grid).map(|said| said.hit.row).max().unwrap_or(0)
    };
    let n_on = n_on(draft);
    let is_alone = |grid: usize| n_on.get(&grid) == Some(&1);
    let is_mark = |loose: &Loose<'_>| {
        matches!(loose.placed.role, Some(Role::Answer(_) | Role::AnyAnswer))
            && !matches!(loose.placed.cell.value, Value::Number(_) | Value::Serial(_) | Value::Date(_))
            && matches!(
                read_mark(loose.placed.cell, desk.words).mark,
                Mark::Tick(_) | Mark::Says(_) | Mark::Odd(_) | Mark::Several
            )
            && (loose.placed.cell.row <= last(loose.grid) + 1 || is_alone(loose.grid))
    };
    (0..draft.loose.len()).filter(|index| draft.loose.get(*index).is_some_and(is_mark)).collect()
}

/// Lets a blank statement wait for a ruling on the mark in the row below it; the mark is then no stray any more.
pub(crate) fn settle(
    desk: &Desk<'_>,
    draft: &Draft<'_>,
    strays: &mut Vec<usize>,
    (statement, id): (usize, &StatementId),
    told: &mut Told,
) {
    if told.status != Status::Blank {
        return;
    }
    let loose = |index: &usize| draft.loose.get(*index);
    let Some(at) =
        strays.iter().position(|index| loose(index).and_then(|loose| loose.statement) == Some(statement))
    else {
        return;
    };
    let Some(stray) = strays.get(at).and_then(loose) else { return };
    strays.remove(at);
    let cell = stray.placed.cell;
    told.cell = (cell.row, cell.column);
    told.mark = Some(as_written(&cell.value).into());
    told.status = Status::Unreadable;
    let is_next = draft.said.iter().any(|said| said.grid == stray.grid && said.hit.row + 1 == cell.row);
    let below = if is_next { "in the row below" } else { "further below" };
    let finding = found(desk, stray, format!("a mark stands {below} {id}, beside no statement"))
        .about_statement(id.clone())
        .with_answers_waiting(1);
    rule_on(desk, told, finding);
}

/// Findings on the strays that no blank statement stands above.
pub(crate) fn findings(desk: &Desk<'_>, draft: &Draft<'_>, strays: &[usize]) -> Vec<Finding> {
    let strays = strays.iter().filter_map(|index| draft.loose.get(*index));
    strays
        .map(|stray| found(desk, stray, "a mark stands in a row of its own, beside no statement".to_owned()))
        .filter(|finding| {
            let ruling = desk.rulings.on(finding.rule.code, &finding.place, &finding.was_read);
            !matches!(ruling, Some(Ruling::LeaveOut | Ruling::Blank))
        })
        .collect()
}

fn found(desk: &Desk<'_>, stray: &Loose<'_>, message: String) -> Finding {
    let cell = stray.placed.cell;
    Finding::new(&rules::MARK_OUTSIDE, desk.place(stray.grid, cell.row, cell.column), message)
        .reading(as_written(&cell.value))
        .with_suggestion("Rule which answer it means, or that it is left out")
}
