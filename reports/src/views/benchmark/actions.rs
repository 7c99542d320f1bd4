//! Actions: what the schools' action plans are about.
//! In: `mart_action` over all schools. Out: one page. No text of a plan.

use schemas::{checked::Row, tables::marts};

use super::gaps::{has_plans, no_plans};
use crate::{
    context::Context,
    views::{
        Book, View,
        page::{Block, Cell, Column, Look, Page, Table},
    },
};

/// The view.
pub static VIEW: View = View {
    name: "Actions",
    book: Book::Benchmark,
    purpose: "Which statements the schools' action plans are about, and how many actions are done.",
    reads: &[&marts::MART_ACTION],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    let has_forms = context.forms.len() > 1;
    let mut page = Page::new(
        VIEW.name,
        format!("Actions {}", context.year()),
        "What the schools' action plans are about, most actions first. An action is linked to a statement by its words, \
         so a link can be wrong or missed.",
    )
    .wide()
    .as_of(context.forms.iter().map(crate::context::Form::as_of).collect::<Vec<_>>().join(" "));
    let mut columns = vec![Column::new("Id", Look::Text), Column::wide("Statement", Look::Text, 38.0)];
    if has_forms {
        columns.push(Column::new("Form", Look::Text));
    }
    columns.extend([
        Column::wide("Actions about it", Look::CountBar, 13.0),
        Column::wide("Of those done", Look::Count, 9.0),
        Column::wide("Schools that have it not yet in place", Look::Count, 14.0),
        Column::wide("Of those with an action", Look::Count, 12.0),
        Column::wide("Of those without", Look::CountBar, 12.0),
    ]);
    let mut rows: Vec<Row<'_>> = context
        .rows("mart_action")
        .filter(|row| row.str("group_by") == "all" && row.count("n_actions") > 0)
        .filter(|row| context.form(row.str("catalogue_id")).is_some())
        .collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.count("n_actions")), row.index()));
    for form in context.forms.iter().filter(|form| !has_plans(context, form)) {
        page = page.with(Block::Note(no_plans(form)));
    }
    if rows.is_empty() && !context.forms.iter().any(|form| has_plans(context, form)) {
        return vec![page];
    }
    if rows.is_empty() {
        return vec![
            page.with(Block::Text("No action of any plan could be linked to a statement.".to_owned())),
        ];
    }
    let rows = rows
        .iter()
        .filter_map(|row| {
            let form = context.form(row.str("catalogue_id"))?;
            let id = row.str("statement_id");
            let mut cells = vec![Cell::text(id), Cell::text(form.label(id))];
            if has_forms {
                cells.push(Cell::text(&form.letter));
            }
            cells.extend(
                ["n_actions", "n_done", "n_weak", "n_with_action", "n_without_action"]
                    .map(|name| Cell::count(row.int(name))),
            );
            Some(cells)
        })
        .collect();
    vec![page.with(Block::Table(Table {
        name: "Actions".to_owned(),
        title: "Statements with the actions about them".to_owned(),
        columns,
        rows,
        n_fixed: 2,
    }))]
}
