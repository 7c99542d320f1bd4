//! Long lists: a row for each school and statement, or rows of several schools below each statement. Each answer is its school's,
//! and what nobody can be sure of is asked.

#![allow(clippy::format_push_string, clippy::format_collect, reason = "small tables, read more easily so")]

mod table;

use ingest::{
    grid::{Block, Value},
    reading::Form,
};
use table::{FOUR, read, read_sheet, says, sheet};

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
