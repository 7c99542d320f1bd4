//! A catalogue -> the files of its folder, as an officer finds them.
//! In: one checked catalogue. Out: file names and bytes that [`super::load::from_texts`] reads back to the same.
//! Never writes to a disk.

use std::collections::BTreeMap;

use super::{ActionPlan, Catalogue, THEMES, head, rows::Column, statements, wordings};

const INTRODUCTION: &str = "\
# A catalogue: what a form asks about. Three files make it up; `tallybook catalogue check FOLDER` says whether all is
# well. The tables are edited in Excel and saved as CSV.
";
const PRINTED: &str = "
# Further lines of the form, word for word: instructions, say. What a school writes around its form is kept as its
# remark; these are not.
";
const CONFIRMED: &str = "
# false while nobody has confirmed what the form's columns mean: every figure is then marked provisional.
";
const COLUMNS: &str = "
# The columns beside each statement, in the order of the form as it was sent out. A role is one of yes, partly, no,
# not_applicable, answer (the answer stands here as a word), comment. The label is empty where the form has no
# heading. `also = [\"...\"]` lists other headings of the same meaning.
";
const FIELDS: &str = "
# The fields above the statements. A role is one of school_name, completed_by, date.
";
const SECTIONS: &str = "
# The sections in the order of the form. A form without headings has one.
";
const PLAN: &str = "
# The table of planned actions below the statements; leave this part out where the form has none.
";

/// The files of a catalogue's folder: `catalogue.toml`, `statements.csv` and, where there are other wordings,
/// `wordings.csv`. Tables are UTF-8 with a byte order mark, every cell quoted, which Excel opens as it stands.
pub fn to_files(catalogue: &Catalogue) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::from([
        (head::FILE.to_owned(), head(catalogue).into_bytes()),
        (statements::FILE.to_owned(), table(statements::COLUMNS, &statement_rows(catalogue))),
    ]);
    let wordings = wording_rows(catalogue);
    if !wordings.is_empty() {
        files.insert(wordings::FILE.to_owned(), table(wordings::COLUMNS, &wordings));
    }
    files
}

fn statement_rows(catalogue: &Catalogue) -> Vec<Vec<String>> {
    let year = |year: Option<crate::ids::Year>| year.map(|year| year.to_string()).unwrap_or_default();
    let section = |index: usize| catalogue.sections.get(index).map(|s| s.id.to_string()).unwrap_or_default();
    let rows = catalogue.statements.iter().map(|statement| {
        vec![
            statement.id.to_string(),
            section(statement.section),
            statement.text.clone(),
            statement.short_label.clone(),
            statement.theme.to_string(),
            statement.guidance.join("; "),
            if statement.is_essential { "yes".into() } else { String::new() },
            statement.support.clone(),
            year(statement.first_year),
            year(statement.last_year),
        ]
    });
    rows.collect()
}

fn wording_rows(catalogue: &Catalogue) -> Vec<Vec<String>> {
    let rows = catalogue.statements.iter().flat_map(|statement| {
        statement.wordings.iter().map(|wording| {
            vec![
                statement.id.to_string(),
                wording.text.clone(),
                wording.until.map(|year| year.to_string()).unwrap_or_default(),
                wording.comparability.code().to_owned(),
            ]
        })
    });
    rows.collect()
}

