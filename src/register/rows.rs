//! The rows of a register -> schools.
//! In: a grid and its columns. Out: schools, and a finding for each row that is none. Never drops a row silently.

use std::sync::Arc;

use chrono::NaiveDate;
use ingest::{
    grid::{Cell, Grid, Value},
    normalise::{
        dates::{DateReading, read_date},
        names::says_kind,
        text as texts,
    },
};
use schemas::{finding::Finding, ids::SchoolId, place::Place, rules};

use super::{
    School,
    columns::{Headings, Role, numbers},
};

/// What the rows came to.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) schools: Vec<School>,
    pub(super) findings: Vec<Finding>,
    /// For each school with a successor what is to be said where that one is no other school of the register.
    pub(super) successors: Vec<(SchoolId, Finding)>,
}

/// The schools below the headings.
pub(super) fn read(
    file_name: &str,
    grid: &Grid,
    heads: &Headings,
    groups: &[(String, u32)],
    similar_on: &[String],
) -> Rows {
    let Rows { mut schools, mut findings, mut successors } = Rows::default();
    let (groups, number_columns) = (once(groups), once(&numbers(heads, similar_on)));
    for row in grid.cells.chunk_by(|a, b| a.row == b.row) {
        let Some(number) = row.first().map(|cell| cell.row).filter(|row| *row > heads.row) else { continue };
        let text = |column: Option<u32>| column.and_then(|column| text_at(row, column)).unwrap_or_default();
        let id = clean_id(&text(heads.column(Role::Id)));
        let name = one_line(&text(heads.column(Role::Name)));
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
        if is_sum(&id) || is_sum(&name) {
            findings.push(odd("a row of the register sums others, and was left out".to_owned()));
            continue;
        }
        if is_note(&id) {
            findings.push(odd("a row of the register is a note, and was left out".to_owned()));
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
        // When it closed nobody knows; no return is expected of it, and it lends its name to none.
        let closed_on = date(grid, row, heads.column(Role::ClosedOn));
        if closed_on.is_none() && text(heads.column(Role::Status)).trim().eq_ignore_ascii_case("closed") {
            findings
                .push(odd("a school of the register is closed, no date says since when, and was left out"
                    .to_owned()));
            continue;
        }
        let mut school = School {
            id: school_id,
            name: name.clone(),
            aliases: heads.aliases().flat_map(|column| aliases(&text(Some(column)))).collect(),
            roll: roll_at(row, heads),
            catalogue_id: None,
            previous_ids: previous_ids(&text(heads.column(Role::PreviousIds))),
            other_ids: Vec::new(),
            opened_on: date(grid, row, heads.column(Role::OpenedOn)),
            closed_on,
            successor_id: clean_id(&text(heads.column(Role::Successor))).parse().ok(),
            groups: Vec::new(),
            numbers: Vec::new(),
            line: number + 1,
        };
        findings.extend(unread(grid, row, heads, &number_columns).into_iter().map(odd));
        if let Some(successor) = written_at(row, heads.column(Role::Successor)) {
            let why = if school.successor_id.as_ref() == Some(&school.id) {
                "the school itself"
            } else {
                "no school of the register"
            };
            let message = format!("its successor `{successor}` is {why}; the row was kept without it");
            successors.push((school.id.clone(), odd(message)));
        }
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
        school.numbers = numbers_of(row, heads, &number_columns);
        schools.push(school);
    }
    Rows { schools, findings, successors }
}

/// What is written in a column of a row; what stands for nothing (`-`, `n/a`, `none`) is nothing.
fn written_at(row: &[Cell], column: Option<u32>) -> Option<String> {
    const NOTHING: &[&str] = &["", "n a", "na", "none", "nil", "null", "no", "not applicable"];
    let text = text_at(row, column?)?;
    (!NOTHING.contains(&texts::words(&text).as_str())).then_some(text)
}

/// The roll, where it is a number of pupils.
fn roll_at(row: &[Cell], heads: &Headings) -> Option<i64> {
    let roll = number_at(row, heads.column(Role::Roll)?)?;
    let is_count = (0.0..1e7).contains(&roll) && roll.fract() == 0.0;
    is_count.then(|| whole(roll))
}

/// The numbers of a school by which it is similar to others.
fn numbers_of(row: &[Cell], heads: &Headings, columns: &[(Arc<str>, u32)]) -> Vec<(Arc<str>, f64)> {
    let roll = || roll_at(row, heads).and_then(|roll| i32::try_from(roll).ok()).map(f64::from);
    let number = |column: u32| {
        if heads.column(Role::Roll) == Some(column) { roll() } else { number_at(row, column) }
    };
    columns.iter().filter_map(|(name, column)| Some((Arc::clone(name), number(*column)?))).collect()
}

/// Messages for the days, the roll and other numbers of a row that cannot be read as such.
fn unread(grid: &Grid, row: &[Cell], heads: &Headings, numbers: &[(Arc<str>, u32)]) -> Vec<String> {
    let written = |role| written_at(row, heads.column(role));
    let mut messages = Vec::new();
    for role in [Role::OpenedOn, Role::ClosedOn] {
        if let Some(day) = written(role).filter(|_| date(grid, row, heads.column(role)).is_none()) {
            messages.push(format!("`{day}` is no day that could be read; the row was kept without it"));
        }
    }
    if let Some(roll) = written(Role::Roll).filter(|_| roll_at(row, heads).is_none()) {
        messages.push(format!("the roll `{roll}` is no number of pupils; the row was kept without it"));
    }
    for (name, column) in numbers.iter().filter(|(_, column)| heads.column(Role::Roll) != Some(*column)) {
        if let Some(text) = written_at(row, Some(*column)).filter(|_| number_at(row, *column).is_none()) {
            messages.push(format!("`{text}` is no number for {name}; the row was kept without it"));
        }
    }
    messages
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

/// An id as it was before a spreadsheet or an export had it: `100836.0`, `'0100836`, `="0100836"`; figures without the
/// strokes and blanks between them (`823/4006`, `660 1001`), which the next list may have or not.
fn clean_id(written: &str) -> String {
    let bare = written.strip_prefix('=').unwrap_or(written).trim_matches('"');
    let bare = bare.strip_prefix('\'').unwrap_or(bare).trim();
    let whole = bare.strip_suffix(".0").filter(|whole| whole.bytes().all(|byte| byte.is_ascii_digit()));
    let id = whole.unwrap_or(bare).replace('/', "");
    let are_figures = id.chars().all(|c| c.is_ascii_digit() || c.is_whitespace());
    if are_figures { id.chars().filter(char::is_ascii_digit).collect() } else { id }
}

/// Whether a row is the sum of the others: `Total`, `Total schools: 22`.
fn is_sum(said: &str) -> bool {
    const SUMS: &[&str] =
        &["total", "totals", "subtotal", "subtotals", "sum", "count", "average", "mean", "median"];
    const BESIDE: &[&str] =
        &["grand", "sub", "overall", "all", "school", "schools", "pupils", "roll", "of", "number"];
    let words = texts::words(said);
    let is_figure = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    words.split(' ').any(|word| SUMS.contains(&word))
        && words.split(' ').all(|word| SUMS.contains(&word) || BESIDE.contains(&word) || is_figure(word))
}

/// Whether what stands for an id says that the row is a note to the others: `Note`, `*`, `n/a`.
fn is_note(id: &str) -> bool {
    let words = texts::words(id);
    !id.is_empty() && words.is_empty()
        || matches!(
            words.as_str(),
            "note" | "notes" | "nb" | "n b" | "n a" | "na" | "source" | "key" | "none"
        )
}

/// A name as one line with single blanks; lines that are each a school's name are its names in two languages.
fn one_line(written: &str) -> String {
    let lines = written.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    let are_names = lines.iter().all(|line| says_kind(line));
    lines.join(if are_names { " / " } else { " " })
}

/// Other names of a school. A comma parts them where each part says by itself that it is a school's or is its initials:
/// behind others stands a place.
fn aliases(written: &str) -> Vec<String> {
    let is_name = |part: &&str| {
        let are_initials = part.len() >= 2 && part.chars().all(char::is_uppercase);
        are_initials || says_kind(part)
    };
    let names = list(written, &['|', ';', '\n', '\u{2022}', '\u{b7}']);
    names
        .into_iter()
        .flat_map(|name| {
            let parts: Vec<&str> = name.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
            if parts.iter().all(is_name) {
                parts.into_iter().map(str::to_owned).collect()
            } else {
                vec![name]
            }
        })
        .collect()
}

/// Ids that a school had before; a stroke between two is no part of them, that of `823/4006` is.
fn previous_ids(written: &str) -> Vec<String> {
    let ids = list(written, &['|', ';', ',', ' ', '\n', '&', '+']);
    let is_own = |id: &str| {
        id.split_once('/').is_some_and(|(authority, number)| (authority.len(), number.len()) == (3, 4))
    };
    ids.into_iter()
        .flat_map(|id| if is_own(&id) { vec![id] } else { list(&id, &['/']) })
        .filter(|id| id != "and")
        .collect()
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
