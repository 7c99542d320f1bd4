//! School by statement: each school's answer to each statement, as a word on its colour.
//! In: `fact_answer`, `mart_school`. Out: one page a form; a sentence where there are more schools than a person can read.

use std::collections::BTreeMap;

use schemas::{
    checked::Row,
    paper,
    tables::{marts, star},
};

use super::schools;
use crate::{
    context::{Context, Form},
    views::{
        Book, View,
        page::{Block, Cell, Column, Link, Look, Page, Table},
    },
    words::grouped,
};

/// The most schools that the map shows.
pub const MOST: usize = 1000;

/// The view.
pub static VIEW: View = View {
    name: "School by statement",
    book: Book::Benchmark,
    purpose: "Each school's answer to each statement: a word in every cell, coloured.",
    reads: &[&star::FACT_ANSWER, &marts::MART_SCHOOL],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    context.forms.iter().map(|form| page(context, form)).collect()
}

fn page(context: &Context<'_>, form: &Form) -> Page {
    let page = Page::new(
        context.sheet(VIEW.name, form),
        format!("Each school's answers, {}", context.title_end(form)),
        "A row is a school that sent a return, a column a statement. Read down a column to see who could help whom. \
         A school's name leads to its row on the sheet Schools.",
    )
    .wide()
    .as_of(form.as_of());
    let mut returned: Vec<(usize, Row<'_>)> = context
        .rows("mart_school")
        .filter(|row| row.str("catalogue_id") == form.id && row.str("status") == "returned")
        .filter_map(|row| context.school_place(row.str("school_key")).map(|place| (place, row)))
        .collect();
    returned.sort_by_key(|(place, _)| *place);
    if returned.len() > MOST {
        return page.with(Block::Note(format!(
            "Not shown: {} schools, this sheet shows {} at most. The answers stand in bi/fact_answer.parquet.",
            grouped(i64::try_from(returned.len()).unwrap_or(i64::MAX)),
            grouped(i64::try_from(MOST).unwrap_or(i64::MAX))
        )));
    }
    if returned.is_empty() {
        return page.with(Block::Text("No return counts yet.".to_owned()));
    }
    let at: BTreeMap<&str, usize> =
        form.statements.iter().enumerate().map(|(at, statement)| (statement.key.as_str(), at)).collect();
    let mut answers: BTreeMap<&str, Vec<Cell>> = returned
        .iter()
        .map(|(_, row)| (row.str("school_key"), vec![Cell::None; form.statements.len()]))
        .collect();
    for row in context.rows("fact_answer") {
        if let Some(at) = at.get(row.str("statement_key"))
            && let Some(cells) = answers.get_mut(row.str("school_key"))
            && let Some(cell) = cells.get_mut(*at)
        {
            *cell = Cell::Answer(row.str("answer_code").to_owned());
        }
    }
    let places: BTreeMap<(String, String), usize> =
        schools::places(context).into_iter().enumerate().map(|(at, key)| (key, at)).collect();
    let [school, n_weak] = paper::BY_SCHOOL;
    let mut columns = vec![Column::new(school, Look::Text), Column::wide(n_weak, Look::CountBar, 13.0)];
    columns.extend(
        form.statements
            .iter()
            .map(|statement| Column::new(format!("{} {}", statement.id, statement.label), Look::Answer)),
    );
    let rows = returned
        .iter()
        .filter_map(|(place, row)| {
            let school = context.schools.get(*place)?;
            let link = places
                .get(&(school.key.clone(), form.id.clone()))
                .map(|at| Link::to_row(&school.shown, schools::VIEW.name, *at));
            let mut cells = vec![
                link.map_or_else(|| Cell::text(&school.shown), Cell::Link),
                Cell::count(row.int("n_weak")),
            ];
            cells.extend(answers.remove(row.str("school_key")).unwrap_or_default());
            Some(cells)
        })
        .collect();
    page.with(Block::Table(Table {
        name: format!("School_by_statement{}", form.letter),
        title: "Schools with their answer to each statement".to_owned(),
        columns,
        rows,
        n_fixed: 1,
    }))
}
