//! Forms laid out or marked in ways of their own: what a person would read is read, what a person could not be sure of asks,
//! and no form comes out blank while marks stand in it.

mod table;

use table::{FOUR, read, read_sheet, says, sheet};

const SIX: &str = "POL-02 POL-03 POL-05 POL-06 POL-07 POL-08";

#[test]
fn a_row_of_headings_below_each_statement_is_read_with_the_marks_below_it() {
    let read = read_sheet(table::BENEATH);
    assert_eq!(read.says(FOUR), "yes partly no yes");
}

#[test]
fn figures_that_count_answers_choose_none() {
    for (first, second) in [("5", "3"), ("0.5", "0.25")] {
        let read = read_sheet(&format!(
            "| Statement | Yes | Partly | No |
             | {{POL-02}} | 1 | 0 | 0 |
             | {{POL-03}} | {first} | {second} | 0 |
             | {{POL-05}} | {second} | {first} | 0 |
             | {{POL-06}} | 0 | 0 | 1 |
             | {{POL-07}} | {second} | 0 | {first} |
             | {{POL-08}} | 0 | 1 | 0 |"
        ));
        assert_eq!(read.says(SIX), "? ? ? ? ? ?", "{first}");
    }
    let read = read_sheet(
        "| Statement | Yes | Partly | No |
         | {POL-02} | 1 | 0 | 0 |
         | {POL-03} | 0 | 1 | 0 |
         | {POL-05} | 0 | 0 | 1 |
         | {POL-06} | 1 | | |
         | {POL-07} | 11 | | |
         | {POL-08} | | 1 | |",
    );
    assert_eq!(read.says(SIX), "yes partly no yes ? partly");
}

#[test]
fn one_tick_and_two_in_a_column_of_answers_grade() {
    let read = read_sheet(
        "| Statement | Answer |
         | {POL-02} | \u{2713}\u{2713} |
         | {POL-03} | \u{2713} |
         | {POL-05} | \u{2717} |
         | {POL-06} | \u{2713}\u{2713} |",
    );
    assert_eq!(read.says(FOUR), "? ? no ?");
}

#[test]
fn a_sign_for_not_is_no_blank_where_signs_are_the_answers() {
    for (yes, not) in [("1", "0"), ("TRUE", "FALSE"), ("\u{25cf}", "\u{25cb}"), ("\u{2713}", "-"), ("2", "0")]
    {
        let read = read_sheet(&format!(
            "| Statement | In place | Comments |
             | {{POL-02}} | {yes} | |
             | {{POL-03}} | {yes} | |
             | {{POL-05}} | {not} | |
             | {{POL-06}} | {yes} | |
             | {{POL-07}} | | |
             | {{POL-08}} | {yes} | |"
        ));
        assert_eq!(says(&read.returns[0], "POL-05 POL-07"), "? -", "{yes} {not}");
    }
    // Beside words a dash says that nothing was said.
    let read = read_sheet(
        "| Statement | Answer |
         | {POL-02} | Yes |
         | {POL-03} | No |
         | {POL-05} | - |
         | {POL-06} | Partly |",
    );
    assert_eq!(read.says(FOUR), "yes no - partly");
}

#[test]
fn a_form_that_comes_out_blank_though_marks_stand_in_it_asks() {
    let lists = "| YES |\n| {POL-02} |\n| {POL-03} |\n| PARTLY |\n| {POL-05} |\n| NO |\n| {POL-06} |";
    // Which of two columns under one heading is which nobody could tell.
    let board = "| Yes | Partly | Yes |\n| {POL-02} | {POL-03} | {POL-05} |\n| {POL-06} | | {POL-07} |\n| {POL-08} | | |
        | {POL-09} | | |";
    for form in [lists, board] {
        let read = read_sheet(form);
        let answers = read.returns.iter().flat_map(|read| &read.answers);
        assert_eq!(answers.filter(|answer| answer.answer.is_some()).count(), 0, "{form}");
        assert!(read.findings.iter().any(|finding| finding.rule.is_question), "{form}");
        assert!(read.findings.iter().all(|finding| finding.rule.code != "F201"), "{form}");
    }
}

