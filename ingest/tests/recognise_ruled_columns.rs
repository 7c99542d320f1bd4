//! What is suggested about columns, what becomes of it when it is followed, and rulings that leave marks over.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod table;

use schemas::decision::Scope;
use table::{Read, columns, read_sheet, read_with, ruling, says, sheet};

const SIX: &str = "POL-02 POL-03 POL-05 POL-06 POL-08 POL-09";

fn form(heads: &str, rows: [&str; 6]) -> String {
    let rows = SIX.split(' ').zip(rows).map(|(id, row)| format!("| {{{id}}} | {row} |"));
    let lines: Vec<String> = std::iter::once(format!("| Statement | {heads} |")).chain(rows).collect();
    lines.join("\n")
}

/// The form read with a ruling on its question about columns.
fn ruled(table: &str, words: &str) -> Read {
    let asked = read_sheet(table);
    let decision = ruling(asked.finding("F203"), columns(words), Scope::Return);
    read_with(&[sheet("Return", table)], &[decision])
}

/// Yes, partly, no, yes, partly and nothing, as ticks in columns of their own.
const TICKS: [&str; 6] =
    ["x | | | in the handbook", "| x | |", "| | x |", "x | | |", "| x | | see minutes", "| | |"];

#[test]
fn no_ruling_is_suggested_that_names_a_marked_column_as_none_of_the_answers() {
    for heads in [
        "Achieved | Underway | Outstanding | Evidence",
        "Yes | Under review | Planned | Evidence",
        "Done | WIP | TBD | Evidence",
        "Yes | Mostly | Seldom | Evidence",
        "Yes | B | C | Evidence",
    ] {
        let read = read_sheet(&form(heads, TICKS));
        assert_eq!(read.says(SIX), "? ? ? ? ? -", "{heads}: {}", read.codes());
        let suggestion = &read.finding("F203").suggestion;
        assert!(suggestion.starts_with("Name each column"), "{heads}: {suggestion}");
    }
    // They may stand the other way round.
    for heads in [
        "Gold | Silver | Bronze | Evidence",
        "Absent | Emerging | Present | Evidence",
        "Needs work | Some work needed | No work needed | Evidence",
        "Area for improvement | Adequate | Strength | Evidence",
    ] {
        let read = read_sheet(&form(heads, TICKS));
        let suggestion = &read.finding("F203").suggestion;
        assert!(suggestion.starts_with("Name each column"), "{heads}: {suggestion}");
    }
}

#[test]
fn a_heading_that_stands_twice_begins_no_second_group_before_the_first_is_whole() {
    let read = read_sheet(&form("Yes | Not yet | No | Evidence", TICKS));
    if read.codes().contains("F203") {
        let suggestion = &read.finding("F203").suggestion;
        assert!(suggestion.starts_with("Name each column"), "{suggestion}");
    }
}

#[test]
fn a_grade_before_the_answers_or_against_them_is_suggested_to_be_nothing() {
    let rows = ["Green | Yes", "Amber | Yes", "Amber | Yes", "Red | No", "Amber | Yes", "Green | Yes"];
    for heads in ["RAG | Response", "RAG | Answer"] {
        let read = read_sheet(&form(heads, rows));
        if read.codes().contains("F203") {
            let suggestion = &read.finding("F203").suggestion;
            assert!(suggestion.starts_with("Name each column"), "{heads}: {suggestion}");
        }
    }
    let rows = ["Yes | Green", "Yes | Red", "No | Amber", "|", "Partly | Green", "Yes | Green"];
    let read = read_sheet(&form("Response | RAG", rows));
    assert!(read.finding("F203").suggestion.starts_with("Name each column"));
    let rows = ["Yes | Green", "Yes | Amber", "No |", "|", "Yes | Amber", "Yes | Green"];
    let read = read_sheet(&form("In place? (Yes/No) | RAG", rows));
    assert_eq!(read.finding("F203").suggestion, "columns answer answer");
}

