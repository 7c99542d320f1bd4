//! The fields around the statements: school, id, date, who filled it in; and what else may name the school.
//! In: a grid and which of its rows may hold fields. Out: fields with their cells. Never looks a school up, and
//! never takes a label for a value.

mod in_headings;
mod records;
mod sayings;

use std::borrow::Cow;

use chrono::{NaiveDate, Timelike as _};

pub(crate) use self::in_headings::in_headings;
use self::sayings::{is_headed_row, is_other_field, named_behind_label, said_in_words};
use super::{
    bands::right_edge,
    headings::{self, Head},
};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        dates::{DateReading, read_date, time_of},
        names::{has_title_words, is_title},
        text,
    },
    recognise::sheets::is_called_school,
};

/// A field's value with where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field {
    /// Row.
    pub(crate) row: u32,
    /// Column.
    pub(crate) column: u32,
    /// What stands there; the part after the label, where both stand in one cell.
    pub(crate) value: Value,
    /// Whether its label stands above it as a column's heading, among others: a label right before its value says more.
    pub(crate) is_headed: bool,
}

impl Field {
    /// A name as written, its lines side by side: two of them may be two schools, or a school and its address.
    pub(crate) fn name(&self) -> String {
        let Value::Text(raw) = &self.value else { return as_written(&self.value) };
        let lines = raw.split(['\n', '\r']).map(text::trim).filter(|line| !line.is_empty());
        text::one_line(&lines.collect::<Vec<_>>().join(" | ")).into_owned()
    }
}

/// What the fields of one grid say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Header {
    /// The school's name.
    pub(crate) school: Option<Field>,
    /// Other names in further fields for the school.
    pub(crate) others: Vec<Field>,
    /// Other dates in further fields for one.
    pub(crate) other_dates: Vec<Field>,
    /// The school's id.
    pub(crate) school_id: Option<Field>,
    /// When it was filled in.
    pub(crate) date: Option<Field>,
    /// Who filled it in.
    pub(crate) completed_by: Option<Field>,
    /// Whether a label asks for the school at all.
    pub(crate) asks_school: bool,
    /// Titles: short texts that are neither label nor value.
    pub(crate) titles: Vec<Field>,
    /// The cells of all labels and values.
    pub(crate) cells: Vec<(u32, u32)>,
    /// The cells of values that were not taken, since the field had another one before.
    passed: Vec<(u32, u32)>,
}

impl Header {
    /// Leaves nothing but what stands above a row.
    pub(crate) fn keep_above(&mut self, row: u32) {
        let fields = [&mut self.school, &mut self.school_id, &mut self.date, &mut self.completed_by];
        for field in fields {
            *field = field.take().filter(|field| field.row < row);
        }
        for fields in [&mut self.others, &mut self.other_dates, &mut self.titles] {
            fields.retain(|field| field.row < row);
        }
        self.cells.retain(|(at, _)| *at < row);
    }

    /// Leaves a field to the words around the form: it is another's.
    pub(crate) fn leave(&mut self, field: &Field) {
        self.cells.retain(|at| *at != (field.row, field.column));
    }
}

/// As many titles as can name a school; more is prose.
const TITLES: usize = 6;

/// Reads the fields in the rows for which `may_hold` is true.
pub(crate) fn header(grid: &Grid, may_hold: impl Fn(u32) -> bool) -> Header {
    let mut header = Header::default();
    let mut used: Vec<(u32, u32)> = Vec::new();
    let mut records = 0..0;
    let mut looked = None;
    for cell in &grid.cells {
        if !may_hold(cell.row) || used.contains(&(cell.row, cell.column)) {
            continue;
        }
        if looked.replace(cell.row) != Some(cell.row) && !records.contains(&cell.row) {
            records = records::from(grid, cell.row).map_or(0..0, |end| cell.row..end);
        }
        // What stands in a table of records is no field of the return, and is left to the words around the form.
        if records.contains(&cell.row) {
            continue;
        }
        let Value::Text(raw) = &cell.value else { continue };
        if raw.len() > 400 {
            continue;
        }
        let n_before = used.len();
        read_cell(grid, cell, raw, &may_hold, &mut header, &mut used);
        let trimmed = text::trim(raw);
        let may_be_title = (3..=120).contains(&trimmed.len()) && header.titles.len() < TITLES;
        if used.len() == n_before && may_be_title && !names_maker(trimmed) {
            header.titles.push(Field {
                row: cell.row,
                column: cell.column,
                value: Value::Text(with_what_stands_before(grid, cell, trimmed).into()),
                is_headed: false,
            });
        }
    }
    // What a field says that another has said otherwise already is left to be told of.
    let is_kept = |at: &(u32, u32)| !header.passed.contains(at);
    header.cells = used.into_iter().filter(is_kept).collect();
    header
}

