//! The question which of several sheets is the return, and the ruling on it.
//! In: sheets that say different things, one group. Out: the group as it was ruled, or with the question. Never gives what a
//! sheet that names no school says to the school that another names.

use std::collections::BTreeSet;

use schemas::{decision::Ruling, finding::Finding, rules};

use super::{Group, SheetPart, says_school};
use crate::{
    grid::{Addressing, Cell, Grid, Stands},
    normalise::text,
    reading::Written,
    recognise::{
        columns::period::{Standing, period},
        draft::Desk,
        header::{Field, Header, sheet_names::is_no_return},
        written::as_written,
    },
};

/// Asks which of the sheets is the return; a ruling settles it.
pub(super) fn ask(desk: &Desk<'_>, parts: &mut [SheetPart<'_>], group: &mut Group) {
    let names: Vec<String> =
        group.parts.iter().filter_map(|index| Some(sheet(desk, parts.get(*index)?).to_owned())).collect();
    let was_read = names.join(" | ");
    let first = group.parts.first().and_then(|index| parts.get(*index)).map_or(0, |part| part.part.grid);
    let place = desk.sheet(first);
    match desk.rulings.on(rules::TWO_SHEETS.code, &place, &was_read) {
        // No workbook has two sheets whose names differ in capitals alone.
        Some(Ruling::Sheet(name)) if names.iter().any(|sheet| is_named(sheet, name)) => {
            let (kept, out): (Vec<usize>, Vec<usize>) = std::mem::take(&mut group.parts)
                .into_iter()
                .partition(|index| parts.get(*index).is_some_and(|part| is_named(sheet(desk, part), name)));
            take_school(parts, &kept, &out);
            group.parts = kept;
            return;
        }
        Some(Ruling::EachSheet) => {
            group.is_each = true;
            return;
        }
        Some(Ruling::LeaveOut) => {
            group.parts.clear();
            return;
        }
        _ => {}
    }
    // Tables of one sheet, or of a file without sheets, are told apart by where they stand.
    let are_sheets = names.iter().collect::<BTreeSet<_>>().len() == names.len()
        && names.iter().all(|name| !name.is_empty());
    let own = || group.parts.iter().filter_map(|index| parts.get(*index));
    let n = own().map(|part| part.n_marked).max().unwrap_or(0);
    let is_mixed = own().any(|part| school_of(part).is_some()) && own().any(|part| school_of(part).is_none());
    let listed: Vec<String> = own().map(|part| listed(desk, part, (are_sheets, is_mixed))).collect();
    let listed = listed.join(" and ");
    let message = if is_mixed {
        format!("{listed} all look like a return, and do not say the same")
            .replace(" all ", both(&group.parts))
    } else {
        format!("{listed}{}look like the school's return", both(&group.parts))
    };
    // One that has only a part of what the others have, or is of another time, is suggested to nobody.
    let n_most = own().map(|part| part.part.said.len()).max().unwrap_or(0);
    let may_be_it = |part: &&SheetPart<'_>| part.part.said.len() == n_most && !is_of_another_time(desk, part);
    let likely =
        own().filter(may_be_it).last().filter(|_| !is_mixed && !own().any(|part| is_table(desk, part)));
    let suggestion = match likely {
        _ if !are_sheets => "leave out".to_owned(),
        Some(part) => format!("sheet {}", sheet(desk, part)),
        None => format!("sheet NAME: {}; or each sheet, or leave out", names.join(" or ")),
    };
    let question = Finding::new(&rules::TWO_SHEETS, place, message)
        .reading(was_read)
        .with_suggestion(suggestion)
        .with_answers_waiting(u32::try_from(n).unwrap_or(u32::MAX));
    group.question = Some(question);
}

fn both(parts: &[usize]) -> &'static str {
    if parts.len() == 2 { " both " } else { " all " }
}

/// A part as the question lists it: its sheet's name, or where its table begins; where only some name a school, what each
/// says of that, and where.
fn listed(desk: &Desk<'_>, part: &SheetPart<'_>, (are_sheets, is_mixed): (bool, bool)) -> String {
    let first = part.part.said.first().map(|said| desk.place(said.grid, said.hit.row, said.hit.column));
    let first = first.map_or_else(String::new, |place| place.cell);
    let name = if are_sheets { format!("'{}'", sheet(desk, part)) } else { format!("the table at {first}") };
    let name = beginning(desk, part).map_or_else(|| name.clone(), |words| format!("{name} ({words})"));
    match school_of(part) {
        _ if !is_mixed => name,
        Some((grid, field)) => {
            let place = desk.place(grid, field.row, field.column);
            let written: String = as_written(&field.value).chars().take(80).collect();
            format!("{name} ({}: {written})", place.cell)
        }
        None if are_sheets => format!("{name} (from {first} on, naming no school)"),
        None => format!("{name} (naming no school)"),
    }
}

