//! Marks and ids that are another row's, another table's or another year's, and rows that lost a field on the way: none is
//! taken for the answer of the row it stands in.

mod table;

use ingest::grid::{Addressing, Grid};
use table::{document, read, read_sheet, sheet};

#[test]
fn a_mark_in_another_list_does_not_answer_a_row_left_blank() {
    let form = |other: &str| {
        read_sheet(&format!(
            "
            {other}
            | Statement | Yes | Partly | No | Comments |
            | {{POL-02}} | x | | | |
            | {{POL-03}} | | x | | e.g. in the handbook |
            | {{POL-05}} | | | | |
            | {{POL-06}} | | | x | |
            | {{POL-07}} | | | x | |
            {other}"
        ))
    };
    let others = [
        "| Example | Yes | Partly | No | Comments |\n| {POL-05} | | x | | e.g. reviewed in May |\n | |",
        "| Areas for action | High | Medium | Low | |\n| {POL-05} | x | | | |\n | |",
        "| Areas for action | High | Medium | Low | |\n| {POL-05} | | | x | |\n | |",
        "| Follow-up | Done | In progress | Not started | |\n| {POL-05} | | | x | |\n | |",
        "| From 2024, for reference | Yes | Partly | No | |\n| {POL-05} | | x | | |\n | |",
    ];
    for other in others {
        let read = form(other);
        assert_ne!(read.says("POL-05"), "yes", "{other}");
        assert_ne!(read.says("POL-05"), "partly", "{other}");
        assert_ne!(read.says("POL-05"), "no", "{other}");
        assert!(read.codes().contains("F2"), "{other}: {}", read.codes());
        assert_eq!(read.says("POL-02 POL-03 POL-06 POL-07"), "yes partly no no", "{other}");
    }
}

#[test]
fn ids_of_other_statements_in_a_column_of_their_own_are_no_statements() {
    for heading in ["See also", "Old ref", "Evidence and comments"] {
        let read = read_sheet(&format!(
            "| Statement | Yes | Partly | No | {heading} |
             | {{POL-02}} | x | | | POL-05 |
             | {{POL-03}} | | x | | POL-06 |
             | {{POL-05}} | | | x | POL-02 |
             | {{POL-06}} | x | | | POL-11 |"
        ));
        assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no yes", "{heading}");
    }
    // Under a heading that says nothing, the ids may be the rows' own, sorted without their words.
    let read = read_sheet(
        "| Statement | Yes | Partly | No | Id |
         | {POL-02} | x | | | POL-05 |
         | {POL-03} | | x | | POL-06 |
         | {POL-05} | | | x | POL-02 |
         | {POL-06} | x | | | POL-03 |",
    );
    assert!(read.returns.is_empty(), "{:?}", read.findings);
    assert_eq!(read.codes(), "F106 F110");
}

#[test]
fn a_row_that_lost_an_empty_field_is_asked_about() {
    let mut grid = sheet(
        "",
        "| Statement | Yes | Partly | No | Evidence |
         | {POL-02} | x | | | minutes |
         | {POL-03} | x | | minutes |
         | {POL-05} | | x | minutes |
         | {POL-06} | | | x | |
         | {POL-07} | x | | |",
    );
    grid.addressing = Addressing::Text;
    // Without that and more comments in their place, the words in the last row of answers are a comment there.
    assert_eq!(read(&[grid.clone()]).says("POL-02 POL-03 POL-05 POL-06 POL-07"), "yes yes partly no yes");
    grid.short_rows = vec![2, 3];
    let read = read(&[grid]);
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06 POL-07"), "yes ? ? no yes");
    assert_eq!(read.codes(), "F302");
}

