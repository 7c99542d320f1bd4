//! Forms one below another in one sheet.
//! In: the statements of a grid, by row. Out: runs of them, each one form. Never parts a form in which a few statements
//! stand twice.

use super::{Hit, n_distinct};

/// Forms one below another in one sheet: where most statements come a second time, a new form begins.
pub(crate) fn segments(hits: &[Hit], end: u32) -> Vec<(&[Hit], u32)> {
    let n_distinct = n_distinct(hits);
    if n_distinct < 3 || hits.len() * 2 < n_distinct * 3 {
        return vec![(hits, end)];
    }
    let mut segments: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    for at in 0..hits.len() {
        let is_known = hits
            .get(at)
            .zip(hits.get(from..at))
            .is_some_and(|(hit, before)| before.iter().any(|known| known.statement == hit.statement));
        // A form begins anew only after a good part of it has passed.
        if is_known && (at - from) * 2 >= n_distinct {
            let start = beginning(hits, from, at);
            segments.push((from, start));
            from = start;
        }
    }
    segments.push((from, hits.len()));
    let starts: Vec<u32> =
        segments.iter().filter_map(|(from, _)| hits.get(*from)).map(|hit| hit.row).collect();
    segments
        .iter()
        .enumerate()
        .filter_map(|(at, (from, to))| {
            let last = hits.get(to.checked_sub(1)?)?.row;
            // The next form's fields stand between this form's last statement and its own first.
            let bound = if starts.get(at + 1).is_some() { last + 1 } else { end };
            Some((hits.get(*from..*to)?, bound))
        })
        .collect()
}

/// Where the form begins whose first statement that stands twice is at `at`: those right above it, in the form's order, are its
/// own if more room stands before them than between them.
fn beginning(hits: &[Hit], from: usize, at: usize) -> usize {
    let goes_on = |at: &usize| {
        let pair = hits.get(at.saturating_sub(1)).zip(hits.get(*at));
        pair.is_some_and(|(above, own)| above.statement < own.statement)
    };
    let first = at - (from + 1..=at).rev().take_while(goes_on).count();
    let room = |at: usize| {
        let pair = hits.get(at.saturating_sub(1)).zip(hits.get(at));
        pair.map_or(0, |(above, own)| own.row.saturating_sub(above.row))
    };
    let is_parted = first > from && (first + 1..=at).all(|between| room(between) < room(first));
    if is_parted { first } else { at }
}
