//! The words that were used as marks, which alone a key can explain by words: `Secure | Yes`.
//! In: the file's grids and which rows hold statements. Out: whether a word is one of them. Never looks beyond the statements'
//! own rows.

use std::{cell::OnceCell, collections::HashSet};

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
    phrases: OnceCell<HashSet<String>>,
}

impl<'g> Given<'g> {
    pub(super) const fn new(grids: &'g [Grid], by_grid: &'g [Option<Found>]) -> Self {
        Self { grids, by_grid, phrases: OnceCell::new() }
    }

    /// Whether these words alone make up a cell of a statement's row, in small letters.
    pub(super) fn has(&self, phrase: &str) -> bool {
        self.phrases.get_or_init(|| self.phrases()).contains(phrase)
    }

    fn phrases(&self) -> HashSet<String> {
        const LONGEST: usize = 30;
        let each = self.grids.iter().zip(self.by_grid);
        let beside = each.filter_map(|(grid, found)| found.as_ref().map(|found| (grid, found)));
        beside
            .flat_map(|(grid, found)| grid.cells.iter().filter(|cell| !may_hold(Some(found), cell.row)))
            .filter_map(|cell| cell.value.as_text())
            .filter(|raw| raw.len() <= LONGEST)
            .map(text::words)
            .collect()
    }

    /// A word that stands as a mark beside some statement, and the answer that it is for in the next cell: `Secure | Yes`.
    pub(super) fn pair_of<'c>(&self, cell: &'c Cell, next: Option<&'c Cell>) -> Option<Entry<'c>> {
        let next = next.filter(|next| next.column == cell.column + 1)?;
        let (phrase, meaning) = (cell.value.as_text()?, next.value.as_text()?);
        let names_answer = |meaning: &str| {
            ["yes", "partly", "partially", "no"].iter().any(|word| meaning.eq_ignore_ascii_case(word))
        };
        if !names_answer(text::trim(meaning)) || names_answer(text::trim(phrase)) {
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
