//! Titles: short texts around a form that are neither label nor value, and may name its school.
//! In: a grid and a cell. Out: what stands there, with what it must not be read without. Never takes the maker of a form for
//! its school, nor one of two schools that stand one below the other.

use std::cell::RefCell;

use super::{Field, choice, more_names};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        memo::{Memo, remembered},
        names::{has_title_words, is_name_alone, is_title},
        text,
    },
    recognise::headings::may_stand_for_schools,
};

/// The title that a cell holds, and the cells that it takes in; none where it names nobody whose form this is.
pub(super) fn title(
    grid: &Grid,
    cell: &Cell,
    trimmed: &str,
    may_hold: &impl Fn(u32) -> bool,
) -> (Option<Field>, Vec<(u32, u32)>) {
    let run = choice::run(grid, cell, may_hold);
    let cells: Vec<(u32, u32)> = run.iter().map(|cell| (cell.row, cell.column)).collect();
    let names: Vec<&str> = run.iter().filter_map(|cell| cell.value.as_text()).map(text::trim).collect();
    let is_one =
        names.windows(2).all(|pair| matches!(pair, [one, other] if text::key(one) == text::key(other)));
    let with_before = with_what_stands_before(grid, cell, trimmed);
    // Of two schools no title tells which one's form this is.
    let raw = if is_one { with_before } else { choice::joined(&run) };
    if raw.is_empty() || names_maker(&raw) || more_names::is_row_of_several(grid, cell) {
        return (None, cells);
    }
    let field = Field {
        row: cell.row,
        column: cell.column,
        value: Value::Text(raw.into()),
        is_headed: false,
        is_month_first: false,
    };
    (Some(field), cells)
}

/// Whether a title says who made the form: `\u{a9} Back School 2019`, `Tong School toolkit`, `Adapted from Back School`.
fn names_maker(title: &str) -> bool {
    thread_local!(static MAKERS: Memo<bool> = const { RefCell::new(Vec::new()) });
    remembered(&MAKERS, 0, title, says_maker)
}

fn says_maker(title: &str) -> bool {
    title.contains('\u{a9}') || title.starts_with("(c) ") || title.starts_with("(C) ") || {
        // Word by word: `School-based online safety` is based on nothing.
        let words = text::words(title);
        let mut before = "";
        let mut is_of_another = false;
        words.split(' ').any(|word| {
            let last = std::mem::replace(&mut before, word);
            is_of_another |= matches!(
                word,
                "adapted"
                    | "copied"
                    | "borrowed"
                    | "taken"
                    | "derived"
                    | "reproduced"
                    | "amended"
                    | "modified"
            );
            is_of_another && word == "from"
                || matches!(
                    (last, word),
                    (_, "copyright" | "toolkit" | "acknowledgement" | "acknowledgements" | "acknowledgments")
                        | (
                            "produced"
                                | "designed"
                                | "devised"
                                | "created"
                                | "developed"
                                | "inspired"
                                | "template"
                                | "layout",
                            "by"
                        )
                        | ("template" | "layout", "from")
                        | ("courtesy" | "permission", "of")
                        | ("thanks" | "credit" | "credits", "to")
                        | ("based" | "modelled" | "modeled", "on")
                )
        })
    }
}

/// A title with the texts to its left, else with the one above: behind or below "Cluster", the name of a school is not
/// this school's.
fn with_what_stands_before(grid: &Grid, cell: &Cell, trimmed: &str) -> String {
    let before = grid.row(cell.row).iter().take_while(|left| left.column < cell.column);
    let mut texts: Vec<&str> = before.filter_map(|left| left.value.as_text()).map(text::trim).collect();
    if texts.is_empty()
        && let Some(above) = cell.row.checked_sub(1).and_then(|row| grid.at(row, cell.column))
        && let Some(above) = above.value.as_text()
        && (!has_title_words(trimmed) || is_name_alone(trimmed))
        && !is_title(above)
    {
        texts.push(text::trim(above));
    }
    // `Centre | Back School`: the form calls a school so.
    if matches!(texts.as_slice(), [label] if may_stand_for_schools(label)) {
        texts.clear();
    }
    texts.push(trimmed);
    texts.retain(|text| !text.is_empty());
    texts.join(" ")
}
