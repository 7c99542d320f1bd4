//! `statements.csv` -> statements.
//! In: the file's bytes and what `catalogue.toml` says. Out: a statement for each row that could be read, and every
//! fault. Never reads other wordings.

use std::collections::BTreeMap;

use super::{
    Statement,
    fault::Fault,
    head::Head,
    rows::{self, Column, Row},
    themes::THEMES,
};
use crate::ids::{BadId, StatementId, Theme, Year};

/// The file's name.
pub(super) const FILE: &str = "statements.csv";
/// The longest short label, in characters.
pub(super) const LONGEST_LABEL: usize = 40;

/// The file's columns, in the order in which it is written.
pub(super) const COLUMNS: &[Column] = &[
    Column { name: "statement_id", is_required: true, meaning: "an id that never changes: POL-04" },
    Column { name: "section", is_required: true, meaning: "the id of its section, as in this file" },
    Column { name: "text", is_required: true, meaning: "its words as they stand on the form" },
    Column {
        name: "short_label",
        is_required: true,
        meaning: "a few words for charts, at most 40 characters",
    },
    Column { name: "theme", is_required: true, meaning: "one of the themes below" },
    Column { name: "guidance", is_required: false, meaning: "guidance it refers to, parted by semicolons" },
    Column {
        name: "is_essential",
        is_required: false,
        meaning: "yes, where any answer but Yes calls for a talk with the school; else empty",
    },
    Column { name: "support", is_required: false, meaning: "what the authority offers" },
    Column {
        name: "first_year",
        is_required: false,
        meaning: "the first collection that asks it; empty if it always did",
    },
    Column {
        name: "last_year",
        is_required: false,
        meaning: "the last collection that asks it; empty while it does",
    },
];

/// A row of the file.
pub(super) struct StatementRow {
    /// Its line.
    pub(super) line: u32,
    /// Its id as written, by which `wordings.csv` names it.
    pub(super) id: String,
    /// The statement, where the row has no fault that leaves it without one.
    pub(super) statement: Option<Statement>,
    /// The line of each of its wordings in `wordings.csv`, in step with them.
    pub(super) wording_lines: Vec<u32>,
}

/// Reads the file.
pub(super) fn read(bytes: &[u8], head: &Head, faults: &mut Vec<Fault>) -> Vec<StatementRow> {
    let rows = rows::read(FILE, bytes, COLUMNS, faults);
    if rows.is_empty() && faults.is_empty() {
        faults
            .push(Fault::of_file(FILE, "there is no statement").hint("a row for each statement of the form"));
    }
    let mut ids: BTreeMap<String, u32> = BTreeMap::new();
    let mut labels: BTreeMap<String, u32> = BTreeMap::new();
    let mut reached = 0;
    let mut found = Vec::new();
    for row in &rows {
        once(&mut ids, row, "statement_id", row.get("statement_id").to_owned(), faults);
        once(&mut labels, row, "short_label", fold(row.get("short_label")), faults);
        let section = section(row, head, &mut reached, faults);
        let statement = statement(row, section, faults);
        let id = row.get("statement_id").to_owned();
        found.push(StatementRow { line: row.line, id, statement, wording_lines: Vec::new() });
    }
    for (section, line) in head.sections.iter().zip(&head.section_lines) {
        if !rows.is_empty() && !rows.iter().any(|row| row.get("section") == section.id.as_str()) {
            let message = format!("no statement is of section `{}`", section.id);
            faults.push(Fault::at(super::head::FILE, *line, "sections", message));
        }
    }
    found
}

