//! Where an export names its schools other than under a heading that says so.
//! In: its headings and rows. Out: cells that name schools. Never takes a person's name.

use crate::{
    grid::{Cell, Grid},
    normalise::{names::says_no_name, text},
    reading::{SchoolAsWritten, Written},
    recognise::{
        draft::{Desk, Draft},
        header::{
            Field, header,
            sheet_names::{is_schools_name, may_name_school},
        },
        headings::{self, Head, may_stand_for_schools},
        shapes::tables::written,
        written::says,
    },
};

/// So many columns behind `Other` its name may stand.
const REACH: u32 = 3;

/// The columns headed `Organisation` under which the one that asks is named, and no school: every cell is called a council,
/// an authority or a trust, or the same stands in all rows while another column tells the schools apart.
pub(super) fn of_who_asks(grid: &Grid, head_row: u32, schools: &[u32]) -> Vec<u32> {
    let is_broad = |column: &u32| {
        let head = grid.at(head_row, *column).and_then(|head| head.value.as_text()).unwrap_or_default();
        matches!(
            text::words(head).as_str(),
            "organisation" | "organisation name" | "name of organisation" | "institution" | "provision"
        )
    };
    let values = |column: u32| -> Vec<String> {
        let below =
            grid.cells.iter().filter(|cell| cell.column == column && cell.row > head_row && says(cell));
        let mut values: Vec<String> =
            below.filter_map(|cell| cell.value.as_text().map(text::words)).collect();
        values.sort_unstable();
        values.dedup();
        values
    };
    let names_asker = |words: &String| {
        const ASKERS: [&str; 8] =
            ["council", "comhairle", "authority", "borough", "lea", "trust", "cyngor", "directorate"];
        words.split(' ').any(|word| ASKERS.contains(&word))
            && !words
                .split(' ')
                .any(|word| matches!(word, "school" | "academy" | "college" | "primary" | "nursery"))
    };
    let others_differ = |own: u32| schools.iter().any(|column| *column != own && values(*column).len() > 1);
    let is_asker = |column: &u32| {
        let said = values(*column);
        !said.is_empty() && (said.iter().all(names_asker) || (said.len() == 1 && others_differ(*column)))
    };
    schools.iter().copied().filter(is_broad).filter(is_asker).collect()
}

/// The columns that name schools though no heading says so: by what stands in them, where each cell is called a school and
/// the heading asks for nothing else; else by a heading under which lists kept elsewhere name their entries. Of several
/// columns, those of which a row fills in one (`Sector | Primary school | Secondary school`), or that all say the same.
pub(super) fn named_otherwise(grid: &Grid, head_row: u32, is_free: impl Fn(u32) -> bool) -> Vec<u32> {
    let mut columns: Vec<u32> =
        grid.cells.iter().filter(|cell| cell.row > head_row).map(|cell| cell.column).collect();
    columns.sort_unstable();
    columns.dedup();
    columns.retain(|column| is_free(*column) && may_head_schools(grid, head_row, *column));
    let all = columns.iter().copied().filter(|column| holds_schools(grid, head_row, *column));
    let by_cells: Vec<u32> = all.collect();
    match by_cells.as_slice() {
        [] => {
            let is_head =
                |cell: &&Cell| cell.value.as_text().is_some_and(|raw| is_title(raw) || is_slip(raw));
            let title = grid.row(head_row).iter().find(is_head);
            return title.map(|cell| cell.column).filter(|column| is_free(*column)).into_iter().collect();
        }
        [_] => return by_cells,
        _ => {}
    }
    let named = |row: u32| -> Vec<&str> {
        let cells = by_cells.iter().filter_map(|column| grid.at(row, *column)).filter(|cell| says(cell));
        cells.filter_map(|cell| cell.value.as_text()).collect()
    };
    let agree = grid.cells.chunk_by(|one, next| one.row == next.row).all(|cells| {
        let row = cells.first().map_or(0, |cell| cell.row);
        let said = if row > head_row { named(row) } else { Vec::new() };
        said.windows(2).all(|pair| matches!(pair, [one, other] if text::key(one) == text::key(other)))
    });
    if agree { by_cells } else { Vec::new() }
}