#[test]
fn a_short_form_that_was_read_does_not_ask_for_what_it_says() {
    for [yes, partly, no] in [["3", "2", "1"], ["Yes - in place", "Partly - some of it", "No - not yet"]] {
        let read = read_sheet(&format!(
            "| Key: 3 = Yes, 2 = Partly, 1 = No |
             | Statement | Response | Comments |
             | {{POL-02}} | {yes} | |
             | {{POL-03}} | {no} | |
             | {{POL-05}} | {yes} | |
             | {{POL-06}} | {partly} | |
             | {{POL-07}} | | |
             | {{POL-08}} | {yes} | |
             | {{POL-09}} | {no} | |
             | {{POL-10}} | {partly} | |
             | {{POL-11}} | {yes} | |
             | {{INC-01}} | {yes} | |
             | {{INC-02}} | {no} | |"
        ));
        assert_eq!(read.says("POL-02 POL-03 POL-06 POL-07 POL-11"), "yes no partly - yes");
        assert!(read.findings.iter().all(|finding| !finding.rule.is_question), "{}", read.codes());
    }
}

#[test]
fn a_blank_form_is_blank_whatever_it_lists() {
    for beside in ["| | | |", "| Yes/Partly/No | | |", "| \u{2610} | \u{2610} | \u{2610} |"] {
        let read = read_sheet(&format!(
            "| Online safety | | | | | Yes |
             | | | | | | Partly |
             | | | | | | No |
             | Policy | Yes | Partly | No | |
             | {{POL-02}} {beside}
             | {{POL-03}} {beside}
             | Infrastructure | Yes | Partly | No |
             | {{INF-02}} {beside}
             | {{INF-03}} {beside}"
        ));
        assert_eq!(read.codes(), "F201", "{beside}");
    }
}

#[test]
fn a_sheet_without_headings_goes_on_under_those_of_the_sheet_before() {
    let first = sheet(
        "Policy",
        "| School Name | Back School |\n| Policy | No | Partly | Yes | Comments |\n| {POL-02} | x | | | |\n| {POL-03} | | x | | |",
    );
    let second = sheet("Incidents", "| {INC-02} | x | | | |\n| {INC-03} | | | x | |");
    let read = read(&[first.clone(), second]);
    assert_eq!(read.says("POL-02 POL-03 INC-02 INC-03"), "no partly no yes");
    // Other columns, or the same statements once more: nothing tells what the marks mean.
    let shifted = sheet("Incidents", "| 1 | {INC-02} | x | | |\n| 2 | {INC-03} | | | x |");
    assert_ne!(table::read(&[first, shifted]).codes(), "");
}

#[test]
fn a_row_that_holds_two_statements_answers_neither() {
    let read = read_sheet(
        "| Policy | Yes | Partly | No | Comments |
         | {POL-02} | x | | | |
         | {POL-03} {POL-05} | | x | | |
         | {POL-06} | | | x | |
         | {POL-07} | x | | | |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes ? missing no");
    let question = read.finding("F205");
    assert!(question.message.contains("POL-03") && question.message.contains("POL-05"), "{question:?}");
}

#[test]
fn a_statement_swallowed_by_another_cell_asks() {
    let read = read_sheet(
        "| Policy | Yes | Partly | No | Comments |
         | {POL-02} | x | | | |
         | {POL-03} | | x | | The minutes {POL-05},,x, |
         | {POL-06} | | | x | |
         | {POL-07} | x | | | |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly missing no");
    assert_eq!(read.finding("F205").place.cell, "E3");
}

#[test]
fn a_comment_right_above_the_next_headings_is_kept() {
    let read = read_sheet(
        "| Policy | Yes | Partly | No | Comments |
         | {POL-02} | x | | | |
         | {POL-03} | | x | | |
         | Next steps | | | | Train the new staff |
         | Responding to incidents | Yes | Partly | No | Comments |
         | {INC-02} | | | x | |
         | {INC-03} | x | | | |",
    );
    assert_eq!(read.says("POL-02 POL-03 INC-02 INC-03"), "yes partly no yes");
    assert!(read.returns[0].comments.iter().any(|comment| comment.text == "Train the new staff"));
}

#[test]
fn parts_of_a_statement_that_are_marked_apart_leave_it_to_a_person() {
    let read = read_sheet(
        "| Policy | Yes | Partly | No | Comments |
         | {POL-02} | | | | |
         | a) staff | x | | | |
         | b) pupils | | x | | |
         | All members of the school community are made aware of the \u{201c}Acceptable Use Policy\u{201d}; | x | | | |
         | they understand and abide by it. | | | x | |
         | {POL-06} | | | | |
         | Parents like the new website | x | | | |
         | {POL-07} | x | | | |
         | {POL-08} | x | | | |",
    );
    assert_eq!(read.says("POL-02 POL-09 POL-06 POL-07"), "? ? - yes");
    assert_eq!(read.findings.iter().filter(|finding| finding.rule.code == "F309").count(), 2);
}