/// Whether a title says who made the form: `\u{a9} Back School 2019`, `Tong School toolkit`.
fn names_maker(title: &str) -> bool {
    const SAYS_SO: [&str; 9] = [
        "copyright",
        "toolkit",
        "produced by",
        "designed by",
        "devised by",
        "created by",
        "developed by",
        "courtesy of",
        "based on",
    ];
    title.contains('\u{a9}') || title.starts_with("(c) ") || title.starts_with("(C) ") || {
        // Word by word: `School-based online safety` is based on nothing.
        let words = format!(" {} ", text::words(title));
        SAYS_SO.iter().any(|said| words.contains(&format!(" {said} ")))
    }
}

/// A title with the texts to its left, else with the one above: behind or below "Cluster", the name of a school is not
/// this school's.
fn with_what_stands_before(grid: &Grid, cell: &Cell, trimmed: &str) -> String {
    let before = grid.row(cell.row).iter().take_while(|left| left.column < cell.column);
    let mut texts: Vec<&str> = before.filter_map(|left| left.value.as_text()).map(text::trim).collect();
    if texts.is_empty()
        && let Some(above) = cell.row.checked_sub(1).and_then(|row| grid.at(row, cell.column))
        && let Some(above) = above.value.as_text()
        && !has_title_words(trimmed)
        && !is_title(above)
    {
        texts.push(text::trim(above));
    }
    // `Centre | Back School`: the form calls a school so.
    if matches!(texts.as_slice(), [label] if calls_school(label)) {
        texts.clear();
    }
    texts.push(trimmed);
    texts.retain(|text| !text.is_empty());
    texts.join(" ")
}

/// Whether a label may stand for a school's, though it may be another place's or another body's as well.
fn calls_school(label: &str) -> bool {
    matches!(
        text::words(label).as_str(),
        "centre"
            | "site"
            | "unit"
            | "provider"
            | "location"
            | "centre name"
            | "name of centre"
            | "site name"
            | "name of provider"
            | "provider name"
            | "unit name"
            | "name of unit"
    )
}

/// Reads one cell: labels in it, each with its value in the same cell or beside it. Whatever is used up is noted.
fn read_cell(
    grid: &Grid,
    cell: &Cell,
    raw: &str,
    may_hold: &impl Fn(u32) -> bool,
    header: &mut Header,
    used: &mut Vec<(u32, u32)>,
) {
    if said_in_words(cell, raw, header, used) || named_behind_label(cell, raw, header, used) {
        return;
    }
    let mut bare: Option<Head> = None;
    let raw = without_leaders(raw);
    for segment in raw.split(['\n', '\r', '\t']).flat_map(|line| line.split("   ")).map(text::trim) {
        if segment.is_empty() {
            continue;
        }
        if let Some(label) = bare.take() {
            if field_label(segment).is_none() && label_and_value(segment).is_none() {
                put(header, label, cell, Value::Text(segment.into()));
                continue;
            }
            note_asked(header, label);
        }
        let mut rest = segment;
        let mut found_any = false;
        while let Some((label, value, after)) = label_and_value(rest) {
            used.push((cell.row, cell.column));
            found_any = true;
            if value.is_empty() {
                bare = Some(label);
            } else {
                put(header, label, cell, Value::Text(value.into()));
            }
            rest = after;
            if rest.is_empty() {
                break;
            }
        }
        // `Policy | Our school | Example` heads columns.
        let heads_columns = || {
            matches!(text::words(segment).as_str(), "our school" | "your school")
                && !segment.ends_with(':')
                && grid.row(cell.row).first().is_some_and(|first| first.column < cell.column)
        };
        if let Some(label) = field_label(segment).filter(|_| !found_any && !heads_columns()) {
            used.push((cell.row, cell.column));
            bare = Some(label);
        }
    }
    let Some(label) = bare else { return };
    note_asked(header, label);
    // `School Name | Name: Back School`
    let named = right_of(grid, cell).filter(|_| label == Head::School).and_then(|right| {
        let (inner, name) = right.value.as_text()?.split_once(':')?;
        let name = text::trim(name);
        (text::words(inner) == "name" && !name.is_empty()).then_some((right, name))
    });
    if let Some((right, name)) = named {
        used.push((right.row, right.column));
        put(header, label, right, Value::Text(name.into()));
        return;
    }
    // Where the form's prompt still stands, nothing was written, below neither.
    let is_same_label = |right: &Cell| {
        let raw = right.value.as_text().unwrap_or_default();
        label == Head::School && field_label(raw) == Some(label) && label_and_value(raw).is_none()
    };
    if let Some(prompt) = right_of(grid, cell).filter(|right| is_prompt(right) || is_same_label(right)) {
        used.push((prompt.row, prompt.column));
        return;
    }
    // `Telephone | 01851 700123`: no person.
    let is_number = |value: &&Cell| label == Head::Person && !says_name(value);
    if let Some(value) = value_beside(grid, cell, may_hold).filter(|value| !is_number(value)) {
        used.push((value.row, value.column));
        // `School Name | 100255 | Back School`
        if let Some(name) =
            right_of(grid, value).filter(|name| label == Head::School && is_id_with(value, name))
        {
            used.push((name.row, name.column));
            put(header, Head::SchoolId, value, value.value.clone());
            put(header, label, name, name.value.clone());
            return;
        }
        let is_headed = value.row > cell.row && records::is_headed(grid, cell.row, value.row);
        put_field(header, label, value, value.value.clone(), is_headed);
    }
}

