//! Findings: everything that a person should look at, most serious first.
//! In: findings. Out: one page.

use schemas::{checked::Row, tables::data};

use crate::{
    context::Context,
    views::{
        Book, View,
        officer::{MOST, cut},
        page::{Block, Cell, Column, Look, Page, Table},
    },
    words::{capital, severity_word},
};

/// The view.
pub static VIEW: View = View {
    name: "Findings",
    book: Book::Officer,
    purpose: "Everything that was noticed about the returns, most serious first, with its place and what to do.",
    reads: &[&data::FINDINGS],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    let mut rows: Vec<Row<'_>> = context.data("findings").collect();
    let weight = |row: &Row<'_>| match row.str("severity") {
        "error" => 0,
        "warning" => 1,
        _ => 2,
    };
    rows.sort_by_cached_key(|row| {
        (weight(row), row.str("code").to_owned(), row.str("source_file").to_owned(), row.index())
    });
    let n = rows.len();
    rows.truncate(MOST);
    let mut page = Page::new(
        VIEW.name,
        format!("Findings {}", context.year()),
        "Everything that was noticed, most serious first. The command tallybook explain, with a rule's code, shows that \
         rule's page.",
    )
    .wide();
    if n == 0 {
        return vec![page.with(Block::Text("Nothing was noticed.".to_owned()))];
    }
    if let Some(note) = cut(n) {
        page = page.with(note);
    }
    let cells = rows
        .iter()
        .map(|row| {
            let school = row.text("school_id").and_then(|id| context.school_by_id(id));
            vec![
                Cell::text(severity_word(row.str("severity"))),
                Cell::text(row.str("code")),
                Cell::text(school.map_or("", |school| school.name.as_str())),
                Cell::text(capital(row.str("message"))),
                Cell::text(row.str("was_read")),
                Cell::text(row.str("suggestion")),
                Cell::text(row.str("source_file")),
                Cell::text(format!("{} {}", row.str("sheet"), row.str("cell")).trim()),
                Cell::text(row.str("decision")),
            ]
        })
        .collect();
    vec![page.with(Block::Table(Table {
        name: "Findings".to_owned(),
        title: "Findings with their place and what to do".to_owned(),
        columns: vec![
            Column::wide("Severity", Look::Text, 11.0),
            Column::wide("Rule", Look::Text, 8.0),
            Column::wide("School", Look::Text, 26.0),
            Column::wide("What is the matter", Look::Long, 46.0),
            Column::wide("What was read", Look::Long, 30.0),
            Column::wide("What to do", Look::Long, 36.0),
            Column::wide("File", Look::Text, 34.0),
            Column::wide("Place", Look::Text, 16.0),
            Column::wide("Ruling", Look::Text, 18.0),
        ],
        rows: cells,
        n_fixed: 0,
    }))]
}
