//! Single rows from which a cell was taken, or into which one was put, among rows that are whole.

mod table;

use ingest::grid::{Addressing, Grid};
use table::{read, read_sheet, sheet};

const SIX: &str = "POL-02 POL-03 POL-05 POL-06 POL-07 POL-08";

#[test]
fn a_row_whose_comment_stands_a_column_before_the_others_is_asked_about() {
    let read = read_sheet(
        "| Policy | Yes | Partly | No | Comments |
         | {POL-02} | x | | | On the website |
         | {POL-03} | | x | | |
         | {POL-05} | | x | Needs a date | |
         | {POL-06} | | | x | At the next review |
         | {POL-07} | x | Seen by governors | | |
         | {POL-08} | x | | | |",
    );
    assert_eq!(read.says(SIX), "yes partly ? no ? yes");
    assert_eq!(read.codes(), "F302");
    let texts: Vec<&str> = read.returns[0].comments.iter().map(|comment| comment.text.as_str()).collect();
    assert_eq!(texts, ["On the website", "Needs a date", "At the next review", "Seen by governors"]);
}

#[test]
fn a_row_whose_comment_stands_a_column_behind_the_others_is_asked_about() {
    let read = read_sheet(
        "| Policy | Yes | Partly | No | Comments |
         | {POL-02} | x | | | On the website |
         | {POL-03} | | x | | |
         | {POL-05} | | x | | | Needs a date |
         | {POL-06} | | | x | At the next review |
         | {POL-07} | x | | | |
         | {POL-08} | x | | | |",
    );
    assert_eq!(read.says(SIX), "yes partly ? no yes yes");
    assert_eq!(read.codes(), "F302");
}

#[test]
fn comments_typed_where_there_is_room_move_nothing() {
    // No other comment stands anywhere else.
    let read = read_sheet(
        "| Policy | Yes | Partly | No | Comments |
         | {POL-02} | x | | | |
         | {POL-03} | | x | | |
         | {POL-05} | | x | Needs a date | |
         | {POL-06} | | | x | |
         | {POL-07} | x | | | |
         | {POL-08} | x | | | |",
    );
    assert_eq!(read.says(SIX), "yes partly partly no yes yes");
    // Words before a mark: they are typed among the answers.
    let read = read_sheet(
        "| Policy | Yes | Partly | No | Comments |
         | {POL-02} | x | | | On the website |
         | {POL-03} | | x | | |
         | {POL-05} | | x | Needs a date | |
         | {POL-06} | Not begun | | x | |
         | {POL-07} | x | | | Seen |
         | {POL-08} | x | | | |",
    );
    assert_eq!(read.says(SIX), "yes partly partly no yes yes");
    // A column of words of its own.
    let read = read_sheet(
        "| Policy | Yes | Partly | No | Comments |
         | {POL-02} | x | | | On the website | Head |
         | {POL-03} | | x | | | Governors |
         | {POL-05} | | x | | | |
         | {POL-06} | | | x | Next review | |
         | {POL-07} | x | | | | |
         | {POL-08} | x | | | | |",
    );
    assert_eq!(read.says(SIX), "yes partly partly no yes yes");
}

#[test]
fn a_line_that_is_short_and_ends_in_an_empty_field_has_lost_one() {
    let table = "| Policy | Yes | Partly | No | Comments |
         | {POL-02} | x | | | On the website |
         | {POL-03} | x | | | |
         | {POL-05} | | x | | |
         | {POL-06} | | | x | |
         | {POL-07} | x | | | |
         | {POL-08} | x | | | |";
    let grid =
        Grid { addressing: Addressing::Text, short_rows: vec![2, 5], lost_rows: vec![2], ..sheet("", table) };
    let read = read(&[grid]);
    assert_eq!(read.says(SIX), "yes ? partly no yes yes");
    assert_eq!(read.codes(), "F302");
}
