//! Strengths: the statements that most schools have in place.
//! In: `mart_statement` over all schools. Out: one page a form.

use schemas::{checked::Row, tables::marts};

use super::weaknesses::{N_SHOWN, NOT_ANSWERED, ranked, table, the_statements};
use crate::{
    context::{Context, Form},
    views::{
        Book, View,
        page::{Block, Page},
    },
};

/// The view.
pub static VIEW: View = View {
    name: "Strengths",
    book: Book::Benchmark,
    purpose: "The statements that most schools have in place: where schools could show others how.",
    reads: &[&marts::MART_STATEMENT],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    context.forms.iter().map(|form| page(context, form)).collect()
}

fn page(context: &Context<'_>, form: &Form) -> Page {
    let mut rows: Vec<Row<'_>> = ranked(context, form);
    rows.sort_by_key(|row| (std::cmp::Reverse(row.int("weak_rank")), row.index()));
    rows.truncate(N_SHOWN);
    let page = Page::new(
        context.sheet(VIEW.name, form),
        format!("What most schools have in place, {}", context.title_end(form)),
        format!("{} with the smallest share of Partly and No, strongest first.", the_statements(rows.len())),
    )
    .wide()
    .as_of(form.as_of());
    if rows.is_empty() {
        return page.with(Block::Text(NOT_ANSWERED.to_owned()));
    }
    page.with(Block::Table(table(form, &format!("Strengths{}", form.letter), &rows)))
}
