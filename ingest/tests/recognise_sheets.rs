//! Several sheets, or several forms on one: which of them are the return, and of which school.

#![allow(clippy::format_push_string, clippy::format_collect, reason = "small tables, read more easily so")]

mod table;

use ingest::grid::Grid;
use schemas::decision::{Ruling, Scope};
use table::{FOUR, read, read_sheet, read_with, ruling, says, sheet};

fn form(name: &str, school: &str, marks: &str) -> Grid {
    let mut table = String::new();
    if !school.is_empty() {
        table.push_str(&format!("| School Name | {school} |\n"));
    }
    table.push_str("| Statement | Response |\n");
    for (id, mark) in FOUR.split(' ').zip(marks.split(' ')) {
        table.push_str(&format!("| {{{id}}} | {} |\n", mark.trim_matches('-')));
    }
    sheet(name, &table)
}

#[test]
fn sections_on_sheets_of_their_own_are_one_return() {
    let policy = "| School | Back School |\n| Policy | Yes | Partly | No |\n| {POL-02} | x | | |\n| {POL-03} | | x | |";
    let others = "| Infrastructure | Yes | Partly | No |\n| {INF-02} | | | x |\n| {INF-04} | x | | |";
    let read = read(&[sheet("Policy", policy), sheet("Infrastructure", others)]);
    assert_eq!(read.says("POL-02 POL-03 INF-02 INF-04"), "yes partly no yes");
}

#[test]
fn a_sheet_for_each_school_is_a_return_each() {
    let named = read(&[form("1", "Back School", "Yes No Yes No"), form("2", "Tong School", "No Yes No Yes")]);
    assert_eq!(
        named.returns.iter().map(|one| says(one, FOUR)).collect::<Vec<_>>(),
        ["yes no yes no", "no yes no yes"]
    );
    let by_sheet =
        read(&[form("Back School", "", "Yes No Yes No"), form("Tong School", "", "No Yes No Yes")]);
    assert_eq!(by_sheet.returns.len(), 2);
    assert_eq!(by_sheet.returns[1].school.hints[0].text, "Tong School");
}

#[test]
fn a_school_that_retyped_the_form_is_read_beside_one_that_did_not() {
    let all = |school: &str, mark: &str, before: &str| {
        let rows: Vec<String> = (1..=21).map(|at| format!("| {before}{{ESC-{at:02}}} | {mark} |")).collect();
        format!("| School Name | {school} |\n| Statement | Response |\n{}", rows.join("\n"))
    };
    for (first, second) in [("", "Now "), ("Now ", "")] {
        let read = read(&[
            sheet("1", &all("Back School", "Yes", first)),
            sheet("2", &all("Tong School", "No", second)),
        ]);
        let said: Vec<String> = read.returns.iter().map(|one| says(one, "ESC-01 ESC-12 ESC-21")).collect();
        assert_eq!(said, ["yes yes yes", "no no no"], "{first}{second}");
    }
}

#[test]
fn a_statement_shown_on_how_to_fill_in_the_form_is_none_of_it() {
    for name in ["How to", "How to complete this form", "Guidance", "Example"] {
        let shown = "| Example |\n| Statement | Response | Comments |\n| {POL-05} | No | We have a group |";
        let read = read(&[sheet(name, shown), form("Return", "Back School", "Yes No Partly Yes")]);
        assert_eq!(read.says(FOUR), "yes no partly yes", "{name}");
        assert_eq!(read.codes(), "F110", "{name}");
    }
}

#[test]
fn examples_empty_forms_and_last_years_are_passed_over() {
    let own = || form("Return", "Back School", "Yes No Partly -");
    for other in [
        form("Template", "", "- - - -"),
        form("Example", "Anytown School", "No Yes No Yes"),
        form("Last year", "Back School", "No Yes No Yes"),
        form("Return (2)", "Back School", "Yes No Partly -"),
        sheet("Guidance", "| How to complete this form |\n| Yes: fully in place |"),
        Grid { is_hidden: true, ..form("Old data", "Back School", "No Yes No Yes") },
    ] {
        let name = other.sheet.clone();
        let read = read(&[other, own()]);
        assert_eq!(read.says(FOUR), "yes no partly -", "{name}");
        assert_eq!(read.codes(), "F110", "{name}");
    }
}

