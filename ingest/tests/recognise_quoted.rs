//! A short list of statements quoted beside or below the form: priorities, areas for development, support wanted.
//! In: a form and a list of few of its statements. Out: the form's answers stand, and what the list says is kept.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "what a test relies on may fail it")]

mod table;

use table::{Read, document, read, read_sheet, says, sheet};

const EIGHT: &str = "POL-02 POL-03 POL-05 POL-06 POL-07 POL-08 INC-01 INC-02";
const ANSWERS: &str = "yes partly no yes yes no partly -";

/// A form of eight statements, the last blank.
const FORM: &str = "
     | School Name | Back School | | | |
     | Statement | Yes | Partly | No | Evidence and Comments |
     | {POL-02} | x | | | |
     | {POL-03} | | x | | |
     | {POL-05} | | | x | |
     | {POL-06} | x | | | |
     | {POL-07} | x | | | |
     | {POL-08} | | | x | |
     | {INC-01} | | x | | |
     | {INC-02} | | | | |
";

fn below(list: &str) -> Read {
    read_sheet(&format!("{FORM}\n{list}"))
}

/// The comments on a statement, or on none.
fn comments_on(read: &Read, id: Option<&str>) -> Vec<String> {
    let all = &read.returns[0].comments;
    let on = all
        .iter()
        .filter(|comment| comment.statement_id.as_ref().map(schemas::ids::StatementId::as_str) == id);
    on.map(|comment| comment.text.clone()).collect()
}

#[test]
fn a_ranked_list_below_the_form_takes_no_answer_away() {
    let read = below(
        "| Our top priorities |
         | 1 | {POL-05} |
         | 2 | {POL-08} |
         | 3 | {POL-03} |",
    );
    assert_eq!(read.says(EIGHT), ANSWERS);
    assert_eq!(read.codes(), "F110");
}

#[test]
fn a_list_with_actions_below_the_form_is_kept_as_comments() {
    let read = below(
        "| Priority statement | What we will do |
         | {POL-05} | Train all staff in March |
         | {POL-08} | Ask the council for a filter |
         | {INC-02} | Write it this term |",
    );
    assert_eq!(read.says(EIGHT), ANSWERS);
    assert_eq!(read.codes(), "F110");
    assert_eq!(comments_on(&read, Some("POL-08")), ["Ask the council for a filter"]);
    assert_eq!(comments_on(&read, Some("INC-02")), ["Write it this term"]);
    assert!(read.finding("F110").message.contains("(POL-05, POL-08, INC-02)"));
}

#[test]
fn whether_support_is_wanted_is_no_second_answer() {
    let read = below(
        "| Statement | Support wanted? |
         | {POL-02} | No |
         | {POL-05} | Yes |
         | {POL-08} | Yes |",
    );
    assert_eq!(read.says(EIGHT), ANSWERS);
    assert_eq!(read.codes(), "F110");
    assert_eq!(comments_on(&read, Some("POL-05")), ["Yes"]);
}

#[test]
fn a_list_on_its_own_sheet_takes_no_answer_away() {
    for list in [
        "| Our top priorities |\n| {POL-05} |\n| {POL-08} |\n| {POL-03} |",
        "| {POL-05} |\n| {POL-08} |",
        "| Statement | What we will do |\n| {POL-05} | Train all staff |\n| {POL-08} | Ask for a filter |",
        "| Our top priorities | Lead |\n| {POL-05} | AML |\n| {POL-08} | JM |",
        "| Statement | Support wanted? |\n| {POL-05} | Yes |\n| {POL-08} | No |",
    ] {
        for name in ["Priorities", "Sheet2"] {
            let read = read(&[sheet("Return", FORM), sheet(name, list)]);
            assert_eq!(read.says(EIGHT), ANSWERS, "{list}");
            let title = |words: &ingest::reading::CommentReading| words.text == "Our top priorities";
            assert_eq!(
                read.returns[0].unplaced.iter().any(title),
                list.contains("Our top priorities"),
                "{list}"
            );
            assert!(!read.codes().contains("F2"), "{list}: {}", read.codes());
        }
    }
}

