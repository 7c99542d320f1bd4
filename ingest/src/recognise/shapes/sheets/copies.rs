//! Forms of several tables each, one after another in a document: this year's, and below it last year's or an empty one.
//! In: the tables of a document that say something of the same statements. Out: the tables of the one form that was meant. Never
//! chooses where neither a title nor the date of each form tells, or where tables do not part into forms.

use std::collections::HashSet;

use chrono::Datelike;
use schemas::finding::Finding;

use super::{EMPTY, Group, SheetPart, emptiness, passed_over, times};
use crate::{
    grid::{Addressing, Cell, Stands, Value},
    normalise::{
        dates::{DateReading, read_date},
        text,
    },
    recognise::{
        columns::period::{self, Period, period},
        draft::Desk,
        header::header,
    },
};

/// Longer lines are no titles.
const LONGEST: usize = 100;

/// Leaves in a group the tables of the only form that was meant; all of them where that is not sure.
pub(super) fn settle(
    desk: &Desk<'_>,
    parts: &[SheetPart<'_>],
    group: &mut Group,
    findings: &mut Vec<Finding>,
) {
    let Some(mut forms) = forms(desk, parts, &group.parts) else { return };
    let is_blank = |form: &[usize]| {
        form.iter().all(|index| parts.get(*index).is_some_and(|part| emptiness::is_empty(desk, part)))
    };
    let n_filled = forms.iter().filter(|form| !is_blank(form)).count();
    let may_be_earlier = |form: &[usize]| form.iter().any(|index| times::may_be_earlier(desk, parts, *index));
    let mut out: Vec<(usize, &str)> = Vec::new();
    if n_filled > 0 && !forms.iter().any(|form| !is_blank(form) && may_be_earlier(form)) {
        let blank = forms.extract_if(.., |form| is_blank(form));
        out.extend(blank.flatten().map(|index| (index, EMPTY)));
    }
    if let Some(newest) = newest(desk, parts, &forms) {
        let mut at = 0;
        let older = forms.extract_if(.., |_| {
            at += 1;
            !newest.contains(&(at - 1))
        });
        out.extend(older.flatten().map(|index| (index, "it is of an earlier time than another")));
    }
    for (index, why) in out {
        findings.extend(passed_over(desk, parts, index, why));
        group.asides.push(index);
    }
    group.parts = forms.into_iter().flatten().collect();
}

/// The forms, in the order of the document, each begun by a table that says again what one before it said; none where they are
/// no tables of a document, or where each is but one.
fn forms(desk: &Desk<'_>, parts: &[SheetPart<'_>], indexes: &[usize]) -> Option<Vec<Vec<usize>>> {
    let mut forms: Vec<Vec<usize>> = Vec::new();
    let mut known: HashSet<usize> = HashSet::new();
    for index in indexes {
        let part = parts.get(*index)?;
        if desk.grids.get(part.part.grid)?.addressing != Addressing::Document {
            return None;
        }
        let again = part.statements.iter().filter(|statement| known.contains(statement)).count();
        if again * 2 > part.statements.len() || forms.is_empty() {
            forms.push(Vec::new());
            known.clear();
        } else if again > 0 {
            return None;
        }
        known.extend(&part.statements);
        forms.last_mut()?.push(*index);
    }
    // Each says most of what the one that says most does: no lists of a few statements.
    let n = |form: &Vec<usize>| -> usize {
        form.iter().filter_map(|index| parts.get(*index)).map(|part| part.statements.len()).sum()
    };
    let most = forms.iter().map(n).max()?;
    (forms.len() > 1 && forms.len() < indexes.len() && forms.iter().all(|form| n(form) * 2 > most))
        .then_some(forms)
}

/// Which of the forms are of the collection's time: by the titles above them that differ in nothing else, or by their dates.
fn newest(desk: &Desk<'_>, parts: &[SheetPart<'_>], forms: &[Vec<usize>]) -> Option<Vec<usize>> {
    if forms.len() < 2 {
        return None;
    }
    let year = desk.year.number();
    let above: Vec<Vec<(usize, &Cell)>> =
        (0..forms.len()).map(|at| above(desk, parts, forms, at)).collect::<Option<_>>()?;
    let titles: Vec<Vec<String>> =
        above.iter().map(|cells| cells.iter().filter_map(|(_, cell)| bare_title(cell)).collect()).collect();
    let time = |cells: &[(usize, &Cell)]| -> Option<Period> {
        let mut timed = cells.iter().rev().filter_map(|(_, cell)| {
            let raw = cell.value.as_text().filter(|raw| raw.len() <= LONGEST)?;
            let bare = bare_title(cell)?;
            let is_shared = bare.is_empty() || titles.iter().all(|titles| titles.contains(&bare));
            period(raw).filter(|_| is_shared && !text::words(raw).split(' ').any(|word| word == "date"))
        });
        timed.next()
    };
    let times: Vec<(usize, Option<Period>)> =
        above.iter().enumerate().map(|(at, cells)| (at, time(cells))).collect();
    let one = |newest: Vec<usize>| Some(newest).filter(|newest| newest.len() == 1);
    if times.iter().any(|(_, time)| time.is_some()) {
        return period::current(&times, year).and_then(one);
    }
    let dated: Vec<(usize, Option<Period>)> =
        (0..forms.len()).map(|at| (at, date(desk, parts, forms, at))).collect();
    dated
        .iter()
        .all(|(_, time)| time.is_some())
        .then(|| period::current(&dated, year).and_then(one))
        .flatten()
}

