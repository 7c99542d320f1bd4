//! Weak together: pairs of statements that tend to be not yet in place in the same schools.
//! In: `mart_pair`. Out: one page a form.

use schemas::{checked::Row, tables::marts};

use crate::{
    context::{Context, Form},
    views::{
        Book, View,
        page::{Block, Cell, Column, Look, Page, Table},
    },
    words::grouped,
};

/// The most pairs that the sheet lists.
const MOST: usize = 100;

/// Where the odds ratio has no upper end.
const NO_LIMIT: &str = "No limit";

/// The view.
pub static VIEW: View = View {
    name: "Weak together",
    book: Book::Benchmark,
    purpose: "Pairs of statements that tend to be not yet in place in the same schools: one training could serve both.",
    reads: &[&marts::MART_PAIR],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    context.forms.iter().map(|form| page(context, form)).collect()
}

fn page(context: &Context<'_>, form: &Form) -> Page {
    let page = Page::new(
        context.sheet(VIEW.name, form),
        format!("Not yet in place together, {}", context.title_end(form)),
        "Pairs that stand together more often than the schools' general level explains. Schools that have little in \
         place anywhere make every pair look linked; that is allowed for here.",
    )
    .wide()
    .as_of(form.as_of());
    if let Some(reason) = context.withheld(form, "pair") {
        return page.with(Block::Note(reason));
    }
    let mut rows: Vec<Row<'_>> = context.rows_of("mart_pair", form).collect();
    let grouped = |n: usize| grouped(i64::try_from(n).unwrap_or(i64::MAX));
    let n_pairs = rows.len();
    rows.retain(|row| row.flag("is_linked"));
    rows.sort_by(|a, b| {
        let q = |row: &Row<'_>| row.float("q_value").unwrap_or(1.0);
        q(a).total_cmp(&q(b))
            .then_with(|| b.count("n_both").cmp(&a.count("n_both")))
            .then(a.index().cmp(&b.index()))
    });
    let n_linked = rows.len();
    rows.truncate(MOST);
    if rows.is_empty() {
        return page.with(Block::Text(if n_pairs == 0 {
            "Not shown: there are too few schools to look at pairs.".to_owned()
        } else {
            format!(
                "None of the {} pairs stands together more than the schools' general level explains.",
                grouped(n_pairs)
            )
        }));
    }
    let page = if rows.iter().any(|row| row.float("odds_ratio").is_none()) {
        page.with(Block::Note(format!(
            "{NO_LIMIT}: among schools with about as much in place all round, the two never each stood alone, so the \
             odds ratio has no upper end."
        )))
    } else {
        page
    };
    let stand = if n_linked == 1 { "stands" } else { "stand" };
    let shown =
        if rows.len() < n_linked { format!(" The {} surest are shown.", rows.len()) } else { String::new() };
    page.with(Block::Text(format!(
        "{} of {} pairs {stand} together more often than that{}.{shown}",
        grouped(n_linked),
        grouped(n_pairs),
        if n_linked > 1 { ", the surest first" } else { "" }
    )))
    .with(Block::Table(Table {
        name: format!("Weak_together{}", form.letter),
        title: "Pairs of statements not yet in place in the same schools".to_owned(),
        columns: vec![
            Column::wide("First statement", Look::Text, 36.0),
            Column::wide("Second statement", Look::Text, 36.0),
            Column::wide("Schools that answered both", Look::Count, 12.0),
            Column::wide("Neither in place", Look::CountBar, 12.0),
            Column::wide("First only not in place", Look::Count, 12.0),
            Column::wide("Second only not in place", Look::Count, 12.0),
            Column::wide("Both in place", Look::Count, 9.0),
            Column::wide("Odds ratio", Look::Number, 10.0),
            Column::wide("Lower end (95%)", Look::Number, 10.0),
            Column::wide("Upper end (95%)", Look::Number, 10.0),
            Column::wide("q value", Look::Probability, 9.0),
        ],
        rows: rows
            .iter()
            .map(|row| {
                let name = |column: &str| {
                    let id = row.str(column);
                    Cell::text(format!("{id} {}", form.label(id)))
                };
                vec![
                    name("statement_a"),
                    name("statement_b"),
                    Cell::count(row.int("n_schools")),
                    Cell::count(row.int("n_both")),
                    Cell::count(row.int("n_a_only")),
                    Cell::count(row.int("n_b_only")),
                    Cell::count(row.int("n_neither")),
                    row.float("odds_ratio").map_or_else(|| Cell::text(NO_LIMIT), Cell::Number),
                    Cell::number(row.float("odds_low")),
                    Cell::number(row.float("odds_high")),
                    Cell::number(row.float("q_value")),
                ]
            })
            .collect(),
        n_fixed: 0,
    }))
}
