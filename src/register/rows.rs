//! The rows of a register -> schools.
//! In: a grid and its columns. Out: schools, and a finding for each row that is none. Never drops a row silently.

use std::{collections::HashMap, sync::Arc};

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
    closed::Closed,
    columns::{Headings, Role},
    faults::{error_in, is_error, without_repeats},
    numbers::Numbers,
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
    let (groups, numbers) = (once(groups), Numbers::of(grid, heads, similar_on));
    for row in grid.cells.chunk_by(|a, b| a.row == b.row) {
        let Some(number) = row.first().map(|cell| cell.row).filter(|row| *row > heads.row) else { continue };
        let text = |column: Option<u32>| column.and_then(|column| text_at(row, column)).unwrap_or_default();
        let written_id = text(heads.column(Role::Id));
        let id = clean_id(&written_id);
        let name = one_line(&text(heads.column(Role::Name)));
        if row.iter().all(|cell| shown(cell).trim().is_empty() && error_in(cell).is_none())
            || is_second_heading(heads, &name, &id)
        {
            continue;
        }
        let odd = |message: String| {
            let place = Place {
                source_file: file_name.to_owned(),
                sheet: grid.sheet.clone(),
                cell: grid.cell_name(number, row.first().map_or(0, |cell| cell.column)).into(),
            };
            // The other cells may name people.
            let read: Vec<&str> = [&*id, &*name].into_iter().filter(|text| !text.is_empty()).collect();
            Finding::new(&rules::REGISTER_ROW, place, message).reading(read.join(" | "))
        };
        let school_id = match school_id(heads, row, &id, &name) {
            Ok(id) => id,
            Err(why) => {
                findings.push(odd(why));
                continue;
            }
        };
        let days = match days(grid, row, heads, &name) {
            Ok(days) => days,
            Err(why) => {
                findings.push(odd(format!("a school of the register is {why}, and was left out")));
                continue;
            }
        };
        findings.extend(days.message.map(odd));
        let (previous_ids, unsure) = previous_ids(&text(heads.column(Role::PreviousIds)), &written_id);
        if let Some(unsure) = unsure {
            findings.push(odd(format!(
                "the previous id `{unsure}` may be one id or two; the row was kept without it: write one without the blank, or `|` between two"
            )));
        }
        let mut school = School {
            id: school_id,
            name: name.clone(),
            aliases: heads.aliases().flat_map(|column| aliases(&text(Some(column)))).collect(),
            roll: numbers.roll(row),
            catalogue_id: None,
            previous_ids,
            other_ids: Vec::new(),
            opened_on: days.opened_on,
            closed_on: days.closed_on,
            successor_id: clean_id(&text(heads.column(Role::Successor))).parse().ok(),
            groups: Vec::new(),
            numbers: Vec::new(),
            line: number + 1,
        };
        let group_columns: Vec<u32> = groups.iter().map(|(_, column)| *column).collect();
        findings.extend(heads.errors_in(row, &group_columns).map(odd));
        findings.extend(unread_days(grid, row, heads).into_iter().chain(numbers.unread(row)).map(odd));
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
        school.numbers = numbers.of_school(row);
        schools.push(school);
    }
    let (schools, repeated) = without_repeats(file_name, grid, heads, schools);
    findings.extend(repeated);
    Rows { schools: named_with_towns(grid, heads, schools), findings, successors }
}

/// The id of the school that a row is of, or why it is of none.
fn school_id(heads: &Headings, row: &[Cell], id: &str, name: &str) -> Result<SchoolId, String> {
    if let Some(why) = heads.fault_in(row) {
        return Err(why);
    }
    let no_school = if is_sum(id) || is_sum(name) { Some("sums others") } else { None };
    if let Some(what) = no_school.or_else(|| is_note(id).then_some("is a note")) {
        return Err(format!("a row of the register {what}, and was left out"));
    }
    let lacks = match id.parse() {
        Ok(id) if !name.is_empty() => return Ok(id),
        _ if name.is_empty() && !id.is_empty() => "no name",
        _ if id.is_empty() => "no id",
        _ => "an id that no school can have",
    };
    Err(format!("a row of the register has {lacks}, and was left out"))
}

/// The days of a row, and what is to be said of them.
struct Days {
    opened_on: Option<NaiveDate>,
    closed_on: Option<NaiveDate>,
    message: Option<String>,
}

/// When the school of a row opened and closed, or why it is not open, where no day says so.
fn days(grid: &Grid, row: &[Cell], heads: &Headings, name: &str) -> Result<Days, &'static str> {
    let closed_on = date(grid, row, heads.column(Role::ClosedOn));
    let opened_on = date(grid, row, heads.column(Role::OpenedOn));
    let status = heads.column(Role::Status).and_then(|column| text_at(row, column)).unwrap_or_default();
    let closed = Closed::of(&status).or_else(|| Closed::in_name(name));
    let by_words = closed.as_ref().and_then(|closed| closed.on).filter(|_| closed_on.is_none());
    let closed_on = closed_on.or(by_words);
    if let Some(why) = not_open(&texts::words(&status), closed.is_some(), (opened_on, closed_on)) {
        return Err(why);
    }
    let message = by_words.zip(closed).map(|(day, Closed { said, .. })| {
        format!("the register says `{said}`: the school was taken to be closed from {day} on")
    });
    Ok(Days { opened_on, closed_on, message })
}

