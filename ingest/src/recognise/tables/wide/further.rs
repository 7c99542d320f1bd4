//! Questions that an export has behind each statement to go into its Yes: `If yes, is this fully or partly in place?`.
//! In: the statements' columns with those behind them. Out: answers read with what says how far they go, or a question. Never
//! goes by a single statement's column.

use std::rc::Rc;

use schemas::{answer::Answer, catalogue::ColumnRole, decision::Ruling, finding::Finding, rules};

use super::{Use, use_of};
use crate::{
    grid::{Cell, Grid},
    normalise::{
        marks::{Mark, read_mark},
        text,
    },
    recognise::{
        askance,
        columns::Role,
        draft::{Desk, Placed, Said},
        found::Hit,
        header::as_written,
        headings::head,
        two_steps::{self, Kind, Seen, Steps, Verdict, kind},
    },
};

/// Fewer statements with such a question make no habit.
const FEWEST: usize = 4;

/// The questions behind the statements.
pub(super) struct Further {
    /// The statement, as an index among the hits, and the column of its question.
    pairs: Vec<(usize, u32)>,
    verdict: Verdict,
    /// Whether a Yes that nothing stands beside is asked about.
    asks_bare: bool,
    finding: Option<Finding>,
}

/// A heading with the kind that it lets its column be, and the columns that have it.
struct Family {
    called: String,
    kind: Kind,
    pairs: Vec<(usize, u32)>,
}

impl Further {
    /// Finds the questions of which nobody could overlook what they say of the answers.
    pub(super) fn of(
        desk: &Desk<'_>,
        (index, grid, head_row): (usize, &Grid, u32),
        (hits, uses): (&[Hit], &[(u32, Use)]),
    ) -> Option<Self> {
        let families = families(grid, head_row, (hits, uses));
        families.into_iter().find_map(|family| {
            let verdict = verdict(desk, (grid, head_row), hits, &family)?;
            let Family { pairs, .. } = family;
            let Verdict::Ask(places) = verdict else {
                return Some(Self { pairs, verdict, asks_bare: true, finding: None });
            };
            let column = pairs.first().map_or(0, |(_, column)| *column);
            let place = desk.place(index, head_row, column);
            let heads = grid.at(head_row, column).map(|cell| as_written(&cell.value)).unwrap_or_default();
            let finding = two_steps::question(place.clone(), heads.clone(), places.len());
            match desk.rulings.on(rules::COLUMNS_UNCLEAR.code, &place, &heads) {
                Some(Ruling::Columns(names)) => {
                    let n_answers = names.iter().filter(|name| name.eq_ignore_ascii_case("answer")).count();
                    let ruled = Self { pairs, verdict: Verdict::Read, asks_bare: false, finding: None };
                    (n_answers > 1).then_some(ruled)
                }
                _ => Some(Self {
                    pairs,
                    verdict: Verdict::Ask(places),
                    asks_bare: false,
                    finding: Some(finding),
                }),
            }
        })
    }

    /// Reads a statement's answer with what stands under its question.
    pub(super) fn settle<'g>(&self, desk: &Desk<'_>, at: usize, cells: &'g [Cell], said: &mut Said<'g>) {
        let Some((_, column)) = self.pairs.iter().find(|(of, _)| *of == at) else { return };
        let cell = cells.iter().find(|cell| cell.column == *column);
        if let Verdict::Ask(places) = &self.verdict {
            said.is_unclear |= cell.is_some_and(|cell| places.contains(&(cell.row, cell.column)));
            return;
        }
        let role = (*column, ColumnRole::AnyAnswer);
        said.slots = said.slots.iter().copied().chain([role]).collect::<Rc<[_]>>();
        said.beside.retain(|placed| placed.cell.column != *column);
        said.beside.extend(cell.map(|cell| Placed { role: Some(Role::AnyAnswer), cell }));
        let steps = Steps::Read { columns: vec![*column], asks_bare: self.asks_bare };
        two_steps::settle(Some(&steps), said, desk.words);
    }

    /// The question about all of them.
    pub(super) fn question(self) -> Option<Finding> {
        self.finding
    }
}

/// The headings that stand behind many statements, each with its columns.
fn families(grid: &Grid, head_row: u32, (hits, uses): (&[Hit], &[(u32, Use)])) -> Vec<Family> {
    let mut families: Vec<Family> = Vec::new();
    let mut last: Option<usize> = None;
    for cell in grid.row(head_row) {
        if let Some(at) = hits.iter().position(|hit| hit.column == cell.column) {
            last = Some(at).filter(|_| matches!(use_of(uses, cell.column), Some(Use::Answer(_))));
            continue;
        }
        let is_free =
            matches!(use_of(uses, cell.column), None | Some(Use::Comment(_) | Use::General | Use::Passed));
        let (Some(at), Some(raw)) = (last.filter(|_| is_free), cell.value.as_text()) else { continue };
        let called = called(raw);
        match families.iter_mut().find(|family| family.called == called) {
            Some(family) => family.pairs.push((at, cell.column)),
            None => {
                let Some(kind) = kind(&called) else { continue };
                if kind != Kind::FullyOrPartly && askance::asks_else(&called) {
                    continue;
                }
                families.push(Family { called, kind, pairs: vec![(at, cell.column)] });
            }
        }
    }
    families.retain(|family| family.pairs.len() >= FEWEST.max(hits.len() / 2));
    families
}

/// What such a question is called, without the number or the statement that tells it from the others.
fn called(raw: &str) -> String {
    let raw = text::trim(raw).trim_end_matches(|c: char| c.is_ascii_digit());
    let bare = raw.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    match bare.split_once(':') {
        // `Extent: All staff know ...`
        Some((label, _)) if bare.len() > 60 && head(label).is_some() => label.to_owned(),
        _ => bare.to_owned(),
    }
}

/// What a family's columns do to the answers of all rows.
fn verdict(
    desk: &Desk<'_>,
    (grid, head_row): (&Grid, u32),
    hits: &[Hit],
    family: &Family,
) -> Option<Verdict> {
    let mut seen = Seen::new();
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        let row = cells.first().map_or(0, |cell| cell.row);
        if row <= head_row {
            continue;
        }
        let at = |column: u32| {
            cells.binary_search_by_key(&column, |cell| cell.column).ok().and_then(|at| cells.get(at))
        };
        for (of, column) in &family.pairs {
            let answer = hits.get(*of).and_then(|hit| at(hit.column));
            let given: Option<Answer> = answer.and_then(|cell| match read_mark(cell, desk.words).mark {
                Mark::Says(answer) => Some(answer),
                _ => None,
            });
            seen.add((row, *column), given, at(*column), desk.words);
        }
        if seen.is_prose() {
            return None;
        }
    }
    seen.verdict(family.kind)
}
