//! The words that were used as marks, which alone a key can explain by words: `Secure | Yes`.
//! In: the file's grids and which rows hold statements. Out: whether a word is one of them. Never looks beyond the statements'
//! own rows.

use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use crate::{
    grid::{Cell, Grid},
    normalise::{
        marks::key::{Entry, Written, worded_entry},
        text,
    },
    recognise::found::{Found, Lie},
};

/// What stands in the statements' rows: only what was used as a mark there can be a word that a key explains.
pub(super) struct Given<'g> {
    grids: &'g [Grid],
    pub(super) by_grid: &'g [Option<Found>],
    phrases: OnceCell<FxHashSet<String>>,
}

impl<'g> Given<'g> {
    pub(super) const fn new(grids: &'g [Grid], by_grid: &'g [Option<Found>]) -> Self {
        Self { grids, by_grid, phrases: OnceCell::new() }
    }

    /// Whether these words alone make up a cell of a statement's row, in small letters.
    pub(super) fn has(&self, phrase: &str) -> bool {
        self.phrases.get_or_init(|| self.phrases()).contains(phrase)
    }

    fn phrases(&self) -> FxHashSet<String> {
        const LONGEST: usize = 30;
        let each = self.grids.iter().zip(self.by_grid);
        // Marks are few and stand again and again: each is folded once.
        let mut marks: FxHashSet<&'g str> = FxHashSet::default();
        for (grid, found) in each.filter_map(|(grid, found)| Some((grid, found.as_ref()?))) {
            let short = |cell: &'g Cell| cell.value.as_text().filter(|raw| raw.len() <= LONGEST);
            match found.lie {
                Lie::Down => {
                    let rows = grid.rows(found.hits.iter().map(|hit| hit.row));
                    marks.extend(rows.flatten().filter_map(short));
                }
                Lie::Across(_) => {
                    let cells = grid.cells.iter().filter(|cell| !may_hold(Some(found), cell.row));
                    marks.extend(cells.filter_map(short));
                }
            }
        }
        marks.into_iter().map(text::words).collect()
    }

    /// A word that stands as a mark beside some statement, and the answer that it is for in the next cell: `Secure | Yes`.
    pub(super) fn pair_of<'c>(
        &self,
        cell: &'c Cell,
        (next, after): (Option<&'c Cell>, Option<&Cell>),
    ) -> Option<Entry<'c>> {
        let next = next.filter(|next| next.column == cell.column + 1)?;
        let (phrase, meaning) = (cell.value.as_text()?, next.value.as_text()?);
        let names_answer = |meaning: &str| {
            ["yes", "partly", "partially", "no"].iter().any(|word| meaning.eq_ignore_ascii_case(word))
        };
        if !names_answer(text::trim(meaning)) || names_answer(text::trim(phrase)) {
            return None;
        }
        // The answers side by side are headings.
        let is_next = |after: &&Cell| after.column == next.column + 1;
        if after
            .filter(is_next)
            .and_then(|after| after.value.as_text())
            .map(text::trim)
            .is_some_and(names_answer)
        {
            return None;
        }
        worded_entry(phrase, meaning, Written::Beside, names_answer).filter(|entry| self.has(&entry.symbol))
    }
}

/// Whether a row may hold a key: none of the statements' may.
pub(super) fn may_hold(found: Option<&Found>, row: u32) -> bool {
    match found.map(|found| (found.lie, &found.hits)) {
        None => true,
        Some((Lie::Across(head), _)) => row < head,
        Some((Lie::Down, hits)) => hits.binary_search_by_key(&row, |hit| hit.row).is_err(),
    }
}