#[test]
fn of_sheets_named_by_years_the_latest_is_read() {
    let read =
        read(&[form("2024", "Back School", "No No No No"), form("2025", "Back School", "Yes No Partly -")]);
    assert_eq!(read.says(FOUR), "yes no partly -");
}

#[test]
fn two_sheets_alike_are_a_question_and_neither_is_used() {
    let grids =
        [form("Draft", "Back School", "No No No No"), form("Final", "Back School", "Yes No Partly -")];
    let asked = read(&grids);
    assert_eq!(asked.says(FOUR), "? ? ? ?");
    let question = asked.finding("F204");
    assert_eq!(question.was_read, "Draft | Final");
    let ruled = read_with(&grids, &[ruling(question, Ruling::Sheet("Final".into()), Scope::Return)]);
    assert_eq!(ruled.says(FOUR), "yes no partly -");
}

#[test]
fn two_tables_alike_without_sheets_names_are_told_apart_by_their_rows() {
    let grids = [form("", "Back School", "No No No No"), form("", "Back School", "Yes No Partly -")];
    let asked = read(&grids);
    assert_eq!(asked.says(FOUR), "? ? ? ?");
    let question = asked.finding("F204");
    assert!(!question.message.contains("''"), "{}", question.message);
    assert!(question.message.contains("the table at"), "{}", question.message);
    assert_eq!(question.suggestion, "leave out", "no sheet can be named");
}

#[test]
fn a_summary_that_agrees_changes_nothing() {
    let all: String = (2..=11)
        .map(|n| format!("| {{POL-{n:02}}} | {} |\n", if n % 3 == 0 { "No" } else { "Yes" }))
        .collect();
    let whole = sheet("Return", &format!("| School | Back School |\n| Statement | Response |\n{all}"));
    let summary = sheet("Priorities", "| Statement | Rating | Action |\n| {POL-03} | No | Train |");
    let read = read(&[whole, summary]);
    assert_eq!(read.says("POL-02 POL-03 POL-06"), "yes no no");
    assert_eq!(
        read.codes(),
        "",
        "{:?}",
        read.findings.iter().map(|f| (f.rule.code, &f.message, &f.place)).collect::<Vec<_>>()
    );
}

#[test]
fn forms_one_below_another_are_a_return_each() {
    let one = "| School Name | Back School |\n| Statement | Yes | Partly | No |\n| {POL-02} | x | | |\n| {POL-03} | | x | |\n| {POL-05} | | | x |\n| {POL-06} | x | | |\n\n";
    let two = "| School Name | Tong School |\n| Statement | Yes | Partly | No |\n| {POL-02} | | | x |\n| {POL-03} | | | x |\n| {POL-05} | x | | |\n| {POL-06} | | | |\n";
    let read = read_sheet(&format!("{one}{two}"));
    let names: Vec<_> =
        read.returns.iter().map(|one| one.school.name.as_ref().unwrap().text.as_str()).collect();
    assert_eq!(names, ["Back School", "Tong School"]);
    assert_eq!(says(&read.returns[1], FOUR), "no no yes -");
}

#[test]
fn schools_named_between_the_statements_of_a_sheet_are_never_one() {
    let read = read_sheet(
        "| School name | Back School |
         | Statement | Response |
         | {POL-02} | Yes |
         | {POL-03} | No |
         | {POL-05} | Partly |
         | {POL-06} | Yes |
         | School name | Tong School |
         | Statement | Response |
         | {POL-06} | No |
         | {POL-07} | No |
         | {POL-08} | Partly |
         | {POL-09} | Yes |",
    );
    let names: Vec<_> =
        read.returns.iter().map(|one| one.school.name.as_ref().unwrap().text.as_str()).collect();
    assert_eq!(names, ["Back School", "Tong School"]);
    assert_eq!(says(&read.returns[0], FOUR), "yes no partly yes");
    assert_eq!(says(&read.returns[1], "POL-06 POL-07 POL-08 POL-09"), "no no partly yes");
    assert_eq!(read.codes(), "");
}

