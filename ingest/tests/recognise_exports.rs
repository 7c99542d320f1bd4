//! What survey programs export: a column for each choice, words before and behind the statements; and collations that sum.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

mod table;

use ingest::reading::ReturnReading;
use table::{FOUR, read_sheet, says, sheet};

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
        |stated, choice| format!("{stated} >> {choice}"),
        |stated, choice| format!("{stated} (choice={choice})"),
    ] {
        for (on, off) in [
            ("x", ""),
            ("1", "0"),
            ("TRUE", "FALSE"),
            ("Yes", "No"),
            ("Y", "N"),
            ("Yes", ""),
            ("Checked", "Unchecked"),
            ("Selected", "Not selected"),
        ] {
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

#[test]
fn behind_a_heading_that_was_parted_at_a_comma_nothing_is_read() {
    let table = |heads: &str, rows: &str| {
        let mut grid = sheet("", &format!("| ID | School | {heads} |\n{rows}"));
        grid.addressing = ingest::grid::Addressing::Text;
        // Blanks before a text are lost in the notation.
        for cell in &mut grid.cells {
            let text = cell.value.as_text().unwrap_or_default().replace('~', " ");
            cell.value = ingest::grid::Value::Text(text.into());
        }
        table::read(&[grid])
    };
    let rows =
        "| 1 | Back School | Yes | No | Partly | Yes | No |\n| 2 | Tong School | No | No | Yes | Yes | No |";
    let whole = table("{POL-02} | {POL-03} | {POL-05} | {POL-06} | {POL-07}", rows);
    assert_eq!(says(&whole.returns[0], "POL-02 POL-03 POL-05 POL-06 POL-07"), "yes no partly yes no");
    // The quotation marks around one of the headings were lost.
    let torn = table(
        "{POL-02} | {POL-03} | The policies have been reviewed |~and approved by Leadership | {POL-06} | {POL-07} | {POL-08}",
        rows,
    );
    assert_eq!(says(&torn.returns[0], "POL-02 POL-03 POL-06 POL-07"), "yes no ? -");
    assert_eq!(torn.finding("F203").n_answers_waiting, 2);
    // A school's row ran into the headings.
    let run = table(
        "{POL-02} | {POL-03} | {POL-05} | {POL-06} | {POL-07} | Back School | Yes | No | Partly | Yes | No",
        "| 2 | Tong School | No | No | Yes | Yes | No |",
    );
    assert_eq!(says(&run.returns[0], "POL-02 POL-03 POL-05 POL-06 POL-07"), "no no yes yes no");
    assert!(run.finding("F203").message.contains("line end"));
}

#[test]
fn comments_under_a_second_row_of_headings_go_with_their_statements() {
    let read = read_sheet(
        "| School | {POL-02} | | {POL-03} | | {POL-05} | | {POL-06} | |
         | | Response | Comment | Response | Comment | Response | Comment | Response | Comment |
         | Back School | Yes | on the website | Partly | | No | next session | Yes | |
         | Tong School | No | | Yes | in May | Yes | | Partly | J Smith |",
    );
    assert_eq!(says(&read.returns[0], FOUR), "yes partly no yes");
    assert_eq!(says(&read.returns[1], FOUR), "no yes yes partly");
    let comments: Vec<(&str, &str)> = read.returns[0]
        .comments
        .iter()
        .map(|comment| (comment.statement_id.as_ref().map_or("", |id| id.as_str()), comment.text.as_str()))
        .collect();
    assert_eq!(comments, [("POL-02", "on the website"), ("POL-05", "next session")]);
}

#[test]
fn a_heading_that_asks_for_the_school_names_its_column() {
    for heading in ["Please select your school", "Choose your school", "Enter the name of your school"] {
        let read = read_sheet(&format!(
            "| ID | {heading} | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |
             | 1 | Back School | Yes | Partly | No | Yes |
             | 2 | Tong School | No | No | Yes | Partly |"
        ));
        let names: Vec<_> =
            read.returns.iter().map(|read| read.school.name.as_ref().unwrap().text.clone()).collect();
        assert_eq!(names, ["Back School", "Tong School"], "{heading}");
    }
}

#[test]
fn notes_behind_the_schools_of_a_collation_name_no_school() {
    let read = read_sheet(
        "| Statement | Back School | | Tong School | | Total Yes | Notes |
         | | Response | Comments | Response | Comments | | |
         | {POL-02} | Yes | website | No | | 1 | |
         | {POL-03} | Partly | | Yes | in May | 1 | |
         | {POL-05} | No | | Yes | | 1 | |
         | {POL-06} | Yes | | Partly | | 1 | |",
    );
    assert_eq!(read.returns.len(), 2, "{:?}", read.findings);
    assert_eq!(says(&read.returns[0], FOUR), "yes partly no yes");
    assert_eq!(says(&read.returns[1], FOUR), "no yes yes partly");
}

#[test]
fn numbers_that_come_again_for_each_school_are_no_answers() {
    let statements = ["POL-02", "POL-03", "POL-05", "POL-06", "POL-07", "POL-08", "POL-09"];
    let mut rows = Vec::new();
    for (school, mark) in [("Back School", "x | |"), ("Tong School", "| | x")] {
        for at in [3, 0, 6, 2, 5, 1, 4] {
            rows.push(format!("| {school} | {} | {{{}}} | {mark} |", at + 1, statements[at]));
        }
    }
    let rows = rows.join("\n");
    let read = read_sheet(&format!("| School | No | Statement | Yes | Partly | No |\n{rows}"));
    assert_eq!(read.returns.len(), 2, "{:?}", read.findings);
    assert_eq!(says(&read.returns[0], FOUR), "yes yes yes yes");
    assert_eq!(says(&read.returns[1], FOUR), "no no no no");
}

#[test]
fn a_school_that_answered_little_is_not_asked_about_the_answers_of_others() {
    let answers = |n: usize| ["| Yes "; 12][..n].concat() + &"| ".repeat(12 - n);
    let ids = [FOUR, "POL-07 POL-08 POL-09 INC-01 INC-02 INC-03 INC-04 INC-05"].join(" ");
    let heads: Vec<String> = ids.split(' ').map(|id| format!("{{{id}}}")).collect();
    let rows = [("Back School", 4), ("Tong School", 12), ("Laxdale School", 0)]
        .map(|(school, n)| format!("| {school} {}|\n", answers(n)));
    let read = read_sheet(&format!("| School | {} |\n{}", heads.join(" | "), rows.concat()));
    let said: Vec<String> = read.returns.iter().map(|one| says(one, FOUR)).collect();
    assert_eq!(said, ["yes yes yes yes", "yes yes yes yes", "- - - -"]);
    assert!(!read.codes().contains("F203"), "{}", read.codes());
}

/// The schools' names of an export of these columns before four statements.
fn schools_of(top: &str, rows: &[&str]) -> Vec<String> {
    let rows: Vec<String> = rows.iter().map(|row| format!("| {row} | Yes | No | Partly | Yes |")).collect();
    let read = read_sheet(&format!(
        "{top} {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |\n{}",
        rows.join("\n")
    ));
    let name =
        |one: &ReturnReading| one.school.name.as_ref().map_or("-".to_owned(), |name| name.text.clone());
    read.returns.iter().map(name).collect()
}

#[test]
fn the_only_answers_below_a_named_school_are_its() {
    assert_eq!(schools_of("| School Name | Back School |\n\n| Ref |", &["1"]), ["Back School"]);
    assert_eq!(schools_of("| School: Back School |\n\n| Ref |", &["1"]), ["Back School"]);
    // Of several, nobody knows which are.
    assert_eq!(schools_of("| School Name | Back School |\n\n| Ref |", &["1", "2"]), ["-", "-"]);
}

/// The days on which an export's rows were sent in, each with its number.
fn sent(rows: &[(&str, &str)]) -> Vec<String> {
    let rows: Vec<String> = rows
        .iter()
        .map(|(id, time)| format!("| {id} | {time} | Back School | Yes | No | Partly | Yes |"))
        .collect();
    let read = read_sheet(&format!(
        "| ID | Completion time | School | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |\n{}",
        rows.join("\n")
    ));
    let day = |one: &ReturnReading| one.completed_on.map_or("-".to_owned(), |day| day.to_string());
    read.returns.iter().map(day).collect()
}

#[test]
fn times_that_run_on_only_with_the_month_first_are_read_so() {
    assert_eq!(sent(&[("1", "11/3/25 09:12"), ("2", "12/1/25 10:00")]), ["2025-11-03", "2025-12-01"]);
    // By their numbers, where the rows were sorted otherwise.
    assert_eq!(sent(&[("2", "12/1/25 10:00"), ("1", "11/3/25 09:12")]), ["2025-12-01", "2025-11-03"]);
    // Both run on, neither does, there is one alone, or no time of day says that a program stamped them.
    assert_eq!(sent(&[("1", "3/11/25 09:12"), ("2", "4/12/25 10:00")]), ["2025-11-03", "2025-12-04"]);
    assert_eq!(sent(&[("", "1/12/25 09:12"), ("", "3/11/25 10:00")]), ["2025-12-01", "2025-11-03"]);
    assert_eq!(
        sent(&[("1", "5/6/25 09:12"), ("2", "3/4/25 10:00"), ("3", "4/5/25 10:00")]),
        ["2025-06-05", "2025-04-03", "2025-05-04"]
    );
    assert_eq!(sent(&[("1", "11/3/25 09:12")]), ["2025-03-11"]);
    assert_eq!(sent(&[("1", "11/3/25"), ("2", "12/1/25")]), ["2025-03-11", "2025-01-12"]);
}

#[test]
fn a_column_of_names_names_schools_where_each_is_called_one() {
    assert_eq!(
        schools_of("| ID | Email | Name |", &["1 | a@b.c | Back School", "2 | d@e.f | Tong School"]),
        ["Back School", "Tong School"]
    );
    assert_eq!(schools_of("| ID | Email | Name |", &["1 | a@b.c | Janet High"]), ["-"]);
}

#[test]
fn a_school_that_is_not_in_the_forms_list_is_written_beside_it() {
    for (other, heading) in [
        ("Other", "If other, please specify"),
        ("Other (please specify)", "Other school"),
        ("My school is not listed", "If your school is not listed, please give its name"),
    ] {
        let rows = [format!("1 | {other} | Back School"), "2 | Tong School |".to_owned()];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert_eq!(
            schools_of(&format!("| ID | School Name | {heading} |"), &rows),
            ["Back School", "Tong School"],
            "{other}"
        );
    }
    assert_eq!(schools_of("| ID | School Name | Sector |", &["1 | Other | Primary"]), ["Other"]);
}

#[test]
fn a_row_of_comments_may_name_the_school_again_and_a_row_of_an_area_is_no_school() {
    let read = read_sheet(
        "| School | Type | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | LEWIS | | | | | |
         | Back School | Answer | Yes | No | Partly | Yes |
         | Back School | Comment | on the site | not yet started | in June | |
         | UIST | | | | | |
         | Daliburgh School | Answer | No | Yes | Yes | Partly |",
    );
    let said: Vec<(String, usize)> =
        read.returns.iter().map(|one| (says(one, FOUR), one.comments.len())).collect();
    assert_eq!(
        said,
        [("yes no partly yes".to_owned(), 3), ("no yes yes partly".to_owned(), 0)],
        "{:?}",
        read.findings
    );
    assert_eq!(read.returns[0].comments[0].statement_id.as_ref().unwrap().as_str(), "POL-02");
    assert!(read.findings.iter().any(|finding| finding.message.contains("LEWIS")), "{:?}", read.findings);
}

#[test]
fn what_schools_say_before_the_statements_is_kept_whatever_its_heading_names() {
    for heading in [
        "Progress since last year",
        "Our response to the inspection",
        "Status of our policy",
        "Rating of support",
    ] {
        let read = read_sheet(&format!(
            "| ID | School | {heading} | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |
             | 1 | Back School | We have trained all of our staff and bought a filter | Yes | No | Partly | Yes |
             | 2 | Tong School | We have begun to look at what our pupils do online | No | Yes | Yes | Yes |",
        ));
        let kept = read.returns.iter().all(|one| one.comments.len() == 1);
        let told = read.findings.iter().any(|finding| finding.message.contains("bought a filter"));
        assert!(kept || told, "{heading}: {:?}", read.findings);
    }
}

#[test]
fn a_school_with_a_word_of_the_authoritys_in_its_name_is_one() {
    let rows = [
        "La Salle | Yes",
        "Council Road | No",
        "LA 2024 | Yes",
        "Council target | No",
        "Authority average | No",
    ];
    let rows: Vec<String> = rows.iter().map(|row| format!("| {row} | No | Partly | Yes |")).collect();
    let read = read_sheet(&format!(
        "| School | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |\n{}",
        rows.join("\n")
    ));
    let names: Vec<&str> =
        read.returns.iter().map(|one| one.school.name.as_ref().unwrap().text.as_str()).collect();
    assert_eq!(names, ["La Salle", "Council Road"], "{:?}", read.findings);
}

#[test]
fn of_two_columns_of_a_statement_the_one_with_the_answers_is_read() {
    let comments = ["Yes - in place since 2019", "Partly: P6 only", "No. 12", "N/A for nursery"];
    for (answer, comment) in [
        ("{T} >> Yes / Partly / No", "{T} >> Evidence and Comments"),
        ("Policy >> {T} >> Answer", "Notes on: {T}"),
        ("Is this in place? {T}", "{T}2"),
        ("{T} (please select one)", "{I} Evidence"),
        ("{I} {T}", "{T} - evidence"),
        ("{T}", "{I} - Please explain your answer"),
        ("{T}", "{T} [Comment]"),
        ("{T}", "{T}2"),
        ("Answer for {I}", "Comment on {I}"),
        ("{I}_answer", "{I}_comment"),
        ("{T} Please answer Yes, Partly or No.", "What evidence do you have? {T}"),
    ] {
        let columns: Vec<(String, &str)> = FOUR
            .split(' ')
            .zip(["Yes", "Partly", "No", "No"].into_iter().zip(comments))
            .flat_map(|(id, (said, remark))| {
                let stated = format!("{{{id}}}");
                [(answer, said), (comment, remark)]
                    .map(|(head, cell)| (head.replace("{T}", &stated).replace("{I}", id), cell))
            })
            .collect();
        let heads: Vec<&str> = columns.iter().map(|(head, _)| head.as_str()).collect();
        let row: Vec<&str> = columns.iter().map(|(_, cell)| *cell).collect();
        let form = format!("| School | {} |\n| Back School | {} |", heads.join(" | "), row.join(" | "));
        let read = read_sheet(&form);
        assert_eq!(read.says(FOUR), "yes partly no no", "{answer} {comment}");
        let kept: Vec<_> = read.returns[0]
            .comments
            .iter()
            .map(|kept| {
                (kept.statement_id.as_ref().map(ToString::to_string).unwrap_or_default(), kept.text.as_str())
            })
            .collect();
        let wanted: Vec<_> = FOUR.split(' ').map(str::to_owned).zip(comments).collect();
        assert_eq!(kept, wanted, "{answer} {comment}");
    }
}

#[test]
fn answers_before_all_comments_are_told_from_them() {
    let comments = ["Yes - in place since 2019", "Partly: P6 only", "soon", ""];
    let stated = "{POL-02} | {POL-03} | {POL-05} | {POL-06}";
    let numbered = "{POL-02}2 | {POL-03}2 | {POL-05}2 | {POL-06}2";
    for second in [stated, numbered] {
        let read = read_sheet(&format!(
            "| School | {stated} | {second} |\n| Back School | Yes | Partly | No | No | {} |\n| Tong School | No | No | Yes | Yes | No. 12 | | | n/a for nursery |",
            comments.join(" | ")
        ));
        assert_eq!(says(&read.returns[0], FOUR), "yes partly no no", "{second}");
        assert_eq!(says(&read.returns[1], FOUR), "no no yes yes", "{second}");
        assert_eq!(read.returns[0].comments.len(), 3);
    }
    let read = read_sheet(
        "| School | Answer for POL-02 | POL-03_answer | Answer for POL-05 | Answer for POL-06 |
         | Back School | Yes | Partly | No | Yes |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
}

#[test]
fn a_column_of_comments_that_is_numbered_or_cut_short_goes_to_its_statement() {
    let ids: Vec<&str> = FOUR.split(' ').collect();
    let text =
        |id: &str| table::sheet("", &format!("| {{{id}}} |")).cells[0].value.as_text().unwrap().to_owned();
    let cut = |id: &str| text(id).chars().take(50).collect::<String>();
    let beside = |of: &dyn Fn(usize, &str) -> String| {
        ids.iter().enumerate().map(|(at, id)| of(at, id)).collect::<Vec<_>>().join(" | ")
    };
    let numbered = beside(&|at, id| format!("2.{0}. {{{id}}} | 2.{0}.a. Please give details", at + 1));
    let pairs = "Yes | one | Partly | two | No | | Yes | four";
    let behind = format!(
        "{} | {}",
        beside(&|_, id| format!("{{{id}}}")),
        beside(&|_, id| format!("Evidence: {}", cut(id)))
    );
    let apart = "Yes | Partly | No | Yes | one | two | | four";
    for (heads, row) in [(numbered, pairs), (behind, apart)] {
        let read =
            read_sheet(&format!("| School | {heads} |\n| Back School | {row} |\n| Tong School | {row} |"));
        assert_eq!(says(&read.returns[0], FOUR), "yes partly no yes", "{heads}");
        let said: Vec<(String, &str)> = read.returns[0]
            .comments
            .iter()
            .map(|said| {
                (said.statement_id.as_ref().map_or("none".into(), ToString::to_string), said.text.as_str())
            })
            .collect();
        let wanted = [("POL-02", "one"), ("POL-03", "two"), ("POL-06", "four")]
            .map(|(id, text)| (id.to_owned(), text));
        assert_eq!(said, wanted, "{heads}");
    }
}