#[test]
fn a_scale_of_its_own_is_no_blank_form() {
    let ids = ["POL-02", "POL-03", "POL-05", "POL-06", "POL-07", "POL-08", "POL-09", "POL-10", "INC-02"];
    let rows = ids.iter().enumerate();
    let rows: Vec<String> =
        rows.map(|(at, id)| format!("| {{{id}}} | {} |", ["Low", "High"][at % 2])).collect();
    let rows = rows.join("\n");
    assert_eq!(read_sheet(&format!("| Statement | Risk |\n{rows}")).codes(), "F203");
}

#[test]
fn a_form_half_filled_in_is_not_asked_about_for_the_half_that_was_read() {
    let ids =
        ["POL-02", "POL-03", "POL-05", "POL-06", "POL-07", "POL-08", "POL-09", "POL-10", "INC-02", "INC-03"];
    let rows = |mark: &dyn Fn(usize) -> &'static str| -> String {
        let rows = ids.iter().enumerate().map(|(at, id)| format!("| {{{id}}} | {} |", mark(at)));
        rows.collect::<Vec<_>>().join("\n")
    };
    let half = rows(&|at| if at < 5 { "x | |" } else { " | |" });
    let read = read_sheet(&format!("| Statement | Yes | Partly | No |\n{half}"));
    assert_eq!(read.says("POL-02 POL-07 POL-08 INC-03"), "yes yes - -");
    assert_eq!(read.codes(), "");
    // Marks beside the other half, that no column holds, are asked about all the same.
    let half = rows(&|at| if at < 5 { "x | | |" } else { " | | | x" });
    let read = read_sheet(&format!("| Statement | Yes | Partly | No | |\n{half}"));
    assert!(!read.codes().is_empty(), "a mark is told of");
}

#[test]
fn a_prompt_in_a_field_is_no_name() {
    let prompts =
        ["[insert school name]", "<School>", "Please select", "........", "e.g. Anytown Primary", "TBC"];
    for prompt in prompts {
        let read = read_sheet(&format!(
            "| School Name | {prompt} |\n| Date | 12/11/2025 |\n| Policy | Yes | Partly | No |\n| {{POL-02}} | x | | |
             | {{POL-03}} | | x | |\n| {{POL-05}} | | | x |\n| {{POL-06}} | x | | |"
        ));
        assert_eq!(read.returns[0].school.name, None, "{prompt}");
        assert!(read.returns[0].completed_on.is_some(), "{prompt}");
    }
    let read = read_sheet(
        "| School | Back School (SEED 100248) |\n| Policy | Yes | Partly | No |\n| {POL-02} | x | | |
         | {POL-03} | | x | |\n| {POL-05} | | | x |\n| {POL-06} | x | | |",
    );
    assert_eq!(read.returns[0].school.name.as_ref().unwrap().text, "Back School (SEED 100248)");
}

