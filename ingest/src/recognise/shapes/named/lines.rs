//! Several schools' forms told apart by a line above each: `Return from Back School`, `100248 Back School`, `Name: Back School`.
//! In: the parts of a file, each with the whole form. Out: the school that each names in its own line. Never takes a line that
//! all of them have, or one for forms that answer different statements.

use super::names;
use crate::{
    grid::{Addressing, Grid, Value},
    normalise::{
        names::{id_alone, name_in_line, says_kind},
        text,
    },
    recognise::{
        draft::Desk,
        found::Found,
        header::{Field, Header},
        shapes::sheets::{SheetPart, overlap},
        written::as_written,
    },
};

/// A line that names a school.
struct Line {
    field: Field,
    is_id: bool,
    key: String,
}

impl Line {
    fn put(self, header: &mut Header) {
        header.cells.push((self.field.row, self.field.column));
        let slot = if self.is_id { &mut header.school_id } else { &mut header.school };
        *slot = Some(self.field);
    }
}

/// Forms that are each the whole form and name no school in a field: where a line above each names one, and not all the same,
/// it is that school's.
pub(crate) fn take_own_lines(desk: &Desk<'_>, parts: &mut [SheetPart<'_>]) {
    let is_open =
        |part: &SheetPart<'_>| part.n_marked > 0 && part.above.is_none() && names(&part.header).is_none();
    if parts.len() < 2 || !parts.iter().any(is_open) || !are_whole(parts) {
        return;
    }
    let mut found: Vec<(usize, Vec<Line>)> = Vec::new();
    for (index, part) in parts.iter().enumerate().filter(|(_, part)| is_open(part)) {
        let Some(grid) = desk.grids.get(part.part.grid) else { return };
        let first = part.part.said.iter().map(|said| said.hit.row).min().unwrap_or(part.part.rows.0);
        let ends = parts.iter().filter(|other| other.part.grid == part.part.grid);
        let from = ends.map(|other| other.part.rows.1 + 1).filter(|end| *end <= first).max().unwrap_or(0);
        found.push((index, lines_in(grid, from..first, &part.header)));
    }
    let of_all = |key: &str| {
        found.len() > 1 && found.iter().all(|(_, lines)| lines.iter().any(|line| line.key == key))
    };
    let shared: Vec<String> = found
        .iter()
        .flat_map(|(_, lines)| lines)
        .filter(|line| of_all(&line.key))
        .map(|line| line.key.clone())
        .collect();
    let own: Vec<Option<(usize, Line)>> = found
        .into_iter()
        .map(|(index, lines)| {
            let mut lines = lines.into_iter().filter(|line| !shared.contains(&line.key));
            lines.next().map(|line| (index, line))
        })
        .collect();
    let Some(own) = own.into_iter().collect::<Option<Vec<_>>>() else { return };
    let named = parts.iter().filter_map(|part| {
        names(&part.header).or_else(|| part.above.as_ref().and_then(|(_, above)| names(above)))
    });
    let mut keys: Vec<String> = own.iter().map(|(_, line)| line.key.clone()).chain(named).collect();
    keys.sort_unstable();
    keys.dedup();
    if keys.len() < 2 {
        return;
    }
    for (index, line) in own {
        if let Some(part) = parts.get_mut(index) {
            line.put(&mut part.header);
        }
    }
}

/// Forms on sheets of their own that another sheet lists by their names: `1 | Back School`, `2 | Tong School`. Nothing where one
/// of them is not listed, or two are the same school's.
pub(crate) fn take_contents(desk: &Desk<'_>, by_grid: &[Option<Found>], parts: &mut [SheetPart<'_>]) {
    let is_open = |part: &SheetPart<'_>| part.above.is_none() && names(&part.header).is_none();
    if parts.len() < 2 || !parts.iter().all(is_open) || !are_whole(parts) {
        return;
    }
    let beside = desk.grids.iter().enumerate().filter(|(index, grid)| {
        grid.addressing == Addressing::Workbook && by_grid.get(*index).is_some_and(Option::is_none)
    });
    for (index, grid) in beside {
        let listed = |part: &SheetPart<'_>| -> Option<Field> {
            let sheet = text::key(&desk.grids.get(part.part.grid)?.sheet);
            let mut rows = grid.cells.chunk_by(|one, next| one.row == next.row).filter_map(|row| {
                let at = row.iter().position(|cell| text::key(&as_written(&cell.value)) == sheet)?;
                let name =
                    row.get(at + 1..)?.iter().find(|cell| cell.value.as_text().is_some_and(says_kind))?;
                Some(Field {
                    row: name.row,
                    column: name.column,
                    value: name.value.clone(),
                    is_headed: false,
                    is_month_first: false,
                })
            });
            rows.next().filter(|_| rows.next().is_none())
        };
        let Some(schools) = parts.iter().map(listed).collect::<Option<Vec<Field>>>() else { continue };
        let mut keys: Vec<String> =
            schools.iter().map(|field| text::key(&as_written(&field.value))).collect();
        keys.sort_unstable();
        keys.dedup();
        if keys.len() < parts.len() {
            continue;
        }
        for (part, field) in parts.iter_mut().zip(schools) {
            let mut header = Header::default();
            header.cells.push((field.row, field.column));
            header.school = Some(field);
            part.above = Some((index, header));
        }
        return;
    }
}

