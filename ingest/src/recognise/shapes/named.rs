//! Several schools in one document or sheet, each named above its own statements.
//! In: grids with statements. Out: the fields that stand above each, and where a sheet goes over to the next school. Never
//! parts what names one school, or the same one again.

mod lines;

use self::lines::{take_contents, take_own_lines};
use super::sheets::{Above, Group, SheetPart};
use crate::{
    grid::{Addressing, Grid, Stands, Value},
    normalise::{names::has_title_words, text},
    reading::SchoolAsWritten,
    recognise::{
        draft::{Desk, Unknown},
        found::{Found, Hit},
        header::{Field, Header, header, sheet_names::names_school},
        headings::{self, Head},
        written::as_written,
    },
};

/// For each grid of statements the fields above it, where a document names several schools so: by labels, or by lines that
/// are a school's name and nothing else.
pub(crate) fn above(desk: &Desk<'_>, down: &[(usize, &Found)]) -> Vec<Option<Above>> {
    let stands = |(index, _): &(usize, &Found)| desk.grids.get(*index).map(|grid| grid.stands);
    if down.len() < 2 || !down.iter().all(|one| matches!(stands(one), Some(Stands::Before(_)))) {
        return vec![None; down.len()];
    }
    if n_places(desk, down) < 2 {
        return vec![None; down.len()];
    }
    let are_several = |found: &[Option<Above>]| {
        let mut schools: Vec<String> =
            found.iter().flatten().filter_map(|(_, fields)| names(fields)).collect();
        schools.sort_unstable();
        schools.dedup();
        schools.len() > 1
    };
    let labelled = each(desk, down, |_, _| {});
    let is_labelled = labelled.iter().any(Option::is_some);
    let found = if is_labelled { labelled } else { each(desk, down, take_title) };
    if are_several(&found) {
        return found;
    }
    // Each of them the whole form, under a line of its own.
    let begins_anew = || {
        let of = |found: &Found| found.hits.iter().map(|hit| hit.statement).collect::<Vec<_>>();
        let mut all = down.iter().map(|(_, found)| of(found));
        let first = all.next().unwrap_or_default();
        all.all(|other| other.iter().filter(|statement| first.contains(statement)).count() * 2 > first.len())
    };
    let found = if is_labelled || !begins_anew() { Vec::new() } else { each(desk, down, lines::take_line) };
    let is_each = found.iter().all(Option::is_some);
    if is_each && are_several(&found) { found } else { vec![None; down.len()] }
}

/// Whether a grid is a document's running text.
fn is_running_text(grid: &Grid) -> bool {
    grid.addressing == Addressing::Document && grid.stands == Stands::Alone && grid.sheet == "text"
}

/// In how many places something is said that may name a school: above each of the grids, and below the last.
fn n_places(desk: &Desk<'_>, down: &[(usize, &Found)]) -> usize {
    let running = desk.grids.iter().find(|grid| is_running_text(grid));
    let is_said = |from: u32, to: u32| {
        running.is_some_and(|grid| grid.cells.iter().any(|cell| (from..to).contains(&cell.row)))
    };
    let (mut last_row, mut next) = (0, 0);
    let mut n = 0;
    for (index, _) in down {
        let row = match desk.grids.get(*index).map(|grid| grid.stands) {
            Some(Stands::Before(row)) => row,
            _ => last_row,
        };
        let between = desk.grids.get(next..*index).unwrap_or_default();
        n += usize::from(is_said(last_row, row) || !between.iter().all(is_running_text));
        (last_row, next) = (row, *index + 1);
    }
    n + usize::from(is_said(last_row, u32::MAX))
}

