//! Questions by which an export goes into the Yes to its statements: `If yes, is this fully or partly in place?`, behind each
//! of them or in a part of their own.
//! In: the statements' columns and the others. Out: answers read with what says how far they go, or a question. Never reads a
//! column with a statement that neither its heading nor its place joins it to.

use std::rc::Rc;

use schemas::{
    answer::Answer,
    catalogue::ColumnRole,
    decision::{RuledColumn, Ruling},
    finding::Finding,
    rules,
};

use super::{Use, named_statement, says, use_of};
use crate::{
    grid::{Cell, Grid},
    normalise::{
        marks::{Mark, read_mark},
        text,
    },
    recognise::{
        columns::{
            askance,
            two_steps::{self, Kind, Seen, Verdict, kind},
        },
        draft::{
            Desk, Placed, Said,
            roles::{Role, Steps},
        },
        found::{Hit, label},
        headings::{Head, head},
        written::as_written,
    },
};

/// Fewer statements with such a question make no habit.
const FEWEST: usize = 4;

/// What fewer rows say may be so by chance.
const FEWEST_FILLED: usize = 2;

/// The questions behind the statements.
pub(super) struct Further {
    /// The statement, as an index among the hits, and the column of its question.
    pairs: Vec<(usize, u32)>,
    verdict: Verdict,
    /// Whether a Yes that nothing stands beside is asked about.
    asks_bare: bool,
    finding: Option<Finding>,
}

/// A column that may go into a Yes.
struct Asking {
    column: u32,
    /// The statement, as an index among the hits, that its heading names.
    named: Option<usize>,
    /// The one that stands right before it.
    before: Option<usize>,
}

/// What the headings of such columns say beside the statement, with the kind that it lets them be.
struct Family {
    called: String,
    kind: Kind,
    columns: Vec<Asking>,
}

impl Further {
    /// Finds the questions of which nobody could overlook what they say of the answers, and takes their columns for theirs.
    pub(super) fn of(
        desk: &Desk<'_>,
        (index, grid, head_row): (usize, &Grid, u32),
        (hits, uses): (&[Hit], &mut [(u32, Use)]),
    ) -> Option<Self> {
        let families = families(grid, head_row, (hits, uses));
        let found = families.into_iter().find_map(|family| {
            let (pairs, is_sure) = joined(desk, (grid, head_row), (hits, uses), &family)?;
            // What is joined by its order alone may be asked about, and is not read.
            let kind = if is_sure { family.kind } else { Kind::Unknown };
            let verdict = verdict(desk, (grid, head_row), hits, (&pairs, kind))?;
            if head(&family.called) == Some(Head::Comment) && n_said(grid, head_row, &pairs) < FEWEST {
                return None;
            }
            let Verdict::Ask { places, says_less } = verdict else {
                return Some(Self { pairs, verdict, asks_bare: true, finding: None });
            };
            let column = pairs.first().map_or(0, |(_, column)| *column);
            let place = desk.place(index, head_row, column);
            let heads = grid.at(head_row, column).map(|cell| as_written(&cell.value)).unwrap_or_default();
            let finding = two_steps::question(place.clone(), heads.clone(), places.len());
            match desk.rulings.on(rules::COLUMNS_UNCLEAR.code, &place, &heads) {
                Some(Ruling::Columns(named)) => {
                    let is_answer = |one: &&RuledColumn| **one == RuledColumn::Role(ColumnRole::AnyAnswer);
                    let n_answers = named.iter().filter(is_answer).count();
                    let ruled = Self { pairs, verdict: Verdict::Read, asks_bare: false, finding: None };
                    (n_answers > 1).then_some(ruled)
                }
                _ => Some(Self {
                    pairs,
                    verdict: Verdict::Ask { places, says_less },
                    asks_bare: false,
                    finding: Some(finding),
                }),
            }
        })?;
        found.take_columns(uses);
        Some(found)
    }

    /// Takes the questions' columns for what they are: nothing that stands there is an answer of its own.
    fn take_columns(&self, uses: &mut [(u32, Use)]) {
        for (column, use_) in uses {
            let mut of = self.pairs.iter().filter(|(_, further)| further == column);
            if let (Some((at, _)), None) = (of.next(), of.next()) {
                *use_ = Use::Comment(*at);
            }
        }
    }

    /// Reads a statement's answer with what stands under its question.
    pub(super) fn settle<'g>(&self, desk: &Desk<'_>, at: usize, cells: &'g [Cell], said: &mut Said<'g>) {
        for (_, column) in self.pairs.iter().filter(|(of, _)| *of == at) {
            let cell = cells.iter().find(|cell| cell.column == *column);
            if let Verdict::Ask { places, .. } = &self.verdict {
                said.is_unclear |= cell.is_some_and(|cell| places.contains(&(cell.row, cell.column)));
                continue;
            }
            let role = (*column, ColumnRole::AnyAnswer);
            said.slots = said.slots.iter().copied().chain([role]).collect::<Rc<[_]>>();
            said.beside.retain(|placed| placed.cell.column != *column);
            said.beside.extend(cell.map(|cell| Placed { role: Some(Role::AnyAnswer), cell }));
            let steps = Steps::Read { columns: vec![*column], asks_bare: self.asks_bare };
            two_steps::settle(Some(&steps), said, desk.words);
        }
    }

    /// The question about all of them.
    pub(super) fn question(self) -> Option<Finding> {
        self.finding
    }
}

