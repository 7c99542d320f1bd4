//! What the wordings say to the cells of a grid, each by itself.
//! In: a grid and the wordings. Out: the cells in which a statement's own words stand, and those that may begin as one. Never
//! compares by likeness.

use super::{SHORTEST, turning};
use crate::{
    grid::{Grid, Value},
    normalise::text,
    recognise::{
        headings::{self, Head},
        wording::{self, Wordings},
    },
};

/// A cell in which a statement's own words stand.
#[derive(Debug)]
pub(crate) struct Seen<'w> {
    /// Its index in the grid.
    pub(crate) cell: usize,
    /// The statements that it is.
    pub(crate) hits: &'w [wording::Hit],
    /// Whether it is one to the letter.
    pub(crate) is_verbatim: bool,
    /// Whether other lines stand in the cell, too.
    pub(crate) has_more: bool,
}

/// What the wordings say to the cells of a grid.
#[derive(Debug)]
pub(crate) struct Looked<'w> {
    /// The cells in which a statement's own words stand.
    pub(crate) seen: Vec<Seen<'w>>,
    /// The other cells that may begin as a statement does, by index.
    pub(crate) openings: Vec<usize>,
}

/// Whether a cell is a statement to the letter, by what was seen in its grid.
pub(crate) fn is_verbatim(seen: &[Seen<'_>], cell: usize) -> bool {
    let at = seen.binary_search_by_key(&cell, |seen| seen.cell);
    at.ok().and_then(|at| seen.get(at)).is_some_and(|seen| seen.is_verbatim)
}

/// The cells of a grid in which a statement's own words stand.
pub(crate) fn seen_exactly<'w>(grid: &Grid, wordings: &'w Wordings) -> Vec<Seen<'w>> {
    looked(grid, wordings).seen
}

/// Looks up all texts of a grid that are long enough.
pub(crate) fn looked<'w>(grid: &Grid, wordings: &'w Wordings) -> Looked<'w> {
    let mut seen = Vec::with_capacity(grid.cells.len().min(64));
    let mut openings = Vec::new();
    for (cell, content) in grid.cells.iter().enumerate() {
        let Value::Text(raw) = &content.value else { continue };
        if raw.len() < 12 {
            continue;
        }
        let mut hits = wordings.verbatim(raw);
        let is_verbatim = !hits.is_empty();
        let mut has_more = false;
        if !is_verbatim {
            let bare = text::without_numbering(raw);
            let may_begin = wordings.may_begin(bare);
            openings.extend(may_begin.then_some(cell));
            // Nearly every other text is none, however it is set.
            if may_begin || bare.len() < raw.len() {
                hits = wordings.but_for_letters(raw);
            }
            if hits.is_empty() {
                hits = labelled(wordings, raw);
            }
            if hits.is_empty()
                && let [only] = among_lines(wordings, raw).as_slice()
            {
                (hits, has_more) = (only, true);
            }
        }
        if !hits.is_empty() {
            seen.push(Seen { cell, hits, is_verbatim, has_more });
        }
    }
    Looked { seen, openings }
}

/// As the wordings have it, or as the label of a grid's row in an export: `Policy [All staff ...]`.
pub(crate) fn exact<'w>(wordings: &'w Wordings, raw: &str) -> &'w [wording::Hit] {
    let hits = wordings.exact(raw);
    if hits.is_empty() { labelled(wordings, raw) } else { hits }
}

/// What a text holds that is no statement as a whole.
fn labelled<'w>(wordings: &'w Wordings, raw: &str) -> &'w [wording::Hit] {
    let bare = label(raw);
    let hits = if bare.len() == raw.len() { &[] } else { wordings.exact(bare) };
    if !hits.is_empty() || memchr::memchr(b'[', raw.as_bytes()).is_none() {
        return hits;
    }
    // A statement may be as short as a note.
    raw.rsplit_once(" [").map_or(hits, |(_, inside)| wordings.exact(text::trim(inside).trim_end_matches(']')))
}

/// The different statements that stand below, above or between other lines of a cell, mostly the same in another language.
fn among_lines<'w>(wordings: &'w Wordings, raw: &str) -> Vec<&'w [wording::Hit]> {
    /// Cells of more lines are no statement's.
    const MOST: usize = 6;
    let ends = || memchr::memchr_iter(b'\n', raw.as_bytes()).take(MOST);
    let mut found: Vec<&[wording::Hit]> = Vec::new();
    if ends().next().is_none() {
        return found;
    }
    let below = ends().filter_map(|at| raw.get(at + 1..));
    let above = ends().filter_map(|at| raw.get(..at));
    let parts = below.chain(above).chain(raw.split('\n').take(MOST)).map(text::trim);
    for hits in parts.filter(|part| part.len() >= SHORTEST).map(|part| wordings.exact(part)) {
        let is_known =
            |known: &&[wording::Hit]| known.iter().any(|one| hits.iter().any(|hit| hit.at == one.at));
        if !hits.is_empty() && !found.iter().any(is_known) {
            found.push(hits);
        }
    }
    found
}

/// A statement without what an export or a school puts around it: the question before it in brackets, a short note in
/// brackets or a number after it.
pub(crate) fn label(raw: &str) -> &str {
    let trimmed = without_choice(without_cut_mark(text::trim(raw)));
    let open = trimmed.strip_suffix(']').and_then(|inside| inside.find(" ["));
    if let Some((before, inside)) =
        open.and_then(|open| Some((trimmed.get(..open)?, trimmed.get(open + 2..trimmed.len() - 1)?)))
    {
        // `... [In place / Partly in place / Not in place]`
        let is_note =
            before.len() > inside.len() && (inside.len() < SHORTEST || turning::lists_answers(inside));
        return text::trim(if is_note { before } else { inside });
    }
    let bare = trimmed.trim_end_matches(|c: char| c.is_ascii_digit());
    if bare.ends_with(['.', '?', ')', ']']) && bare.len() + 2 >= trimmed.len() { bare } else { trimmed }
}

/// A text without the answers to choose from behind it: `...: Yes, Partly or No?`.
fn without_choice(raw: &str) -> &str {
    const LONGEST: usize = 40;
    // Hardly any ends so.
    if !raw.ends_with('?') {
        return raw;
    }
    let parted = raw.rsplit_once(": ").filter(|(_, choice)| choice.len() <= LONGEST);
    let is_choice = |choice: &str| matches!(headings::head(choice), Some(Head::AnyAnswer(3)));
    parted.filter(|(_, choice)| is_choice(choice)).map_or(raw, |(stated, _)| text::trim(stated))
}

/// A text without the word that says where an export cut it.
fn without_cut_mark(raw: &str) -> &str {
    const MARKS: [&str; 5] = ["(truncated)", "[truncated]", "(cont.)", "(continued)", "(cont'd)"];
    MARKS.iter().find_map(|mark| raw.strip_suffix(mark)).map_or(raw, text::trim)
}