/// Whether a part is a document's table, of which nobody sees a name.
fn is_table(desk: &Desk<'_>, part: &SheetPart<'_>) -> bool {
    desk.grids.get(part.part.grid).is_some_and(|grid| grid.addressing == Addressing::Document)
}

/// Whether a sheet's name says that it is of another time than the collection: `Last year`, `2024-25`.
fn is_of_another_time(desk: &Desk<'_>, part: &SheetPart<'_>) -> bool {
    period(sheet(desk, part)).is_some_and(|time| time.standing(desk.year.number()) == Standing::Other)
}

/// By what a document's table is found: the line above it, else its first words. None of a sheet, which has a name.
fn beginning(desk: &Desk<'_>, part: &SheetPart<'_>) -> Option<String> {
    let grid = desk.grids.get(part.part.grid).filter(|_| is_table(desk, part))?;
    let shown = |raw: &str| format!("{:.60}", text::one_line(text::trim(raw)));
    let said = |cell: &Cell| cell.value.as_text().filter(|raw| !text::is_blank(raw)).map(shown);
    let above = match grid.stands {
        Stands::Before(row) => {
            let is_text =
                |grid: &&Grid| grid.addressing == Addressing::Document && grid.stands == Stands::Alone;
            let cells = desk.grids.iter().find(is_text).map_or(&[][..], |grid| &grid.cells);
            let before = cells.get(..cells.partition_point(|cell| cell.row < row)).unwrap_or_default();
            before.iter().rev().find_map(said)
        }
        Stands::Alone | Stands::Within { .. } => None,
    };
    let above = above.map(|line| format!("below \"{line}\""));
    above.or_else(|| grid.cells.iter().find_map(said).map(|words| format!("it begins \"{words}\"")))
}

/// The field that names a part's school, with its grid.
pub(super) fn school_of<'p>(part: &'p SheetPart<'_>) -> Option<(usize, &'p Field)> {
    let own = Some((part.part.grid, &part.header)).filter(|(_, header)| says_school(header));
    let above = part.above.as_ref().map(|(grid, header)| (*grid, header));
    let named = own.into_iter().chain(above).find_map(|(grid, header)| {
        header.school.as_ref().or(header.school_id.as_ref()).map(|field| (grid, field))
    });
    named.filter(|(_, field)| !text::is_blank(&as_written(&field.value)))
}

/// Whether nothing of a part's own names its school.
pub(crate) fn names_no_school(part: &SheetPart<'_>) -> bool {
    school_of(part).is_none()
}

/// A sheet that was ruled to be the return, and names no school, is of the one that the others name: of that school's
/// return it was asked.
fn take_school(parts: &mut [SheetPart<'_>], kept: &[usize], out: &[usize]) {
    if kept.iter().filter_map(|index| parts.get(*index)).any(|part| school_of(part).is_some()) {
        return;
    }
    let named = out.iter().filter_map(|index| parts.get(*index)).find(|part| school_of(part).is_some());
    let Some((grid, header)) = named.map(|part| match &part.above {
        Some(above) if !says_school(&part.header) || part.header.school.is_none() => above.clone(),
        _ => (part.part.grid, part.header.clone()),
    }) else {
        return;
    };
    if let Some(part) = kept.first().and_then(|index| parts.get_mut(*index)) {
        let mut of_school = Header::default();
        (of_school.school, of_school.school_id) = (header.school, header.school_id);
        part.above = Some((grid, of_school));
    }
}

/// Notes what sheets that were passed over name as their school, for the only return of a file that names none.
pub(crate) fn note_names_beside(desk: &Desk<'_>, parts: &[SheetPart<'_>], groups: &mut [Group]) {
    let [group] = groups else { return };
    let is_named = |index: &usize| parts.get(*index).is_some_and(|part| school_of(part).is_some());
    if group.parts.iter().any(is_named) {
        return;
    }
    let passed =
        parts.iter().enumerate().filter(|(index, _)| !group.parts.contains(index)).map(|(_, part)| part);
    let passed = passed.filter(|part| !is_no_return(sheet(desk, part)));
    group.beside = passed.filter_map(|part| school_of(part)).map(|found| written(desk, found)).collect();
}

fn written(desk: &Desk<'_>, (grid, field): (usize, &Field)) -> Written {
    Written { text: field.name(), place: desk.place(grid, field.row, field.column) }
}

fn sheet<'d>(desk: &'d Desk<'_>, part: &SheetPart<'_>) -> &'d str {
    desk.grids.get(part.part.grid).map_or("", |grid| grid.sheet.as_str())
}

/// Whether a sheet is the one that a person named.
fn is_named(sheet: &str, named: &str) -> bool {
    sheet.trim().to_lowercase() == named.trim().to_lowercase()
}
