//! Sections and themes: how the answers fall under each heading of the form.
//! In: `mart_section`, `mart_theme` over all schools. Out: one page a form.

use schemas::{checked::Row, tables::marts};

use crate::{
    context::{Context, Form},
    views::{
        Book, View,
        page::{Block, Cell, Chart, Column, Look, Page, Table},
    },
};

/// The view.
pub static VIEW: View = View {
    name: "Sections",
    book: Book::Benchmark,
    purpose: "The profile of the form's sections and of themes: how their answers fall.",
    reads: &[&marts::MART_SECTION, &marts::MART_THEME],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    context.forms.iter().map(|form| page(context, form)).collect()
}

fn page(context: &Context<'_>, form: &Form) -> Page {
    let mut sections: Vec<(usize, String, Row<'_>)> = context
        .rows_of("mart_section", form)
        .filter_map(|row| {
            let at = form.sections.iter().position(|(id, _)| id == row.str("section_id"))?;
            Some((at, form.sections.get(at)?.1.clone(), row))
        })
        .collect();
    sections.sort_by_key(|(at, _, row)| (*at, row.index()));
    let sections: Vec<(String, Row<'_>)> = sections.into_iter().map(|(_, title, row)| (title, row)).collect();
    let themes: Vec<(String, Row<'_>)> =
        context.rows_of("mart_theme", form).map(|row| (theme_title(row.str("theme")), row)).collect();
    let mut page = Page::new(
        context.sheet(VIEW.name, form),
        format!("Sections and themes, {}", context.title_end(form)),
        "How the answers fall in each section of the form and on each theme. Counts are answers, not schools.",
    )
    .one_page()
    .as_of(form.as_of());
    for (name, word, rows) in [("Sections", "Section", &sections), ("Themes", "Theme", &themes)] {
        if rows.is_empty() {
            continue;
        }
        let table = table(&format!("{name}{}", form.letter), word, rows);
        let chart = profile(&table, &format!("Answers by {}", word.to_lowercase()));
        page = page.with(Block::Table(table));
        // One bar compares with nothing.
        if rows.len() > 1 {
            page = page.with(Block::Chart(chart));
        }
    }
    page
}

fn theme_title(theme: &str) -> String {
    schemas::catalogue::THEMES
        .iter()
        .find(|(id, _)| *id == theme)
        .map_or_else(|| crate::words::heading(theme), |(_, title)| (*title).to_owned())
}

/// A table of answers by section or theme, which the chart [`profile`] shows.
fn table(name: &str, word: &str, rows: &[(String, Row<'_>)]) -> Table {
    Table {
        name: name.to_owned(),
        title: format!("Answers by {}", word.to_lowercase()),
        columns: vec![
            Column::wide(word, Look::Text, 32.0),
            Column::new("Statements", Look::Count),
            Column::new("Schools that answered", Look::Count),
            Column::new("Yes", Look::Count),
            Column::new("Partly", Look::Count),
            Column::new("No", Look::Count),
            Column::new("Not applicable", Look::Count),
            Column::wide("Not yet in place", Look::ShareBar, 15.0),
            Column::wide("At least, if all unanswered were Yes", Look::Share, 15.0),
            Column::wide("At most, if all unanswered were Partly or No", Look::Share, 17.0),
            Column::wide("Score, 0 to 100%", Look::Share, 12.0),
        ],
        rows: rows
            .iter()
            .map(|(title, row)| {
                vec![
                    Cell::text(title),
                    Cell::count(row.int("n_statements")),
                    Cell::count(row.int("n_schools_answered")),
                    Cell::count(row.int("n_yes")),
                    Cell::count(row.int("n_partly")),
                    Cell::count(row.int("n_no")),
                    Cell::count(row.int("n_not_applicable")),
                    Cell::number(row.float("weak_rate")),
                    Cell::number(row.float("bound_low")),
                    Cell::number(row.float("bound_high")),
                    Cell::number(row.float("score")),
                ]
            })
            .collect(),
        n_fixed: 1,
    }
}

fn profile(table: &Table, title: &str) -> Chart {
    Chart::of_shares(
        table,
        3,
        format!("{title}: Yes, Partly and No as shares of the whole, counts on the bars"),
        format!("{title}: full bars of Yes, Partly and No; the figures are those of the table above"),
    )
}
