//! Marks in a row of their own right below each statement, which takes up the whole width above them.
//! In: a block's statements, the headings above it, and the cells in rows of their own. Out: the statements with the marks below
//! them. Never takes them where a row may as well stand above the statement below it, or where a statement has a mark beside it.

use super::{Loose, Placed, Role, Said, is_answers};
use crate::{
    normalise::marks::{Mark, Vocabulary, read_mark},
    recognise::headings::bands::Band,
};

/// Fewer statements with marks below them make no habit.
const FEWEST: usize = 4;

/// Hands each statement what stands in the row below it, where that is how the form is laid out.
pub(super) fn take<'g>(
    bands: &[&Band],
    words: &Vocabulary,
    said: &mut [Said<'g>],
    loose: &mut Vec<Loose<'g>>,
) {
    if loose.len() < FEWEST || said.len() < FEWEST {
        return;
    }
    let is_free = |said: &Said<'_>| said.beside.is_empty() && !said.is_unclear;
    if !said.iter().all(is_free) || !are_headed(bands, said) {
        return;
    }
    let own = |row: u32| {
        let at = said.binary_search_by_key(&row.checked_sub(1)?, |said| said.hit.row).ok()?;
        Some((at, said.get(at)?.hit.statement))
    };
    let is_placed = |placed: &Placed<'_>| is_answers(placed.role) || placed.role == Some(Role::Comment);
    let mut moved: Vec<Option<usize>> = Vec::with_capacity(loose.len());
    let mut n_marks = vec![0_usize; said.len()];
    for loose in loose.iter() {
        let below = own(loose.placed.cell.row).filter(|(_, statement)| loose.statement == Some(*statement));
        let is_mark = is_answers(loose.placed.role);
        match below {
            Some((at, _)) if is_placed(&loose.placed) => {
                let says =
                    !matches!(read_mark(loose.placed.cell, words).mark, Mark::Nothing(_) | Mark::Prose);
                if let Some(n) = n_marks.get_mut(at).filter(|_| is_mark && says) {
                    *n += 1;
                }
                moved.push(Some(at));
            }
            // A name or a label in the row: it may be another's.
            Some(_) => return,
            None if is_mark => return,
            None => moved.push(None),
        }
    }
    let n_marked = n_marks.iter().filter(|n| **n > 0).count();
    if n_marked < FEWEST || n_marked * 2 < said.len() {
        return;
    }
    for (loose, at) in loose.iter().zip(&moved) {
        if let Some(said) = at.and_then(|at| said.get_mut(at)) {
            said.beside.push(loose.placed);
        }
    }
    let mut moved = moved.into_iter();
    loose.retain(|_| moved.next().flatten().is_none());
}

/// Whether each of the headings stands right above a statement, so that no row of marks can be meant to stand above it, and the
/// statements leave a row below each of them.
fn are_headed(bands: &[&Band], said: &[Said<'_>]) -> bool {
    let stands = |row: u32| said.binary_search_by_key(&row, |said| said.hit.row).is_ok();
    let rows = || said.iter().map(|said| said.hit.row);
    !bands.is_empty()
        && bands.iter().all(|band| stands(band.row + 1))
        && bands.iter().any(|band| Some(band.row + 1) == rows().next())
        && rows().zip(rows().skip(1)).all(|(row, next)| next > row + 1)
}