#[test]
fn sheets_named_for_schools_whose_name_fields_are_empty_are_a_return_each() {
    let empty = |name: &str, marks: &str| {
        let mut grid = form(name, "", marks);
        grid.cells.iter_mut().for_each(|cell| cell.row += 2);
        grid.cells.splice(0..0, sheet("", "| School name: | |\n| Date: | |").cells);
        grid
    };
    let read = read(&[empty("Back", "Yes No Yes No"), empty("Tong", "No Yes No -")]);
    assert_eq!(
        read.returns.iter().map(|one| says(one, FOUR)).collect::<Vec<_>>(),
        ["yes no yes no", "no yes no -"]
    );
}

#[test]
fn sheets_that_go_with_a_return_give_their_comments_and_no_answers() {
    let own = form("Return", "Back School", "Yes Partly No Yes");
    let evidence = sheet(
        "Evidence",
        "| Statement | Evidence | Uploaded? |\n| {POL-02} | minutes | Yes |\n| {POL-05} | photos | Yes |",
    );
    let plan = sheet("Action plan", "| Statement | Answer | Action |\n| {POL-05} | No | Write one |");
    let summary = sheet(
        "Summary",
        "| Statement | RAG |\n| {POL-02} | Green |\n| {POL-03} | Amber |\n| {POL-05} | Red |\n| {POL-06} | Green |",
    );
    let read_together = read(&[summary, own, evidence, plan]);
    assert_eq!(read_together.says(FOUR), "yes partly no yes");
    let comments: Vec<&str> =
        read_together.returns[0].comments.iter().map(|comment| comment.text.as_str()).collect();
    assert!(comments.contains(&"minutes") && comments.contains(&"Write one"), "{comments:?}");
    let [one, other] = [("Back School", "Yes Partly No Yes"), ("Tong School", "No No No No")]
        .map(|(name, marks)| form(name, "", marks));
    let total = sheet(
        "Total",
        "| Statement | Yes | Partly | No |\n| {POL-02} | 1 | 0 | 1 |\n| {POL-03} | 0 | 1 | 1 |
         | {POL-05} | 0 | 0 | 2 |\n| {POL-06} | 1 | 0 | 1 |",
    );
    assert_eq!(read(&[one, other, total]).returns.len(), 2);
    // Two summaries, or one that says more than the return: nobody can be sure.
    let one = form("Summary", "", "Yes Partly No Yes");
    let other = form("Overview", "", "No No No No");
    assert_eq!(read(&[one, other]).codes(), "F204");
}

#[test]
fn two_forms_side_by_side_in_a_sheet_are_two_returns() {
    let read = read_sheet(
        "
        | School | Back School |

        | Statement | Yes | Partly | No | Comments | | No. | Statement | Response | Comments |
        | {POL-02} | x | | | on the website | | 1 | {ESC-01} | No | the group is new |
        | {POL-03} | | x | | | | 2 | {ESC-02} | Yes | |
        | {POL-05} | | | x | | | 3 | {ESC-03} | Partly | |
        | {POL-06} | x | | | | | 4 | {ESC-04} | Yes | |
        | {POL-07} | x | | | | | | | | |",
    );
    assert_eq!(read.returns.len(), 2, "{:?}", read.findings);
    let of = |id: &str| read.returns.iter().find(|read| read.catalogue_id.as_str() == id).unwrap();
    let (practice, council) = (of("online-safety-practice"), of("cnes-e-safety"));
    assert_eq!(says(practice, "POL-02 POL-03 POL-05 POL-06 POL-07"), "yes partly no yes yes");
    assert_eq!(says(council, "ESC-01 ESC-02 ESC-03 ESC-04"), "no yes partly yes");
    for (read, comment) in [(practice, "on the website"), (council, "the group is new")] {
        assert_eq!(read.school.name.as_ref().map(|name| name.text.as_str()), Some("Back School"));
        let texts: Vec<&str> = read.comments.iter().map(|comment| comment.text.as_str()).collect();
        assert_eq!(texts, [comment]);
    }
}

