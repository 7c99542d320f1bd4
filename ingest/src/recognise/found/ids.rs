//! Statements' ids that stand in cells: alone, or before the words.
//! In: a grid. Out: the cells that are statements by their id. Never says whether the words beside agree.

use super::Seen;
use crate::{
    grid::{Cell, Grid, Value},
    normalise::text,
    recognise::{
        headings::{self, Head},
        wording::{Hit, Wordings},
    },
};

/// So many rows above the first id may its heading stand.
const REACH: u32 = 8;
/// As many bytes as an id has at most.
const LONGEST_ID: usize = 14;

/// The cells that are statements by their id, alone or before the words; `n_exact` are so by their words.
pub(super) fn seen_ids<'w>(grid: &Grid, wordings: &'w Wordings, n_exact: usize) -> Vec<Seen<'w>> {
    let may_hold = |cell: &Cell| cell.value.as_text().is_some_and(has_figure_near_its_beginning);
    let figured: Vec<usize> =
        grid.cells.iter().enumerate().filter(|(_, cell)| may_hold(cell)).map(|(at, _)| at).collect();
    let alone = |cell: &Cell| id_hits(cell, wordings);
    let mut seen = seen_by(grid, &figured, n_exact, alone);
    without_references(grid, &mut seen);
    // Beside a column of ids, those before the words say the same once more.
    if seen.len() >= 3 {
        return seen;
    }
    let before_words = |cell: &Cell| leading_id(cell, wordings).unwrap_or_default();
    let leading = seen_by(grid, &figured, n_exact, before_words);
    if leading.len() > seen.len() { leading } else { seen }
}

/// Openings of headings over ids that are not the statements' own.
const REFERENCES: [&str; 12] = [
    "see also",
    "see",
    "also",
    "old",
    "previous",
    "former",
    "last year",
    "related",
    "linked",
    "links",
    "cross ref",
    "cross reference",
];

/// Leaves out ids under a heading that says they are others' (`See also`, `Old ref`), or asks for words.
fn without_references(grid: &Grid, seen: &mut Vec<Seen<'_>>) {
    let place = |seen: &Seen<'_>| grid.cells.get(seen.cell).map(|cell| (cell.row, cell.column));
    let mut columns: Vec<(u32, u32)> =
        seen.iter().filter_map(place).map(|(row, column)| (column, row)).collect();
    columns.sort_unstable();
    columns.dedup_by_key(|(column, _)| *column);
    let is_reference = |raw: &str| {
        let words = text::words(raw);
        let opens = |opening: &&str| {
            words.strip_prefix(*opening).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        REFERENCES.iter().any(opens) || matches!(headings::head(raw), Some(Head::Comment | Head::Further))
    };
    columns.retain(|(column, first)| {
        let above = (first.saturating_sub(REACH)..*first).rev().find_map(|row| grid.at(row, *column));
        above.and_then(|cell| cell.value.as_text()).is_some_and(is_reference)
    });
    seen.retain(|seen| place(seen).is_none_or(|(_, at)| columns.iter().all(|(column, _)| *column != at)));
}

/// The cells that are statements by their id, as `hits` finds it; no others than those of `figured` can be.
fn seen_by<'w>(
    grid: &Grid,
    figured: &[usize],
    n_exact: usize,
    hits: impl Fn(&Cell) -> &'w [Hit],
) -> Vec<Seen<'w>> {
    let found = || figured.iter().filter_map(|at| Some((*at, hits(grid.cells.get(*at)?))));
    // A form with its statements' words needs no ids; a look at the first few cells tells whether there are any.
    if n_exact > 0 && found().take_while(|(at, _)| *at < 200).all(|(_, hits)| hits.is_empty()) {
        return Vec::new();
    }
    let seen = found().map(|(cell, hits)| Seen { cell, hits, is_verbatim: false, has_more: false });
    seen.filter(|seen| !seen.hits.is_empty()).collect()
}

/// The statements whose id a cell holds, and nothing else.
pub(super) fn id_hits<'w>(cell: &Cell, wordings: &'w Wordings) -> &'w [Hit] {
    let Value::Text(raw) = &cell.value else { return &[] };
    let looks_like_one = (3..=LONGEST_ID).contains(&raw.len())
        && raw.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
        && has_figure(raw.as_bytes());
    let hits = if looks_like_one { wordings.by_id(raw) } else { &[] };
    if hits.is_empty() && raw.ends_with(']') { within_brackets(raw, wordings) } else { hits }
}

/// The statements whose id stands in brackets behind the code of a question that asks about several: `G1Q01[POL01]`.
fn within_brackets<'w>(raw: &str, wordings: &'w Wordings) -> &'w [Hit] {
    let Some((code, id)) = raw.strip_suffix(']').and_then(|open| open.split_once('[')) else { return &[] };
    let is_code =
        (1..=LONGEST_ID).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_id = (3..=LONGEST_ID).contains(&id.len()) && has_figure(id.as_bytes());
    if is_code && is_id { wordings.by_id(id) } else { &[] }
}

/// Whether a figure stands among these letters: all looked at alike, which is quicker than to stop at the first.
fn has_figure(letters: &[u8]) -> bool {
    letters.iter().fold(false, |has, byte| has | byte.is_ascii_digit())
}

/// Whether a figure stands among a text's first letters, where an id's would.
fn has_figure_near_its_beginning(raw: &str) -> bool {
    has_figure(raw.as_bytes().get(..LONGEST_ID + 2).unwrap_or(raw.as_bytes()))
}

/// Whether a figure stands in a text's first word, or what may be it: most have none.
fn begins_with_figure(raw: &str) -> bool {
    if !has_figure_near_its_beginning(raw) {
        return false;
    }
    let mut has_begun = false;
    for byte in raw.bytes().take(LONGEST_ID + 2) {
        match byte {
            b'0'..=b'9' => return true,
            b' ' | b'\n' | b'\t' if has_begun => return false,
            byte => has_begun |= byte.is_ascii_alphabetic(),
        }
    }
    false
}

/// The id before the words in the same cell: `POL-04 Staff ...`.
pub(crate) fn leading_id<'w>(cell: &Cell, wordings: &'w Wordings) -> Option<&'w [Hit]> {
    let raw = cell.value.as_text()?;
    if !begins_with_figure(raw) {
        return None;
    }
    let trimmed = text::trim(raw);
    let token = trimmed.split_whitespace().next()?;
    let looks_like_one = token.len() <= LONGEST_ID
        && token.len() < trimmed.len()
        && token
            .as_bytes()
            .first()
            .is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'(' || *byte == b'[')
        && token.bytes().any(|byte| byte.is_ascii_digit());
    looks_like_one
        .then(|| wordings.by_id(token))
        .filter(|hits| !hits.is_empty() && id_hits(cell, wordings).is_empty())
}
