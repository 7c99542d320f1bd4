//! Wordings: every other wording than the catalogue's that was answered, a single school's too.
//! In: `mart_wording`. Out: one page. Names no school.

use schemas::{checked::Row, tables::marts};

use crate::{
    context::Context,
    views::{
        Book, View,
        benchmark::wordings,
        page::{Block, Page},
    },
};

/// The view.
pub static VIEW: View = View {
    name: "Wordings",
    book: Book::Officer,
    purpose: "Every wording that was answered other than the form's own, those of a single school too.",
    reads: &[&marts::MART_WORDING],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    let rows: Vec<Row<'_>> = context.rows("mart_wording").collect();
    let page = Page::new(
        VIEW.name,
        format!("Other wordings that were answered, {}", context.year()),
        "What stood in returns in place of this year's words, a single school's own words too. Where the meaning is \
         another, ask whether the answers should count.",
    )
    .wide();
    vec![if rows.is_empty() {
        page.with(Block::Text("Every return has the form's own words.".to_owned()))
    } else {
        page.with(Block::Table(wordings::table(context, &rows)))
    }]
}
