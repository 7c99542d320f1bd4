//! Data quality, in short: what was found, what could not be used, by rule. The officer's workbook has each case.
//! In: files, returns, findings. Out: one page. Names no school and no file.

use std::collections::BTreeMap;

use schemas::{
    checked::Row,
    tables::{data, marts},
};

use crate::{
    context::Context,
    views::{
        Book, View,
        page::{Block, Cell, Column, Look, Page, Table},
    },
    words::{rule_words, severity_word},
};

/// The view.
pub static VIEW: View = View {
    name: "Data quality",
    book: Book::Benchmark,
    purpose: "How many files and returns were read, and what was noticed about them.",
    reads: &[&data::FILES, &data::RETURNS, &data::FINDINGS, &marts::MART_WORDING],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    let page = Page::new(
        VIEW.name,
        format!("Data quality {}", context.year()),
        "What was sent, what could be used, and what was noticed. Nothing is guessed: what could not be read for sure \
         is counted as unanswered and listed for the officer.",
    );
    vec![
        page.with(Block::Table(tallies(context)))
            .with(Block::Heading("What was noticed".to_owned()))
            .with(Block::Table(findings(context))),
    ]
}

/// What became of files and returns, counted.
pub fn tallies(context: &Context<'_>) -> Table {
    let mut rows = Vec::new();
    let mut count = |table: &str, column: &str, words: &[(&str, &str)]| {
        for (code, what) in words {
            // A return counts as its reason says, where it has one.
            let is_of = |row: &Row<'_>| {
                let reason = if table == "returns" { row.text("status_reason") } else { None };
                reason.unwrap_or_else(|| row.str(column)) == *code
            };
            let n = context.data(table).filter(is_of).count();
            if n > 0 {
                rows.push(vec![Cell::text(*what), Cell::Count(i64::try_from(n).unwrap_or(i64::MAX))]);
            }
        }
    };
    count(
        "files",
        "outcome",
        &[
            ("read", "Files read"),
            ("refused", "Files that could not be read"),
            ("ignored", "Files that are no return"),
        ],
    );
    count(
        "returns",
        "status",
        &[
            ("standing", "Returns that count"),
            ("part", "Parts of returns that count"),
            ("superseded", "Returns replaced by another of the same school"),
            ("copy", "Returns with the same answers as one of the same school that counts"),
            ("undecided", "Returns that wait for a decision"),
            ("unidentified", "Returns whose school is not known for sure"),
            ("blank", "Blank forms"),
            ("excluded", "Returns left out by decision"),
        ],
    );
    let n_other: i64 = context
        .rows("mart_wording")
        .filter(|row| matches!(row.text("comparability"), Some("substantive" | "merged" | "split")))
        .map(|row| row.count("n_returns"))
        .sum();
    if n_other > 0 {
        let what = "Statements that came in words of another meaning than this year's (sheet Wordings)";
        rows.push(vec![Cell::text(what), Cell::Count(n_other)]);
    }
    Table {
        name: "Tallies".to_owned(),
        title: "What became of files, returns and answers".to_owned(),
        columns: vec![Column::wide("What", Look::Text, 64.0), Column::wide("How many", Look::CountBar, 14.0)],
        rows,
        n_fixed: 0,
    }
}

/// Findings counted by rule, most serious first.
pub fn findings(context: &Context<'_>) -> Table {
    let mut rules: BTreeMap<(u8, &str), (i64, i64)> = BTreeMap::new();
    for row in context.data("findings") {
        let weight = match row.str("severity") {
            "error" => 0,
            "warning" => 1,
            _ => 2,
        };
        let tally = rules.entry((weight, row.str("code"))).or_default();
        tally.0 += 1;
        tally.1 += i64::from(row.flag("is_question"));
    }
    let rows = rules
        .into_iter()
        .map(|((weight, code), (n, open))| {
            let severity = ["error", "warning", "note"].get(usize::from(weight)).copied().unwrap_or("note");
            vec![
                Cell::text(rule_words(code)),
                Cell::Count(n),
                Cell::Count(open),
                Cell::text(severity_word(severity)),
                Cell::text(code),
            ]
        })
        .collect();
    Table {
        name: "Noticed".to_owned(),
        title: "What was noticed, by rule, most serious first".to_owned(),
        columns: vec![
            Column::wide("What was noticed", Look::Long, 64.0),
            Column::wide("How often", Look::CountBar, 14.0),
            Column::wide("Questions still open", Look::Count, 12.0),
            Column::wide("Severity", Look::Text, 11.0),
            Column::wide("Rule", Look::Text, 8.0),
        ],
        rows,
        n_fixed: 0,
    }
}
