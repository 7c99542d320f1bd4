//! Who needs a call: schools, most pressing first, each with every reason why.
//! In: `mart_call`, signals and comments for the way to them. Out: one page, a row a school.

use schemas::{
    checked::Row,
    tables::{data, marts},
};

use super::{comments, questions, signals};
use crate::{
    context::{Context, School},
    views::{
        Book, View,
        page::{Block, Cell, Column, Link, Look, Page, Table},
    },
    words::{call_word, count_of, grouped, unnamed_words},
};

/// The view.
pub static VIEW: View = View {
    name: "Who needs a call",
    book: Book::Officer,
    purpose: "Which schools to call and why, the most pressing first.",
    reads: &[
        &marts::MART_CALL,
        &marts::MART_SIGNAL,
        &data::COMMENTS,
        &data::RETURNS,
        &data::FINDINGS,
        &data::QUESTION_SCHOOLS,
    ],
    most: 20_000,
    make: pages,
};

/// A school in the list.
struct Call<'c, 'a> {
    position: Option<i64>,
    school: &'c School,
    /// Its reasons, the most pressing first: the code, then the rows.
    reasons: Vec<(&'a str, Vec<Row<'a>>)>,
}

fn pages(context: &Context<'_>) -> Vec<Page> {
    let n_rows = context.n_rows("mart_call");
    let page = Page::new(
        VIEW.name,
        format!("Who needs a call, {}", context.year()),
        "Schools in the order in which to call them, with every reason. An essential statement that is not in place \
         comes first, however rare; a school that a question may concern is asked, not chased.",
    )
    .wide()
    .as_of("For the officer for online safety. Not for the working group: its members include heads of these schools.");
    if n_rows > VIEW.most {
        return vec![page.with(VIEW.not_shown(n_rows))];
    }
    let calls = calls(context);
    if calls.is_empty() {
        return vec![page.with(Block::Text("No school needs a call.".to_owned()))];
    }
    let signals = signals::places(context);
    let comments = comments::places(context);
    let rows = calls.iter().map(|call| {
        let wrote = comments.get(call.school.id.as_str());
        vec![
            Cell::count(call.position),
            Cell::text(&call.school.name),
            Cell::text(call.reasons.first().map_or("", |(code, _)| call_word(code))),
            Cell::text(
                call.reasons
                    .iter()
                    .map(|(code, rows)| why(context, code, rows))
                    .collect::<Vec<_>>()
                    .join("\n"),
            ),
            signals.get(call.school.key.as_str()).map_or(Cell::None, |(at, n)| {
                Cell::Link(Link::to_row(count_of(*n, "signal", "signals"), signals::VIEW.name, *at))
            }),
            wrote.map_or(Cell::None, |(at, n)| {
                Cell::Link(Link::to_row(count_of(*n, "comment", "comments"), comments::VIEW.name, *at))
            }),
            Cell::text(call.school.groups_in_words()),
            Cell::text(&call.school.id),
        ]
    });
    let table = Table {
        name: "Calls".to_owned(),
        title: "Schools to call with the reasons".to_owned(),
        columns: vec![
            Column::wide("Order", Look::Count, 8.0),
            Column::wide("School", Look::Text, 32.0),
            Column::wide("Most pressing", Look::Text, 24.0),
            Column::wide("Every reason", Look::Long, 76.0),
            Column::wide("Signals", Look::Text, 13.0),
            Column::wide("Comments", Look::Text, 15.0),
            Column::wide("Groups", Look::Text, 18.0),
            Column::wide("School id", Look::Text, 11.0),
        ],
        rows: rows.collect(),
        n_fixed: 2,
    };
    let mut page = page.with(Block::Text(in_short(&calls)));
    let unnamed = unnamed_words(&context.forms, "below that has not sent its return");
    if !unnamed.is_empty() {
        page = page.with(Block::Text(format!("{unnamed} Rule on that before you call those schools.")));
        page = page
            .with(Block::Links(vec![Link::to("The questions that wait for a ruling", questions::VIEW.name)]));
    }
    vec![page.with(Block::Table(table))]
}

fn calls<'c, 'a>(context: &'c Context<'a>) -> Vec<Call<'c, 'a>> {
    let mut calls: Vec<Call<'_, '_>> = Vec::new();
    // The table is sorted by the order of the calls, so a school's rows stand together.
    for row in context.rows("mart_call") {
        let Some(school) = context.school(row.str("school_key")) else { continue };
        if calls.last().is_none_or(|call| call.school.key != school.key) {
            calls.push(Call { position: row.int("position"), school, reasons: Vec::new() });
        }
        if let Some(call) = calls.last_mut() {
            match call.reasons.iter_mut().find(|(code, _)| *code == row.str("reason")) {
                Some((_, rows)) => rows.push(row),
                None => call.reasons.push((row.str("reason"), vec![row])),
            }
        }
    }
    for call in &mut calls {
        call.reasons.sort_by_key(|(code, _)| place(code));
    }
    calls
}

/// How pressing a reason is, from 0.
fn place(code: &str) -> usize {
    marts::CALL_REASONS.iter().position(|known| *known == code).unwrap_or(usize::MAX)
}

/// One reason in a line: the statements that it is about, or what was seen.
fn why(context: &Context<'_>, code: &str, rows: &[Row<'_>]) -> String {
    let said: Vec<String> = rows
        .iter()
        // That it has not returned says as much.
        .filter(|row| code != "not_returned" || row.str("detail") != "nothing came")
        .map(|row| match row.str("statement_id") {
            "(all)" => row.str("detail").to_owned(),
            id => {
                let label = context.form(row.str("catalogue_id")).map_or("", |form| form.label(id));
                format!("{id} {label}").trim_end().to_owned()
            }
        })
        .collect();
    if said.is_empty() {
        call_word(code).to_owned()
    } else {
        format!("{}: {}", call_word(code), said.join("; "))
    }
}

/// How many schools are in the list, and for what above all.
fn in_short(calls: &[Call<'_, '_>]) -> String {
    let mut parts = Vec::new();
    for code in marts::CALL_REASONS {
        let n = calls.iter().filter(|call| call.reasons.first().is_some_and(|(first, _)| first == code));
        let n = i64::try_from(n.count()).unwrap_or(i64::MAX);
        if n > 0 {
            let n = if parts.is_empty() { count_of(n, "school", "schools") } else { grouped(n) };
            parts.push(format!("{} ({n})", call_word(code)));
        }
    }
    let n_schools = i64::try_from(calls.len()).unwrap_or(i64::MAX);
    format!(
        "{} in the list, by what is most pressing: {}.",
        count_of(n_schools, "school", "schools"),
        parts.join("; ")
    )
}
