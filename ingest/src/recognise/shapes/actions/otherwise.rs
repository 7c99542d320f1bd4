//! Plans of actions under headings of a school's own: `Priority | Action | By whom | By when`.
//! In: a grid, and where its statements stand. Out: where the plan stands and its columns. Never takes a row of headings
//! that speaks of answers or statements: a form may ask for actions, too; but for what stands below a plan's title.

use super::{
    Plan,
    heads::{self, Part},
    says, titles,
};
use crate::{
    grid::{Cell, Grid},
    normalise::marks::Vocabulary,
    recognise::{
        found::Hit,
        headings::{self, Head, bands},
    },
};

/// A longer text is no heading.
const LONGEST: usize = 160;

/// Where plans are looked for.
pub(super) struct Page<'a> {
    pub(super) grid: &'a Grid,
    /// The rows without a statement, from the top: a plan begins in no other.
    pub(super) rows: Vec<&'a [Cell]>,
    /// The statements in it.
    pub(super) hits: &'a [Hit],
    pub(super) words: &'a Vocabulary,
    /// Whether a title stands over all of it.
    pub(super) is_titled: bool,
    /// Whether that title says nothing but that it is a plan.
    pub(super) is_named: bool,
}

/// Finds the first such plan from a row on: below a title that says what it is two kinds of its headings, else three that
/// no other table has. It stands below all statements, or ends before they begin.
pub(super) fn plan(page: &Page<'_>, from: u32) -> Option<Plan> {
    page.rows_from(from).find_map(|cells| {
        let row = cells.first().filter(|_| may_be_headings(cells))?.row;
        let known = headed(row, &parts(cells, heads::known)).filter(|_| !asks_else(cells));
        let is_titled = || page.is_titled || titles::stands_above(page.grid, row);
        let below_title = || {
            let parts = parts(cells, heads::below_title);
            let is_most = parts.len() * 2 >= cells.iter().filter(|cell| says(cell)).count();
            let any = headed(row, &parts).filter(|_| parts.len() > 1 && is_most && !names_answers(cells));
            any.filter(|(plan, _)| page.says_more(plan)).or_else(|| known.filter(|(_, n)| *n == 2))
        };
        let (plan, _) =
            known.filter(|(_, n)| *n >= 3).or_else(|| if is_titled() { below_title() } else { None })?;
        page.holds_no_statement(&plan, is_titled).then_some(plan)
    })
}

/// Whether a row may be headings: several texts, none of them long.
fn may_be_headings(cells: &[Cell]) -> bool {
    cells.len() > 1 && cells.iter().all(|cell| cell.value.as_text().is_none_or(|raw| raw.len() <= LONGEST))
}

/// The parts that a row's cells ask for, with their columns.
fn parts(cells: &[Cell], part: fn(&str) -> Option<Part>) -> Vec<(u32, Part)> {
    cells.iter().filter_map(|cell| Some((cell.column, part(cell.value.as_text()?)?))).collect()
}

/// The plan under these headings, and how many kinds of them there are; none where nothing is to be done or better.
fn headed(row: u32, parts: &[(u32, Part)]) -> Option<(Plan, usize)> {
    let column = |wanted: Part| parts.iter().find(|(_, part)| *part == wanted).map(|(column, _)| *column);
    let area = column(Part::Area);
    let action = column(Part::Action).or(column(Part::Resources));
    let n_kinds = [area, action, column(Part::Who), column(Part::When)].iter().flatten().count();
    // `Action | Priority`: how much it matters.
    let first = area.into_iter().chain(action).min()?;
    let resources = action.filter(|column| *column != first);
    let plan = Plan { resources, ..Plan::below(row, first) };
    Some((plan, n_kinds))
}

/// Whether a row of headings asks for answers or statements as well.
fn asks_else(cells: &[Cell]) -> bool {
    cells.iter().any(|cell| {
        let Some(raw) = cell.value.as_text() else { return false };
        headings::head(raw).is_some_and(|head| {
            matches!(head, Head::Answer(_) | Head::AnyAnswer(_) | Head::StatementId)
                || (head == Head::Statement && heads::known(raw) != Some(Part::Area))
        })
    })
}

/// Whether a row names several answers: `Done | Partly | Not done`.
fn names_answers(cells: &[Cell]) -> bool {
    let heads = cells.iter().filter_map(|cell| headings::head(cell.value.as_text()?));
    heads.filter(|head| matches!(head, Head::Answer(_))).count() > 1
}

/// The rows of a grid in which no statement stands. Both are in the order of the rows.
pub(super) fn free_rows<'a>(grid: &'a Grid, hits: &[Hit]) -> Vec<&'a [Cell]> {
    let mut later = hits;
    let mut is_free = |row: u32| {
        while let Some((_, rest)) = later.split_first().filter(|(hit, _)| hit.row < row) {
            later = rest;
        }
        later.first().is_none_or(|hit| hit.row > row)
    };
    let rows = grid.cells.chunk_by(|one, next| one.row == next.row);
    rows.filter(|cells| cells.first().is_some_and(|cell| is_free(cell.row))).collect()
}

impl<'a> Page<'a> {
    /// The rows without a statement from a row on.
    pub(super) fn rows_from(&self, from: u32) -> impl Iterator<Item = &'a [Cell]> {
        let is_above = |cells: &&&[Cell]| cells.first().is_some_and(|cell| cell.row < from);
        let at = self.rows.iter().take_while(is_above).count();
        self.rows.get(at..).unwrap_or_default().iter().copied()
    }

    /// Whether a plan ends before any statement below it begins: set off by a gap or by the form's own headings.
    fn holds_no_statement(&self, plan: &Plan, is_titled: impl Fn() -> bool) -> bool {
        let after =
            self.hits.get(self.hits.partition_point(|hit| hit.row < plan.heading)..).unwrap_or_default();
        let Some(first) = after.first().map(|hit| hit.row) else { return true };
        let end = plan.ended(self.grid, self.hits, self.words).end;
        let band = || {
            bands::bands(self.grid, self.words, |row| (plan.heading + 1..first).contains(&row))
                .iter()
                .any(bands::Band::says_answers)
        };
        end < first && self.says_more(&Plan { end, ..*plan }) && (is_titled() || band())
    }

    /// Whether something is said below a plan's headings, in two cells at least.
    fn says_more(&self, plan: &Plan) -> bool {
        let from = self.grid.cells.partition_point(|cell| cell.row <= plan.heading);
        let below = self.grid.cells.get(from..).unwrap_or_default().iter();
        below.take_while(|cell| cell.row < plan.end).filter(|cell| says(cell)).nth(1).is_some()
    }
}
