//! Tables of many schools: exports, long lists and collations.

#![allow(clippy::format_push_string, clippy::format_collect, reason = "small tables, read more easily so")]

mod table;

use ingest::{
    grid::{Block, Value},
    reading::Form,
};
use table::{read, read_sheet, says, sheet};

const FOUR: &str = "POL-02 POL-03 POL-05 POL-06";

#[test]
fn an_export_has_a_school_a_row_and_no_persons() {
    let read = read_sheet(
        "| ID | Start time | Completion time | Email | Name | School | {POL-02} | Comments | {POL-03} | Comments | {POL-05} | Comments | {POL-06} | Comments |
         | 1 | 03/11/2025 | 03/11/2025 | a@b.c | J M | Back School | Yes | On the site | No | | Partly | | | |
         | 2 | 04/11/2025 | 04/11/2025 | d@e.f | K N | Tong School | No | | Yes | | | | Yes | Minutes |",
    );
    assert_eq!(
        read.returns.iter().map(|one| says(one, FOUR)).collect::<Vec<_>>(),
        ["yes no partly -", "no yes - yes"]
    );
    assert!(read.returns.iter().all(|one| one.form == Form::Wide && one.completed_by.is_none()));
    let first = &read.returns[0];
    assert_eq!(first.comments[0].statement_id.as_ref().unwrap().as_str(), "POL-02");
    assert_eq!(first.completed_on.unwrap().to_string(), "2025-11-03");
    assert_eq!(first.answers[1].cell, "G2");
}

#[test]
fn labels_of_a_grid_and_columns_of_comments_at_the_end_are_told_apart() {
    let read = read_sheet(
        "| Timestamp | School name | Policy [{POL-02}] | Policy [{POL-03}] | Policy [{POL-05}] | Policy [{POL-06}] | Comments: {POL-02} | Comments: {POL-03} |
         | 2025/11/03 | Back School | Yes | No | Partly | | On the site | None yet, planned for May |",
    );
    assert_eq!(read.says(FOUR), "yes no partly -");
    assert_eq!(read.returns[0].comments.len(), 2);
    assert!(read.returns[0].answers[2].has_evidence);
}

#[test]
fn dates_below_one_heading_are_in_one_order() {
    let read = read_sheet(
        "| Completion time | School name | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | 11/3/25 9:30:00 | Back School | Yes | No | Partly | Yes |
         | 11/14/25 9:31:00 | Tong School | Yes | No | Yes | Yes |",
    );
    let dates: Vec<String> = read.returns.iter().map(|one| one.completed_on.unwrap().to_string()).collect();
    assert_eq!(dates, ["2025-11-03", "2025-11-14"]);
}

#[test]
fn a_row_for_each_school_and_statement_is_grouped_by_school() {
    for head in [
        "school_id | school_name | statement_id | answer | evidence",
        "URN | School | Statement | Response | Comments",
    ] {
        let cell = |id: &str| if head.starts_with("URN") { format!("{{{id}}}") } else { id.to_owned() };
        let mut table = format!("| {head} |\n");
        for (school, name, marks) in
            [(100_248, "Back School", "Yes No Partly -"), (100_255, "Tong School", "No Yes - Yes")]
        {
            for (id, mark) in FOUR.split(' ').zip(marks.split(' ')) {
                table.push_str(&format!(
                    "| {school} | {name} | {} | {} | n/a |\n",
                    cell(id),
                    mark.trim_matches('-')
                ));
            }
        }
        let read = read_sheet(&table);
        assert_eq!(
            read.returns.iter().map(|one| says(one, FOUR)).collect::<Vec<_>>(),
            ["yes no partly -", "no yes - yes"]
        );
        assert_eq!(read.returns[1].school.id.as_ref().unwrap().text, "100255");
        assert!(read.returns.iter().all(|one| one.form == Form::Long && !one.answers[1].has_evidence));
    }
}

#[test]
fn a_collation_has_a_school_a_column() {
    for head in [
        "| Statement | Back School | Tong School |",
        "| URN | 100248 | 100255 |\n| Statement | Back School | Tong School |",
    ] {
        let read = read_sheet(&format!(
            "{head}\n| {{POL-02}} | Yes | No |\n| {{POL-03}} | No | Yes |\n| {{POL-05}} | Partly | |\n| {{POL-06}} | | Yes |"
        ));
        assert_eq!(
            read.returns.iter().map(|one| says(one, FOUR)).collect::<Vec<_>>(),
            ["yes no partly -", "no yes - yes"],
            "{head}"
        );
        assert_eq!(read.returns[1].school.name.as_ref().unwrap().text, "Tong School");
        assert_eq!(read.returns[1].form, Form::Collated);
    }
}

