//! What survey programs export: a column for each choice, words before and behind the statements; and collations that sum.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

mod table;

use table::{read_sheet, says};

const FOUR: &str = "POL-02 POL-03 POL-05 POL-06";

/// A row of headings, each statement with something around it for each choice.
fn heads(around: impl Fn(&str, &str) -> String) -> String {
    let mut heads = "| School".to_owned();
    for id in FOUR.split(' ') {
        for choice in ["Yes", "Partly", "No"] {
            heads += " | ";
            heads += &around(&format!("{{{id}}}"), choice);
        }
    }
    heads + " |\n"
}

#[test]
fn a_column_for_each_choice_is_read_by_what_is_put_in_it() {
    for around in [
        (|stated, choice| format!("{stated} [{choice}]")) as fn(&str, &str) -> String,
        |stated, choice| format!("{stated}/{choice}"),
        |stated, choice| format!("{stated} - {choice}"),
        |stated, choice| format!("Q3 {stated}: {choice}"),
    ] {
        for (on, off) in [("x", ""), ("1", "0"), ("TRUE", "FALSE")] {
            let marks = |chosen: [usize; 4]| {
                let cells = chosen
                    .iter()
                    .flat_map(|chosen| (0..3).map(move |at| if at == *chosen { on } else { off }));
                cells.fold(String::new(), |all, cell| all + " | " + cell)
            };
            let form = heads(around)
                + &format!("| Back School{} |\n", marks([0, 1, 2, 0]))
                + &format!("| Tong School{} |\n", marks([2, 2, 1, 9]));
            let read = read_sheet(&form);
            assert_eq!(read.returns.len(), 2, "{form}");
            assert_eq!(says(&read.returns[0], FOUR), "yes partly no yes", "{form}");
            assert_eq!(says(&read.returns[1], FOUR), "no no partly -", "{form}");
        }
    }
}

#[test]
fn choices_named_in_a_second_row_are_read_and_two_of_them_are_none() {
    let read = read_sheet(
        "| Respondent | Name of your school | {POL-02} | | | {POL-03} | | | {POL-05} | | | {POL-06} | | |
         | | Open-Ended Response | Yes | Partly | No | Yes | Partly | No | Yes | Partly | No | Yes | Partly | No |
         | 11 | Back School | Yes | | | | Partly | | | | No | Yes | | No |",
    );
    assert_eq!(read.returns.len(), 1);
    assert_eq!(read.says(FOUR), "yes partly no two");
    assert_eq!(&*read.returns[0].answers[2].cell, "G3");
}

#[test]
fn words_before_a_statement_hide_it_from_nobody_and_what_a_quiz_adds_up_is_no_answer() {
    let read = read_sheet(
        "| School | Online safety: {POL-02} | Online safety: {POL-03} | Online safety: {POL-05} | Online safety: {POL-06} |
         | Back School | Yes | Partly | No | Yes |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
    let read = read_sheet(
        "| School | {POL-02} | Points - {POL-02} | Feedback - {POL-02} | {POL-03} | Points - {POL-03} | {POL-05} | {POL-06} |
         | Back School | Yes | 1 | well done | Partly | 0 | No | Yes |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
    assert_eq!(read.codes(), "");
    let comments: Vec<_> = read.returns[0].comments.iter().map(|comment| comment.text.as_str()).collect();
    assert_eq!(comments, ["well done"]);
}

#[test]
fn sums_beside_the_schools_are_no_schools() {
    for sums in ["Yes | Partly | No", "Total Yes | Total Partly | Total No", "% Yes | Most common | Count"] {
        let read = read_sheet(&format!(
            "| Statement | Back School | Tong School | {sums} |
             | {{POL-02}} | Yes | Yes | 2 | 0 | 0 |\n| {{POL-03}} | No | Partly | 0 | 1 | 1 |
             | {{POL-05}} | No | Yes | 1 | 0 | 1 |\n| {{POL-06}} | Yes | Yes | 2 | 0 | 0 |
             | Total Yes | 2 | 3 | 5 | | |"
        ));
        assert_eq!(read.returns.len(), 2, "{sums}");
        assert_eq!(says(&read.returns[0], FOUR), "yes no no yes", "{sums}");
        assert_eq!(says(&read.returns[1], FOUR), "yes partly yes yes", "{sums}");
    }
    let read = read_sheet(
        "| | Back School | | Tong School | | |\n| Statement | Answer | Comments | Answer | Comments | % Yes |
         | {POL-02} | Yes | | Yes | | 100% |\n| {POL-03} | No | soon | Partly | | 0% |
         | {POL-05} | No | | Yes | | 50% |\n| {POL-06} | Yes | | Yes | | 100% |",
    );
    assert_eq!(read.returns.len(), 2);
    assert_eq!(says(&read.returns[0], FOUR), "yes no no yes");
}

#[test]
fn a_text_tables_ids_name_its_columns() {
    let mut sheet = table::sheet(
        "",
        "| Statement | id 100836 | id 101228 |\n| {POL-02} | Yes | No |\n| {POL-03} | No | No |
         | {POL-05} | Partly | No |\n| {POL-06} | Yes | Yes |",
    );
    for cell in &mut sheet.cells {
        if let Some(id) = cell.value.as_text().and_then(|text| text.strip_prefix("id ")) {
            cell.value = ingest::grid::Value::Text(id.into());
        }
    }
    let read = table::read(&[sheet]);
    let ids: Vec<_> =
        read.returns.iter().map(|read| read.school.id.as_ref().map(|id| id.text.as_str())).collect();
    assert_eq!(ids, [Some("100836"), Some("101228")]);
}
