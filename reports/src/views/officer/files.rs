//! Files: what became of every file and of the returns in it.
//! In: files, returns. Out: one page.

use std::collections::BTreeMap;

use schemas::{checked::Row, tables::data};

use super::comments::standing_word;
use crate::{
    context::Context,
    views::{
        Book, View,
        officer::{MOST, cut},
        page::{Block, Cell, Column, Look, Page, Table},
    },
    words::{heading, matched_word, rule_words},
};

/// The view.
pub static VIEW: View = View {
    name: "Files",
    book: Book::Officer,
    purpose: "What became of every file and every return in it.",
    reads: &[&data::FILES, &data::RETURNS],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    let mut by_file: BTreeMap<&str, Vec<Row<'_>>> = BTreeMap::new();
    for row in context.data("returns") {
        by_file.entry(row.str("source_file")).or_default().push(row);
    }
    let mut cells = Vec::new();
    for file in context.data("files") {
        let outcome = heading(file.str("outcome"));
        let why = file
            .text("finding_code")
            .and_then(schemas::rules::by_code)
            .map_or_else(String::new, |rule| format!("{} {}", rule.code, rule_words(rule.code)));
        let returns = by_file.get(file.str("source_file")).map(Vec::as_slice).unwrap_or_default();
        let first = |cells: &mut Vec<Cell>| {
            cells.extend([
                Cell::text(file.str("source_file")),
                Cell::text(file.str("kind")),
                Cell::text(&outcome),
                Cell::text(&why),
            ]);
        };
        if returns.is_empty() {
            let mut row = Vec::new();
            first(&mut row);
            row.extend([Cell::None, Cell::None, Cell::None, Cell::None, Cell::None]);
            cells.push(row);
        }
        for of in returns {
            let mut row = Vec::new();
            first(&mut row);
            let school = of.text("school_id").and_then(|id| context.school_by_id(id));
            row.extend([
                Cell::text(school.map_or("", |school| school.name.as_str())),
                Cell::text(of.text("school_matched_by").map_or("", matched_word)),
                Cell::day(of.date("completed_on")),
                Cell::count(of.int("n_answered")),
                Cell::text(standing_word(of)),
            ]);
            cells.push(row);
        }
    }
    let n = cells.len();
    cells.truncate(MOST);
    let mut page = Page::new(
        VIEW.name,
        format!("Files {}", context.year()),
        "What was sent and what became of it, file by file. Nothing that was sent is left out of this list.",
    )
    .wide();
    if let Some(note) = cut(n) {
        page = page.with(note);
    }
    let table = Table {
        name: "Files".to_owned(),
        title: "Files and the returns in them, with what became of each".to_owned(),
        columns: vec![
            Column::wide("File", Look::Text, 52.0),
            Column::wide("Kind", Look::Text, 10.0),
            Column::wide("Outcome", Look::Text, 11.0),
            Column::wide("Why", Look::Long, 44.0),
            Column::wide("School", Look::Text, 34.0),
            Column::wide("School recognised", Look::Text, 22.0),
            Column::wide("Dated", Look::Day, 14.0),
            Column::wide("Statements answered", Look::Count, 13.0),
            Column::wide("The return", Look::Text, 24.0),
        ],
        rows: cells,
        n_fixed: 1,
    };
    vec![page.with(Block::Table(table))]
}
