//! Tables of many schools: exports, long lists and collations.

#![allow(clippy::format_push_string, clippy::format_collect, reason = "small tables, read more easily so")]

mod table;

use ingest::{grid::Block, reading::Form};
use table::{FOUR, read, read_sheet, says, sheet};

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
