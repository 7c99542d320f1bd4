//! Sections without headings of their own whose marks may all stand a column further on.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod table;

use table::{Read, document, read, read_sheet};

const FIRST: &str = "| Statement | Yes | Partly | No | Evidence |
     | Policy |
     | {POL-02} | x | | | Minutes of the meeting |
     | {POL-03} | | x | | |
     | {POL-05} | | | x | To be reviewed in March |
     | {POL-06} | x | | | |";
const OF_FIRST: &str = "POL-02 POL-03 POL-05 POL-06";
const OF_SECOND: &str = "INC-01 INC-02 INC-03 INC-04";

fn form(second: [&str; 4]) -> String {
    let rows = OF_SECOND.split(' ').zip(second).map(|(id, cells)| format!("| {{{id}}} | {cells} |\n"));
    format!("{FIRST}\n| Incidents |\n{}", rows.collect::<String>())
}

fn n_asked(read: &Read) -> usize {
    read.findings.iter().filter(|finding| finding.rule.is_question).count()
}

#[test]
fn a_section_without_a_yes_and_with_something_right_of_its_place_is_asked_about_once() {
    for second in [
        // The only No stands under the evidence.
        ["| x | | |", "| | x | |", "| | | x |", "| x | | |"],
        ["| x | | |", "| | x | |", "| | | \u{2713} |", "| | | |"],
        // A comment stands behind the evidence, and none in it.
        ["| x | | | See policy on the website", "| | x | |", "| | x | |", "| x | | |"],
    ] {
        let table = form(second);
        let asked = read_sheet(&table);
        assert_eq!(asked.says(OF_FIRST), "yes partly no yes", "{second:?}");
        let says = asked.says(OF_SECOND);
        assert!(says.split(' ').all(|said| matches!(said, "?" | "-")), "{second:?} {says}");
        assert_eq!((n_asked(&asked), asked.codes().as_str()), (1, "F203"), "{second:?} {:?}", asked.findings);
        // The other section's answers do not wait.
        let n_marked = second.iter().filter(|cells| cells.contains(['x', '\u{2713}'])).count();
        assert_eq!(asked.finding("F203").n_answers_waiting as usize, n_marked, "{second:?}");
    }
}

#[test]
fn a_section_in_a_table_of_its_own_is_asked_about_alike() {
    let rows = ["| x | | |", "| | x | |", "| | | x |", "| x | | |"];
    let whole = form(rows);
    let (first, second) = whole.split_once("| Incidents |\n").unwrap();
    let asked = read(&document(
        "| School Name: Back School |\n| Policy |\n| Incidents |\n| |",
        &[(2, first), (3, second)],
    ));
    assert_eq!(asked.says(OF_FIRST), "yes partly no yes");
    assert_eq!(asked.says(OF_SECOND), "? ? ? ?", "{:?}", asked.findings);
}

#[test]
fn a_section_that_has_no_yes_is_read() {
    for (second, says) in [
        (["| x | | |", "| | x | |", "| | x | |", "| x | | |"], "partly no no partly"),
        (["| x | | Minutes |", "| | x | Not yet |", "| | x | |", "| x | | |"], "partly no no partly"),
        (["| x | | Minutes |", "| | x | x |", "| | x | |", "| x | | |"], "partly no no partly"),
        (["x | | | |", "| | x | |", "| | x | Minutes |", "| x | | |"], "yes no no partly"),
        (["| | | n/a |", "| | x | |", "| | x | |", "| x | | |"], "- no no partly"),
    ] {
        let read = read_sheet(&form(second));
        assert_eq!(read.says(OF_FIRST), "yes partly no yes", "{second:?}");
        assert_eq!(read.says(OF_SECOND), says, "{second:?} {:?}", read.findings);
    }
}

#[test]
fn marks_under_the_evidence_throughout_are_the_forms_own() {
    // Evidence was seen, ticked in both sections.
    let first = FIRST.replace("Minutes of the meeting", "x").replace("To be reviewed in March", "x");
    let rows = ["| x | | x |", "| | x | |", "| | x | |", "| x | | x |"];
    let table = form(rows).replace(FIRST, &first);
    assert_eq!(read_sheet(&table).says(OF_SECOND), "partly no no partly");
}
