//! Statements to which others than the school alone answer: `Governors: Yes` below them.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod table;

use ingest::grid::{Grid, Value};
use schemas::decision::{Ruling, Scope};
use table::{Read, read, read_sheet, read_with, ruling, sheet};

const SIX: [&str; 6] = ["POL-02", "POL-03", "POL-05", "POL-06", "POL-07", "POL-09"];
const ALL: &str = "POL-02 POL-03 POL-05 POL-06 POL-07 POL-09";

/// A form with a line below each statement, in a row of its own or in the statement's cell.
fn form(heads: &str, lines: [&str; 6], is_in_cell: bool) -> Vec<Grid> {
    let rows = SIX.iter().zip(lines).map(|(id, line)| {
        let (marks, line) = line.split_once('#').unwrap_or(("", line));
        let below = if is_in_cell || line.is_empty() { String::new() } else { format!("| {line} |\n") };
        let within = if is_in_cell && !line.is_empty() { format!("\u{23ce}{line}") } else { String::new() };
        format!("| {{{id}}}{within} | {marks} |\n{below}")
    });
    let mut grid =
        sheet("Return", &format!("| School Name | Back School |\n{heads}\n{}", rows.collect::<String>()));
    for cell in &mut grid.cells {
        if let Value::Text(raw) = &cell.value {
            cell.value = Value::Text(raw.replace('\u{23ce}', "\n").into());
        }
    }
    vec![grid]
}

fn n_asked(read: &Read) -> usize {
    read.findings.iter().filter(|finding| finding.rule.is_question).count()
}

#[test]
fn what_others_say_alone_below_each_statement_is_one_question() {
    for is_in_cell in [false, true] {
        for lines in [
            [
                "Governors: Yes",
                "Governors: No",
                "Governors: Partly",
                "Governors: Yes",
                "Governors: Yes",
                "Governors: No",
            ],
            ["Staff - Yes", "Staff - Partly", "Staff - No", "Staff - Yes", "", "Staff - Yes"],
            ["SLT: Yes", "SLT: Yes", "SLT: Yes", "SLT: Yes", "SLT: Yes", "SLT: Yes"],
        ] {
            for heads in ["", "| Statement | Yes | Partly | No | Comments |"] {
                let read = read(&form(heads, lines, is_in_cell));
                let says = read.says(ALL);
                assert!(
                    !says.contains("yes") && !says.contains("no") && !says.contains("partly"),
                    "{lines:?} {says}"
                );
                assert_eq!(n_asked(&read), 1, "{lines:?} {is_in_cell} {heads} {:?}", read.findings);
            }
        }
    }
}

#[test]
fn they_are_asked_about_among_statements_with_the_schools_own_answer() {
    for is_in_cell in [false, true] {
        let heads = "| Statement | Yes | Partly | No | Comments |";
        let lines = ["x#", "#Pupils: No", "| x#", "#Pupils: Yes", "x#Pupils: No", "#Pupils: Partly"];
        let grids = form(heads, lines, is_in_cell);
        let asked = read(&grids);
        assert_eq!(asked.says(ALL), "yes ? partly ? yes ?", "{is_in_cell} {:?}", asked.findings);
        assert_eq!(n_asked(&asked), 1, "{:?}", asked.findings);
        let question = asked.finding("F203");
        assert_eq!(question.n_answers_waiting, 3);
        let out = read_with(&grids, &[ruling(question, Ruling::LeaveOut, Scope::Return)]);
        assert_eq!(out.says(ALL), "yes ? partly ? yes ?");
        assert_eq!(n_asked(&out), 0, "{:?}", out.findings);
    }
}

#[test]
fn one_alone_is_asked_about_by_itself() {
    let heads = "| Statement | Yes | Partly | No | Comments |";
    let grids = form(heads, ["x#", "#Governors: No", "| x#", "x#", "x#", "x#"], false);
    let asked = read(&grids);
    assert_eq!(asked.says(ALL), "yes ? partly yes yes yes");
    let ruled = read_with(
        &grids,
        &[ruling(asked.finding("F302"), Ruling::Answer(schemas::answer::Answer::No), Scope::Cell)],
    );
    assert_eq!(ruled.says(ALL), "yes no partly yes yes yes");
}

#[test]
fn remarks_below_blank_statements_are_remarks() {
    for remark in [
        "Staff: see the policy",
        "Evidence: No",
        "Training needed: Yes",
        "Governors meet in March",
        "Yes we know",
    ] {
        let read = read_sheet(&format!(
            "| Statement | Yes | Partly | No | Comments |
             | {{POL-02}} | x | | | |
             | {{POL-03}} | | | | |
             | {remark} |
             | {{POL-05}} | | | x | |
             | {{POL-06}} | x | | | |
             | {{POL-07}} | x | | | |
             | {{POL-09}} | x | | | Governors: Yes |"
        ));
        assert_eq!(read.says(ALL), "yes - no yes yes yes", "{remark}");
        assert_eq!(n_asked(&read), 0, "{remark} {:?}", read.findings);
    }
}

#[test]
fn a_label_of_others_alone_among_cells_with_both_is_asked_about() {
    let lines = [
        "Answer: Yes\u{23ce}Governors: Yes",
        "Governors: No",
        "Answer: Partly\u{23ce}Governors: Yes",
        "Governors: Yes",
        "Answer: Yes\u{23ce}Governors: No",
        "Governors: Partly",
    ];
    let asked = read(&form("", lines, true));
    let says = asked.says(ALL);
    assert!(says == "yes ? partly ? yes ?" || says == "? ? ? ? ? ?", "{says} {:?}", asked.findings);
    assert!(n_asked(&asked) > 0, "{says}");
}