#[test]
fn a_collation_may_have_several_columns_a_school() {
    let read = read_sheet(
        "| | Back School | | | Tong School | | |
         | Statement | Yes | Partly | No | Yes | Partly | No |
         | {POL-02} | x | | | | | x |
         | {POL-03} | | | x | x | | |
         | {POL-05} | | x | | | | |
         | {POL-06} | | | | x | | |",
    );
    assert_eq!(
        read.returns.iter().map(|one| says(one, FOUR)).collect::<Vec<_>>(),
        ["yes no partly -", "no yes - yes"]
    );
}

#[test]
fn a_form_laid_on_its_side_is_read_with_its_comments() {
    let read = read_sheet(
        "| School | Back School |
         | | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Yes | x | | | |
         | Partly | | x | | |
         | No | | | x | |
         | Comments | Yes we use it | staff only | | planned |",
    );
    assert_eq!(read.says(FOUR), "yes partly no -");
    let one = &read.returns[0];
    assert_eq!(one.school.name.as_ref().unwrap().text, "Back School");
    assert_eq!(one.answers[1].cell, "B3", "an answer is walked back to where it stood");
    let comments: Vec<_> =
        one.comments.iter().map(|comment| (comment.text.as_str(), comment.cell.as_str())).collect();
    assert_eq!(comments, [("Yes we use it", "B6"), ("staff only", "C6"), ("planned", "E6")]);
    let read = read_sheet(
        "| Statement | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Response | Yes | Partly | No | |
         | Comments | Yes we use it | staff only | | planned |",
    );
    assert_eq!(read.says(FOUR), "yes partly no -");
    assert_eq!(read.returns[0].comments.len(), 3);
}

#[test]
fn statements_with_semicolons_of_their_own_are_turned_all_the_same() {
    let read = read_sheet(
        "| Statement | {POL-01} | {POL-09} | {INC-01} | {INF-03} | {INC-02} | {INF-04} | {POL-02} |
         | Yes | x | | | | | | |
         | No | | x | | | | | x |
         | Partly | | | x | | | x | |
         | Evidence | on file | | | | | | |",
    );
    assert_eq!(read.says("POL-01 POL-09 INC-01 POL-02"), "yes no partly no");
}

#[test]
fn a_row_of_comments_goes_with_the_school_above_it() {
    let read = read_sheet(
        "| School | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Back School | Yes | Partly | No | Yes |
         | Comments | Yes we use it | staff only | | |
         | Tong School | No | No | No | Yes |",
    );
    assert_eq!(
        read.returns.iter().map(|one| says(one, FOUR)).collect::<Vec<_>>(),
        ["yes partly no yes", "no no no yes"]
    );
    assert_eq!(read.returns[0].comments.len(), 2);
}

#[test]
fn an_export_of_two_schools_is_no_form_on_its_side() {
    let read = read_sheet(
        "| GDPR | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Yes | Yes | Partly | No | Yes |
         | No | No | No | Partly | Yes |",
    );
    assert!(read.returns.iter().all(|one| one.form != Form::TickColumns), "{:?}", read.returns);
}

#[test]
fn a_list_of_two_catalogues_is_a_return_of_each() {
    let read = read_sheet(
        "| School | Statement | Answer | Comment |
         | Back School | {POL-02} | Yes | minutes |
         | Back School | {ESC-01} | No | |
         | Back School | {POL-03} | No | |
         | Back School | {ESC-02} | Yes | the group meets |
         | Back School | {POL-05} | Partly | |
         | Back School | {ESC-03} | Yes | |
         | Back School | {POL-06} | Yes | |
         | Back School | {ESC-04} | Partly | |",
    );
    let said: Vec<_> =
        read.returns.iter().map(|one| (one.catalogue_id.as_str(), one.comments.len())).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said.iter().all(|(_, n)| *n == 1), "{said:?}");
    let of = |id: &str, ids: &str| {
        says(read.returns.iter().find(|one| one.catalogue_id.as_str() == id).unwrap(), ids)
    };
    assert_eq!(of("online-safety-practice", FOUR), "yes no partly yes");
    assert_eq!(of("cnes-e-safety", "ESC-01 ESC-02 ESC-03 ESC-04"), "no yes yes partly");
}

