//! The word for a tick, which is a form's prompt as well: `tick`, `Ticked`, `Selected`.
//! In: a row's answer cells. Out: the same, a lone such word read as a tick. Never takes the word for one where it stands
//! in more than one cell.

use schemas::catalogue::ColumnRole;

use super::Marked;
use crate::normalise::{
    marks::{Mark, MarkReading, Tick},
    text,
};

/// "tick" in each column is the form's prompt; in one of several and nothing in the others, it is the school's tick.
pub(super) fn take_lone(cells: &mut [(Marked<'_>, MarkReading<'_>)]) {
    if cells.len() < 2 {
        return;
    }
    let is_tick_word = |marked: &Marked<'_>| {
        matches!(marked.role, ColumnRole::Answer(_))
            && !marked.spans
            && marked
                .cell
                .filter(|cell| !cell.look.is_struck)
                .and_then(|cell| cell.value.as_text())
                .is_some_and(|raw| {
                    raw.len() >= 4
                        && matches!(
                            text::words(raw).as_str(),
                            "tick" | "ticked" | "checked" | "selected" | "chosen"
                        )
                })
    };
    // The others are empty, or say "not this one".
    if cells.iter().any(|(marked, reading)| !reading.mark.is_nothing() && !is_tick_word(marked)) {
        return;
    }
    let mut ticks = cells.iter_mut().filter(|(marked, _)| is_tick_word(marked));
    if let (Some((_, reading)), None) = (ticks.next(), ticks.next()) {
        *reading = Mark::Tick(Tick::Tick).into();
    }
}
