//! The headings over a block of statements: which of them are its own, and how a question quotes them.
//! In: a block and its band of headings. Out: headings, numbering and other questions told from answers. Never gives a column
//! its role.

use std::borrow::Cow;

use schemas::answer::Answer;

use super::{askance, numbering::is_numbering, raters};
use crate::{
    grid::Cell,
    normalise::marks::Vocabulary,
    recognise::{
        draft::roles::Block,
        headings::{
            Head,
            bands::{self, Band, Headed},
        },
    },
};

/// The row above the first statement, or above a section's title that stands alone in it: headings may stand there.
pub(crate) fn row_of_heads(block: &Block<'_>) -> Option<u32> {
    let above = block.rows.first()?.checked_sub(1)?;
    let is_title = matches!(block.grid.row(above), [only] if only.column <= block.column);
    if is_title { above.checked_sub(1) } else { Some(above) }
}

/// The headings right above the first statement, where none of them names an answer.
pub(super) fn heads_above(block: &Block<'_>, words: &Vocabulary) -> Vec<Headed> {
    let Some(above) = row_of_heads(block) else { return Vec::new() };
    let mut heads = bands::heads_of(block.grid, words, block.grid.row(above));
    heads.retain(|headed| {
        headed.column != block.column && !matches!(headed.head, Head::Answer(_) | Head::AnyAnswer(_))
    });
    heads
}

/// The headings within the block's bounds, numbering told from the answer `No`.
pub(super) fn heads_within(block: &Block<'_>, band: &Band) -> Vec<Headed> {
    let (first, last) = block.bounds;
    let mut heads: Vec<Headed> = band
        .heads
        .iter()
        .filter(|headed| (first..=last).contains(&headed.column) && headed.column != block.column)
        .copied()
        .collect();
    let is_no = |headed: &Headed| headed.head == Head::Answer(Answer::No);
    let n_no = heads.iter().filter(|headed| is_no(headed)).count();
    for index in 0..heads.len() {
        let Some(headed) = heads.get(index).copied() else { break };
        if is_no(&headed) && (n_no > 1 || headed.column < block.column) && is_numbering(block, headed.column)
        {
            set_head(&mut heads, index, Head::Number);
        }
        // "No." over ticks, with Yes and Partly beside it, is the answer.
        let lacks_no = n_no == 0 && headed.head == Head::Number && headed.column > block.column;
        if lacks_no
            && band.n_answers() >= 2
            && !is_numbering(block, headed.column)
            && reads_no(block, band, headed)
        {
            set_head(&mut heads, index, Head::Answer(Answer::No));
        }
    }
    take_welsh_no(block, band, &mut heads);
    set_aside(block, band, &mut heads);
    heads
}

/// `Ie | Rhannol | Na`: in Welsh the last says No, and not "not applicable".
fn take_welsh_no(block: &Block<'_>, band: &Band, heads: &mut [Headed]) {
    let has =
        |heads: &[Headed], answer: Answer| heads.iter().any(|headed| headed.head == Head::Answer(answer));
    if !has(heads, Answer::NotApplicable) || has(heads, Answer::No) {
        return;
    }
    let words = |headed: &Headed| {
        let raw = block.heads.at(band.row, headed.anchor).and_then(|cell| cell.value.as_text());
        crate::normalise::text::words(raw.unwrap_or_default())
    };
    let is_welsh = |headed: &Headed| {
        matches!(words(headed).as_str(), "ie" | "oes" | "ydy" | "ydyn" | "rhannol" | "yn rhannol")
    };
    if !heads.iter().any(is_welsh) {
        return;
    }
    for index in 0..heads.len() {
        if heads.get(index).is_some_and(|headed| words(headed) == "na") {
            set_head(heads, index, Head::Answer(Answer::No));
        }
    }
}

/// `Done?` and `Action needed? (Y/N)` beside the columns of answers ask something else, though their words name answers.
fn set_aside(block: &Block<'_>, band: &Band, heads: &mut [Headed]) {
    let asks_else = |headed: &Headed| match headed.head {
        Head::Answer(Answer::Yes) => {
            askance::asks_else_over(block, Some(band), headed.column)
                || askance::follows_action(block, Some(band), headed.column)
        }
        Head::AnyAnswer(_) => askance::asks_else_over(block, Some(band), headed.column),
        // "Not in place" is the scale's own.
        _ => false,
    };
    let others: Vec<Headed> = heads.iter().filter(|headed| asks_else(headed)).copied().collect();
    let own = |headed: &&Headed| !others.contains(headed);
    let asks = heads.iter().filter(own).any(|headed| matches!(headed.head, Head::AnyAnswer(_)));
    let names_yes = heads.iter().filter(own).any(|headed| headed.head == Head::Answer(Answer::Yes));
    if !others.is_empty() && (asks || names_yes) {
        for index in 0..heads.len() {
            if heads.get(index).is_some_and(|headed| others.contains(headed)) {
                set_head(heads, index, Head::Further);
            }
        }
    }
}

fn set_head(heads: &mut [Headed], index: usize, head: Head) {
    if let Some(slot) = heads.get_mut(index) {
        slot.head = head;
    }
}

fn reads_no(block: &Block<'_>, band: &Band, headed: Headed) -> bool {
    block
        .heads
        .at(band.row, headed.anchor)
        .and_then(|cell| cell.value.as_text())
        .is_some_and(|text| text.trim().trim_end_matches(['.', ':']).eq_ignore_ascii_case("no"))
}

/// What a question on the block's columns quotes: its headings, those over groups with them; without any, what stands in the row
/// above.
pub(crate) fn headings_read(block: &Block<'_>, band: Option<&Band>) -> String {
    let groups = band.map(|band| raters::groups(block, band)).unwrap_or_default();
    headings_under(block, band, &groups)
}

/// The headings without those over groups; none where there are none over groups.
pub(crate) fn headings_without_groups(block: &Block<'_>, band: Option<&Band>) -> Option<String> {
    let has_groups = band.is_some_and(|band| !raters::groups(block, band).is_empty());
    has_groups.then(|| headings_under(block, band, &[]))
}

fn headings_under(block: &Block<'_>, band: Option<&Band>, groups: &[&Cell]) -> String {
    let above = block.rows.first().map_or(0, |row| row.saturating_sub(1));
    match band {
        Some(band) => heading_text(&Block { grid: block.heads, ..*block }, (band.top, band.row), groups),
        None => heading_text(block, (above, above), groups),
    }
}

/// What stands in the rows of headings beside the statements, columns separated by bars; a heading over a group stands
/// before the one that it begins at.
fn heading_text(block: &Block<'_>, (top, row): (u32, u32), groups: &[&Cell]) -> String {
    let (first, last) = block.bounds;
    let mut texts: Vec<Cow<'_, str>> = Vec::new();
    let mut groups =
        groups.iter().filter_map(|over| Some((over.column, over.value.as_text()?.trim()))).peekable();
    for cell in (top..=row).flat_map(|row| block.grid.row(row)) {
        let is_beside = (first..=last).contains(&cell.column) && cell.column != block.column;
        let Some(own) = cell.value.as_text().map(str::trim).filter(|_| is_beside) else { continue };
        while let Some((_, over)) = groups.next_if(|(column, _)| *column < cell.column) {
            texts.push(over.into());
        }
        let over = groups.next_if(|(column, _)| *column == cell.column);
        texts.push(over.map_or(own.into(), |(_, over)| format!("{over}: {own}").into()));
    }
    texts.join(" | ")
}