#[test]
fn a_survey_with_two_rows_of_headings_names_its_schools() {
    let read = read_sheet(
        "| Respondent ID | End Date | What is the name of your school? | Policy: how far does this apply? | | | |
         | | | Open-Ended Response | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | 118 | 12/11/2025 | Back School | Yes | Partly | No | Yes |
         | 119 | 13/11/2025 | Tong School | No | No | Yes | Yes |",
    );
    assert_eq!(read.returns.len(), 2);
    assert_eq!(says(&read.returns[0], "POL-02 POL-03 POL-05 POL-06"), "yes partly no yes");
    let name = |at: usize| read.returns[at].school.name.as_ref().map(|name| name.text.clone());
    assert_eq!((name(0).as_deref(), name(1).as_deref()), (Some("Back School"), Some("Tong School")));
}

#[test]
fn a_list_names_its_schools_by_their_title_and_a_row_for_machines_is_no_school() {
    let mut list = sheet(
        "Return",
        "| Title | {POL-02} | {POL-03} | {POL-05} | {POL-06} | Modified |
         | import | import | import | import | import | import |
         | Back School | Yes | Partly | No | Yes | 12/11/2025 |",
    );
    for cell in &mut list.cells {
        if cell.value == Value::Text("import".into()) {
            cell.value = Value::Text("{\"ImportId\":\"title\"}".into());
        }
    }
    let read = read(&[list]);
    assert_eq!(read.returns.len(), 1);
    let name = read.returns.last().and_then(|read| read.school.name.as_ref()).map(|name| name.text.clone());
    assert_eq!(name.as_deref(), Some("Back School"));
}

#[test]
fn a_form_on_its_side_whose_rows_are_not_all_known_asks() {
    let read = read_sheet(
        "| Statement | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Yes | x | | | x |
         | Blue | | x | | |
         | No | | | x | |",
    );
    assert!(read.returns.is_empty());
    assert_eq!(read.codes(), "F203");
}

#[test]
fn an_answer_merged_over_statements_side_by_side_is_asked_about() {
    let mut grid = sheet(
        "Return",
        "| | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Response | Yes | | Partly | No |",
    );
    grid.merges.push(Block { top: 1, left: 1, bottom: 1, right: 2 });
    let read = read(&[grid]);
    assert_eq!((read.says(FOUR).as_str(), read.codes().as_str()), ("yes ? partly no", "F302"));
    assert_eq!(read.finding("F302").place.cell, "B2");
}

#[test]
fn a_form_on_its_side_whose_rows_nobody_knows_asks_once() {
    let read = read_sheet(
        "| School: | Back School |
         | | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Gold | x | | | x |
         | Silver | | x | | |
         | Bronze | | | x | |",
    );
    assert!(read.returns.is_empty());
    assert_eq!(read.codes(), "F203");
    assert_eq!(read.finding("F203").n_answers_waiting, 4);
    // Schools that ticked what they have, each for itself, are an export's rows.
    let ticked = read_sheet(
        "| School | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Back School | x | | | x |
         | Tong School | | x | x | |",
    );
    assert_eq!(ticked.returns.len(), 2, "{:?}", ticked.codes());
}

#[test]
fn a_statement_that_an_export_asks_twice_is_answered_only_where_both_agree() {
    let read = read_sheet(
        "| School | {POL-02} | {POL-02} | {POL-03} | {POL-03} | {POL-05} | {POL-05} | {POL-06} | {POL-06} |
         | Back School | Yes | Yes | Yes | No | No | No | Yes | Partly |
         | Tong School | No | No | Yes | Yes | No | Yes | Yes | Yes |",
    );
    assert_eq!(says(&read.returns[0], FOUR), "yes two no two");
    assert_eq!(says(&read.returns[1], FOUR), "no yes two yes");
}

#[test]
fn rows_of_codes_and_of_sums_are_no_schools() {
    let read = read_sheet(
        "| School | Q2 | Q3 | Q5 | Q6 |
         | | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Code | P2 | P3 | P5 | P6 |
         | Back School | Yes | Partly | No | Yes |
         | Number of Yes | 1 | 0 | 0 | 1 |
         | Most common | Yes | Partly | No | Yes |",
    );
    assert_eq!(read.returns.len(), 1);
    let name = read.returns[0].school.name.as_ref().map(|name| name.text.clone());
    assert_eq!(name.as_deref(), Some("Back School"));
}

