//! A second column of answers beside the one that is read: `Correction`, `Should be`, `Final answer`, or an `Answer` beside ticks.
//! In: a block whose columns headings name. Out: the column, as one of answers. Never prefers one to the other: where both
//! speak, they must say the same.

use std::cell::RefCell;

use schemas::answer::Answer;

use super::{askance, contents::contents, period, raters, two_steps};
use crate::{
    normalise::{
        marks::{Mark, Vocabulary, read_mark},
        memo::{Memo, remembered},
        text,
    },
    recognise::{
        draft::roles::{Basis, Block, Columns, Role, Steps, used_columns},
        headings::{
            self, Head,
            bands::{Band, Headed},
        },
    },
};

/// Gives columns whose headings say that they hold the answers, too, or put them right, their role, where words that say
/// answers stand in them. Says whether ticks stand in a whole second set of such columns (`Agreed Yes | Agreed Partly | Agreed
/// No`), so that nobody can be sure which set is meant.
pub(super) fn add(block: &Block<'_>, band: Option<&Band>, found: &mut Columns, words: &Vocabulary) -> bool {
    let Some(band) = band.filter(|_| found.basis == Basis::Headings) else { return false };
    if !found.roles.iter().any(|(_, role)| matches!(role, Role::Answer(_) | Role::AnyAnswer)) {
        return false;
    }
    let head = |column: u32| {
        let headed = band.heads.iter().find(|headed| headed.column == column);
        let anchor = headed.map_or(column, |headed| headed.anchor);
        block.heads.at(band.row, anchor).and_then(|cell| cell.value.as_text())
    };
    let says_so = |raw: &str| match puts_right(raw) {
        PutsRight::Surely => true,
        PutsRight::Perhaps => !askance::asks_else(raw),
        // `Is it reviewed yearly?` beside ticks is a question of its own.
        PutsRight::No => {
            headings::head(raw) == Some(Head::AnyAnswer(3))
                && !askance::asks_else(raw)
                && !headings::opens_question(raw)
        }
    };
    // In most rows of headings none does.
    let mut texts = block.heads.row(band.row).iter().filter_map(|cell| cell.value.as_text());
    if !texts.any(says_so) {
        return false;
    }
    let is_current = |column: u32| {
        let headed = Headed { column, anchor: column, head: Head::Further };
        matches!(period::standing(block, Some(band), &headed), None | Some(period::Standing::Current))
            && !period::is_other(block, Some(band), column)
    };
    let may_be = |column: &u32| {
        let is_free = !matches!(found.role(*column), Some(Role::Answer(_) | Role::AnyAnswer | Role::Aside));
        let is_seen = block.grid.hidden_columns.binary_search(column).is_err();
        is_free
            && is_seen
            && *column != block.column
            && head(*column).is_some_and(says_so)
            && is_current(*column)
            && !raters::is_others(block, band, *column)
    };
    let is_unanswered = found.answers().iter().all(|(column, _)| contents(block, *column, words).n == 0);
    // Beside columns that hold nothing they are all the answers there are.
    let is_of_return = |column: u32| {
        let said = head(column).map_or(PutsRight::No, puts_right);
        !is_unanswered && tells_of_return(block, column, said, words)
    };
    let holds_answers = |column: &u32| {
        let seen = contents(block, *column, words);
        // What is asked by yes or no is never answered Partly.
        let n_partly = seen.by_answer.get(Answer::Partly as usize).copied().unwrap_or(0);
        let is_sure = n_partly > 0 || head(*column).is_some_and(|raw| puts_right(raw) != PutsRight::Perhaps);
        seen.n_answers > 0 && seen.n_answers * 2 > seen.n && is_sure && !is_of_return(*column)
    };
    let names_answer = |column: &u32| {
        let said = head(*column).map(text::words).unwrap_or_default();
        matches!(said.rsplit(' ').next(), Some("yes" | "partly" | "partially" | "no"))
    };
    let is_ticked = |column: &u32| contents(block, *column, words).n_ticks > 0;
    let others: Vec<u32> = used_columns(block).into_iter().filter(may_be).collect();
    if others.iter().filter(|column| names_answer(column) && is_ticked(column)).count() > 1 {
        return true;
    }
    for column in others.into_iter().filter(holds_answers) {
        let is_choice = !is_unanswered && head(column).is_some_and(is_bare_choice);
        let is_check = is_choice || head(column).is_some_and(checks);
        let alone = if is_check { said_alone(block, found, column, words) } else { Vec::new() };
        let against =
            if is_check && !is_choice { said_against(block, found, column, words) } else { Vec::new() };
        found.roles.retain(|(known, _)| *known != column);
        found.roles.push((column, Role::AnyAnswer));
        // One row's question shows its cell; more of them are one question.
        if (alone.len() > 1 && found.steps.is_none()) || !against.is_empty() {
            let (known, less) = match found.steps.take() {
                Some(Steps::Ask { rows, less }) => (rows, less),
                _ => (Vec::new(), Vec::new()),
            };
            let mut rows: Vec<u32> = known.into_iter().chain(alone).chain(against).collect();
            rows.sort_unstable();
            rows.dedup();
            found.steps = Some(Steps::Ask { rows, less });
            continue;
        }
        found.checks.extend(is_check.then_some(column));
    }
    false
}