#[test]
fn a_list_that_answers_is_asked_about_still() {
    // Under the form's own headings, or a bare word beside a statement that the form leaves blank.
    for (list, said) in [
        ("| Statement | Yes | Partly | No |\n| {POL-05} | x | | |\n| {POL-08} | x | | |", "two yes yes two"),
        ("| Statement | Response |\n| {POL-05} | Yes |\n| {POL-08} | Yes |", "two yes yes two"),
    ] {
        for read in [below(list), read(&[sheet("Return", FORM), sheet("More", list)])] {
            assert_eq!(read.says("POL-05 POL-06 POL-07 POL-08"), said, "{list}");
            assert!(read.codes().contains("F209"), "{}", read.codes());
        }
    }
    for (list, said) in [
        // What it asks is plainly something else.
        ("| Statement | Support wanted? |\n| {INC-02} | Yes |\n| {POL-08} | No |", "yes -"),
        ("| Our priorities |\n| {INC-02} | Yes |\n| {POL-08} | No |", "yes -"),
        ("| |\n| {INC-02} | Yes |\n| {POL-08} | No |", "yes two"),
    ] {
        let read = read(&[sheet("Return", FORM), sheet("More", list)]);
        assert_eq!(read.says("POL-06 INC-02"), said, "{list}");
    }
}

#[test]
fn a_list_below_the_form_answers_nothing_that_the_form_leaves_blank() {
    for list in [
        "| Where we would like support | Tick |\n| {INC-02} | x |\n| {POL-08} | x |\n| {POL-05} | x |",
        "| Statement | Target for June |\n| {INC-02} | Yes |\n| {POL-08} | Yes |\n| {POL-05} | Yes |",
        "| Statement | Moderated answer |\n| {INC-02} | Yes |\n| {POL-08} | Yes |\n| {POL-05} | Yes |",
        "| Statements to discuss | Yes |\n| {INC-02} | x |\n| {POL-08} | x |\n| {POL-05} | x |",
    ] {
        let read = below(list);
        assert!(
            matches!(
                read.says(EIGHT).as_str(),
                "yes partly no yes yes no partly -"
                    | "yes partly no yes yes no partly two"
                    | "yes partly no yes yes no partly ?"
            ),
            "{list}: {}",
            read.says(EIGHT)
        );
    }
}

#[test]
fn a_list_without_a_heading_answers_nothing_that_the_form_leaves_blank() {
    for list in [
        "| {INC-02} | x |\n| {POL-08} | x |\n| {POL-05} | x |",
        "| {POL-08} | x |\n| {INC-02} | x |",
        "| |\n| {INC-02} | x |\n| {POL-08} | x |",
        "| 1 | {INC-02} | x |\n| 2 | {POL-08} | x |",
    ] {
        let read = read_sheet(&format!("{}\n{list}", FORM.trim_end()));
        let said = read.says(EIGHT);
        assert!(said.starts_with("yes partly ") && !said.ends_with("yes"), "{list}: {said}");
        let asked = read.findings.iter().filter(|finding| finding.rule.is_question);
        assert!(asked.count() > 0, "{list}");
    }
}

#[test]
fn a_ranked_list_of_five_below_a_long_form_takes_no_answer_away() {
    let ids = [
        "POL-01", "POL-02", "POL-03", "POL-04", "POL-05", "POL-06", "POL-07", "POL-08", "POL-09", "POL-10",
        "POL-11", "INC-01", "INC-02", "INC-03", "INC-04", "INC-05",
    ];
    let rows: String = ids
        .iter()
        .enumerate()
        .map(|(at, id)| match at % 3 {
            0 => format!("| {{{id}}} | x | | | |\n"),
            1 => format!("| {{{id}}} | | | x | |\n"),
            _ => format!("| {{{id}}} | | x | | |\n"),
        })
        .collect();
    let read = read_sheet(&format!(
        "| School Name | Back School |\n| Date: | 12/11/2025 |\n\n| Statement | Yes | Partly | No | Evidence and Comments |\n{rows}\n| Our top priorities |\n| 1 | {{POL-11}} |\n| 2 | {{INC-01}} |\n| 3 | {{INC-02}} |\n| 4 | {{INC-03}} |\n| 5 | {{INC-04}} |"
    ));
    assert_eq!(read.says("POL-01 POL-02 POL-03 POL-11 INC-01"), "yes no partly no partly");
    assert_eq!(read.codes(), "F110");
}