#[test]
fn an_export_of_two_catalogues_is_a_return_of_each() {
    let read = read_sheet(
        "| ID | School | {POL-02} | Comments | {POL-03} | {POL-05} | {POL-06} | {ESC-01} | {ESC-02} | {ESC-03} | {ESC-04} |
         | 1 | Back School | Yes | minutes | No | Partly | Yes | No | Yes | Yes | Partly |",
    );
    let of = |id: &str, ids: &str| {
        says(read.returns.iter().find(|one| one.catalogue_id.as_str() == id).unwrap(), ids)
    };
    assert_eq!(of("online-safety-practice", FOUR), "yes no partly yes");
    assert_eq!(of("cnes-e-safety", "ESC-01 ESC-02 ESC-03 ESC-04"), "no yes yes partly");
    assert!(read.returns.iter().all(|one| one.school.name.as_ref().unwrap().text == "Back School"));
    assert_eq!(read.returns.iter().map(|one| one.comments.len()).sum::<usize>(), 1);
}

#[test]
fn a_heading_over_all_schools_names_none_of_their_columns() {
    let read = read_sheet(
        "| | Answers |
         | Statement | Back School | Tong School |
         | {POL-02} | Yes | No |
         | {POL-03} | No | Partly |
         | {POL-05} | Partly | Yes |
         | {POL-06} | Yes | Yes |",
    );
    assert_eq!(
        read.returns.iter().map(|one| says(one, FOUR)).collect::<Vec<_>>(),
        ["yes no partly yes", "no partly yes yes"]
    );
}

#[test]
fn a_collation_whose_numbers_are_headed_no_is_read() {
    let read = read_sheet(
        "
        | No | Statement | Back School | Tong School | % Yes |
        | 1 | {POL-02} | Yes | No | 50% |
        | 2 | {POL-03} | No | Partly | 0% |
        | 3 | {POL-05} | Partly | Yes | 50% |
        | 4 | {POL-06} | Yes | Yes | 100% |",
    );
    assert_eq!(read.returns.len(), 2, "{:?}", read.findings);
    assert_eq!(says(&read.returns[0], "POL-02 POL-03 POL-05 POL-06"), "yes no partly yes");
    assert_eq!(says(&read.returns[1], "POL-02 POL-03 POL-05 POL-06"), "no partly yes yes");
}

#[test]
fn a_collation_is_read_though_one_of_its_rows_is_no_known_statement() {
    let read = read_sheet(
        "| Statement | Back School | Tong School | Lionel School |
         | {POL-02} | Yes | No | Yes |
         | Our cluster's own statement on the use of robots | No | Yes | Partly |
         | {POL-03} | Partly | Yes | Yes |
         | {POL-05} | No | Yes | No |
         | | No | Yes | No |
         | {POL-06} | Yes | Yes | Partly |",
    );
    let said: Vec<String> = read.returns.iter().map(|one| says(one, "POL-02 POL-03 POL-05 POL-06")).collect();
    assert_eq!(said, ["yes partly no yes", "no yes yes yes", "yes yes no partly"]);
    let own = read.findings.iter().filter(|finding| finding.rule.code == "F207");
    let told: Vec<_> = own.map(|finding| (finding.place.cell.as_str(), finding.was_read.as_str())).collect();
    assert_eq!(told, [("A3", "Our cluster's own statement on the use of robots"), ("B6", "No")]);
}

#[test]
fn statements_side_by_side_over_rows_of_ticks_are_read_or_asked_about() {
    let form = |corner: &str, names: [&str; 3]| {
        let [yes, partly, no] = names;
        read_sheet(&format!(
            "| {corner} | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |
             | {yes} | x | | | x |
             | {partly} | | x | | |
             | {no} | | | x | |"
        ))
    };
    let read = form("Please answer Yes, Partly or No for each one", ["Yes", "Partly", "No"]);
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no yes");
    let asked = form("Tell us what you think of what we do here", ["mostly", "some", "never"]);
    assert!(asked.returns.is_empty());
    assert_eq!(asked.finding("F203").n_answers_waiting, 4);
}

