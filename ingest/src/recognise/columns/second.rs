//! A second column of answers beside the one that is read: `Correction`, `Should be`, `Final answer`, or an `Answer` beside ticks.
//! In: a block whose columns headings name. Out: the column, as one of answers. Never prefers one to the other: where both
//! speak, they must say the same.

use super::{
    super::{
        askance,
        bands::{Band, Headed},
        contents::contents,
        headings::{self, Head},
        period,
    },
    Basis, Block, Columns, Role, used_columns,
};
use crate::normalise::{marks::Vocabulary, text};

/// Gives columns whose headings say that they hold the answers, too, or put them right, their role, where words that say
/// answers stand in them.
pub(super) fn add(block: &Block<'_>, band: Option<&Band>, found: &mut Columns, words: &Vocabulary) {
    let Some(band) = band.filter(|_| found.basis == Basis::Headings) else { return };
    if !found.roles.iter().any(|(_, role)| matches!(role, Role::Answer(_) | Role::AnyAnswer)) {
        return;
    }
    let says_so = |column: u32| {
        let anchor =
            band.heads.iter().find(|headed| headed.column == column).map_or(column, |headed| headed.anchor);
        let head = block.heads.at(band.row, anchor).and_then(|cell| cell.value.as_text());
        head.is_some_and(|raw| {
            (puts_right(raw) || headings::head(raw) == Some(Head::AnyAnswer(3))) && !askance::asks_else(raw)
        })
    };
    let is_current = |column: u32| {
        let headed = Headed { column, anchor: column, head: Head::Further };
        matches!(period::standing(block, Some(band), &headed), None | Some(period::Standing::Current))
            && !period::is_other(block, Some(band), column)
    };
    let may_be = |column: &u32| {
        let is_free = !matches!(found.role(*column), Some(Role::Answer(_) | Role::AnyAnswer | Role::Aside));
        let is_seen = block.grid.hidden_columns.binary_search(column).is_err();
        is_free && is_seen && *column != block.column && says_so(*column) && is_current(*column)
    };
    let holds_answers = |column: &u32| {
        let seen = contents(block, *column, words);
        seen.n_answers > 0 && seen.n_answers * 2 > seen.n
    };
    for column in used_columns(block).into_iter().filter(may_be).filter(holds_answers).collect::<Vec<_>>() {
        found.roles.retain(|(known, _)| *known != column);
        found.roles.push((column, Role::AnyAnswer));
    }
}

/// Whether a heading says that what stands below puts another answer right: `Correction`, `Should be`, `After audit`.
fn puts_right(raw: &str) -> bool {
    const WORDS: [&str; 18] = [
        "correction",
        "corrections",
        "corrected",
        "revised",
        "revision",
        "changed",
        "change",
        "final",
        "amended",
        "amendment",
        "amendments",
        "second",
        "2nd",
        "update",
        "updated",
        "agreed",
        "override",
        "overridden",
    ];
    const OPENINGS: [&str; 3] = ["should be", "after ", "overall "];
    if raw.len() > 40 {
        return false;
    }
    let words = text::words(raw);
    words.split(' ').any(|word| WORDS.contains(&word))
        || OPENINGS.iter().any(|opening| words.starts_with(opening))
}
