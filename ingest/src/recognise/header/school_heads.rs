//! Cells that may head a school's column: its id or its name, as lists of schools have them.
//! In: a cell, or its text. Out: whether it is surely a school's, or may be. Never looks a school up, and takes no year for an id.

use super::sheet_names::is_called_school;
use crate::{
    grid::{Cell, Value},
    normalise::{
        dates::{DateReading, read_date},
        text,
    },
    recognise::{
        columns::period::period,
        headings::{self, Head},
    },
};

/// Ids of schools: more figures than a roll has, fewer than a telephone number.
const IDS: std::ops::Range<f64> = 10_000.0..100_000_000.0;

/// A school's name without the number before it in a list, and the date behind it: `1. Back School`, `School 2: Back School`,
/// `Back School (12/11/2025)`.
pub(crate) fn bare(raw: &str) -> (&str, Option<&str>) {
    let raw = text::trim(raw);
    let numbered = raw.split_once(['.', ':', ')']).filter(|(number, name)| {
        let number = text::words(number);
        let figures = number.strip_prefix("school ").unwrap_or(&number);
        (1..=3).contains(&figures.len())
            && figures.bytes().all(|byte| byte.is_ascii_digit())
            && name.starts_with(' ')
    });
    let name = numbered.map_or(raw, |(_, name)| text::trim(name));
    let dated = name
        .strip_suffix([')', ']'])
        .and_then(|open| open.rsplit_once(['(', '[']))
        .filter(|(_, date)| matches!(read_date(&Value::Text((*date).into()), false), DateReading::Sure(_)));
    // `Back School 12/11/2025`
    let dated = dated.or_else(|| {
        name.rsplit_once(' ').filter(|(_, date)| {
            let is_day = date.bytes().filter(|byte| matches!(byte, b'/' | b'.' | b'-')).count() == 2;
            is_day && matches!(read_date(&Value::Text((*date).into()), false), DateReading::Sure(_))
        })
    });
    dated.map_or((name, None), |(name, date)| (text::trim(name), Some(date)))
}

/// Whether a cell is surely a school's: an id, or a name with a word that schools are called by.
pub(crate) fn is_sure(cell: &Cell) -> bool {
    match &cell.value {
        Value::Text(raw) => is_id(raw) || (may_head(cell) && is_called_school(bare(raw).0)),
        Value::Number(number) => is_id_number(*number),
        _ => false,
    }
}

/// Whether a cell may name a column at all: no known heading, and no time.
pub(crate) fn may_head(cell: &Cell) -> bool {
    match &cell.value {
        Value::Text(raw) => {
            let is_heading = headings::head(raw)
                .is_some_and(|head| !matches!(head, Head::School | Head::SchoolId | Head::Person));
            !is_heading && period(bare(raw).0).is_none() && raw.len() <= 150
        }
        Value::Number(number) => is_id_number(*number),
        _ => false,
    }
}

/// A school's id: a whole number that is no year and no roll.
pub(crate) fn is_id_number(number: f64) -> bool {
    IDS.contains(&number) && number.fract().abs() < f64::EPSILON
}

/// A school's id, as a text table has it: figures that are no year.
pub(crate) fn is_id(raw: &str) -> bool {
    let raw = raw.trim();
    raw.len() >= 4 && raw.bytes().all(|byte| byte.is_ascii_digit()) && period(raw).is_none()
}
