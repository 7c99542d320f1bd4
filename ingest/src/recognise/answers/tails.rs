//! The last words of a statement that were spread into the next cell or line, mistyped or cut short.
//! In: a draft. Out: the draft without them: they are nobody's remark. Never takes out words but those that the statement goes
//! on with, right where it breaks off.

use schemas::catalogue::Catalogue;

use crate::{
    grid::Cell,
    normalise::text,
    recognise::draft::{Desk, Draft, Said},
};

/// From this likeness on, the words are the statement's own.
const LIKE: f64 = 0.8;

/// Takes the tails of statements out of what stands beside and below them.
pub(crate) fn take_out(desk: &Desk<'_>, catalogue: &Catalogue, draft: &mut Draft<'_>) {
    let mut below: Vec<(usize, (u32, u32), String)> = Vec::new();
    for said in draft.said.iter_mut().filter(|said| !said.hit.is_same_text) {
        let Some(rest) = rest(desk, catalogue, said) else { continue };
        let (row, column) = (said.hit.row, said.hit.column);
        said.beside.retain(|placed| {
            let is_next = placed.role.is_none() && placed.cell.column == column + 1;
            !(is_next && is_tail(placed.cell, &rest))
        });
        below.push((said.grid, (row + 1, column), rest));
    }
    if below.is_empty() {
        return;
    }
    let is_own = |grid: usize, cell: &Cell| {
        below
            .iter()
            .any(|(of, at, rest)| (*of, *at) == (grid, (cell.row, cell.column)) && is_tail(cell, rest))
    };
    draft.loose.retain(|loose| !is_own(loose.grid, loose.placed.cell));
    draft.unplaced.retain(|(grid, cell)| !is_own(*grid, cell));
}

/// The words that a statement would go on with, where its cell holds its beginning alone.
fn rest(desk: &Desk<'_>, catalogue: &Catalogue, said: &Said<'_>) -> Option<String> {
    let cell = desk.grids.get(said.grid)?.at(said.hit.row, said.hit.column)?;
    let own = text::words(cell.value.as_text()?);
    let stated = &catalogue.statements.get(said.hit.statement)?.text;
    // Most were reworded, not cut short.
    if own.is_empty() || !text::words_begin(stated, &own) {
        return None;
    }
    let rest = text::words(stated).strip_prefix(own.as_str())?.strip_prefix(' ')?.to_owned();
    Some(rest)
}

fn is_tail(cell: &Cell, rest: &str) -> bool {
    let words = cell.value.as_text().map(text::words).unwrap_or_default();
    !words.is_empty()
        && words.contains(' ')
        && (rest.strip_prefix(words.as_str()).is_some_and(|more| more.is_empty() || more.starts_with(' '))
            || strsim::normalized_levenshtein(&words, rest) >= LIKE)
}
