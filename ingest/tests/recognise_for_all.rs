//! One line, or one mark, for many statements: asked once, never filled in and never left as no more than blank.

mod table;

use schemas::decision::{Ruling, Scope};
use table::{FOUR, Read, read_sheet, read_with, ruling, sheet};

fn asked(read: &Read) -> Vec<(&str, &str, &str)> {
    let questions = read.findings.iter().filter(|finding| finding.rule.is_question);
    questions
        .map(|finding| (finding.rule.code, finding.place.cell.as_str(), finding.was_read.as_str()))
        .collect()
}

fn form(above: &str, first: &str, below: &str) -> String {
    format!(
        "| School Name | Back School |
         | {above} |

         | Statement | Yes | Partly | No | Comments |
         | {{POL-02}} | {first} | | | |
         | {{POL-03}} | | | | Seen by governors |
         | {{POL-05}} | | | | |
         | {{POL-06}} | | | | |

         | {below} |"
    )
}

#[test]
fn one_line_for_all_around_a_blank_form_is_one_question() {
    for line in [
        "All of the statements below are fully in place.",
        "Yes to all",
        "All yes",
        "Everything on this form is in place",
        "None of these are in place",
    ] {
        for (table, cell) in [(form(line, "", ""), "A2"), (form("", "", line), "A10")] {
            let read = read_sheet(&table);
            assert_eq!(read.says(FOUR), "- - - -", "{line}");
            assert_eq!(asked(&read), [("F203", cell, line)], "{line}");
            assert!(!read.codes().contains("F201"), "{line}");
        }
    }
}

#[test]
fn statements_that_are_listed_by_their_numbers_are_one_question() {
    for (lines, cell, read_as) in [
        ("Yes: 1, 3, 4 |\n | Partly: 2", "A10", "Yes: 1, 3, 4"),
        ("Yes | 1, 3-4 |\n | Partly | 2", "A10", "Yes: 1, 3-4"),
        ("Statements 1-3: Yes |\n | All others: No", "A11", "All others: No"),
        ("Statements 1-3: Yes |\n | 4: No", "A10", "Statements 1-3: Yes"),
        ("All in this section | Yes", "A10", "All in this section: Yes"),
    ] {
        let read = read_sheet(&form("", "", lines));
        assert_eq!(read.says(FOUR), "- - - -", "{lines}");
        assert_eq!(asked(&read), [("F203", cell, read_as)], "{lines}");
        assert_eq!(read.finding("F203").n_answers_waiting, 4, "{lines}");
        // Where the statements are marked, it is said twice and nothing waits.
        let marked = form("", "x", lines)
            .replace("| | | | Seen", "| x | | | Seen")
            .replace("} | | | | |", "} | | x | | |");
        assert!(asked(&read_sheet(&marked)).is_empty(), "{lines}");
    }
    for lines in [
        "Yes | 0 |\n | Partly | 0 |\n | No | 0",
        "Priorities: 1, 2, 3",
        "Yes: all in place | Partly: some of it",
        "Date: 1, 2, 3",
    ] {
        assert_eq!(asked(&read_sheet(&form("", "", lines))), [], "{lines}");
    }
}

#[test]
fn a_mark_that_says_all_asks_for_the_others() {
    let read = read_sheet(&form("", "YES - ALL", ""));
    assert_eq!(read.says(FOUR), "yes - - -");
    assert_eq!(asked(&read), [("F203", "B5", "YES - ALL")]);
    assert_eq!(read.finding("F203").n_answers_waiting, 3);
}

#[test]
fn a_mark_for_the_rows_below_it_asks_once_for_all_of_them() {
    let read = read_sheet(
        "| No | Statement | Response | Comments |
         | 1 | {POL-02} | Yes (statements 1-2) | |
         | 2 | {POL-03} | | |
         | 3 | {POL-05} | Partly (statements 3-4) | |
         | 4 | {POL-06} | | |
         | 5 | {POL-07} | Yes | |",
    );
    assert_eq!(read.says(FOUR), "yes - partly -");
    assert_eq!(asked(&read), [("F203", "C2", "Yes (statements 1-2)")]);
    assert_eq!(read.finding("F203").n_answers_waiting, 2);
}

#[test]
fn what_speaks_of_all_beside_answers_or_prints_a_key_asks_nothing() {
    let filled = |line: &str| {
        format!(
            "| {line} |
             | Statement | Response | Comments |
             | {{POL-02}} | Yes | All in place |
             | {{POL-03}} | Partly | |
             | {{POL-05}} | | |
             | {{POL-06}} | No | |"
        )
    };
    for line in ["Please complete all of the statements below", "All in place", "Yes to all our questions"] {
        assert!(asked(&read_sheet(&filled(line))).is_empty(), "{line}");
    }
    for above in
        ["Please answer all statements: Yes, Partly or No", "Yes - all in place | No - none in place"]
    {
        let read = read_sheet(&form(above, "", ""));
        assert_eq!((asked(&read), read.codes().contains("F201")), (Vec::new(), true), "{above}");
    }
}

#[test]
fn a_line_for_a_section_asks_for_its_own_statements_alone() {
    let form = |line: &str| {
        format!(
            "| School Name | Back School |

             | Policy | Yes | Partly | No | Comments |
             | {{POL-02}} | | | | |
             | {{POL-03}} | | | | |
             | {{POL-05}} | | | | |
             | Infrastructure | Yes | Partly | No | Comments |
             | {{INF-01}} | x | | | |
             | {{INF-02}} | | x | | |
             | {{INF-03}} | | | | |
             | {{INF-04}} | | | x | |
             | {{INF-05}} | x | | | |

             | {line} |"
        )
    };
    for line in ["Policy section: all yes", "POLICY - all in place", "All of Policy: yes"] {
        let read = read_sheet(&form(line));
        assert_eq!(asked(&read), [("F203", "A14", line)], "{line}");
        assert_eq!(read.finding("F203").n_answers_waiting, 3, "{line}");
    }
    // Of a section that is answered but for one.
    assert!(asked(&read_sheet(&form("Infrastructure section: all yes"))).is_empty());
}

#[test]
fn a_person_may_rule_that_such_a_line_says_nothing() {
    let grids = [sheet("Return", &form("Yes to all", "", ""))];
    let before = read_with(&grids, &[]);
    let ruled = read_with(&grids, &[ruling(before.finding("F203"), Ruling::LeaveOut, Scope::Cell)]);
    assert!(asked(&ruled).is_empty());
    assert_eq!(ruled.says(FOUR), "- - - -");
}
