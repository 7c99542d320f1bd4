//! Headings that ask something else than whether a statement is in place: `Training needed?`, `Gap?`, `LA judgement`.
//! In: a heading's text. Out: whether a Yes below it may mean something else than Yes to the statement. Never reads a
//! column; it only keeps one from being read.

use std::cell::RefCell;

use schemas::answer::Answer;

use super::{
    contents::contents,
    counted,
    period::{self, Period, period},
};
use crate::{
    grid::{Cell, Value},
    normalise::{
        marks::{Mark, Vocabulary, read_mark},
        memo::{Memo, remembered},
        text,
    },
    recognise::{
        draft::{
            notices::says_turned,
            roles::{Block, Role, used_columns},
        },
        found::turning,
        headings::{
            self, Head, answer_words,
            bands::{Band, right_edge},
            whose::{is_filled_by_other, is_request},
        },
    },
};

/// Words that turn what a column asks.
const TURNING: &[&str] = &[
    "gap",
    "gaps",
    "need",
    "needs",
    "needed",
    "want",
    "wanted",
    "required",
    "improve",
    "improvement",
    "improvements",
    "development",
    "priority",
    "priorities",
    "concern",
    "concerns",
    "concerned",
    "support",
    "help",
    "issue",
    "issues",
    "risk",
    "risks",
    "todo",
    "action",
    "actions",
    "done",
    "discussed",
    "informed",
    "predicted",
    "expected",
    "target",
    "previous",
    "previously",
    "baseline",
    "moderated",
    "moderation",
    "training",
    "missing",
    "outstanding",
    "weakness",
    "weaknesses",
    "barrier",
    "barriers",
    "challenge",
    "challenges",
    "obstacle",
    "obstacles",
    "uploaded",
    "attached",
    "statutory",
    "mandatory",
    "compulsory",
    "optional",
    "essential",
    "urgent",
    "seen",
    "model",
    "sample",
    "desired",
    "ideal",
    "should",
    "intend",
    "intends",
    "intended",
    "future",
    "absent",
    "absence",
    "disagree",
    "parent",
    "parents",
    "inspection",
    "read",
    "checked",
    "shared",
    "sent",
    "received",
    "displayed",
    "published",
    "understood",
    "useful",
    "important",
    "importance",
    "aware",
];

/// Openings and whole headings that do.
const OPENINGS: &[&str] = &[
    "not ",
    "last year",
    "to do",
    "to be ",
    "applicable",
    "relevant",
    "is this relevant",
    "is this applicable",
    "is it relevant",
    "is it applicable",
    "does this apply",
    "applies",
    "la ",
    "lea ",
    "local authority",
    "council",
    "example",
    "evidence",
];

/// Whether a heading asks something else.
pub(crate) fn asks_else(raw: &str) -> bool {
    thread_local!(static ELSE: Memo<bool> = const { RefCell::new(Vec::new()) });
    remembered(&ELSE, 0, raw, says_else)
}

/// Whether a heading over a group of columns asks something else. One that asks for the form is none: `To be completed by
/// school`.
pub(crate) fn asks_else_over_group(raw: &str) -> bool {
    asks_else(raw) && !is_request(raw)
}

fn says_else(raw: &str) -> bool {
    let cut = raw.find(['(', '[', '\n']).unwrap_or(raw.len());
    let first = raw.get(..cut).filter(|first| !text::is_blank(first)).unwrap_or(raw);
    let words = text::words(first);
    if words.is_empty() || words.len() > 60 {
        return false;
    }
    let has = |wanted: &str| words.split(' ').any(|word| word == wanted);
    // A list of answers is one, whatever its last is called.
    if has("yes") && has("no") && !words.ends_with(" no") {
        return false;
    }
    TURNING.iter().any(|word| has(word)) || OPENINGS.iter().any(|opening| words.starts_with(opening))
}

/// Whether answers cannot be read from these columns though their headings name them: one asks something else, or is
/// another time's, or a second column of answers without a heading stands beside the only one.
pub(crate) fn is_doubtful(
    block: &Block<'_>,
    band: Option<&Band>,
    roles: &[(u32, Role)],
    words: &Vocabulary,
) -> bool {
    let is_answers = |role: &Role| matches!(role, Role::Answer(_) | Role::AnyAnswer);
    roles.iter().any(|(column, role)| {
        (*role == Role::AnyAnswer
            && (asks_else_over(block, band, *column) || follows_action(block, band, *column)))
            || (is_answers(role) && period::is_other(block, band, *column))
    }) || has_second(block, band, roles, words)
        || asks_else_alone(block, band, roles, words)
        || numbers_disagree(block, roles)
        || asks_else_over_all(block, band, roles)
        || is_explained_otherwise(block, band, roles)
        || are_said_to_be_turned(block)
        || is_titled_otherwise(block)
        || has_scale_beside(block, roles, words)
        || are_a_column_off(block, roles, words)
        || counted::are_counts(block, roles)
}

