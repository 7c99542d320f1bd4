//! The fields around the statements: school, id, date, who filled it in; and what else may name the school.
//! In: a grid and which of its rows may hold fields. Out: fields with their cells. Never looks a school up, and
//! never takes a label for a value.

pub(crate) mod school_heads;
pub(crate) mod sheet_names;

mod boxed;
mod choice;
mod covering;
mod days;
mod ids;
mod in_headings;
mod labels;
mod more_names;
mod otherwise;
mod records;
mod sayings;
mod signatures;
mod titles;
mod values;

pub(crate) use self::{in_headings::in_headings, signatures::is_signed};
use self::{
    labels::{field_label, label_and_value, without_leaders},
    sayings::{named_behind_label, said_in_words, signed_for},
    sheet_names::is_schools_name,
    values::{is_answered, is_id_with, is_prompt, right_of, says_name, value_beside},
};
pub(crate) use crate::recognise::written::as_written;
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{dates, text},
    reading::{SchoolAsWritten, Written},
    recognise::headings::{Day, Head, says_month_first},
};
use schemas::place::Place;

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
    /// Whether its label says that a date's month comes first.
    pub(crate) is_month_first: bool,
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
    /// Schools of which sentences say that the return is theirs.
    pub(crate) covering: Vec<Field>,
    /// Dates that only come near to the return's: each with what it is of, and its label's cell.
    near_dates: Vec<(Day, Field, (u32, u32))>,
    /// The cells of all labels and values.
    pub(crate) cells: Vec<(u32, u32)>,
    /// The cells of values that were not taken, since the field had another one before.
    passed: Vec<(u32, u32)>,
}

impl Header {
    /// What may name the school: sentences that say so, then titles.
    pub(crate) fn naming(&self) -> impl Iterator<Item = &Field> {
        self.covering.iter().chain(&self.titles)
    }

    /// How many dates of each kind there are.
    fn n_dates(&self) -> [usize; 3] {
        [usize::from(self.date.is_some()), self.other_dates.len(), self.near_dates.len()]
    }

    /// Notes of dates beyond these that the month comes first in them.
    fn read_month_first(&mut self, [n_own, n_others, n_near]: [usize; 3]) {
        let own = self.date.iter_mut().skip(n_own).chain(self.other_dates.iter_mut().skip(n_others));
        for date in own.chain(self.near_dates.iter_mut().skip(n_near).map(|(_, date, _)| date)) {
            date.is_month_first = true;
        }
    }

