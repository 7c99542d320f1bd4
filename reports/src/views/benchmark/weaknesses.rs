//! Weaknesses: the statements that most schools have not yet in place, with what chance could change.
//! In: `mart_statement` over all schools. Out: one page a form.

use schemas::{checked::Row, tables::marts};

use crate::{
    context::{Context, Form},
    views::{
        Book, View,
        page::{Block, Cell, Chart, ChartKind, Column, Look, Page, Series, Table, Tone},
    },
    words::band_word,
};

/// How many statements the sheet and its charts show.
pub const N_SHOWN: usize = 12;

/// What stands where no return has an answer.
pub const NOT_ANSWERED: &str = "No statement has been answered yet.";

/// The view.
pub static VIEW: View = View {
    name: "Weaknesses",
    book: Book::Benchmark,
    purpose: "The statements that most schools have not yet in place, with charts.",
    reads: &[&marts::MART_STATEMENT],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    context.forms.iter().map(|form| page(context, form)).collect()
}

/// The statements of a form in the order of weaknesses, weakest first.
pub fn ranked<'a>(context: &Context<'a>, form: &Form) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> =
        context.rows_of("mart_statement", form).filter(|row| row.int("weak_rank").is_some()).collect();
    rows.sort_by_key(|row| (row.int("weak_rank"), row.index()));
    rows
}

fn page(context: &Context<'_>, form: &Form) -> Page {
    let sheet = context.sheet(VIEW.name, form);
    let mut rows: Vec<Row<'_>> = ranked(context, form);
    let has_answers = !rows.is_empty();
    rows.retain(|row| row.count("n_weak") > 0);
    rows.truncate(N_SHOWN);
    let page = Page::new(
        sheet,
        format!("What most schools have not yet in place, {}", context.title_end(form)),
        format!(
            "{} with the largest share of Partly and No, weakest first; where shares are equal, the \
             one with more No comes first, and those equal in both share a place. All statements stand on the sheet {}.",
            the_statements(rows.len()),
            context.sheet("Statements", form)
        ),
    )
    .one_page()
    .as_of(form.as_of());
    if !has_answers {
        return page.with(Block::Text(NOT_ANSWERED.to_owned()));
    }
    if rows.is_empty() {
        return page.with(Block::Text("No statement was answered Partly or No.".to_owned()));
    }
    let table = table(form, &format!("Weaknesses{}", form.letter), &rows);
    let name = table.name.clone();
    let page = page.with(Block::Table(table)).with(Block::Chart(Chart {
        kind: ChartKind::StackedBars,
        title: "Answers to the weakest statements (schools)".to_owned(),
        alt: "Stacked bars: how many schools answered No, Partly and Yes to each of the weakest statements; the \
              figures are those of the table above"
            .to_owned(),
        table: name.clone(),
        labels: 2,
        series: vec![
            Series { column: 7, tone: Tone::No },
            Series { column: 6, tone: Tone::Partly },
            Series { column: 5, tone: Tone::Yes },
        ],
        axis: None,
        unit: "Schools that answered".to_owned(),
        n_rows: rows.len(),
    }));
    let page = page.with(Block::Chart(Chart {
        kind: ChartKind::Dots,
        title: "Share not yet in place, and how far chance alone might move it (95%)".to_owned(),
        alt:
            "A dot for each statement: the share of schools that have it not yet in place, with a line from \
                  the lower to the upper end of its 95% interval; the figures are those of the table above"
                .to_owned(),
        table: name,
        // Ids are short enough to stand upright below the dots.
        labels: 1,
        series: vec![
            Series { column: 4, tone: Tone::No },
            Series { column: 8, tone: Tone::Main },
            Series { column: 9, tone: Tone::Main },
        ],
        axis: Some((0.0, 1.0)),
        unit: "Share of schools that answered".to_owned(),
        n_rows: rows.len(),
    }));
    match context.withheld(form, "band") {
        Some(reason) => page.with(Block::Note(format!("Which statements stand out for sure: {reason}"))),
        None => page,
    }
}

/// `The 12 statements`, as a sheet's words begin.
pub fn the_statements(n: usize) -> String {
    match n {
        0 => "Statements".to_owned(),
        1 => "The statement".to_owned(),
        n => format!("The {n} statements"),
    }
}

/// The table of Weaknesses and of Strengths.
pub fn table(form: &Form, name: &str, rows: &[Row<'_>]) -> Table {
    Table {
        name: name.to_owned(),
        title: "Statements with their answers, the share not yet in place and its interval".to_owned(),
        columns: vec![
            Column::new("Place", Look::Count),
            Column::new("Id", Look::Text),
            Column::wide("Statement", Look::Text, 38.0),
            Column::wide("Section", Look::Text, 24.0),
            Column::new("Not yet in place", Look::ShareBar),
            Column::new("Yes", Look::Count),
            Column::new("Partly", Look::Count),
            Column::new("No", Look::Count),
            Column::wide("Lower end (95%)", Look::Share, 10.0),
            Column::wide("Upper end (95%)", Look::Share, 10.0),
            Column::wide("Place could be", Look::Text, 11.0),
            Column::wide("Does it stand out?", Look::Text, 21.0),
        ],
        rows: rows
            .iter()
            .map(|row| {
                let id = row.str("statement_id");
                vec![
                    Cell::count(row.int("weak_rank")),
                    Cell::text(id),
                    Cell::text(form.label(id)),
                    Cell::text(form.statement(id).map_or("", |statement| statement.section.as_str())),
                    Cell::number(row.float("weak_rate")),
                    Cell::count(row.int("n_yes")),
                    Cell::count(row.int("n_partly")),
                    Cell::count(row.int("n_no")),
                    Cell::number(row.float("weak_low")),
                    Cell::number(row.float("weak_high")),
                    places(row),
                    Cell::text(band_word(row.str("band"))),
                ]
            })
            .collect(),
        n_fixed: 3,
    }
}

fn places(row: &Row<'_>) -> Cell {
    match (row.int("rank_low"), row.int("rank_high")) {
        (Some(low), Some(high)) if low == high => Cell::text(format!("{low}")),
        (Some(low), Some(high)) => Cell::text(format!("{low} to {high}")),
        _ => Cell::None,
    }
}
