//! Forms written as text tables, for tests of recognition.
//! In: lines of cells between bars; `{POL-04}` stands for that statement's text. Out: grids, and what was read in a line of
//! text. Never reads a file.

#![allow(dead_code, reason = "each test binary uses its own part")]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what a test relies on may fail it"
)]

use std::sync::OnceLock;

use ingest::{
    grid::{Addressing, Cell, Grid, Look, Stands, Value},
    reading::ReturnReading,
    recognise::{Known, Library, recognise},
};
use schemas::{
    catalogue::load,
    decision::{Decision, RuledColumn, Ruling, Scope},
    finding::Finding,
    ids::{FindingId, Year},
    place::Place,
};

/// Four statements of one section.
pub(crate) const FOUR: &str = "POL-02 POL-03 POL-05 POL-06";

/// Four statements, three of them marked: yes, partly, no.
pub(crate) const FORM: &str = "| Statement | Yes | Partly | No | Comments |
| {POL-02} | x | | | seen |
| {POL-03} | | x | | |
| {POL-05} | | | x | |
| {POL-06} | | | | |";

/// Four statements with headings and marks beneath each: yes, partly, no, yes.
pub(crate) const BENEATH: &str = "| {POL-02} |
     | Yes | Partly | No |
     | x | | |
     | {POL-03} |
     | Yes | Partly | No |
     | | x | |
     | {POL-05} |
     | Yes | Partly | No |
     | | | x |
     | {POL-06} |
     | Yes | Partly | No |
     | x | | |";

/// What a file came to.
pub(crate) struct Read {
    pub(crate) returns: Vec<ReturnReading>,
    pub(crate) findings: Vec<Finding>,
}

/// A sheet from its text table: a line a row, an empty line an empty row.
pub(crate) fn sheet(name: &str, table: &str) -> Grid {
    let text_of = |id: &str| {
        library()
            .catalogues()
            .iter()
            .flat_map(|catalogue| &catalogue.statements)
            .find(|statement| statement.id.as_str() == id)
            .map_or_else(|| panic!("no statement {id}"), |statement| statement.text.clone())
    };
    let mut cells = Vec::new();
    for (row, line) in table.trim_start_matches('\n').lines().enumerate() {
        let line = line.trim();
        let Some(line) = line.strip_prefix('|') else { continue };
        for (column, given) in line.strip_suffix('|').unwrap_or(line).split('|').enumerate() {
            let mut given = given.trim().to_owned();
            while let (Some(open), Some(close)) = (given.find('{'), given.find('}')) {
                let id = given[open + 1..close].to_owned();
                given.replace_range(open..=close, &text_of(&id));
            }
            if given.is_empty() {
                continue;
            }
            let value = given.parse().map_or_else(|_| Value::Text(given.into()), Value::Number);
            let (row, column) = (u32::try_from(row).unwrap(), u32::try_from(column).unwrap());
            cells.push(Cell { row, column, value, look: Look::default() });
        }
    }
    Grid { sheet: name.to_owned(), cells, ..Grid::default() }
}

/// A form below these rows of fields, as a sheet.
pub(crate) fn form_below(top: &str) -> Grid {
    sheet("Return", &format!("{top}\n\n{FORM}\n"))
}

/// A form with one answer column below some lines, with these marks.
pub(crate) fn below(lines: &str, heading: &str, marks: [&str; 4]) -> Read {
    let [a, b, c, d] = marks;
    read_sheet(&format!(
        "{lines}\n| Statement | {heading} | Comments |\n| {{POL-02}} | {a} | |\n| {{POL-03}} | {b} | |\n| {{POL-05}} | {c} | |\n| {{POL-06}} | {d} | |"
    ))
}

/// A document: its running text, and tables each of which stands before a row of it.
pub(crate) fn document(text: &str, tables: &[(u32, &str)]) -> Vec<Grid> {
    let of_document = |grid: Grid| Grid { addressing: Addressing::Document, ..grid };
    let table = |(at, (before, table)): (usize, &(u32, &str))| Grid {
        stands: Stands::Before(*before),
        ..of_document(sheet(&format!("table {}", at + 1), table))
    };
    let tables = tables.iter().enumerate().map(table);
    std::iter::once(of_document(sheet("text", text))).chain(tables).collect()
}

/// The catalogues that the program brings along.
pub(crate) fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| Library::new(load::builtin()))
}

/// Reads sheets as one file named `return.xlsx`.
pub(crate) fn read(grids: &[Grid]) -> Read {
    read_with(grids, &[])
}

/// Reads sheets with rulings.
pub(crate) fn read_with(grids: &[Grid], decisions: &[Decision]) -> Read {
    let known = Known { library: library(), year: Year::of(2026).unwrap(), decisions };
    let (returns, findings) = recognise("return.xlsx", "abc", grids, &known);
    Read { returns, findings }
}

/// Reads one sheet.
pub(crate) fn read_sheet(table: &str) -> Read {
    read(&[sheet("Return", table)])
}

impl Read {
    /// What the only return says to some statements: `yes no - two ?` (`-` blank, `two` several, `?` unreadable,
    /// `missing`).
    pub(crate) fn says(&self, ids: &str) -> String {
        assert_eq!(self.returns.len(), 1, "{:?}", self.findings);
        says(&self.returns[0], ids)
    }

    /// The codes of all findings but the notes on blank and missing statements and dates, each once.
    pub(crate) fn codes(&self) -> String {
        let mut codes: Vec<&str> = self
            .findings
            .iter()
            .map(|finding| finding.rule.code)
            .filter(|code| !matches!(*code, "F208" | "F308" | "F408"))
            .collect();
        codes.sort_unstable();
        codes.dedup();
        codes.join(" ")
    }

    /// The finding under a rule.
    pub(crate) fn finding(&self, code: &str) -> &Finding {
        self.findings
            .iter()
            .find(|finding| finding.rule.code == code)
            .unwrap_or_else(|| panic!("no {code} among {:?}", self.findings))
    }
}

/// What a return says to some statements.
pub(crate) fn says(read: &ReturnReading, ids: &str) -> String {
    let mut said = Vec::new();
    for id in ids.split(' ') {
        let answer = read.answers.iter().find(|answer| answer.statement_id.as_str() == id).unwrap();
        said.push(match (answer.answer, answer.status.code()) {
            (Some(answer), "answered") => answer.code(),
            (None, "blank") => "-",
            (None, "multiple") => "two",
            (None, "unreadable") => "?",
            (None, "missing") => "missing",
            other => panic!("{other:?}"),
        });
    }
    said.join(" ")
}

/// The ruling `columns ...` of these words.
pub(crate) fn columns(words: &str) -> Ruling {
    Ruling::Columns(words.split(' ').map(|word| RuledColumn::of(word).unwrap()).collect())
}

/// A ruling on a finding.
pub(crate) fn ruling(finding: &Finding, ruling: Ruling, scope: Scope) -> Decision {
    Decision {
        finding_id: FindingId::of(&["F"]),
        year: None,
        code: finding.rule.code.to_owned(),
        sha256: "abc".to_owned(),
        place: Place { ..finding.place.clone() },
        was_read: finding.was_read.clone(),
        ruling,
        scope,
    }
}