#[test]
fn a_line_that_explains_the_headings_is_no_other_list() {
    let read = read_sheet(
        "| Statement | Yes | Partly | No |
         | | all staff | some staff | few staff |
         | {POL-02} | x | | |
         | {POL-03} | | x | |
         | {POL-05} | | | x |
         | {POL-06} | x | | |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no yes");
}

#[test]
fn ticks_in_the_statements_cells_are_no_columns_of_the_forms_order() {
    let read = read_sheet(
        "| School Name | Back School |
         | ☑ {POL-02} | |
         | ☐ {POL-03} | |
         | ☑ {POL-05} | on the wall |
         | ☑ {POL-06} | |
         | ☑ {POL-07} | |
         | ☐ {POL-09} | |",
    );
    assert_eq!(read.says("POL-02 POL-05 POL-06"), "yes yes yes");
    assert_eq!(read.returns[0].comments[0].text, "on the wall");
}

#[test]
fn words_where_the_form_has_an_answer_show_another_order() {
    let read = read_sheet(
        "| {POL-02} | x | | see minutes 1 |
         | {POL-03} | | x | see minutes 2 |
         | {POL-05} | | x | see minutes 3 |
         | {POL-06} | x | | see minutes 4 |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "? ? ? ?");
    assert_eq!(read.codes(), "F203");
}

#[test]
fn the_only_column_of_ticks_is_not_the_forms_second() {
    let read = read_sheet(
        "| {POL-02} | | x |
         | {POL-03} | | |
         | {POL-05} | | x |
         | {POL-06} | | x |
         | {POL-07} | | x |",
    );
    assert_eq!(read.says("POL-02 POL-05 POL-06 POL-07"), "? ? ? ?");
    assert_eq!(read.codes(), "F203");
}

#[test]
fn rows_whose_empty_cells_were_lost_are_asked_about() {
    let fallen = "
        | Statement | Yes | Partly | No | Comments |
        | {POL-02} | x | needs updating | | |
        | {POL-03} | x | | | |
        | {POL-05} | x | minutes of 3 May | | |
        | {POL-06} | x | | | |";
    let read = read_sheet(fallen);
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "? ? ? ?");
    assert!(read.codes().contains("F203"), "{}", read.codes());
    // A section without a comment fell as the others did.
    let of = |ids: [&str; 3], comment: &str| {
        let row = |id: &str| format!("| {{{id}}} | x | {comment} | | |");
        format!("| Statement | Yes | Partly | No | Comments |\n{}", ids.map(row).join("\n"))
    };
    let (first, second) =
        (of(["POL-02", "POL-03", "POL-05"], "on file"), of(["INC-01", "INC-02", "INC-03"], ""));
    let read = self::read(&document("", &[(1, &first), (2, &second)]));
    assert_eq!(read.says("POL-02 POL-05 INC-01 INC-03"), "? ? ? ?");
    // With a mark or a comment in its place, the rows stand where they did.
    for own in ["| {POL-07} | | x | | |", "| {POL-07} | x | | | seen by the head |"] {
        let read = read_sheet(&format!("{fallen}\n{own}"));
        assert_eq!(read.says("POL-02 POL-03 POL-05"), "yes yes yes", "{own}");
    }
}

#[test]
fn a_lone_mark_in_a_text_table_whose_rows_lost_fields_is_asked_about_once() {
    let rows = "| Statement | Yes | Partly | No | Comments |
        | {POL-02} | x | needs updating | | |
        | {POL-03} | x | | | |
        | {POL-05} | x | minutes of 3 May | | |
        | {POL-06} | x | | | |
        | {POL-07} | | x | | seen by the head |
        | {POL-08} | x | | | on the website |
        | {POL-09} | | | x | |";
    let text = |rows: &str| read(&[Grid { addressing: Addressing::Text, ..sheet("", rows) }]);
    let ids = "POL-02 POL-03 POL-05 POL-06 POL-07 POL-08 POL-09";
    let asked = text(rows);
    assert_eq!(asked.says(ids), "? ? ? ? partly yes no");
    assert_eq!(asked.finding("F203").n_answers_waiting, 2);
    // Rows that are short have lost their own fields, and no others.
    let short = Grid { addressing: Addressing::Text, short_rows: vec![1, 3], ..sheet("", rows) };
    assert_eq!(read(&[short]).says("POL-02 POL-03 POL-05 POL-06"), "? yes ? yes");
    // In a workbook no field is lost: words beside a mark were typed there.
    assert_eq!(read_sheet(rows).says("POL-03 POL-06"), "yes yes");
    // So they were where they stand beside a mark further on.
    let typed = rows.replace("| | | x | |", "| | x | planned for May | |");
    assert_eq!(text(&typed).says("POL-03 POL-06"), "yes yes");
    // A single comment may have been typed there anywhere.
    let single = rows.replace("needs updating", "");
    assert_eq!(text(&single).says("POL-02 POL-03 POL-06"), "yes yes yes");
}

