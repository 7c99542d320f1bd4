//! Grids brought into one shape: a statement a row, its answers and comments in columns beside it.
//! In: the grids of a file as they were read. Out: the same with what stood otherwise laid out so, every cell knowing where it
//! stood; each module is one such layout. Never reads a mark, and leaves a grid alone where a person could not be sure.

pub(crate) mod abreast;
pub(crate) mod batches;
pub(crate) mod boxed;
pub(crate) mod by_code;
pub(crate) mod choices;
pub(crate) mod comment_rows;
pub(crate) mod inline;
pub(crate) mod labelled;
pub(crate) mod numbered;
pub(crate) mod offered;
pub(crate) mod parted;
pub(crate) mod pasted;
pub(crate) mod pivoted;
pub(crate) mod polled;
pub(crate) mod rejoined;
pub(crate) mod relaid;
pub(crate) mod singly;
pub(crate) mod sorted;
pub(crate) mod turned;
pub(crate) mod unpivoted;
pub(crate) mod unquoted;

use crate::{
    grid::Grid,
    normalise::marks::Vocabulary,
    recognise::{
        found::{Looked, seen_exactly},
        wording::Wordings,
    },
};

/// The grids with statements put together that unquoted commas broke, answers taken out of the statements' own cells, and
/// forms with the answers beneath or down beside each statement laid out a row each; none where there was nothing to do.
pub(crate) fn mended(
    grids: &[Grid],
    all_looked: &[Looked<'_>],
    wordings: &Wordings,
    words: &Vocabulary,
) -> Option<Vec<Grid>> {
    if let Some(sorted) = sorted::apart(grids, all_looked, words) {
        return Some(sorted);
    }
    let mut changed: Option<Vec<Grid>> = None;
    let is_unstated = all_looked.iter().all(|looked| looked.seen.is_empty());
    for (index, (grid, looked)) in grids.iter().zip(all_looked).enumerate() {
        let rejoined = rejoined::mended(grid, looked, wordings);
        let grid = rejoined.as_ref().unwrap_or(grid);
        let anew = rejoined.as_ref().map(|grid| seen_exactly(grid, wordings));
        let seen = anew.as_ref().unwrap_or(&looked.seen);
        if let Some(whole) = unquoted::mended(grid, wordings)
            .or_else(|| pasted::mended(grid, wordings))
            .or_else(|| labelled::mended(grid, seen, wordings, words))
            .or_else(|| inline::mended(grid, seen, wordings, words))
            .or_else(|| is_unstated.then(|| by_code::mended(grid, wordings, words)).flatten())
            .or_else(|| choices::mended(grid, wordings, words))
            .or_else(|| comment_rows::mended(grid, seen, wordings, words))
            .or_else(|| turned::mended(grid, wordings, words))
            .or_else(|| offered::mended(grid, words))
            .or_else(|| sorted::mended(grid, seen, words))
            .or_else(|| pivoted::mended(grid, seen))
            .or_else(|| unpivoted::mended(grid, seen))
            .or_else(|| abreast::mended(grid, seen))
            .or(rejoined)
        {
            let all = changed.get_or_insert_with(|| grids.to_vec());
            if let Some(slot) = all.get_mut(index) {
                *slot = whole;
            }
        }
    }
    let mended = changed.as_deref().unwrap_or(grids);
    polled::joined(mended, wordings).or_else(|| relaid::relaid(mended, wordings, words)).or(changed)
}