#[test]
fn marks_in_a_column_ruled_as_other_are_asked_about() {
    let table = form("Achieved | Underway | Outstanding | Evidence", TICKS);
    let read = ruled(&table, "yes other other comment");
    assert_eq!(read.says(SIX), "yes ? ? yes ? -", "{}", read.codes());
    let outside = read.findings.iter().filter(|finding| finding.rule.code == "F309");
    assert_eq!(outside.count(), 3, "{}", read.codes());
    let read = ruled(&table, "yes partly no comment");
    assert_eq!(read.says(SIX), "yes partly no yes partly -", "{}", read.codes());
    assert!(!read.codes().contains("F309"), "{}", read.codes());
    // Words there are what they were ruled to be.
    let rows = ["x | | | Head", "| x | | DSL", "| | x | Head", "x | | |", "| x | | DSL", "| | |"];
    let read = ruled(&form("Achieved | Underway | Outstanding | Owner", rows), "yes partly no other");
    assert_eq!(read.says(SIX), "yes partly no yes partly -", "{}", read.codes());
    assert!(!read.codes().contains("F309"), "{}", read.codes());
}

#[test]
fn a_suggestion_has_no_more_roles_than_there_are_columns() {
    let rows = ["Yes | No", "No | Yes", "Partly | Partly", "Yes | No", "Yes | Partly", "No | No"];
    for heads in ["Tick | Option", "Choice | Values", "Entry | Category"] {
        let read = read_sheet(&form(heads, rows));
        if let Some(question) = read.findings.iter().find(|finding| finding.rule.code == "F203") {
            assert!(!question.suggestion.contains("columns yes partly no comment "), "{heads}");
            assert!(question.suggestion.starts_with("Name each column"), "{heads}: {}", question.suggestion);
        }
    }
}

#[test]
fn a_judgement_beside_columns_of_ticks_is_suggested_as_a_column_of_its_own() {
    let rows = [
        "x | | | Yes | in the handbook",
        "| x | | Yes |",
        "| | x | Partly |",
        "x | | | Partly |",
        "| x | | No | see minutes",
        "x | | | No |",
    ];
    let table = form("Yes | Partly | No | Judgement | Comments", rows);
    let asked = read_sheet(&table);
    let question = asked.finding("F203");
    assert_eq!(question.suggestion, "columns yes partly no answer comment", "{}", asked.codes());
    let read = ruled(&table, "yes partly no answer comment");
    // Where the two differ, the row is asked about.
    assert_eq!(read.says(SIX), "yes two two two two two", "{}", read.codes());
    assert!(read.codes().contains("F301"), "{}", read.codes());
    assert!(!read.codes().contains("F308"), "{}", read.codes());
}

#[test]
fn a_list_of_several_schools_whose_columns_are_unsure_keeps_its_schools_and_asks_once() {
    let schools = ["Back School", "Oak School"].map(|school| {
        let rows =
            SIX.split(' ').zip(["Yes | No", "No | Yes", "Partly | Yes", "Yes | No", "No | Yes", "Yes | No"]);
        let rows: Vec<String> =
            rows.map(|(id, said)| format!("| {school} | {{{id}}} | {said} |\n")).collect();
        rows.concat()
    });
    let table = format!("| School | Statement | Choice | Value |\n{}", schools.concat());
    let read = read_sheet(&table);
    let names: Vec<&str> = read
        .returns
        .iter()
        .filter_map(|one| one.school.name.as_ref().map(|name| name.text.as_str()))
        .collect();
    assert_eq!(names, ["Back School", "Oak School"], "{}", read.codes());
    assert_eq!(read.findings.iter().filter(|finding| finding.rule.code == "F203").count(), 1);
    assert_eq!(read.finding("F203").n_answers_waiting, 12);
    assert!(read.returns.iter().all(|one| one.answers.iter().all(|answer| answer.answer.is_none())));
    let read = ruled(&table, "answer other");
    assert_eq!(read.returns.len(), 2, "{}", read.codes());
    assert_eq!(says(&read.returns[1], SIX), "yes no partly yes no yes", "{}", read.codes());
}