#[test]
fn a_line_for_each_option_below_a_statement_is_read() {
    for (on, off) in [("\u{2612}", "\u{2610}"), ("\u{25cf}", "\u{25cb}"), ("[x]", "[ ]")] {
        let options = |chosen: usize| {
            let line =
                |at: usize, word: &str| format!("| {} {word} |\n", if at == chosen { on } else { off });
            line(0, "Yes") + &line(1, "Partly") + &line(2, "No")
        };
        let read = read_sheet(&format!(
            "| School Name: Back School |\n| {{POL-02}} |\n{}| {{POL-03}} |\n{}| {{POL-05}} |\n{}| {{POL-06}} |\n{}",
            options(0),
            options(1),
            options(2),
            options(9)
        ));
        assert_eq!(read.says(FOUR), "yes partly no -", "{on}");
        // Empty lines between; the last option chosen; something else below.
        let read = read_sheet(&format!(
            "| {{POL-02}} |\n\n{}\n| {{POL-03}} |\n\n{}\n| {{POL-05}} |\n\n{}\n| {{POL-06}} |\n\n{}\n| Agreed? |\n| Yes |",
            options(0),
            options(1),
            options(2),
            options(2)
        ));
        assert_eq!(read.says(FOUR), "yes partly no no", "{on}");
    }
}

#[test]
fn a_column_headed_done_is_not_the_scales_second_yes() {
    let read = read_sheet(
        "| Statement | Yes | Partly | No | Evidence | Action | Done? |
         | {POL-02} | x | | | seen | | |
         | {POL-03} | | x | | | Train staff | No |
         | {POL-05} | | | x | | Write one | Yes |
         | {POL-06} | x | | | | | |",
    );
    assert_eq!((read.says(FOUR).as_str(), read.codes().as_str()), ("yes partly no yes", ""));
    // Two whole scales, or a column headed as the scale's own: nobody can be sure.
    let read = read_sheet(
        "| Statement | Yes | Partly | No | Evidence | Yes |
         | {POL-02} | x | | | seen | |
         | {POL-03} | | x | | | x |
         | {POL-05} | | | x | | x |
         | {POL-06} | x | | | | |",
    );
    assert_eq!(read.codes(), "F203");
}

#[test]
fn an_option_with_an_empty_box_is_not_chosen() {
    for (on, off) in [("\u{2612}", "\u{2610}"), ("[x]", "[ ]"), ("(x)", "( )"), ("\u{25cf}", "\u{25cb}")] {
        let row = |id: &str, chosen: usize| {
            let option = |at: usize, word: &str| format!(" {} {word} |", if at == chosen { on } else { off });
            format!("| {{{id}}} |{}{}{}\n", option(0, "Yes"), option(1, "Partly"), option(2, "No"))
        };
        let rows = row("POL-02", 0) + &row("POL-03", 1) + &row("POL-05", 2) + &row("POL-06", 9);
        let read = read_sheet(&format!("| Policy | Yes | Partly | No |\n{rows}"));
        assert_eq!(read.says(FOUR), "yes partly no -", "{on}");
    }
}

#[test]
fn what_follows_an_action_or_asks_for_evidence_is_no_answer() {
    for heads in [
        "Evidence | Action | Status",
        "Lead | Next steps | Progress",
        "Lead | Comments | Evidence available (Y/N)",
    ] {
        let read = read_sheet(&format!(
            "| Statement | {heads} |
             | {{POL-02}} | a | b | Yes |
             | {{POL-03}} | a | b | No |
             | {{POL-05}} | a | b | Yes |
             | {{POL-06}} | a | b | Yes |"
        ));
        assert_eq!((read.says(FOUR).as_str(), read.codes().as_str()), ("? ? ? ?", "F203"), "{heads}");
    }
}

#[test]
fn letters_over_the_columns_that_only_a_list_explains_ask() {
    let read = read_sheet(
        "| A Fully in place |
         | B Partly in place |
         | C Not in place |
         | Statement | A | B | C | Comments |
         | {POL-02} | x | | | |
         | {POL-03} | | x | | |
         | {POL-05} | | | x | |
         | {POL-06} | x | | | |",
    );
    assert!(!read.says(FOUR).contains("partly yes"), "{}", read.says(FOUR));
    assert!(["? ? ? ?", "yes partly no yes"].contains(&read.says(FOUR).as_str()), "{}", read.says(FOUR));
}