/// Whether what stands under a heading alone, beside a blank answer, is none to be sure of: it may be what somebody else
/// agreed or corrected, or that something was changed at all. A plain second column of answers is one.
fn checks(raw: &str) -> bool {
    const PLAIN: [&str; 6] = ["answer", "answers", "response", "responses", "rating", "reply"];
    const WHICH: [&str; 5] = ["your", "our", "school", "schools", "overall"];
    let words = text::words(raw);
    let list: Vec<&str> = words.split(' ').collect();
    let is_plain = match list.as_slice() {
        [only] => PLAIN.contains(only),
        [which, what] => WHICH.contains(which) && PLAIN.contains(what),
        _ => false,
    };
    !is_plain && !headings::lists_answers(&words)
}

/// Whether a heading does nothing but offer the answers: `Y/P/N`. Beside ticks nobody knows what it asks.
fn is_bare_choice(raw: &str) -> bool {
    const OFFERED: [&str; 10] = ["yes", "no", "partly", "partially", "partial", "y", "n", "p", "or", "na"];
    let words = text::words(raw);
    headings::lists_answers(&words) && words.split(' ').all(|word| OFFERED.contains(&word))
}

/// The rows, rising, in which a column says something and the other columns of answers nothing.
fn said_alone(block: &Block<'_>, found: &Columns, column: u32, words: &Vocabulary) -> Vec<u32> {
    let answers = found.answers();
    let says = |row: u32, column: u32| {
        block.grid.at(row, column).is_some_and(|cell| !read_mark(cell, words).mark.is_nothing())
    };
    let is_alone = |row: &&u32| {
        says(**row, column) && !answers.iter().any(|(other, _)| *other != column && says(**row, *other))
    };
    block.lines.iter().filter(is_alone).copied().collect()
}

/// The rows, rising, in which a column says another answer than the other columns do.
fn said_against(block: &Block<'_>, found: &Columns, column: u32, words: &Vocabulary) -> Vec<u32> {
    let says = |row: u32| block.grid.at(row, column).map(|cell| read_mark(cell, words).mark);
    let is_against = |row: &&u32| {
        let given = two_steps::given(block, found, **row, words);
        matches!((says(**row), given), (Some(Mark::Says(own)), Some(given)) if own != given)
    };
    block.lines.iter().filter(is_against).copied().collect()
}

/// Whether a column says the same in row after row, of one school's whole return each: `Overall`. Of a single return only a
/// heading leaves that open.
fn tells_of_return(block: &Block<'_>, column: u32, puts_right: PutsRight, words: &Vocabulary) -> bool {
    /// Fewer rows may be alike by themselves.
    const FEWEST: usize = 4;
    let mark = |row: &u32| block.grid.at(*row, column).map(|cell| read_mark(cell, words).mark);
    let marks: Vec<Option<Mark>> = block.lines.iter().map(mark).collect();
    let runs: Vec<&[Option<Mark>]> = marks.chunk_by(|one, next| one == next).collect();
    runs.iter().all(|run| run.len() >= FEWEST && matches!(run.first(), Some(Some(Mark::Says(_)))))
        && (runs.len() > 1 || puts_right == PutsRight::Perhaps)
}

/// How surely a heading says that what stands below puts another answer right.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PutsRight {
    /// `Correction`, `Should be`, `Final answer`.
    Surely,
    /// `Agreed at SLT`, `Updated`: it may ask by yes or no whether that was done.
    Perhaps,
    No,
}

fn puts_right(raw: &str) -> PutsRight {
    thread_local!(static SAID: Memo<PutsRight> = const { RefCell::new(Vec::new()) });
    remembered(&SAID, 0, raw, made_out)
}

/// `Correction`, `Should be`: it says the answer anew.
fn says_correction(raw: &str) -> bool {
    const SURE: [&str; 12] = [
        "correction",
        "corrections",
        "corrected",
        "revised",
        "revision",
        "amended",
        "amendment",
        "amendments",
        "override",
        "overridden",
        "overruled",
        "reality",
    ];
    let words = text::words(raw);
    words.split(' ').any(|word| SURE.contains(&word))
        || words.starts_with("should be")
        || words.starts_with("changed to")
}

fn made_out(raw: &str) -> PutsRight {
    const PERHAPS: [&str; 14] = [
        "changed",
        "change",
        "final",
        "second",
        "2nd",
        "update",
        "updated",
        "agreed",
        "after",
        "overall",
        "validated",
        "confirmed",
        "qa",
        "check",
    ];
    const ANSWERS: [&str; 7] =
        ["answer", "response", "rating", "judgement", "judgment", "grade", "assessment"];
    if raw.len() > 40 {
        return PutsRight::No;
    }
    let words = text::words(raw);
    let has = |wanted: &[&str]| words.split(' ').any(|word| wanted.contains(&word));
    match (says_correction(raw), has(&PERHAPS), has(&ANSWERS)) {
        (true, ..) | (_, true, true) => PutsRight::Surely,
        (_, true, _) => PutsRight::Perhaps,
        _ if words == "now" => PutsRight::Perhaps,
        _ => PutsRight::No,
    }
}