/// The headings that are told apart by their statements or numbers alone, each with its columns.
fn families(grid: &Grid, head_row: u32, (hits, uses): (&[Hit], &[(u32, Use)])) -> Vec<Family> {
    let mut families: Vec<Family> = Vec::new();
    let mut last: Option<usize> = None;
    for cell in grid.row(head_row) {
        let own = hits.iter().position(|hit| hit.column == cell.column).map(|at| (at, first_of(hits, at)));
        if let Some((at, _)) = own.filter(|(at, first)| at == first) {
            last = Some(at).filter(|_| matches!(use_of(uses, cell.column), Some(Use::Answer(_))));
            continue;
        }
        let is_free =
            matches!(use_of(uses, cell.column), None | Some(Use::Comment(_) | Use::General | Use::Passed));
        let Some(raw) = cell.value.as_text().filter(|_| last.is_some() && (is_free || own.is_some())) else {
            continue;
        };
        let named = own.map(|(_, first)| first).or_else(|| named_statement(raw, hits, grid));
        let about = named.and_then(|at| stated(grid, hits, at));
        let asking = Asking { column: cell.column, named, before: last };
        let called = called(raw, about.unwrap_or_default());
        match families.iter_mut().find(|family| family.called == called) {
            Some(family) => family.columns.push(asking),
            None => {
                let kind = if called.is_empty() { Some(Kind::Unknown) } else { kind(&called) };
                let Some(kind) = kind else { continue };
                if kind != Kind::FullyOrPartly && askance::asks_else(&called) {
                    continue;
                }
                families.push(Family { called, kind, columns: vec![asking] });
            }
        }
    }
    families.retain(|family| family.columns.len() >= FEWEST);
    families
}

/// The first column of a statement.
fn first_of(hits: &[Hit], at: usize) -> usize {
    let is_same = |hit: &Hit| hits.get(at).is_some_and(|other| other.statement == hit.statement);
    hits.iter().position(is_same).unwrap_or(at)
}

/// A statement as the export has it.
fn stated<'g>(grid: &'g Grid, hits: &[Hit], at: usize) -> Option<&'g str> {
    hits.get(at).and_then(|hit| grid.at(hit.row, hit.column)).and_then(|cell| cell.value.as_text())
}

/// What such a question is called, without the number and the statement that tell it from the others.
fn called(raw: &str, about: &str) -> String {
    let words = text::words(raw);
    let about = text::words(label(about));
    let label = match raw.split_once(':') {
        // `Extent: All staff know ...`, cut short.
        Some((label, _)) if raw.len() > 60 && head(label).is_some() => text::words(label),
        _ if about.is_empty() => words,
        _ => words.replacen(&about, " ", 1),
    };
    // `status2`, `q1b`
    let unnumbered = label.split_whitespace().filter_map(|word| {
        let bare = word.replace(|c: char| c.is_ascii_digit(), "");
        (bare.len() == word.len() || bare.len() > 2).then_some(bare)
    });
    unnumbered.collect::<Vec<_>>().join(" ")
}

/// A family's columns with their statements, and whether nobody could take them for others': by the headings, or by where they
/// stand. Else they go by their order, or by what stands in them.
fn joined(
    desk: &Desk<'_>,
    (grid, head_row): (&Grid, u32),
    (hits, uses): (&[Hit], &[(u32, Use)]),
    family: &Family,
) -> Option<(Vec<(usize, u32)>, bool)> {
    let columns = &family.columns;
    let by = |known: &dyn Fn(&Asking) -> Option<usize>| -> Option<Vec<(usize, u32)>> {
        let pairs: Vec<(usize, u32)> =
            columns.iter().map(|asking| Some((known(asking)?, asking.column))).collect::<Option<_>>()?;
        let is_once = |at: usize| pairs.iter().filter(|(of, _)| *of == at).count() == 1;
        pairs.iter().all(|(at, _)| is_once(*at)).then_some(pairs)
    };
    if let Some(pairs) = by(&|asking| asking.named).or_else(|| by(&|asking| asking.before)) {
        return Some((pairs, true));
    }
    let asked: Vec<usize> = (0..hits.len())
        .filter(|at| first_of(hits, *at) == *at)
        .filter(|at| hits.get(*at).is_some_and(|hit| use_of(uses, hit.column) == Some(&Use::Answer(*at))))
        .collect();
    if asked.len() == columns.len() {
        return Some((asked.into_iter().zip(columns.iter().map(|asking| asking.column)).collect(), false));
    }
    by_contents(desk, (grid, head_row), (hits, &asked), columns).map(|pairs| (pairs, false))
}

