//! Codes: which school is which in papers that call schools by codes.
//! In: the year's schools. Out: one page, or none where the papers call schools by name.

use crate::{
    context::Context,
    views::{
        Book, View,
        page::{Block, Cell, Column, Look, Page, Table},
    },
};

/// The view.
pub static VIEW: View = View {
    name: "Codes",
    book: Book::Officer,
    purpose: "Which school is which in the working group's papers, where these call schools by codes.",
    reads: &[],
    most: usize::MAX,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    if context.shows_names() {
        return Vec::new();
    }
    let rows = context
        .schools
        .iter()
        .map(|school| vec![Cell::text(&school.code), Cell::text(&school.name), Cell::text(&school.id)])
        .collect();
    vec![
        Page::new(
            VIEW.name,
            format!("Codes {}", context.year()),
            "The working group's papers call schools by these codes. Keep this sheet to yourself.",
        )
        .with(Block::Table(Table {
            name: "Codes".to_owned(),
            title: "Codes with their schools".to_owned(),
            columns: vec![
                Column::new("Code", Look::Text),
                Column::new("School", Look::Text),
                Column::new("School id", Look::Text),
            ],
            rows,
            n_fixed: 1,
        })),
    ]
}
