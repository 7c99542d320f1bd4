//! A school's own words as marks: one question for each word, whose ruling settles its cells and no other.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod table;

use schemas::{
    answer::Answer,
    decision::{FOR_THIS_RETURN, Ruling, Scope},
    finding::Finding,
};
use table::{Read, read, read_sheet, read_with, ruling, sheet};

const SIX: &str = "POL-02 POL-03 POL-05 POL-06 POL-09 POL-10";

const OWN_WORDS: &str = "| Statement | Response |
     | {POL-02} | Yes |
     | {POL-03} | Brewing |
     | {POL-05} | Brewing |
     | {POL-06} | Shelved |
     | {POL-09} | Brewing |
     | {POL-10} | Shelved |";

fn asked<'r>(read: &'r Read, code: &str) -> Vec<&'r Finding> {
    read.findings.iter().filter(|finding| finding.rule.code == code).collect()
}

/// What is asked: what was read, and how many answers wait.
fn questions(read: &Read, code: &str) -> String {
    let one = |finding: &&Finding| format!("{} {}", finding.was_read, finding.n_answers_waiting);
    asked(read, code).iter().map(one).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_word_is_asked_about_once_and_one_ruling_settles_its_cells_alone() {
    let read = read_sheet(OWN_WORDS);
    assert_eq!(questions(&read, "F302"), "Brewing 3, Shelved 2");
    let question = asked(&read, "F302")[0];
    assert!(question.message.contains("POL-03, POL-05, POL-09"), "{}", question.message);
    assert!(question.suggestion.contains(FOR_THIS_RETURN), "{}", question.suggestion);
    let ruled = |scope| {
        read_with(&[sheet("Return", OWN_WORDS)], &[ruling(question, Ruling::Answer(Answer::Partly), scope)])
    };
    let all = ruled(Scope::Return);
    assert_eq!(all.says(SIX), "yes partly partly ? partly ?");
    assert_eq!(questions(&all, "F302"), "Shelved 2");
    let cells: Vec<&str> = all.returns[0]
        .answers
        .iter()
        .filter(|one| one.answer == Some(Answer::Partly))
        .map(|one| one.cell.as_str())
        .collect();
    assert_eq!(cells, ["B3", "B4", "B6"]);
    // As a ruling for its cell was given before there was one question for all.
    let one = ruled(Scope::Cell);
    assert_eq!(one.says(SIX), "yes partly ? ? ? ?");
    assert_eq!(questions(&one, "F302"), "Brewing 2, Shelved 2");
}

#[test]
fn a_word_below_different_headings_is_asked_about_cell_by_cell() {
    let read = read_sheet(
        "| Statement | Yes | Partly | No |
         | {POL-02} | Brewing | | |
         | {POL-03} | | Shelved | |
         | {POL-05} | | | Brewing |
         | {POL-06} | x | | |
         | {POL-09} | | Shelved | |
         | {POL-10} | | x | |
         | {POL-11} | x | | |",
    );
    assert_eq!(questions(&read, "F302"), "Brewing 1, Shelved 2, Brewing 1");
}

#[test]
fn a_word_that_contradicts_the_same_heading_is_asked_about_once() {
    let read = read_sheet(
        "| Statement | Yes | Partly | No |
         | {POL-02} | No | | |
         | {POL-03} | x | | |
         | {POL-05} | No | | |
         | {POL-06} | | x | |
         | {POL-09} | x | | |
         | {POL-10} | | Yes | |",
    );
    assert_eq!(questions(&read, "F303"), "No 2, Yes 1");
}

#[test]
fn words_of_several_schools_in_one_file_are_asked_about_once() {
    let read = read(&[sheet(
        "Form responses",
        "| School | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Oak Lane Primary School | Yes | Brewing | Yes | No |
         | Hill Road Primary School | Brewing | Yes | Shelved | Brewing |
         | Tong School | No | Yes | Brewing | Yes |",
    )]);
    assert_eq!(read.returns.len(), 3, "{:?}", read.findings);
    assert_eq!(questions(&read, "F302"), "Brewing 4, Shelved 1");
    let question = asked(&read, "F302")[0];
    assert_eq!((question.return_id, question.statement_id.is_none()), (None, true));
    let one = asked(&read, "F302")[1];
    assert!(one.return_id.is_some() && one.statement_id.is_some());
}