#[test]
fn two_schools_side_by_side_in_a_sheet_are_two_returns() {
    let read = read_sheet(
        "
        | School | Back School | | | | | School | Tong School |

        | Statement | Yes | Partly | No | Comments | | Statement | Yes | Partly | No | Comments |
        | {POL-02} | x | | | minutes | | {POL-02} | | | x | |
        | {POL-03} | | x | | | | {POL-03} | x | | | |
        | {POL-05} | | | | | | {POL-05} | x | | | on the wall |
        | {POL-06} | x | | | | | {POL-06} | | x | | |",
    );
    assert_eq!(read.returns.len(), 2, "{:?}", read.findings);
    let said: Vec<(String, String, Vec<&str>)> = read
        .returns
        .iter()
        .map(|read| {
            let school = read.school.name.as_ref().map(|name| name.text.clone()).unwrap_or_default();
            let comments = read.comments.iter().map(|comment| comment.text.as_str()).collect();
            (school, says(read, "POL-02 POL-03 POL-05 POL-06"), comments)
        })
        .collect();
    assert_eq!(
        said,
        [
            ("Back School".into(), "yes partly - yes".into(), vec!["minutes"]),
            ("Tong School".into(), "no yes yes partly".into(), vec!["on the wall"]),
        ]
    );
}

#[test]
fn another_years_form_beside_this_years_is_not_read_for_it() {
    let with = |years: [&str; 2]| {
        read_sheet(&format!(
            "| School | Back School |
             | {} | | | | | | {} |
             | Statement | Yes | Partly | No | Comments | | Statement | Yes | Partly | No | Comments |
             | {{POL-02}} | x | | | | | {{POL-02}} | | | x | |
             | {{POL-03}} | | x | | | | {{POL-03}} | x | | | |
             | {{POL-05}} | | | | | | {{POL-05}} | x | | | |
             | {{POL-06}} | x | | | | | {{POL-06}} | | x | | |",
            years[0], years[1]
        ))
    };
    for years in [["This year", "Last year"], ["2025/26", "2024/25"], ["2026", "2025"]] {
        let read = with(years);
        assert_eq!(
            read.says("POL-02 POL-03 POL-05 POL-06"),
            "yes partly - yes",
            "{years:?} {:?}",
            read.findings
        );
    }
    // Which of the two is the return, nothing says, nor does a line on something else.
    for titles in [["", ""], ["The aim is to improve", ""], ["Our aims", "Please return by 31 March 2026"]] {
        let read = with(titles);
        assert!(read.codes().contains("F204"), "{titles:?} {:?}", read.findings);
    }
}

#[test]
fn a_paper_of_the_programs_own_is_asked_about_where_its_top_was_cut_off_or_is_not_as_it_writes_it() {
    let map = "| School | Not yet in place | POL-02 Policies easy to find | POL-03 Policies fit | POL-05 Governors | POL-06 A governor |
               | Back School | 1 | Yes | No | Yes | Yes |
               | Tong School | 2 | No | Yes | Yes | Partly |";
    let own = "| Name of school | Back School |
               | Id | Statement | Your answer | Schools that have it |
               | POL-02 | {POL-02} | Yes | 5 of 7 |
               | POL-03 | {POL-03} | No | 5 of 7 |
               | POL-05 | {POL-05} | Yes | 5 of 7 |
               | POL-06 | {POL-06} | Yes | 5 of 7 |";
    let said = format!(
        "| {} |\n{}",
        schemas::paper::purpose_and_mark("", 2025),
        own.replace("Your answer", "Response").replace("Schools that have it", "Comments")
    );
    for table in [map, own, &said] {
        let grids = [sheet("Sheet1", table)];
        let read = read(&grids);
        let question = read.finding("F204");
        assert!(read.returns.iter().all(|one| one.waits_for == Some(question.id())), "{table}");
        assert_eq!(read.codes().matches("F204").count(), 1, "{table}");
        let all = read_with(&grids, &[ruling(question, Ruling::EachSheet, Scope::Return)]);
        assert!(all.returns.iter().all(|one| one.waits_for.is_none()), "{table}");
        assert_eq!(says(&all.returns[0], FOUR), "yes no yes yes", "{table}");
        assert!(
            read_with(&grids, &[ruling(question, Ruling::LeaveOut, Scope::Return)]).returns.is_empty(),
            "{table}"
        );
    }
    let other = map.replace("Not yet in place", "Pupils");
    assert!(!read_sheet(&other).codes().contains("F204"));
}