fn statement(row: &Row, section: Option<usize>, faults: &mut Vec<Fault>) -> Option<Statement> {
    let mut fault = |column: &str, message: String, hint: &str| {
        faults.push(Fault::at(FILE, row.line, column, message).hint(hint));
    };
    let id = row.get("statement_id").parse::<StatementId>();
    if let Err(bad) = &id {
        fault("statement_id", bad.to_string(), "Excel may have taken it for a date; set the column to Text");
    }
    let text = row.get("text");
    if text.is_empty() {
        fault("text", "the text is empty".into(), "the statement's words as they stand on the form");
    } else if fold(text).is_empty() {
        fault("text", format!("`{text}` has no words"), "the statement's words as they stand on the form");
    }
    let label = row.get("short_label");
    let length = label.chars().count();
    if label.is_empty() {
        fault("short_label", "the label is empty".into(), "a few words, for charts");
    } else if length > LONGEST_LABEL {
        fault(
            "short_label",
            format!("`{label}` has {length} characters"),
            "at most 40, so that charts stay readable",
        );
    } else if label.contains('\n') {
        fault("short_label", "the label has a line break".into(), "one line, for charts");
    }
    let theme = row.get("theme");
    if !THEMES.iter().any(|(id, _)| *id == theme) {
        let ids: Vec<_> = THEMES.iter().map(|(id, _)| *id).collect();
        fault("theme", format!("`{theme}` is not one of {}", ids.join(", ")), "choose the nearest of them");
    }
    let is_essential = match row.get("is_essential").to_lowercase().as_str() {
        "yes" | "true" | "x" | "1" => true,
        "" | "no" | "false" | "0" => false,
        other => {
            fault("is_essential", format!("`{other}` is neither yes nor no"), "yes, or leave it empty");
            false
        }
    };
    let first_year = year(row, "first_year").unwrap_or_else(|bad| {
        fault("first_year", bad.to_string(), "leave it empty if it was always asked");
        None
    });
    let last_year = year(row, "last_year").unwrap_or_else(|bad| {
        fault("last_year", bad.to_string(), "leave it empty while it is asked");
        None
    });
    if let (Some(first), Some(last)) = (first_year, last_year)
        && last < first
    {
        fault("last_year", format!("{last} is before the first year, {first}"), "");
    }
    Some(Statement {
        id: id.ok()?,
        section: section?,
        text: text.to_owned(),
        short_label: label.to_owned(),
        theme: theme.parse::<Theme>().ok()?,
        wordings: Vec::new(),
        guidance: row
            .get("guidance")
            .split(';')
            .map(str::trim)
            .filter(|g| !g.is_empty())
            .map(str::to_owned)
            .collect(),
        is_essential,
        support: row.get("support").to_owned(),
        first_year,
        last_year,
    })
}

/// A year that may be left empty.
pub(super) fn year(row: &Row, column: &str) -> Result<Option<Year>, BadId> {
    match row.get(column) {
        "" => Ok(None),
        text => text.parse().map(Some),
    }
}

/// The index of the row's section. Statements follow their sections' order: a table that was sorted in Excel by
/// another column would otherwise pass for the form's order.
fn section(row: &Row, head: &Head, reached: &mut usize, faults: &mut Vec<Fault>) -> Option<usize> {
    let given = row.get("section");
    let index = head.sections.iter().position(|section| section.id.as_str() == given);
    match index {
        Some(index) if index < *reached => faults.push(
            Fault::at(FILE, row.line, "section", format!("section `{given}` has already ended above"))
                .hint("keep the statements in the order of the form; the table may have been sorted"),
        ),
        Some(index) => *reached = index,
        None => {
            let ids: Vec<_> = head.sections.iter().map(|section| section.id.as_str()).collect();
            let message = format!("`{given}` is not one of {}", ids.join(", "));
            faults.push(
                Fault::at(FILE, row.line, "section", message).hint("sections are listed in catalogue.toml"),
            );
        }
    }
    index
}

/// Faults what stands in an earlier row too.
fn once(seen: &mut BTreeMap<String, u32>, row: &Row, column: &str, key: String, faults: &mut Vec<Fault>) {
    if key.is_empty() {
        return;
    }
    match seen.get(&key) {
        Some(line) => {
            let message = format!("`{}` stands in line {line} too", row.get(column));
            faults.push(Fault::at(FILE, row.line, column, message));
        }
        None => drop(seen.insert(key, row.line)),
    }
}

/// Faults texts and wordings that say the same for two statements: a return could not be told which it answers.
pub(super) fn check_wordings_differ(rows: &[StatementRow], faults: &mut Vec<Fault>) {
    let mut seen: BTreeMap<String, (&str, &str, u32)> = BTreeMap::new();
    let texts = rows.iter().filter_map(|row| {
        row.statement
            .as_ref()
            .map(|statement| (row.id.as_str(), statement.text.as_str(), FILE, "text", row.line))
    });
    let wordings = rows.iter().flat_map(|row| {
        let wordings = row.statement.iter().flat_map(|statement| &statement.wordings);
        wordings.zip(&row.wording_lines).map(|(wording, line)| {
            (row.id.as_str(), wording.text.as_str(), super::wordings::FILE, "wording", *line)
        })
    });
    for (id, text, file, column, line) in texts.chain(wordings) {
        let key = fold(text);
        match seen.get(&key) {
            _ if key.is_empty() => {}
            Some((other, other_file, other_line)) if *other != id => {
                let message = format!("this says the same as {other} ({other_file} line {other_line})");
                let hint = "two statements cannot have the same words; keep them for one";
                faults.push(Fault::at(file, line, column, message).hint(hint));
            }
            Some(_) => {}
            None => drop(seen.insert(key, (id, file, line))),
        }
    }
}

/// A text's words in small letters, without punctuation: what makes two texts the same.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        } else if c != '\'' && c != '’' && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.trim().to_owned()
}
