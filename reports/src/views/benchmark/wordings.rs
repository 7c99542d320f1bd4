//! Wordings: which other words than the catalogue's the schools answered.
//! In: `mart_wording`. Out: one page. Names no school, and shows no words that one or two schools alone have: those may
//! be what a school wrote itself.

use schemas::{checked::Row, tables::marts};

use crate::{
    context::Context,
    views::{
        Book, View,
        page::{Block, Cell, Column, Look, Page, Table},
    },
    words::{comparability_word, count_of, matched_word},
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
         how many returns have it. What was answered in words of another meaning is no answer to this year's question: \
         read its figures with that in mind.",
    )
    .wide();
    let (shown, own): (Vec<Row<'_>>, Vec<Row<'_>>) = context
        .rows("mart_wording")
        .partition(|row| row.text("comparability").is_some() || row.flag("is_shared"));
    if shown.is_empty() && own.is_empty() {
        return vec![page.with(Block::Text("Every return has the form's own words.".to_owned()))];
    }
    let page = if shown.is_empty() { page } else { page.with(Block::Table(table(context, &shown))) };
    let n: i64 = own.iter().map(|row| row.count("n_returns")).sum();
    vec![if n == 0 {
        page
    } else {
        page.with(Block::Note(format!(
            "In {}, fewer than three schools put a statement in words that the catalogue does not know. Those words are \
             theirs, and stand in the officer's workbook only.",
            count_of(n, "further place", "further places")
        )))
    }]
}

/// The table of some wordings.
pub fn table(context: &Context<'_>, wordings: &[Row<'_>]) -> Table {
    let rows: Vec<Vec<Cell>> = wordings
        .iter()
        .filter_map(|row| {
            let form = context.form(row.str("catalogue_id"))?;
            let id = row.str("statement_id");
            Some(vec![
                Cell::text(id),
                Cell::text(row.str("wording")),
                Cell::text(form.statement(id).map_or("", |statement| statement.text.as_str())),
                Cell::text(matched_word(row.str("matched_by"))),
                Cell::text(row.text("comparability").map_or("Not said", comparability_word)),
                Cell::number(row.float("match_score")),
                Cell::count(row.int("n_returns")),
            ])
        })
        .collect();
    Table {
        name: "Wordings".to_owned(),
        title: "Wordings in returns beside the form's own".to_owned(),
        columns: vec![
            Column::new("Id", Look::Text),
            Column::wide("As it stands in returns", Look::Long, 50.0),
            Column::wide("This year's form", Look::Long, 50.0),
            Column::wide("Recognised", Look::Text, 20.0),
            Column::wide("Meaning", Look::Text, 20.0),
            Column::wide("Likeness", Look::Share, 10.0),
            Column::wide("Returns", Look::CountBar, 10.0),
        ],
        rows,
        n_fixed: 1,
    }
}