/// A title without what it says of the time; none where it is no text.
fn bare_title(cell: &Cell) -> Option<String> {
    const TIMES: [&str; 8] = ["this", "last", "previous", "current", "year", "years", "s", "academic"];
    let raw = cell.value.as_text().filter(|raw| raw.len() <= LONGEST)?;
    let words = text::words(raw);
    let is_time = |word: &str| TIMES.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit());
    Some(words.split(' ').filter(|word| !is_time(word)).collect::<Vec<_>>().join(" "))
}

/// The grids between the form before and this one, and its own first.
fn grids_above(parts: &[SheetPart<'_>], forms: &[Vec<usize>], at: usize) -> Option<(usize, usize)> {
    let grid = |index: Option<&usize>| Some(parts.get(*index?)?.part.grid);
    let own = grid(forms.get(at)?.first())?;
    let from = match at.checked_sub(1) {
        Some(before) => grid(forms.get(before)?.last())? + 1,
        None => 0,
    };
    Some((from, own))
}

/// The lines that stand alone in their rows above a form and below the one before it: in the document's text, and in the form's own
/// first table.
fn above<'d>(
    desk: &Desk<'d>,
    parts: &[SheetPart<'_>],
    forms: &[Vec<usize>],
    at: usize,
) -> Option<Vec<(usize, &'d Cell)>> {
    let (from, own) = grids_above(parts, forms, at)?;
    let before = |grid: usize| match desk.grids.get(grid)?.stands {
        Stands::Before(row) => Some(row),
        _ => None,
    };
    let mut lines = Vec::new();
    let mut alone = |grid: usize, rows: std::ops::Range<u32>| {
        let Some(cells) = desk.grids.get(grid).map(|grid| &grid.cells) else { return };
        let first = cells.partition_point(|cell| cell.row < rows.start);
        let own = cells.get(first..).unwrap_or_default();
        for row in own.chunk_by(|one, next| one.row == next.row) {
            match row {
                [cell, ..] if cell.row >= rows.end => break,
                [only] => lines.push((grid, only)),
                _ => {}
            }
        }
    };
    let is_text = |index: &usize| {
        desk.grids.get(*index).is_some_and(|grid| {
            grid.addressing == Addressing::Document && grid.stands == Stands::Alone && grid.sheet == "text"
        })
    };
    if let Some((text, end)) = (0..desk.grids.len()).find(is_text).zip(before(own)) {
        let start = from.checked_sub(1).filter(|_| at > 0).and_then(before).unwrap_or(0);
        alone(text, start..end);
    }
    let first = forms.get(at)?.first().and_then(|index| parts.get(*index))?;
    alone(own, 0..first.part.rows.0);
    Some(lines)
}

/// The date of a form: that of its own tables, or of a small table of fields above it.
fn date(desk: &Desk<'_>, parts: &[SheetPart<'_>], forms: &[Vec<usize>], at: usize) -> Option<Period> {
    let (from, own) = grids_above(parts, forms, at)?;
    let sure = |value: &Value, is_1904| match read_date(value, is_1904) {
        DateReading::Sure(date) => Some(Period::Years(date.year(), date.year())),
        _ => None,
    };
    let of_part = |index: &usize| {
        let part = parts.get(*index)?;
        sure(&part.header.date.as_ref()?.value, desk.grids.get(part.part.grid)?.is_1904)
    };
    let of_field = |index: usize| {
        let grid = desk.grids.get(index).filter(|grid| grid.addressing == Addressing::Document)?;
        let is_text = grid.sheet == "text" && grid.stands == Stands::Alone;
        sure(&header(grid, |_| !is_text).date?.value, grid.is_1904)
    };
    forms.get(at)?.iter().find_map(of_part).or_else(|| (from..own).find_map(of_field))
}
