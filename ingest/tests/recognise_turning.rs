//! Words that stand with a statement and make another question of it.

mod table;

use schemas::decision::Scope;
use table::{FOUR, columns, read_sheet, read_with, ruling, says, sheet};

#[test]
fn a_form_whose_statements_stand_in_another_question_asks_once() {
    for (before, behind) in [
        ("Training wanted: ", ""),
        ("Target: ", ""),
        ("Who is responsible for: ", ""),
        ("It is not the case that: ", ""),
        ("", " (not in place)"),
        ("", " (last year)"),
        ("", " - discussed with staff?"),
    ] {
        let form = format!(
            "| Policy | Yes | Partly | No | Comments |
             | {before}{{POL-02}}{behind} | x | | | Seen |
             | {before}{{POL-03}}{behind} | | x | | |
             | {before}{{POL-05}}{behind} | | | x | |
             | {before}{{POL-06}}{behind} | x | | | |"
        );
        let read = read_sheet(&form);
        assert_eq!(read.says(FOUR), "? ? ? ?", "{before}{behind}");
        assert_eq!(read.finding("F203").n_answers_waiting, 4, "{before}{behind}");
        assert_eq!(read.returns[0].comments[0].text, "Seen", "{before}{behind}");
        let ruled = [ruling(read.finding("F203"), columns("yes partly no comment"), Scope::Return)];
        let read = read_with(&[sheet("Return", &form)], &ruled);
        assert_eq!(says(&read.returns[0], FOUR), "yes partly no yes", "{before}{behind}");
    }
}

#[test]
fn an_export_whose_headings_ask_something_else_asks_once() {
    for behind in [" - evidence seen?", " - is this a priority?", " (not in place)", " - target"] {
        let read = read_sheet(&format!(
            "| School Name | {{POL-02}}{behind} | {{POL-03}}{behind} | {{POL-05}}{behind} | {{POL-06}}{behind} |
             | Back School | Yes | Partly | No | Yes |"
        ));
        assert!(read.returns.is_empty(), "{behind}");
        assert_eq!(read.codes(), "F203", "{behind}");
    }
}

#[test]
fn what_only_names_or_flags_a_statement_asks_nothing() {
    for (before, behind) in [
        ("Policy: ", ""),
        ("Statement: ", ""),
        ("Do you agree? ", ""),
        ("Please read each statement and tick: ", ""),
        ("Is this in place or not? ", ""),
        ("In your view: ", ""),
        ("Important: ", ""),
        ("Policies and risk: ", ""),
        ("", " (essential)"),
        ("", " (P1-7)"),
        ("", " (tick when in place)"),
        ("", " [In place / Partly in place / Not in place]"),
        ("", " - Fully / Partially / Not yet"),
    ] {
        let read = read_sheet(&format!(
            "| Policy | Yes | Partly | No |
             | {before}{{POL-02}}{behind} | x | | |
             | {before}{{POL-03}}{behind} | | x | |
             | {before}{{POL-05}}{behind} | | | x |
             | {before}{{POL-06}}{behind} | x | | |"
        ));
        assert_eq!(read.says(FOUR), "yes partly no yes", "{before}{behind}");
    }
}

#[test]
fn one_row_that_asks_something_else_is_asked_about_and_says_nothing_to_the_statement() {
    let read = read_sheet(
        "| Policy | Yes | Partly | No |
         | {POL-02} | x | | |
         | {POL-03} | | | |
         | Training wanted: {POL-03} | x | | |
         | {POL-05} | | | x |
         | Target: {POL-06} | x | | |
         | {POL-07} | x | | |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06 POL-07"), "yes - no missing yes");
    assert_eq!(read.findings.iter().filter(|finding| finding.rule.code == "F205").count(), 2);
}

#[test]
fn a_second_question_to_each_statement_answers_none_that_was_left_empty() {
    let read = read_sheet(
        "| School Name | {POL-02} | Discussed with staff?: {POL-02} | {POL-03} | Discussed with staff?: {POL-03} | {POL-05} | Discussed with staff?: {POL-05} | {POL-06} | Discussed with staff?: {POL-06} |
         | Back School | Yes | No | | Yes | No | Yes | Partly | |",
    );
    assert_eq!(read.says(FOUR), "yes ? no partly");
}

#[test]
fn a_remark_behind_a_statement_that_was_left_empty_is_kept() {
    let read = read_sheet(
        "| Policy | Yes | Partly | No |
         | {POL-02} | x | | |
         | {POL-03} - needs updating | | | |
         | {POL-05} | | | x |
         | {POL-06} | x | | |",
    );
    assert_eq!(read.says(FOUR), "yes - no yes");
    let said = format!("{:?} {:?}", read.returns[0], read.findings);
    assert!(said.contains("needs updating"), "{said}");
}

#[test]
fn a_form_whose_title_asks_something_else_is_asked_about() {
    let form = |title: &str| {
        read_sheet(&format!(
            "| {title} |
             | School Name | Back School |
             | Policy | Yes | Partly | No |
             | {{POL-02}} | x | | |
             | {{POL-03}} | | x | |
             | {{POL-05}} | | | x |
             | {{POL-06}} | x | | |"
        ))
    };
    for title in
        ["Where is support needed? (Yes/Partly/No)", "Targets for June 2027", "Tick where this is a concern"]
    {
        let read = form(title);
        assert_eq!(read.says(FOUR), "? ? ? ?", "{title}");
        assert!(read.codes().contains("F203"), "{title}");
    }
    for title in [
        "Where are we now?",
        "Online safety: where is support needed?",
        "Self-evaluation of online safety, training and support",
        "Back School",
    ] {
        assert_eq!(form(title).says(FOUR), "yes partly no yes", "{title}");
    }
}
