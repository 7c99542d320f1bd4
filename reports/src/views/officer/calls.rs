//! Who needs a call: schools and why, most pressing first.
//! In: `mart_call`. Out: one page.

use std::collections::BTreeSet;

use schemas::tables::marts;

use crate::{
    context::Context,
    views::{
        Book, View,
        page::{Block, Cell, Column, Look, Page, Table},
    },
    words::{call_word, count_of},
};

/// The view.
pub static VIEW: View = View {
    name: "Who needs a call",
    book: Book::Officer,
    purpose: "Which schools to call and why, the most pressing first.",
    reads: &[&marts::MART_CALL],
    most: 20_000,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    let n_rows = context.rows("mart_call").count();
    let page = Page::new(
        VIEW.name,
        format!("Who needs a call, {}", context.year()),
        "Schools in the order in which to call them, with every reason. An essential statement that is not in place \
         comes first, however rare; a school that a question may concern is asked, not chased.",
    )
    .wide()
    .as_of("For the officer for online safety. Not for the working group: its members include heads of these schools.");
    if n_rows > VIEW.most {
        return vec![page.with(VIEW.not_shown(n_rows))];
    }
    let mut schools = BTreeSet::new();
    let rows: Vec<Vec<Cell>> = context
        .rows("mart_call")
        .filter_map(|row| {
            let school = context.school(row.str("school_key"))?;
            schools.insert(school.key.as_str());
            let form = context.form(row.str("catalogue_id"));
            let id = row.str("statement_id");
            let statement = if id == "(all)" {
                String::new()
            } else {
                form.map_or_else(|| id.to_owned(), |form| format!("{id} {}", form.label(id)))
            };
            Some(vec![
                Cell::count(row.int("position")),
                Cell::text(&school.name),
                Cell::text(call_word(row.str("reason"))),
                Cell::text(statement),
                Cell::text(row.str("detail")),
                Cell::text(school.groups_in_words()),
                Cell::text(&school.id),
            ])
        })
        .collect();
    if rows.is_empty() {
        return vec![page.with(Block::Text("No school needs a call.".to_owned()))];
    }
    let n_schools = i64::try_from(schools.len()).unwrap_or(0);
    vec![page.with(Block::Text(format!("{} in the list.", count_of(n_schools, "school", "schools")))).with(
        Block::Table(Table {
            name: "Calls".to_owned(),
            title: "Schools to call with the reasons".to_owned(),
            columns: vec![
                Column::new("Order", Look::Count),
                Column::new("School", Look::Text),
                Column::wide("Why", Look::Text, 34.0),
                Column::wide("Statement", Look::Text, 36.0),
                Column::wide("What was seen", Look::Long, 44.0),
                Column::wide("Groups", Look::Text, 30.0),
                Column::new("School id", Look::Text),
            ],
            rows,
            n_fixed: 2,
        }),
    )]
}
