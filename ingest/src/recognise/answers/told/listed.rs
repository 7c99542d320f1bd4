//! A statement's second row in a list of such: several rows below one another, each of a statement that stands elsewhere, too.
//! In: a draft's rows. Out: whether one stands in such a list. Never says what the list asks: nobody can, without a heading.

use crate::recognise::draft::{Draft, Said};

/// Whether a row's neighbour is a second row as well.
pub(super) fn is_listed(draft: &Draft<'_>, index: usize) -> bool {
    let at = |index: usize| draft.said.get(index);
    let stands_twice = |said: &Said<'_>| {
        let same = draft.said.iter().filter(|other| other.hit.statement == said.hit.statement);
        same.take(2).count() > 1
    };
    let Some(own) = at(index) else { return false };
    let neighbours = [index.checked_sub(1), index.checked_add(1)];
    neighbours.into_iter().flatten().filter_map(at).any(|other| {
        other.grid == own.grid
            && other.hit.row.abs_diff(own.hit.row) == 1
            && other.hit.statement != own.hit.statement
            && stands_twice(other)
    })
}
