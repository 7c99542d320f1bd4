//! Several rows of marks to each statement: last year's and this year's, two people's, a target and what is.
//! In: a block's statements and the cells in rows of their own below them. Out: the statements concerned as unclear, with
//! the cells of both rows. Never takes one row's answer for the school's.

use super::{Loose, Placed, Role, Said, is_answers};
use crate::{
    normalise::marks::{Mark, Vocabulary, read_mark},
    recognise::written::as_written,
};

/// Fewer statements with a second row of marks make no habit: such a mark is asked about by itself.
const FEWEST: usize = 3;

/// Marks statements unclear that have further rows of marks below them, where at least half of those marked do. Returns
/// what the first and the second row are called, for the question; none where there is no such habit.
pub(super) fn take<'g>(
    words: &Vocabulary,
    said: &mut [Said<'g>],
    loose: &mut Vec<Loose<'g>>,
) -> Option<String> {
    let is_mark = |loose: &Loose<'_>| {
        is_answers(loose.placed.role)
            && !matches!(read_mark(loose.placed.cell, words).mark, Mark::Nothing(_) | Mark::Prose)
    };
    if loose.iter().filter(|loose| is_mark(loose)).count() < FEWEST {
        return None;
    }
    // Each statement, its row, and the row of the next one.
    let spans: Vec<(usize, u32, u32)> = said
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let end = said.get(at + 1).map_or(u32::MAX, |next| next.hit.row);
            (one.hit.statement, one.hit.row, end)
        })
        .collect();
    let is_below = |loose: &Loose<'_>, at: usize| {
        let row = loose.placed.cell.row;
        spans.get(at).is_some_and(|(statement, from, end)| {
            loose.statement == Some(*statement) && (*from < row) && (row < *end)
        })
    };
    let is_marked = |said: &Said<'_>| said.beside.iter().any(|placed| is_answers(placed.role));
    let doubled: Vec<usize> = (0..said.len())
        .filter(|at| said.get(*at).is_some_and(&is_marked))
        .filter(|at| loose.iter().any(|loose| is_mark(loose) && is_below(loose, *at)))
        .collect();
    let n_marked = said.iter().filter(|said| is_marked(said)).count();
    if doubled.len() < FEWEST || doubled.len() * 2 < n_marked {
        return None;
    }
    let first = doubled.first().copied().unwrap_or_default();
    let second = loose.iter().find(|loose| is_mark(loose) && is_below(loose, first));
    let in_second =
        loose.iter().filter(|loose| second.is_some_and(|of| of.placed.cell.row == loose.placed.cell.row));
    let in_first = said.get(first).into_iter().flat_map(|said| &said.beside);
    let names = [named(in_first), named(in_second.map(|loose| &loose.placed))];
    // A row that is called as those are is one of two, though the other was left blank.
    let called =
        |said: &Said<'_>| named(said.beside.iter().filter(|placed| placed.role != Some(Role::Comment)));
    let name = said.get(first).map(called).unwrap_or_default();
    let is_called_so = |said: &Said<'_>| !name.is_empty() && called(said) == name;
    let concerned: Vec<usize> = (0..said.len())
        .filter(|at| {
            doubled.contains(at) || said.get(*at).is_some_and(|said| is_marked(said) && is_called_so(said))
        })
        .collect();
    let mut moved = vec![false; loose.len()];
    for at in concerned {
        let below = loose.iter().map(|loose| is_mark(loose) && is_below(loose, at)).collect::<Vec<_>>();
        let Some(said) = said.get_mut(at) else { continue };
        said.is_unclear = true;
        for ((loose, is_below), moved) in loose.iter().zip(below).zip(&mut moved) {
            if is_below {
                said.beside.push(loose.placed);
                *moved = true;
            }
        }
    }
    let mut moved = moved.into_iter();
    loose.retain(|_| !moved.next().unwrap_or(false));
    Some(names.join(" | "))
}

/// What a row is called beside its marks: `2024`, `Target`.
fn named<'p, 'g: 'p>(cells: impl Iterator<Item = &'p Placed<'g>>) -> String {
    let names = cells.filter(|placed| !is_answers(placed.role)).map(|placed| as_written(&placed.cell.value));
    names.filter(|name| name.len() <= 40).collect::<Vec<_>>().join(" ")
}