/// Whether each cell of a column is called a school.
fn holds_schools(grid: &Grid, head_row: u32, column: u32) -> bool {
    let mut below = grid
        .cells
        .iter()
        .filter(|cell| cell.column == column && cell.row > head_row && says(cell))
        .peekable();
    below.peek().is_some() && below.all(is_named)
}

/// Whether a cell is called a school and no person.
pub(in crate::recognise::shapes::tables) fn is_named(cell: &Cell) -> bool {
    cell.value.as_text().is_some_and(is_schools_name)
}

/// Whether a column's heading leaves it open what stands below: none, or one that may head schools.
pub(in crate::recognise::shapes::tables) fn may_head_schools(
    grid: &Grid,
    head_row: u32,
    column: u32,
) -> bool {
    let heads = [head_row.checked_sub(1), Some(head_row)];
    let mut said =
        heads.into_iter().flatten().filter_map(|row| grid.at(row, column)).filter(|cell| says(cell));
    match said.next_back() {
        None => true,
        Some(head) => head.value.as_text().is_some_and(may_stand_for_schools),
    }
}

/// What may name the school of a row of which no column says so, for the register to tell: what stands under no heading, or
/// under one that may head schools.
pub(super) fn hints(
    desk: &Desk<'_>,
    (index, grid, head_row): (usize, &Grid, u32),
    cells: &[Cell],
    is_free: impl Fn(u32) -> bool,
) -> Vec<Written> {
    let may_name = |cell: &&Cell| {
        let raw = cell.value.as_text().unwrap_or_default();
        is_free(cell.column)
            && (3..=90).contains(&raw.len())
            && !raw.contains('@')
            && may_head_schools(grid, head_row, cell.column)
            && (is_named(cell) || (!heads_people(grid, head_row, cell.column) && may_name_school(raw)))
    };
    cells.iter().filter(may_name).filter_map(|cell| written_in(desk, (index, grid, head_row), cell)).collect()
}

/// Whether people are named under a heading as well: where a column is not headed as the school's.
fn heads_people(grid: &Grid, head_row: u32, column: u32) -> bool {
    let head = grid.at(head_row, column).and_then(|head| head.value.as_text());
    head.is_none_or(|raw| {
        headings::head(raw) == Some(Head::Person)
            || text::words(raw)
                .split(' ')
                .any(|word| matches!(word, "role" | "position" | "account" | "custom"))
    })
}

/// What a cell says of the school: where people may be named beside it (`Back School, A Macleod`), the school alone.
pub(super) fn written_in(
    desk: &Desk<'_>,
    (index, grid, head_row): (usize, &Grid, u32),
    cell: &Cell,
) -> Option<Written> {
    let mut written = written(desk, index, cell)?;
    if heads_people(grid, head_row, cell.column) {
        written.text.truncate(alone(&written.text).len());
    }
    Some(written)
}

/// Takes a name that a row gives its school: the first is its name, one that is written otherwise is held against it.
pub(super) fn take_name(school: &mut SchoolAsWritten, name: Option<Written>) {
    let Some(name) = name else { return };
    match &school.name {
        None => school.name = Some(name),
        // `Other`, `n/a`: what follows says which.
        Some(first) if names_none(&first.text) && !names_none(&name.text) => school.name = Some(name),
        Some(_) => take_other(school, name),
    }
}

/// As [`take_name`], of an id.
pub(super) fn take_id(school: &mut SchoolAsWritten, id: Option<Written>) {
    match (id, &school.id) {
        (Some(id), None) => school.id = Some(id),
        (Some(id), Some(_)) => take_other(school, id),
        (None, _) => {}
    }
}

/// Takes what further names a row's school, where that is written otherwise.
pub(in crate::recognise::shapes::tables) fn take_other(school: &mut SchoolAsWritten, other: Written) {
    let key = text::key(&other.text);
    let mut known = school.id.iter().chain(&school.name).chain(&school.others);
    if !names_none(&other.text) && !known.any(|written| text::key(&written.text) == key) {
        school.others.push(other);
    }
}

/// Whether a cell is called a school, and nobody is named beside it.
pub(super) fn is_named_alone(cell: &Cell) -> bool {
    is_named(cell) && cell.value.as_text().is_some_and(|raw| alone(raw).len() == raw.len())
}

