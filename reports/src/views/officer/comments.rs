//! Comments: what schools wrote beside their answers, word for word.
//! In: comments, returns. Out: one page. Text stays text, whatever it begins with.

use std::{borrow::Cow, collections::BTreeMap};

use schemas::{checked::Row, tables::data};

use crate::{
    context::Context,
    views::{
        Book, View,
        page::{Block, Cell, Column, Look, Page, Table},
    },
};

/// The view.
pub static VIEW: View = View {
    name: "Comments",
    book: Book::Officer,
    purpose: "What schools wrote beside their answers, word for word, with the place it stands in.",
    reads: &[&data::COMMENTS, &data::RETURNS],
    most: 20_000,
    make: pages,
};

/// A comment with the school it is of and its return.
type Comment<'c, 'a> = (Cow<'c, str>, Row<'a>, Row<'a>);

/// The comments in the order of the sheet.
fn comments<'c, 'a>(context: &'c Context<'a>) -> Vec<Comment<'c, 'a>> {
    let returns: BTreeMap<&str, Row<'_>> =
        context.data("returns").map(|row| (row.str("return_id"), row)).collect();
    let mut rows: Vec<Comment<'_, '_>> = context
        .data("comments")
        .filter_map(|row| {
            let of = returns.get(row.str("return_id"))?;
            let school = of.text("school_id").and_then(|id| context.school_by_id(id)).map_or_else(
                || format!("? {}", of.text("school_as_written").unwrap_or("(not stated)")).into(),
                |school| Cow::from(&school.name),
            );
            Some((school, *of, row))
        })
        .collect();
    rows.sort_by_cached_key(|(school, of, row)| (school.clone(), of.str("return_id"), row.int("comment_no")));
    rows
}

/// The first row of each school on the sheet, from 0, and how many it has there; by the school's id.
pub(super) fn places<'a>(context: &Context<'a>) -> BTreeMap<&'a str, (usize, i64)> {
    let comments = comments(context);
    let mut places: BTreeMap<&str, (usize, i64)> = BTreeMap::new();
    if comments.len() <= VIEW.most {
        for (at, (_, of, _)) in comments.iter().enumerate() {
            if let Some(id) = of.text("school_id") {
                places.entry(id).or_insert((at, 0)).1 += 1;
            }
        }
    }
    places
}

fn pages(context: &Context<'_>) -> Vec<Page> {
    let page = Page::new(
        VIEW.name,
        format!("Comments {}", context.year()),
        "What schools wrote, word for word. It may name people: keep it to those who need it. A question mark stands \
         before the name of a school that is not known for sure.",
    )
    .wide()
    .as_of("For the officer for online safety. Not for the working group.");
    if let Some(n) = context.left_out(data::COMMENTS.name) {
        return vec![page.with(VIEW.not_shown(n))];
    }
    let rows = comments(context);
    if rows.is_empty() {
        return vec![page.with(Block::Text("No comment was written.".to_owned()))];
    }
    if rows.len() > VIEW.most {
        return vec![page.with(VIEW.not_shown(rows.len()))];
    }
    let cells = rows
        .iter()
        .map(|(school, of, row)| {
            let id = row.str("statement_id");
            let label = match context.form(of.str("catalogue_id")) {
                Some(form) if !id.is_empty() => format!("{id} {}", form.label(id)),
                _ => "(beside the statements)".to_owned(),
            };
            vec![
                Cell::text(school.as_ref()),
                Cell::text(label),
                Cell::text(row.str("text")),
                Cell::text(standing_word(of)),
                Cell::text(row.str("source_file")),
                Cell::text(format!("{} {}", row.str("sheet"), row.str("cell")).trim()),
            ]
        })
        .collect();
    vec![page.with(Block::Table(Table {
        name: "Comments".to_owned(),
        title: "Comments with their school, statement and place".to_owned(),
        columns: vec![
            Column::wide("School", Look::Text, 34.0),
            Column::wide("Statement", Look::Text, 38.0),
            Column::wide("Comment", Look::Long, 72.0),
            Column::wide("The return", Look::Text, 22.0),
            Column::wide("File", Look::Text, 40.0),
            Column::wide("Place", Look::Text, 16.0),
        ],
        rows: cells,
        n_fixed: 1,
    }))]
}

/// What a row of `returns` counts for, in words.
pub(super) fn standing_word(of: &Row<'_>) -> &'static str {
    match of.text("status_reason").unwrap_or_else(|| of.str("status")) {
        "standing" => "Counts",
        "part" => "Counts, a part",
        "superseded" => "Replaced by another",
        "copy" => "Same answers as one that counts",
        "undecided" => "Waits for a ruling",
        "unidentified" => "School not known",
        "blank" => "A blank form",
        "excluded" => "Left out by a ruling",
        _ => "",
    }
}