/// A sheet for each of five statements, with what stands below it.
fn singly(above: &str, below: [&str; 5]) -> Vec<ingest::grid::Grid> {
    let ids = ["POL-02", "POL-03", "POL-05", "POL-06", "POL-07"];
    let own = ids.iter().zip(below).enumerate().map(|(at, (id, below))| {
        sheet(&format!("Q{}", at + 1), &format!("{above}\n| Statement | {{{id}}} |\n{below}"))
    });
    std::iter::once(sheet("Front", "| School Name | Back School |")).chain(own).collect()
}

#[test]
fn a_sheet_for_each_statement_is_read() {
    const FIVE: &str = "POL-02 POL-03 POL-05 POL-06 POL-07";
    let answers = ["Yes", "Partly", "No", "", "Yes"]
        .map(|answer| format!("| Answer | {answer} |\n| Evidence | Seen in class |"));
    let ticks = ["x | |", "| x |", "| | x", "| |", "x | |"]
        .map(|marks| format!("| Yes | Partly | No |\n| {marks} |\n| Evidence | Seen in class |"));
    for above in ["", "| Section | Policy |"] {
        for below in [&answers, &ticks] {
            let read = table::read(&singly(above, below.each_ref().map(String::as_str)));
            assert_eq!(read.says(FIVE), "yes partly no - yes", "{above}{}", below[0]);
            assert_eq!(read.codes(), "", "{above}{}", below[0]);
            let own =
                read.returns[0].answers.iter().find(|own| own.statement_id.as_str() == "POL-03").unwrap();
            assert_eq!(&*own.sheet, "Q2");
            assert_eq!(read.returns[0].comments.len(), 5);
        }
    }
}

#[test]
fn of_sheets_for_each_statement_no_other_answer_is_taken() {
    const FIVE: &str = "POL-02 POL-03 POL-05 POL-06 POL-07";
    let below = |label: &str| {
        ["Yes", "Partly", "No", "Yes", "Yes"].map(|answer| format!("| | {label} |\n| | {answer} |"))
    };
    for label in [
        "Last year's answer",
        "Target",
        "Governors said",
        "Moderator",
        "Example answer",
        "Evidence available?",
        "2025",
    ] {
        let read = table::read(&singly("", below(label).each_ref().map(String::as_str)));
        assert!(
            !read.returns.iter().any(|own| own.answers.iter().any(|answer| answer.answer.is_some())),
            "{label}"
        );
    }
    let read = table::read(&singly("", below("Answer").each_ref().map(String::as_str)));
    assert_eq!(read.says(FIVE), "yes partly no yes yes", "{}", read.codes());
}