/// The fields above each grid, up to the grid before it; none of their own where the form goes on.
fn each(desk: &Desk<'_>, down: &[(usize, &Found)], take: impl Fn(&Grid, &mut Header)) -> Vec<Option<Above>> {
    let running = desk.grids.iter().position(is_running_text);
    let mut found: Vec<Option<Above>> = Vec::with_capacity(down.len());
    let (mut last_row, mut last_index) = (0, None);
    let mut seen: Vec<usize> = Vec::new();
    for (index, statements) in down {
        let row = match desk.grids.get(*index).map(|grid| grid.stands) {
            Some(Stands::Before(row)) => row,
            _ => last_row,
        };
        let own_lines = running.and_then(|running| {
            let grid = desk.grids.get(running)?;
            let mut fields = header(grid, |at| (last_row..row).contains(&at));
            take(grid, &mut fields);
            names(&fields).map(|_| (running, fields))
        });
        let between = last_index.map_or(0, |last: usize| last + 1)..*index;
        let in_table = || {
            between.rev().find_map(|side| {
                let fields = header(desk.grids.get(side).filter(|grid| !is_running_text(grid))?, |_| true);
                names(&fields).map(|_| (side, fields))
            })
        };
        let own = own_lines.or_else(in_table);
        let of_this: Vec<usize> = statements.hits.iter().map(|hit| hit.statement).collect();
        // A form that begins anew under no name is not the school's before it.
        let goes_on = own.is_none() && !of_this.iter().any(|statement| seen.contains(statement));
        if !goes_on {
            seen.clear();
        }
        seen.extend(of_this);
        let before = found.last().cloned().flatten().filter(|_| goes_on);
        found.push(own.or(before));
        (last_row, last_index) = (row, Some(*index));
    }
    // Each named below its own: nothing stands above the first, and a name below the last.
    if let [None, others @ ..] = found.as_slice()
        && others.iter().all(Option::is_some)
        && let Some(below) = running.and_then(|running| {
            let mut fields = header(desk.grids.get(running)?, |at| at >= last_row);
            take(desk.grids.get(running)?, &mut fields);
            names(&fields).map(|_| (running, fields))
        })
    {
        found.push(Some(below));
        found.remove(0);
    }
    found
}

/// Takes the only line that is a school's name and nothing else.
fn take_title(grid: &Grid, fields: &mut Header) {
    if names(fields).is_some() {
        return;
    }
    let is_school = |raw: &str| {
        let words = text::words(raw);
        let says_kind = words
            .split(' ')
            .any(|word| matches!(word, "school" | "academy" | "primary" | "college" | "sgoil"));
        // `Sir E Scott School`
        let long = words.split(' ').filter(|word| word.len() > 1).collect::<Vec<_>>().join(" ");
        raw.len() <= 60 && says_kind && names_school(raw) && !has_title_words(&long)
    };
    // A title says what stands before it, too; here the line alone counts.
    let mut named = fields.titles.iter().filter_map(|title| {
        let raw = grid.at(title.row, title.column)?.value.as_text().map(text::trim)?;
        let own = text::without_numbering(without_from(raw));
        is_school(own).then(|| Field { value: Value::Text(own.into()), ..title.clone() })
    });
    let first = named.next().filter(|_| named.next().is_none());
    fields.school = first;
}

/// `From: Back School` without what says that it comes from there.
fn without_from(raw: &str) -> &str {
    let rest = raw.split_once(':').filter(|(label, _)| {
        matches!(
            text::words(label).as_str(),
            "from" | "sent by" | "return from" | "returned by" | "submitted by"
        )
    });
    rest.map_or(raw, |(_, rest)| text::trim(rest))
}

/// Forms that name no school in a field of their own: what else names one for each, the surest first.
pub(crate) fn tell_apart(desk: &Desk<'_>, by_grid: &[Option<Found>], parts: &mut [SheetPart<'_>]) {
    take_titles(desk, parts);
    take_covers(desk, by_grid, parts);
    take_contents(desk, by_grid, parts);
    take_own_lines(desk, parts);
}

/// Forms one below another, side by side or on sheets of their own, each under a line that is a school's name and nothing
/// else: where each has one of its own, it is that school's.
fn take_titles(desk: &Desk<'_>, parts: &mut [SheetPart<'_>]) {
    if parts.len() < 2 || parts.iter().any(|part| names(&part.header).is_some() || part.above.is_some()) {
        return;
    }
    let mut schools: Vec<Field> = Vec::with_capacity(parts.len());
    for part in parts.iter() {
        let Some(grid) = desk.grids.get(part.part.grid) else { return };
        let mut header = part.header.clone();
        take_title(grid, &mut header);
        let Some(school) = header.school else { return };
        schools.push(school);
    }
    let mut keys: Vec<String> = schools.iter().map(|field| text::key(&as_written(&field.value))).collect();
    keys.sort_unstable();
    keys.dedup();
    if keys.len() < parts.len() {
        return;
    }
    for (part, school) in parts.iter_mut().zip(schools) {
        part.header.cells.push((school.row, school.column));
        part.header.school = Some(school);
    }
}

