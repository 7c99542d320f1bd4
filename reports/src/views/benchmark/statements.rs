//! Statements: every statement of a form with all its counts.
//! In: `mart_statement` over all schools. Out: one page a form.

use schemas::{checked::Row, tables::marts};

use crate::{
    context::{Context, Form},
    views::{
        Book, View,
        page::{Block, Cell, Column, Look, Page, Table},
    },
    words::band_word,
};

/// The view.
pub static VIEW: View = View {
    name: "Statements",
    book: Book::Benchmark,
    purpose: "Every statement with its wording, all its counts and its share not yet in place.",
    reads: &[&marts::MART_STATEMENT],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    context.forms.iter().map(|form| page(context, form)).collect()
}

fn page(context: &Context<'_>, form: &Form) -> Page {
    let mut rows: Vec<(usize, Row<'_>)> = context
        .rows_of("mart_statement", form)
        .filter_map(|row| {
            form.statements.iter().position(|s| s.id == row.str("statement_id")).map(|at| (at, row))
        })
        .collect();
    rows.sort_by_key(|(at, row)| (*at, row.index()));
    Page::new(
        context.sheet(VIEW.name, form),
        format!("Every statement, {}", context.title_end(form)),
        "All statements in the form's order. The counts of a row add up to the schools expected. Use the arrows in \
         the heads to sort and filter.",
    )
    .wide()
    .as_of(form.as_of())
    .with(Block::Table(Table {
        name: format!("Statements{}", form.letter),
        title: "Statements in the form's order with the schools' answers".to_owned(),
        columns: columns(),
        rows: rows.iter().filter_map(|(at, row)| cells(form, *at, row)).collect(),
        n_fixed: 1,
    }))
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("Id", Look::Text),
        Column::wide("Section", Look::Text, 22.0),
        Column::wide("Statement", Look::Long, 58.0),
        Column::new("Essential", Look::Text),
        Column::new("Yes", Look::Count),
        Column::new("Partly", Look::Count),
        Column::new("No", Look::Count),
        Column::new("Not applicable", Look::Count),
        Column::new("Blank", Look::Count),
        Column::wide("Two marks", Look::Count, 8.0),
        Column::wide("Not readable", Look::Count, 9.5),
        Column::wide("Not on form", Look::Count, 10.0),
        Column::wide("No return", Look::Count, 9.0),
        Column::wide("Not yet in place", Look::ShareBar, 14.0),
        Column::wide("Answered No", Look::Share, 11.0),
        Column::wide("Lower end (95%)", Look::Share, 10.0),
        Column::wide("Upper end (95%)", Look::Share, 10.0),
        Column::wide("At least, if all unanswered were Yes", Look::Share, 14.0),
        Column::wide("At most, if all unanswered were Partly or No", Look::Share, 16.0),
        Column::new("Place", Look::Count),
        Column::wide("Does it stand out?", Look::Text, 20.0),
        Column::wide("Yes without evidence", Look::Count, 11.0),
    ]
}

fn cells(form: &Form, at: usize, row: &Row<'_>) -> Option<Vec<Cell>> {
    let statement = form.statements.get(at)?;
    Some(vec![
        Cell::text(&statement.id),
        Cell::text(&statement.section),
        Cell::text(&statement.text),
        Cell::text(if statement.is_essential { "Yes" } else { "" }),
        Cell::count(row.int("n_yes")),
        Cell::count(row.int("n_partly")),
        Cell::count(row.int("n_no")),
        Cell::count(row.int("n_not_applicable")),
        Cell::count(row.int("n_blank")),
        Cell::count(row.int("n_multiple")),
        Cell::count(row.int("n_unreadable")),
        Cell::count(row.int("n_missing")),
        Cell::count(row.int("n_not_returned")),
        Cell::number(row.float("weak_rate")),
        Cell::number(row.float("severe_rate")),
        Cell::number(row.float("weak_low")),
        Cell::number(row.float("weak_high")),
        Cell::number(row.float("bound_low")),
        Cell::number(row.float("bound_high")),
        Cell::count(row.int("weak_rank")),
        Cell::text(band_word(row.str("band"))),
        Cell::count(row.int("n_yes_no_evidence")),
    ])
}
