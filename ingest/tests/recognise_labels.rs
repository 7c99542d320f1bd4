//! Labels with a word behind them, among, above and below the statements: what they say is kept, and heads no column.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

mod table;

use table::{read_sheet, sheet};

const SIX: &str = "ESC-01 ESC-02 ESC-03 ESC-04 ESC-05 ESC-06";

#[test]
fn a_label_and_a_word_among_the_statements_head_no_column() {
    for label in [
        "Comments",
        "Comments:",
        "Evidence",
        "Any comments?",
        "Status",
        "Progress",
        "Result",
        "RAG",
        "Judgement",
    ] {
        for word in ["No", "Partly", "N/A", "Green", "In progress", "Yes"] {
            // With headings, and without as the second form has none.
            let read = read_sheet(&format!(
                "| Policy | Yes | Partly | No | Evidence |\n| {{POL-02}} | x | | | |\n| {label} | {word} | | | |\n\
                 | {{POL-03}} | x | | | |\n| {{POL-04}} | | x | | |\n| {{POL-05}} | x | | | |\n| {{POL-06}} | | | x | |"
            ));
            let statements = "POL-02 POL-03 POL-04 POL-05 POL-06";
            assert_eq!(read.says(statements), "yes yes partly yes no", "{label} | {word}");
            let read = read_sheet(&format!(
                "| {{ESC-01}} | x | | | |\n| {{ESC-02}} | | x | | |\n| {label} | {word} | | | |\n| {{ESC-03}} | x | | | |\n\
                 | {{ESC-04}} | | | x | |\n| {{ESC-05}} | x | | | |\n| {label} | {word} | | | |\n| {{ESC-06}} | | x | | |"
            ));
            assert_eq!(read.says(SIX), "yes partly yes no yes partly", "{label} | {word}");
        }
    }
}

#[test]
fn fields_and_small_tables_between_sections_head_no_column() {
    let first = "| | Yes | Partly | No | Evidence |\n| {POL-02} | x | | | |\n| {POL-03} | | x | | |\n| {POL-05} | | | x | |";
    let second = "| {INC-01} | x | | | |\n| {INC-02} | | | x | |\n| {INC-03} | | x | | |";
    for between in [
        "| Completed by | JM | Checked by | AR |",
        "| Name | Position | Date | Signature |\n| J MacLeod | DHT | 12/11/2025 | JM |",
        "| Do you need support? | Yes / No | No |",
        "| Initials | JM | JM | AR |",
        "| 1 | Review policy | DHT | June |",
        "| Section RAG | Amber |",
    ] {
        let read = read_sheet(&format!("{first}\n{between}\n{second}"));
        let statements = "POL-02 POL-03 POL-05 INC-01 INC-02 INC-03";
        assert_eq!(read.says(statements), "yes partly no yes no partly", "{between}");
    }
    // Headings in words that nobody knows still hold for what stands below them.
    let read = read_sheet(&format!("{first}\n| Incidents | High | Medium | Low | |\n{second}"));
    assert_eq!(read.says("POL-02 INC-01"), "yes ?");
}

#[test]
fn a_label_right_above_the_headings_is_no_part_of_them() {
    let form = "| Policy | Yes | Partly | No | Evidence |\n| {POL-02} | x | | | |\n| {POL-03} | | x | | |\n| {POL-05} | | | x | |\n| {POL-06} | x | | | |";
    for above in [
        "| Nursery class? | No |",
        "| Support needed | No |",
        "| Comments | No issues at all |",
        "| Comments | n/a |",
        "| Areas for development: | parents |",
        "| Previous return? | No |",
        "| Agreed by SMT? | Partly |",
    ] {
        let read = read_sheet(&format!("| School Name | Back School |\n{above}\n{form}"));
        assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no yes", "{above}");
    }
    for below in ["| Score: 18/22 |", "| Status: complete |", "| RAG: amber |"] {
        let (heads, rows) = form.split_once('\n').unwrap();
        let read = read_sheet(&format!("{heads}\n{below}\n{rows}"));
        assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no yes", "{below}");
    }
    // One heading over all three columns that asks something else is heeded.
    let read = read_sheet(&form.replacen("| Policy |", "| Statement | Support needed? |\n| |", 1));
    assert_eq!(read.says("POL-02"), "?");
}