/// The columns with the statements beside whose Yes alone they are filled in; none where they are filled in throughout, and
/// so may be about anything, nor where chance may have it so: where they stand in another order than the statements, or
/// nothing stands beside many a Yes.
fn by_contents(
    desk: &Desk<'_>,
    (grid, head_row): (&Grid, u32),
    (hits, asked): (&[Hit], &[usize]),
    columns: &[Asking],
) -> Option<Vec<(usize, u32)>> {
    let rows: Vec<&[Cell]> = grid
        .cells
        .chunk_by(|one, next| one.row == next.row)
        .filter(|cells| cells.first().is_some_and(|cell| cell.row > head_row))
        .collect();
    let mut seen = Seen::new();
    for (cells, Asking { column, .. }) in
        rows.iter().flat_map(|cells| columns.iter().map(move |one| (cells, one)))
    {
        seen.add((0, *column), None, cell_in(cells, *column), desk.words);
        if seen.is_prose() {
            return None;
        }
    }
    let is_yes = |cells: &[Cell], at: usize| {
        given(desk, hits.get(at).and_then(|hit| cell_in(cells, hit.column))) == Some(Answer::Yes)
    };
    let at_yes: Vec<(usize, Vec<bool>)> =
        asked.iter().map(|at| (*at, rows.iter().map(|cells| is_yes(cells, *at)).collect())).collect();
    let mut pairs: Vec<(usize, u32)> = Vec::new();
    let (mut n_passed, mut n_filled, mut n_bare) = (0, 0, 0);
    let mut last: Option<usize> = None;
    for Asking { column, .. } in columns {
        let filled: Vec<bool> = rows.iter().map(|cells| cell_in(cells, *column).is_some_and(says)).collect();
        // How many a Yes has nothing there; none where something stands beside another answer.
        let n_open = |yes: &[bool]| {
            let mut both = filled.iter().zip(yes);
            let n = yes.iter().filter(|is_yes| **is_yes).count();
            both.all(|(is_filled, is_yes)| *is_yes || !*is_filled)
                .then(|| n - filled.iter().filter(|is_filled| **is_filled).count())
        };
        let may_be: Vec<(usize, usize)> =
            at_yes.iter().filter_map(|(at, yes)| Some((n_open(yes)?, *at))).collect();
        let fewest = may_be.iter().map(|(n_open, _)| *n_open).min()?;
        let n = filled.iter().filter(|is_filled| **is_filled).count();
        if n < FEWEST_FILLED {
            return None;
        }
        (n_passed, n_filled, n_bare) = (n_passed + filled.len() - n - fewest, n_filled + n, n_bare + fewest);
        let best = || may_be.iter().filter(|(n_open, _)| *n_open == fewest).map(|(_, at)| *at);
        last = Some(best().find(|at| last.is_none_or(|last| *at > last))?);
        pairs.extend(best().map(|at| (at, *column)));
    }
    (n_passed >= columns.len() && n_bare * 4 <= n_filled).then_some(pairs)
}

/// A row's cell in a column.
fn cell_in(cells: &[Cell], column: u32) -> Option<&Cell> {
    cells.binary_search_by_key(&column, |cell| cell.column).ok().and_then(|at| cells.get(at))
}

/// What an answer's cell says by itself.
fn given(desk: &Desk<'_>, cell: Option<&Cell>) -> Option<Answer> {
    match read_mark(cell?, desk.words).mark {
        Mark::Says(answer) => Some(answer),
        _ => None,
    }
}

/// How many cells say anything below such questions.
fn n_said(grid: &Grid, head_row: u32, pairs: &[(usize, u32)]) -> usize {
    let is_of = |cell: &&Cell| cell.row > head_row && pairs.iter().any(|(_, column)| *column == cell.column);
    grid.cells.iter().filter(is_of).filter(|cell| says(cell)).count()
}

/// What the columns do to the answers of all rows.
fn verdict(
    desk: &Desk<'_>,
    (grid, head_row): (&Grid, u32),
    hits: &[Hit],
    (pairs, kind): (&[(usize, u32)], Kind),
) -> Option<Verdict> {
    let mut seen = Seen::new();
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        let row = cells.first().map_or(0, |cell| cell.row);
        if row <= head_row {
            continue;
        }
        for (of, column) in pairs {
            let answer = given(desk, hits.get(*of).and_then(|hit| cell_in(cells, hit.column)));
            seen.add((row, *column), answer, cell_in(cells, *column), desk.words);
        }
        if seen.is_prose() {
            return None;
        }
    }
    seen.verdict(kind)
}