/// Whether the marks begin a column before the headings do: some stand under none, right before the first answer's, in rows
/// with no other mark, and none stands under the last answer's.
fn are_a_column_off(block: &Block<'_>, roles: &[(u32, Role)], words: &Vocabulary) -> bool {
    const FEWEST: usize = 2;
    let answers =
        || roles.iter().filter(|(_, role)| matches!(role, Role::Answer(_))).map(|(column, _)| *column);
    let (Some(first), Some(last)) = (answers().min(), answers().max()) else { return false };
    let Some(before) = first.checked_sub(1).filter(|before| *before > block.right) else { return false };
    if first == last || roles.iter().any(|(known, _)| *known == before) {
        return false;
    }
    let is_ticked = |cells: &[Cell], column: u32| {
        let cell = cells.iter().find(|cell| cell.column == column);
        cell.is_some_and(|cell| matches!(read_mark(cell, words).mark, Mark::Tick(_)))
    };
    let mut n_before = 0;
    for cells in block.grid.rows(block.lines.iter().copied()) {
        if is_ticked(cells, before) {
            n_before += 1;
            if answers().any(|column| is_ticked(cells, column)) {
                return false;
            }
        }
    }
    n_before >= FEWEST && contents(block, last, words).n_ticks == 0
}

/// Whether a line right below or above the headings has one mean another answer: `Yes | No` over `= not in place | = in
/// place`.
fn is_explained_otherwise(block: &Block<'_>, band: Option<&Band>, roles: &[(u32, Role)]) -> bool {
    let Some(band) = band else { return false };
    let beside = [block.above(band.row), band.row.checked_add(1)].into_iter().flatten();
    let is_free = |row: &u32| block.rows.binary_search(row).is_err() && !is_label_row(block, *row, band.row);
    beside.filter(is_free).any(|row| {
        roles.iter().any(|(column, role)| {
            let Role::Answer(own) = role else { return false };
            let said = block.heads.at(row, *column).filter(|_| !is_key(block, row, *column));
            let said = said.and_then(|cell| cell.value.as_text());
            said.and_then(|raw| answer_words(&text::words(raw))).is_some_and(|other| other != *own)
        })
    })
}

/// Whether a line around the statements, or elsewhere in the file, says that the columns are not what their headings say.
fn are_said_to_be_turned(block: &Block<'_>) -> bool {
    let lines = block.grid.cells.chunk_by(|one, next| one.row == next.row);
    block.notices.are_turned
        || lines
            .filter(|cells| cells.first().is_some_and(|cell| block.rows.binary_search(&cell.row).is_err()))
            .flatten()
            .any(|cell| cell.value.as_text().is_some_and(says_turned))
}

/// Whether the sheet begins with a title, alone in its row, that asks something else: `Where is support needed?`.
fn is_titled_otherwise(block: &Block<'_>) -> bool {
    let [title, next, ..] = block.grid.cells.as_slice() else { return false };
    let is_above = title.row < next.row && block.rows.first().is_some_and(|first| title.row < *first);
    let is_of_another = |raw: &str| turning::is_title_of_another(raw) || counted::is_title(raw);
    is_above && title.value.as_text().is_some_and(is_of_another)
}

/// Whether a row is a key's: `C | Not met`.
fn is_key(block: &Block<'_>, row: u32, first: u32) -> bool {
    block.heads.row(row).iter().any(|cell| {
        cell.column < first && cell.value.as_text().is_some_and(|raw| (1..=3).contains(&raw.trim().len()))
    })
}

/// Whether a row beside the headings is a label with what was put behind it, and no heading: `Nursery class? | No`,
/// `Comments | None`. Where the headings leave the statements' column to the row above them, it may be their title.
fn is_label_row(block: &Block<'_>, row: u32, of_heads: u32) -> bool {
    let filled = |row: u32| block.heads.row(row).iter().filter(|cell| cell.value != Value::Empty);
    let [Some(label), Some(value), None] = ({
        let mut cells = filled(row);
        [cells.next(), cells.next(), cells.next()]
    }) else {
        return false;
    };
    let Some(raw) = label.value.as_text().map(text::trim) else { return false };
    let heads_statements =
        matches!(headings::head(raw), Some(Head::Statement | Head::StatementId | Head::Number));
    label.column <= block.column
        && value.column > block.column
        && !heads_statements
        && right_edge(block.heads, value) == value.column
        && (raw.ends_with([':', '?']) || filled(of_heads).any(|cell| cell.column <= block.column))
}

