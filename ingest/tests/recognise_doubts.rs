//! What nobody could be sure of, or what stands in the way of reading: instructions above the form, ids that contradict
//! their statements, marks in rows of their own, the word for a tick.

mod table;

use schemas::{
    answer::Answer,
    decision::{Ruling, Scope},
    ids::StatementId,
};
use table::{FOUR, read_sheet, read_with, ruling, says, sheet};

#[test]
fn an_instruction_that_lists_the_answers_hides_no_field() {
    for line in [
        "Choose an answer from the list beside each statement: Yes, Partly or No.",
        "Please tick Yes, Partly or No",
        "Key: Y = Yes, P = Partly, N = No",
        "Key | Yes | Partly | No",
    ] {
        let read = read_sheet(&format!(
            "| {line} |
             | School Name | Back School |
             | Date | 12/11/2025 |

             | Policy | Yes | Partly | No | Comments |
             | {{POL-02}} | x | | | |
             | {{POL-03}} | | x | | |
             | {{POL-05}} | | | x | |
             | {{POL-06}} | | | | |"
        ));
        assert_eq!(read.says(FOUR), "yes partly no -", "{line}");
        let school = read.returns[0].school.name.as_ref().map(|name| name.text.as_str());
        assert_eq!(school, Some("Back School"), "{line}");
        assert!(read.returns[0].completed_on.is_some(), "{line}");
    }
}

#[test]
fn the_word_for_a_tick_in_one_column_is_one_and_in_all_is_a_prompt() {
    let read = read_sheet(
        "| Policy | Yes | Partly | No | Comments |
         | {POL-02} | tick | | | |
         | {POL-03} | | Ticked | | |
         | {POL-05} | tick | tick | tick | |
         | {POL-06} | tick | tick | x | |",
    );
    assert_eq!(read.says(FOUR), "yes partly - no");
}