#[test]
fn a_blank_section_is_no_list_of_last_years_marks_below() {
    for heads in ["| Education | Yes | Partly | No |", "| Education |"] {
        let read = read_sheet(&format!(
            "| Policy | Yes | Partly | No |
             | {{POL-02}} | x | | |\n| {{POL-03}} | | x | |\n| {{POL-05}} | x | | |\n| {{POL-06}} | x | | |

             {heads}
             | {{EDU-02}} | | | |\n| {{EDU-03}} | | | |

             | Last year (2024) |
             | {{EDU-02}} | | x | |\n| {{EDU-03}} | | x | |",
        ));
        let said = read.says("EDU-02 EDU-03");
        assert!(!said.contains("partly"), "{heads}: {said}");
    }
}

#[test]
fn remarks_that_begin_with_an_id_are_on_that_statement() {
    let lines = ["POL-02: Policy reviewed", "POL-08 - Minutes of the council", "[INC-01] CPOMS log"];
    let below_form = format!("| Evidence |\n| {} |\n| {} |\n| {} |", lines[0], lines[1], lines[2]);
    let mut all = vec![below(&below_form)];
    all.push(read(&[
        sheet("Return", FORM),
        sheet("Evidence", &format!("| {} |\n| {} |\n| {} |", lines[0], lines[1], lines[2])),
    ]));
    let mut form = sheet("Return", &format!("{FORM}\n| |\n| Evidence | here |"));
    if let Some(cell) = form.cells.last_mut() {
        cell.value = ingest::grid::Value::Text(lines.join("\n").into());
    }
    all.push(read(&[form]));
    for (at, read) in all.iter().enumerate() {
        assert_eq!(read.says(EIGHT), ANSWERS, "{at}");
        for (id, line) in ["POL-02", "POL-08", "INC-01"].into_iter().zip(lines) {
            assert_eq!(comments_on(read, Some(id)), [line], "{at}");
        }
    }
}

#[test]
fn a_second_schools_sections_in_a_document_are_no_lists() {
    let policy = "| Policy | Yes | Partly | No | Evidence and Comments |\n| {POL-02} | x | | | |\n| {POL-03} | | x | | |\n| {POL-05} | | | x | |";
    let incidents = "| Responding to incidents | Yes | Partly | No | Evidence and Comments |\n| {INC-01} | x | | | |\n| {INC-02} | | x | | |";
    let education = "| Education and Training | Yes | Partly | No | Evidence and Comments |\n| {EDU-01} | x | | | |\n| {EDU-02} | | x | | |";
    let text = "| School Name: Back School |\n| |\n| |\n| School Name: Tong School |\n| |\n| |";
    let tables = [(1, policy), (2, incidents), (3, education), (4, policy), (5, incidents), (6, education)];
    let read = read(&document(text, &tables));
    assert_eq!(read.returns.len(), 2);
    for one in &read.returns {
        assert_eq!(says(one, "POL-02 POL-05 INC-01 INC-02 EDU-01 EDU-02"), "yes no yes partly yes partly");
    }
    assert_eq!(read.codes(), "");
}

#[test]
fn a_document_may_say_something_of_every_statement_by_its_id() {
    let lines: Vec<String> = EIGHT.split(' ').map(|id| format!("| {id}: Minutes of {id} |")).collect();
    let text = format!("| School Name: Back School |\n| |\n| Evidence |\n{}", lines.join("\n"));
    let table = FORM.trim_start().lines().skip(1).map(str::trim).collect::<Vec<_>>().join("\n");
    let read = read(&table::document(&text, &[(1, &table)]));
    assert_eq!(read.says(EIGHT), ANSWERS);
    for id in EIGHT.split(' ') {
        assert_eq!(comments_on(&read, Some(id)), [format!("{id}: Minutes of {id}")]);
    }
}

#[test]
fn the_statements_with_their_ids_beside_them_are_no_remarks() {
    let list: Vec<String> = EIGHT.split(' ').map(|id| format!("| {id} | {{{id}}} |")).collect();
    let read = read(&[
        sheet("Return", FORM),
        sheet("Statements", &format!("| Code | Statement |\n{}", list.join("\n"))),
    ]);
    assert_eq!(read.says(EIGHT), ANSWERS);
    assert!(read.returns[0].comments.is_empty(), "{:?}", read.returns[0].comments);
}

