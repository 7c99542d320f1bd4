//! Rows of an export or a list that a column or a cell marks as none of a school's own: `Status: Draft`, `Type: LA
//! moderation`, `Void? Yes`, `Notes: IGNORE - duplicate`.
//! In: the headings with the rows' cells below them. Out: the rows that are so marked, with a note or a question. Never drops
//! a row in silence, and never takes one for the school's return unless a person says so.

use std::ops::RangeInclusive;

use rustc_hash::{FxHashMap, FxHashSet};
use schemas::{decision::Ruling, finding::Finding, rules};

use crate::{
    grid::{Cell, Grid},
    recognise::{
        draft::{Desk, Draft},
        found::Hit,
        header::as_written,
    },
};

mod flag;

use flag::Kind;

/// The rows that are marked.
pub(super) struct Marked<'g> {
    /// The grid's index among the file's.
    index: usize,
    /// Each with its column's heading and what stands below it.
    rows: FxHashMap<u32, (&'g Cell, &'g Cell)>,
}

/// The marked rows of a list.
#[derive(Debug, Default)]
pub(super) struct MarkedRows {
    /// Those beside another of their school and statement, rising.
    pub(super) passed: Vec<u32>,
    /// Those that are asked about, rising.
    pub(super) asked: Vec<u32>,
    /// What should be known of them.
    pub(super) findings: Vec<Finding>,
}

impl MarkedRows {
    /// Has a school's return wait for the question where nothing else of it was read.
    pub(super) fn hold(&self, draft: &mut Draft<'_>) {
        let mut answered = draft.said.iter().filter(|said| !said.beside.is_empty()).peekable();
        let is_asked = |row: u32| self.asked.binary_search(&row).is_ok();
        if answered.peek().is_some() && answered.all(|said| is_asked(said.hit.row)) {
            draft.waits_for = self.findings.iter().find(|one| one.rule.is_question).map(Finding::id);
        }
    }
}

/// What a person ruled on marked rows.
enum Ruled {
    /// They count like any other.
    Count,
    /// They are left out.
    LeftOut,
    /// Nothing yet.
    Open,
}