/// Whether one heading over all columns of answers asks something else: `Is support needed?` over `Yes | Partly | No`.
fn asks_else_over_all(block: &Block<'_>, band: Option<&Band>, roles: &[(u32, Role)]) -> bool {
    let answers = roles.iter().filter(|(_, role)| matches!(role, Role::Answer(_))).map(|(column, _)| *column);
    let (Some(band), Some(first)) = (band, answers.clone().min()) else { return false };
    let over = block.above(band.row).and_then(|row| block.heads.at(row, first));
    let Some(over) = over.filter(|_| answers.count() > 1) else { return false };
    !is_key(block, over.row, first)
        && !is_label_row(block, over.row, band.row)
        && over
            .value
            .as_text()
            .is_some_and(|raw| raw.len() <= 40 && (asks_else_over_group(raw) || is_filled_by_other(raw)))
}

/// Whether the answers have numbers of their own that are not those of the statements beside them: `No. | Statement | No. |
/// Answer`, each in its own order.
fn numbers_disagree(block: &Block<'_>, roles: &[(u32, Role)]) -> bool {
    let asides = || roles.iter().filter(|(_, role)| *role == Role::Aside).map(|(column, _)| *column);
    let (Some(own), Some(other)) =
        (asides().find(|at| *at < block.column), asides().find(|at| *at > block.right))
    else {
        return false;
    };
    let number = |row: u32, column: u32| match &block.grid.at(row, column)?.value {
        Value::Number(number) => Some(number.to_string()),
        Value::Text(raw) => {
            Some(text::words(raw)).filter(|raw| raw.bytes().any(|byte| byte.is_ascii_digit()))
        }
        _ => None,
    };
    let pairs: Vec<(String, String)> =
        block.rows.iter().filter_map(|row| Some((number(*row, own)?, number(*row, other)?))).collect();
    let sorted = |pick: fn(&(String, String)) -> &String| {
        let mut all: Vec<&String> = pairs.iter().map(pick).collect();
        all.sort_unstable();
        all
    };
    pairs.iter().any(|(own, other)| own != other) && sorted(|pair| &pair.0) == sorted(|pair| &pair.1)
}

/// Whether the only answer that the headings name, "not applicable" aside, asks something else (`Done?`), and marks stand
/// under headings that are not known.
fn asks_else_alone(
    block: &Block<'_>,
    band: Option<&Band>,
    roles: &[(u32, Role)],
    words: &Vocabulary,
) -> bool {
    let &[only] = named(roles).as_slice() else { return false };
    asks_else_over(block, band, only) && !unknown_ticks(block, roles, words).is_empty()
}

/// The columns whose headings name an answer; "not applicable" goes with any scale.
fn named(roles: &[(u32, Role)]) -> Vec<u32> {
    let is_named = |role: &Role| matches!(role, Role::Answer(answer) if *answer != Answer::NotApplicable);
    roles.iter().filter(|(_, role)| is_named(role)).map(|(column, _)| *column).collect()
}

/// Whether one of several columns under headings that are not known is ticked in nearly every row: they are the scale, and
/// a known heading beside them, or one alone among them, is not.
fn has_scale_beside(block: &Block<'_>, roles: &[(u32, Role)], words: &Vocabulary) -> bool {
    if named(roles).len() > 1
        || !roles.iter().any(|(_, role)| matches!(role, Role::Answer(_) | Role::AnyAnswer))
    {
        return false;
    }
    let columns = unknown_ticks(block, roles, words);
    let n_ticks = |row: u32| {
        let ticked = |column: &&u32| {
            let cell = block.grid.at(row, **column);
            cell.is_some_and(|cell| matches!(read_mark(cell, words).mark, Mark::Tick(_)))
        };
        columns.iter().filter(ticked).count()
    };
    let ticks: Vec<usize> = block.rows.iter().map(|row| n_ticks(*row)).filter(|n| *n > 0).collect();
    let n_one = ticks.iter().filter(|n| **n == 1).count();
    columns.len() > 1 && n_one * 2 > block.rows.len() && n_one * 5 >= ticks.len() * 4
}

/// The columns right of the statements that hold ticks, and whose headings say nothing that is known.
fn unknown_ticks(block: &Block<'_>, roles: &[(u32, Role)], words: &Vocabulary) -> Vec<u32> {
    let is_free = |column: &u32| *column > block.right && roles.iter().all(|(known, _)| known != column);
    let are_ticks = |column: &u32| {
        let seen = contents(block, *column, words);
        seen.n_ticks > 0 && seen.n_ticks * 2 > seen.n
    };
    used_columns(block).into_iter().filter(is_free).filter(are_ticks).collect()
}