/// The schools, each of several of one name with a further one that says its town, where no other of them is in that town.
fn named_with_towns(grid: &Grid, heads: &Headings, mut schools: Vec<School>) -> Vec<School> {
    let Some(column) = heads.town() else { return schools };
    let mut namesakes: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, school) in schools.iter().enumerate() {
        namesakes.entry(texts::key(&school.name)).or_default().push(at);
    }
    for several in namesakes.values().filter(|several| several.len() > 1) {
        let rows = several.iter().filter_map(|at| Some((*at, schools.get(*at)?.line.checked_sub(1)?)));
        let towns: Vec<(usize, String)> =
            rows.filter_map(|(at, row)| Some((at, written_at(grid.row(row), Some(column))?))).collect();
        for (at, town) in &towns {
            let is_there = |(_, other): &&(usize, String)| texts::key(other) == texts::key(town);
            if let (1, Some(school)) = (towns.iter().filter(is_there).count(), schools.get_mut(*at)) {
                school.aliases.push(format!("{}, {town}", school.name));
            }
        }
    }
    schools
}

/// Why a school is not open by its status in words, where no day says when it opens or closed. No return is expected of
/// such a one, and it lends its name to none.
fn not_open(
    status: &str,
    is_closed: bool,
    (opened_on, closed_on): (Option<NaiveDate>, Option<NaiveDate>),
) -> Option<&'static str> {
    match status {
        _ if is_closed && closed_on.is_none() => Some("closed, no date says since when"),
        "proposed to open" | "not yet open" if opened_on.is_none() => {
            Some("not yet open, no date says when it opens")
        }
        _ => None,
    }
}

/// What is written in a column of a row; what stands for nothing (`-`, `n/a`, `none`) is nothing.
pub(super) fn written_at(row: &[Cell], column: Option<u32>) -> Option<String> {
    const NOTHING: &[&str] = &["", "n a", "na", "none", "nil", "null", "no", "not applicable"];
    let text = text_at(row, column?)?;
    (!NOTHING.contains(&texts::words(&text).as_str())).then_some(text)
}

/// Messages for the days of a row that cannot be read as such.
fn unread_days(grid: &Grid, row: &[Cell], heads: &Headings) -> Vec<String> {
    let unread = |role| {
        let column = heads.column(role);
        let day = written_at(row, column).filter(|_| date(grid, row, column).is_none())?;
        Some(format!("`{day}` is no day that could be read; the row was kept without it"))
    };
    [Role::OpenedOn, Role::ClosedOn].into_iter().filter_map(unread).collect()
}

/// Each name once, shared by all the schools that have a value under it.
pub(super) fn once(columns: &[(String, u32)]) -> Vec<(Arc<str>, u32)> {
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

/// Ids that a school had before, in the shape of ids. A stroke between two is no part of them, that of `823/4006` is; so
/// with a blank: `660 1001` is one, and so is what is parted as the school's own id is (`written_id`). The second is what
/// may be one id or two, which is not taken.
fn previous_ids(written: &str, written_id: &str) -> (Vec<String>, Option<String>) {
    let shape = |text: &str| text.split([' ', '/']).map(str::len).collect::<Vec<_>>();
    let own = shape(written_id.trim());
    let n_own: usize = own.iter().sum();
    let is_one = |id: &str| {
        let parts = shape(id);
        let are_figures = id.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ' || byte == b'/');
        are_figures && (parts == [3, 4] && !parts.contains(&n_own) || parts.len() > 1 && parts == own)
    };
    let may_be_one = |one: &str, other: &str| {
        let are_figures = [one, other].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        are_figures && one.len() + other.len() == n_own
    };
    let (mut ids, mut unsure) = (Vec::new(), None);
    for listed in list(written, &['|', ';', ',', '\n', '&', '+']) {
        let apart = |part: String| if is_one(&part) { vec![part] } else { list(&part, &['/']) };
        let parts: Vec<String> = list(&listed, &[' ']).into_iter().flat_map(apart).collect();
        let mut rest = parts.as_slice();
        while let [first, after @ ..] = rest {
            rest = after;
            if first.as_str() == "and" {
                continue;
            }
            if let [second, behind @ ..] = after {
                let both = format!("{first} {second}");
                if is_one(&both) {
                    ids.push(clean_id(&both));
                    rest = behind;
                    continue;
                }
                if may_be_one(first, second) {
                    unsure.get_or_insert(both);
                    rest = behind;
                    continue;
                }
            }
            ids.push(clean_id(first));
        }
    }
    (ids.into_iter().filter(|id| !id.is_empty()).collect(), unsure)
}

fn text_at(row: &[Cell], column: u32) -> Option<String> {
    row.iter().find(|cell| cell.column == column).map(|cell| shown(cell).trim().to_owned())
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
        // What a formula failed at is nothing.
        Value::Text(text) if is_error(text) => String::new(),
        Value::Text(text) => text.to_string(),
        Value::Number(number) | Value::Serial(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Flag(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        Value::Error(_) | Value::Box(_) | Value::Empty => String::new(),
    }
}
