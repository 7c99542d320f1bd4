//! Forms laid out in ways of their own: plans before the statements, tables side by side, merged rows, answers below or in
//! the statements' cells. Each is read as a person would, or asked about, and nothing vanishes.

mod table;

use ingest::grid::{Addressing, Block, Grid, Value};
use table::{FOUR, read, read_sheet, sheet};

#[test]
fn comments_on_a_section_beside_their_label_are_kept() {
    let read = read_sheet(
        "| Policy | Response |
         | {POL-02} | Yes |
         | {POL-03} | Partly |
         | Comments: | Pupils wrote the policy |
         | {POL-05} | No |
         | {POL-06} | Yes |
         | Our own week | Yes - in February |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
    let comments: Vec<&str> = read.returns[0].comments.iter().map(|comment| comment.text.as_str()).collect();
    assert_eq!(comments, ["Pupils wrote the policy", "in February"]);
    assert_eq!(read.finding("F207").was_read, "Our own week");
}

#[test]
fn a_hidden_row_does_not_stand_in_for_a_blank_one_that_is_seen() {
    let mut grid = sheet(
        "Return",
        "| Statement | Yes | Partly | No |
         | {POL-02} | x | | |
         | {POL-03} | | | |
         | {POL-03} | x | | |
         | {POL-05} | | | x |
         | {POL-06} | x | | |",
    );
    assert_eq!(read(&[grid.clone()]).says(FOUR), "yes yes no yes");
    grid.hidden_rows = vec![3];
    let hidden = read(&[grid]);
    assert_eq!(hidden.says(FOUR), "yes two no yes");
    assert!(hidden.codes().contains("F209"), "{}", hidden.codes());
}

#[test]
fn a_plan_before_the_statements_hides_none_of_them() {
    let plan = "| Action Plan |
         | Key area for development | Resources, support or activity required | Date Completed | Signed |
         | Staff training | Two evenings | 3 May 2026 | |";
    let form = "| Statement | Yes | Partly | No |
         | {POL-02} | x | | |
         | {POL-03} | | x | |
         | {POL-05} | | | x |
         | {POL-06} | x | | |";
    for between in ["\n", "\n\n"] {
        let read = read_sheet(&format!("{plan}{between}{form}"));
        assert_eq!(read.says(FOUR), "yes partly no yes");
        let [action] = read.returns[0].actions.as_slice() else { panic!("{:?}", read.returns[0].actions) };
        assert_eq!(action.area, "Staff training");
        assert_eq!(read.returns[0].completed_on, None);
    }
    let between = read_sheet(&format!(
        "| Statement | Yes | Partly | No |
         | {{POL-07}} | x | | |
         {plan}
         | Pupils' voice | A survey | | |

         {form}"
    ));
    assert_eq!(between.says("POL-07 POL-02 POL-05"), "yes yes no");
    assert_eq!(between.returns[0].actions.len(), 2);
}

#[test]
fn answers_in_the_second_row_of_a_merged_statement_are_no_headings() {
    let mut grid = sheet(
        "Return",
        "| Statement | Yes | Partly | No | Evidence |
         | {POL-02} | | | | Minutes of May |
         | | Y | N | N | |
         | {POL-03} | | | | |
         | | N | Y | N | |
         | {POL-05} | | | | |
         | | N | N | Y | |
         | {POL-06} | | | | |
         | | Y | N | N | |",
    );
    grid.merges = [1, 3, 5, 7].map(|top| Block { top, left: 0, bottom: top + 1, right: 0 }).to_vec();
    let file = read(&[grid.clone()]);
    assert_eq!(file.says(FOUR), "yes partly no yes");
    // The column of answers is known by what stands in the second rows, too.
    for cell in &mut grid.cells {
        let heading = match (cell.row, cell.column) {
            (0, 1) => "2024 answer",
            (0, 2) => "Response",
            _ => continue,
        };
        cell.value = Value::Text(heading.into());
    }
    grid.cells.retain(|cell| cell.column < 3);
    assert_eq!(read(&[grid]).says(FOUR), "no yes no no");
}

#[test]
fn a_marked_row_below_headings_is_no_second_row_of_them() {
    let read = read_sheet(
        "| Policy | Response | Evidence | Checked |
         | {POL-02} | Yes | Minutes | x |
         | Our own assembly | Partly | Yes we hold one | \u{2713} |
         | {POL-03} | Partly | | |
         | {POL-05} | No | | x |
         | {POL-06} | Yes | | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
    let grid = read_sheet(
        "| Policy | Yes | Partly | No | Evidence |
         | {POL-02} | \u{2713} | \u{2717} | \u{2717} | |
         | {POL-03} | \u{2717} | \u{2713} | \u{2717} | |
         | Training | No | Partly | Yes | Evidence |
         | Our own course | \u{2717} | \u{2717} | \u{2713} | Each May |
         | {POL-05} | \u{2713} | \u{2717} | \u{2717} | |
         | {POL-06} | \u{2717} | \u{2717} | \u{2713} | |",
    );
    assert_eq!(grid.says(FOUR), "yes partly no yes");
    assert!(grid.returns[0].comments.iter().any(|comment| comment.text == "Each May"));
}

#[test]
fn headings_over_two_rows_may_stand_further_right_in_the_next_section() {
    let read = read_sheet(
        "| Policy | In place in our school | | | Evidence |
         | | Full | Partial | Nothing | |
         | {POL-02} | x | | | |
         | {POL-03} | | x | | Minutes |
         | Incidents | | In place in our school | | | Evidence |
         | | | Full | Partial | Nothing | |
         | {POL-05} | | x | | | |
         | {POL-06} | | | x | | Minutes |",
    );
    assert_eq!(read.says(FOUR), "yes partly yes partly");
}

#[test]
fn what_stands_before_the_first_known_statement_is_told_of() {
    let read = read_sheet(
        "| Policy | Yes | Partly | No | Evidence |
         | Our own safety week | x | | | Photographs |
         | {POL-02} | x | | | |
         | {POL-03} | | x | | |
         | {POL-05} | | | x | |
         | {POL-06} | x | | | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
    assert_eq!(read.finding("F207").was_read, "Our own safety week");
    assert!(read.returns[0].comments.iter().any(|comment| comment.text == "Photographs"));
}

#[test]
fn tables_side_by_side_have_their_own_headings_and_numbers() {
    let read = read_sheet(
        "| No | Policy | Yes | Partly | No | | No | More | No | Partly | Yes |
         | 1 | {POL-02} | x | | | | 5 | {POL-06} | x | | |
         | 2 | {POL-03} | | x | | | 6 | {POL-07} | | x | |
         | No | Again | Yes | Partly | No | | 7 | {POL-08} | | | x |
         | 3 | {POL-05} | | | x | | 8 | {POL-09} | x | | |
         | 4 | {POL-10} | x | | | | 9 | {POL-11} | | x | |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-10"), "yes partly no yes");
    assert_eq!(read.says("POL-06 POL-07 POL-08 POL-09 POL-11"), "no partly yes no partly");
}

#[test]
fn answers_below_their_statements_are_read_beside_other_columns() {
    let read = read_sheet(
        "| Statement | Target | Response |
         | {POL-02} | Yes |
         | Answer: Partly |
         | {POL-03} | Yes |
         | Answer: No |

         | {POL-05} | Partly |
         | Answer: \u{2713} |
         | {POL-06} | Yes |",
    );
    assert_eq!(read.says(FOUR), "partly no yes -");
    let odd = read_sheet(
        "| {POL-02} |
         | Answer: Yes |
         | {POL-03} |
         | Answer: when the policy is agreed |
         | {POL-05} |
         | Answer: No |
         | {POL-06} |
         | Answer: Yes |",
    );
    assert_eq!(odd.says(FOUR), "yes ? no yes");
}

#[test]
fn codes_below_the_statements_that_no_key_explains_are_asked_about() {
    let read = read_sheet(
        "| {POL-02} |
         | S |
         | {POL-03} |
         | T |
         | {POL-05} |
         | S |
         | {POL-06} |
         | S |
         | {POL-07} |
         | T |
         | {POL-08} |
         | S |",
    );
    assert!(read.codes().contains("F203"), "{}", read.codes());
}

#[test]
fn lists_of_boxes_in_the_statements_cells_are_read_and_bullets_are_not() {
    for (before, after) in [
        ("", " - Yes [ ]  Partly [x]  No [ ]"),
        ("", " (\u{2610} Yes  \u{2612} Partly  \u{2610} No)"),
        ("\u{2610} Yes  \u{2612} Partly  \u{2610} No: ", ""),
        ("", " - Amber"),
        ("a) ", " (Yes [ ]  Partly [X]  No [ ])"),
    ] {
        let rows = ["POL-02", "POL-03", "POL-05", "POL-06"].map(|id| format!("| {before}{{{id}}}{after} |"));
        let read = read_sheet(&rows.join("\n"));
        assert_eq!(read.says(FOUR), "partly partly partly partly", "{before}{after}");
    }
    let rows = ["POL-02", "POL-03", "POL-05", "POL-06"].map(|id| format!("| \u{2022} {{{id}}} | |"));
    assert_eq!(read_sheet(&rows.join("\n")).says(FOUR), "- - - -");
}

#[test]
fn a_note_in_brackets_behind_a_statement_hides_nothing() {
    let read = read_sheet(
        "| Statement | Response |
         | {POL-02} [KCSIE] | Yes |
         | {POL-03} [statutory] | No |
         | {POL-05} [S] | Partly |
         | {POL-06} [KCSIE] | Yes |",
    );
    assert_eq!(read.says(FOUR), "yes no partly yes");
}

#[test]
fn rows_of_boxes_that_are_no_known_statement_are_no_headings() {
    let read = read_sheet(
        "| Policy | Response | Evidence |
         | {POL-02} | \u{2612} Yes \u{2610} Partly \u{2610} No | |
         | Our own week | \u{2610} Yes \u{2610} Partly \u{2612} No | |
         | {POL-03} | \u{2610} Yes \u{2612} Partly \u{2610} No | Photographs |
         | {POL-05} | \u{2610} Yes \u{2610} Partly \u{2612} No | |
         | {POL-06} | \u{2612} Yes \u{2610} Partly \u{2610} No | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
    assert_eq!(read.finding("F207").was_read, "Our own week");
}

#[test]
fn ids_of_two_tables_side_by_side_do_not_disagree() {
    let read = read_sheet(
        "| Ref | Policy | Yes | Partly | No | | Ref | More | Yes | Partly | No |
         | POL-02 | {POL-02} | x | | | | POL-07 | {POL-07} | | x | |
         | POL-03 | {POL-03} | | x | | | POL-08 | {POL-08} | | | x |
         | POL-05 | {POL-05} | | | x | | POL-09 | {POL-09} (as of 2026) | x | | |
         | POL-06 | {POL-06} | x | | | | POL-10 | {POL-10} | | x | |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no yes");
    assert_eq!(read.says("POL-07 POL-08 POL-09 POL-10"), "partly no yes partly");
}

#[test]
fn an_answer_merged_over_several_statements_is_asked_about_for_the_others() {
    let mut form = sheet(
        "Return",
        "| Statement | Response |\n| {POL-02} | Yes |\n| {POL-03} | |\n| {POL-05} | |\n| {POL-06} | No |",
    );
    form.merges.push(Block { top: 1, left: 1, bottom: 3, right: 1 });
    let read = read(&[form]);
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes ? ? no");
    assert_eq!(read.finding("F302").suggestion, "answer yes");
}

#[test]
fn headings_repeated_in_other_columns_hold_for_the_rows_below_them() {
    let read = read_sheet(
        "| Policy | Yes | Partly | No | Comments |
         | {POL-02} | x | | | a |
         | {POL-03} | | x | | |
         | Infrastructure | No | Partly | Yes | Comments |
         | {INF-02} | x | | | b |
         | {INF-04} | | | x | |
         | Education | Comments | Yes | Partly | No |
         | {EDU-02} | c | x | | |
         | {EDU-03} | | | x | |
         | {EDU-04} | | | | x |",
    );
    assert_eq!(
        read.says("POL-02 POL-03 INF-02 INF-04 EDU-02 EDU-03 EDU-04"),
        "yes partly no yes yes partly no"
    );
    assert_eq!(read.returns[0].comments.len(), 3);
}

#[test]
fn what_stands_below_a_heading_of_comments_at_the_end_is_kept() {
    let read = read_sheet(
        "| Statement | Yes | Partly | No |
         | {POL-02} | x | | |
         | {POL-03} | | x | |
         | {POL-05} | | | x |
         | {POL-06} | x | | |

         | Further comments |
         | We are a small school with two teachers. |",
    );
    let texts: Vec<_> = read.returns[0].comments.iter().map(|comment| comment.text.as_str()).collect();
    assert_eq!(texts, ["We are a small school with two teachers."]);
}

#[test]
fn a_statement_broken_over_two_rows_by_hand_keeps_its_comments() {
    let read = read_sheet(
        "| No. | Statement | Yes | Partly | No | Comments |
         | 1 | All online safety policies are easily accessible | x | | | On the |
         | | to staff, pupils and parents. | | | | website |
         | 2 | The policies have been reviewed and approved | | x | | |
         | | by Leadership and the Governing Body. | | | | Minutes of May |
         | 3 | {POL-06} | | | x | |
         | 4 | {POL-07} | x | | | |",
    );
    assert_eq!(read.says("POL-02 POL-05 POL-06 POL-07"), "yes partly no yes");
    let all: String =
        read.returns[0].comments.iter().map(|comment| comment.text.as_str()).collect::<Vec<_>>().join(" ");
    for part in ["On the", "website", "Minutes of May"] {
        assert!(all.contains(part), "{all}");
    }
}

#[test]
fn a_statement_over_two_rows_of_a_text_table_may_hold_a_line_break() {
    let mut grid = sheet(
        "",
        "| Infrastructure | Yes | Partly | No | Comments |
         | FIRST | | | | |
         | encryption for personal information, strong passwords, screen locks and data security. | | | x | later |
         | {POL-02} | x | | | |
         | {POL-03} | | x | | |
         | {POL-05} | | | x | |
         | {POL-06} | x | | | |",
    );
    grid.addressing = ingest::grid::Addressing::Text;
    for cell in &mut grid.cells {
        if cell.value.as_text() == Some("FIRST") {
            let first = "Access to the internet and school\u{2019}s network is secure.\ne.g. Appropriate";
            cell.value = ingest::grid::Value::Text(first.into());
        }
        // The row has two lines, and those below it go by the line that they begin at.
        cell.row += u32::from(cell.row > 1);
    }
    let read = read(&[grid]);
    assert_eq!(read.says("INF-01 POL-02 POL-03"), "no yes partly", "{:?}", read.findings);
    assert_eq!(read.codes(), "");
}

#[test]
fn rows_pasted_into_one_cell_are_parted() {
    for sign in ["\t", ";", " ; "] {
        let rows = "Statement | Yes | Partly | No | Comments
            {POL-01} | x | | | on file
            {POL-03} | | x | |
            {POL-05} | | | x |
            {POL-06} | x | | | ";
        let mut lines = String::new();
        for row in rows.lines() {
            lines = lines + "| " + &row.trim().replace(" | ", "|").replace('|', "@") + " |\n";
        }
        let mut form = sheet("Return", &lines);
        for cell in &mut form.cells {
            let text = cell.value.as_text().unwrap_or_default().replace('@', sign);
            cell.value = Value::Text(text.into());
        }
        let read = read(&[form]);
        assert_eq!(read.says("POL-01 POL-03 POL-05 POL-06"), "yes partly no yes", "{sign:?}");
        let one = &read.returns[0];
        assert_eq!(one.comments[0].text, "on file");
        assert_eq!(one.answers[0].cell, "A2", "all of it stood there");
    }
}

#[test]
fn a_text_table_that_stands_unparted_in_its_lines_is_parted() {
    // As a spreadsheet shows it, or as it comes where every line was quoted whole.
    let lines = [
        "Please fill in all rows, and send it back",
        "School Name,Back School",
        "Statement,Yes,Partly,No,Comments",
        "\"{POL-01}\",x,,,\"on file, with \"\"minutes\"\"\"",
        "\"{POL-02}\",,x,,",
        "{POL-03},,,x,",
        "{POL-05},x,,,",
    ];
    let table = lines.map(|line| format!("| {line} |\n")).concat();
    for addressing in [Addressing::Workbook, Addressing::Text] {
        let read = read(&[Grid { addressing, ..sheet("Return", &table) }]);
        assert_eq!(read.says("POL-01 POL-02 POL-03 POL-05"), "yes partly no yes", "{addressing:?}");
        let only = &read.returns[0];
        assert_eq!(only.school.name.as_ref().map(|name| name.text.as_str()), Some("Back School"));
        assert_eq!(only.comments[0].text, "on file, with \"minutes\"");
        assert_eq!(only.unplaced[0].text, lines[0], "no field begins behind its comma");
    }
}

#[test]
fn a_line_quoted_whole_among_others_is_parted() {
    let form = sheet(
        "",
        "| Statement | Yes | Partly | No | Comments |
         | {POL-02} | x | | | |
         | {POL-03} | | x | | minutes |
         | \"{POL-05}\",,,x,minutes |
         | {POL-06} | x | | | minutes |
         | {POL-07} | | x | | minutes |
         | {POL-09} | | x | | minutes |",
    );
    let read = read(&[Grid { addressing: Addressing::Text, ..form }]);
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06 POL-07"), "yes partly no yes partly");
}

#[test]
fn an_answer_among_the_comments_of_a_blank_statement_asks() {
    let read = read_sheet(
        "| Statement | Response | Comments |
         | {POL-02} | Yes | Yes, see policy |
         | {POL-03} | | Yes, see policy |
         | {POL-05} | | Partly |
         | {POL-06} | | No concerns were raised |
         | {POL-07} | No | |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06 POL-07"), "yes ? ? - no");
}

#[test]
fn what_a_school_says_between_the_statements_is_kept() {
    let read = read_sheet(
        "| Statement | Yes | Partly | No |
         | {POL-02} | x | | |
         | NB we share this with the nursery | | | |
         | {POL-03} | | x | |
         | Policies in use | | | |
         | {POL-05} | | | x |
         | {POL-06} | x | | |",
    );
    let texts: Vec<_> = read.returns[0].comments.iter().map(|comment| comment.text.as_str()).collect();
    assert_eq!(texts, ["NB we share this with the nursery"]);
}

#[test]
fn the_marked_rest_of_a_statement_that_speaks_of_evidence_is_no_heading() {
    let read = read_sheet(
        "| Statement | Response | Comments |
         | {ESC-16} | Yes | |
         | {ESC-17} | Yes | |
         | {ESC-18} | Partly | |
         | The school provides regular opportunities for parents to receive information or education about online | | |
         | safety. There is evidence that parent online safety events/communications are effective. | Yes | |
         | {ESC-20} | Partly | |",
    );
    assert_eq!(read.says("ESC-16 ESC-17 ESC-18 ESC-19 ESC-20"), "yes yes partly yes partly");
}

#[test]
fn a_heading_left_out_in_one_section_is_that_of_the_others() {
    let form = |first: &str, second: &str| {
        read_sheet(&format!(
            "{first}
             | {{POL-02}} | x | | | |
             | {{POL-03}} | | x | | |
             | {{POL-05}} | | | x | |
             {second}
             | {{INC-02}} | | | x | |
             | {{INC-03}} | x | | | |
             | {{INC-04}} | | x | | |"
        ))
    };
    let ids = "POL-02 POL-03 POL-05 INC-02 INC-03 INC-04";
    let whole = "| Policy | Yes | Partly | No | Evidence |";
    for gap in [
        "| Policy | | Partly | No | Evidence |",
        "| Policy | Yes | | No | Evidence |",
        "| Policy | Yes | Partly | | Evidence |",
    ] {
        assert_eq!(form(gap, whole).says(ids), "yes partly no no yes partly", "{gap}");
        assert_eq!(form(whole, gap).says(ids), "yes partly no no yes partly", "{gap}");
    }
    // Another word over it is another answer, and in another order nothing is sure.
    assert_eq!(
        form(whole, "| Policy | Gap | Partly | No | Evidence |").says("INC-02 INC-03 INC-04"),
        "no ? partly"
    );
    assert_eq!(
        form(whole, "| Policy | | No | Partly | Evidence |").says("INC-02 INC-03 INC-04"),
        "partly ? no"
    );
}

#[test]
fn of_two_columns_headed_alike_the_one_that_is_seen_is_read() {
    let mut grid = sheet(
        "Return",
        "| Statement | Response | Response | Comments |
         | {POL-02} | No | Yes | |
         | {POL-03} | Yes | No | |
         | {POL-05} | Yes | Partly | |
         | {POL-06} | Partly | Yes | |",
    );
    assert_eq!(read(&[grid.clone()]).says(FOUR), "? ? ? ?");
    grid.hidden_columns = vec![1];
    assert_eq!(read(&[grid.clone()]).says(FOUR), "yes no partly yes");
    grid.hidden_columns = vec![1, 2];
    assert_eq!(read(&[grid]).says(FOUR), "? ? ? ?");
}

#[test]
fn counts_and_lists_beside_the_form_are_no_answers() {
    for beside in [
        ["Section | Yes | Partly | No", "Policy | 12 | 5 | 3", "Incidents | 4 | 4 | 2", "", ""],
        ["Yes | | |", "Partly | | |", "No | | |", "N/A | | |", ""],
    ] {
        let read = read_sheet(&format!(
            "| Statement | Yes | Partly | No | Evidence | | {} |\n| {{POL-02}} | x | | | | | {} |\n| {{POL-03}} | | x | | | | {} |\n| {{POL-05}} | | | x | soon | | {} |\n| {{POL-06}} | x | | | | | {} |",
            beside[0], beside[1], beside[2], beside[3], beside[4]
        ));
        assert_eq!(
            read.says("POL-02 POL-03 POL-05 POL-06"),
            "yes partly no yes",
            "{beside:?} {}",
            read.codes()
        );
    }
}

#[test]
fn a_middle_heading_that_a_person_knows_is_read() {
    for heads in [
        "Yes | Party | No",
        "Yes | Partley | No",
        "True | Partly true | False",
        "Tha | Pàirt | Chan eil",
        "Evidence seen | Some evidence | No evidence",
        "No | Party | Yes",
    ] {
        let read = read_sheet(&format!(
            "| Statement | {heads} | Comments |
             | {{POL-02}} | x | | | |\n| {{POL-03}} | | x | | |\n| {{POL-05}} | | | x | |\n| {{POL-06}} | x | | | |"
        ));
        let expected = if heads.starts_with("No") { "no partly yes no" } else { "yes partly no yes" };
        assert_eq!(read.says(FOUR), expected, "{heads}: {:?}", read.findings);
        assert_eq!(read.codes(), "", "{heads}: {:?}", read.findings);
    }
}