#[test]
fn a_lone_mark_in_a_single_short_row_among_whole_ones_is_asked_about() {
    let rows = "| Statement | Yes | Partly | No | Comments |
        | {POL-02} | x | | | |
        | {POL-03} | x | | | on the website |
        | {POL-05} | | x | | |
        | {POL-06} | x | | | |
        | {POL-07} | | x | | seen by the head |
        | {POL-08} | | | x | |";
    let short = |rows: &str, short_rows: Vec<u32>| {
        read(&[Grid { addressing: Addressing::Text, short_rows, ..sheet("", rows) }])
    };
    let ids = "POL-02 POL-03 POL-05 POL-06 POL-07 POL-08";
    let asked = short(rows, vec![1]);
    assert_eq!(asked.says(ids), "? yes partly yes partly no");
    assert_eq!(asked.finding("F203").n_answers_waiting, 1);
    let all = "yes yes partly yes partly no";
    // What is empty at the end was left out: before the mark it was not, or in many rows, or in the last ones alone.
    assert_eq!(short(rows, vec![3]).says(ids), all);
    assert_eq!(short(rows, vec![1, 4]).says(ids), all);
    assert_eq!(
        short(&rows.replace("| | | x | |", "| x | | | |"), vec![6]).says(ids),
        all.replace("no", "yes")
    );
    // All rows are filled to their ends, so that nobody knows what becomes of an empty one.
    let full = rows.replace("| |\n", "| seen |\n").replace("| x | | | seen |", "| x | | | |");
    assert_eq!(short(&full, vec![1]).says(ids), all);
}

#[test]
fn headings_a_column_beside_their_marks_are_asked_about() {
    let read = read_sheet(
        "| Policy | | Yes | Partly | No | Comments |
         | {POL-02} | x | | | on the website | |
         | {POL-03} | | x | | | |
         | {POL-05} | x | | | | |
         | {POL-06} | | | x | | |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "? ? ? ?");
    assert!(read.codes().contains("F203"), "{}", read.codes());
    // A weight beside each statement is no mark.
    let read = read_sheet(
        "| Policy | | Yes | Partly | No | Comments |
         | {POL-02} | 1 | x | | | on the website |
         | {POL-03} | 1 | | x | | |
         | {POL-05} | 1 | x | | | |
         | {POL-06} | 1 | x | | | |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly yes yes");
}

#[test]
fn a_blank_answer_is_not_filled_from_a_column_that_may_be_worked_out() {
    let form = |head: &str| {
        read_sheet(&format!(
            "| Statement | Yes | Partly | No | Comments | {head} |
             | {{POL-02}} | x | | | | Yes |
             | {{POL-03}} | | x | | | Partly |
             | {{POL-05}} | | | x | | No |
             | {{POL-06}} | | | | | No |
             | {{POL-07}} | x | | | | Yes |"
        ))
    };
    for head in ["Result", "Answer"] {
        assert_eq!(form(head).says("POL-02 POL-03 POL-05 POL-06"), "yes partly no ?", "{head}");
    }
}
