//! Lines that speak of the form as a whole, wherever in its file they stand: a paragraph above a document's table, a row of
//! its head, a line on the cover.
//! In: the file's grids and which rows hold statements. Out: the short texts of the rest; whether one says that the columns
//! are not what their headings say. Never reads an answer from them.

use std::cell::RefCell;

use crate::{
    grid::{Addressing, Cell, Grid},
    normalise::{
        memo::{Memo, remembered},
        text,
    },
    recognise::found::Found,
};

/// A shorter text says nothing of a form.
const SHORTEST: usize = 7;
/// A longer one is an instruction, or somebody's words on something else.
const LONGEST: usize = 160;

/// What a file says of its forms outside their own grids.
#[derive(Debug, Default)]
pub(crate) struct Notices<'g> {
    /// The short texts, each with its grid's index, in the order of the file.
    pub(crate) cells: Vec<(usize, &'g Cell)>,
    /// Whether one of them says that the columns are not what their headings say.
    pub(crate) are_turned: bool,
}

/// The short texts of all grids without statements; of a document, whose tables make up one form, of the rows between the
/// statements as well.
pub(crate) fn notices<'g>(grids: &'g [Grid], by_grid: &[Option<Found>]) -> Notices<'g> {
    let mut notices = Notices::default();
    if grids.len() < 2 {
        return notices;
    }
    for (index, (grid, found)) in grids.iter().zip(by_grid).enumerate() {
        if grid.is_hidden || (found.is_some() && grid.addressing != Addressing::Document) {
            continue;
        }
        let hits = found.as_ref().map_or(&[][..], |found| &found.hits);
        let is_statement = |row: u32| hits.binary_search_by_key(&row, |hit| hit.row).is_ok();
        let is_short =
            |cell: &&Cell| cell.value.as_text().is_some_and(|raw| (SHORTEST..=LONGEST).contains(&raw.len()));
        let short = grid.cells.iter().filter(is_short).filter(|cell| !is_statement(cell.row));
        notices.cells.extend(short.map(|cell| (index, cell)));
    }
    notices.are_turned = notices.cells.iter().filter_map(|(_, cell)| cell.value.as_text()).any(says_turned);
    notices
}

/// Whether a line says that the columns are not what their headings say, or that the marks stand in the wrong ones.
pub(crate) fn says_turned(raw: &str) -> bool {
    thread_local!(static TURNED: Memo<bool> = const { RefCell::new(Vec::new()) });
    (16..=LONGEST).contains(&raw.len()) && remembered(&TURNED, 0, raw, is_turned)
}

fn is_turned(raw: &str) -> bool {
    const AROUND: [&str; 6] = [
        "wrong way round",
        "wrong way around",
        "columns are reversed",
        "columns are swapped",
        "columns are mixed up",
        "columns are the other way",
    ];
    // What went wrong, and with what.
    const MISTAKES: [&str; 16] = [
        " by mistake ",
        " in error ",
        " by accident ",
        " accidentally ",
        " mistakenly ",
        " mixed up ",
        " muddled ",
        " swapped ",
        " reversed ",
        " transposed ",
        " other way round ",
        " other way around ",
        " back to front ",
        " wrong ",
        " meant ",
        " should have ",
    ];
    const COLUMNS: [&str; 4] = [" column ", " columns ", " ticked ", " crossed "];
    const MARKS: [&str; 6] = [" box ", " boxes ", " tick ", " ticks ", " marked ", " answers "];
    const ANSWERS: [&str; 6] = [" yes ", " no ", " partly ", " red ", " amber ", " green "];
    // How to put right what one may do, and what others do, is no report of it.
    const INSTRUCTIONS: [&str; 9] = [
        " if ",
        " please tick ",
        " in case ",
        " avoid ",
        " do not ",
        " pupils ",
        " learners ",
        " when ",
        " any ",
    ];
    let words = text::words(raw);
    // Most texts speak of neither columns nor marks.
    let is_of_them = |word: &str| {
        word.ends_with("columns")
            || matches!(
                word,
                "way"
                    | "column"
                    | "ticked"
                    | "crossed"
                    | "box"
                    | "boxes"
                    | "tick"
                    | "ticks"
                    | "marked"
                    | "answers"
            )
    };
    if !words.split(' ').any(is_of_them) {
        return false;
    }
    let words = format!(" {words} ");
    let has = |any: &[&str]| any.iter().any(|said| words.contains(said));
    has(&AROUND)
        || (has(&MISTAKES) && (has(&COLUMNS) || (has(&MARKS) && has(&ANSWERS))) && !has(&INSTRUCTIONS))
}

#[cfg(test)]
mod tests {
    use super::says_turned;

    #[test]
    fn what_went_wrong_with_the_columns_is_told_from_how_to_fill_in() {
        for turned in [
            "Please note: the Yes and No columns are the wrong way round!",
            "Sorry - I ticked the No column by mistake for Yes",
            "Ticked in the wrong column throughout, sorry",
            "I have muddled the columns",
            "The Yes and No ticks are swapped",
            "All marked No in error - should be Yes",
        ] {
            assert!(says_turned(turned), "{turned}");
        }
        for plain in [
            "Please tick Yes, Partly or No",
            "If you tick the wrong box, cross it out and tick another column",
            "Pupils are told what to do if they click a pop-up box by mistake",
            "Please do not leave a column empty by mistake",
            "Staff know what to do when something goes wrong",
            "The columns to the right are for comments",
        ] {
            assert!(!says_turned(plain), "{plain}");
        }
    }
}
