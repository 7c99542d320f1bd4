//! Values and counts as text.
//! In: a cell's value. Out: what a person sees, or what was written. Never a figure of days for a date.

use chrono::{NaiveDate, Timelike as _};

use crate::{
    grid::{Cell, Value},
    normalise::{
        dates::{DateReading, read_date, time_of},
        text,
    },
};

/// A value as a person sees it in its sheet: a date is one, and no number of days; so is a time of day.
pub(crate) fn as_shown(value: &Value, is_1904: bool) -> String {
    let with_time = |date: NaiveDate| match time_of(value) {
        Some(time) if time.second() == 0 => format!("{date} {}", time.format("%H:%M")),
        Some(time) => format!("{date} {}", time.format("%H:%M:%S")),
        None => date.to_string(),
    };
    match (value, read_date(value, is_1904)) {
        (Value::Serial(serial), _) if (0.0..1.0).contains(serial) => {
            let time = time_of(value).unwrap_or_default();
            time.format(if time.second() == 0 { "%H:%M" } else { "%H:%M:%S" }).to_string()
        }
        (Value::Serial(_), DateReading::Sure(date)) => with_time(date),
        _ => as_written(value),
    }
}

/// A value as text: trimmed; a whole number without its decimals.
pub(crate) fn as_written(value: &Value) -> String {
    match value {
        Value::Text(raw) => text::one_line(raw).into_owned(),
        Value::Number(number) | Value::Serial(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Flag(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        Value::Box(true) => "\u{2612}".to_owned(),
        Value::Box(false) => "\u{2610}".to_owned(),
        Value::Error(error) => error.to_string(),
        Value::Empty => String::new(),
    }
}

/// Whether a cell holds something to read.
pub(crate) fn says(cell: &Cell) -> bool {
    match &cell.value {
        Value::Text(raw) => !text::is_blank(raw),
        Value::Empty => false,
        _ => true,
    }
}

/// `1 statement`, `7 statements`.
pub(crate) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