#[test]
fn ticks_and_crosses_in_one_column_say_yes_and_no() {
    let read = read_sheet(
        "| Statement | In place? | Comments |
         | {POL-02} | \u{2713} | |
         | {POL-03} | \u{2717} | |
         | {POL-05} | \u{2713} | |
         | {POL-06} | \u{2717} | |
         | {POL-07} | \u{2713} | |
         | {POL-08} | | |",
    );
    assert_eq!(read.says(SIX), "yes no yes no yes -");
}

#[test]
fn the_word_tick_beside_dashes_is_a_tick() {
    let read = read_sheet(
        "| Policy | Yes | Partly | No |
         | {POL-02} | tick | - | - |
         | {POL-03} | - | tick | - |
         | {POL-05} | tick | tick | - |
         | {POL-06} | - | - | tick |",
    );
    assert_eq!(read.says(FOUR), "yes partly - no");
}

#[test]
fn figures_in_one_column_answer_nothing_by_themselves() {
    let read = read_sheet(
        "| Statement | In place? | Comments |
         | {POL-02} | 3 | |
         | {POL-03} | 1 | |
         | {POL-05} | 2 | |
         | {POL-06} | 1 | |
         | {POL-07} | 2 | |
         | {POL-08} | 3 | |",
    );
    assert_eq!(read.says(SIX), "? ? ? ? ? ?");
}

#[test]
fn ticks_and_crosses_in_a_column_without_a_heading_ask() {
    let read = read_sheet(
        "| {POL-02} | \u{2713} |\n| {POL-03} | \u{2717} |\n| {POL-05} | \u{2713} |\n| {POL-06} | \u{2717} |",
    );
    assert_eq!((read.says(FOUR).as_str(), read.codes().as_str()), ("? ? ? ?", "F203"));
}

#[test]
fn a_dash_beside_signs_of_plus_is_no_blank() {
    let read = read_sheet(
        "| Statement | Response |
         | {POL-02} | ++ |
         | {POL-03} | + |
         | {POL-05} | - |
         | {POL-06} | ++ |",
    );
    assert_eq!(read.says(FOUR), "? ? ? ?");
}

