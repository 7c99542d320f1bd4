//! Change: the same schools, the same statements, now and in the latest earlier collection.
//! In: `mart_change` over all schools. Out: one page a form.

use schemas::{checked::Row, tables::marts};

use crate::{
    context::{Context, Form},
    views::{
        Book, View,
        page::{Block, Cell, Chart, ChartKind, Column, Look, Page, Series, Table, Tone},
    },
    words::{comparability_word, verdict_word},
};

/// The view.
pub static VIEW: View = View {
    name: "Change",
    book: Book::Benchmark,
    purpose: "What changed since the latest earlier collection, in the schools that answered both times.",
    reads: &[&marts::MART_CHANGE],
    most: View::MOST,
    make: pages,
};

/// How many statements the chart shows.
const CHARTED: usize = 10;

fn pages(context: &Context<'_>) -> Vec<Page> {
    context.forms.iter().map(|form| page(context, form)).collect()
}

fn page(context: &Context<'_>, form: &Form) -> Page {
    let mut rows: Vec<Row<'_>> = context.rows_of("mart_change", form).collect();
    let base_year = rows.iter().filter_map(|row| row.int("base_year")).max();
    rows.retain(|row| row.int("base_year") == base_year);
    let sheet = context.sheet(VIEW.name, form);
    let Some(base_year) = base_year else {
        let reason = context
            .withheld(form, "change")
            .unwrap_or_else(|| "Not shown: the book holds no earlier collection to compare with.".to_owned());
        return Page::new(
            sheet,
            format!("Change, {}", context.title_end(form)),
            "What changed since the latest earlier collection.",
        )
        .with(Block::Note(reason));
    };
    // Where most schools moved, whichever way, stands first, so that the chart of the first rows hides no fall; what
    // cannot be compared stands last.
    let moved = |row: &Row<'_>| row.count("n_improved") + row.count("n_worsened");
    rows.sort_by_key(|row| {
        (
            row.count("n_pairs") == 0,
            -moved(row),
            row.count("n_worsened") - row.count("n_improved"),
            row.index(),
        )
    });
    let n_moved = rows.iter().filter(|row| row.count("n_pairs") > 0 && moved(row) > 0).count();
    let page = Page::new(
        sheet,
        format!("What changed from {base_year} to {}", context.title_end(form)),
        format!(
            "Only schools that answered a statement in {base_year} and in {}, and only statements that still mean the \
             same. Better or worse by any step counts, so No to Partly is better. Where most schools moved stands first.",
            context.year()
        ),
    )
    .one_page()
    .as_of(form.as_of());
    let page = match context.withheld(form, "change_test") {
        Some(reason) => page.with(Block::Note(format!("Whether a change is beyond chance: {reason}"))),
        None => page,
    };
    let table = Table {
        name: format!("Change{}", form.letter),
        title: format!("Statements with how many schools moved up or down since {base_year}"),
        columns: vec![
            Column::new("Id", Look::Text),
            Column::wide("Statement", Look::Text, 34.0),
            Column::wide("Schools that answered both times", Look::Count, 14.0),
            Column::wide("Better", Look::CountBar, 13.0),
            Column::wide("The same", Look::Count, 9.0),
            Column::wide("Worse", Look::CountBar, 13.0),
            Column::wide(format!("Not yet in place {base_year}"), Look::Count, 13.0),
            Column::wide(format!("Not yet in place {}", context.year()), Look::Count, 13.0),
            Column::wide("Beyond chance?", Look::Text, 19.0),
            Column::wide("q value", Look::Probability, 9.0),
            Column::wide("Wording", Look::Text, 22.0),
        ],
        rows: rows.iter().map(|row| cells(form, row)).collect(),
        n_fixed: 2,
    };
    if n_moved == 0 {
        return page
            .with(Block::Text(format!(
                "No school's answer to any of these statements changed since {base_year}."
            )))
            .with(Block::Table(table));
    }
    let n_rows = n_moved.min(CHARTED);
    let chart = Chart {
        kind: ChartKind::Bars,
        title: match n_rows {
            1 => format!("Schools that moved up and down since {base_year}: the one statement on which any did"),
            n => format!("Schools that moved up and down since {base_year}: the {n} statements on which most did"),
        },
        alt: "Bars: how many schools moved up and how many down on each statement; the figures are those of the \
              table above"
            .to_owned(),
        table: table.name.clone(),
        labels: 1,
        series: vec![Series { column: 3, tone: Tone::Yes }, Series { column: 5, tone: Tone::No }],
        axis: None,
        unit: "Schools".to_owned(),
        n_rows,
    };
    page.with(Block::Table(table)).with(Block::Chart(chart))
}

fn cells(form: &Form, row: &Row<'_>) -> Vec<Cell> {
    let id = row.str("statement_id");
    let is_compared = row.count("n_pairs") > 0;
    let count = |name: &str| if is_compared { Cell::count(row.int(name)) } else { Cell::None };
    vec![
        Cell::text(id),
        Cell::text(form.label(id)),
        Cell::count(row.int("n_pairs")),
        count("n_improved"),
        count("n_same"),
        count("n_worsened"),
        count("n_weak_before"),
        count("n_weak_now"),
        Cell::text(verdict_word(row.str("verdict"))),
        Cell::number(row.float("q_value")),
        Cell::text(comparability_word(row.str("comparability"))),
    ]
}