    /// Leaves nothing but what stands above a row.
    pub(crate) fn keep_above(&mut self, row: u32) {
        let fields = [&mut self.school, &mut self.school_id, &mut self.date, &mut self.completed_by];
        for field in fields {
            *field = field.take().filter(|field| field.row < row);
        }
        for fields in [&mut self.others, &mut self.other_dates, &mut self.titles, &mut self.covering] {
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
    // Names that stand in a list, and are read with its first.
    let mut listed: Vec<(u32, u32)> = Vec::new();
    let mut offered: Vec<(u32, u32)> = Vec::new();
    let mut records = 0..0;
    let mut looked = None;
    // The schools whose heads signed.
    let mut signed_by = Vec::new();
    for cell in &grid.cells {
        if !may_hold(cell.row) {
            continue;
        }
        signed_by.extend(signatures::school(grid, cell));
        if used.contains(&(cell.row, cell.column)) {
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
        header.covering.extend(covering::fields(cell, raw));
        if raw.len() > 400 || listed.contains(&(cell.row, cell.column)) || is_answered(grid, cell) {
            continue;
        }
        let n_before = used.len();
        if let Some(choice) = choice_of(grid, cell, raw, &may_hold) {
            note_asked(&mut header, Head::School);
            used.push((cell.row, cell.column));
            listed.extend(&choice.cells);
            offered.extend(choice.cells);
            if let Some(((row, column), name)) = choice.chosen {
                used.extend(listed.iter().filter(|(of, _)| *of == row));
                let place = grid.at(row, column).unwrap_or(cell);
                put(&mut header, Head::School, place, Value::Text(name.into()));
            } else if !choice.names.is_empty() {
                let value = Value::Text(choice.names.into());
                header.titles.push(Field {
                    row: cell.row,
                    column: cell.column,
                    value,
                    is_headed: false,
                    is_month_first: false,
                });
            }
            continue;
        }
        let n_dates = header.n_dates();
        read_cell(grid, cell, raw, &may_hold, &mut header, &mut used);
        if header.n_dates() != n_dates && says_month_first(raw) {
            header.read_month_first(n_dates);
        }
        let trimmed = text::trim(raw);
        // Below the form's other words the school's name may stand alone.
        let has_place =
            || header.titles.len() < TITLES || header.titles.len() < 2 * TITLES && is_schools_name(trimmed);
        let may_be_title = (3..=120).contains(&trimmed.len()) && has_place();
        if used.len() == n_before && may_be_title {
            let (title, cells) = titles::title(grid, cell, trimmed, &may_hold);
            header.titles.extend(title);
            listed.extend(cells);
        }
    }
    header.titles.extend(signed_by);
    days::take_nearest(&mut header, &mut used);
    if header.school.is_some() {
        // What stands in a list beside the chosen one was not chosen.
        let not_further: Vec<(u32, u32)> = used.iter().chain(&offered).copied().collect();
        more_names::take(grid, &mut header, &not_further);
    }
    // What a field says that another has said otherwise already is left to be told of.
    let is_kept = |at: &(u32, u32)| !header.passed.contains(at);
    header.cells = used.into_iter().filter(is_kept).collect();
    header
}

/// The schools to choose from under or beside a label that asks for one and holds no name itself.
fn choice_of(grid: &Grid, cell: &Cell, raw: &str, may_hold: &impl Fn(u32) -> bool) -> Option<choice::Choice> {
    let asks = || field_label(raw) == Some(Head::School) || choice::asks_to_tick(raw);
    (raw.len() <= 90 && asks()).then(|| choice::of(grid, cell, may_hold)).flatten()
}

/// The parts of a line with gaps of three blanks between them.
fn by_gaps(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let line = rest?;
        let Some(at) = memchr::memmem::find(line.as_bytes(), b"   ") else { return rest.take() };
        rest = line.get(at + 3..);
        line.get(..at)
    })
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
    if said_in_words(cell, raw, header, used)
        || named_behind_label(cell, raw, header, used)
        || signed_for(cell, raw, header, used)
    {
        return;
    }
    if days::labelled(grid, cell, raw, header, used) {
        return;
    }
    let mut bare: Option<Head> = None;
    let raw = without_leaders(raw);
    for segment in raw.split(['\n', '\r', '\t']).flat_map(by_gaps).map(text::trim) {
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
        if let Some((id, after)) = ids::behind_label(segment) {
            used.push((cell.row, cell.column));
            found_any = true;
            put(header, Head::SchoolId, cell, Value::Text(id.into()));
            rest = after;
        }
        while let Some((label, value, after)) = label_and_value(rest) {
            used.push((cell.row, cell.column));
            found_any = true;
            if value.is_empty() {
                bare = Some(label);
            } else {
                otherwise::note(header, rest, label, cell, value);
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
    // `Schools | Back School, Tong School`; a heading stands above them.
    let asks_several = || more_names::asks_several(&raw) && right_of(grid, cell).is_some_and(says_name);
    let Some(label) = bare.or_else(|| asks_several().then_some(Head::School)) else { return };
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
    let is_number =
        |value: &&Cell| label == Head::Person && !says_name(value) && !dates::is_date(&value.value);
    if boxed::take(grid, cell, (label, &raw), header, used) {
        return;
    }
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
        if let Value::Text(name) = &value.value {
            otherwise::note(header, &raw, label, value, name);
        }
        let is_headed = value.row > cell.row && records::is_headed(grid, cell.row, value.row);
        put_field(header, label, value, value.value.clone(), is_headed);
    }
}

fn note_asked(header: &mut Header, label: Head) {
    header.asks_school |= matches!(label, Head::School | Head::SchoolId);
}

fn put(header: &mut Header, label: Head, cell: &Cell, value: Value) {
    put_field(header, label, cell, value, false);
}

fn put_field(header: &mut Header, label: Head, cell: &Cell, value: Value, is_headed: bool) {
    note_asked(header, label);
    if let (Head::SchoolId, Value::Text(raw)) = (label, &value)
        && let Some((id, name)) = ids::parted(raw)
    {
        put(header, Head::SchoolId, cell, Value::Text(id.into()));
        put(header, Head::School, cell, Value::Text(name.into()));
        return;
    }
    // `Completed by | 21/11/2025`: nobody is called so.
    let label = if label == Head::Person && dates::is_date(&value) { Head::Date } else { label };
    let slot = match label {
        Head::School => &mut header.school,
        Head::SchoolId => &mut header.school_id,
        Head::Date => &mut header.date,
        _ => &mut header.completed_by,
    };
    let field = Field { row: cell.row, column: cell.column, value, is_headed, is_month_first: false };
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

/// What the grids say of a school, wherever they say it: for a file from which no return could be read.
pub fn school_alone(source_file: &str, grids: &[Grid]) -> SchoolAsWritten {
    let headers: Vec<(&Grid, Header)> = grids.iter().map(|grid| (grid, header(grid, |_| true))).collect();
    let pick = |get: fn(&Header) -> Option<&Field>| {
        headers.iter().find_map(|(grid, header)| {
            let field = get(header)?;
            let place = Place {
                source_file: source_file.to_owned(),
                sheet: grid.sheet.clone(),
                cell: grid.cell_name(field.row, field.column).into(),
            };
            Some(Written { text: field.name(), place })
        })
    };
    SchoolAsWritten {
        id: pick(|header| header.school_id.as_ref()),
        name: pick(|header| header.school.as_ref()),
        others: Vec::new(),
        beside: Vec::new(),
        hints: Vec::new(),
    }
}