/// `Status` or `Progress` right after an action: it may be the action's.
pub(crate) fn follows_action(block: &Block<'_>, band: Option<&Band>, column: u32) -> bool {
    let Some(band) = band else { return false };
    let opens = |column: u32, openings: &[&str]| {
        let raw = block.heads.at(band.row, column).and_then(|cell| cell.value.as_text());
        raw.is_some_and(|raw| {
            let words = text::words(raw);
            openings.iter().any(|opening| words.starts_with(opening))
        })
    };
    opens(column, &["status", "progress", "current status", "complet", "outcome", "result"])
        && (column.saturating_sub(4)..column).any(|before| {
            opens(before, &["action", "next step", "task", "target", "to do", "what we will do"])
        })
}

/// Whether a column beside the only one of answers holds answers as well, and no heading says what it is.
fn has_second(block: &Block<'_>, band: Option<&Band>, roles: &[(u32, Role)], words: &Vocabulary) -> bool {
    let mut answers = roles.iter().filter(|(_, role)| *role == Role::AnyAnswer).map(|(column, _)| *column);
    let (Some(only), None) = (answers.next(), answers.next()) else { return false };
    if roles.iter().any(|(_, role)| matches!(role, Role::Answer(_))) {
        return false;
    }
    let known = |column: u32| roles.iter().any(|(known, _)| *known == column);
    let first = block.rows.first().copied().unwrap_or(0);
    let (top, bottom) = band.map_or((first.saturating_sub(1), first), |band| (band.top, band.row + 1));
    let heads = if band.is_some() { block.heads } else { block.grid };
    // A column under another heading (`LA view`) may hold answers of its own; one under a bare time may be the answer.
    let is_headed = |column: u32| {
        (top..bottom).any(|row| {
            heads.at(row, column).is_some_and(|cell| match period::of_cell(heads, cell) {
                Some(time) => time.standing(block.year) == period::Standing::Other,
                None => !matches!(cell.value, Value::Empty),
            })
        })
    };
    // Answers of a year that may be another's are not to be read while others stand under whatever heading.
    let may_be_other = band
        .and_then(|band| band.heads.iter().find(|headed| headed.column == only))
        .is_some_and(|headed| period::standing(block, band, headed) == Some(period::Standing::Perhaps));
    let is_free = |column: &u32| *column != only && !known(*column) && (may_be_other || !is_headed(*column));
    used_columns(block).into_iter().filter(is_free).any(|column| {
        let seen = contents(block, column, words);
        seen.n_answers * 2 > block.rows.len() && seen.n_answers * 2 > seen.n
    })
}

/// Whether the heading of a column asks something else than whether the statements are in place.
pub(crate) fn asks_else_over(block: &Block<'_>, band: Option<&Band>, column: u32) -> bool {
    let text = |row: u32, column: u32| block.grid.at(row, column).and_then(|cell| cell.value.as_text());
    if let Some(band) = band {
        let text = |row: u32, column: u32| block.heads.at(row, column).and_then(|cell| cell.value.as_text());
        let anchor = band.heads.iter().find(|headed| headed.column == column).map(|headed| headed.anchor);
        let anchor = anchor.unwrap_or(column);
        return (band.top..=band.row)
            .filter(|row| *row == band.row || !is_label_row(block, *row, band.row))
            .filter_map(|row| Some((row, text(row, anchor)?)))
            .any(|(row, raw)| if row == band.row { asks_else(raw) } else { asks_else_over_group(raw) });
    }
    // The heading may stand above a section's title.
    let first = block.rows.first().copied().unwrap_or(0);
    (first.saturating_sub(3)..first).rev().find_map(|row| text(row, column)).is_some_and(asks_else_over_group)
}

/// Whether words over a list say that it asks something else than the form: what support is wanted, what to talk about, what
/// is to come.
pub(crate) fn asks_of_others(raw: &str) -> bool {
    const ELSE: [&str; 8] =
        ["support", "discuss", "discussion", "priority", "priorities", "help", "focus", "agenda"];
    asks_else(raw)
        || matches!(period(raw), Some(Period::After | Period::Before))
        || text::words(raw).split(' ').any(|word| ELSE.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::asks_else;

    #[test]
    fn headings_that_turn_the_question_are_told_from_those_that_ask_it() {
        for turned in [
            "Gap?",
            "Training needed? (Yes/No)",
            "LA judgement",
            "Last year",
            "Not in place?",
            "Is this a priority?",
            "Evidence available (Y/N)",
            "Status of action",
            "Done?",
            "Barrier?",
            "To be reviewed",
            "Seen by governors",
            "Model answer",
            "Should we have this?",
            "Parent view",
            "Last inspection",
            "Read?",
            "Checked by HT",
        ] {
            assert!(asks_else(turned), "{turned}");
        }
        for plain in [
            "Response",
            "Answer (Yes / Partly / No; if No, action needed)",
            "In place?",
            "Yes/No/Needs work",
            "2025",
            "This year",
            "Our view",
            "Language",
        ] {
            assert!(!asks_else(plain), "{plain}");
        }
    }
}
