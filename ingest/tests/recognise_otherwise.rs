//! Forms laid out or marked in ways of their own: what a person would read is read, what a person could not be sure of asks,
//! and no form comes out blank while marks stand in it.

mod table;

use table::{read_sheet, says};

const FOUR: &str = "POL-02 POL-03 POL-05 POL-06";
const SIX: &str = "POL-02 POL-03 POL-05 POL-06 POL-07 POL-08";

#[test]
fn a_row_of_headings_below_each_statement_is_no_answer_to_it() {
    let read = read_sheet(
        "| {POL-02} |
         | Yes | Partly | No |
         | x | | |
         | {POL-03} |
         | Yes | Partly | No |
         | | x | |
         | {POL-05} |
         | Yes | Partly | No |
         | | | x |
         | {POL-06} |
         | Yes | Partly | No |
         | x | | |",
    );
    let said = read.says(FOUR);
    assert!(!said.contains("yes") && !said.contains("no"), "{said}");
    assert!(read.findings.iter().any(|finding| finding.rule.is_question), "{:?}", read.findings);
}

#[test]
fn figures_that_count_answers_choose_none() {
    for (first, second) in [("5", "3"), ("0.5", "0.25")] {
        let read = read_sheet(&format!(
            "| Statement | Yes | Partly | No |
             | {{POL-02}} | 1 | 0 | 0 |
             | {{POL-03}} | {first} | {second} | 0 |
             | {{POL-05}} | {second} | {first} | 0 |
             | {{POL-06}} | 0 | 0 | 1 |
             | {{POL-07}} | {second} | 0 | {first} |
             | {{POL-08}} | 0 | 1 | 0 |"
        ));
        assert_eq!(read.says(SIX), "? ? ? ? ? ?", "{first}");
    }
    let read = read_sheet(
        "| Statement | Yes | Partly | No |
         | {POL-02} | 1 | 0 | 0 |
         | {POL-03} | 0 | 1 | 0 |
         | {POL-05} | 0 | 0 | 1 |
         | {POL-06} | 1 | | |
         | {POL-07} | 11 | | |
         | {POL-08} | | 1 | |",
    );
    assert_eq!(read.says(SIX), "yes partly no yes ? partly");
}

#[test]
fn one_tick_and_two_in_a_column_of_answers_grade() {
    let read = read_sheet(
        "| Statement | Answer |
         | {POL-02} | \u{2713}\u{2713} |
         | {POL-03} | \u{2713} |
         | {POL-05} | \u{2717} |
         | {POL-06} | \u{2713}\u{2713} |",
    );
    assert_eq!(read.says(FOUR), "? ? no ?");
}

#[test]
fn a_sign_for_not_is_no_blank_where_signs_are_the_answers() {
    for (yes, not) in [("1", "0"), ("TRUE", "FALSE"), ("\u{25cf}", "\u{25cb}"), ("\u{2713}", "-"), ("2", "0")]
    {
        let read = read_sheet(&format!(
            "| Statement | In place | Comments |
             | {{POL-02}} | {yes} | |
             | {{POL-03}} | {yes} | |
             | {{POL-05}} | {not} | |
             | {{POL-06}} | {yes} | |
             | {{POL-07}} | | |
             | {{POL-08}} | {yes} | |"
        ));
        assert_eq!(says(&read.returns[0], "POL-05 POL-07"), "? -", "{yes} {not}");
    }
    // Beside words a dash says that nothing was said.
    let read = read_sheet(
        "| Statement | Answer |
         | {POL-02} | Yes |
         | {POL-03} | No |
         | {POL-05} | - |
         | {POL-06} | Partly |",
    );
    assert_eq!(read.says(FOUR), "yes no - partly");
}