/// Takes the only line among a document's fields that names a school beside a title's words.
pub(super) fn take_line(grid: &Grid, fields: &mut Header) {
    if names(fields).is_some() {
        return;
    }
    let mut lines: Vec<Line> = Vec::new();
    for title in &fields.titles {
        let own = grid.at(title.row, title.column).and_then(|cell| cell.value.as_text());
        lines.extend(own.and_then(|raw| line(raw, title.row, title.column)));
    }
    lines.dedup_by(|one, other| one.key == other.key);
    if lines.is_empty() {
        lines.extend(of_person(fields));
    }
    if lines.len() == 1
        && let Some(line) = lines.pop()
    {
        line.put(fields);
    }
}

/// Whether each two of the marked parts answer mostly the same statements.
fn are_whole(parts: &[SheetPart<'_>]) -> bool {
    let marked: Vec<&SheetPart<'_>> = parts.iter().filter(|part| part.n_marked > 0).collect();
    let is_same = |one: &SheetPart<'_>, other: &SheetPart<'_>| {
        overlap(one, other) * 2 > one.statements.len().min(other.statements.len())
    };
    marked.len() > 1
        && marked
            .iter()
            .enumerate()
            .all(|(at, one)| marked.iter().skip(at + 1).all(|other| is_same(one, other)))
}

/// The lines in these rows that name a school, each in a row of its own.
fn lines_in(grid: &Grid, rows: std::ops::Range<u32>, header: &Header) -> Vec<Line> {
    let mut lines = Vec::new();
    let cells = grid.cells.iter().filter(|cell| rows.contains(&cell.row));
    let cells: Vec<_> = cells.filter(|cell| !text::is_blank(&as_written(&cell.value))).collect();
    for row in cells.chunk_by(|one, next| one.row == next.row) {
        let cell = match row {
            [only] => only,
            [label, name] if label.value.as_text().is_some_and(is_label) => name,
            _ => continue,
        };
        match &cell.value {
            Value::Text(raw) => lines.extend(line(raw, cell.row, cell.column)),
            Value::Number(_) => lines.extend(line(&as_written(&cell.value), cell.row, cell.column)),
            _ => {}
        }
    }
    if lines.is_empty() {
        lines.extend(of_person(header));
    }
    lines
}

/// `Completed by: Back School`
fn of_person(header: &Header) -> Option<Line> {
    let field = header.completed_by.as_ref()?;
    let raw = field.value.as_text().filter(|raw| says_kind(raw))?;
    line(raw, field.row, field.column)
}

fn line(raw: &str, row: u32, column: u32) -> Option<Line> {
    let field = |value: &str| Field {
        row,
        column,
        value: Value::Text(value.into()),
        is_headed: false,
        is_month_first: false,
    };
    if let Some(name) = name_in_line(raw) {
        return Some(Line { key: text::key(&name), field: field(&name), is_id: false });
    }
    let id = id_alone(raw)?;
    Some(Line { key: id.to_owned(), field: field(id), is_id: true })
}

/// Labels before a name that stand for no field by themselves.
fn is_label(raw: &str) -> bool {
    raw.len() <= 30
        && matches!(
            text::words(raw).as_str(),
            "name"
                | "from"
                | "return from"
                | "return of"
                | "seed"
                | "seed code"
                | "code"
                | "id"
                | "school"
                | "form of"
        )
}
