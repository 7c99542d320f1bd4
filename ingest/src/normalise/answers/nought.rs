//! A nought under a heading that gives it as the column's own mark: `Yes (0) | Partly (1) | No (2)`.
//! In: a row's answer cells. Out: the same, such a nought alone in its row read as the column's answer. Never takes one for a
//! mark beside anything else.

use schemas::catalogue::ColumnRole;

use super::Marked;
use crate::normalise::marks::{Absence, Mark, MarkReading, Vocabulary, key};

/// A nought says "not this one", but where the form's key has it stand for the answer whose column it stands in.
pub(super) fn take_lone(cells: &mut [(Marked<'_>, MarkReading<'_>)], words: &Vocabulary) {
    let Some(key) = words.key() else { return };
    let is_empty = |reading: &MarkReading<'_>| reading.mark == Mark::Nothing(Absence::Empty);
    let mut written = cells.iter_mut().filter(|(_, reading)| !is_empty(reading));
    let (Some((marked, reading)), None) = (written.next(), written.next()) else { return };
    let (ColumnRole::Answer(answer), Mark::Nothing(_), Some(cell)) = (marked.role, reading.mark, marked.cell)
    else {
        return;
    };
    let symbol = key::symbol_of(cell).filter(|symbol| **symbol == *"0" && !cell.look.is_struck);
    if symbol.is_some_and(|symbol| key.gives(&symbol, answer)) {
        *reading = Mark::Says(answer).into();
    }
}