/// Whether letters stand in a cell.
fn says_name(cell: &Cell) -> bool {
    cell.value.as_text().is_some_and(|raw| raw.contains(char::is_alphabetic))
}

/// Whether a cell holds an id, and the one right of it the name of a school.
fn is_id_with(id: &Cell, name: &Cell) -> bool {
    let written = as_written(&id.value);
    let is_id = written.len() >= 4 && written.bytes().all(|byte| byte.is_ascii_digit());
    is_id && name.value.as_text().is_some_and(|raw| raw.len() <= 120 && is_called_school(raw))
}

/// `School ........ Back School ....`: the dots or lines to write on part labels from values, as a tab does.
fn without_leaders(raw: &str) -> Cow<'_, str> {
    let is_leader = |c: char| matches!(c, '.' | '_' | '\u{2026}');
    let may_be = |byte: u8| matches!(byte, b'.' | b'_' | 0xe2);
    if !raw.bytes().any(may_be) {
        return raw.into();
    }
    let has = |leader: &str| memchr::memmem::find(raw.as_bytes(), leader.as_bytes()).is_some();
    if !["....", "____", "\u{2026}\u{2026}"].into_iter().any(has) {
        return raw.into();
    }
    let mut parted = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(is_leader) {
        let (before, from) = rest.split_at(at);
        let behind = from.trim_start_matches(is_leader);
        let leader = from.strip_suffix(behind).unwrap_or(from);
        parted.push_str(before);
        let n_ellipses = leader.chars().filter(|c| *c == '\u{2026}').count();
        parted.push_str(if leader.chars().count() > 2 || n_ellipses > 1 { "\t" } else { leader });
        rest = behind;
    }
    parted.push_str(rest);
    parted.into()
}

/// A label that asks for a field.
fn field_label(text: &str) -> Option<Head> {
    // `The school has policies which cover the following:` begins a sentence.
    const SENTENCE: &str = "the school ";
    let opens =
        |opening: &str| text.get(..opening.len()).is_some_and(|first| first.eq_ignore_ascii_case(opening));
    if text.len() > 90 || (text.len() > 40 && opens(SENTENCE)) {
        return None;
    }
    headings::head(text)
        .filter(|head| matches!(head, Head::School | Head::SchoolId | Head::Person | Head::Date))
}

/// `School: Back School   Date: 3 May` -> the first label, its value, and what follows from the next label on.
fn label_and_value(text: &str) -> Option<(Head, &str, &str)> {
    let (at, width) = separator(text)?;
    let label = field_label(text.get(..at)?)?;
    // `School:- Back School`
    let rest = text::trim(text.get(at + width..)?.trim_start_matches(['-', '\u{2013}']));
    let cut = next_label(rest);
    Some((label, text::trim(rest.get(..cut)?), rest.get(cut..)?))
}

