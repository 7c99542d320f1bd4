//! More columns of answers than one: a correction beside them, a choice behind ticks, a second run of them. Which is the
//! school's answer is read where a person would be sure, and asked where not.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

mod table;

use table::{FOUR, read, read_sheet, sheet};

#[test]
fn figures_beside_the_answers_do_not_stand_in_for_them() {
    let read = read_sheet(
        "| Statement | RAG | Score | Comments |
         | {POL-02} | Green | 2 | |
         | {POL-03} | Amber | 1 | |
         | {POL-05} | Red | 0 | |
         | {POL-06} | Green | 2 | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
    // An answer column left empty is blank, whatever is rated beside it.
    let read = read_sheet(
        "| Statement | Response | RAG | Comments |
         | {POL-02} | | Green | |
         | {POL-03} | | Amber | |
         | {POL-05} | | Red | |
         | {POL-06} | | Green | |",
    );
    assert!(!read.says(FOUR).contains("yes"));
}

#[test]
fn columns_that_could_be_the_answers_and_cannot_be_told_apart_ask() {
    // Two ratings in figures; an action's state; comments that say No now and then.
    for (heads, rows) in [
        ("In place? | RAG", ["Yes | A", "No | G", "Partly | R", "Yes | G"]),
        ("Score | Status", ["3 | 2", "2 | 1", "1 | 0", "3 | 2"]),
        ("RAG | Status of action", ["A | Complete", "B | Not started", "C | Complete", "A | Not started"]),
        ("2025/26 | ", ["High | No", "Low | see the plan", "High | Yes", "Low | Minutes of the meeting"]),
    ] {
        let [one, two, three, four] = rows;
        let read = read_sheet(&format!(
            "| Statement | {heads} |\n| {{POL-02}} | {one} |\n| {{POL-03}} | {two} |\n| {{POL-05}} | {three} |
             | {{POL-06}} | {four} |"
        ));
        assert!(read.returns[0].answers.iter().all(|answer| answer.answer.is_none()), "{heads}");
        assert!(read.findings.iter().any(|finding| finding.rule.is_question), "{heads} {}", read.codes());
    }
}

#[test]
fn an_answer_that_another_column_puts_right_is_asked_about() {
    // What stands there alone may be somebody else's, or say that something was changed.
    for heading in [
        "Correction",
        "Should be",
        "Revised response",
        "Changed to",
        "Final response",
        "Amendment",
        "Override",
        "Overruled",
        "Reality",
        "2nd response",
        "Update Jan 26",
        "Agreed rating",
        "Agreed",
        "Final",
        "Overall",
        "Changed?",
    ] {
        let read = read_sheet(&format!(
            "| Statement | Response | {heading} | Comments |
             | {{POL-02}} | Yes | | seen |
             | {{POL-03}} | Yes | No | |
             | {{POL-05}} | No | No | |
             | {{POL-06}} | | Partly | |",
        ));
        assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes ? no ?", "{heading}");
        assert_eq!(read.codes(), "F203", "{heading}");
        assert_eq!(read.returns[0].comments.len(), 1, "{heading}");
    }
    // A question of its own by yes or no beside ticks is no second word.
    for heading in ["Agreed at SLT", "Updated", "Changed?", "Checked by QA", "Final"] {
        let read = read_sheet(&format!(
            "| Statement | Yes | Partly | No | {heading} |
             | {{POL-02}} | | | | Yes |
             | {{POL-03}} | | | x | Yes |
             | {{POL-05}} | | x | | No |
             | {{POL-06}} | x | | | No |",
        ));
        assert_eq!(read.says("POL-03 POL-05 POL-06"), "no partly yes", "{heading}");
        assert_ne!(read.says("POL-02"), "yes", "{heading}");
    }
    // What somebody else says, or another year's, is not the school's second word; neither are remarks.
    for (heading, other) in [
        ("LA view", "No"),
        ("Last year", "No"),
        ("Action required", "No"),
        ("Update", "We will look into it"),
    ] {
        let read = read_sheet(&format!(
            "| Statement | Response | {heading} |
             | {{POL-02}} | Yes | {other} |
             | {{POL-03}} | Yes | {other} |
             | {{POL-05}} | No | {other} |
             | {{POL-06}} | Partly | {other} |",
        ));
        assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes yes no partly", "{heading}");
    }
}

#[test]
fn a_blank_answer_is_not_filled_from_a_column_that_may_ask_something_else() {
    for (heading, alone) in [
        ("Result", "?"),
        ("Outcome", "?"),
        ("Judgement", "?"),
        ("Answer 2", "?"),
        ("Response 2", "?"),
        ("Changed?", "?"),
        // A question of its own.
        ("Is it reviewed yearly?", "-"),
    ] {
        let read = read_sheet(&format!(
            "| Statement | Yes | Partly | No | {heading} |
             | {{POL-02}} | | | | Yes |
             | {{POL-03}} | | | x | No |
             | {{POL-05}} | | x | | Partly |
             | {{POL-06}} | x | | | Yes |",
        ));
        assert_eq!(read.says(FOUR), format!("{alone} no partly yes"), "{heading}");
    }
    // Of two questions side by side, neither is dropped for the other.
    let read = read_sheet(
        "| Statement | Do we have this? | Comments | Is it reviewed yearly? |
         | {POL-02} | Yes | seen | No |
         | {POL-03} | Partly | | No |
         | {POL-05} | | | Yes |
         | {POL-06} | No | | Yes |",
    );
    assert_eq!((read.says(FOUR).as_str(), read.codes().as_str()), ("? ? ? ?", "F203"));
}

#[test]
fn a_hidden_column_of_answers_is_no_second_word() {
    let mut grid = sheet(
        "Return",
        "| Statement | Yes | Partly | No | Response |
         | {POL-02} | | | | Yes |\n| {POL-03} | x | | | No |\n| {POL-05} | | | x | No |\n| {POL-06} | | x | | |",
    );
    grid.hidden_columns = vec![4];
    assert_eq!(read(&[grid]).says("POL-02 POL-03 POL-05 POL-06"), "- yes no partly");
}

#[test]
fn ticks_and_a_column_of_answers_must_say_the_same() {
    for (heading, alone) in [
        ("Answer", "partly"),
        ("Response", "partly"),
        ("Overall answer", "partly"),
        ("Final answer", "?"),
        ("Correction", "?"),
    ] {
        for table in [
            format!("| Statement | Yes | Partly | No | {heading} |
                | {{POL-02}} | x | | | Yes |\n| {{POL-03}} | x | | | No |\n| {{POL-05}} | | | x | |\n| {{POL-06}} | | | | Partly |"),
            format!("| Statement | {heading} | Yes | Partly | No |
                | {{POL-02}} | Yes | x | | |\n| {{POL-03}} | No | x | | |\n| {{POL-05}} | | | | x |\n| {{POL-06}} | Partly | | | |"),
        ] {
            let read = read_sheet(&table);
            // What was put right is asked about; of two that are both the school's, none is preferred.
            let (both, codes) = if alone == "?" { ("?", "F203") } else { ("two", "F301") };
            assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), format!("yes {both} no {alone}"), "{table}");
            assert_eq!(read.codes(), codes, "{table}");
        }
    }
}

#[test]
fn a_bare_choice_beside_a_blank_row_of_ticks_is_asked_about() {
    for heading in ["Yes/No", "Y/P/N", "Yes / Partly / No"] {
        let form = |first: &str, tick: &str| {
            format!(
                "| Statement | Yes | Partly | No | Comments | {heading} |
                 | {{POL-02}} | {tick} | | | seen | |
                 | {{POL-03}} | | {tick} | | | Partly |
                 | {{POL-05}} | | | {tick} | | |
                 | {{POL-06}} | | | | | {first} |"
            )
        };
        let read = read_sheet(&form("Partly", "x"));
        assert_eq!(
            read.says("POL-02 POL-03 POL-05 POL-06"),
            "yes partly no ?",
            "{heading}: {:?}",
            read.findings
        );
        assert_eq!(read.codes(), "F302", "{heading}");
        // Where nothing was ticked at all, the answers stand there.
        let read = read_sheet(&form("Partly", ""));
        assert_eq!(read.says("POL-03 POL-06"), "partly partly", "{heading}: {:?}", read.findings);
    }
}

#[test]
fn words_behind_columns_of_ticks_that_hold_nothing_are_the_answers() {
    let ids = "POL-01 POL-02 POL-03 POL-04 POL-05 POL-06 POL-07 POL-08";
    let said = ["Yes", "Yes", "Yes", "Yes", "Partly", "Partly", "Partly", "Partly"];
    for heading in ["Response", "Answer", "Yes/No", "Y/P/N", "Yes / Partly / No"] {
        for is_first in [false, true] {
            let laid = |word: &str, ticks: &str| {
                if is_first { format!("{word} | {ticks}") } else { format!("{ticks} | {word}") }
            };
            let mut form = format!("| Statement | {} |\n", laid(heading, "Yes | Partly | No"));
            for (id, said) in ids.split(' ').zip(said) {
                form.extend([format!("| {{{id}}} | {} |\n", laid(said, "| |"))]);
            }
            let read = read_sheet(&form);
            assert_eq!(
                read.says(ids),
                "yes yes yes yes partly partly partly partly",
                "{form} {:?}",
                read.findings
            );
            assert!(!read.codes().contains("F203"), "{form} {}", read.codes());
        }
    }
}

#[test]
fn a_bare_choice_that_speaks_where_no_tick_does_is_one_question() {
    for heading in ["Yes/No", "Y/N", "Y/P/N", "Yes / Partly / No"] {
        let read = read_sheet(&format!(
            "| Statement | Yes | Partly | No | {heading} |
             | {{POL-02}} | x | | | |
             | {{POL-03}} | | x | | |
             | {{POL-05}} | | | x | |
             | {{POL-06}} | | | | Yes |
             | {{POL-07}} | | | | No |
             | {{POL-08}} | | | | Yes |"
        ));
        let said = read.says("POL-02 POL-03 POL-05 POL-06 POL-07 POL-08");
        assert_eq!(said, "yes partly no ? ? ?", "{heading}: {:?}", read.findings);
        assert_eq!(read.codes(), "F203", "{heading}");
    }
}

#[test]
fn what_is_said_of_the_whole_return_in_each_row_answers_no_statement() {
    let ids = ["POL-02", "POL-03", "POL-05", "POL-06", "POL-08"];
    let said = ["Yes", "No", "Partly", "", "Yes"];
    for (head, overall) in [
        ("Overall", ["Partly", "Yes"]),
        ("Overall RAG", ["Green", "Amber"]),
        ("Overall judgement", ["Yes", "No"]),
        ("Overall", ["Partly", "Partly"]),
    ] {
        let mut list = format!("| School | {head} | Statement | Answer |\n");
        for (school, overall) in ["Back School", "Tong School"].iter().zip(overall) {
            for (id, said) in ids.iter().zip(said) {
                list.extend([format!("| {school} | {overall} | {{{id}}} | {said} |\n")]);
            }
        }
        let read = read_sheet(&list);
        for one in &read.returns {
            let all = table::says(one, &ids.join(" "));
            assert_eq!(all, "yes no partly - yes", "{head} {overall:?}: {:?}", read.findings);
        }
        assert_eq!(read.returns.len(), 2);
    }
}

#[test]
fn of_two_runs_of_answers_the_one_that_asks_what_the_form_asks_is_read() {
    for (own, other) in [
        ("In place?", "Support needed?"),
        ("Your school", "Example"),
        ("Current practice", "Is this a priority?"),
        ("", "Training needed?"),
    ] {
        let after = format!(
            "| School Name | Back School |
             | | {own} | | | {other} | | |
             | Statement | Yes | Partly | No | Yes | No | Comments |
             | {{POL-02}} | x | | | | x | minutes |
             | {{POL-03}} | | x | | x | | |
             | {{POL-05}} | | | x | x | | |
             | {{POL-06}} | x | | | | x | |"
        );
        let before = format!(
            "| School Name | Back School |
             | | {other} | | {own} | | | |
             | Statement | Yes | No | Yes | Partly | No | Comments |
             | {{POL-02}} | | x | x | | | minutes |
             | {{POL-03}} | x | | | x | | |
             | {{POL-05}} | x | | | | x | |
             | {{POL-06}} | | x | x | | | |"
        );
        for form in [after, before] {
            let read = read_sheet(&form);
            assert_eq!(read.says(FOUR), "yes partly no yes", "{own} | {other}");
            assert_eq!(read.codes(), "", "{own} | {other}");
        }
    }
    // With a section's title in the same row, for each section.
    let sections = read_sheet(
        "| School Name | Back School |
         | Policy | Our school | | | Example | | |
         | | Yes | Partly | No | Yes | No | Comments |
         | {POL-02} | x | | | | x | minutes |
         | {POL-03} | | x | | x | | |
         | Incidents | Our school | | | Example | | |
         | | Yes | Partly | No | Yes | No | Comments |
         | {INC-01} | | | x | x | | |
         | {INC-02} | x | | | | x | |",
    );
    assert_eq!(sections.says("POL-02 POL-03 INC-01 INC-02"), "yes partly no yes");
    assert_eq!(sections.returns[0].school.name.as_ref().map(|name| name.text.as_str()), Some("Back School"));
    // Neither asks something else, or both do.
    for (own, other) in [("Staff", "Pupils"), ("Support needed?", "Training needed?")] {
        let read = read_sheet(&format!(
            "| School Name | Back School |
             | | {own} | | | {other} | | |
             | Statement | Yes | Partly | No | Yes | Partly | No |
             | {{POL-02}} | x | | | | | x |
             | {{POL-03}} | | x | | x | | |
             | {{POL-05}} | | | x | x | | |
             | {{POL-06}} | x | | | | | x |"
        ));
        assert_eq!(read.says(FOUR), "? ? ? ?", "{own} | {other}");
    }
}

#[test]
fn a_second_run_of_answers_that_nobody_filled_in_is_passed_over() {
    let form = |above: &str| {
        read_sheet(&format!(
            "| School Name | Back School |
             | | {above} |
             | Statement | Yes | Partly | No | Comments | Yes | Partly | No | Comments |
             | {{POL-02}} | x | | | minutes | | | | |
             | {{POL-03}} | | x | | | | | | |
             | {{POL-05}} | | | x | | | | | |
             | {{POL-06}} | x | | | | | | | |"
        ))
    };
    for above in ["", "This visit | | | | Next visit | | | |"] {
        assert_eq!(form(above).says(FOUR), "yes partly no yes", "{above}");
    }
    // 2025 may be the year before's.
    for above in ["November 2025 | | | | June 2026 | | | |", "2025 | | | | 2026 | | | |"] {
        let read = form(above);
        assert_eq!(read.says(FOUR), "- - - -", "{above}");
        assert!(read.codes().contains("F201"), "{above}: {}", read.codes());
    }
    // What another time's columns hold is not this one's.
    assert_ne!(form("2023 | | | | 2026 | | | |").says(FOUR), "yes partly no yes");
    assert_ne!(form("2024/25 | | | | 2025/26 | | | |").says(FOUR), "yes partly no yes");
    assert_ne!(form("Example | | | | Your school | | | |").says(FOUR), "yes partly no yes");
}

#[test]
fn a_column_whose_heading_asks_nothing_may_hold_the_answers() {
    let form = |heads: &str, rows: [&str; 4]| {
        let ids = FOUR.split(' ');
        let rows: Vec<String> =
            ids.zip(rows).map(|(id, cells)| format!("| {{{id}}} | {cells} | |")).collect();
        read_sheet(&format!("| Statement | {heads} | Comments |\n{}", rows.join("\n")))
    };
    // A tick beside each answer says that it was filled in, and is none itself.
    for heads in ["Choice | Mark", "Option | Value", "Category | Mark", "Your choice | Status"] {
        let read = form(heads, ["Yes | \u{2713}", "Partly | \u{2713}", "No | \u{2713}", "Yes | \u{2713}"]);
        assert_eq!(read.says(FOUR), "yes partly no yes", "{heads}");
    }
    // A Yes here and there may be either column's answer.
    for (heads, rows) in [
        ("Choice | Mark", ["Yes | Yes", "Partly | ", "No | Yes", "Yes | "]),
        ("Category | Value", ["Yes | Yes", "Partly | No", "No | Yes", "Yes | Yes"]),
        ("Category | Mark", ["Yes | \u{2713}", "Partly | ", "No | \u{2713}", "Yes | "]),
    ] {
        let read = form(heads, rows);
        let says = read.says(FOUR);
        assert!(says.split(' ').all(|said| matches!(said, "?" | "-")), "{heads} {says}");
        assert_eq!(read.findings.iter().filter(|finding| finding.rule.is_question).count(), 1, "{heads}");
    }
    // What asks for the answer itself holds it, and a category may be anything.
    for (heads, rows) in [
        ("Category | Answer", ["Yes | Yes", "Partly | No", "No | Yes", "Yes | No"]),
        ("Category | Status", ["Policy | Yes", "Policy | No", "Staff | Yes", "Staff | No"]),
        ("Type | Rating", ["Yes | Yes", "No | No", "No | Yes", "Yes | No"]),
        ("Option | Status", ["Yes | Yes", "No | No", "Yes | Partly", "Partly | No"]),
    ] {
        let said = rows.map(|row| row.rsplit(' ').next().unwrap_or_default().to_lowercase());
        assert_eq!(form(heads, rows).says(FOUR), said.join(" "), "{heads}");
    }
}
