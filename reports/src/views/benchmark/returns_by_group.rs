//! Returns by group: how many schools of each sector, area or other group sent one.
//! In: `mart_response`. Out: one page; none where schools are in no groups. Never a school by name.

use schemas::{checked::Row, tables::marts};

use crate::{
    context::Context,
    views::{
        Book, View,
        page::{Block, Cell, Column, Look, Page, Table},
    },
    words::{group_word, heading},
};

/// The view. It is no part of Returns: below hundreds of schools nobody would find it, and on paper each table repeats its
/// own heads.
pub static VIEW: View = View {
    name: "Returns by group",
    book: Book::Benchmark,
    purpose: "How many schools of each group sent their return.",
    reads: &[&marts::MART_RESPONSE],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    let table = by_group(context);
    if table.rows.is_empty() {
        return Vec::new();
    }
    let page = Page::new(
        VIEW.name,
        format!("Returns by group {}", context.year()),
        "How many schools of each group sent a return; every grouping holds all schools once.",
    );
    vec![page.with(Block::Table(table))]
}

fn by_group(context: &Context<'_>) -> Table {
    let order = context.group_columns();
    let mut rows: Vec<Row<'_>> =
        context.rows("mart_response").filter(|row| row.str("group_by") != "all").collect();
    rows.sort_by_key(|row| (order.iter().position(|name| name == row.str("group_by")), row.index()));
    Table {
        name: "Returns_by_group".to_owned(),
        title: "Returns by group of schools".to_owned(),
        columns: vec![
            Column::new("Group", Look::Text),
            Column::new("Schools expected", Look::Count),
            Column::new("Returned", Look::Count),
            Column::new("Waiting", Look::Count),
            Column::new("Not returned", Look::Count),
            Column::new("Share returned", Look::ShareBar),
        ],
        rows: rows
            .iter()
            .map(|row| {
                let mut name =
                    format!("{}: {}", heading(row.str("group_by")), group_word(row.str("group_value")));
                if let Some(form) =
                    context.form(row.str("catalogue_id")).filter(|form| !form.letter.is_empty())
                {
                    name.push_str(&format!(" (form {})", form.letter));
                }
                vec![
                    Cell::text(name),
                    Cell::count(row.int("n_expected")),
                    Cell::count(row.int("n_returned")),
                    Cell::count(row.int("n_awaiting")),
                    Cell::count(row.int("n_not_returned")),
                    Cell::number(row.float("returned_rate")),
                ]
            })
            .collect(),
        n_fixed: 0,
    }
}