#[test]
fn rows_and_questions_of_many_schools_that_are_no_statement_are_told_of() {
    const OWN: &str = "Our own statement on the use of robots in class";
    let own = |read: &table::Read| -> Vec<(String, String)> {
        let told = read.findings.iter().filter(|finding| finding.rule.code == "F207");
        told.map(|finding| (finding.place.cell.clone(), finding.was_read.clone())).collect()
    };
    let long = read_sheet(&format!(
        "| School | Statement | Answer | Comment |
         | Back School | {{POL-02}} | Yes | |
         | Back School | {OWN} | Yes | we like it |
         | Back School | {{POL-03}} | No | |
         | Back School | {{POL-05}} | Partly | |
         | Back School | {{POL-06}} | Yes | |
         | Tong School | {{POL-02}} | Partly | |
         | | {OWN} | No | |
         | Lionel School | {OWN} | No | none here |
         | Total | 4 | Yes | |"
    ));
    assert_eq!(long.returns.len(), 2);
    assert_eq!(long.returns[0].comments[0].text, "we like it");
    assert!(long.returns[1].comments.is_empty());
    let places: Vec<String> = own(&long).into_iter().map(|(cell, _)| cell).collect();
    assert_eq!(places, ["B9", "B3", "B8"]);
    let export = read_sheet(&format!(
        "| Email | School | {OWN} | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |
         | a@b.org | Back School | Yes | Yes | No | Partly | Yes |
         | c@b.org | Tong School | No | No | No | Partly | Yes |"
    ));
    assert_eq!(own(&export), [("C1".to_owned(), OWN.to_owned())]);
}

#[test]
fn a_lists_columns_of_words_are_kept_or_told_of() {
    let with = |heading: &str| {
        read_sheet(&format!(
            "| School | Sector | Section | Statement | Answer | Comments | {heading} |
             | Back School | Primary | Policy | {{POL-02}} | Yes | | Update |
             | Back School | Primary | Policy | {{POL-03}} | No | | Training |
             | Back School | Primary | Policy | {{POL-05}} | Partly | | Training |
             | Back School | Primary | Policy | {{POL-06}} | Yes | | None |
             | Tong School | High | Policy | {{POL-02}} | Partly | | Training |
             | Tong School | High | Policy | {{POL-03}} | Yes | | Update |
             | Tong School | High | Policy | {{POL-05}} | Yes | | Training |
             | Tong School | High | Policy | {{POL-06}} | Yes | | None |"
        ))
    };
    let known = with("Next steps");
    let texts: Vec<&str> = known.returns[0].comments.iter().map(|comment| comment.text.as_str()).collect();
    assert_eq!(texts, ["Update", "Training", "Training", "None"]);
    assert_eq!(known.codes(), "");
    let strange = with("Colour of folder");
    assert!(strange.returns[0].comments.is_empty());
    let told = strange.finding("F213");
    assert!(
        told.message.contains("Colour of folder (8 cells: Update | Training | None)"),
        "{}",
        told.message
    );
    assert!(!told.message.contains("Sector") && !told.message.contains("Section"), "{}", told.message);
}

#[test]
fn last_years_column_beside_the_schools_is_no_school() {
    let read = read_sheet(
        "| Statement | Back School | Tong School | Overall | Last year |
         | {POL-02} | Yes | No | Partly | No |
         | {POL-03} | Partly | Yes | Partly | No |
         | {POL-05} | No | Yes | Partly | No |
         | {POL-06} | Yes | Yes | Partly | No |",
    );
    let said: Vec<String> =
        read.returns.iter().map(|read| says(read, "POL-02 POL-03 POL-05 POL-06")).collect();
    assert_eq!(said, ["yes partly no yes", "no yes yes yes"]);
}

