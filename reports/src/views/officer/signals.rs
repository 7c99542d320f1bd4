//! Signals: patterns that are worth a conversation, and prove nothing.
//! In: `mart_signal`. Out: one page.

use schemas::tables::marts;

use crate::{
    context::Context,
    views::{
        Book, View,
        page::{Block, Cell, Column, Look, Page, Table},
    },
    words::signal_word,
};

/// The view.
pub static VIEW: View = View {
    name: "Signals",
    book: Book::Officer,
    purpose: "Patterns in a school's answers that are worth a conversation; none of them proves anything.",
    reads: &[&marts::MART_SIGNAL],
    most: 20_000,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    let n_rows = context.rows("mart_signal").count();
    let page = Page::new(
        VIEW.name,
        format!("Signals for a conversation, {}", context.year()),
        "Patterns worth asking about. Each has innocent reasons too: schools that work together share words, and a \
         small school may truly have everything in place.",
    )
    .wide()
    .as_of("For the officer for online safety. Not for the working group.");
    if n_rows > VIEW.most {
        return vec![page.with(VIEW.not_shown(n_rows))];
    }
    let rows: Vec<Vec<Cell>> = context
        .rows("mart_signal")
        .filter_map(|row| {
            let school = context.school(row.str("school_key"))?;
            let id = row.str("statement_id");
            let statement = match (id, context.form(row.str("catalogue_id"))) {
                ("(all)", _) => String::new(),
                (id, Some(form)) => format!("{id} {}", form.label(id)),
                (id, None) => id.to_owned(),
            };
            let other = row
                .text("other_school_id")
                .map_or("", |id| context.school_by_id(id).map_or(id, |school| school.name.as_str()));
            Some(vec![
                Cell::text(&school.name),
                Cell::text(signal_word(row.str("signal"))),
                Cell::text(statement),
                Cell::text(row.str("detail")),
                Cell::text(other),
            ])
        })
        .collect();
    if rows.is_empty() {
        return vec![page.with(Block::Text("No signal was found.".to_owned()))];
    }
    vec![page.with(Block::Table(Table {
        name: "Signals".to_owned(),
        title: "Schools with signals for a conversation".to_owned(),
        columns: vec![
            Column::new("School", Look::Text),
            Column::wide("Signal", Look::Text, 32.0),
            Column::wide("Statement", Look::Text, 36.0),
            Column::wide("What was seen", Look::Long, 50.0),
            Column::wide("Other school", Look::Text, 30.0),
        ],
        rows,
        n_fixed: 1,
    }))]
}