#[test]
fn statements_quoted_in_comments_are_comments() {
    let rows: Vec<String> = ["POL-02", "POL-03", "POL-05", "POL-06", "POL-07", "POL-08", "INC-01", "INC-02"]
        .iter()
        .zip(["{INC-01}", "", "{POL-08}", "", "As for: {POL-02}", "", "", "in May"])
        .enumerate()
        .map(|(at, (id, comment))| {
            let marks = ["x | |", "| x |", "| | x"][at % 3];
            format!("| {{{id}}} | {marks} | {comment} |")
        })
        .collect();
    let read = read_sheet(&format!(
        "| Statement | Yes | Partly | No | Evidence and Comments |\n{}",
        rows.join("\n")
    ));
    assert_eq!(read.says(EIGHT), "yes partly no yes partly no yes partly");
    assert_eq!(read.codes(), "");
    for (on, of) in [
        ("POL-02", "Online safety is clearly"),
        ("POL-05", "The school has a clear"),
        ("POL-07", "As for: All"),
    ] {
        let said = comments_on(&read, Some(on));
        assert!(said.len() == 1 && said[0].starts_with(of), "{said:?}");
    }
}

#[test]
fn a_small_ticked_table_below_a_documents_sections_leaves_the_form_read() {
    let section = |title: &str, rows: &str| format!("| {title} | Yes | Partly | No | Comments |\n{rows}");
    let policy = section(
        "Policy",
        "| {POL-02} | x | | | |\n| {POL-03} | | x | | |\n| {POL-05} | | | x | |\n| {POL-06} | x | | | |",
    );
    let incidents = section(
        "Responding to incidents",
        "| {INC-01} | x | | | |\n| {INC-02} | | | x | |\n| {INC-03} | | x | | |\n| {INC-04} | x | | | |",
    );
    for heads in ["| Statement | Started | In hand | Completed |\n", ""] {
        let marks = "| | x | |";
        let small = format!("{heads}| {{POL-02}} {marks}\n| {{INC-02}} {marks}");
        let read = read(&document("| School: Back School |", &[(2, &policy), (2, &incidents), (2, &small)]));
        let said = read.says("POL-02 POL-03 POL-05 POL-06 INC-01 INC-02 INC-03 INC-04");
        assert_eq!(said, "two partly no yes yes two partly yes", "{heads}");
        assert!(!read.codes().contains("F204"), "{}", read.codes());
    }
}

#[test]
fn statements_below_one_of_the_schools_own_are_no_list() {
    let ids = "POL-02 POL-03 POL-05 POL-06 POL-07 POL-08";
    let form = |marks: [&str; 7]| {
        let heads = "| School Name | Back School | | | |
            | Statement | Yes | Partly | No | Evidence and Comments |";
        let own = "| Our school has achieved the Rights Respecting Schools award |";
        let stated = ids.split(' ').map(|id| format!("| {{{id}}} |"));
        let rows = stated.clone().take(2).chain([own.to_owned()]).chain(stated.skip(2));
        let rows = rows.zip(marks).map(|(row, mark)| format!("{row} {mark} | seen |"));
        std::iter::once(heads.to_owned()).chain(rows).collect::<Vec<_>>().join("\n")
    };
    for [yes, partly, no] in [
        ["TRUE | FALSE | FALSE", "FALSE | TRUE | FALSE", "FALSE | FALSE | TRUE"],
        ["x | |", "| x |", "| | x"],
        ["JM | |", "| JM |", "| | JM"],
    ] {
        let now = form([yes, partly, yes, no, yes, yes, partly]);
        let before = form([no, no, no, yes, partly, partly, no]);
        let read = read(&[sheet("2025-26", &now), sheet("2024-25", &before)]);
        assert_eq!(read.says(ids), "yes partly no yes yes partly", "{yes}: {}", read.codes());
    }
    // The headings of a list are no statement.
    let list = "| What we need support with this year | Lead | Notes |\n| {POL-02} | HT | soon |\n| {POL-06} | DHT | soon |";
    let read = below(list);
    assert_eq!(read.says(EIGHT), ANSWERS, "{}", read.codes());
}
