//! Rulings of a person on statements, catalogues and what is left out, in their scopes.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod table;

use ingest::{
    reading::MatchedBy,
    recognise::{Known, recognise},
};
use schemas::{
    answer::Answer,
    decision::{Decision, Ruling, Scope},
    ids::Year,
};
use table::{FOUR, Read, library, read_sheet, read_with, ruling, sheet};

/// A form in which one marked row is near to POL-09 and not near enough.
const NEAR: &str = "| Statement | Yes | Partly | No |
     | {POL-02} | x | | |
     | {POL-03} | | x | |
     | {POL-05} | | | x |
     | {POL-06} | x | | |
     | POL-09 {POL-10} | | | x |";

fn with(table: &str, decisions: &[Decision]) -> Read {
    read_with(&[sheet("Return", table)], decisions)
}

/// Reads a sheet as another school's file.
fn as_another_file(table: &str, decisions: &[Decision]) -> Read {
    let known = Known { library: library(), year: Year::of(2026).unwrap(), decisions };
    let (returns, findings) = recognise("other.xlsx", "def", &[sheet("Return", table)], &known);
    Read { returns, findings }
}

#[test]
fn a_ruling_names_the_statement_of_a_row() {
    let read = read_sheet(NEAR);
    assert_eq!(read.says("POL-09 POL-10"), "missing missing");
    let question = read.finding("F205");
    for scope in [Scope::Cell, Scope::Return, Scope::Always] {
        let ruled = with(NEAR, &[ruling(question, Ruling::Statement("POL-10".parse().unwrap()), scope)]);
        assert_eq!(ruled.says("POL-09 POL-10"), "missing no", "{scope:?}");
        assert!(!ruled.codes().contains("F205"), "{scope:?} {}", ruled.codes());
        assert_eq!(ruled.finding("F703").was_read, question.was_read);
        let answer = ruled.returns[0].answers.iter().find(|answer| answer.statement_id.as_str() == "POL-10");
        assert_eq!(answer.and_then(|answer| answer.matched_by).map(MatchedBy::code), Some("decision"));
    }
    for none in [Ruling::NoStatement, Ruling::LeaveOut] {
        let ruled = with(NEAR, &[ruling(question, none, Scope::Cell)]);
        assert_eq!(ruled.says("POL-09 POL-10"), "missing missing");
        assert!(!ruled.codes().contains("F205"), "{}", ruled.codes());
    }
}

#[test]
fn a_ruling_for_always_holds_in_every_file_and_is_never_unfit() {
    let table = "| Statement | Response |
         | {POL-02} | Yes |
         | {POL-03} | tbc |
         | {POL-05} | tbc |
         | {POL-06} | No |";
    let read = read_sheet(table);
    let always = ruling(read.finding("F302"), Ruling::Answer(Answer::Partly), Scope::Always);
    assert_eq!(with(table, std::slice::from_ref(&always)).says(FOUR), "yes partly partly no");
    let other = as_another_file(table, std::slice::from_ref(&always));
    assert_eq!(other.says(FOUR), "yes partly partly no");
    assert_eq!(other.codes(), "F703");
    // It holds for what was read and for nothing else, and says nothing where it is not needed.
    let plain = as_another_file(&table.replace("tbc", "wip"), &[always]);
    assert_eq!(plain.says(FOUR), "yes ? ? no");
    assert_eq!(plain.codes(), "F302");
}

#[test]
fn the_narrower_of_two_rulings_wins() {
    let table = "| Statement | Response |
         | {POL-02} | tbc |
         | {POL-03} | tbc |
         | {POL-05} | tbc |
         | {POL-06} | No |";
    let read = read_sheet(table);
    let question = read.finding("F302");
    let ruled = with(
        table,
        &[
            ruling(question, Ruling::Answer(Answer::No), Scope::Always),
            ruling(question, Ruling::Answer(Answer::Yes), Scope::Cell),
        ],
    );
    assert_eq!(ruled.says(FOUR), "yes no no no");
}