/// Forms on sheets of their own, each behind a cover that names its school: `Cover 1, Form 1, Cover 2, Form 2`. Nothing where
/// one of them has no cover of its own, or all name the same.
fn take_covers(desk: &Desk<'_>, by_grid: &[Option<Found>], parts: &mut [SheetPart<'_>]) {
    if parts.len() < 2 || parts.iter().any(|part| names(&part.header).is_some() || part.above.is_some()) {
        return;
    }
    let mut covers: Vec<Above> = Vec::with_capacity(parts.len());
    let mut from = 0;
    for part in parts.iter() {
        let own = part.part.grid;
        let named = |side: usize| {
            let is_cover = |grid: &&Grid| grid.addressing == Addressing::Workbook && !grid.is_hidden;
            let grid = desk.grids.get(side).filter(is_cover)?;
            let fields = header(grid, |_| true);
            (by_grid.get(side).is_some_and(Option::is_none) && names(&fields).is_some())
                .then_some((side, fields))
        };
        let mut before = (from..own).filter_map(named);
        let (Some(cover), None) = (before.next(), before.next()) else { return };
        covers.push(cover);
        from = own + 1;
    }
    let mut schools: Vec<Option<String>> = covers.iter().map(|(_, fields)| names(fields)).collect();
    schools.sort_unstable();
    schools.dedup();
    if schools.len() < 2 {
        return;
    }
    for (part, cover) in parts.iter_mut().zip(covers) {
        part.above = Some(cover);
    }
}

/// The school that fields name, comparable.
pub(crate) fn names(fields: &Header) -> Option<String> {
    let field = fields.school.as_ref().or(fields.school_id.as_ref())?;
    Some(text::key(&as_written(&field.value))).filter(|key| !key.is_empty())
}

/// Forms one below another, each with its fields below it: the fields between two of them are the first one's, where nothing
/// names a school above the first and `below` does below the last.
pub(crate) fn take_names_below(parts: &mut [SheetPart<'_>], below: impl FnOnce() -> Header) {
    let Some((first, others)) = parts.split_first_mut() else { return };
    let is_named = |part: &SheetPart<'_>| {
        let last = part.part.rows.1;
        // Of the last form, what stands above it.
        part.header.school.as_ref().or(part.header.school_id.as_ref()).is_some_and(|field| field.row < last)
    };
    if others.is_empty() || names(&first.header).is_some() || !others.iter().all(is_named) {
        return;
    }
    let below = below();
    if names(&below).is_none() {
        return;
    }
    let used = std::mem::take(&mut first.header.cells);
    if let Some(last) = parts.last_mut() {
        let end = last.part.rows.1;
        last.header.keep_above(end);
        // What was taken for a row of its own.
        let is_field = |row: u32| below.cells.iter().any(|(at, _)| *at == row);
        last.part.unknown.retain(|unknown| !is_field(unknown.text.row));
        last.part.loose.retain(|loose| !is_field(loose.placed.cell.row));
    }
    for at in 0..parts.len() {
        let next = parts.get_mut(at + 1).map(|next| std::mem::take(&mut next.header));
        if let Some(part) = parts.get_mut(at) {
            part.header = next.unwrap_or_else(|| below.clone());
        }
    }
    if let Some(first) = parts.first_mut() {
        first.header.cells.extend(used);
    }
}