#[test]
fn a_field_right_above_statements_without_headings_is_no_heading() {
    let form = "| {ESC-01} | x | | | |\n| {ESC-02} | | x | | |\n| {ESC-03} | x | | | |\n| {ESC-04} | | | x | |\n| {ESC-05} | x | | | |\n| {ESC-06} | | x | | |";
    for above in [
        "| School Name | Back School |",
        "| School Name | Back School |\n| Date | 12/11/2025 |",
        "| School Name | Back School |\n| Area | North |",
        "| School Name | Back School |\n| Draft? | No |",
        "| School Name | Back School |\n| Governing body | No |",
        "| School Name | Back School |\n| Completed by | J MacLeod |",
        "| School Name | Back School |\n| Status | Complete |\n|",
    ] {
        let read = read_sheet(&format!("{above}\n{form}"));
        assert_eq!(read.says(SIX), "yes partly yes no yes partly", "{above}");
    }
    // Words over the columns, or over the first of them, may be headings in another order.
    for above in ["| | Low | Medium | High |", "| Policies | Embedded |", "| Policies | Not yet |"] {
        let read = read_sheet(&format!("| School Name | Back School |\n|\n{above}\n{form}"));
        assert_eq!(read.says("ESC-01"), "?", "{above}");
    }
}

#[test]
fn rows_of_comments_below_each_statement_are_said_to_it_some_of_them_empty() {
    let rows = |label: &str| {
        let said = ["", "minutes of May", "N/A", "", "No", "CPOMS log"];
        let row = |(at, said): (usize, &str)| {
            format!("| {{ESC-0{}}} | x | | | |\n| {label} | {said} | | | |", at + 1)
        };
        said.into_iter().enumerate().map(row).collect::<Vec<_>>().join("\n")
    };
    for (label, heads) in [("Comments", ""), ("Evidence:", "| Statement | Yes | Partly | No | |\n")] {
        let read = table::read(&[sheet(
            "Return",
            &format!("| School Name | Back School |\n|\n{heads}{}", rows(label)),
        )]);
        assert_eq!(read.says(SIX), "yes yes yes yes yes yes", "{label}");
        let said: Vec<(Option<&str>, &str)> = read.returns[0]
            .comments
            .iter()
            .map(|comment| {
                (comment.statement_id.as_ref().map(schemas::ids::StatementId::as_str), &*comment.text)
            })
            .collect();
        let expected =
            [("ESC-02", "minutes of May"), ("ESC-03", "N/A"), ("ESC-05", "No"), ("ESC-06", "CPOMS log")];
        assert_eq!(said, expected.map(|(id, text)| (Some(id), text)), "{label}");
    }
}

#[test]
fn a_row_that_is_called_as_the_first_of_two_is_not_the_answer_alone() {
    let two = |id: &str, nursery: &str, school: &str| {
        format!("| {{{id}}} | Nursery | {nursery} |\n| | School | {school} |\n")
    };
    let rows = [
        two("ESC-01", "x | |", "| x |"),
        two("ESC-02", "| x |", "x | |"),
        two("ESC-03", "| | x", "x | |"),
        two("ESC-04", "x | |", "x | |"),
        // The school's own row was left blank.
        two("ESC-05", "x | |", "| |"),
        two("ESC-06", "x | | | minutes of May", "| |"),
    ];
    let read =
        read_sheet(&format!("| Statement | Stage | Yes | Partly | No | Evidence |\n{}", rows.concat()));
    assert_eq!(read.says("ESC-01 ESC-02 ESC-05 ESC-06"), "? ? ? ?");
}

#[test]
fn true_and_false_as_words_stand_in_their_columns() {
    let form = |marked: [usize; 6]| {
        let row = |(at, marked): (usize, usize)| {
            let marks = ["TRUE | FALSE | FALSE", "FALSE | TRUE | FALSE", "FALSE | FALSE | TRUE"][marked];
            let said = ["", "seen", "minutes of May"][at % 3];
            format!("| {{ESC-0{}}} | {marks} | {said} |\n", at + 1)
        };
        marked.into_iter().enumerate().map(row).collect::<String>()
    };
    let heads = "| Statement | Yes | Partly | No | Evidence and Comments |";
    for (marked, says) in [
        ([0, 1, 2, 1, 2, 1], "yes partly no partly no partly"),
        // Nothing is in place.
        ([1, 2, 1, 2, 1, 2], "partly no partly no partly no"),
    ] {
        assert_eq!(read_sheet(&format!("{heads}\n{}", form(marked))).says(SIX), says);
    }
}

#[test]
fn a_question_right_above_statements_without_headings_is_kept_with_its_answer() {
    for (label, answer) in
        [("Support needed", "No"), ("Training requested", "Yes"), ("Help wanted", "Partly")]
    {
        let read = read_sheet(&format!(
            "| School Name | Back School | | |
             | {label} | {answer} | | |
             | {{POL-02}} | x | | |
             | {{POL-03}} | | x | |
             | {{POL-05}} | | | x |
             | {{POL-06}} | x | | |"
        ));
        assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no yes", "{label}");
        let kept: Vec<&str> = read.returns[0].unplaced.iter().map(|words| words.text.as_str()).collect();
        assert_eq!(kept, [label, answer]);
    }
}
