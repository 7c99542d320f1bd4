//! What a return says of itself: its school, its date, who filled it in.
//! In: the fields of its own sheets and of those beside them. Out: the draft with them. Never looks a school up.

use std::cell::RefCell;

use schemas::{finding::Finding, rules};

use super::Side;
use crate::{
    grid::{Addressing, Grid, Stands, Value},
    normalise::{
        dates::{DateReading, read_date, read_month_first, time_of},
        memo::{Memo, remembered},
        text,
    },
    reading::{SchoolAsWritten, Written},
    recognise::{
        columns::period::{Standing, period},
        draft::{Desk, Draft},
        header::{
            Field, Header, is_signed,
            sheet_names::{is_example, is_guidance},
        },
        shapes::sheets::{Group, SheetPart, names_no_school},
        written::{as_shown, as_written},
    },
};

/// School, date and who filled it in: from the parts' own sheets, else from sheets without statements.
pub(super) fn fields(
    desk: &Desk<'_>,
    draft: &mut Draft<'_>,
    own: &[SheetPart<'_>],
    side: &mut [Side],
    group: &Group,
) {
    let first = draft.first.0;
    let mut headers: Vec<(usize, &Header)> = own.iter().map(|own| (own.part.grid, &own.header)).collect();
    headers.extend(own.iter().filter_map(|own| own.above.as_ref()).map(|(grid, above)| (*grid, above)));
    // A table of fields stands right before its statements, else anywhere in the file.
    let mut near: Vec<&mut Side> =
        side.iter_mut().filter(|side| !side.is_used || side.grid > first).collect();
    near.sort_by_key(|side| if side.grid < first { first - side.grid } else { 10_000 + side.grid });
    for side in &mut near {
        let says_something =
            [&side.header.school, &side.header.school_id, &side.header.date, &side.header.completed_by]
                .iter()
                .any(|field| field.is_some());
        if says_something
            && headers.iter().all(|(_, header)| header.school.is_none() || header.date.is_none())
        {
            side.is_used = true;
        }
    }
    let near: Vec<&Side> = near.into_iter().map(|side| &*side).collect();
    headers.extend(near.iter().map(|side| (side.grid, &side.header)));
    let written = |(grid, field): (usize, &Field)| Written {
        text: as_written(&field.value),
        place: desk.place(grid, field.row, field.column),
    };
    let pick = |get: fn(&Header) -> Option<&Field>| {
        headers.iter().find_map(|(grid, header)| get(header).map(|field| (*grid, field)))
    };
    draft.school.name = pick(|header| header.school.as_ref())
        .map(|(grid, field)| Written { text: field.name(), ..written((grid, field)) });
    draft.school.id = pick(|header| header.school_id.as_ref()).map(written);
    // Beside several returns, another sheet may be of any school.
    let n_own = own.len() + own.iter().filter(|own| own.above.is_some()).count();
    let told = headers.get(..if group.is_only { headers.len() } else { n_own }).unwrap_or_default();
    let named = told.iter().flat_map(|(grid, header)| {
        header.school.iter().chain(&header.others).map(move |field| (*grid, field))
    });
    let others = named.map(|(grid, field)| Written { text: field.name(), ..written((grid, field)) });
    let is_other = |other: &Written| {
        draft.school.name.as_ref().is_some_and(|name| text::key(&name.text) != text::key(&other.text))
    };
    draft.school.others = others.filter(is_other).collect();
    draft.school.beside.clone_from(&group.beside);
    // What a sheet that names no school says is not given to the school that another names.
    let is_named_beside =
        near.iter().any(|side| side.header.school.is_some() || side.header.school_id.is_some());
    if group.question.is_some() && !is_named_beside && own.iter().any(names_no_school) {
        let SchoolAsWritten { id, name, others, .. } = std::mem::take(&mut draft.school);
        draft.school.beside = name.into_iter().chain(id).chain(others).collect();
    }
    let lines = lines_of_time(desk);
    let is_sole = group.is_only && group.question.is_none();
    draft.findings.extend(own.iter().find_map(|own| of_another_year(desk, own, &lines, is_sole)));
    draft.completed_by =
        pick(|header| header.completed_by.as_ref()).map(|(_, field)| as_written(&field.value));
    let dated = pick(|header| header.date.as_ref());
    let reading =
        dated.map_or(DateReading::Nothing, |(grid, field)| date(desk, draft, grid, field, reader_of(field)));
    if reading == DateReading::Nothing {
        let (grid, row, column) = draft.first;
        let place = desk.place(grid, row, column);
        draft.findings.push(Finding::new(&rules::DATE_MISSING, place, "the return has no date"));
    }
    if matches!(reading, DateReading::Sure(_)) {
        let others =
            own.iter().flat_map(|own| own.header.other_dates.iter().map(|field| (own.part.grid, field)));
        // A document's tables are one form; another sheet of a workbook may be of anything.
        let is_document =
            |grid: usize| desk.grids.get(grid).is_some_and(|grid| grid.addressing == Addressing::Document);
        let beside = near.iter().filter(|side| group.is_only && is_document(side.grid)).flat_map(|side| {
            side.header.date.iter().chain(&side.header.other_dates).map(|field| (side.grid, field))
        });
        let others: Vec<(usize, &Field)> = others.chain(beside).collect();
        draft.findings.extend(other_dates(desk, &others, reading));
    }
    let own_titles = own.iter().flat_map(|own| own.header.naming().map(|title| (own.part.grid, title)));
    draft.school.hints.extend(own_titles.map(written));
    // Of sheets between which nobody can choose, one's own title is not the others'.
    let is_unsure = group.question.is_some() && own.len() > 1;
    if is_unsure {
        let is_in = |part: &SheetPart<'_>, key: &str| {
            part.header.titles.iter().any(|title| text::key(&as_written(&title.value)) == key)
        };
        draft.school.hints.retain(|hint| {
            let key = text::key(&hint.text);
            own.iter().all(|part| is_in(part, &key))
        });
    }
    // What a document says before its tables is the form's heading; another sheet may list any school.
    let is_heading = |side: &&&Side| {
        let addressing = desk.grids.get(side.grid).map(|grid| grid.addressing);
        side.grid < first && addressing == Some(Addressing::Document)
    };
    let headings = near.iter().filter(is_heading);
    let titles = headings.flat_map(|side| side.header.titles.iter().map(|title| (side.grid, title)));
    draft.school.hints.extend(titles.map(written));
    take_letters(desk, draft, &near, |side| group.is_only || is_heading(&side));
    if group.is_named_by_sheet {
        let sheet = desk.sheet(first);
        draft.school.hints.insert(0, Written { text: sheet.sheet.clone(), place: sheet });
    }
    name_hints(desk, draft, first);
    if is_unsure {
        draft.school.hints.retain(|hint| hint.place.sheet.is_empty() || !hint.place.cell.is_empty());
    }
}