/// A table with a byte order mark, every cell quoted, lines ended as Excel ends them.
fn table(columns: &[Column], rows: &[Vec<String>]) -> Vec<u8> {
    let head: Vec<_> = columns.iter().map(|column| column.name.to_owned()).collect();
    let mut text = String::from('\u{feff}');
    for row in std::iter::once(&head).chain(rows) {
        let cells: Vec<_> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text.into_bytes()
}

/// What the three files hold, for a person who opens this one first.
fn introduction() -> String {
    let mut text = String::from(INTRODUCTION);
    let tables = [
        ("statements.csv: a row for each statement, in the order of the form.", statements::COLUMNS),
        (
            "wordings.csv: other words for a statement, of earlier years or as schools put it.",
            wordings::COLUMNS,
        ),
    ];
    let lines = tables.iter().flat_map(|(title, columns)| {
        let columns = columns.iter().map(|column| format!("#   {:<14} {}", column.name, column.meaning));
        ["#".to_owned(), format!("# {title}")].into_iter().chain(columns)
    });
    let themes = THEMES.iter().map(|(id, title)| format!("#   {id:<16} {title}"));
    for line in lines.chain(["#".to_owned(), "# Themes:".to_owned()]).chain(themes) {
        text.push_str(&line);
        text.push('\n');
    }
    text.push('\n');
    text
}

fn head(catalogue: &Catalogue) -> String {
    let mut text = introduction();
    key(&mut text, "id", catalogue.id.as_str());
    key(&mut text, "title", &catalogue.title);
    text.push_str(CONFIRMED);
    plain(&mut text, "columns_confirmed", &catalogue.columns_confirmed.to_string());
    text.push_str(PRINTED);
    plain(&mut text, "printed", &list(&catalogue.printed));
    text.push_str(COLUMNS);
    for (index, column) in catalogue.columns.iter().enumerate() {
        open(&mut text, "[[columns]]", index);
        key(&mut text, "role", name_of(&head::COLUMN_ROLES, column.role));
        key(&mut text, "label", &column.label);
        if !column.also.is_empty() {
            let also: Vec<_> = column.also.iter().map(|label| quoted(label)).collect();
            plain(&mut text, "also", &format!("[{}]", also.join(", ")));
        }
    }
    if !catalogue.fields.is_empty() {
        text.push_str(FIELDS);
    }
    for (index, field) in catalogue.fields.iter().enumerate() {
        open(&mut text, "[[fields]]", index);
        key(&mut text, "role", name_of(&head::FIELD_ROLES, field.role));
        key(&mut text, "label", &field.label);
    }
    text.push_str(SECTIONS);
    for (index, section) in catalogue.sections.iter().enumerate() {
        open(&mut text, "[[sections]]", index);
        key(&mut text, "id", section.id.as_str());
        key(&mut text, "title", &section.title);
    }
    if let Some(plan) = &catalogue.action_plan {
        action_plan(&mut text, plan);
    }
    text
}

/// A list, a line each.
fn list(texts: &[String]) -> String {
    if texts.is_empty() {
        return "[]".to_owned();
    }
    let lines: Vec<String> = texts.iter().map(|text| format!("    {},\n", quoted(text))).collect();
    format!("[\n{}]", lines.concat())
}

fn action_plan(text: &mut String, plan: &ActionPlan) {
    text.push_str(PLAN);
    open(text, "[action_plan]", 0);
    key(text, "heading", &plan.heading);
    key(text, "area", &plan.area);
    key(text, "resources", &plan.resources);
    key(text, "completed_on", &plan.completed_on);
    key(text, "signed", &plan.signed);
    plain(text, "n_rows", &plan.n_rows.to_string());
}

/// A table's head, with an empty line above all but the first.
fn open(text: &mut String, head: &str, index: usize) {
    if index > 0 {
        text.push('\n');
    }
    text.push_str(head);
    text.push('\n');
}

fn key(text: &mut String, name: &str, value: &str) {
    plain(text, name, &quoted(value));
}

fn plain(text: &mut String, name: &str, value: &str) {
    for part in [name, " = ", value, "\n"] {
        text.push_str(part);
    }
}

fn quoted(value: &str) -> String {
    toml::Value::from(value).to_string()
}

fn name_of<T: Copy + PartialEq>(roles: &[(&'static str, T)], role: T) -> &'static str {
    roles.iter().find(|(_, other)| *other == role).map_or("", |(name, _)| name)
}

#[cfg(test)]
#[path = "write_tests.rs"]
mod tests;
