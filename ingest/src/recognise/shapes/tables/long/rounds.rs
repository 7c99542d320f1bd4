//! A school's rows of several dates in a list: each time it was asked.
//! In: the statements' rows with their schools and dates. Out: the rows that a later one of the same school and statement
//! stands in for. Never passes a row over for a later one that is blank, nor where dates are not the rounds'.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use schemas::{finding::Finding, rules};

use crate::{
    grid::{Cell, Grid},
    normalise::dates::DateReading,
    recognise::{draft::Desk, found::Hit, shapes::assemble, written::as_shown},
};

/// More dates than a school is asked at are those of the rows.
const MOST: usize = 4;

/// The day that a cell names.
pub(super) fn day(cell: &Cell, read: assemble::ReadDate, is_1904: bool) -> Option<NaiveDate> {
    match read(&cell.value, is_1904) {
        DateReading::Sure(date) => Some(date),
        _ => None,
    }
}

/// The rows that are superseded, of rows with their schools.
pub(super) fn superseded<'k>(
    grid: &Grid,
    rows: impl Iterator<Item = (&'k Hit, &'k String)>,
    (date, read): (Option<u32>, assemble::ReadDate),
    is_answered: impl Fn(u32) -> bool,
) -> Vec<u32> {
    let Some(column) = date else { return Vec::new() };
    let date_of = |row: u32| grid.at(row, column).and_then(|cell| day(cell, read, grid.is_1904));
    let mut by_school: FxHashMap<&str, Vec<&Hit>> = FxHashMap::default();
    for (hit, key) in rows {
        by_school.entry(key).or_default().push(hit);
    }
    let mut passed = Vec::new();
    for own in by_school.values() {
        let Some(dates) = own.iter().map(|hit| date_of(hit.row)).collect::<Option<Vec<_>>>() else {
            continue;
        };
        let mut rounds = dates.clone();
        rounds.sort_unstable();
        rounds.dedup();
        if !(2..=MOST).contains(&rounds.len()) {
            continue;
        }
        let Some(last) = rounds.last() else { continue };
        let later: FxHashMap<usize, u32> = own
            .iter()
            .zip(&dates)
            .filter(|(_, date)| *date == last)
            .map(|(hit, _)| (hit.statement, hit.row))
            .collect();
        let earlier = || own.iter().zip(&dates).filter(|(_, date)| *date != last).map(|(hit, _)| hit);
        // The last round asked all that was asked before.
        if !earlier().all(|hit| later.contains_key(&hit.statement)) {
            continue;
        }
        let stands = |hit: &&&Hit| later.get(&hit.statement).is_some_and(|row| is_answered(*row));
        passed.extend(earlier().filter(stands).map(|hit| hit.row));
    }
    passed.sort_unstable();
    passed
}

/// The note on the rows that were left out.
pub(super) fn told(
    desk: &Desk<'_>,
    (index, grid): (usize, &Grid),
    column: Option<u32>,
    passed: &[u32],
) -> Option<Finding> {
    let (first, column) = (*passed.first()?, column?);
    let shown = |cell: &Cell| as_shown(&cell.value, grid.is_1904);
    let date = grid.at(first, column).map(shown).unwrap_or_default();
    let n = passed.len();
    let message = format!(
        "rows of an earlier date were left out beside later ones of the same school and statement: {n} (the first of {date})"
    );
    Some(Finding::new(&rules::ROWS_OF_ANOTHER_YEAR, desk.place(index, first, column), message).reading(date))
}
