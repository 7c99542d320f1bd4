//! The rows of a register -> schools.
//! In: a grid and its columns. Out: schools, and a finding for each row that is none. Never drops a row silently.

use std::sync::Arc;

use chrono::NaiveDate;
use ingest::{
    grid::{Cell, Grid, Value},
    normalise::dates::{DateReading, read_date},
};
use schemas::{finding::Finding, ids::SchoolId, place::Place, rules};

use super::{
    School,
    columns::{Headings, Role, numbers},
};

/// The schools below the headings.
pub(super) fn read(
    file_name: &str,
    grid: &Grid,
    heads: &Headings,
    groups: &[(String, u32)],
    similar_on: &[String],
) -> (Vec<School>, Vec<Finding>) {
    let mut schools = Vec::new();
    let mut findings = Vec::new();
    let (groups, number_columns) = (once(groups), once(&numbers(heads, similar_on)));
    for row in grid.cells.chunk_by(|a, b| a.row == b.row) {
        let Some(number) = row.first().map(|cell| cell.row).filter(|row| *row > heads.row) else { continue };
        let text = |column: Option<u32>| column.and_then(|column| text_at(row, column)).unwrap_or_default();
        // `823/4006` is kept without its stroke, which no id of the book can have.
        let id = clean_id(&text(heads.column(Role::Id))).replace('/', "");
        let name = text(heads.column(Role::Name));
        if row.iter().all(|cell| shown(cell).trim().is_empty()) || is_second_heading(heads, &name, &id) {
            continue;
        }
        let odd = |message: String| {
            let place = Place {
                source_file: file_name.to_owned(),
                sheet: grid.sheet.clone(),
                cell: grid.cell_name(number, row.first().map_or(0, |cell| cell.column)),
            };
            // The other cells may name people.
            let read: Vec<&str> = [&*id, &*name].into_iter().filter(|text| !text.is_empty()).collect();
            Finding::new(&rules::REGISTER_ROW, place, message).reading(read.join(" | "))
        };
        if is_sum(&id) {
            findings.push(odd("a row of the register sums others, and was left out".to_owned()));
            continue;
        }
        let school_id: SchoolId = match id.parse() {
            Ok(id) if !name.is_empty() => id,
            _ => {
                let lacks = if name.is_empty() && !id.is_empty() {
                    "no name"
                } else if id.is_empty() {
                    "no id"
                } else {
                    "an id that no school can have"
                };
                findings.push(odd(format!("a row of the register has {lacks}, and was left out")));
                continue;
            }
        };
        let mut school = School {
            id: school_id,
            name: name.clone(),
            aliases: heads
                .aliases()
                .flat_map(|column| list(&text(Some(column)), &['|', ';', '\n']))
                .collect(),
            roll: heads.column(Role::Roll).and_then(|c| number_at(row, c)).filter(|n| *n >= 0.0).map(whole),
            catalogue_id: None,
            previous_ids: list(&text(heads.column(Role::PreviousIds)), &['|', ';', ',', ' ', '\n']),
            other_ids: Vec::new(),
            opened_on: date(grid, row, heads.column(Role::OpenedOn)),
            closed_on: date(grid, row, heads.column(Role::ClosedOn)),
            successor_id: text(heads.column(Role::Successor)).parse().ok(),
            groups: Vec::new(),
            numbers: Vec::new(),
            line: number + 1,
        };
        let catalogue = text(heads.column(Role::Catalogue));
        match catalogue.parse() {
            Ok(id) => school.catalogue_id = Some(id),
            Err(_) if catalogue.is_empty() => {}
            Err(_) => {
                findings
                    .push(odd(format!("`{catalogue}` is no catalogue's id; the row was kept without it")));
            }
        }
        let (authority, establishment) =
            (text(heads.column(Role::AuthorityCode)), text(heads.column(Role::EstablishmentNumber)));
        if !authority.is_empty() && !establishment.is_empty() {
            school.other_ids.push(format!("{authority}{establishment}"));
        }
        for (group, column) in &groups {
            if let Some(value) = text_at(row, *column).filter(|value| !value.is_empty()) {
                school.groups.push((Arc::clone(group), value));
            }
        }
        for (name, column) in &number_columns {
            if let Some(value) = number_at(row, *column) {
                school.numbers.push((Arc::clone(name), value));
            }
        }
        schools.push(school);
    }
    (schools, findings)
}

/// Each name once, shared by all the schools that have a value under it.
fn once(columns: &[(String, u32)]) -> Vec<(Arc<str>, u32)> {
    let mut named: Vec<(Arc<str>, u32)> = Vec::with_capacity(columns.len());
    for (name, column) in columns {
        if named.iter().all(|(known, _)| **known != **name) {
            named.push((name.as_str().into(), *column));
        }
    }
    named
}

/// The Scottish list of earlier years has a second row of headings, and long registers repeat theirs.
fn is_second_heading(heads: &Headings, name: &str, id: &str) -> bool {
    heads.all.iter().any(|(_, head)| head == name)
        && (id.is_empty() || heads.all.iter().any(|(_, head)| head == id))
}

/// An id as it was before a spreadsheet or an export had it: `100836.0`, `'0100836`, `="0100836"`.
fn clean_id(written: &str) -> &str {
    let bare = written.strip_prefix('=').unwrap_or(written).trim_matches('"');
    let bare = bare.strip_prefix('\'').unwrap_or(bare).trim();
    bare.strip_suffix(".0").filter(|whole| whole.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or(bare)
}

/// Whether a row is the sum of the others.
fn is_sum(id: &str) -> bool {
    let id = id.to_lowercase();
    matches!(id.as_str(), "total" | "totals" | "grand total" | "sum" | "count")
}

fn text_at(row: &[Cell], column: u32) -> Option<String> {
    row.iter().find(|cell| cell.column == column).map(|cell| shown(cell).trim().to_owned())
}

fn number_at(row: &[Cell], column: u32) -> Option<f64> {
    let cell = row.iter().find(|cell| cell.column == column)?;
    match &cell.value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => text.trim().replace(',', "").parse().ok().filter(|n: &f64| n.is_finite()),
        _ => None,
    }
}

fn date(grid: &Grid, row: &[Cell], column: Option<u32>) -> Option<NaiveDate> {
    let column = column?;
    let cell = row.iter().find(|cell| cell.column == column)?;
    match read_date(&cell.value, grid.is_1904) {
        DateReading::Sure(date) => Some(date),
        _ => None,
    }
}

fn list(text: &str, separators: &[char]) -> Vec<String> {
    text.split(separators).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// A value as text; a whole number as Excel stores an id (`100836.0`) without its fraction.
fn shown(cell: &Cell) -> String {
    match &cell.value {
        Value::Text(text) | Value::Error(text) => text.to_string(),
        Value::Number(number) | Value::Serial(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Flag(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        Value::Box(_) | Value::Empty => String::new(),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a roll beyond 2^53 is no roll; the cast saturates")]
fn whole(number: f64) -> i64 {
    number.round() as i64
}
