//! Weak without an action: what schools have not yet in place and sent no action about, with the support on offer.
//! In: `mart_action` over all schools. Out: one page. No school is named, and of a form that came without any action plan
//! nothing is said.

use schemas::{checked::Row, tables::marts};

use crate::{
    context::{Context, Form},
    views::{
        Book, View,
        page::{Block, Cell, Column, Look, Page, Table},
    },
};

/// The view.
pub static VIEW: View = View {
    name: "Weak without an action",
    book: Book::Benchmark,
    purpose: "What schools have not yet in place and sent no action about, with the support that the authority offers.",
    reads: &[&marts::MART_ACTION],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    let has_forms = context.forms.len() > 1;
    let mut page = Page::new(
        VIEW.name,
        format!("Not yet in place, and no action about it, {}", context.year()),
        "How many schools have a statement not yet in place and sent no action about it, most first, with the support on \
         offer: a list for planning training. A school whose return has no action plan counts among them.",
    )
    .wide()
    .as_of(context.forms.iter().map(Form::as_of).collect::<Vec<_>>().join(" "));
    let without: Vec<&Form> = context.forms.iter().filter(|form| !has_plans(context, form)).collect();
    for form in &without {
        page = page.with(Block::Note(no_plans(form)));
    }
    let mut rows: Vec<Row<'_>> = context
        .rows("mart_action")
        .filter(|row| row.str("group_by") == "all" && row.count("n_without_action") > 0)
        .filter(|row| context.form(row.str("catalogue_id")).is_some())
        .collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.count("n_without_action")), row.index()));
    if rows.is_empty() && without.len() == context.forms.len() {
        return vec![page];
    }
    if rows.is_empty() {
        return vec![page.with(Block::Text(
            "Every school has an action for each statement that it has not yet in place.".to_owned(),
        ))];
    }
    let mut columns = vec![Column::new("Id", Look::Text), Column::wide("Statement", Look::Text, 34.0)];
    if has_forms {
        columns.push(Column::new("Form", Look::Text));
    }
    columns.extend([
        Column::wide("Schools without an action", Look::CountBar, 14.0),
        Column::wide("Schools that have it not yet in place", Look::Count, 14.0),
        Column::wide("Essential", Look::Text, 11.0),
        Column::wide("Support on offer", Look::Long, 52.0),
    ]);
    let rows = rows
        .iter()
        .filter_map(|row| {
            let form = context.form(row.str("catalogue_id"))?;
            let id = row.str("statement_id");
            let statement = form.statement(id);
            let mut cells = vec![Cell::text(id), Cell::text(form.label(id))];
            if has_forms {
                cells.push(Cell::text(&form.letter));
            }
            cells.extend([
                Cell::count(row.int("n_without_action")),
                Cell::count(row.int("n_weak")),
                Cell::text(if statement.is_some_and(|s| s.is_essential) { "Yes" } else { "" }),
                Cell::text(statement.map_or("", |s| s.support.as_str())),
            ]);
            Some(cells)
        })
        .collect();
    vec![page.with(Block::Table(Table {
        name: "Without_action".to_owned(),
        title: "Statements not yet in place without an action, with the support on offer".to_owned(),
        columns,
        rows,
        n_fixed: 2,
    }))]
}

/// Whether any return of a form has an action plan.
pub(super) fn has_plans(context: &Context<'_>, form: &Form) -> bool {
    context.rows_of("mart_action", form).any(|row| row.int("n_without_action").is_some())
}

/// Why nothing is said of a form's actions.
pub(super) fn no_plans(form: &Form) -> String {
    let of = if form.letter.is_empty() { String::new() } else { format!(" of form {}", form.letter) };
    format!("Not shown: no return{of} that counts has an action plan.")
}
