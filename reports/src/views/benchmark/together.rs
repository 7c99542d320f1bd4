//! Weak together: pairs of statements that tend to be not yet in place in the same schools.
//! In: `mart_pair`. Out: one page a form.

use schemas::{checked::Row, tables::marts};

use crate::{
    context::{Context, Form},
    views::{
        Book, View,
        page::{Block, Cell, Column, Look, Page, Table},
    },
};

/// The most pairs that the sheet lists.
const MOST: usize = 100;

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
                "None of the {n_pairs} pairs stands together more than the schools' general level explains."
            )
        }));
    }
    page.with(Block::Text(format!("{n_linked} of {n_pairs} pairs; the surest first, {} shown.", rows.len())))
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
                Column::wide("Odds ratio", Look::Number, 8.0),
                Column::wide("Lower end (95%)", Look::Number, 9.0),
                Column::wide("Upper end (95%)", Look::Number, 9.0),
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
                        Cell::number(row.float("odds_ratio")),
                        Cell::number(row.float("odds_low")),
                        Cell::number(row.float("odds_high")),
                        Cell::number(row.float("q_value")),
                    ]
                })
                .collect(),
            n_fixed: 0,
        }))
}
