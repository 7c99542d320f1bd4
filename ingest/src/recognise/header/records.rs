//! Tables of records around a form: `Meeting | Date`, `Version | Date | Author`, `Course | School`, each over rows of what was
//! when or where.
//! In: a row of a grid. Out: whether it heads such a table, and where that ends. Never takes fields for records whose labels
//! stand above their values: `School | Town | Date`.

use std::cell::RefCell;

use super::{field_label, label_and_value, sayings::is_other_field, sheet_names::is_called_school};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        dates,
        memo::{Memo, remembered},
        text,
    },
    recognise::headings::Head,
};

/// More headings than this are another table's.
const MOST_HEADS: usize = 10;

/// The row behind the last of the records that a row is the headings of; none where it heads none with a date or a school.
pub(super) fn from(grid: &Grid, row: u32) -> Option<u32> {
    let heads = grid.row(row);
    if !(2..=MOST_HEADS).contains(&heads.len()) {
        return None;
    }
    let raws: Vec<&str> = heads.iter().map(heading).collect::<Option<_>>()?;
    let asks = |raw: &str| field_label(raw).filter(|head| matches!(head, Head::Date | Head::School));
    let (at, what) = raws.iter().enumerate().find_map(|(at, raw)| Some((at, asks(raw)?)))?;
    let label = heads.get(at)?;
    let right = raws.get(at + 1).copied();
    let is_right_heading = || right.is_none_or(|raw| what == Head::Date || is_heading(raw));
    let n_filled = |row: u32| heads.iter().filter(|head| is_filled(grid.at(row, head.column))).count();
    let below = grid.at(row + 1, label.column);
    if n_filled(row + 1) < 2 || !is_right_heading() || below.is_some_and(is_label) {
        return None;
    }
    let is_dated = |row: u32| is_date(grid.at(row, label.column));
    let n_unknown = raws.iter().filter(|raw| !is_of_the_form(raw)).count();
    let is_records = raws.iter().any(|raw| says_record(raw))
        || match what {
            Head::Date => {
                is_dated(row + 1)
                    && (n_unknown * 3 > raws.len() || (is_dated(row + 2) && n_filled(row + 2) > 1))
            }
            _ => n_filled(row + 2) > 1 && are_schools(below, grid.at(row + 2, label.column)),
        };
    if !is_records {
        return None;
    }
    let mut end = row + 1;
    while n_filled(end) > 1 && grid.row(end).first().is_some_and(|first| !is_label(first)) {
        end += 1;
    }
    Some(end)
}

/// Whether a value stands below its label as one of several below theirs.
pub(super) fn is_headed(grid: &Grid, label: u32, value: u32) -> bool {
    grid.row(label).len() > 1 && grid.row(value).len() > 1
}

/// What a cell says, where it may be a heading.
fn heading(cell: &Cell) -> Option<&str> {
    let raw = text::trim(cell.value.as_text()?);
    let is_short = raw.len() <= 40 && !raw.is_empty() && !raw.ends_with(':');
    (is_short && !raw.bytes().any(|byte| byte.is_ascii_digit())).then_some(raw)
}

fn is_heading(raw: &str) -> bool {
    thread_local!(static HEADINGS: Memo<bool> = const { RefCell::new(Vec::new()) });
    remembered(&HEADINGS, 0, raw, |raw| says_record(raw) || field_label(raw).is_some() || is_other_field(raw))
}

/// Whether a heading asks for something that no form asks of its school once.
fn says_record(raw: &str) -> bool {
    const WORDS: [&str; 36] = [
        "policy",
        "policies",
        "meeting",
        "meetings",
        "version",
        "author",
        "authors",
        "attended",
        "attendees",
        "attendance",
        "course",
        "courses",
        "training",
        "change",
        "changes",
        "event",
        "events",
        "visit",
        "visits",
        "visitor",
        "topic",
        "topics",
        "document",
        "documents",
        "session",
        "sessions",
        "activity",
        "agenda",
        "minutes",
        "amendment",
        "amendments",
        "revision",
        "incident",
        "incidents",
        "workshop",
        "venue",
    ];
    field_label(raw).is_none() && text::words(raw).split(' ').any(|word| WORDS.contains(&word))
}

/// Whether a heading asks for what a form asks for: who, in what role, where.
fn is_of_the_form(raw: &str) -> bool {
    const WORDS: [&str; 14] = [
        "name",
        "signature",
        "signed",
        "sign",
        "head",
        "headteacher",
        "teacher",
        "role",
        "position",
        "designation",
        "chair",
        "completed",
        "by",
        "print",
    ];
    field_label(raw).is_some()
        || is_other_field(raw)
        || text::words(raw).split(' ').any(|word| WORDS.contains(&word))
}

fn is_filled(cell: Option<&Cell>) -> bool {
    cell.is_some_and(|cell| !matches!(&cell.value, Value::Empty) && !is_label(cell))
}

/// Whether a cell is a field's label, or holds one with its value.
fn is_label(cell: &Cell) -> bool {
    cell.value
        .as_text()
        .is_some_and(|raw| field_label(raw).is_some() || label_and_value(raw).is_some() || says_record(raw))
}

fn is_date(cell: Option<&Cell>) -> bool {
    cell.is_some_and(|cell| dates::is_date(&cell.value))
}

/// Whether two cells name two schools.
fn are_schools(one: Option<&Cell>, other: Option<&Cell>) -> bool {
    let name = |cell: Option<&Cell>| {
        cell.and_then(|cell| cell.value.as_text()).filter(|raw| is_called_school(raw)).map(text::key)
    };
    name(one).is_some_and(|one| name(other).is_some_and(|other| other != one))
}
