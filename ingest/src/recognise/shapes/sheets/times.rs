//! What the lines above several forms of one file say of their times.
//! In: the parts of a file. Out: those of the collection's time, or that a title says that a part is an example's or may be
//! an earlier time's. Never chooses where the titles do not tell.

use chrono::Datelike;

use super::SheetPart;
use crate::{
    grid::{Addressing, Cell, Grid, Stands, Value},
    normalise::{
        dates::{DateReading, read_date},
        text,
    },
    recognise::{
        columns::period::{self, Period, Standing, of_cell, period},
        draft::Desk,
        header::sheet_names::is_plain_example,
    },
};

/// A longer line is no title of a time.
const LONGEST: usize = 24;

/// The parts of the collection's time, where sheets' names, titles above the tables, or dates set them apart.
pub(super) fn newest(desk: &Desk<'_>, parts: &[SheetPart<'_>], indexes: &[usize]) -> Option<Vec<usize>> {
    let by_name = |index: &usize| period(&desk.grids.get(parts.get(*index)?.part.grid)?.sheet);
    let by_date = |index: &usize| {
        let part = parts.get(*index)?;
        let is_1904 = desk.grids.get(part.part.grid)?.is_1904;
        match read_date(&part.header.date.as_ref()?.value, is_1904) {
            DateReading::Sure(date) => Some(Period::Years(date.year(), date.year())),
            _ => None,
        }
    };
    let all = |time: &dyn Fn(&usize) -> Option<Period>| -> Vec<(usize, Option<Period>)> {
        indexes.iter().map(|index| (*index, time(index))).collect()
    };
    let of = |times: &[(usize, Option<Period>)]| period::current(times, desk.year.number());
    // An aim is no time, but beside what is.
    let by_title = |index: &usize| title_time(desk, parts, *index, false);
    let with_aims = |index: &usize| title_time(desk, parts, *index, true);
    // Some may have none; where all must have one, none is taken for the collection's for want of it.
    let of_all = |time: &dyn Fn(&usize) -> Option<Period>| {
        let times = all(time);
        times.iter().all(|(_, time)| time.is_some()).then(|| of(&times)).flatten()
    };
    // A sheet that is named for another time stands beside one that is named for none; a date may be missing.
    of(&all(&by_name))
        .or_else(|| of(&all(&by_title)))
        .or_else(|| of_all(&with_aims))
        .or_else(|| of_all(&by_date))
}

/// The time that a short line of its own above a part's table names: `Last year`, `2024/25`.
fn title_time(desk: &Desk<'_>, parts: &[SheetPart<'_>], index: usize, with_aims: bool) -> Option<Period> {
    let mut times = titles(desk, parts, index, true).filter_map(|(grid, title)| {
        let is_short = title.value.as_text().is_none_or(|raw| raw.len() <= LONGEST && !is_date_field(raw));
        is_short.then(|| of_cell(grid, title))?
    });
    times.find(|time| with_aims || *time != Period::After)
}

/// `Date: 12/11/2025` is when a form was filled in.
fn is_date_field(raw: &str) -> bool {
    text::words(raw).split(' ').any(|word| word == "date")
}

/// The lines that stand alone above a part, from the nearest: in its own grid down from the part before; of a document's
/// table then those of the running text above it, and where `goes_on`, above the tables before it, which a title may have
/// for its own as well.
fn titles<'d>(
    desk: &Desk<'d>,
    parts: &[SheetPart<'_>],
    index: usize,
    goes_on: bool,
) -> impl Iterator<Item = (&'d Grid, &'d Cell)> {
    let lone = |grid: &'d Grid, row: u32| match grid.row(row) {
        [title] if !matches!(title.value, Value::Empty) => Some((grid, title)),
        _ => None,
    };
    let part = parts.get(index).map(|part| &part.part);
    let own = part.and_then(|part| {
        let grid = desk.grids.get(part.grid)?;
        let others = parts.iter().map(|other| &other.part).filter(|other| other.grid == part.grid);
        let ends = others.map(|other| other.rows.1).filter(|end| *end < part.rows.0);
        Some((grid, ends.max().map_or(0, |end| end + 1)..part.rows.0))
    });
    let before = |part: &SheetPart<'_>| match desk.grids.get(part.part.grid).map(|grid| grid.stands) {
        Some(Stands::Before(row)) => Some(row),
        _ => None,
    };
    let running = own.as_ref().and_then(|(grid, rows)| {
        let Stands::Before(row) = grid.stands else { return None };
        let is_text = |grid: &&Grid| {
            grid.addressing == Addressing::Document && grid.stands == Stands::Alone && grid.sheet == "text"
        };
        let text = desk.grids.iter().find(is_text).filter(|_| rows.start == 0)?;
        let from = parts.iter().filter_map(before).filter(|other| *other < row).max().filter(|_| !goes_on);
        Some((text, from.unwrap_or(0)..row))
    });
    [own, running]
        .into_iter()
        .flatten()
        .flat_map(move |(grid, rows)| rows.rev().filter_map(move |row| lone(grid, row)))
}

/// The line nearest above a part; of one with none, its sheet's name, unless the sheet holds others as well.
fn title<'d>(desk: &Desk<'d>, parts: &[SheetPart<'_>], index: usize) -> Option<&'d str> {
    const LONGEST: usize = 40;
    let raw = titles(desk, parts, index, false).next().and_then(|(_, title)| title.value.as_text());
    raw.filter(|raw| raw.len() <= LONGEST).or_else(|| {
        let own = parts.get(index)?.part.grid;
        let is_alone = parts.iter().filter(|other| other.part.grid == own).count() == 1;
        let grid = desk.grids.get(own).filter(|grid| is_alone && grid.addressing == Addressing::Workbook)?;
        Some(grid.sheet.as_str())
    })
}

/// Whether the line above a part says that it is an example: `Worked example`.
pub(super) fn is_titled_example(desk: &Desk<'_>, parts: &[SheetPart<'_>], index: usize) -> bool {
    let is_alone = |raw: &&str| desk.grids.iter().all(|grid| grid.sheet != **raw);
    title(desk, parts, index).filter(is_alone).is_some_and(is_plain_example)
}

/// Whether what a part is called may say that it is of another time: `Before`, `Target`, `Draft`.
pub(super) fn may_be_earlier(desk: &Desk<'_>, parts: &[SheetPart<'_>], index: usize) -> bool {
    const EARLIER: [&str; 12] = [
        "before",
        "start",
        "beginning",
        "initial",
        "initially",
        "first",
        "original",
        "old",
        "draft",
        "was",
        "then",
        "pre",
    ];
    title(desk, parts, index).is_some_and(|raw| {
        let words = text::words(raw);
        period(raw).is_some_and(|time| time.standing(desk.year.number()) == Standing::Other)
            || words.split(' ').next().is_some_and(|first| EARLIER.contains(&first))
    })
}
