//! Whose year a row is, in a table of many schools with a column that says so.
//! In: the column, the rows and their schools. Out: the rows that are read, left out beside others of their school, or asked
//! about. Never takes a row of another year for the collection's, and leaves out none in silence.

use std::ops::RangeInclusive;

use rustc_hash::{FxHashMap, FxHashSet};
use schemas::{finding::Finding, rules};

use crate::{
    grid::{Cell, Grid},
    normalise::text,
    recognise::{
        columns::period::{self, Period, Standing},
        draft::{Desk, Draft, Said},
        written::as_written,
    },
};

/// A row of the table.
pub(super) struct Row {
    pub(super) at: u32,
    /// Its school, comparable.
    pub(super) school: String,
    /// Whether a row above names the school for it, and then its year as well.
    pub(super) is_carried: bool,
}

/// What becomes of a row that is not of the collection's year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// Rows of the collection's year say what the school answered.
    LeftOut,
    /// The school has no row that is surely the collection's, and another's may not stand in for it.
    Asked,
}

/// The rows that are not of the collection's year.
pub(super) struct Years<'g> {
    /// The column's heading.
    head: &'g Cell,
    others: FxHashMap<u32, Fate>,
}

impl<'g> Years<'g> {
    /// Reads the column of years among these rows of headings; none where there is none, or all rows are the collection's.
    pub(super) fn of(
        grid: &'g Grid,
        heads: RangeInclusive<u32>,
        rows: &[Row],
        collection: i32,
    ) -> Option<Self> {
        let head = heads.flat_map(|row| grid.row(row)).find(|cell| is_year(cell))?;
        let mut last = None;
        let times: Vec<(&Row, Option<Period>)> = rows
            .iter()
            .map(|row| {
                let own = grid.at(row.at, head.column).and_then(|cell| period::of_cell(grid, cell));
                last = own.or(last.filter(|_| row.is_carried));
                (row, last)
            })
            .collect();
        let kept = kept(&times, collection);
        let is_kept = |time: &Option<Period>| kept.contains(time);
        let is_sure = |time: &Option<Period>| {
            is_kept(time) && time.is_some_and(|time| time.standing(collection) == Standing::Current)
        };
        let read: FxHashSet<&str> =
            times.iter().filter(|(_, time)| is_sure(time)).map(|(row, _)| row.school.as_str()).collect();
        let others = times.iter().filter(|(_, time)| !is_kept(time)).map(|(row, _)| {
            let fate = if read.contains(row.school.as_str()) { Fate::LeftOut } else { Fate::Asked };
            (row.at, fate)
        });
        let others: FxHashMap<u32, Fate> = others.collect();
        (!others.is_empty()).then_some(Self { head, others })
    }

    /// Whether a row is another year's, beside rows of its school that are the collection's.
    pub(super) fn is_left_out(&self, row: u32) -> bool {
        self.others.get(&row) == Some(&Fate::LeftOut)
    }

    /// Takes no answer from a school's rows of another year, and asks. Where a row that may be the collection's says the
    /// same statement, both stand, and any difference is a question of its own.
    pub(super) fn ask(&self, desk: &Desk<'_>, (index, grid): (usize, &Grid), draft: &mut Draft<'_>) {
        let is_asked = |row: u32| self.others.get(&row) == Some(&Fate::Asked);
        let top = draft.first.1;
        // In an export the statements stand in the headings, above the school's own row.
        let own_row = |said: &Said<'_>| said.hit.row.max(top);
        let stands = |said: &&Said<'_>| !is_asked(own_row(said));
        let standing: FxHashSet<usize> =
            draft.said.iter().filter(stands).map(|said| said.hit.statement).collect();
        let mut first = None;
        let mut n = 0;
        for said in draft.said.iter_mut().filter(|said| !standing.contains(&said.hit.statement)) {
            said.is_unclear = true;
            first.get_or_insert(own_row(said));
            n += usize::from(!said.beside.is_empty());
        }
        let Some(first) = first else { return };
        let read = grid.at(first, self.head.column).map(|cell| as_written(&cell.value)).unwrap_or_default();
        let message = "rows of the school are not surely of the collection's year, so none of them was read";
        draft.findings.push(
            Finding::new(&rules::COLUMNS_UNCLEAR, desk.place(index, first, self.head.column), message)
                .reading(read)
                .with_suggestion("Ask the school for this year's return")
                .with_answers_waiting(u32::try_from(n).unwrap_or(u32::MAX)),
        );
    }

    /// A note on the rows that were left out.
    pub(super) fn told(&self, desk: &Desk<'_>, (index, grid): (usize, &Grid)) -> Option<Finding> {
        const NAMED: usize = 6;
        let mut rows: Vec<u32> = self.others.keys().copied().filter(|row| self.is_left_out(*row)).collect();
        rows.sort_unstable();
        let first = *rows.first()?;
        let mut said: Vec<String> = Vec::new();
        for row in &rows {
            let year = grid.at(*row, self.head.column).map(|cell| as_written(&cell.value));
            let year = year.filter(|year| !year.is_empty()).unwrap_or_else(|| "no year".to_owned());
            if !said.contains(&year) {
                said.push(year);
            }
        }
        let more = if said.len() > NAMED { " and more" } else { "" };
        said.truncate(NAMED);
        let message = format!(
            "rows of another year than the collection's were left out beside those of it: {} ({}{more})",
            rows.len(),
            said.join(", ")
        );
        let place = desk.place(index, first, self.head.column);
        Some(Finding::new(&rules::ROWS_OF_ANOTHER_YEAR, place, message).reading(as_written(&self.head.value)))
    }
}

/// The times whose rows are the collection's. Where a school has rows of several times, one that may be the collection's
/// (the calendar year before) is so only if no other is.
fn kept(times: &[(&Row, Option<Period>)], collection: i32) -> Vec<Option<Period>> {
    let mut different: Vec<Option<Period>> = Vec::new();
    let mut first: FxHashMap<&str, Option<Period>> = FxHashMap::default();
    let mut is_series = false;
    for (row, time) in times {
        if !different.contains(time) {
            different.push(*time);
        }
        is_series |= first.entry(&row.school).or_insert(*time) != time;
    }
    let of = |wanted: Standing| -> Vec<Option<Period>> {
        let stands = |time: &Option<Period>| time.map(|time| time.standing(collection)) == Some(wanted);
        different.iter().copied().filter(stands).collect()
    };
    let (current, perhaps) = (of(Standing::Current), of(Standing::Perhaps));
    if !is_series {
        return [current, perhaps, vec![None]].concat();
    }
    let is_coming = |time: &Option<Period>| time.is_some_and(|time| time.is_coming(collection));
    match (current.is_empty(), perhaps.as_slice()) {
        (false, perhaps) if !perhaps.iter().any(is_coming) => current,
        (true, [only]) => vec![*only],
        _ => Vec::new(),
    }
}

/// Whether a heading stands over the years of a table's rows.
fn is_year(cell: &Cell) -> bool {
    let words = cell.value.as_text().map(text::words).unwrap_or_default();
    matches!(
        words.as_str(),
        "year"
            | "academic year"
            | "school year"
            | "collection"
            | "collection year"
            | "survey year"
            | "return year"
            | "reporting year"
            | "year of return"
            | "session"
            | "academic session"
            | "reporting period"
    )
}