#[test]
fn a_statement_written_once_for_several_schools_is_each_ones_that_stands_below_it() {
    for (a, b, c) in [("School", "Statement", 1), ("Statement", "School", 0)] {
        let mut form = format!("| {a} | {b} | Response | Comments |\n");
        for (id, answers) in [
            ("POL-02", ["Yes", "No", "Partly"]),
            ("POL-03", ["Partly", "Yes", "No"]),
            ("POL-05", ["No", "", "Yes"]),
            ("POL-06", ["Yes", "Partly", "Yes"]),
        ] {
            for (at, school) in ["Back School", "Tong School", "Laxdale School"].iter().enumerate() {
                let stated = if at == 0 { format!("{{{id}}}") } else { String::new() };
                let (one, two) = if c == 1 { (*school, stated.as_str()) } else { (stated.as_str(), *school) };
                let comment =
                    if answers[at].is_empty() { String::new() } else { format!("{school} on {id}") };
                form += &format!("| {one} | {two} | {} | {comment} |\n", answers[at]);
            }
        }
        let read = read_sheet(&form);
        assert_eq!(read.returns.len(), 3, "{:?}", read.findings);
        let four = "POL-02 POL-03 POL-05 POL-06";
        let said: Vec<String> = read.returns.iter().map(|read| says(read, four)).collect();
        assert_eq!(said, ["yes partly no yes", "no yes - partly", "partly no yes yes"]);
        let third: Vec<&str> = read.returns[2].comments.iter().map(|said| said.text.as_str()).collect();
        assert_eq!(third[2], "Laxdale School on POL-05");
        assert_eq!(read.codes(), "");
    }
}

#[test]
fn a_row_that_lost_its_statement_in_a_list_that_writes_them_out_is_nobodys_answer() {
    let read = read_sheet(
        "| School | Statement | Response |
         | Back School | {POL-02} | Yes |
         | Back School | {POL-03} | No |
         | Back School | {POL-05} | Yes |
         | Tong School | | No |
         | Tong School | {POL-03} | No |
         | Tong School | {POL-05} | Yes |
         | Tong School | {POL-06} | Yes |",
    );
    assert_eq!(says(&read.returns[1], "POL-02 POL-03 POL-05 POL-06"), "missing no yes yes");
    assert!(read.codes().contains("F207"), "{}", read.codes());
}

#[test]
fn a_row_for_each_school_below_each_statement_is_read() {
    let block = |id: &str, answers: [&str; 3], comment: &str| {
        let [a, b, c] = answers;
        format!(
            "| {{{id}}} |\n| Back School | {a} | {comment} |\n| Tong School | {b} |\n| Laxdale | {c} |\n\n"
        )
    };
    let form = [
        block("POL-02", ["Yes", "No", "Partly"], "on our website"),
        block("POL-03", ["Partly", "Yes", "No"], ""),
        block("POL-05", ["No", "", "Yes"], ""),
        block("POL-06", ["Yes", "Partly", "Yes"], ""),
    ];
    let read = read_sheet(&form.concat());
    let four = "POL-02 POL-03 POL-05 POL-06";
    let said: Vec<String> = read.returns.iter().map(|read| says(read, four)).collect();
    assert_eq!(said, ["yes partly no yes", "no yes - partly", "partly no yes yes"]);
    assert_eq!(read.returns[0].comments[0].text, "on our website");
    assert_eq!(read.codes(), "");
    // The answers' own words, or other rows below, are no schools.
    let other = form.concat().replace("Back School", "Staff").replace("Tong School", "Pupils");
    assert_eq!(read_sheet(&other).returns.len(), 1);
}

#[test]
fn what_a_school_plans_in_a_list_is_kept_though_another_plans_the_same() {
    let rows = |school: &str| {
        format!(
            "| {school} | {{POL-02}} | Yes | Update policy |\n| {school} | {{POL-03}} | No | Staff training |
             | {school} | {{POL-05}} | Partly | Update policy |\n| {school} | {{POL-06}} | Yes | Staff training |\n"
        )
    };
    for schools in [rows("Back School"), rows("Back School") + &rows("Tong School")] {
        let read = read_sheet(&format!("| School | Question | Response | Action |\n{schools}"));
        assert!(read.returns.iter().all(|one| one.comments.len() == 4), "{:?}", read.findings);
    }
}

#[test]
fn columns_of_comments_that_were_numbered_belong_each_to_the_statement_before_it() {
    for [one, two, three] in
        [["Comments", "Comments2", "Comments3"], ["Evidence", "Evidence 2", "Evidence 3"]]
    {
        let read = read_sheet(&format!(
            "| School | {{POL-02}} | {one} | {{POL-03}} | {two} | {{POL-05}} | {three} | {{POL-06}} |
             | Back School | Yes | On the site | No | We plan it | Partly | P6 only | No |"
        ));
        let of: Vec<_> = read.returns[0]
            .comments
            .iter()
            .map(|comment| {
                (comment.statement_id.as_ref().map(schemas::ids::StatementId::as_str), comment.text.as_str())
            })
            .collect();
        let all =
            [(Some("POL-02"), "On the site"), (Some("POL-03"), "We plan it"), (Some("POL-05"), "P6 only")];
        assert_eq!(of, all);
        assert!(read.returns[0].answers[2].has_evidence);
    }
}