impl<'g> Marked<'g> {
    /// Finds the marked rows; none where no row is. `is_free` says which columns are no statement's and name no school.
    pub(super) fn of(
        (index, grid): (usize, &'g Grid),
        heads: RangeInclusive<u32>,
        is_free: impl Fn(u32) -> bool,
        rows: &[u32],
    ) -> Option<Self> {
        let mut marked: FxHashMap<u32, (&'g Cell, &'g Cell)> = FxHashMap::default();
        for head in heads.flat_map(|row| grid.row(row)).filter(|head| is_free(head.column)) {
            let Some(kind) = head.value.as_text().and_then(Kind::of) else { continue };
            for row in rows {
                let Some(cell) = grid.at(*row, head.column) else { continue };
                if kind.marks(cell) {
                    marked.entry(*row).or_insert((head, cell));
                }
            }
        }
        (!marked.is_empty()).then_some(Self { index, rows: marked })
    }

    /// Whether a row is marked.
    pub(super) fn has(&self, row: u32) -> bool {
        self.rows.contains_key(&row)
    }

    /// The marked rows, from the top, with heading and mark.
    fn sorted(&self) -> Vec<(u32, &'g Cell, &'g Cell)> {
        let mut rows: Vec<_> = self.rows.iter().map(|(row, (head, cell))| (*row, *head, *cell)).collect();
        rows.sort_unstable_by_key(|(row, ..)| *row);
        rows
    }

    /// What the rows are marked as: `Status: Draft`, each once.
    fn reading(&self) -> String {
        const NAMED: usize = 8;
        let mut said: Vec<String> = Vec::new();
        for (_, head, cell) in self.sorted() {
            let one = format!("{}: {}", as_written(&head.value), as_written(&cell.value));
            if !said.contains(&one) && said.len() < NAMED {
                said.push(one);
            }
        }
        said.join(" | ")
    }

    /// What a person ruled on all of them.
    fn ruled(&self, desk: &Desk<'_>) -> Ruled {
        let Some((_, head, _)) = self.sorted().first().copied() else { return Ruled::Open };
        let place = desk.place(self.index, head.row, head.column);
        match desk.rulings.on(rules::COLUMNS_UNCLEAR.code, &place, &self.reading()) {
            Some(Ruling::LeaveOut) => Ruled::LeftOut,
            Some(Ruling::Columns(_)) => Ruled::Count,
            _ => Ruled::Open,
        }
    }

    /// The question about marked rows of schools that have no other; `n` answers wait for it.
    fn question(&self, desk: &Desk<'_>, n: usize) -> Option<Finding> {
        let (_, head, _) = self.sorted().first().copied()?;
        let message =
            "rows are marked as none of their school's own, and the school has no other: they were not read";
        Some(
            Finding::new(&rules::COLUMNS_UNCLEAR, desk.place(self.index, head.row, head.column), message)
                .reading(self.reading())
                .with_suggestion("leave out")
                .with_answers_waiting(u32::try_from(n).unwrap_or(u32::MAX)),
        )
    }

    /// The note on rows that were left out; none where there are none.
    fn told(&self, desk: &Desk<'_>, is_out: impl Fn(u32) -> bool) -> Option<Finding> {
        const NAMED: usize = 20;
        let out: Vec<_> = self.sorted().into_iter().filter(|(row, ..)| is_out(*row)).collect();
        let (_, first, _) = out.first().copied()?;
        let shown = out.iter().take(NAMED).map(|(_, _, cell)| {
            let place = desk.place(self.index, cell.row, cell.column);
            format!("'{}' in {}", as_written(&cell.value), place.cell)
        });
        let shown: Vec<String> = shown.collect();
        let more = if out.len() > NAMED { format!(" and {} more", out.len() - NAMED) } else { String::new() };
        let message = format!(
            "rows that are marked as none of their school's own were left out: {} ({}{more})",
            out.len(),
            shown.join(", ")
        );
        let place = desk.place(self.index, first.row, first.column);
        Some(Finding::new(&rules::ROWS_OF_ANOTHER_YEAR, place, message).reading(as_written(&first.value)))
    }

    /// Says which marked rows of a list give way to others of their school and statement, and asks about the rest; `keys` are
    /// the schools of the statements' rows.
    pub(super) fn settle_list(
        &self,
        desk: &Desk<'_>,
        (hits, keys): (&[Hit], &[String]),
        is_answered: impl Fn(u32) -> bool,
    ) -> MarkedRows {
        let ruled = self.ruled(desk);
        if matches!(ruled, Ruled::Count) {
            return MarkedRows::default();
        }
        let each = || hits.iter().zip(keys);
        let sound: FxHashSet<(&str, usize)> = each()
            .filter(|(hit, _)| !self.has(hit.row) && is_answered(hit.row))
            .map(|(hit, key)| (key.as_str(), hit.statement))
            .collect();
        let is_all = matches!(ruled, Ruled::LeftOut);
        let (mut passed, mut asked): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        for (hit, key) in each().filter(|(hit, _)| self.has(hit.row)) {
            let gives_way = is_all || sound.contains(&(key.as_str(), hit.statement));
            if gives_way { passed.push(hit.row) } else { asked.push(hit.row) }
        }
        passed.sort_unstable();
        asked.sort_unstable();
        let n = asked.iter().filter(|row| is_answered(**row)).count();
        let told = self.told(desk, |row| passed.binary_search(&row).is_ok());
        let question = self.question(desk, n).filter(|_| n > 0);
        MarkedRows { passed, asked, findings: told.into_iter().chain(question).collect() }
    }

    /// Leaves out the marked rows of an export beside others of their school, and asks about the rest; `key` is a draft's
    /// school, comparable.
    pub(super) fn settle(
        &self,
        desk: &Desk<'_>,
        (drafts, n_first): (&mut Vec<Draft<'g>>, usize),
        key: impl Fn(&Draft<'_>) -> String,
    ) -> Vec<Finding> {
        let ruled = self.ruled(desk);
        if matches!(ruled, Ruled::Count) {
            return Vec::new();
        }
        let own = || drafts.iter().skip(n_first);
        let sound: FxHashSet<String> = own().filter(|draft| !self.has(draft.first.1)).map(&key).collect();
        let is_all = matches!(ruled, Ruled::LeftOut);
        let mut out: FxHashSet<u32> = FxHashSet::default();
        for draft in own().filter(|draft| self.has(draft.first.1)) {
            if is_all || sound.contains(&key(draft)) {
                out.insert(draft.first.1);
            }
        }
        let mut at = 0;
        drafts.retain(|draft| {
            at += 1;
            at <= n_first || !out.contains(&draft.first.1)
        });
        let mut n = 0;
        let asked = drafts.iter().skip(n_first).filter(|draft| self.has(draft.first.1));
        for draft in asked {
            n += draft.said.iter().filter(|said| !said.beside.is_empty()).count();
        }
        let told = self.told(desk, |row| out.contains(&row));
        let question = self.question(desk, n).filter(|_| n > 0);
        for draft in drafts.iter_mut().skip(n_first).filter(|draft| self.has(draft.first.1)) {
            draft.said.iter_mut().for_each(|said| said.is_unclear = true);
            draft.waits_for = question.as_ref().map(Finding::id);
        }
        told.into_iter().chain(question).collect()
    }
}
