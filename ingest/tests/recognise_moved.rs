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
    // What was typed beside its mark, short of the last column, has not moved.
    assert_eq!(read.says(SIX), "yes partly ? no yes yes");
    assert_eq!(read.finding("F302").was_read, "x");
    let texts: Vec<&str> = read.returns[0].comments.iter().map(|comment| comment.text.as_str()).collect();
    assert_eq!(texts, ["On the website", "Needs a date", "At the next review", "Seen by governors"]);
}

#[test]
fn several_rows_that_fell_together_among_whole_ones_are_asked_about() {
    let read = read_sheet(
        "| Policy | Yes | Partly | No | Comments |
         | {POL-02} | x | | | On the website |
         | {POL-03} | | x | | |
         | {POL-05} | x | Needs a date | | |
         | {POL-06} | | | x | At the next review |
         | {POL-07} | x | Seen by governors | | |
         | {POL-08} | x | | | |",
    );
    assert_eq!(read.says(SIX), "yes partly ? no ? yes");
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

#[test]
fn marks_alone_in_short_lines_are_asked_about_where_others_fell_together() {
    let short = |table: &str, short_rows: Vec<u32>| {
        let grid = Grid { addressing: Addressing::Text, short_rows, ..sheet("", table) };
        let read = read(&[grid]);
        (read.says(SIX), read.codes())
    };
    let table = |fourth: &str, fifth: &str| {
        format!(
            "| Policy | Yes | Partly | No | Comments |
             | {{POL-02}} | x | | | On the website |
             | {{POL-03}} | | x | | |
             | {{POL-05}} | x |
             | {{POL-06}} | {fourth} |
             | {{POL-07}} | {fifth} |
             | {{POL-08}} | x | | | |"
        )
    };
    // `x, comment` has lost the fields between them, and a lone x those before it.
    let (says, codes) = short(&table("x | Seen by HMIE", "x"), vec![3, 4, 5]);
    assert_eq!(says, "yes partly ? ? ? yes", "{codes}");
    // What is empty at the end was left out.
    let (says, codes) = short(&table("| x", "| | x"), vec![3, 4, 5]);
    assert_eq!(says, "yes partly yes partly no yes", "{codes}");
    let (says, codes) = short(&table("x | Seen by HMIE", "| x"), vec![3, 4, 5]);
    assert_eq!(says, "yes partly yes ? partly yes", "{codes}");
}

#[test]
fn lines_of_a_text_that_one_record_covers_tear_no_table() {
    // POL-05 is written in two lines of the file.
    let mut grid = Grid {
        addressing: Addressing::Text,
        ..sheet(
            "",
            "| N = normal practice, P = partly there, Y = yes |
             | Statement | Response | Comments |
             | {POL-02} | Y | Seen |
             | {POL-03} | P | |
             | {POL-04} | Y | |
             | {POL-05} | N | |
             | {POL-06} | Y | |
             | {POL-07} | N | |
             | {POL-08} | P | |",
        )
    };
    for cell in &mut grid.cells {
        if cell.row == 5 && cell.column == 0 {
            let text = cell.value.as_text().unwrap().replacen(' ', "\n", 1);
            cell.value = ingest::grid::Value::Text(text.into());
        }
        cell.row += u32::from(cell.row > 5);
    }
    let read = read(&[grid]);
    assert_eq!(
        read.says("POL-02 POL-03 POL-04 POL-05 POL-06 POL-07 POL-08"),
        "yes partly yes ? yes ? partly"
    );
    assert_eq!(read.codes(), "F310");
}

#[test]
fn comments_under_the_last_answer_show_headings_that_begin_too_late() {
    let read = read_sheet(
        "| Policy | | Yes | Partly | No | Comments |
         | {POL-02} | x | | | On the website | |
         | {POL-03} | | x | | | |
         | {POL-05} | | x | | Needs a date | |
         | {POL-06} | | | x | Next review | |
         | {POL-07} | | x | | | |
         | {POL-08} | | x | | | |",
    );
    assert_eq!(read.says(SIX), "? ? ? ? ? ?");
    assert_eq!(read.codes(), "F203");
}

#[test]
fn an_answers_heading_over_the_statements_shows_that_a_heading_is_lost() {
    let read = read_sheet(
        "| Policy | Yes | Partly | No | Comments | |
         | 1 | {POL-02} | x | | | On the website |
         | 2 | {POL-03} | | x | | |
         | 3 | {POL-05} | | x | | |
         | 4 | {POL-06} | x | | | |
         | 5 | {POL-07} | | x | | |
         | 6 | {POL-08} | | x | | |",
    );
    assert_eq!(read.says(SIX), "? ? ? ? ? ?");
    assert_eq!(read.codes(), "F203");
}

#[test]
fn words_without_headings_that_say_otherwise_than_the_forms_order_are_asked_about() {
    let read = read_sheet(
        "| {POL-02} | Yes | | |
         | {POL-03} | | No | |
         | {POL-05} | No | | |
         | {POL-06} | | Yes | |
         | {POL-07} | | | Yes |
         | {POL-08} | Partly | | |",
    );
    assert_eq!(read.says(SIX), "? ? ? ? ? ?");
    assert_eq!(read.codes(), "F203");
}

#[test]
fn a_check_beside_a_blank_answer_answers_nothing() {
    let form = |heading: &str| {
        format!(
            "| Policy | Answer | {heading} | Comments |
             | {{POL-02}} | Yes | Yes | |
             | {{POL-03}} | Partly | Partly | |
             | {{POL-05}} | | No | |
             | {{POL-06}} | No | | |
             | {{POL-07}} | | | |
             | {{POL-08}} | No | Partly | |"
        )
    };
    for heading in ["Check", "Double check", "HT check", "QA", "Validated", "After audit", "Corrected answer"]
    {
        assert_eq!(read_sheet(&form(heading)).says(SIX), "yes partly ? no - ?", "{heading}");
    }
}

#[test]
fn a_second_set_of_ticks_that_somebody_agreed_is_asked_about() {
    let read = read_sheet(
        "| Policy | Yes | Partly | No | Agreed Yes | Agreed Partly | Agreed No |
         | {POL-02} | x | | | x | | |
         | {POL-03} | | x | | x | | |
         | {POL-05} | | x | | | x | |
         | {POL-06} | | | x | | x | |
         | {POL-07} | x | | | | | x |
         | {POL-08} | x | | | x | | |",
    );
    assert_eq!(read.says(SIX), "? ? ? ? ? ?");
    assert_eq!(read.codes(), "F203");
}

#[test]
fn rows_that_fell_together_show_it_where_some_have_a_comment_alone() {
    let read = read_sheet(
        "| Policy | Yes | Partly | No | Comments |
         | {POL-02} | x | On the website | | |
         | {POL-03} | Not looked at yet | | | |
         | {POL-05} | x | Needs a date | | |
         | {POL-06} | x | | | |
         | {POL-07} | x | Seen by governors | | |
         | {POL-08} | x | | | |",
    );
    assert_eq!(read.says(SIX), "? - ? ? ? ?");
    assert_eq!(read.codes(), "F203");
    assert_eq!(read.returns[0].comments.len(), 4);
}
