//! Returns: who sent one, who did not, who waits for an answer to a question.
//! In: `fact_response`. Out: one page.

use schemas::{checked::Row, tables::star};

use crate::{
    context::Context,
    views::{
        Book, View,
        page::{Block, Cell, Column, Look, Page, Table},
    },
    words::{group_word, heading, response_word, unnamed_words},
};

/// The view.
pub static VIEW: View = View {
    name: "Returns",
    book: Book::Benchmark,
    purpose: "Which schools sent their return, which did not, and which wait for an answer to a question.",
    reads: &[&star::FACT_RESPONSE],
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
    let page = Page::new(
        VIEW.name,
        format!("Returns {}", context.year()),
        "Who sent a return and who did not. A school with an open question about its return is not counted as missing.",
    )
    .as_of(context.forms.iter().map(crate::context::Form::as_of).collect::<Vec<_>>().join(" "));
    let unnamed = unnamed_words(&context.forms, "that is shown as not returned");
    let page = if unnamed.is_empty() { page } else { page.with(Block::Text(unnamed)) };
    let page = page.with(VIEW.table(rows.len(), || Table {
        name: "Returns".to_owned(),
        title: "Schools with what came of their return".to_owned(),
        columns,
        rows: cells(),
        n_fixed: 1,
    }));
    vec![page]
}
