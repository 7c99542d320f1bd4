//! The section profile by group: for each section how the answers of each group of schools fall, beside all schools.
//! In: `mart_section` by group. Out: blocks of the page's part on groups. A group without an answer has no bar,
//! nor has one that the gate does not show, or of which fewer schools answered the section than the gate needs.

use schemas::checked::Row;

use crate::{
    context::{Context, Form},
    views::{
        benchmark::groups::is_enough,
        page::{Block, Cell, Chart, Column, Look, Table},
    },
    words::{group_word, heading},
};

/// The most groups that one chart shows.
const MOST: usize = 12;

/// A chart with its table for each breakdown and section.
pub(super) fn blocks(context: &Context<'_>, form: &Form) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (number, by) in (1..).zip(context.group_columns()) {
        let shown = groups(context, form, &by);
        if !(2..=MOST + 1).contains(&shown.len()) {
            continue;
        }
        blocks.push(Block::Heading(format!("Section profile by {}", by.replace('_', " "))));
        for (at, (section_id, title)) in form.sections.iter().enumerate() {
            let rows: Vec<Vec<Cell>> =
                shown.iter().filter_map(|(by, value)| line(context, form, by, value, section_id)).collect();
            if rows.len() < 2 {
                continue;
            }
            let table =
                table(&format!("Profile{}_{number}_{}", form.letter, at + 1), title, &heading(&by), rows);
            let chart = chart(&table, title, &by);
            blocks.push(Block::Table(table));
            blocks.push(Block::Chart(chart));
        }
    }
    blocks
}

/// All schools, then the groups of a breakdown.
fn groups(context: &Context<'_>, form: &Form, by: &str) -> Vec<(String, String)> {
    let mut groups = vec![("all".to_owned(), "all".to_owned())];
    groups.extend(
        context
            .rows("mart_response")
            .filter(|row| row.str("catalogue_id") == form.id && row.str("group_by") == by)
            // Which groups are too small stands beside their figures below.
            .filter(|row| context.why_not(form, "group", (by, row.str("group_value"))).is_none())
            .map(|row| (by.to_owned(), row.str("group_value").to_owned())),
    );
    groups
}

fn line(context: &Context<'_>, form: &Form, by: &str, value: &str, section_id: &str) -> Option<Vec<Cell>> {
    let is_it = |row: &Row<'_>| {
        row.str("catalogue_id") == form.id
            && row.str("group_by") == by
            && row.str("group_value") == value
            && row.str("section_id") == section_id
    };
    let row = context.rows("mart_section").find(is_it)?;
    row.float("weak_rate").filter(|_| is_enough(context, form, &row))?;
    Some(vec![
        Cell::text(group_word(value)),
        Cell::count(row.int("n_schools_answered")),
        Cell::count(row.int("n_yes")),
        Cell::count(row.int("n_partly")),
        Cell::count(row.int("n_no")),
        Cell::number(row.float("weak_rate")),
    ])
}

fn table(name: &str, title: &str, by: &str, rows: Vec<Vec<Cell>>) -> Table {
    Table {
        name: name.to_owned(),
        title: format!("{title}: answers by group of schools"),
        columns: vec![
            Column::new(by, Look::Text),
            Column::new("Schools that answered", Look::Count),
            Column::new("Yes", Look::Count),
            Column::new("Partly", Look::Count),
            Column::new("No", Look::Count),
            Column::new("Not yet in place", Look::Share),
        ],
        rows,
        n_fixed: 1,
    }
}

fn chart(table: &Table, title: &str, by: &str) -> Chart {
    let alt = format!(
        "{title}, by {}: full bars of Yes, Partly and No for each group beside all schools; the figures are those of \
         the table",
        by.replace('_', " ")
    );
    Chart::of_shares(table, 2, title.to_owned(), alt)
}
