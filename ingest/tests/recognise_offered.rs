//! The answers offered again beside each statement, one below another, with a mark beside the one chosen.
//! In: text tables. Out: assertions on what was read, and where. Never touches a disk.

mod table;

use table::{FOUR, read, read_sheet, sheet};

#[test]
fn a_mark_beside_one_of_the_answers_offered_down_a_column_is_that_answer() {
    for table in [
        "
        | Statement | Response | | Comments |
        | {POL-02} | Yes | x | on the website |
        | | Partly | | |
        | | No | | |
        | {POL-03} | Yes | | |
        | | Partly | x | |
        | | No | | |
        | {POL-05} | Yes | | |
        | | Partly | | |
        | | No | x | |
        | {POL-06} | Yes | | |
        | | Partly | | |
        | | No | | |",
        // The marks before the words, the answers in another order, no headings.
        "
        | {POL-02} | | Not met |
        | | | Partly met |
        | | x | Met |
        | {POL-03} | | Not met |
        | | x | Partly met |
        | | | Met |
        | {POL-05} | x | Not met |
        | | | Partly met |
        | | | Met |
        | {POL-06} | | Not met |
        | | | Partly met |
        | | | Met |",
    ] {
        let read = read_sheet(table);
        assert_eq!(read.says(FOUR), "yes partly no -", "{table}");
        assert_eq!(read.codes(), "");
    }
}

#[test]
fn the_mark_is_walked_back_to_the_cell_beside_the_word() {
    let read = read_sheet(
        "
        | Statement | Response | | Comments |
        | {POL-02} | Yes | | |
        | | Partly | x | |
        | | No | | minutes of May |
        | {POL-03} | Yes | x | |
        | | Partly | | |
        | | No | | |
        | {POL-05} | Yes | x | |
        | | Partly | | |
        | | No | | |
        | {POL-06} | Yes | x | |
        | | Partly | x | |
        | | No | | |",
    );
    assert_eq!(read.says(FOUR), "partly yes yes two");
    let partly = &read.returns[0]
        .answers
        .iter()
        .find(|answer| answer.answer.is_some())
        .map(|answer| answer.cell.clone());
    assert_eq!(partly.as_deref(), Some("C3"));
    assert!(read.returns[0].comments.iter().any(|comment| comment.text.contains("minutes of May")));
}

#[test]
fn an_offer_with_nothing_marked_is_no_answer() {
    let table: String = ["POL-02", "POL-03", "POL-05", "POL-06"]
        .map(|id| ["| {", id, "} | Yes |\n| | Partly |\n| | No |\n"].concat())
        .concat();
    let read = read_sheet(&["| Statement | Response | Comments |\n", &table].concat());
    assert_eq!(read.says(FOUR), "- - - -");
}

#[test]
fn answers_in_words_with_remarks_in_the_rows_between_are_answers() {
    let read = read_sheet(
        "
        | Statement | Response | Comments |
        | {POL-02} | Yes | |
        | | | on the website |
        | {POL-03} | Partly | |
        | | | |
        | {POL-05} | No | |
        | | | not yet |
        | {POL-06} | Yes | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
}

#[test]
fn an_offer_that_lacks_a_row_or_stands_apart_is_read_with_the_others() {
    let read = read_sheet(
        "
        | Statement | Response | | Comments |
        | {POL-02} | Yes | x | |
        | | Partly | | |
        | | No | | |
        | {POL-03} | Yes | | |

        | | Partly | x | |
        | | No | | |
        | {POL-05} | No | x | |
        | {POL-06} | Yes | | |
        | | Partly | | |
        | | No | x | |
        | {POL-07} | Yes | x | |
        | | Partly | | |
        | | No | | |
        | {POL-08} | Yes | x | |
        | | Partly | | |
        | | No | | |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06 POL-07"), "yes partly no no yes");
}

#[test]
fn of_answers_struck_out_the_one_left_is_chosen_and_any_other_number_is_asked_about() {
    let offers = |id: &str| format!("| {{{id}}} | Yes |\n| | Partly |\n| | No |\n");
    let mut grid = sheet("Return", &FOUR.split(' ').map(offers).collect::<String>());
    // Partly is left; Yes and Partly are; none is; nothing was struck out.
    for row in [0, 2, 5, 6, 7, 8] {
        let cell = grid.cells.iter_mut().find(|cell| (cell.row, cell.column) == (row, 1)).unwrap();
        cell.look.is_struck = true;
    }
    let read = read(&[grid]);
    assert_eq!(read.says(FOUR), "partly two ? -");
}