fn separator(text: &str) -> Option<(usize, usize)> {
    if let Some(at) = text.find(':') {
        return Some((at, 1));
    }
    // Most texts hold none of the other signs' letters.
    if !text.bytes().any(|byte| matches!(byte, b'-' | b'=' | 0x80..)) {
        return None;
    }
    [" - ", " \u{2013} ", " = ", "\u{ff1a}"]
        .iter()
        .find_map(|sign| text.find(sign).map(|at| (at, sign.len())))
}

/// Where in a value another label with its colon begins; the value's length where none does.
fn next_label(value: &str) -> usize {
    for (colon, _) in value.match_indices(':') {
        let Some(before) = value.get(..colon) else { continue };
        let starts: Vec<usize> = before
            .char_indices()
            .filter(|(at, _)| *at == 0 || before.as_bytes().get(at - 1).is_some_and(|b| b" ,;|(".contains(b)))
            .map(|(at, _)| at)
            .collect();
        // The longest label wins: "Date completed:" rather than "completed:".
        for start in starts.iter().rev().take(5).rev() {
            if before.get(*start..).and_then(field_label).is_some() {
                return *start;
            }
        }
    }
    value.len()
}

/// What stands to the right of a cell, whatever it is, unless it is struck through.
fn right_of<'g>(grid: &'g Grid, cell: &Cell) -> Option<&'g Cell> {
    let from = right_edge(grid, cell);
    let is_said = |right: &&Cell| !matches!(right.value, Value::Empty) && !right.look.is_struck;
    grid.row(cell.row).iter().filter(|right| right.column > from).find(is_said)
}

/// What stands below the value right of a label, where that is struck through: it was put in its place.
fn below_struck<'g>(grid: &'g Grid, label: &Cell) -> Option<&'g Cell> {
    let from = right_edge(grid, label);
    let struck = grid.row(label.row).iter().find(|right| right.column > from && right.look.is_struck)?;
    grid.at(label.row + 1, struck.column).filter(|_| grid.at(label.row + 1, label.column).is_none())
}

/// The value to the right of a label, else below it.
fn value_beside<'g>(grid: &'g Grid, label: &Cell, may_hold: &impl Fn(u32) -> bool) -> Option<&'g Cell> {
    let is_value = |cell: &Cell| match &cell.value {
        Value::Text(raw) => {
            !text::is_blank(raw)
                && (field_label(raw).is_none() || has_number(raw))
                && label_and_value(raw).is_none()
                && !heads_column(raw)
        }
        Value::Empty | Value::Error(_) | Value::Box(_) | Value::Flag(_) => false,
        Value::Number(_) | Value::Serial(_) | Value::Date(_) => true,
    };
    let from = right_edge(grid, label);
    let right = right_of(grid, label);
    if right.is_some_and(|right| is_headed_row(grid, label, right, &is_value)) {
        return grid.at(label.row + 1, label.column).filter(|below| may_hold(below.row) && !is_prompt(below));
    }
    if let Some(right) = right.filter(|right| is_value(right) && right.column <= from + 8) {
        return Some(right);
    }
    if let Some(instead) = below_struck(grid, label).filter(|cell| is_value(cell) && may_hold(cell.row)) {
        return Some(instead);
    }
    let below = (label.row..=label.row + 2).skip(1).find_map(|row| grid.at(row, label.column))?;
    let is_short = below.value.as_text().is_none_or(|raw| raw.len() <= 90 && !text::trim(raw).ends_with('.'));
    // A list of schools to choose from has a heading, too.
    let is_list = (1..=2).all(|further| {
        let next = grid.at(below.row + further, below.column);
        next.is_some_and(|next| is_value(next) && next.value.as_text().is_none_or(|raw| raw.len() <= 90))
    });
    // `Cluster` below an empty field for the school begins the next one.
    let is_next = below.value.as_text().is_some_and(is_other_field);
    (!is_list
        && !is_next
        && !is_prompt(below)
        && may_hold(below.row)
        && below.row == bottom_edge(grid, label) + 1
        && is_short
        && is_value(below))
    .then_some(below)
}

/// `Statement`, `Response`: a heading beside which a label is one, too.
fn heads_column(raw: &str) -> bool {
    raw.len() <= 40
        && matches!(headings::head(raw), Some(Head::Statement | Head::StatementId | Head::AnyAnswer(3)))
        && headings::is_known_heading(raw)
}

