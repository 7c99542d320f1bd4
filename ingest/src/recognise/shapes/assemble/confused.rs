//! Why it is not sure which column means which answer, as far as the rows and headings show it.
//! In: the statements' rows with the columns that are asked about. Out: words that name the cell or the heading. Never changes
//! what is asked.

use schemas::answer::Answer;

use crate::{
    normalise::{
        marks::{Mark, read_mark},
        text,
    },
    recognise::{
        draft::{Desk, Placed, Said, roles::Role},
        headings::head,
        written::{as_written, counted},
    },
};

/// What confuses, in words that go on from `it is not sure which column means which answer`; none where nothing shows it.
/// `heads` are what is read over the columns, with bars between them.
pub(super) fn why<'s, 'g: 's>(
    desk: &Desk<'_>,
    rows: impl Iterator<Item = &'s Said<'g>>,
    heads: &str,
) -> Option<String> {
    let marks_of = |said: &'s Said<'g>| {
        let is_open =
            |placed: &&Placed<'_>| !matches!(placed.role, Some(Role::Comment | Role::Aside | Role::Further));
        let own = said.beside.iter().filter(is_open);
        let own = own.map(|placed| (placed, read_mark(placed.cell, desk.words).mark));
        own.filter(|(_, mark)| !matches!(mark, Mark::Nothing(_) | Mark::Prose))
    };
    let (mut n_rows, mut n_two, mut n_ticks, mut n_na) = (0, 0, 0, 0);
    let (mut two, mut na) = (None, None);
    for said in rows {
        let place = |placed: &Placed<'_>| desk.place(said.grid, placed.cell.row, placed.cell.column).cell;
        let mut n_own = 0;
        for (placed, mark) in marks_of(said) {
            n_own += 1;
            match mark {
                Mark::Says(Answer::NotApplicable) => {
                    n_na += 1;
                    na.get_or_insert_with(|| (place(placed), as_written(&placed.cell.value)));
                }
                Mark::Tick(_) => n_ticks += 1,
                _ => {}
            }
        }
        n_rows += usize::from(n_own > 0);
        if n_own > 1 {
            n_two += 1;
            let at =
                || marks_of(said).take(2).map(|(placed, _)| place(placed)).collect::<Vec<_>>().join(" and ");
            two.get_or_insert_with(at);
        }
    }
    if let Some((at, written)) = na.filter(|_| n_ticks > n_na) {
        let rows = counted(n_na, "cell says", "cells say");
        return Some(format!(
            "among the ticks {rows} that a statement does not apply (the first, {at}: {written})"
        ));
    }
    if let Some(at) = two.filter(|_| 2 * n_two < n_rows) {
        return Some(format!(
            "{} more than one column marked (the first, {at})",
            counted(n_two, "row has", "rows have")
        ));
    }
    let is_unknown = |raw: &&str| !text::is_blank(raw) && raw.chars().count() <= 60 && head(raw).is_none();
    heads
        .split('|')
        .map(text::trim)
        .find(is_unknown)
        .map(|raw| format!("nothing explains the heading '{raw}'"))
}