/// A form below one that is no return, on the same sheet, is of the school that stands above both, unless it asks for one
/// of its own.
pub(crate) fn take_names_of_dropped(parts: &mut [SheetPart<'_>], groups: &[Group]) {
    let is_kept = |index: usize| groups.iter().any(|group| group.parts.contains(&index));
    for group in groups {
        let own = || group.parts.iter().filter_map(|index| parts.get(*index));
        let Some(first) = own().next().map(|part| part.part.grid) else { continue };
        if own().any(|part| part.header.asks_school || names(&part.header).is_some()) {
            continue;
        }
        let mut dropped =
            parts.iter().enumerate().filter(|(index, _)| !is_kept(*index)).map(|(_, part)| part);
        let Some(above) = dropped.find(|part| part.part.grid == first && names(&part.header).is_some())
        else {
            continue;
        };
        let (school, school_id) = (above.header.school.clone(), above.header.school_id.clone());
        let at = group.parts.first().copied();
        if let Some(part) = at.and_then(|at| parts.get_mut(at)) {
            (part.header.school, part.header.school_id) = (school, school_id);
        }
    }
}

/// Whether a row below a form's last statement, in its columns, only names the school once more.
pub(crate) fn names_again(row: &Unknown<'_>, school: &SchoolAsWritten) -> bool {
    let is_label = row.text.value.as_text().and_then(headings::head);
    let known = [school.name.as_ref(), school.id.as_ref()].into_iter().flatten();
    let known: Vec<String> = known.map(|known| text::key(&known.text)).collect();
    matches!(is_label, Some(Head::School | Head::SchoolId))
        && row.beside.iter().all(|placed| known.contains(&text::key(&as_written(&placed.cell.value))))
}

/// The fields of a form below another that names its school above and below: what follows the first one's name once more.
/// `read` gives the fields from a row on.
pub(crate) fn past_a_second_name(
    grid: &Grid,
    before: Option<&mut SheetPart<'_>>,
    found: Header,
    read: impl Fn(u32) -> Header,
) -> Header {
    let row_of =
        |fields: &Header| fields.school.as_ref().or(fields.school_id.as_ref()).map(|field| field.row);
    let Some(before) = before else { return found };
    let (Some(own), Some(row)) = (names(&before.header), row_of(&found)) else { return found };
    if names(&found).as_ref() != Some(&own) {
        return found;
    }
    let next = read(row + 1);
    let Some(next_row) = row_of(&next).filter(|_| names(&next).is_some_and(|name| name != own)) else {
        return found;
    };
    let gap = (row + 1..next_row).rev().find(|row| grid.row(*row).is_empty());
    before.header.cells.extend(found.cells);
    read(gap.map_or(next_row, |gap| gap + 1))
}

/// Whether the word stands in a text, in capitals or not.
fn says_school(raw: &str) -> bool {
    const WORD: &[u8] = b"school";
    memchr::memchr2_iter(b's', b'S', raw.as_bytes())
        .any(|at| raw.as_bytes().get(at..at + WORD.len()).is_some_and(|word| word.eq_ignore_ascii_case(WORD)))
}

/// A run of statements, parted where another school's name stands between two of them; each with the row that it ends before.
pub(crate) fn parted<'h>(grid: &Grid, hits: &'h [Hit], end: u32) -> Vec<(&'h [Hit], u32)> {
    let whole = || vec![(hits, end)];
    let Some(first) = hits.first() else { return whole() };
    let may_name = |row: u32| {
        grid.row(row)
            .iter()
            .filter_map(|cell| cell.value.as_text())
            .any(|raw| raw.len() <= 120 && says_school(raw))
    };
    let mut known: Option<Option<String>> = None;
    let mut runs = Vec::new();
    let mut begin = 0;
    for (at, pair) in hits.windows(2).enumerate() {
        let [one, next] = pair else { continue };
        let gap = one.row + 1..next.row;
        if gap.is_empty() || gap.len() > 60 || !gap.clone().any(may_name) {
            continue;
        }
        let Some(name) = names(&header(grid, |row| gap.contains(&row))) else { continue };
        let before = known.get_or_insert_with(|| names(&header(grid, |row| row < first.row)));
        if before.as_ref().is_some_and(|before| *before != name) {
            runs.extend(hits.get(begin..=at).map(|run| (run, one.row + 1)));
            begin = at + 1;
            known = Some(Some(name));
        }
    }
    if begin == 0 {
        return whole();
    }
    runs.extend(hits.get(begin..).map(|run| (run, end)));
    runs
}