#[test]
fn a_fourth_column_in_other_words_leaves_the_plain_ones_plain() {
    let read = read_sheet(
        "| Statement | Yes | Partly | No | Not yet | Evidence |
         | {POL-02} | x | | | | seen |
         | {POL-03} | | x | | | |
         | {POL-05} | | | x | | |
         | {POL-06} | | | | x | |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no ?");
    assert_eq!(read.finding("F309").place.cell, "E5");
}

#[test]
fn a_column_that_is_filled_in_beside_every_statement_is_no_stray_mark() {
    for (heading, printed) in [
        ("Essential?", ["E", "D", "E", "E", "D"]),
        ("Essential?", ["Yes", "No", "Yes", "Yes", "No"]),
        (
            "What to look for",
            ["Partly if only some staff", "Dated minutes", "No policy means No", "Website", "Log"],
        ),
    ] {
        let printed_at = |at: usize| printed[at];
        let [first, second, third] = [0, 1, 2].map(printed_at);
        let [fourth, fifth] = [3, 4].map(printed_at);
        for (head, [one, two, three]) in [
            ("Yes | Partly | No", ["x | | ", " | x | ", " | | x"]),
            ("Response", ["Yes", "Partly", "No"]),
            (
                "Please tick",
                [
                    "\u{2612} Yes \u{2610} Partly \u{2610} No",
                    "\u{2610} Yes \u{2612} Partly \u{2610} No",
                    "\u{2610} Yes \u{2610} Partly \u{2612} No",
                ],
            ),
        ] {
            let blank = if head == "Please tick" { "\u{2610} Yes \u{2610} Partly \u{2610} No" } else { "" };
            let read = read_sheet(&format!(
                "| {heading} | Statement | {head} | Comments |
                 | {first} | {{POL-02}} | {one} | seen |
                 | {second} | {{POL-03}} | {two} | |
                 | {third} | {{POL-05}} | {three} | |
                 | {fourth} | {{POL-06}} | {blank} | |
                 | {fifth} | {{POL-07}} | {one} | |",
            ));
            assert_eq!(
                read.says("POL-02 POL-03 POL-05 POL-06 POL-07"),
                "yes partly no - yes",
                "{heading} {printed:?} {head}"
            );
            assert!(!read.codes().contains("F309"), "{heading} {printed:?} {head} {}", read.codes());
        }
    }
    // A moderator's word beside a blank answer is no stray mark of the school's, either.
    let read = read_sheet(
        "| Statement | Yes | Partly | No | Comments | Moderated |
         | {POL-02} | x | | | seen | |
         | {POL-03} | | x | | | |
         | {POL-05} | | | x | | |
         | {POL-06} | | | | | Yes |",
    );
    assert_eq!((read.says(FOUR).as_str(), read.codes().as_str()), ("yes partly no -", ""));
}

#[test]
fn a_tick_between_the_answers_is_asked_about_whatever_its_heading() {
    let read = read_sheet(
        "| Statement | Yes | Yes/No | No | Comments |
         | {POL-02} | x | | | seen |
         | {POL-03} | | x | | |
         | {POL-05} | | | x | |
         | {POL-06} | | x | | |",
    );
    assert_eq!((read.says(FOUR).as_str(), read.codes().as_str()), ("yes ? no ?", "F309"));
}

#[test]
fn the_one_printed_answer_with_a_colour_is_the_chosen_one() {
    let ids = ["POL-01", "POL-02", "POL-03", "POL-04", "POL-05", "POL-06"];
    let rows: Vec<String> = ids.iter().map(|id| format!("| {{{id}}} | Yes | Partly | No | |")).collect();
    let head = "| Statement | Yes | Partly | No | Comments |";
    let mut grid = sheet("Return", &format!("{head}\n{}", rows.join("\n")));
    for cell in grid.cells.iter_mut().filter(|cell| cell.row > 0 && cell.column == 1 + (cell.row - 1) % 3) {
        cell.look.fill = Some(0x00ff_ff00);
    }
    let coloured = read(&[grid.clone()]);
    assert_eq!(coloured.says(&ids.join(" ")), "yes partly no yes partly no");
    assert_eq!(coloured.codes(), "F304");
    // Where most rows show nothing, one with a colour is asked about.
    grid.cells.iter_mut().filter(|cell| cell.row > 1).for_each(|cell| cell.look.fill = None);
    let one = read(&[grid]);
    assert!(one.returns[0].answers.iter().all(|answer| answer.answer.is_none()), "{:?}", one.findings);
}

#[test]
fn statements_may_have_the_choice_behind_them() {
    let row = |(id, marks): (&str, &str)| format!("| {{{id}}}: Yes, Partly or No? | {marks} |\n");
    let rows: String =
        FOUR.split(' ').zip(["x | |", "| x |", "| | x", "x | |"]).map(row).collect::<Vec<_>>().concat();
    let read = read_sheet(&format!("| Statement | Yes | Partly | No |\n{rows}"));
    assert_eq!(read.says(FOUR), "yes partly no yes");
}

#[test]
fn a_file_without_a_return_says_what_stands_in_it() {
    // Numbers of the school's own, and no statement.
    let numbers = "| School Name | Back School |\n| Ref | Yes | Partly | No |
        | 1 | x | | |\n| 2 | | x | |\n| 3 | | | x |\n| 4 | x | | |";
    let read = read_sheet(numbers);
    assert_eq!((read.returns.len(), read.codes().as_str()), (0, "F106 F110"));
    assert!(read.finding("F106").message.contains("4 rows are marked below the headings at"));
    // All that is in place, in one cell.
    let read = read_sheet(
        "| School | Which are in place? | Which are not? |\n| Back School | {POL-02};{POL-03};{POL-05} | {POL-06};{POL-07} |",
    );
    assert_eq!((read.returns.len(), read.codes().as_str()), (0, "F106 F110"));
    assert!(read.finding("F106").message.contains("the words of 5 statements stand in the file"));
    // A file of something else.
    let read = read_sheet("| Shopping | Price |\n| Milk | 2 |");
    assert!(read.finding("F106").message.starts_with("nothing in the file"));
}