#[test]
fn a_mark_that_is_left_out_asks_no_more_and_answers_nothing() {
    let table = "| Statement | Response |
         | {POL-02} | Yes |
         | {POL-03} | tbc |
         | {POL-05} | No |
         | {POL-06} | No |";
    let read = read_sheet(table);
    let ruled = with(table, &[ruling(read.finding("F302"), Ruling::LeaveOut, Scope::Cell)]);
    assert_eq!(ruled.says(FOUR), "yes ? no no");
    assert_eq!(ruled.codes(), "F703");
    // Of the whole return it is no answer to a question about one mark.
    let ruled = with(table, &[ruling(read.finding("F302"), Ruling::LeaveOut, Scope::Return)]);
    assert!(ruled.codes().contains("F302"), "{}", ruled.codes());
    assert!(!ruled.returns[0].is_left_out);
}

#[test]
fn a_return_whose_columns_are_unsure_can_be_left_out() {
    let table = "| Statement | A | B | C |
         | {POL-02} | x | | |
         | {POL-03} | | x | |
         | {POL-05} | | | x |
         | {POL-06} | x | | |";
    let read = read_sheet(table);
    for scope in [Scope::Cell, Scope::Return] {
        let ruled = with(table, &[ruling(read.finding("F203"), Ruling::LeaveOut, scope)]);
        assert!(ruled.returns[0].is_left_out, "{scope:?}");
        assert_eq!((ruled.says(FOUR).as_str(), ruled.codes().as_str()), ("? ? ? ?", "F703"), "{scope:?}");
    }
    assert!(!read.returns[0].is_left_out);
}

#[test]
fn sheets_that_are_left_out_are_no_return() {
    let form = |marks: [&str; 4]| {
        let [a, b, c, d] = marks;
        format!(
            "| Statement | Response |\n| {{POL-02}} | {a} |\n| {{POL-03}} | {b} |\n| {{POL-05}} | {c} |\n| {{POL-06}} | {d} |"
        )
    };
    let grids = [
        sheet("Return", &form(["Yes", "No", "No", "Yes"])),
        sheet("Final", &form(["No", "No", "Yes", "Yes"])),
    ];
    let read = read_with(&grids, &[]);
    let question = read.finding("F204");
    let chosen = read_with(&grids, &[ruling(question, Ruling::Sheet("FINAL".into()), Scope::Return)]);
    assert_eq!(chosen.says(FOUR), "no no yes yes");
    let left_out = read_with(&grids, &[ruling(question, Ruling::LeaveOut, Scope::Return)]);
    assert!(left_out.returns.is_empty());
    let nothing_left = left_out.finding("F106");
    assert!(
        nothing_left.message.ends_with("as ruled") && nothing_left.suggestion.is_empty(),
        "{nothing_left:?}"
    );
    assert!(left_out.findings.iter().any(|finding| finding.rule.code == "F703"), "{:?}", left_out.codes());
}

#[test]
fn a_ruling_names_the_catalogue_where_a_form_fits_two() {
    let twins = || {
        let mut all = schemas::catalogue::load::builtin();
        let mut twin = all[0].clone();
        twin.id = "twin".parse().unwrap();
        all.push(twin);
        ingest::recognise::Library::new(all)
    };
    let library = twins();
    let grid = sheet(
        "Return",
        "| Statement | Response |\n| {POL-02} | Yes |\n| {POL-03} | No |\n| {POL-05} | No |\n| {POL-06} | Yes |",
    );
    let read = |decisions: &[Decision]| {
        let known = Known { library: &library, year: Year::of(2026).unwrap(), decisions };
        let (returns, findings) = recognise("return.xlsx", "abc", std::slice::from_ref(&grid), &known);
        Read { returns, findings }
    };
    let asked = read(&[]);
    assert!(asked.returns.is_empty());
    let question = asked.finding("F210");
    assert_eq!(question.n_answers_waiting, 4);
    // Only those that it fits alike, and neither before the other.
    assert_eq!(question.was_read, "online-safety-practice | twin");
    assert_eq!(question.suggestion, "catalogue ID: online-safety-practice or twin");
    for scope in [Scope::Cell, Scope::Return, Scope::Always] {
        let ruled = read(&[ruling(question, Ruling::Catalogue("twin".parse().unwrap()), scope)]);
        assert_eq!(ruled.returns.len(), 1, "{scope:?}");
        assert_eq!(ruled.returns[0].catalogue_id.as_str(), "twin");
        assert_eq!(ruled.says(FOUR), "yes no no yes");
        assert_eq!(ruled.codes(), "F703");
    }
}