/// The school's name before an office or a person.
fn alone(raw: &str) -> &str {
    let cut = [", ", " - ", " \u{2013} ", " (", "/", ";", "|"].iter().filter_map(|sign| raw.find(sign)).min();
    cut.and_then(|cut| raw.get(..cut)).map(text::trim).filter(|name| is_schools_name(name)).unwrap_or(raw)
}

/// `Other`, `Not listed`: the form's list had not got the school.
fn says_other(raw: &str) -> bool {
    let words = text::words(raw);
    words == "other"
        || words.starts_with("other please")
        || words.contains("not listed")
        || words.contains("not in the list")
}

/// Whether what stands where the school is named names none.
pub(in crate::recognise::shapes::tables) fn names_none(raw: &str) -> bool {
    says_no_name(raw) || says_other(raw)
}

/// The cell that a school's name stands in: beside the one that only says that the form's list had not got it, unless a
/// statement is answered there.
pub(super) fn meant<'g>(
    grid: &'g Grid,
    head_row: u32,
    cell: &'g Cell,
    is_answers: impl Fn(u32) -> bool,
) -> &'g Cell {
    if !cell.value.as_text().is_some_and(says_other) || is_answers(cell.column + 1) {
        return cell;
    }
    let asks_for_it = |raw: &str| {
        let words = text::words(raw);
        ["other", "specify", "not listed", "not in the list"].iter().any(|word| words.contains(word))
    };
    // `If other, please type the name` may stand behind a question or two that lead to it.
    let leads_on = |raw: &str| {
        let words = text::words(raw);
        ["if other", "if not", "other", "please specify"].iter().any(|opening| words.starts_with(opening))
    };
    let mut columns = (cell.column + 1..=cell.column + REACH).take_while(|column| !is_answers(*column));
    let named = columns.find_map(|column| {
        let head = grid.at(head_row, column).and_then(|head| head.value.as_text())?;
        let asks = asks_for_it(head) && (column == cell.column + 1 || leads_on(head));
        grid.at(cell.row, column).filter(|beside| asks && says(beside))
    });
    named.unwrap_or(cell)
}

/// Takes the school that the rows above the headings name for the only row of answers below them.
pub(super) fn take_above(
    desk: &Desk<'_>,
    (index, grid, head_row): (usize, &Grid, u32),
    drafts: &mut [Draft<'_>],
) {
    let [draft] = drafts else { return };
    if draft.school.name.is_some() || draft.school.id.is_some() {
        return;
    }
    let above = header(grid, |row| row < head_row);
    let at =
        |field: &Field| Written { text: field.name(), place: desk.place(index, field.row, field.column) };
    draft.school.name = above.school.as_ref().map(at);
    draft.school.id = above.school_id.as_ref().map(at);
}

/// `Title`, `Site`: what an entry is called.
fn is_title(raw: &str) -> bool {
    matches!(
        text::words(raw).as_str(),
        "title"
            | "site"
            | "site name"
            | "location"
            | "centre"
            | "centre name"
            | "campus"
            | "unit"
            | "organisation unit"
            | "primary column"
            | "primary"
    )
}

/// `Schnol Name`: a heading that asks for the school but for a slip of the fingers in one of its words.
fn is_slip(raw: &str) -> bool {
    const KNOWN: [&str; 5] = ["school", "name", "establishment", "organisation", "academy"];
    const OWN: [&str; 8] = ["same", "game", "fame", "came", "named", "names", "schools", "academic"];
    let words = text::words(raw);
    let mended = |slip: &str| {
        let known = KNOWN.iter().find(|known| strsim::osa_distance(known, slip) == 1)?;
        Some(*known).filter(|_| slip.len() >= 4 && !OWN.contains(&slip))
    };
    let with_one_mended = |at: usize, known: &str| {
        let all = words.split(' ').enumerate();
        all.map(|(other, word)| if other == at { known } else { word }).collect::<Vec<_>>().join(" ")
    };
    let is_school = |mended: String| headings::head(&mended) == Some(Head::School);
    let mut slips = words.split(' ').enumerate().filter_map(|(at, word)| Some((at, mended(word)?)));
    words.len() <= 60 && slips.any(|(at, known)| is_school(with_one_mended(at, known)))
}
