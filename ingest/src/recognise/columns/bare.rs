//! Columns of answers whose headings ask nothing (`Choice`, `Option`, `Category`), beside one under a heading that may ask for
//! the answer (`Mark`, `Value`, `Status`).
//! In: a block, its headings, the column that they name. Out: the column to read in its place, or that nobody can be sure which
//! of the two holds the answers; and figures that restate answers in words. Never doubts a heading that asks for the answer itself.

use schemas::answer::Answer;

use super::{
    askance,
    choice::holds_figures,
    contents::{Contents, contents},
    period, raters,
};
use crate::{
    normalise::{
        marks::{Mark, Vocabulary, read_mark},
        text,
    },
    recognise::{
        draft::roles::{Block, used_columns},
        headings::{
            Head,
            bands::{Band, Headed},
        },
    },
};

/// Fewer rows make no scale.
const FEWEST: usize = 4;
/// A heading this sure asks for the answer itself: `Answer`, `Response`.
const SURE: u8 = 3;

/// What a column under a heading that asks nothing makes of the one that the headings name.
pub(super) enum Bare {
    /// A tick stands beside each of its answers, and nowhere else: it holds them.
    Answers(u32),
    /// It says Partly among others, which the named one never does.
    Unsure,
}

/// Finds such a column beside the only one chosen.
pub(super) fn beside(
    block: &Block<'_>,
    (band, heads): (Option<&Band>, &[Headed]),
    chosen: &[u32],
    words: &Vocabulary,
) -> Option<Bare> {
    let (band, [named]) = (band?, chosen) else { return None };
    let is_status = |headed: &Headed| {
        let raw = block.heads.at(band.row, headed.anchor).and_then(|cell| cell.value.as_text());
        raw.is_some_and(|raw| text::words(raw) == "status")
    };
    let is_sure = |headed: &Headed| matches!(headed.head, Head::AnyAnswer(SURE..));
    if heads.iter().any(|headed| headed.column == *named && is_sure(headed)) {
        return None;
    }
    let may_be = |column: &u32| {
        let raw = block.heads.at(band.row, *column).and_then(|cell| cell.value.as_text());
        column != named
            && raw.is_some_and(asks_nothing)
            && block.grid.hidden_columns.binary_search(column).is_err()
            && !raters::is_others(block, band, *column)
            && !period::is_other(block, Some(band), *column)
            && !askance::asks_else_over(block, Some(band), *column)
    };
    // In most rows of headings none is.
    if !block.heads.row(band.row).iter().any(|cell| may_be(&cell.column)) {
        return None;
    }
    let own = contents(block, *named, words);
    if own.n == 0 || n_of(&own, Answer::Partly) > 0 {
        return None;
    }
    let is_scale = |seen: &Contents| {
        let n_kinds = Answer::ALL.into_iter().filter(|answer| n_of(seen, *answer) > 0).count();
        seen.n_answers >= FEWEST && seen.n_answers * 4 >= seen.n * 3 && n_kinds > 1 && seen.n >= own.n
    };
    let mut scales = used_columns(block).into_iter().filter(may_be).filter_map(|column| {
        let seen = contents(block, column, words);
        is_scale(&seen).then_some((column, seen))
    });
    let (column, seen) = scales.next()?;
    if scales.next().is_none() && own.n_ticks == own.n && stand_together(block, (*named, column), words) {
        return Some(Bare::Answers(column));
    }
    let has_status = heads.iter().any(|headed| headed.column == *named && is_status(headed));
    (n_of(&seen, Answer::Partly) > 0 && !has_status).then_some(Bare::Unsure)
}

/// Of columns that say answers, those left when figures that say in every row what another's words say are set aside: `Response |
/// Score (Yes 3 / Partly 2 / No 1)`.
pub(super) fn without_restated(block: &Block<'_>, columns: Vec<u32>, words: &Vocabulary) -> Vec<u32> {
    let says = |row: u32, column: u32| {
        let mark = block.grid.at(row, column).map(|cell| read_mark(cell, words).mark);
        mark.filter(|mark| !mark.is_nothing())
    };
    let is_same = |one: u32, other: u32| {
        block.lines.iter().all(|row| match (says(*row, one), says(*row, other)) {
            (None, None) => true,
            (Some(Mark::Says(one)), Some(Mark::Says(other))) => one == other,
            _ => false,
        })
    };
    let (figures, spelt): (Vec<u32>, Vec<u32>) =
        columns.iter().partition(|column| holds_figures(block, **column));
    let is_restated = |column: &u32| spelt.iter().any(|other| is_same(*column, *other));
    columns.into_iter().filter(|column| !figures.contains(column) || !is_restated(column)).collect()
}

/// Whether a heading asks nothing: the column may hold anything that is chosen or entered.
fn asks_nothing(raw: &str) -> bool {
    const BARE: [&str; 16] = [
        "choice",
        "choices",
        "option",
        "options",
        "category",
        "categories",
        "selection",
        "selected",
        "chosen",
        "entry",
        "value",
        "values",
        "label",
        "type",
        "code",
        "pick",
    ];
    const BEFORE: [&str; 4] = ["your ", "our ", "the ", "school "];
    let words = text::words(raw);
    let bare = BEFORE.iter().find_map(|before| words.strip_prefix(before)).unwrap_or(&words);
    BARE.contains(&bare)
}

fn n_of(seen: &Contents, answer: Answer) -> usize {
    seen.by_answer.get(answer as usize).copied().unwrap_or(0)
}

/// Whether the same tick stands in one column just where an answer stands in the other.
fn stand_together(block: &Block<'_>, (ticks, answers): (u32, u32), words: &Vocabulary) -> bool {
    let mark = |row: u32, column: u32| {
        let cell = block.grid.at(row, column);
        cell.map(|cell| read_mark(cell, words).mark).filter(|mark| !mark.is_nothing())
    };
    let mut tick: Option<Mark> = None;
    block.lines.iter().all(|row| match (mark(*row, ticks), mark(*row, answers)) {
        (None, None) => true,
        (Some(own @ Mark::Tick(_)), Some(Mark::Says(_))) => *tick.get_or_insert(own) == own,
        _ => false,
    })
}
