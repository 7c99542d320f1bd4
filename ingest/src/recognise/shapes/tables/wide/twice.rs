//! Exports with each statement's heading twice: its answer, and the words about it.
//! In: the statements' columns, and what stands below them. Out: whether every second one is such. Never judges by a single
//! statement: `Yes - in place since 2019` is a comment like any other.

use crate::{
    grid::Grid,
    normalise::{
        marks::{Mark, read_mark},
        text,
    },
    recognise::{draft::Desk, found::Hit, written::says},
};

/// Fewer statements with two columns make no habit.
const FEWEST: usize = 4;

/// Whether the second column of each statement that has two holds comments, by all of them together: nothing but answers
/// stands in the first ones, and words in the second.
pub(super) fn are_comments(desk: &Desk<'_>, (grid, head_row): (&Grid, u32), hits: &[Hit]) -> bool {
    // Side by side, or in a block of their own behind all the first ones.
    let pairs: Vec<(u32, u32)> = hits
        .iter()
        .enumerate()
        .filter_map(|(at, first)| {
            let before = hits.iter().take(at).any(|other| other.statement == first.statement);
            let mut others = hits.iter().skip(at + 1).filter(|other| other.statement == first.statement);
            let second = others.next().filter(|_| !before)?;
            others.next().is_none().then_some((first.column, second.column))
        })
        .collect();
    if pairs.len() < FEWEST {
        return false;
    }
    let (mut n_firsts, mut n_answers, mut n_seconds, mut n_words) = (0_usize, 0_usize, 0_usize, 0_usize);
    for cell in grid.cells.iter().filter(|cell| cell.row > head_row && says(cell)) {
        if pairs.iter().any(|(first, _)| *first == cell.column) {
            n_firsts += 1;
            let mark = read_mark(cell, desk.words).mark;
            n_answers += usize::from(matches!(mark, Mark::Says(_) | Mark::Tick(_) | Mark::Several));
        } else if pairs.iter().any(|(_, second)| *second == cell.column) {
            n_seconds += 1;
            let is_bare = cell.value.as_text().is_none_or(|raw| desk.words.answer(text::trim(raw)).is_some());
            n_words += usize::from(!is_bare);
        }
    }
    n_answers * 10 >= n_firsts * 9 && n_words * 2 > n_seconds
}
