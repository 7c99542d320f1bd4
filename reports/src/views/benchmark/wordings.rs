//! Wordings: which other words than the catalogue's the schools answered.
//! In: `mart_wording`. Out: one page. Names no school.

use schemas::tables::marts;

use crate::{
    context::Context,
    views::{
        Book, View,
        page::{Block, Cell, Column, Look, Page, Table},
    },
    words::matched_word,
};

/// The view.
pub static VIEW: View = View {
    name: "Wordings",
    book: Book::Benchmark,
    purpose: "Where schools answered other words than this year's form has, and how they were recognised.",
    reads: &[&marts::MART_WORDING],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    let page = Page::new(
        VIEW.name,
        format!("Other wordings that were answered, {}", context.year()),
        "Some schools send an older form or retype it. Here is what they answered instead, how it was recognised and \
         how many returns have it.",
    )
    .wide();
    let rows: Vec<Vec<Cell>> = context
        .rows("mart_wording")
        .filter_map(|row| {
            let form = context.form(row.str("catalogue_id"))?;
            let id = row.str("statement_id");
            Some(vec![
                Cell::text(id),
                Cell::text(row.str("wording")),
                Cell::text(form.statement(id).map_or("", |statement| statement.text.as_str())),
                Cell::text(matched_word(row.str("matched_by"))),
                Cell::number(row.float("match_score")),
                Cell::count(row.int("n_returns")),
            ])
        })
        .collect();
    if rows.is_empty() {
        return vec![page.with(Block::Text("Every return has the form's own words.".to_owned()))];
    }
    vec![page.with(Block::Table(Table {
        name: "Wordings".to_owned(),
        title: "Wordings in returns beside the form's own".to_owned(),
        columns: vec![
            Column::new("Id", Look::Text),
            Column::wide("As it stands in returns", Look::Long, 50.0),
            Column::wide("This year's form", Look::Long, 50.0),
            Column::wide("Recognised", Look::Text, 20.0),
            Column::wide("Likeness", Look::Share, 10.0),
            Column::wide("Returns", Look::CountBar, 10.0),
        ],
        rows,
        n_fixed: 1,
    }))]
}
