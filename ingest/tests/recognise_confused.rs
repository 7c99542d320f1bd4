//! What a question about columns or tables says of its cause, so that a person finds it.

mod table;

use table::{FORM, document, read, read_sheet};

fn why(table: &str) -> String {
    let read = read_sheet(table);
    read.finding("F203").message.clone()
}

#[test]
fn a_question_about_columns_names_what_confused_it() {
    let na = why("| Statement | Blue | Violet | Black |
         | {POL-02} | x | | |
         | {POL-03} | | x | |
         | {POL-05} | | | x |
         | {POL-06} | n/a | | |
         | {POL-09} | x | | |");
    assert!(na.contains("B5") && na.contains("does not apply"), "{na}");
    let heading = why("| Statement | Blue | Violet | Black |
         | {POL-02} | x | | |
         | {POL-03} | | x | |
         | {POL-05} | | | x |
         | {POL-06} | x | | |");
    assert!(heading.contains("'Blue'"), "{heading}");
    let two = why("| Statement | Blue | Violet | Black |
         | {POL-02} | x | | |
         | {POL-03} | | x | x |
         | {POL-05} | | | x |
         | {POL-06} | x | | |");
    assert!(two.contains("C3 and D3"), "{two}");
}

#[test]
fn tables_of_a_document_that_are_asked_about_are_found_by_the_line_above_them() {
    let text = "| Self-evaluation of online safety |\n| Policy |\n| Second copy |\n| Thank you |";
    let other = FORM.replace("| x | | | seen |", "| | | x | seen |");
    assert_ne!(other, FORM);
    let read = read(&document(text, &[(2, FORM), (3, &other)]));
    let question = read.finding("F204");
    assert!(question.message.contains("below \"Policy\""), "{}", question.message);
    assert!(question.message.contains("below \"Second copy\""), "{}", question.message);
    assert!(!question.suggestion.starts_with("sheet table"), "{}", question.suggestion);
    // Of statements that may stand in the other table, nobody says that the form has no row.
    assert!(read.findings.iter().all(|finding| finding.rule.code != "F208"), "{:?}", read.findings);
}