/// `Back School (SEED 100248)`: a value, though it holds a label's word.
fn has_number(raw: &str) -> bool {
    raw.bytes().filter(u8::is_ascii_digit).count() >= 4
}

/// What a form says in a field that nobody filled in: `[insert school name]`, `.......`, `Please select`, `TBC`.
fn is_prompt(cell: &Cell) -> bool {
    let Value::Text(raw) = &cell.value else { return false };
    let raw = text::trim(raw);
    let is_line =
        raw.chars().all(|c| matches!(c, '.' | '_' | '-' | '\u{2026}' | '\u{2013}' | '\u{2014}' | ' ' | '?'));
    let is_bracketed = [('[', ']'), ('<', '>'), ('(', ')'), ('{', '}')]
        .iter()
        .any(|(open, close)| raw.starts_with(*open) && raw.ends_with(*close));
    let words = text::words(raw);
    let opens = |wanted: &&str| words.starts_with(*wanted) && !raw.ends_with(':');
    is_line
        || is_bracketed
        || matches!(
            words.as_str(),
            "tbc" | "tba" | "n a" | "na" | "none" | "school name here" | "name of school here"
        )
        || [
            "insert ",
            "enter ",
            "type ",
            "please ",
            "click ",
            "choose ",
            "select ",
            "eg ",
            "e g ",
            "for example ",
        ]
        .iter()
        .any(opens)
}

fn bottom_edge(grid: &Grid, cell: &Cell) -> u32 {
    grid.merges
        .iter()
        .find(|block| block.top == cell.row && block.left == cell.column)
        .map_or(cell.row, |block| block.bottom)
}

fn note_asked(header: &mut Header, label: Head) {
    header.asks_school |= matches!(label, Head::School | Head::SchoolId);
}

fn put(header: &mut Header, label: Head, cell: &Cell, value: Value) {
    put_field(header, label, cell, value, false);
}

fn put_field(header: &mut Header, label: Head, cell: &Cell, value: Value, is_headed: bool) {
    note_asked(header, label);
    let slot = match label {
        Head::School => &mut header.school,
        Head::SchoolId => &mut header.school_id,
        Head::Date => &mut header.date,
        _ => &mut header.completed_by,
    };
    let field = Field { row: cell.row, column: cell.column, value, is_headed };
    match slot {
        None => *slot = Some(field),
        Some(known) if text::key(&as_written(&known.value)) == text::key(&as_written(&field.value)) => {}
        Some(known) => {
            let passed = if known.is_headed && !is_headed { std::mem::replace(known, field) } else { field };
            let is_listed = passed.is_headed && !known.is_headed;
            header.passed.push((passed.row, passed.column));
            match label {
                // In a list of visits or of staff another school may stand.
                Head::School if !is_listed => header.others.push(passed),
                Head::Date => header.other_dates.push(passed),
                _ => {}
            }
        }
    }
}

/// A value as a person sees it in its sheet: a date is one, and no number of days; so is a time of day.
pub(crate) fn as_shown(value: &Value, is_1904: bool) -> String {
    let with_time = |date: NaiveDate| match time_of(value) {
        Some(time) if time.second() == 0 => format!("{date} {}", time.format("%H:%M")),
        Some(time) => format!("{date} {}", time.format("%H:%M:%S")),
        None => date.to_string(),
    };
    match (value, read_date(value, is_1904)) {
        (Value::Serial(serial), _) if (0.0..1.0).contains(serial) => {
            let time = time_of(value).unwrap_or_default();
            time.format(if time.second() == 0 { "%H:%M" } else { "%H:%M:%S" }).to_string()
        }
        (Value::Serial(_), DateReading::Sure(date)) => with_time(date),
        _ => as_written(value),
    }
}

/// A value as text: trimmed; a whole number without its decimals.
pub(crate) fn as_written(value: &Value) -> String {
    match value {
        Value::Text(raw) => text::one_line(raw).into_owned(),
        Value::Number(number) | Value::Serial(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Flag(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        Value::Box(true) => "\u{2612}".to_owned(),
        Value::Box(false) => "\u{2610}".to_owned(),
        Value::Error(error) => error.to_string(),
        Value::Empty => String::new(),
    }
}
