//! Groups: what each group of schools has not yet in place, beside all schools.
//! In: `mart_section`, `mart_statement`, `mart_response`, `mart_gate` by group. Out: one page a form. Never the figures of
//! a group that the gate does not show, nor a figure that fewer of its schools answered than the gate needs.

use std::collections::BTreeMap;

use schemas::{checked::Row, tables::marts};

use super::weaknesses::ranked;
use crate::{
    context::{Context, Form},
    views::{
        Book, View,
        page::{Block, Cell, Column, Look, Page, Table},
    },
    words::{group_word, heading, listed},
};

/// The most groups that one breakdown shows side by side.
const MOST: usize = 24;

/// The most groups that are named as not shown.
const MOST_NAMED: usize = 6;

/// The view.
pub static VIEW: View = View {
    name: "Groups",
    book: Book::Benchmark,
    purpose: "What each group of schools has not yet in place, by section and by statement, beside all schools.",
    reads: &[&marts::MART_SECTION, &marts::MART_STATEMENT, &marts::MART_RESPONSE],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    let breakdowns = context.group_columns();
    if breakdowns.is_empty() {
        return vec![
            Page::new(VIEW.name, format!("Groups {}", context.year()), "Groups of schools, side by side.")
                .with(Block::Note(
                    "Not shown: the settings name no column of the register that makes groups. Name one in \
                     tallybook.toml, for example groups = [\"sector\"]."
                        .to_owned(),
                )),
        ];
    }
    context.forms.iter().map(|form| page(context, form, &breakdowns)).collect()
}

fn page(context: &Context<'_>, form: &Form, breakdowns: &[String]) -> Page {
    let mut page = Page::new(
        context.sheet(VIEW.name, form),
        format!("Groups of schools, {}", context.title_end(form)),
        "The share not yet in place in each group, beside all schools. Small groups move a lot with one answer: read \
         the number of schools first.",
    )
    .as_of(form.as_of());
    for (number, by) in (1..).zip(breakdowns) {
        let (values, too_few) = values(context, form, by);
        page = page.with(Block::Heading(format!("By {}", by.replace('_', " "))));
        if !too_few.is_empty() {
            page = page.with(Block::Note(too_few_said(&too_few)));
        }
        if values.is_empty() {
            continue;
        }
        if values.len() > MOST {
            page = page.with(Block::Note(format!(
                "Not shown: {} groups, this sheet shows {MOST} side by side. The figures stand in bi/mart_statement.parquet.",
                values.len()
            )));
            continue;
        }
        let table = table(context, form, by, number, &values);
        let has_few = table.rows.iter().any(|row| row.iter().skip(3).any(|cell| *cell == Cell::None));
        page = page.with(Block::Table(table));
        if has_few {
            page = page
                .with(Block::Note("No share stands where too few schools of the group answered.".to_owned()));
        }
    }
    page
}

/// Which groups are not shown, and why: some by name, since a register may have hundreds.
fn too_few_said(too_few: &[String]) -> String {
    match too_few.split_at_checked(MOST_NAMED) {
        Some((first, rest)) if rest.len() > 1 => {
            format!("Not shown: {}, and {} groups more with too few schools.", first.join(", "), rest.len())
        }
        _ => format!("Not shown: {}.", listed(too_few)),
    }
}

/// The groups of a breakdown that are shown, with how many schools of each returned the form; and the others, with why.
fn values(context: &Context<'_>, form: &Form, by: &str) -> (Vec<(String, i64)>, Vec<String>) {
    let (mut values, mut too_few) = (Vec::new(), Vec::new());
    for row in context.rows("mart_response") {
        if row.str("catalogue_id") != form.id || row.str("group_by") != by {
            continue;
        }
        let value = row.str("group_value");
        match context.why_not(form, "group", (by, value)) {
            Some(reason) => too_few.push(format!(
                "{} ({})",
                group_word(value),
                reason.trim_start_matches("not shown: ").trim_end_matches('.')
            )),
            None => values.push((value.to_owned(), row.count("n_returned"))),
        }
    }
    (values, too_few)
}

fn table(context: &Context<'_>, form: &Form, by: &str, number: usize, values: &[(String, i64)]) -> Table {
    let mut columns = vec![
        Column::new("Id", Look::Text),
        Column::wide("Section or statement", Look::Text, 34.0),
        Column::wide(format!("All schools ({} returned)", form.n_returned), Look::ShareShade, 15.0),
    ];
    columns.extend(values.iter().map(|(value, n)| {
        Column::wide(format!("{} ({n} returned)", group_word(value)), Look::ShareShade, 15.0)
    }));
    let sections = shares(context, form, by, "mart_section", "section_id");
    let statements = shares(context, form, by, "mart_statement", "statement_id");
    let line = |id: &str, name: &str, label: &str, shares: &BTreeMap<(String, String), f64>| {
        let share = |value: &str| Cell::number(shares.get(&(value.to_owned(), id.to_owned())).copied());
        let mut cells = vec![Cell::text(name), Cell::text(label), share("all")];
        cells.extend(values.iter().map(|(value, _)| share(value)));
        cells
    };
    let mut rows: Vec<Vec<Cell>> =
        form.sections.iter().map(|(id, title)| line(id, "Section", title, &sections)).collect();
    rows.extend(ranked(context, form).iter().map(|row| {
        let id = row.str("statement_id");
        line(id, id, form.label(id), &statements)
    }));
    Table {
        name: format!("Groups{}_{number}", form.letter),
        title: format!(
            "{}: share not yet in place by section and statement, weakest statement first",
            heading(by)
        ),
        columns,
        rows,
        n_fixed: 2,
    }
}

/// The share not yet in place by group's value and id; that of all schools under `all`.
fn shares(
    context: &Context<'_>,
    form: &Form,
    by: &str,
    mart: &str,
    id: &str,
) -> BTreeMap<(String, String), f64> {
    let is_all = |row: &Row<'_>| row.str("group_by") == "all";
    context
        .rows(mart)
        .filter(|row| row.str("catalogue_id") == form.id && (row.str("group_by") == by || is_all(row)))
        .filter(|row| is_all(row) || is_enough(context, form, row))
        .filter_map(|row| {
            let value = if is_all(&row) { "all" } else { row.str("group_value") };
            Some(((value.to_owned(), row.str(id).to_owned()), row.float("weak_rate")?))
        })
        .collect()
}

/// Whether as many schools of a group answered a section (a row of `mart_section`) or a statement as the gate needs.
pub(crate) fn is_enough(context: &Context<'_>, form: &Form, row: &Row<'_>) -> bool {
    let n_schools = row.int("n_schools_answered").unwrap_or_else(|| row.count("n_yes") + row.count("n_weak"));
    n_schools >= context.needed(form, "group", (row.str("group_by"), row.str("group_value")))
}