#[test]
fn an_answer_that_a_list_writes_once_for_a_group_is_asked_about_or_read_where_it_is_merged() {
    let ids = ["POL-02", "POL-03", "POL-05", "POL-06", "POL-07", "POL-08"];
    let list = |answers: [&str; 12]| {
        let mut list = "| School | Answer | Statement |\n".to_owned();
        for (at, answer) in answers.iter().enumerate() {
            let school = ["Back School", "", "", "", "", "", "Tong School", "", "", "", "", ""][at];
            list += &format!("| {school} | {answer} | {{{}}} |\n", ids[at % 6]);
        }
        list
    };
    let six = ids.join(" ");
    let once = list(["Yes", "", "", "No", "", "", "Yes", "", "Partly", "", "", ""]);
    let read = read_sheet(&once);
    assert_eq!(says(&read.returns[0], &six), "yes ? ? no ? ?");
    assert_eq!(says(&read.returns[1], &six), "yes ? partly ? ? ?");
    let asked: Vec<_> = read.findings.iter().filter(|finding| finding.rule.code == "F203").collect();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].n_answers_waiting, 8);
    // Merged over its group, an answer is each statement's.
    let mut merged = sheet("Return", &once);
    merged.merges = [(1, 3), (4, 6), (7, 8), (9, 12)]
        .map(|(top, bottom)| Block { top, bottom, left: 1, right: 1 })
        .into();
    let read = table::read(&[merged]);
    assert_eq!(says(&read.returns[0], &six), "yes yes yes no no no");
    assert_eq!(says(&read.returns[1], &six), "yes yes partly partly partly partly");
    assert_eq!(read.codes(), "");
    // What a school leaves out here and there is blank.
    let read = read_sheet(&list(["Yes", "", "Yes", "", "No", "", "Yes", "Yes", "", "", "No", "No"]));
    assert_eq!(says(&read.returns[0], &six), "yes - yes - no -");
    assert_eq!(read.codes(), "");
}

#[test]
fn a_list_that_leaves_out_a_schools_row_says_nothing_of_anothers() {
    let mut list = "| School | Statement | Answer |\n".to_owned();
    for (school, ids) in
        [("Back School", "POL-02 POL-03 POL-05 POL-06"), ("Tong School", "POL-02 POL-05 POL-06 POL-07")]
    {
        for id in ids.split(' ') {
            list += &format!("| {school} | {{{id}}} | Yes |\n");
        }
    }
    // Not in the order of the schools.
    list +=
        "| Back School | {POL-08} | No |\n| Tong School | {POL-09} | No |\n| Back School | {POL-10} | No |\n";
    let read = read_sheet(&list);
    assert_eq!(says(&read.returns[1], "POL-02 POL-03 POL-09"), "yes missing no");
    assert_eq!(read.codes(), "");
}

#[test]
fn a_collation_by_sections_is_one_return_a_school() {
    let part = |title: &str, ids: &[&str]| {
        let rows: Vec<String> = ids
            .iter()
            .zip([
                "Yes | Partly | No",
                "No | Yes | Yes",
                "Yes | Yes | Partly",
                "Partly | No | Yes",
                "Yes | No | No",
            ])
            .map(|(id, answers)| format!("| {{{id}}} | {answers} |\n"))
            .collect();
        format!("| {title} | Back School | Tong School | Elm Lane Primary School |\n{}\n", rows.concat())
    };
    let read = read_sheet(
        &(part("Policy", &["POL-02", "POL-03", "POL-05", "POL-06", "POL-07"])
            + &part("Infrastructure", &["INF-01", "INF-02", "INF-03", "INF-04", "INF-05"])),
    );
    assert_eq!(read.returns.len(), 3, "{:?}", read.findings);
    assert_eq!(says(&read.returns[1], "POL-02 POL-07 INF-01 INF-05"), "partly no partly no");
    let missing: Vec<&str> = read
        .findings
        .iter()
        .filter(|finding| finding.rule.code == "F208")
        .map(|finding| finding.message.as_str())
        .collect();
    assert!(
        missing.iter().all(|message| !message.contains("INF-01") && !message.contains("POL-02")),
        "{missing:?}"
    );
}
