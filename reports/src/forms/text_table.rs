//! A blank form as a text table, for schools without an office suite.
//! In: what the form says. Out: UTF-8 with a byte order mark, commas, lines as Excel ends them. Never a cell that a
//! spreadsheet would run.

use super::{
    Format,
    content::{ANSWER_LABEL, Content, ID_LABEL, SCHOOL_ID_LABEL, STATEMENT_LABEL, instructions},
};

/// The form's bytes.
pub(super) fn write(content: &Content<'_>) -> Vec<u8> {
    let mut table = Table(String::from('\u{feff}'));
    table.row(&[&content.title]);
    for line in instructions(&content.how(Format::Csv)) {
        table.row(&[line]);
    }
    table.row(&[]);
    let (id, name) = content.school.map_or(("", ""), |school| (school.id.as_str(), school.name.as_str()));
    table.row(&[&content.school_name_label, &harmless(name)]);
    table.row(&[SCHOOL_ID_LABEL, &harmless(id)]);
    table.row(&[&content.completed_by_label, &harmless(&content.filled.completed_by)]);
    table.row(&[&content.date_label, &content.filled.date]);
    table.row(&[]);
    table.row(&[ID_LABEL, STATEMENT_LABEL, ANSWER_LABEL, &content.comment_label]);
    for (section, statements) in &content.sections {
        // A row of its own: a column of sections would be read as something the school wrote.
        table.row(&["", section]);
        for statement in statements {
            let (word, evidence) =
                (content.answer_word(&statement.id), content.filled.evidence(&statement.id));
            table.row(&[statement.id.as_str(), &statement.text, word, &harmless(evidence)]);
        }
    }
    if let Some(plan) = content.plan() {
        table.row(&[]);
        table.row(&[&plan.heading]);
        table.row(&["", &plan.area, &plan.resources, &plan.completed_on, &plan.signed]);
        for row in 0..plan.n_rows {
            let [area, resources, date, signed] = content.filled.action(row).map(harmless);
            table.row(&[&(row + 1).to_string(), &area, &resources, &date, &signed]);
        }
    }
    table.0.into_bytes()
}

/// Text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    let text = text.trim();
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// Rows of five cells.
struct Table(String);

impl Table {
    fn row(&mut self, cells: &[&str]) {
        let cells = cells.iter().copied().chain(std::iter::repeat("")).take(5.max(cells.len()));
        let quoted: Vec<String> = cells
            .map(|cell| {
                if cell.contains([',', '"', '\n', '\r', ';']) {
                    format!("\"{}\"", cell.replace('"', "\"\""))
                } else {
                    cell.to_owned()
                }
            })
            .collect();
        self.0.push_str(&quoted.join(","));
        self.0.push_str("\r\n");
    }
}