/// Takes the schools that covering letters outside the return's own grids name: one says so of the only return wherever it stands.
fn take_letters(desk: &Desk<'_>, draft: &mut Draft<'_>, near: &[&Side], covers: impl Fn(&&Side) -> bool) {
    let letters = near.iter().filter(|side| covers(side));
    let said = letters.flat_map(|side| side.header.covering.iter().map(|said| (side.grid, said)));
    draft.school.hints.extend(said.map(|(grid, said)| Written {
        text: as_written(&said.value),
        place: desk.place(grid, said.row, said.column),
    }));
}

/// Leaves what other grids say that is not the return's.
pub(super) fn leave_others(desk: &Desk<'_>, parts: &[SheetPart<'_>], side: &mut [Side]) {
    leave_examples(desk, parts, side);
    leave_headed(parts, side);
}

/// Leaves what a sheet of examples says of a school or a day: it is nobody's. So is what a sheet of guidance says, where the
/// return's own field asks for its school and is empty.
fn leave_examples(desk: &Desk<'_>, parts: &[SheetPart<'_>], side: &mut [Side]) {
    let asks_in_vain = asks_in_vain(parts);
    for side in side.iter_mut() {
        let sheet = desk.grids.get(side.grid).map_or("", |grid| &*grid.sheet);
        if !(is_example(sheet) || asks_in_vain && is_guidance(sheet)) {
            continue;
        }
        let header = &mut side.header;
        let slots = [&mut header.school, &mut header.school_id, &mut header.date, &mut header.completed_by];
        let mut left: Vec<Field> = slots.into_iter().filter_map(Option::take).collect();
        left.append(&mut header.others);
        left.append(&mut header.other_dates);
        header.covering.clear();
        for field in &left {
            header.leave(field);
        }
    }
}

