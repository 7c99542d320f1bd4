//! Statements that a school quotes in its comments: `As for: The school has ...` beside another statement's marks.
//! In: the statements of a grid. Out: those that are the form's own. Never drops one that does not stand elsewhere in the
//! form's column, nor one with anything short beside it that may be its mark.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::{Hit, Lie};
use crate::{
    grid::{Grid, Value},
    normalise::text,
};

/// A shorter text beside a statement may be its mark.
const SHORTEST: usize = 12;

/// Drops the statements quoted in the comments on others. Where as many stand there as half of the form's, they may be
/// a form of their own.
pub(super) fn drop(grid: &Grid, hits: &mut Vec<Hit>, lie: Lie) {
    let is_of_first = |hit: &Hit| hits.first().is_some_and(|first| first.column == hit.column);
    if lie != Lie::Down || hits.iter().all(is_of_first) {
        return;
    }
    let mut n_of: BTreeMap<u32, usize> = BTreeMap::new();
    for hit in hits.iter() {
        *n_of.entry(hit.column).or_default() += 1;
    }
    let Some((main, most)) = n_of.iter().max_by_key(|(_, n)| **n).map(|(column, n)| (*column, *n)) else {
        return;
    };
    let own = || hits.iter().filter(|hit| hit.column == main);
    let rows: FxHashSet<u32> = own().map(|hit| hit.row).collect();
    let stated: FxHashSet<usize> = own().map(|hit| hit.statement).collect();
    let is_few = |column: u32| n_of.get(&column).is_some_and(|n| n * 2 <= most);
    hits.retain(|hit| {
        hit.column <= main
            || !is_few(hit.column)
            || !rows.contains(&hit.row)
            || !stated.contains(&hit.statement)
            || has_short_beside(grid, hit)
    });
}

/// Whether something short stands right of a statement.
fn has_short_beside(grid: &Grid, hit: &Hit) -> bool {
    grid.row(hit.row).iter().filter(|cell| cell.column > hit.column).any(|cell| match &cell.value {
        Value::Empty => false,
        Value::Text(raw) => !text::is_blank(raw) && raw.len() < SHORTEST,
        _ => true,
    })
}
