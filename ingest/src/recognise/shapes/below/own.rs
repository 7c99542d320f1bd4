//! Statements of the school's own between the form's, with their answers below them as the form's have.
//! In: what stands below each statement of the form. Out: the same, ended where one of the school's own begins. Never ends it at
//! what may be a remark with the answer below it: that is asked about.

use super::{Below, FEWEST, Page, is_answer_label};
use crate::{
    grid::Cell,
    normalise::{
        marks::{behind_number, is_label},
        text,
    },
    recognise::{
        draft::{Loose, Said},
        headings::{self, Head},
    },
};

/// A shorter text, in bytes and in words, is a note or a title.
const SHORTEST: usize = 20;
const FEWEST_WORDS: usize = 4;

/// Ends what stands below each statement at the school's own statement, where the form's answers stand right below theirs. The rows
/// of the own ones, from the first to the last of each, in order.
pub(super) fn end<'g>(page: &Page<'_, 'g>, said: &[Said<'_>], below: &mut [Below<'g>]) -> Vec<(u32, u32)> {
    let mut rows = Vec::new();
    let firsts: Vec<Option<usize>> = below.iter().map(|below| first_own(page, below)).collect();
    let n_own = firsts.iter().flatten().count();
    if n_own == 0 {
        return rows;
    }
    let is_in_place = |(said, below): (&Said<'_>, &Below<'_>)| {
        below.candidates.first().map(|cell| cell.row) == Some(said.hit.row + 1)
    };
    let n_in_place = said.iter().zip(below.iter()).filter(|pair| is_in_place(*pair)).count();
    let n_answered = below.iter().filter(|below| !below.candidates.is_empty()).count();
    if n_in_place < FEWEST || n_in_place * 4 < (n_answered - n_own.min(n_answered)) * 3 {
        return rows;
    }
    let n_labelled = below.iter().flat_map(|below| &below.all).filter(|cell| is_remark_label(cell)).count();
    let are_labelled = n_labelled >= FEWEST;
    for ((said, below), first) in said.iter().zip(below).zip(firsts) {
        let Some(at) = first else { continue };
        let (before, from) = below.all.split_at(at);
        // One statement is not asked for its answer twice.
        let is_asked = |cell: &&Cell| is_asked(page, cell);
        let is_again = before.iter().any(&is_asked) && from.get(1).is_some_and(is_asked);
        let is_place_used = before.iter().any(|cell| cell.row == said.hit.row + 1 && !page.is_line(cell));
        let may_be_said_to_it =
            before.is_empty() && from.first().is_some_and(|own| own.row == said.hit.row + 1);
        let is_repeated = n_own > 1 && !is_place_used && !may_be_said_to_it;
        if are_labelled || is_again || is_repeated {
            rows.extend(from.first().zip(from.last()).map(|(first, last)| (first.row, last.row)));
            below.cut(page, at);
        } else if !before.iter().any(|cell| page.is_line(cell)) {
            below.is_torn = true;
        }
    }
    rows
}

/// What is said below the school's own statements is said to none of the form's.
pub(super) fn free(grid: usize, rows: &[(u32, u32)], loose: &mut [Loose<'_>]) {
    let is_own = |row: u32| {
        let at = rows.partition_point(|(_, last)| *last < row);
        rows.get(at).is_some_and(|(first, _)| *first <= row)
    };
    if !rows.is_empty() {
        let own = loose.iter_mut().filter(|loose| loose.grid == grid && is_own(loose.placed.cell.row));
        own.for_each(|loose| loose.statement = None);
    }
}

/// Which line below a statement is a statement with its answer right below.
fn first_own(page: &Page<'_, '_>, below: &Below<'_>) -> Option<usize> {
    let answers: &[&Cell] = &below.candidates;
    below.all.windows(2).position(|pair| {
        matches!(pair, [own, answer] if answer.row == own.row + 1
            && answers.iter().any(|line| std::ptr::eq(*line, *answer))
            && is_statement(page, own))
    })
}

/// Whether a line may be a statement: a sentence, and neither an answer nor what a label calls something.
fn is_statement(page: &Page<'_, '_>, cell: &Cell) -> bool {
    let Some(raw) = cell.value.as_text().map(|raw| text::trim(behind_number(raw))) else { return false };
    raw.len() >= SHORTEST
        && raw.split_whitespace().count() >= FEWEST_WORDS
        && raw.starts_with(char::is_uppercase)
        && !raw.ends_with(':')
        && raw.split_once(':').is_none_or(|(label, _)| label.len() > 40)
        && headings::head(raw).is_none()
        && !page.is_title(cell)
        && !page.is_line(cell)
}

/// `Comments: seen in May`.
fn is_remark_label(cell: &Cell) -> bool {
    let label = cell.value.as_text().and_then(|raw| raw.split_once(':'));
    label.is_some_and(|(label, _)| headings::head(label) == Some(Head::Comment))
}

/// `Response: Partly`, or the label alone.
fn is_asked(page: &Page<'_, '_>, cell: &Cell) -> bool {
    let label = cell.value.as_text().and_then(|raw| raw.split_once(':'));
    is_answer_label(cell) || label.is_some_and(|(label, _)| label.len() <= 24 && is_label(label, page.words))
}
