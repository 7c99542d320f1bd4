//! Year by year: how the answers of each section fell in every collection of the book, as far back as its statements
//! mean the same. In: `mart_section` and `dim_statement` of all years. Out: blocks of the page's part on change.
//! Never a line across a change of meaning, or of what a section asks: the trend begins anew, and a sentence says why.

use std::collections::{BTreeMap, BTreeSet};

use schemas::checked::Row;

use crate::{
    context::{Context, Form},
    views::page::{Block, Cell, Chart, Column, Look, Table},
    words::listed,
};

/// The most years that a chart shows, up to this one.
const MOST: usize = 8;

/// A chart with its table for each section that has at least two years to show.
pub(super) fn blocks(context: &Context<'_>, form: &Form) -> Vec<Block> {
    let years = years(context, form);
    if years.len() < 2 {
        return Vec::new();
    }
    let mut blocks = vec![
        Block::Heading("Year by year".to_owned()),
        Block::Text(
            "All the returns of each year, so not always the same schools. What changed in the same schools stands \
             above."
                .to_owned(),
        ),
    ];
    let mut broken = Vec::new();
    for (at, (section_id, title)) in form.sections.iter().enumerate() {
        let (from, is_broken) = since(context, form, section_id, &years);
        let rows: Vec<Vec<Cell>> = years
            .iter()
            .filter(|year| **year >= from)
            .filter_map(|year| section(context, form, section_id, *year))
            .map(|row| cells(&row))
            .collect();
        if is_broken {
            broken.push(format!("{title} (since {from})"));
        }
        if rows.len() > 1 {
            let table = table(&format!("Years{}_{}", form.letter, at + 1), title, rows);
            let chart = chart(&table, title);
            blocks.push(Block::Table(table));
            blocks.push(Block::Chart(chart));
        }
    }
    if !broken.is_empty() {
        blocks.push(Block::Note(format!(
            "Years before a section's statements changed in meaning, came or went are not shown, because they do not \
             compare: {}.",
            listed(&broken)
        )));
    }
    if blocks.len() > 2 { blocks } else { Vec::new() }
}

/// The years in which the form was answered, this one the last.
fn years(context: &Context<'_>, form: &Form) -> Vec<i64> {
    let all: BTreeSet<i64> = context
        .inputs
        .tables
        .rows("mart_section")
        .filter(|row| is_of(row, form) && row.float("weak_rate").is_some())
        .filter_map(|row| row.int("year"))
        .filter(|year| *year <= context.year())
        .collect();
    all.iter().copied().skip(all.len().saturating_sub(MOST)).collect()
}

fn is_of(row: &Row<'_>, form: &Form) -> bool {
    row.str("catalogue_id") == form.id && row.str("group_by") == "all"
}

/// The first year from which a section asks what it asks now, in the same meaning, and whether years are left out for it.
fn since(context: &Context<'_>, form: &Form, section_id: &str, years: &[i64]) -> (i64, bool) {
    let first = years.first().copied().unwrap_or(context.year());
    let asked = || {
        let rows = context.inputs.tables.rows("dim_statement").filter(|row| {
            row.str("catalogue_id") == form.id
                && row.str("section_id") == section_id
                && row.str("comparability") != "retired"
        });
        rows.filter_map(|row| Some((row.int("year")?, row)))
    };
    let changed = asked()
        .filter(|(_, row)| !matches!(row.str("comparability"), "identical" | "editorial"))
        .map(|(year, _)| year)
        .filter(|year| *year > first && *year <= context.year())
        .max();
    // A statement that is asked no longer, or under another heading, has no row that would say so.
    let mut by_year: BTreeMap<i64, BTreeSet<&str>> = BTreeMap::new();
    for (year, row) in asked() {
        by_year.entry(year).or_default().insert(row.str("statement_id"));
    }
    let went = years
        .windows(2)
        .filter_map(|pair| match pair {
            [before, after] if by_year.get(before) != by_year.get(after) => Some(*after),
            _ => None,
        })
        .max();
    let from = changed.max(went);
    (from.unwrap_or(first), from.is_some())
}

fn section<'a>(context: &Context<'a>, form: &Form, section_id: &str, year: i64) -> Option<Row<'a>> {
    context.inputs.tables.rows("mart_section").find(|row| {
        is_of(row, form)
            && row.int("year") == Some(year)
            && row.str("section_id") == section_id
            && row.float("weak_rate").is_some()
    })
}

fn cells(row: &Row<'_>) -> Vec<Cell> {
    vec![
        Cell::text(row.int("year").map_or_else(String::new, |year| year.to_string())),
        Cell::text(format!("{} of {}", row.count("n_schools_answered"), row.count("n_schools"))),
        Cell::count(row.int("n_yes")),
        Cell::count(row.int("n_partly")),
        Cell::count(row.int("n_no")),
        Cell::number(row.float("weak_rate")),
    ]
}

fn table(name: &str, title: &str, rows: Vec<Vec<Cell>>) -> Table {
    Table {
        name: name.to_owned(),
        title: format!("{title}: answers by year"),
        columns: vec![
            Column::new("Year", Look::Text),
            Column::new("Schools that answered", Look::Text),
            Column::new("Yes", Look::Count),
            Column::new("Partly", Look::Count),
            Column::new("No", Look::Count),
            Column::new("Not yet in place", Look::Share),
        ],
        rows,
        n_fixed: 1,
    }
}

fn chart(table: &Table, title: &str) -> Chart {
    let alt = format!(
        "{title}, by year: full bars of Yes, Partly and No for each year; the figures are those of the table"
    );
    Chart::of_shares(table, 2, title.to_owned(), alt)
}
