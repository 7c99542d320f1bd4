//! Schools: each by name, with how its answers fall. No ranks.
//! In: `mart_school`, `mart_school_change`. Out: one page.

use std::collections::BTreeMap;

use schemas::{checked::Row, tables::marts};

use crate::{
    context::Context,
    views::{
        Book, View,
        page::{Cell, Column, Link, Look, Page, Table},
    },
    words::{group_word, heading, response_word},
};

/// The view.
pub static VIEW: View = View {
    name: "Schools",
    book: Book::Benchmark,
    purpose: "Each school, by name, with how its answers fall. There are no ranks: one answer moves a school far.",
    reads: &[&marts::MART_SCHOOL, &marts::MART_SCHOOL_CHANGE],
    most: View::MOST,
    make: pages,
};

/// The rows of the sheet's table: school and form of each, in order.
pub fn places(context: &Context<'_>) -> Vec<(String, String)> {
    rows(context)
        .into_iter()
        .map(|(_, row)| (row.str("school_key").to_owned(), row.str("catalogue_id").to_owned()))
        .collect()
}

fn rows<'a>(context: &Context<'a>) -> Vec<(usize, Row<'a>)> {
    let mut rows: Vec<(usize, Row<'a>)> = context
        .rows("mart_school")
        .filter_map(|row| context.school_place(row.str("school_key")).map(|place| (place, row)))
        .collect();
    rows.sort_by_key(|(place, row)| (*place, row.index()));
    rows
}

fn pages(context: &Context<'_>) -> Vec<Page> {
    let has_forms = context.forms.len() > 1;
    let groups = if context.shows_names() { context.group_columns() } else { Vec::new() };
    let changes: BTreeMap<(&str, &str), Row<'_>> = context
        .rows("mart_school_change")
        .map(|row| ((row.str("school_key"), row.str("catalogue_id")), row))
        .collect();
    let mut columns = vec![Column::new("School", Look::Text)];
    if has_forms {
        columns.push(Column::new("Form", Look::Text));
    }
    columns.extend(groups.iter().map(|name| Column::new(heading(name), Look::Text)));
    columns.extend([
        Column::wide("Return", Look::Text, 14.0),
        Column::new("Yes", Look::CountBar),
        Column::new("Partly", Look::CountBar),
        Column::new("No", Look::CountBar),
        Column::new("Not applicable", Look::Count),
        Column::wide("Other schools: middle number of Yes", Look::Number, 15.0),
        Column::wide("Yes more or fewer than that", Look::Signed, 13.0),
        Column::wide("Similar schools: middle number of Yes", Look::Number, 15.0),
        Column::wide("Yes more or fewer than those", Look::Signed, 13.0),
    ]);
    if !changes.is_empty() {
        columns.push(Column::wide("Better than last time", Look::Count, 11.0));
        columns.push(Column::wide("Worse than last time", Look::Count, 11.0));
    }
    let found = rows(context);
    let rows = || {
        let each = found.iter().filter_map(|(place, row)| {
            let school = context.schools.get(*place)?;
            let form = context.form(row.str("catalogue_id"))?;
            let is_in = row.str("status") == "returned";
            let sheet = context.sheet("School by statement", form);
            let mut cells = vec![if is_in {
                Cell::Link(Link::to(&school.shown, sheet))
            } else {
                Cell::text(&school.shown)
            }];
            if has_forms {
                cells.push(Cell::text(&form.letter));
            }
            cells.extend(
                groups
                    .iter()
                    .map(|name| Cell::text(school.groups.get(name).map_or("", |value| group_word(value)))),
            );
            cells.push(Cell::text(response_word(row.str("status"))));
            let count = |name: &str| if is_in { Cell::count(row.int(name)) } else { Cell::None };
            let number = |name: &str| if is_in { Cell::number(row.float(name)) } else { Cell::None };
            cells.extend([
                count("n_yes"),
                count("n_partly"),
                count("n_no"),
                count("n_not_applicable"),
                number("others_median_yes"),
                number("distance"),
                number("similar_median_yes"),
                number("similar_distance"),
            ]);
            if !changes.is_empty() {
                let change = changes.get(&(row.str("school_key"), row.str("catalogue_id")));
                cells.push(Cell::count(change.and_then(|row| row.int("n_improved"))));
                cells.push(Cell::count(change.and_then(|row| row.int("n_worsened"))));
            }
            Some(cells)
        });
        each.collect()
    };
    let page = Page::new(
        VIEW.name,
        format!("Schools {}", context.year()),
        "Each school's own answers beside the others'. Sorted by name, and not ranked: one answer more or less moves a \
         school past many others. The middle number is over the statements that both answered; the sheet Method says how.",
    )
    .wide()
    .as_of(context.forms.iter().map(crate::context::Form::as_of).collect::<Vec<_>>().join(" "));
    vec![page.with(VIEW.table(found.len(), || Table {
        name: "Schools".to_owned(),
        title: "Schools by name with how their answers fall".to_owned(),
        columns,
        rows: rows(),
        n_fixed: 1,
    }))]
}
