//! The bytes of a table that an officer keeps in Excel -> its rows by column name, each with its line.
//! In: what Excel saves: commas, semicolons or tabs; UTF-8 with or without a mark, UTF-16 or Windows-1252.
//! Out: trimmed cells. Never says what a cell may hold.

use std::collections::BTreeMap;

use super::fault::Fault;
use crate::sep_line::sep_line;

/// A column that a table has.
pub(super) struct Column {
    /// Its heading.
    pub(super) name: &'static str,
    /// Whether the table is of no use without it.
    pub(super) is_required: bool,
    /// What stands in it, for a person who fills it in.
    pub(super) meaning: &'static str,
}

/// A row that is not empty.
pub(super) struct Row {
    /// The file's own line, from 1, on which it begins.
    pub(super) line: u32,
    cells: BTreeMap<&'static str, String>,
}

impl Row {
    /// What stands in a column, trimmed, line breaks as `\n`; empty where the file has no such column.
    pub(super) fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// The text of a file as Excel or an editor saves it, with `\n` for every kind of line break.
pub(super) fn decode(bytes: &[u8]) -> String {
    let (text, _) = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, length)) => encoding.decode_without_bom_handling(bytes.get(length..).unwrap_or(&[])),
        None if std::str::from_utf8(bytes).is_ok() => encoding_rs::UTF_8.decode_without_bom_handling(bytes),
        None => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes),
    };
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The 1-based line that a byte of the text stands on.
pub(super) fn line_of(text: &str, byte: usize) -> u32 {
    let breaks = text.bytes().take(byte).filter(|b| *b == b'\n').count();
    u32::try_from(breaks).map_or(u32::MAX, |n| n.saturating_add(1))
}

/// The rows of a table. What is wrong with its headings or its shape goes to `faults`.
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    columns: &'static [Column],
    faults: &mut Vec<Fault>,
) -> Vec<Row> {
    let text = decode(bytes);
    let mut records = records(file, &text, faults).into_iter();
    let Some((head_line, head)) = records.next() else {
        faults.push(
            Fault::of_file(file, "the file is empty").hint(format!("its first line is {}", names(columns))),
        );
        return Vec::new();
    };
    let places = headings(file, head_line, &head, columns, faults);
    let mut rows = Vec::new();
    for (line, cells) in records {
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let mut row = Row { line, cells: BTreeMap::new() };
        for (at, cell) in cells.into_iter().enumerate() {
            if is_garbled(&cell) {
                let column = head.get(at).map_or("", String::as_str);
                faults.push(
                    Fault::at(file, line, column, format!("some letters of `{cell}` were lost in saving"))
                        .hint("write them anew, and save from Excel as \"CSV UTF-8 (Comma delimited)\""),
                );
            }
            match places.get(at) {
                Some(Heading::Known(name)) => drop(row.cells.insert(name, cell)),
                Some(Heading::Unknown) => {}
                Some(Heading::Empty) | None if cell.is_empty() => {}
                Some(Heading::Empty) | None => {
                    let hint =
                        "a text with a comma, semicolon or quotation mark needs quotation marks around it";
                    let message = format!("`{cell}` stands under no heading");
                    faults.push(Fault::at(file, line, "", message).hint(hint));
                }
            }
        }
        rows.push(row);
    }
    rows
}

/// Whether a text holds a letter that could not be read, or a quotation mark read in the wrong encoding.
fn is_garbled(text: &str) -> bool {
    text.contains(['\u{fffd}']) || text.contains("â€")
}

enum Heading {
    Known(&'static str),
    Unknown,
    Empty,
}

fn headings(
    file: &str,
    line: u32,
    head: &[String],
    columns: &'static [Column],
    faults: &mut Vec<Fault>,
) -> Vec<Heading> {
    let mut found: Vec<&str> = Vec::new();
    let mut places = Vec::new();
    for cell in head {
        let name = cell.to_lowercase().replace([' ', '-'], "_");
        let known = columns.iter().find(|column| column.name == name);
        places.push(match known {
            None if name.is_empty() => Heading::Empty,
            None => {
                faults.push(
                    Fault::at(file, line, cell, "there is no such column")
                        .hint(format!("the columns are {}", names(columns))),
                );
                Heading::Unknown
            }
            Some(column) if found.contains(&column.name) => {
                faults.push(Fault::at(file, line, cell, "the column stands twice"));
                Heading::Unknown
            }
            Some(column) => {
                found.push(column.name);
                Heading::Known(column.name)
            }
        });
    }
    for column in columns.iter().filter(|column| column.is_required && !found.contains(&column.name)) {
        faults.push(
            Fault::at(file, line, column.name, "the column is missing")
                .hint(format!("the first line is {}", names(columns))),
        );
    }
    places
}

fn names(columns: &[Column]) -> String {
    columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ")
}

/// Records with the line on which each begins; empty lines are passed over.
fn records(file: &str, text: &str, faults: &mut Vec<Fault>) -> Vec<(u32, Vec<String>)> {
    let (named, begins) = sep_line(text).map_or((None, 0), |(named, length)| (Some(named), length));
    let table = text.get(begins..).unwrap_or("");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(table, named))
        .flexible(true)
        .has_headers(false)
        .from_reader(table.as_bytes());
    let mut found = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let from = record.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(0);
                let from = begins + from;
                let gap = text.bytes().skip(from).take_while(|b| *b == b'\n').count();
                let cells = record.iter().map(|cell| cell.trim().to_owned()).collect();
                found.push((line_of(text, from + gap), cells));
            }
            Err(error) => faults.push(Fault::of_file(file, format!("the table cannot be read: {error}"))),
        }
    }
    // Every quotation mark of a sound file has its partner; an open one swallows all lines after it into one cell.
    if text.bytes().filter(|b| *b == b'"').count() % 2 == 1 {
        let line = found.last().map_or(1, |(line, _)| *line);
        faults.push(
            Fault::at(file, line, "", "a quotation mark is opened and never closed")
                .hint("a quotation mark within a text is written twice"),
        );
    }
    found
}

/// What parts the cells of the first line: what a line before it names, where it has such.
fn delimiter(text: &str, named: Option<u8>) -> u8 {
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let count = |delimiter: &u8| head.bytes().filter(|b| b == delimiter).count();
    let named = named.filter(|named| count(named) > 0);
    // `max_by_key` gives the last of equals: the comma.
    named.unwrap_or_else(|| [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b','))
}
