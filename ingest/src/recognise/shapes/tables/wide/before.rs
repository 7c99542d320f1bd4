//! What an export's columns before its statements say: what schools write of themselves, beside what a survey program
//! knows of people and of itself.
//! In: a heading that is none of the known, with the cells below it. Out: whether those are kept, and a note on columns that
//! are neither kept nor somebody's. Never takes over a person's name, address or office.

use std::collections::BTreeMap;

use schemas::{finding::Finding, rules};

use super::{SENTENCE, Use, dates::holds_dates, says, says_answers, use_of};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{dates, text},
    recognise::{
        draft::Desk,
        headings::{self, Head},
        written::{as_shown, as_written, counted},
    },
};

/// Of a column that is told of, no more cells are named.
const NAMED: usize = 40;

/// Words by which a heading asks for a person, or for how to reach one; or for the school that another column's list had not got.
const PERSON: [&str; 32] = [
    "name",
    "names",
    "email",
    "mail",
    "role",
    "roles",
    "job",
    "title",
    "position",
    "post",
    "who",
    "whom",
    "contact",
    "contacts",
    "phone",
    "telephone",
    "mobile",
    "tel",
    "user",
    "username",
    "respondent",
    "person",
    "headteacher",
    "head",
    "lead",
    "signed",
    "signature",
    "initials",
    "by",
    "submitter",
    "address",
    "specify",
];

/// Words of the headings under which a survey program writes what it knows itself.
const MACHINE: [&str; 38] = [
    "id",
    "ids",
    "ip",
    "start",
    "started",
    "end",
    "finished",
    "finish",
    "duration",
    "seconds",
    "minutes",
    "time",
    "timestamp",
    "modified",
    "created",
    "recorded",
    "collector",
    "custom",
    "channel",
    "language",
    "startlanguage",
    "lastpage",
    "latitude",
    "longitude",
    "device",
    "browser",
    "progress",
    "points",
    "quiz",
    "score",
    "token",
    "seed",
    "version",
    "consent",
    "submission",
    "distribution",
    "externalreference",
    "attachments",
];

/// Headings over what is known of a school anyway.
const PROPERTY: [&str; 18] = [
    "phase",
    "sector",
    "local authority",
    "la",
    "area",
    "region",
    "cluster",
    "type",
    "postcode",
    "town",
    "year",
    "session",
    "section",
    "category",
    "theme",
    "total points",
    "quiz feedback",
    "school type",
];

/// What a column before the statements is for, whose heading says nothing else that is known.
pub(super) fn purpose(desk: &Desk<'_>, grid: &Grid, head_row: u32, head: &Cell, known: Option<Head>) -> Use {
    let raw = head.value.as_text().unwrap_or_default();
    if raw.is_empty() || !matches!(known, None | Some(Head::Further)) || is_somebodys(raw) {
        return Use::Passed;
    }
    let below =
        || grid.cells.iter().filter(|cell| cell.column == head.column && cell.row > head_row && says(cell));
    let is_question = asks(raw) && !below().all(|cell| is_address(cell) || may_be_a_name(cell, 2));
    let is_said = is_question || below().any(says_something);
    if is_said && !says_answers(desk, grid, head_row, head.column) { Use::General } else { Use::Passed }
}

/// Whether a heading asks for a person, or is a survey program's own, or names what is known of a school.
fn is_somebodys(raw: &str) -> bool {
    let words = text::words(raw);
    PROPERTY.contains(&words.as_str())
        || words.split(' ').any(|word| PERSON.contains(&word))
        || (!asks(raw) && words.split(' ').any(|word| MACHINE.contains(&word)))
}

/// `What support do you need?`, `Tell us about your setting`.
fn asks(raw: &str) -> bool {
    let words = text::words(raw);
    let first = words.split(' ').next().unwrap_or_default();
    raw.trim_end_matches([' ', '*', '\n']).ends_with('?')
        || matches!(
            first,
            "what"
                | "how"
                | "why"
                | "where"
                | "tell"
                | "describe"
                | "explain"
                | "please"
                | "any"
                | "anything"
                | "list"
                | "give"
                | "add"
                | "outline"
                | "share"
                | "further"
                | "other"
                | "additional"
                | "support"
        )
}

