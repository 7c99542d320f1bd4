//! Columns of corrections and final answers beside the form's own.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod table;

use schemas::decision::Scope;
use table::{Read, columns, read_sheet, read_with, ruling, sheet};

const SIX: &str = "POL-02 POL-03 POL-05 POL-06 POL-07 POL-09";
const HEADS: [&str; 9] = [
    "Final answer",
    "Corrected",
    "Correction",
    "Amended",
    "Amended answer",
    "Revised answer",
    "Should be",
    "Final",
    "Updated answer",
];

/// A form with ticks and a column behind them.
fn ticks(head: &str, rows: [&str; 6]) -> String {
    let rows = SIX.split(' ').zip(rows).map(|(id, cells)| format!("| {{{id}}} | {cells} | |\n"));
    format!("| Statement | Yes | Partly | No | {head} | Comments |\n{}", rows.collect::<String>())
}

fn n_asked(read: &Read) -> usize {
    read.findings.iter().filter(|finding| finding.rule.is_question).count()
}

#[test]
fn words_beside_blank_ticks_are_asked_about_once() {
    for head in HEADS {
        let all = ticks(head, ["||| Yes", "||| No", "||| Partly", "||| Yes", "||| No", "||| Yes"]);
        let read = read_sheet(&all);
        assert_eq!(read.says(SIX), "? ? ? ? ? ?", "{head} {:?}", read.findings);
        assert_eq!(n_asked(&read), 1, "{head} {:?}", read.findings);
        let some = ticks(head, ["x|||", "||| No", "| x || Partly", "||| Yes", "|| x |", "||| Partly"]);
        let read = read_sheet(&some);
        assert_eq!(read.says(SIX), "yes ? partly ? no ?", "{head} {:?}", read.findings);
        assert_eq!(n_asked(&read), 1, "{head} {:?}", read.findings);
    }
}

#[test]
fn a_person_says_that_they_are_the_answers() {
    let all = ticks("Final answer", ["||| Yes", "||| No", "||| Partly", "||| Yes", "||| No", "||| Yes"]);
    let asked = read_sheet(&all);
    let ruled = read_with(
        &[sheet("Return", &all)],
        &[ruling(asked.finding("F203"), columns("other other other answer"), Scope::Return)],
    );
    assert_eq!(ruled.says(SIX), "yes no partly yes no yes", "{:?}", ruled.findings);
}

#[test]
fn those_that_differ_from_the_ticks_are_asked_about_once() {
    for head in HEADS {
        let table = ticks(head, ["x||| No", "| x || Partly", "|| x | Yes", "x|||", "| x ||", "|| x |"]);
        let read = read_sheet(&table);
        assert_eq!(read.says(SIX), "? partly ? yes partly no", "{head}");
        assert_eq!(n_asked(&read), 1, "{head} {:?}", read.findings);
    }
}

#[test]
fn a_plain_second_column_of_answers_is_read_beside_blank_ticks() {
    for head in ["Answer", "Response", "Your answer"] {
        let table = ticks(head, ["||| Yes", "||| Partly", "||| Partly", "||| Yes", "||| Partly", "||| Yes"]);
        assert_eq!(read_sheet(&table).says(SIX), "yes partly partly yes partly yes", "{head}");
    }
}
