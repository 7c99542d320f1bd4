//! Answers beside a label of their own below a statement, where other sections stand in columns: `Answer: | Yes`.
//! In: a column's statements, and the marked rows between them that are none. Out: such a row as the answer of the statement
//! right above it. Never takes one that may stand above its statement: that is asked about.

use std::rc::Rc;

use schemas::catalogue::ColumnRole;

use super::REACH;
use crate::{
    grid::Grid,
    normalise::{
        marks::{self, Vocabulary},
        text,
    },
    recognise::{
        draft::{Placed, Said, Unknown, roles::Role},
        headings::{self, Head},
    },
};

/// Gives each statement beside which nothing is marked the labelled row below it.
pub(crate) fn take<'g>(
    (grid, column): (&Grid, u32),
    words: &Vocabulary,
    said: &mut [Said<'g>],
    unknown: &mut Vec<Unknown<'g>>,
) {
    let is_label = |raw: &str| asks_for_answer(raw, words);
    let is_labelled =
        |row: &Unknown<'_>| row.text.column == column && row.text.value.as_text().is_some_and(is_label);
    if !unknown.iter().any(is_labelled) {
        return;
    }
    let rows: Vec<Option<u32>> =
        (0..said.len()).map(|at| own_row(said, at, words, unknown, is_labelled)).collect();
    let has_label =
        |row: u32| grid.at(row, column).and_then(|cell| cell.value.as_text()).is_some_and(is_label);
    let (mut is_above, mut last) = (false, None);
    for (at, row) in rows.iter().enumerate() {
        let Some(own) = said.get_mut(at) else { break };
        // With a label right above the first of several, below no other statement, each may stand above its statement.
        let is_first = at.checked_sub(1).is_none_or(|before| rows.get(before).copied().flatten().is_none());
        let is_others = last.is_some_and(|last: u32| last + 2 == own.hit.row);
        if is_first {
            is_above = !is_others && own.hit.row.checked_sub(1).is_some_and(has_label);
        }
        last = Some(own.hit.row);
        let Some(taken) = row.and_then(|row| unknown.iter().position(|known| known.text.row == row)) else {
            continue;
        };
        let taken = unknown.remove(taken);
        let is_sure = taken.text.row == own.hit.row + 1 && !is_above;
        give(own, taken, is_sure);
    }
}

/// The only labelled row between a statement that nothing is marked beside and the next one.
fn own_row(
    said: &[Said<'_>],
    at: usize,
    words: &Vocabulary,
    unknown: &[Unknown<'_>],
    is_labelled: impl Fn(&Unknown<'_>) -> bool,
) -> Option<u32> {
    let own = said.get(at).filter(|own| !own.is_unclear && !own.is_marked(words))?;
    let end = said.get(at + 1).map_or_else(|| own.hit.row.saturating_add(REACH), |next| next.hit.row);
    let mut below =
        unknown.iter().filter(|row| (own.hit.row + 1..end).contains(&row.text.row) && is_labelled(row));
    let only = below.next()?;
    below.next().is_none().then_some(only.text.row)
}

/// Gives a statement what stands beside the label: its answer, or what is asked about where that is not sure.
fn give<'g>(own: &mut Said<'g>, row: Unknown<'g>, is_sure: bool) {
    let mut beside = row.beside.into_iter();
    let Some(answer) = beside.next() else { return };
    if is_sure {
        own.slots = Rc::from([(answer.cell.column, ColumnRole::AnyAnswer)]);
        own.beside.push(Placed { role: Some(Role::AnyAnswer), ..answer });
    } else {
        (own.is_unclear, own.asks_alone) = (true, true);
        own.beside.push(Placed { role: None, ..answer });
    }
    // The label says nothing, and is taken for what it is.
    own.beside.push(Placed { role: Some(Role::Aside), cell: row.text });
    own.beside.extend(beside.map(|more| match more.role {
        Some(Role::Comment | Role::Aside) => more,
        _ => Placed { role: Some(Role::Further), ..more },
    }));
}

/// `Answer:`, `Response`, `Our answer`.
fn asks_for_answer(raw: &str, words: &Vocabulary) -> bool {
    let bare = text::trim(raw).trim_end_matches([':', ' ', '-']);
    matches!(headings::head(bare), Some(Head::AnyAnswer(_))) || marks::is_label(bare, words)
}
