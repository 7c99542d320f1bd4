//! Questions: what a person has to rule on, the most answers waiting first.
//! In: findings that are questions. Out: one page. Never leaves out one that has a ruling: had it been followed, there
//! would be no question.

use schemas::{checked::Row, tables::data};

use crate::{
    context::Context,
    views::{
        Book, View,
        officer::{MOST, cut},
        page::{Block, Cell, Column, Look, Page, Table},
    },
    words::capital,
};

/// The view.
pub static VIEW: View = View {
    name: "Questions",
    book: Book::Officer,
    purpose: "What waits for a ruling in decisions.csv, the most answers waiting first.",
    reads: &[&data::FINDINGS],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    let mut rows: Vec<Row<'_>> = context.data("findings").filter(|row| row.flag("is_question")).collect();
    rows.sort_by(|a, b| {
        (b.count("n_answers_waiting"), a.str("source_file"), a.str("cell"), a.index()).cmp(&(
            a.count("n_answers_waiting"),
            b.str("source_file"),
            b.str("cell"),
            b.index(),
        ))
    });
    let n = rows.len();
    rows.truncate(MOST);
    let mut page = Page::new(
        VIEW.name,
        format!("Questions, {}", context.year()),
        "What could not be read or decided for sure. No figure uses it until it is ruled on: find the row of the same id \
         in decisions.csv in the book's folder, fill in the columns decision and scope, save, and run again.",
    )
    .wide();
    if n == 0 {
        return vec![page.with(Block::Text("No question waits.".to_owned()))];
    }
    if let Some(note) = cut(n) {
        page = page.with(note);
    }
    let cells = rows
        .iter()
        .map(|row| {
            let school = row.text("school_id").and_then(|id| context.school_by_id(id));
            vec![
                Cell::count(row.int("n_answers_waiting")),
                Cell::text(school.map_or("", |school| school.name.as_str())),
                Cell::text(asked(row)),
                Cell::text(row.str("was_read")),
                Cell::text(row.str("suggestion")),
                Cell::text(row.str("source_file")),
                Cell::text(format!("{} {}", row.str("sheet"), row.str("cell")).trim()),
                Cell::text(row.str("code")),
                Cell::text(row.str("finding_id")),
            ]
        })
        .collect();
    vec![page.with(Block::Table(Table {
        name: "Questions".to_owned(),
        title: "Open questions with what was read and what is suggested".to_owned(),
        columns: vec![
            Column::wide("Answers waiting", Look::CountBar, 11.0),
            Column::wide("School", Look::Text, 26.0),
            Column::wide("Question", Look::Long, 46.0),
            Column::wide("What was read", Look::Long, 30.0),
            Column::wide("Suggestion", Look::Long, 36.0),
            Column::wide("File", Look::Text, 32.0),
            Column::wide("Place", Look::Text, 16.0),
            Column::wide("Rule", Look::Text, 8.0),
            Column::wide("Id in decisions.csv", Look::Text, 22.0),
        ],
        rows: cells,
        n_fixed: 0,
    }))]
}

/// The question; with a ruling that was given and did not settle it.
fn asked(row: &Row<'_>) -> String {
    let question = capital(row.str("message"));
    match row.text("decision") {
        Some(ruling) => format!("{question}. The ruling `{ruling}` does not settle it"),
        None => question,
    }
}