/// Whether a cell says something that no name, address or office does: in small words or in figures.
fn says_something(cell: &Cell) -> bool {
    let Some(raw) = cell.value.as_text() else {
        return matches!(cell.value, Value::Number(_));
    };
    if is_address(cell) || dates::is_date(&cell.value) {
        return false;
    }
    let words = || raw.split_whitespace();
    let n = words().count();
    let n_small = words().skip(1).filter(|word| word.starts_with(char::is_lowercase)).count();
    // `Head and child protection lead` is an office under whatever heading; a sentence is longer.
    n >= SENTENCE || (n >= 3 && n_small >= 2) || raw.bytes().any(|byte| byte.is_ascii_digit())
}

fn is_address(cell: &Cell) -> bool {
    cell.value.as_text().is_some_and(|raw| raw.contains('@') || raw.contains("://"))
}

/// `Ann Macleod`, `Dr A N Other`; of one word at least (`JM`), or of two, where a single one may as well answer a question.
fn may_be_a_name(cell: &Cell, n_least: usize) -> bool {
    let Some(raw) = cell.value.as_text() else { return false };
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '-' | '\u{2019}'))
    };
    (n_least..=4).contains(&raw.split_whitespace().count()) && raw.split_whitespace().all(is_name)
}

/// A note on the columns whose cells are neither kept nor a person's or the program's own. They are named with where they
/// stand, by their headings and, where they can be nobody's name, by what stands in them.
pub(super) fn unread(
    desk: &Desk<'_>,
    (index, grid, head_row): (usize, &Grid, u32),
    uses: &[(u32, Use)],
) -> Option<Finding> {
    let first_answer = uses.iter().find(|(_, use_)| matches!(use_, Use::Answer(_)))?.0;
    let is_dated = uses.iter().any(|(_, use_)| matches!(use_, Use::Date(_)));
    let is_unread = |column: u32, head: Option<&Cell>| {
        if use_of(uses, column).is_some_and(|use_| *use_ != Use::Passed) {
            return false;
        }
        // Where no column says when the returns were filled in, one of dates may.
        if !is_dated && holds_dates(grid, head_row, column) {
            return true;
        }
        let Some(raw) = head.and_then(|head| head.value.as_text()) else { return head.is_none() };
        let is_told = raw.len() >= super::QUESTION && says_answers(desk, grid, head_row, column);
        matches!(headings::head(raw), None | Some(Head::Further)) && !is_somebodys(raw) && !is_told
    };
    let mut columns: BTreeMap<u32, Vec<&Cell>> = BTreeMap::new();
    for cell in
        grid.cells.iter().filter(|cell| cell.row > head_row && cell.column < first_answer && says(cell))
    {
        columns.entry(cell.column).or_default().push(cell);
    }
    let mut all = Vec::new();
    let mut first = None;
    for (column, below) in columns {
        let head = grid.at(head_row, column).filter(|head| says(head));
        if !is_unread(column, head) {
            continue;
        }
        let (place, n) = (desk.place(index, head_row, column), below.len());
        // Under no heading anybody may be named, in whatever way.
        let is_nobodys = |cell: &&Cell| {
            let is_school = super::schools::is_named_alone(cell);
            let may_show = head.is_some() || is_school || says_something(cell) || dates::is_date(&cell.value);
            may_show && !is_address(cell) && (!may_be_a_name(cell, 1) || is_school)
        };
        let mut named: Vec<String> = Vec::new();
        for cell in below.into_iter().filter(is_nobodys) {
            let shown = as_shown(&cell.value, grid.is_1904);
            if !named.contains(&shown) {
                named.push(shown);
            }
        }
        let n_more = named.len().saturating_sub(NAMED);
        named.truncate(NAMED);
        if n_more > 0 {
            named.push(format!("and {n_more} more"));
        }
        let said = if named.is_empty() { String::new() } else { format!(": {}", named.join(" | ")) };
        let called = head.map_or_else(|| "no heading".to_owned(), |head| as_written(&head.value));
        all.push(format!("{}, {called} ({}{said})", place.cell, counted(n, "cell", "cells")));
        first.get_or_insert(place);
    }
    let message = format!("columns before the statements were not kept: {}", all.join(", "));
    let suggestion = "Where they are schools' comments, head the column Comments and run again";
    Some(Finding::new(&rules::WORDS_OF_NO_SCHOOL, first?, message).with_suggestion(suggestion))
}
