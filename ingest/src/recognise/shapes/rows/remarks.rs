//! What is written in rows of its own among the statements: which of it is a comment, and which a title or a heading.
//! In: a row's cells. Out: whether they are said by the school. Never says to which statement they belong.

use crate::{
    grid::{Cell, Grid},
    normalise::{
        marks::{Mark, Vocabulary, read_mark},
        text,
    },
    recognise::{
        draft::{
            Loose, Placed,
            roles::{Columns, Role},
        },
        headings::{self, Head, bands::Band},
    },
};

/// What stands in a row that reads like headings below the first ones, and neither is one nor stood over its column before:
/// `Response | Yes | minutes of May`.
pub(super) fn beside_headings<'g>(
    grid: &'g Grid,
    cells: &'g [Cell],
    bands: &[&Band],
) -> impl Iterator<Item = Placed<'g>> {
    let stood_before = |cell: &Cell| {
        let earlier = bands.iter().filter(|band| band.row < cell.row);
        earlier
            .into_iter()
            .any(|band| grid.at(band.row, cell.column).is_some_and(|head| head.value == cell.value))
    };
    let are_first = cells.first().is_none_or(|cell| bands.iter().all(|band| band.row >= cell.row));
    let said = cells.iter().filter(move |cell| {
        !are_first
            && cell.value.as_text().is_some_and(|raw| raw.len() > 12 && headings::head(raw).is_none())
            && !stood_before(cell)
    });
    said.map(|cell| Placed { role: Some(Role::Comment), cell }).collect::<Vec<_>>().into_iter()
}

/// Whether a cell holds a text of its own, and no comment on what stands above.
pub(super) fn has_text(cell: &Cell) -> bool {
    cell.value.as_text().is_some_and(|raw| raw.len() > 20 && !is_comment_row(cell))
}

/// `Comments:`, with what they are beside it.
pub(super) fn is_label(cell: &Cell) -> bool {
    cell.value.as_text().is_some_and(|raw| {
        text::trim(raw).trim_end_matches(':').len() <= 30
            && headings::head(raw) == Some(Head::Comment)
            && !is_comment_row(cell)
    })
}

pub(super) const fn remark(grid: usize, placed: Placed<'_>) -> Loose<'_> {
    Loose { grid, statement: None, placed: Placed { role: Some(Role::Comment), ..placed } }
}

/// Whether what stands beside a label of comments is said, and ticks nothing: words, and behind it `N/A` and `No`, too.
pub(super) fn are_remarks<'p, 'g: 'p>(
    label: &Cell,
    mut beside: impl Iterator<Item = &'p Placed<'g>>,
    words: &Vocabulary,
) -> bool {
    let is_said = |placed: &Placed<'_>| {
        let length = placed.cell.value.as_text().map_or(0, |raw| text::trim(raw).len());
        match read_mark(placed.cell, words).mark {
            Mark::Prose => length > 3,
            Mark::Says(_) => length > 1 && placed.cell.column > label.column,
            _ => false,
        }
    };
    beside.next().is_some_and(is_said) && beside.all(is_said)
}

/// Whether a cell in the comments' column holds words that are no heading.
pub(super) fn is_remark(cell: &Cell, found: &Columns) -> bool {
    found.role(cell.column) == Some(Role::Comment)
        && cell.value.as_text().is_some_and(|raw| raw.len() > 3 && headings::head(raw).is_none())
}

/// `Evidence: minutes of 3 May`, `Comments - shared with staff`, in a row below the statement.
fn is_comment_row(cell: &Cell) -> bool {
    const PARTED: [&str; 4] = [":", " - ", " \u{2013} ", "\n"];
    cell.value.as_text().is_some_and(|raw| {
        let trimmed = text::trim(raw);
        PARTED.iter().any(|sign| {
            trimmed.split_once(sign).is_some_and(|(label, said)| {
                !text::is_blank(said) && headings::head(label) == Some(Head::Comment)
            })
        })
    })
}

/// What a grid that holds no statement says in so many words to be a comment, above a row: the paragraphs of a document, a
/// small table or a sheet at the end. A heading over a table is none.
pub(crate) fn of_side(grid: &Grid, end: u32) -> impl Iterator<Item = &Cell> {
    let rows = grid.cells.chunk_by(|one, next| one.row == next.row);
    let above = rows.filter(move |cells| cells.first().is_some_and(|cell| cell.row < end));
    above.filter_map(|cells| match cells {
        [only] => (is_comment_row(only) || is_below_comment_head(grid, only)).then_some(only),
        [label, said] if is_label(label) => {
            let raw = said.value.as_text().unwrap_or_default();
            (raw.len() > 3 && headings::head(raw).is_none()).then_some(said)
        }
        _ => None,
    })
}

/// Whether a text in a row of its own is a comment, and no title or statement.
pub(crate) fn is_said_alone(grid: &Grid, cell: &Cell, is_below: bool) -> bool {
    is_comment_row(cell)
        || opens_as_remark(cell)
        || (is_below && (is_below_comment_head(grid, cell) || is_foot_note(cell)))
}

/// `NB we share this with ...`, `Our pupils ...`: said by a school, and no title of a section.
fn opens_as_remark(cell: &Cell) -> bool {
    const OPENINGS: [&str; 8] = ["nb ", "n b ", "we ", "our ", "i ", "note that ", "see ", "as a school "];
    cell.value.as_text().is_some_and(|raw| {
        let words = text::words(raw);
        words.len() > 12 && OPENINGS.iter().any(|opening| words.starts_with(opening))
    })
}

/// `* only in the upper school`, `(1) since May`: what a sign at a mark points to.
fn is_foot_note(cell: &Cell) -> bool {
    const SIGNS: [char; 10] =
        ['*', '^', '\u{2020}', '\u{2021}', '\u{a7}', '#', '\u{b9}', '\u{b2}', '\u{b3}', '\u{2070}'];
    cell.value.as_text().map(text::trim).is_some_and(|raw| {
        let numbered = || {
            let rest = raw
                .strip_prefix(['(', '['])
                .or_else(|| raw.strip_prefix("note ").or(raw.strip_prefix("Note ")))?;
            let words = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            (words.len() < rest.len()).then_some(words)
        };
        let said = if raw.starts_with(SIGNS) { Some(raw.trim_start_matches(SIGNS)) } else { numbered() };
        said.is_some_and(|said| said.len() > 5 && said.contains(char::is_alphabetic))
    })
}

/// Whether a text stands alone under `Further comments`, below the statements.
fn is_below_comment_head(grid: &Grid, cell: &Cell) -> bool {
    let above = (cell.row.saturating_sub(2)..cell.row).rev().find_map(|row| grid.at(row, cell.column));
    let is_head = |raw: &str| {
        let words = text::words(raw);
        raw.len() <= 60
            && (headings::head(raw) == Some(Head::Comment)
                || ["comments", "comment", "remarks", "notes"].iter().any(|word| words.ends_with(word)))
    };
    let own = cell.value.as_text().is_some_and(|raw| raw.len() > 3 && headings::head(raw).is_none());
    own && above.and_then(|above| above.value.as_text()).is_some_and(is_head)
}