#[test]
fn words_below_another_label_on_sheets_of_their_own_are_asked_about_once() {
    const LABELS: [&str; 3] = ["Last year's answer", "Target", "2025"];
    let below = |label: &str, own: &str| {
        ["Yes", "Partly", "No", "Yes", "Yes"]
            .map(|answer| format!("| | {label} |\n| | {answer} |\n{own}| | Evidence |"))
    };
    for label in LABELS {
        let read = table::read(&singly("", below(label, "").each_ref().map(String::as_str)));
        assert_eq!(read.codes(), "F203", "{label}");
        // The school's own was left out.
        for own in ["Your answer", "2026"] {
            let own = format!("| | {own} |\n| | |\n");
            let read = table::read(&singly("", below(label, &own).each_ref().map(String::as_str)));
            assert_eq!(read.codes(), "F201", "{label}");
        }
    }
    let blank = ["| | Answer | |"; 5];
    assert_eq!(table::read(&singly("", blank)).codes(), "F201");
    // Two labelled answers, either of which may be meant; a list for a drop-down says nothing of its own.
    let both = ["Yes", "Partly", "No", "Yes", "Yes"];
    let target = both.map(|answer| format!("| | Target | Yes |\n| | Answer | {answer} |"));
    assert_eq!(table::read(&singly("", target.each_ref().map(String::as_str))).codes(), "F203");
    let blank = both.map(|answer| format!("| | Last year's answer | {answer} |\n| | Answer this year | |"));
    assert_eq!(table::read(&singly("", blank.each_ref().map(String::as_str))).codes(), "F201");
    let list =
        both.map(|answer| format!("| | Answer | {answer} | | Yes |\n| | | | | Partly |\n| | | | | No |"));
    assert_eq!(table::read(&singly("", list.each_ref().map(String::as_str))).codes(), "F203");
    let options = ["| | Yes |\n| | Partly |\n| | No |"; 5];
    assert!(!table::read(&singly("", options)).codes().contains("F309"));
}

#[test]
fn of_sheets_for_each_statement_one_may_be_laid_out_otherwise() {
    const FIVE: &str = "POL-02 POL-03 POL-05 POL-06 POL-07";
    let below = ["Yes", "Partly", "No", "Yes", "Partly"].map(|answer| format!("| | Answer | {answer} |"));
    let with = |at: usize, other: &str| {
        let mut grids = singly("", below.each_ref().map(String::as_str));
        let sheet_name = grids[at].sheet.clone();
        grids[at] = sheet(&sheet_name, other);
        table::read(&grids)
    };
    for at in 1..=5 {
        let id = FIVE.split(' ').nth(at - 1).unwrap();
        let answer = ["Yes", "Partly", "No", "Yes", "Partly"][at - 1];
        // A row lower, or further down.
        for gap in ["| |\n", "| |\n| |\n| |\n"] {
            let read = with(at, &format!("{gap}| Statement | {{{id}}} |\n| | Answer | {answer} |"));
            assert_eq!(read.says(FIVE), "yes partly no yes partly", "{at}");
            assert_eq!(read.codes(), "", "{at}");
        }
        // Under something else's label: that one is asked about.
        let read = with(at, &format!("| Statement | {{{id}}} |\n| | Governors said | {answer} |"));
        let said = read.says(FIVE);
        assert_eq!(said.split(' ').nth(at - 1), Some("?"), "{said} {}", read.codes());
        assert_eq!((said.matches('?').count(), read.codes().as_str()), (1, "F309"), "{said}");
    }
}

#[test]
fn statements_on_sheets_of_their_own_beside_a_form_are_read_with_it() {
    const ALL: &str = "POL-08 POL-09 POL-10 POL-11 POL-02 POL-03 POL-05 POL-06 POL-07";
    let form = sheet(
        "Main",
        "| Statement | Response | Comments |
         | {POL-08} | Yes | |
         | {POL-09} | No | |
         | {POL-10} | Partly | minutes |
         | {POL-11} | Yes | |",
    );
    let below = ["Yes", "Partly", "No", "", "Partly"].map(|answer| format!("| | Answer | {answer} |"));
    let mut grids = singly("", below.each_ref().map(String::as_str));
    grids.insert(1, form.clone());
    let read = table::read(&grids);
    assert_eq!(
        (read.says(ALL).as_str(), read.returns.len()),
        ("yes no partly yes yes partly no - partly", 1)
    );
    assert_eq!(read.codes(), "");
    // Two alone are no habit, and are asked about.
    let read = table::read(&grids[..4]);
    assert_eq!(read.says(ALL), "yes no partly yes ? ? missing missing missing", "{}", read.codes());
}