#[test]
fn an_id_that_contradicts_its_statement_asks() {
    let read = read_sheet(
        "| Ref | Policy | Yes | Partly | No |
         | POL-02 | {POL-02} | x | | |
         | POL-09 | {POL-03} | | x | |
         | POL-05 | {POL-05} | | | x |
         | POL-06 | {POL-06} | x | | |
         | POL-07 | {POL-07} | x | | |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06 POL-09"), "yes missing no yes missing");
    assert_eq!(read.finding("F205").n_answers_waiting, 1);
    let read = read_sheet(
        "| Policy | Yes | Partly | No |
         | POL-02 {POL-02} | x | | |
         | POL-09: {POL-03} | | x | |
         | POL-05 {POL-05} | | | x |
         | POL-06 {POL-06} | x | | |
         | POL-07 {POL-07} | x | | |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06 POL-09"), "yes missing no yes missing");
    assert_eq!(read.finding("F205").n_answers_waiting, 1);
}

#[test]
fn a_mark_in_a_row_of_its_own_asks() {
    let form = "| Policy | Yes | Partly | No |
         | {POL-02} | x | | |
         | {POL-03} | | | |
         | | | x | |
         | {POL-05} | | | x |
         | | x | | |
         | {POL-06} | x | | |
         | | 2 | 0 | 1 |";
    let read = read_sheet(form);
    assert_eq!(read.says(FOUR), "yes ? no yes");
    let asked: Vec<&str> = read
        .findings
        .iter()
        .filter(|finding| finding.rule.code == "F309")
        .map(|finding| finding.place.cell.as_str())
        .collect();
    assert_eq!(asked, ["C4", "B6"]);
    let decision = ruling(read.finding("F309"), Ruling::Answer(Answer::Partly), Scope::Cell);
    let ruled = read_with(&[sheet("Return", form)], &[decision]);
    assert_eq!(ruled.says(FOUR), "yes partly no yes");
}

#[test]
fn a_tick_among_the_comments_of_an_unanswered_statement_asks() {
    let read = read_sheet(
        "| Policy | Yes | Partly | No | Comments |
         | {POL-02} | x | | | x |
         | {POL-03} | | | | x |
         | {POL-05} | | | x | |
         | {POL-06} | | | | Minutes |",
    );
    assert_eq!(read.says(FOUR), "yes ? no -");
    assert_eq!(read.finding("F309").place.cell, "E3");
}

#[test]
fn a_table_of_many_schools_asks_about_torn_rows_too() {
    let rows: String = ["Back School", "Tong School"]
        .iter()
        .flat_map(|school| {
            [("02", "02"), ("09", "03"), ("05", "05"), ("06", "06"), ("07", "07")]
                .map(|(id, text)| format!("| {school} | POL-{id} | {{POL-{text}}} | Yes |\n"))
        })
        .collect();
    let table = format!("| School | Ref | Statement | Answer |\n{rows}");
    let read = read_sheet(&table);
    assert_eq!(read.returns.len(), 2);
    assert_eq!(says(&read.returns[1], "POL-02 POL-03 POL-09"), "yes missing missing");
    let question = read.finding("F205");
    assert_eq!(question.n_answers_waiting, 2);
    let statement = Ruling::Statement("POL-03".parse().unwrap());
    let ruled = read_with(&[sheet("Return", &table)], &[ruling(question, statement, Scope::Return)]);
    assert_eq!(says(&ruled.returns[1], "POL-02 POL-03 POL-09"), "yes yes missing");
}

#[test]
fn an_answer_in_the_line_below_each_statement_is_read() {
    let read = read_sheet(
        "| School Name: Back School |
         | {POL-02} |
         | Answer: Yes |
         | {POL-03} |
         | Yes \u{2610} Partly \u{2612} No \u{2610} |
         | Evidence: minutes of May |
         | {POL-05} |
         | No |
         | Responding to incidents |
         | {POL-06} |
         | Yes \u{2610} Partly \u{2610} No \u{2610} |",
    );
    assert_eq!(read.says(FOUR), "yes partly no -");
    assert!(read.returns[0].answers[2].has_evidence);
}

#[test]
fn answers_above_their_statements_are_not_given_to_the_ones_before() {
    for table in [
        "| Yes |\n| {POL-02} |\n| No |\n| {POL-03} |\n| Partly |\n| {POL-05} |\n| Yes |\n| {POL-06} |\n| Yes |",
        "| Policy |\n| {POL-02} |\n| No |\n| {POL-03} |\n| Partly |\n| {POL-05} |\n| Yes |\n| {POL-06} |",
        "| {POL-02} |\n| No |\n| Yes |\n| {POL-03} |\n| Partly |\n| {POL-05} |\n| Yes |\n| {POL-06} |\n| Yes |",
    ] {
        assert_eq!(read_sheet(table).says(FOUR), "- - - -", "{table}");
    }
}

#[test]
fn a_column_that_asks_something_else_is_not_read_as_the_answer() {
    for heading in
        ["Training needed?", "Gap?", "Last year", "LA judgement", "Not in place?", "Is this a priority?"]
    {
        let read = read_sheet(&format!(
            "| Statement | {heading} |
             | {{POL-02}} | Yes |
             | {{POL-03}} | No |
             | {{POL-05}} | Partly |
             | {{POL-06}} | Yes |"
        ));
        assert_eq!(read.says(FOUR), "? ? ? ?", "{heading}");
        assert_eq!(read.finding("F203").n_answers_waiting, 4, "{heading}");
    }
}

#[test]
fn another_years_row_does_not_stand_in_for_a_blank_one() {
    let read = read_sheet(
        "| School | Year | Statement | Answer |
         | Back School | 2024 | {POL-02} | Yes |
         | Back School | 2024 | {POL-03} | No |
         | Back School | 2024 | {POL-05} | No |
         | Back School | 2024 | {POL-06} | |
         | Back School | 2025 | {POL-02} | |
         | Back School | 2025 | {POL-03} | No |
         | Back School | 2025 | {POL-05} | Yes |
         | Back School | 2025 | {POL-06} | |",
    );
    assert_eq!(read.says(FOUR), "two no two -");
    assert_eq!(read.finding("F209").n_answers_waiting, 1);
}

#[test]
fn a_mark_in_a_row_that_unquoted_commas_moved_is_asked_about() {
    let library = table::library();
    let text_of = |id: &str| {
        let mut all = library.catalogues().iter().flat_map(|catalogue| &catalogue.statements);
        all.find(|statement| statement.id.as_str() == id).unwrap().text.clone()
    };
    let mut lines =
        vec!["School Name,Back School,,,".to_owned(), "Statement,Yes,Partly,No,Comments".to_owned()];
    lines.extend(
        ["POL-02", "POL-03", "POL-05", "POL-06", "INC-01"].map(|id| format!("\"{}\",x,,,", text_of(id))),
    );
    // A letter is wrong, so that the pieces are not put together again.
    lines.push(format!("{},,x,,", text_of("INC-06").replacen("steps", "stebs", 1)));
    let opened = ingest::read::open(
        "a.csv",
        lines.join("\n").as_bytes(),
        &ingest::read::Limits::default(),
        &ingest::read::InProcess,
    );
    let read = table::read(&opened.grids);
    assert_eq!(read.says("POL-02 INC-06"), "yes ?");
    let finding = read.finding("F302");
    assert_eq!(finding.statement_id.as_ref().map(StatementId::as_str), Some("INC-06"));
    let ruled =
        table::read_with(&opened.grids, &[ruling(finding, Ruling::Answer(Answer::Partly), Scope::Cell)]);
    assert_eq!(ruled.says("POL-02 INC-06"), "yes partly");
}

#[test]
fn what_may_say_the_opposite_of_a_statement_is_not_suggested_for_it() {
    let of = |id: &str| {
        let all = table::library().catalogues().iter().flat_map(|catalogue| &catalogue.statements);
        all.clone().find(|statement| statement.id.as_str() == id).unwrap().text.clone()
    };
    let turned = of("POL-06").replacen("There is a", "There is no", 1);
    assert_ne!(turned, of("POL-06"));
    let read = read_sheet(&format!(
        "| Statement | Yes | Partly | No |
         | {{POL-02}} | x | | |
         | {{POL-03}} | | x | |
         | {{POL-05}} | | | x |
         | {{POL-07}} | x | | |
         | {turned} | x | | |"
    ));
    let question = read.finding("F205");
    assert_eq!(question.suggestion, "");
    assert!(question.message.contains("opposite"), "{}", question.message);
    // The row is asked about: it was not left out.
    assert!(!read.finding("F208").message.contains("POL-06"), "{}", read.finding("F208").message);
}

#[test]
fn an_example_of_how_to_fill_in_is_not_the_answer_to_a_blank_row() {
    let read = read_sheet(
        "
        | School | Back School |
        | Example of how to fill in: |
        | Statement | Yes | Partly | No | Comments |
        | {POL-05} | x | | | For example: our policy is on the website |

        | Statement | Yes | Partly | No | Comments |
        | {POL-02} | x | | | |
        | {POL-03} | | x | | |
        | {POL-05} | | | | |
        | {POL-06} | | | x | |
        | {POL-07} | | | x | |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly two no");
    assert_eq!(read.codes(), "F209");
}

#[test]
fn answers_among_the_comments_of_a_form_without_answer_columns_are_asked_about() {
    let read = read_sheet(
        "
        | Statement | Comments |
        | {POL-02} | Yes |
        | {POL-03} | No; see the handbook |
        | {POL-05} | Yes staff only so far |
        | {POL-06} | No led by the depute |
        | {POL-07} | the group meets monthly |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06 POL-07"), "? ? ? ? -");
    assert_eq!(read.codes(), "F309");
}

#[test]
fn a_column_that_asks_for_answer_and_evidence_holds_both() {
    let read = read_sheet(
        "
        | Statement | Response and evidence |
        | {POL-02} | Yes |
        | {POL-03} | No: see the handbook |
        | {POL-05} | Partly - staff so far |
        | {POL-06} | the group meets monthly |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05"), "yes no partly");
    for text in ["No: see the handbook", "Partly - staff so far", "the group meets monthly"] {
        let words = text.rsplit([':', '-']).next().unwrap_or(text).trim();
        assert!(read.returns[0].comments.iter().any(|comment| comment.text.contains(words)), "{text}");
    }
}

#[test]
fn figures_that_come_again_and_again_under_another_heading_are_asked_about() {
    for figures in [["1", "0.5", "0"], ["100%", "50%", "0%"]] {
        let ids = ["02", "03", "05", "06", "07", "08", "09", "10", "11"];
        let rows: String = ids
            .iter()
            .zip(figures.iter().cycle())
            .map(|(id, figure)| ["| {POL-", id, "} | ", figure, " |\n"].concat())
            .collect();
        let read = read_sheet(&["| Statement | % in place | Comments |\n", &rows].concat());
        assert_eq!(read.says("POL-02 POL-03"), "- -");
        assert_eq!(read.codes(), "F203", "{figures:?}");
    }
}

#[test]
fn statements_sorted_into_lists_with_unknown_titles_are_asked_about() {
    let read = read_sheet(
        "
        | School | Back School |

        | What we do already |
        | {POL-03} |
        | {POL-06} | minutes of May |
        | {POL-08} |
        | What we do not do |
        | {POL-02} |
        | {POL-05} |
        | {POL-07} |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05"), "- - -");
    assert_eq!(read.finding("F203").place.cell, "A3");
    // The form's own sections, sent back blank.
    let blank = read_sheet(
        "
        | Policy |
        | {POL-02} |
        | {POL-03} |
        | Responding to incidents |
        | {INC-01} |
        | {INC-02} |",
    );
    assert_eq!(blank.codes(), "F201");
}

#[test]
fn answers_by_number_below_the_statements_are_asked_about_where_one_is_missing() {
    let list = "
        | No. | Statement |
        | 1 | {POL-02} |
        | 2 | {POL-03} |
        | 3 | {POL-05} |
        | 4 | {POL-06} |
        | 5 | {POL-07} |
        | 6 | {POL-08} |



        | No. | Answer | Comments |
        | 1 | Yes | on the website |
        | 2 | No | |
        | 3 | Partly | |
        | 4 | Yes | |
        | 5 | Yes | |";
    let read = read_sheet(list);
    assert_eq!(read.says("POL-02 POL-03 POL-05"), "- - -");
    assert_eq!(read.codes(), "F203");
    let whole = read_sheet(&format!("{list}\n| 6 | No | |"));
    assert_eq!(whole.says("POL-02 POL-03 POL-05 POL-06 POL-07 POL-08"), "yes no partly yes yes no");
    assert_eq!(whole.codes(), "");
    // Whatever stands over them may say whose they are.
    for title in
        ["Moderator's view", "Pupil survey", "Return of 2024", "Our partner school", "For nursery only"]
    {
        let numbers = |above: &str| {
            let (statements, answers) = list.split_once("\n\n\n\n").unwrap();
            read_sheet(&format!(
                "{statements}\n\n\n| {title} |\n{above}{}\n| 6 | No | |",
                answers.trim_start()
            ))
        };
        for above in ["", "| Answers |\n"] {
            let read = numbers(above);
            assert!(!read.says("POL-02 POL-03 POL-05").contains('y'), "{title}: {}", read.codes());
        }
    }
}

#[test]
fn statements_run_on_in_one_cell_take_no_answers_from_the_others() {
    let read = read_sheet(
        "
        | Statement | Response | Comments |
        | {POL-02}; {POL-03} | Yes | |
        | {POL-05}; {POL-06} | Partly | staff only so far |
        | {POL-07}; {POL-08} | | |
        | {POL-09}; {POL-10} | | |
        | {INC-01} | Yes | led by the depute |
        | {INC-02} | No | |
        | {INC-03} | Partly | |
        | {INC-05} | Yes | discussed in May |",
    );
    assert_eq!(read.says("INC-01 INC-02 INC-03 INC-05"), "yes no partly yes");
    for text in ["staff only so far", "led by the depute", "discussed in May"] {
        assert!(read.returns[0].comments.iter().any(|comment| comment.text == text), "{text}");
    }
}

#[test]
fn headings_with_a_label_name_their_answers() {
    let read = read_sheet(
        "| Statement | Answer: Yes | Answer: Partly | Answer: No |
         | {POL-02} | Selected | | |
         | {POL-03} | | x | |
         | {POL-05} | | | x |
         | {POL-06} | x | | |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no yes");
}

#[test]
fn two_rows_of_marks_to_each_statement_are_asked_about_once() {
    for (first, second) in [("2024", "2025"), ("Target", "Current"), ("HT", "DSL"), ("", "")] {
        let read = read_sheet(&format!(
            "| Statement | | Yes | Partly | No |
             | {{POL-02}} | {first} | | | x |
             | | {second} | x | | |
             | {{POL-03}} | {first} | x | | |
             | | {second} | | x | |
             | {{POL-05}} | {first} | | x | |
             | | {second} | | | x |
             | {{POL-06}} | {first} | x | | |",
        ));
        // The last stands alone in its row, under the first's name where they have names.
        let (last, n_waiting) = if first.is_empty() { ("yes", 3) } else { ("?", 4) };
        assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), format!("? ? ? {last}"), "{first}");
        assert_eq!(read.codes(), "F203", "{first}");
        let asked = read.finding("F203");
        assert_eq!(asked.n_answers_waiting, n_waiting);
        assert!(asked.was_read.contains(first) && asked.was_read.contains(second), "{}", asked.was_read);
        let mark =
            read.returns[0].answers.iter().find(|answer| answer.statement_id.as_str() == "POL-02").unwrap();
        assert!(mark.mark.as_deref().unwrap().ends_with("x | x"));
    }
}

#[test]
fn a_form_without_headings_is_not_read_in_its_order_where_it_says_another() {
    let form = |line: &str| {
        read_sheet(&format!(
            "{line}\n\n| {{ESC-01}} | x | | |\n| {{ESC-02}} | | x | |\n| {{ESC-03}} | | | x |\n| {{ESC-04}} | x | | |\n| {{ESC-05}} | | x | |",
        ))
    };
    for line in [
        "| Column B = No, column C = Partly, column D = Yes |",
        "| NB: columns run No, Partly, Yes |",
        "| Columns: 1st = No, 2nd = Partly, 3rd = Yes |",
        "| Tick the first box for No, the second for Partly and the third for Yes. |",
        "| No \u{2190} \u{2192} Yes |",
        "| Red / Amber / Green |",
    ] {
        let read = form(line);
        assert_eq!(read.says("ESC-01 ESC-02 ESC-03"), "? ? ?", "{line}");
        assert!(read.codes().contains("F203"), "{line}: {}", read.codes());
    }
    for line in [
        "| Please tick Yes, Partly or No |",
        "| If no, say why in the last column |",
        "| No of pupils: 45 |",
        "| No evidence need be sent; a yes or no will do for now, we visit schools in spring |",
    ] {
        assert_eq!(form(line).says("ESC-01 ESC-02 ESC-03"), "yes partly no", "{line}");
    }
}

#[test]
fn answers_numbered_in_another_order_than_the_statements_are_asked_about() {
    let form = |numbers: [u8; 4]| {
        let [a, b, c, d] = numbers;
        read_sheet(&format!(
            "| No. | Statement | | No. | Answer |
             | 1 | {{POL-02}} | | {a} | Yes |\n| 2 | {{POL-03}} | | {b} | No |
             | 3 | {{POL-05}} | | {c} | Partly |\n| 4 | {{POL-06}} | | {d} | Yes |",
        ))
    };
    assert_eq!(form([1, 2, 3, 4]).says("POL-02 POL-03 POL-05 POL-06"), "yes no partly yes");
    let read = form([2, 4, 1, 3]);
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "? ? ? ?");
    assert_eq!(read.codes(), "F203");
}

#[test]
fn a_heading_over_all_answers_that_asks_something_else_is_asked_about() {
    let form = |over: &str| {
        read_sheet(&format!(
            "| | {over} | | |\n| Statement | Yes | Partly | No |
             | {{POL-02}} | x | | |\n| {{POL-03}} | | x | |\n| {{POL-05}} | | | x |\n| {{POL-06}} | x | | |",
        ))
    };
    for over in ["Is support needed?", "Gap?", "Action needed?", "Not in place", "Example"] {
        assert_eq!(form(over).says("POL-02 POL-03"), "? ?", "{over}");
    }
    for over in ["In place?", "Please tick one", "Our school", "2025/26", "Response"] {
        assert_eq!(form(over).says("POL-02 POL-03"), "yes partly", "{over}");
    }
}

#[test]
fn a_bracketed_tick_beside_a_plain_one_is_another_grade() {
    let read = read_sheet(
        "| Statement | Response |
         | {POL-02} | \u{2713} |\n| {POL-03} | (\u{2713}) |\n| {POL-05} | x |\n| {POL-06} | (\u{2713}) |",
    );
    assert!(!read.says("POL-02 POL-03 POL-05 POL-06").contains("yes"), "{}", read.says("POL-03"));
}

#[test]
fn columns_that_a_line_says_are_others_are_asked_about() {
    let form = |above: &str, below: &str| {
        read_sheet(&format!(
            "{above}\n| Statement | Yes | Partly | No |\n{below}
             | {{POL-02}} | x | | |\n| {{POL-03}} | | x | |\n| {{POL-05}} | | | x |\n| {{POL-06}} | x | | |",
        ))
    };
    let turned = form("| Please note: the Yes and No columns are the wrong way round! |", "");
    assert_eq!(turned.says("POL-02 POL-03"), "? ?");
    let explained = form("", "| | = not in place | = started | = in place |");
    assert_eq!(explained.says("POL-02 POL-03"), "? ?");
    let usual = form("", "| | = in place | = partly in place | = not in place |");
    assert_eq!(usual.says("POL-02 POL-03"), "yes partly");
}

#[test]
fn a_nought_or_false_among_words_is_asked_about() {
    for nought in ["0", "False", "FALSE"] {
        let read = read_sheet(&format!(
            "| Statement | Response |
             | {{POL-02}} | Yes |
             | {{POL-03}} | {nought} |
             | {{POL-05}} | Partly |
             | {{POL-06}} | No |"
        ));
        assert_eq!(read.says(FOUR), "yes ? partly no", "{nought}");
    }
}

#[test]
fn two_columns_without_headings_are_not_the_first_two_of_three() {
    let two = "
        | {POL-02} | x | |
        | {POL-03} | | x |
        | {POL-05} | x | |
        | {POL-06} | x | |";
    let read = read_sheet(two);
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "? ? ? ?");
    assert!(read.codes().contains("F203"), "{}", read.codes());
    // A comment behind the third shows that it is there, and so does a mark in it.
    for own in ["| {POL-07} | x | | | on file |", "| {POL-07} | | | x |"] {
        let read = read_sheet(&format!("{two}\n{own}"));
        assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly yes yes", "{own}");
    }
    // A form that names no columns as it is sent out is read in its order.
    let read = read_sheet("| {ESC-01} | x | |\n| {ESC-02} | | x |\n| {ESC-03} | x | |\n| {ESC-04} | x | |");
    assert_eq!(read.says("ESC-01 ESC-02 ESC-03 ESC-04"), "yes partly yes yes");
}

#[test]
fn a_column_that_asks_whether_it_was_read_holds_no_answers() {
    for heading in ["Read?", "Checked by HT"] {
        let read = read_sheet(&format!(
            "| Statement | {heading} |\n| {{POL-02}} | Yes |\n| {{POL-03}} | No |\n| {{POL-05}} | Yes |\n| {{POL-06}} | No |"
        ));
        assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "? ? ? ?", "{heading}");
    }
}

#[test]
fn ditto_marks_say_what_stands_above_them_in_their_column() {
    for mark in
        ["\"", "''", "\u{3003}", "\u{201d}", "-\"-", "ditto", "do", "do.", "as above", "\u{2502}", "\u{2193}"]
    {
        let table = format!(
            "| Policy | Yes | Partly | No | Comments |
             | {{POL-02}} | | x | | |
             | {{POL-03}} | | {mark} | | see file |
             | {{POL-05}} | | {mark} | | |
             | {{POL-06}} | x | | | |"
        );
        let read = read_sheet(&table);
        assert_eq!(read.says(FOUR), "partly partly partly yes", "{mark}: {:?}", read.findings);
        assert_eq!(read.codes(), "F313", "{mark}: {:?}", read.findings);
        let told = read.finding("F313");
        assert!(told.place.cell == "C3" && told.message.ends_with("C3, C4"), "{told:?}");
        // Nothing above it, or a mark in another column: nobody knows which was meant.
        let read = read_sheet(&table.replacen("| | x | | |", "| | | | |", 1));
        assert_eq!(read.says(FOUR), "- ? ? yes", "{mark}: {:?}", read.findings);
        let read = read_sheet(&table.replacen("| | x | | |", "| x | | | |", 1));
        assert_eq!(read.says(FOUR), "yes ? ? yes", "{mark}: {:?}", read.findings);
    }
}

#[test]
fn ditto_marks_below_words_are_followed_and_what_may_be_a_word_is_not() {
    let table = |mark: &str| {
        format!(
            "| Policy | Response | Comments |
             | {{POL-02}} | Partly | |
             | {{POL-03}} | {mark} | |
             | {{POL-05}} | No | |
             | {{POL-06}} | Yes | |"
        )
    };
    assert_eq!(read_sheet(&table("\"")).says(FOUR), "partly partly no yes");
    assert_eq!(read_sheet(&table("do")).says(FOUR), "partly ? no yes");
}

#[test]
fn figures_that_count_who_gave_each_answer_are_asked_about_once() {
    let rows = |figures: [&str; 4]| {
        let rows: Vec<String> =
            FOUR.split(' ').zip(figures).map(|(id, figures)| format!("| {{{id}}} | {figures} |")).collect();
        rows.join("\n")
    };
    let ones = rows(["1 | 0 | 0", "0 | 1 | 0", "1 | 0 | 0", "0 | 0 | 1"]);
    let threes = rows(["3 | 0 | 0", "1 | 1 | 1", "2 | 1 | 0", "0 | 0 | 3"]);
    let shares = rows(["66% | 0% | 33%", "100% | 0% | 0%", "33% | 33% | 33%", "0% | 100% | 0%"]);
    let head = "| Statement | Yes | Partly | No |";
    let school = "| School Name | Back School | | |";
    let title = "| Number of staff who answered (1 returned) | | | |";
    for table in [
        format!("{title}\n| |\n{school}\n| |\n{head}\n{ones}"),
        format!("{school}\n| |\n{head}\n{threes}"),
        format!("{school}\n| |\n{head}\n{shares}"),
    ] {
        let read = read_sheet(&table);
        assert_eq!(read.says(FOUR), "? ? ? ?", "{table}: {:?}", read.findings);
        assert_eq!(read.findings.iter().filter(|one| one.rule.is_question).count(), 1, "{:?}", read.findings);
        assert_eq!(read.finding("F203").n_answers_waiting, 4, "{table}");
    }
    let plain = "| Self-evaluation | | | |";
    let read = read_sheet(&format!("{plain}\n| |\n{school}\n| Number of pupils | 120 | | |\n{head}\n{ones}"));
    assert_eq!(read.says(FOUR), "yes partly yes no", "{:?}", read.findings);
}

#[test]
fn a_ditto_mark_follows_nothing_over_another_row() {
    for between in ["| Our own statement on phones in lessons | | | x | |", "| INFRASTRUCTURE | | | | |"] {
        let read = read_sheet(&format!(
            "| Statement | Yes | Partly | No | Comments |
             | {{POL-02}} | x | | | |
             | {{POL-03}} | | | x | |
             {between}
             | {{POL-05}} | | | \" | |
             | {{POL-06}} | x | | | |"
        ));
        assert!(!read.says("POL-05").contains("no"), "{between}: {}", read.says("POL-05"));
    }
}

#[test]
fn a_yes_with_a_later_year_and_no_more_is_asked_about() {
    let read = read_sheet(
        "| Statement | Response |
         | {POL-02} | Yes - 2027 |
         | {POL-03} | Yes (2025) |
         | {POL-05} | Yes - review 2027 |
         | {POL-06} | No - 2027 |",
    );
    assert_eq!(read.says(FOUR), "? yes yes no", "{:?}", read.findings);
    assert_eq!(read.codes().matches("F302").count(), 1, "{}", read.codes());
}
