//! What notes on cells say: comments, keys, answers that are asked about.

mod table;

use ingest::grid::Grid;
use table::{FOUR, read, sheet};

fn noted(table: &str, notes: &[(u32, u32, &str)]) -> Grid {
    let notes = notes.iter().map(|(row, column, says)| (*row, *column, (*says).into())).collect();
    Grid { notes, ..sheet("Return", table) }
}

const FORM: &str = "| Policy | Yes | Partly | No |
     | {POL-02} | x | | |
     | {POL-03} | | x | |
     | {POL-05} | | | x |
     | {POL-06} | x | | |";

#[test]
fn what_a_note_beside_a_statement_says_is_a_comment_on_it() {
    let said =
        "J Smith: the head says that this is to be looked at again once the new devices have come, in March";
    let read = read(&[noted(FORM, &[(2, 2, said), (3, 0, "See guidance")])]);
    assert_eq!(read.says(FOUR), "yes partly no yes");
    let [comment] = read.returns[0].comments.as_slice() else { panic!("{:?}", read.returns[0].comments) };
    assert_eq!((comment.text.as_str(), comment.cell.as_str()), (said, "C3"));
    assert_eq!(comment.statement_id.as_ref().map(schemas::ids::StatementId::as_str), Some("POL-03"));
}

#[test]
fn notes_that_the_form_prints_beside_its_statements_are_no_comments() {
    let help = "Tick one box";
    let read = read(&[noted(FORM, &[(1, 1, help), (2, 1, help), (3, 1, help), (4, 1, help)])]);
    assert!(read.returns[0].comments.is_empty());
}

#[test]
fn a_key_in_a_note_is_followed() {
    let form = "| Policy | Response |
         | {POL-02} | A |
         | {POL-03} | B |
         | {POL-05} | C |
         | {POL-06} | A |";
    let key = "A = not in place, B = partly in place, C = in place";
    for at in [(0, 1), (1, 1)] {
        let read = read(&[noted(form, &[(at.0, at.1, key)])]);
        assert_eq!(read.says(FOUR), "no partly yes no", "{at:?}");
        assert!(read.codes().contains("F311"), "{at:?}");
    }
    // What crosses mean contradicts the columns that they stand in.
    let read = read(&[noted(FORM, &[(0, 0, "x = not in place")])]);
    assert_eq!(read.says(FOUR), "? ? no ?");
}
