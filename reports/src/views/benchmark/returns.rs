//! Returns: who sent one, who did not, who waits for an answer to a question.
//! In: `fact_response`, `mart_response`. Out: one page.

use schemas::{
    checked::Row,
    tables::{marts, star},
};

use crate::{
    context::Context,
    views::{
        Book, View,
        page::{Block, Cell, Column, Look, Page, Table},
    },
    words::{group_word, heading, response_word},
};

/// The view.
pub static VIEW: View = View {
    name: "Returns",
    book: Book::Benchmark,
    purpose: "Which schools sent their return, which did not, and which wait for an answer to a question.",
    reads: &[&star::FACT_RESPONSE, &marts::MART_RESPONSE],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    let has_forms = context.forms.len() > 1;
    let groups = if context.shows_names() { context.group_columns() } else { Vec::new() };
    let mut columns = vec![Column::new("School", Look::Text)];
    if has_forms {
        columns.push(Column::new("Form", Look::Text));
    }
    columns.extend(groups.iter().map(|name| Column::new(heading(name), Look::Text)));
    columns.extend([
        Column::new("Return", Look::Text),
        Column::new("Dated", Look::Day),
        Column::new("Days late", Look::Count),
        Column::new("Statements answered", Look::CountBar),
        Column::new("Statements asked", Look::Count),
    ]);
    let mut rows: Vec<(usize, Row<'_>)> = context
        .rows("fact_response")
        .filter_map(|row| context.school_place(row.str("school_key")).map(|place| (place, row)))
        .collect();
    rows.sort_by_key(|(place, row)| (*place, row.index()));
    let cells = || {
        let each = rows.iter().filter_map(|(place, row)| {
            let school = context.schools.get(*place)?;
            let mut cells = vec![Cell::text(&school.shown)];
            if has_forms {
                cells.push(Cell::text(
                    context.form(row.str("catalogue_id")).map_or("", |form| form.letter.as_str()),
                ));
            }
            cells.extend(
                groups
                    .iter()
                    .map(|name| Cell::text(school.groups.get(name).map_or("", |value| group_word(value)))),
            );
            cells.push(Cell::text(response_word(row.str("status"))));
            let is_in = row.str("status") == "returned";
            cells.push(if is_in { Cell::day(row.date("completed_on")) } else { Cell::None });
            cells.push(if is_in { Cell::count(row.int("days_late")) } else { Cell::None });
            cells.push(if is_in { Cell::count(row.int("n_answered")) } else { Cell::None });
            cells.push(Cell::count(row.int("n_statements")));
            Some(cells)
        });
        each.collect()
    };
    let mut page = Page::new(
        VIEW.name,
        format!("Returns {}", context.year()),
        "Who sent a return and who did not. A school with an open question about its return is not counted as missing.",
    )
    .as_of(context.forms.iter().map(crate::context::Form::as_of).collect::<Vec<_>>().join(" "))
    .with(VIEW.table(rows.len(), || Table {
        name: "Returns".to_owned(),
        title: "Schools with what came of their return".to_owned(),
        columns,
        rows: cells(),
        n_fixed: 1,
    }));
    let by_group = by_group(context);
    if !by_group.rows.is_empty() {
        page = page.with(Block::Heading("By group".to_owned())).with(Block::Table(by_group));
    }
    vec![page]
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
