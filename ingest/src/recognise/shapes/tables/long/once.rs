//! Answers that a list writes once for several statements: merged over their rows, or left out below the first as a pivot
//! table leaves them out.
//! In: the list's rows with their schools. Out: each row's answer from the cell merged over it; where the rows below are
//! blank and nobody merged them, a question, with what stands above. Never takes a blank for the answer above it.

use rustc_hash::FxHashMap;
use schemas::{catalogue::ColumnRole, finding::Finding, rules};

use crate::{
    grid::{Cell, Grid},
    normalise::text,
    recognise::{
        draft::{Desk, Placed, Said, Slots, roles::Role},
        found::Hit,
        written::{as_written, says},
    },
};

/// Fewer blanks are statements that were left out.
const FEWEST: usize = 4;

/// The cells that stand for rows below them.
#[derive(Default)]
pub(super) struct Once<'g> {
    merged: FxHashMap<u32, &'g Cell>,
    asked: FxHashMap<u32, &'g Cell>,
    first: Option<&'g Cell>,
}

impl<'g> Once<'g> {
    /// Looks at a list's column of answers; `keys` are the rows' schools.
    pub(super) fn of(grid: &'g Grid, slots: &Slots, (hits, keys): (&[Hit], &[String])) -> Self {
        let mut once = Self::default();
        let &[(column, ColumnRole::AnyAnswer)] = &**slots else { return once };
        let answer = |row: u32| grid.at(row, column).filter(|cell| says(cell));
        let rows: Vec<(u32, &str)> =
            hits.iter().map(|hit| hit.row).zip(keys.iter().map(String::as_str)).collect();
        let tall: Vec<_> = grid
            .merges
            .iter()
            .filter(|block| (block.left..=block.right).contains(&column) && block.bottom > block.top)
            .collect();
        if !tall.is_empty() {
            for (row, key) in &rows {
                let over = tall.iter().find(|block| block.top < *row && *row <= block.bottom);
                let Some(block) = over.filter(|_| answer(*row).is_none()) else { continue };
                // Merged over two schools' rows it was merged for its look.
                let is_schools =
                    rows.iter().all(|(other, of)| !(block.top..=block.bottom).contains(other) || of == key);
                if let Some(cell) = grid.at(block.top, block.left).filter(|cell| is_schools && says(cell)) {
                    once.merged.insert(*row, cell);
                }
            }
        }
        let groups = || rows.chunk_by(|(_, one), (_, next)| one == next);
        let is_filled = |row: u32| answer(row).is_some() || once.merged.contains_key(&row);
        let n_blank = rows.iter().filter(|(row, _)| !is_filled(*row)).count();
        let n_said = rows.iter().filter(|(row, _)| answer(*row).is_some()).count();
        if n_blank < FEWEST || n_blank <= n_said || !groups().all(|group| is_grouped(group, answer)) {
            return once;
        }
        for group in groups() {
            let mut above = None;
            for (row, _) in group {
                match (answer(*row), above) {
                    (Some(cell), _) => above = Some(cell),
                    (None, Some(cell)) if !once.merged.contains_key(row) => {
                        once.first.get_or_insert(cell);
                        once.asked.insert(*row, cell);
                    }
                    (None, _) => {}
                }
            }
        }
        once
    }

    /// Gives a row what stands for it above.
    pub(super) fn complete(&self, said: &mut Said<'g>) {
        let row = said.hit.row;
        let asked = self.asked.get(&row);
        if let Some(cell) = self.merged.get(&row).or(asked) {
            said.is_unclear = asked.is_some();
            said.beside.push(Placed { role: Some(Role::AnyAnswer), cell });
        }
    }

    /// The question on the blanks below answers.
    pub(super) fn question(&self, desk: &Desk<'_>, index: usize) -> Option<Finding> {
        let first = self.first?;
        let message = "the list writes an answer once and leaves the rows below it blank: it is not sure whether it holds \
                       for them, so they were not read";
        let place = desk.place(index, first.row, first.column);
        Some(
            Finding::new(&rules::COLUMNS_UNCLEAR, place, message)
                .reading(as_written(&first.value))
                .with_suggestion("Write the answer beside each statement that it holds for, and run again")
                .with_answers_waiting(u32::try_from(self.asked.len()).unwrap_or(u32::MAX)),
        )
    }
}

/// Whether a school's rows may be grouped by their answers: the first is answered, and no answer follows on one like it.
fn is_grouped<'g>(rows: &[(u32, &str)], answer: impl Fn(u32) -> Option<&'g Cell>) -> bool {
    let answers: Vec<String> = rows
        .iter()
        .filter_map(|(row, _)| answer(*row))
        .map(|cell| text::key(&as_written(&cell.value)))
        .collect();
    let is_first = rows.first().is_some_and(|(row, _)| answer(*row).is_some());
    answers.is_empty()
        || (is_first && answers.windows(2).all(|pair| matches!(pair, [one, next] if one != next)))
}