/// Whether the return's own fields ask for its school, and none names it.
fn asks_in_vain(parts: &[SheetPart<'_>]) -> bool {
    let own = || {
        parts
            .iter()
            .flat_map(|part| std::iter::once(&part.header).chain(part.above.as_ref().map(|(_, above)| above)))
    };
    own().any(|header| header.asks_school)
        && own().all(|header| header.school.is_none() && header.school_id.is_none())
}

/// Leaves what other grids say under headings, where the return or one of them says it beside a label: `School | Date` over
/// what may be anything's. Where the form's own field for the school is empty, such a heading does not fill it.
fn leave_headed(parts: &[SheetPart<'_>], side: &mut [Side]) {
    type Slot = fn(&mut Header) -> &mut Option<Field>;
    type Get = fn(&Header) -> Option<&Field>;
    let fields: [(Slot, Get); 3] = [
        (|header| &mut header.school, |header| header.school.as_ref()),
        (|header| &mut header.school_id, |header| header.school_id.as_ref()),
        (|header| &mut header.date, |header| header.date.as_ref()),
    ];
    let own: Vec<&Header> = parts
        .iter()
        .flat_map(|part| std::iter::once(&part.header).chain(part.above.as_ref().map(|(_, above)| above)))
        .collect();
    let asks_in_vain = asks_in_vain(parts);
    for (at, (slot, get)) in fields.into_iter().enumerate() {
        let is_labelled = |side: &Side| get(&side.header).is_some_and(|field| !field.is_headed);
        let is_said = own.iter().any(|header| get(header).is_some()) || side.iter().any(is_labelled);
        let is_left = is_said || (asks_in_vain && at < 2);
        if !is_left {
            continue;
        }
        for side in side.iter_mut() {
            if let Some(field) = slot(&mut side.header).take_if(|field| field.is_headed) {
                side.header.leave(&field);
            }
        }
    }
}

/// A note on further dates of the return, where they are others than the one that was taken. When each of several people signed
/// it is nothing to be told of.
fn other_dates(desk: &Desk<'_>, others: &[(usize, &Field)], taken: DateReading) -> Option<Finding> {
    let is_1904 = |grid: usize| desk.grids.get(grid).is_some_and(|grid| grid.is_1904);
    let is_other = |(grid, field): &&(usize, &Field)| {
        let other = reader_of(field)(&field.value, is_1904(*grid));
        let is_signed = || desk.grids.get(*grid).is_some_and(|grid| is_signed(grid, field.row));
        matches!(other, DateReading::Sure(_)) && other != taken && !is_signed()
    };
    let others: Vec<&(usize, &Field)> = others.iter().filter(is_other).collect();
    let (grid, first) = others.first()?;
    let shown: Vec<String> =
        others.iter().map(|(grid, field)| as_shown(&field.value, is_1904(*grid))).collect();
    let message = "the return has another date as well; the first was taken";
    let place = desk.place(*grid, first.row, first.column);
    Some(Finding::new(&rules::DATE_FURTHER, place, message).reading(shown.join(" | ")))
}

/// `Session: 2023-24`, `Our targets for June 2027`, a sheet called `Last year`: the return says of itself that it is of
/// another time.
fn of_another_year(
    desk: &Desk<'_>,
    own: &SheetPart<'_>,
    lines: &[LineOfTime],
    is_only: bool,
) -> Option<Finding> {
    let is_other =
        |raw: &str| period(raw).is_some_and(|time| time.standing(desk.year.number()) == Standing::Other);
    let says_so = |title: &&Field| {
        let raw = title.value.as_text().filter(|raw| raw.len() <= 80);
        raw.is_some_and(|raw| speaks_of_time(raw) && is_other(raw))
    };
    let sheet = desk.sheet(own.part.grid);
    let title = own.header.titles.iter().find(says_so);
    let said = title.map(|title| ((own.part.grid, title.row, title.column), as_written(&title.value)));
    let said = said.or_else(|| time_elsewhere(desk, own.part.grid, lines, &is_other));
    let (place, read) = match said {
        Some(((grid, row, column), read)) => (desk.place(grid, row, column), read),
        None if is_only && is_other(&sheet.sheet) => (sheet.clone(), sheet.sheet),
        None => return None,
    };
    let message = "the return says of itself that it is of another time than the collection";
    let finding = Finding::new(&rules::DATE_OUTSIDE, place, message).reading(read);
    Some(finding.with_suggestion("Ask the school for this year's return, or leave this one out"))
}

/// Whether a line speaks of the time that a return is of.
fn speaks_of_time(raw: &str) -> bool {
    const PHRASES: [&str; 5] =
        ["for session ", "for the session ", "for the year ", "our targets for ", "targets for "];
    thread_local!(static SPEAKING: Memo<bool> = const { RefCell::new(Vec::new()) });
    remembered(&SPEAKING, 0, raw, |raw| {
        let words = text::words(raw);
        names_year(&words) || PHRASES.iter().any(|phrase| words.contains(phrase))
    })
}

/// `Session: 2023-24`
fn names_year(words: &str) -> bool {
    const OPENINGS: [&str; 5] = ["session", "school session", "school year", "academic year", "year"];
    let rest = OPENINGS.iter().find_map(|opening| words.strip_prefix(opening));
    let is_year = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    rest.is_some_and(|rest| rest.starts_with(' ') && rest.split_whitespace().all(is_year))
}

/// Where a line outside a form's own grid says so of the answers: in a document's text above it as its own title would,
/// elsewhere, where other things have their times as well, only where it speaks of them. Beside a line that says that they
/// are the collection's, it is another form's.
fn time_elsewhere(
    desk: &Desk<'_>,
    own: usize,
    lines: &[LineOfTime],
    is_other: &impl Fn(&str) -> bool,
) -> Option<LineOfTime> {
    const OF_ANSWERS: [&str; 9] =
        ["answer", "answers", "response", "responses", "return", "form", "these", "this", "our"];
    let above = match desk.grids.get(own).map(|grid| grid.stands) {
        Some(Stands::Before(row)) => row,
        _ => 0,
    };
    let mut is_own = false;
    let said = lines.iter().filter(|((grid, row, _), raw)| {
        let is_text = |grid: &Grid| grid.addressing == Addressing::Document && grid.stands == Stands::Alone;
        let is_title = *row < above && desk.grids.get(*grid).is_some_and(is_text);
        let is_of_answers = || {
            let words = text::words(raw);
            names_year(&words) || words.split(' ').any(|word| OF_ANSWERS.contains(&word))
        };
        let says_so = is_title || is_of_answers();
        is_own |= says_so && period(raw).is_some() && !is_other(raw);
        says_so && is_other(raw)
    });
    let said: Vec<&LineOfTime> = said.collect();
    said.into_iter().next().filter(|_| !is_own).cloned()
}

/// A short line that speaks of the time that a return is of: its grid's index, row and column, and what it says.
type LineOfTime = ((usize, u32, u32), String);

/// Those that stand outside a form's own grid.
fn lines_of_time(desk: &Desk<'_>) -> Vec<LineOfTime> {
    let rows = desk.notices.cells.chunk_by(|(one, cell), (next, other)| one == next && cell.row == other.row);
    let lines = rows.filter_map(|row| {
        let (grid, first) = row.first()?;
        // A label and its value may stand side by side.
        let texts: Vec<&str> = row.iter().filter_map(|(_, cell)| cell.value.as_text()).collect();
        let raw = texts.join(" ");
        (raw.len() <= 80 && speaks_of_time(&raw)).then_some(((*grid, first.row, first.column), raw))
    });
    lines.collect()
}

/// The sheet's and the file's name may name the school, too.
pub(crate) fn name_hints(desk: &Desk<'_>, draft: &mut Draft<'_>, grid: usize) {
    let is_workbook = desk.grids.get(grid).is_some_and(|grid| grid.addressing == Addressing::Workbook);
    let sheet = desk.sheet(grid);
    if is_workbook
        && !sheet.sheet.is_empty()
        && draft.school.hints.iter().all(|hint| hint.text != sheet.sheet)
    {
        draft.school.hints.push(Written { text: sheet.sheet.clone(), place: sheet });
    }
    let name = desk.source_file.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    draft
        .school
        .hints
        .push(Written { text: stem.to_owned(), place: schemas::place::Place::file(desk.source_file) });
}

/// How a date's cell is read, where serial dates count from 1904 or not.
pub(crate) type ReadDate = fn(&Value, bool) -> DateReading;

/// How a field's date is read: with the month first where its label says so.
fn reader_of(field: &Field) -> ReadDate {
    if field.is_month_first { read_month_first } else { read_date }
}

/// Takes the return's date from a field, if one can be read there; what cannot be is a finding.
pub(crate) fn date(
    desk: &Desk<'_>,
    draft: &mut Draft<'_>,
    grid: usize,
    field: &Field,
    read: ReadDate,
) -> DateReading {
    let is_1904 = desk.grids.get(grid).is_some_and(|grid| grid.is_1904);
    let reading = read(&field.value, is_1904);
    match reading {
        DateReading::Sure(date) => {
            draft.completed_on = Some(date);
            draft.completed_time = time_of(&field.value);
            draft.completed_at = Some(desk.place(grid, field.row, field.column));
        }
        DateReading::Nothing => {}
        DateReading::Unsure => draft.findings.push(unreadable_date(desk, grid, field)),
    }
    reading
}

/// A date that could not be read for sure.
fn unreadable_date(desk: &Desk<'_>, grid: usize, field: &Field) -> Finding {
    let place = desk.place(grid, field.row, field.column);
    Finding::new(&rules::DATE_UNREADABLE, place, "the date of the return could not be read for sure")
        .reading(as_written(&field.value))
        .with_suggestion("Ask the school, or correct the cell and run again")
}
