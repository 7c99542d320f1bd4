//! Forms with a statement a row: columns, headings, rows of the school's own, fields, plans, rulings.

mod table;

use ingest::reading::MatchedBy;
use schemas::{
    answer::Answer,
    decision::{Ruling, Scope},
};
use table::{FOUR, columns, read, read_sheet, read_with, ruling, sheet};

/// A form of four statements under these headings, with these marks.
fn under(headings: &str, marks: [&str; 4]) -> table::Read {
    let [a, b, c, d] = marks;
    read_sheet(&format!(
        "{headings}\n| {{POL-02}} {a}\n| {{POL-03}} {b}\n| {{POL-05}} {c}\n| {{POL-06}} {d}\n"
    ))
}

const TICKS: [&str; 4] = ["| x | | | seen |", "| | x | | |", "| | | x | |", "| | | | |"];

#[test]
fn tick_columns_are_read_under_headings_in_many_words() {
    for headings in [
        "| Policy | Yes | Partly | No | Evidence and Comments |",
        "| Statement | Met | Partially met | Not met | Comments |",
        "| Statement | In place | Partially in place | Not in place | Evidence |",
        "| Statement | Green | Amber | Red | Notes |",
        "| Statement | G | A | R | Notes |",
        "| Statement | Y | P | N | Notes |",
        "| Statement | Fully | Partially | Not at all | Notes |",
        "| Statement | YES (in place) | PARTLY (some) | NO (none) | Evidence (please give dates) |",
        "| | | Partially | Not | |\n| Statement | Met | met | met | Comments |",
        "| | Is this in place? | | | Evidence |\n| Statement | Yes | Partly | No | |",
    ] {
        let read = under(headings, TICKS);
        assert_eq!(read.says(FOUR), "yes partly no -", "{headings}");
        assert_eq!(read.codes(), "", "{headings}");
        assert_eq!(read.returns[0].comments.len(), 1, "{headings}");
    }
}

#[test]
fn columns_may_stand_in_any_order_with_others_between() {
    let read = under(
        "| Statement | No | Lead | Yes | RAG | Partly | Evidence |",
        ["| | JM | x | G | | seen |", "| | | | | x | |", "| x | | | | | |", "| | JM | | | | |"],
    );
    assert_eq!(read.says(FOUR), "yes partly no -");
    assert!(read.returns[0].answers[1].has_evidence);
    // What stands in the other columns is kept.
    assert_eq!(read.returns[0].comments.len(), 4);
}

#[test]
fn one_answer_column_is_read_under_many_headings() {
    for heading in [
        "Response",
        "Answer (Yes/Partly/No)",
        "Rating",
        "Status",
        "Is this in place?",
        "RAG",
        "2025",
        "In place?",
    ] {
        let read = under(
            &format!("| Statement | {heading} | Comments |"),
            ["| Yes | a |", "| Partly | |", "| no | |", "| | |"],
        );
        assert_eq!(read.says(FOUR), "yes partly no -", "{heading}");
    }
}

#[test]
fn a_numbering_column_headed_no_is_no_answer() {
    let read = read_sheet(
        "| No | Statement | Yes | Partly | No | Comments |
         | 1 | {POL-02} | x | | | |
         | 2 | {POL-03} | | x | | |
         | 3 | {POL-05} | | | x | |
         | 4 | {POL-06} | | | | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no -");
    let read = read_sheet(
        "| No. | Statement | Response |
         | 1 | {POL-02} | Yes |
         | 2 | {POL-03} | Partly |
         | 3 | {POL-05} | No |
         | 4 | {POL-06} | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no -");
}

#[test]
fn without_headings_the_order_of_the_form_holds_and_is_said() {
    let read = under("| Policy |", TICKS);
    assert_eq!(read.says(FOUR), "yes partly no -");
    assert_eq!(read.codes(), "F202");
}

#[test]
fn unknown_headings_leave_no_answer_and_ask() {
    let read = under("| Statement | Gold | Silver | Bronze | Comments |", TICKS);
    assert_eq!(read.says(FOUR), "? ? ? -");
    let question = read.finding("F203");
    assert_eq!(
        question.was_read,
        "Statement | Gold | Silver | Bronze | Comments".split_once(" | ").unwrap().1
    );
    assert_eq!(question.n_answers_waiting, 3);
    let ruled = read_with(
        &[sheet(
            "Return",
            &format!(
                "| Statement | Gold | Silver | Bronze | Comments |\n| {{POL-02}} {}\n| {{POL-03}} {}\n| {{POL-05}} {}\n| {{POL-06}} {}",
                TICKS[0], TICKS[1], TICKS[2], TICKS[3]
            ),
        )],
        &[ruling(question, columns("yes partly no comment"), Scope::Return)],
    );
    assert_eq!(ruled.says(FOUR), "yes partly no -");
    assert_eq!(ruled.codes(), "F703");
}

#[test]
fn of_two_years_side_by_side_the_later_is_read() {
    let read = read_sheet(
        "| | 2024 | | | 2025 | | | |
         | Statement | Yes | Partly | No | Yes | Partly | No | Comments |
         | {POL-02} | | | x | x | | | |
         | {POL-03} | x | | | | x | | |
         | {POL-05} | x | | | | | x | |
         | {POL-06} | x | | | | | | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no -");
}

#[test]
fn two_columns_of_answers_that_nothing_tells_apart_are_a_question() {
    let read = under(
        "| Statement | Autumn | Spring |",
        ["| Yes | No |", "| Yes | Yes |", "| No | Partly |", "| Partly | |"],
    );
    assert_eq!(read.says(FOUR), "? ? ? ?");
    assert_eq!(read.codes(), "F203");
}

#[test]
fn answers_of_two_people_are_a_question() {
    let read = under(
        "| Statement | Head teacher | Deputy head | Comments |",
        ["| Yes | No |", "| Yes | Yes |", "| No | Partly |", "| Partly | |"],
    );
    assert!(read.returns[0].answers.iter().all(|answer| answer.answer.is_none()));
    assert_eq!(read.codes(), "F203");
}

#[test]
fn the_schools_own_rows_are_told_and_not_counted() {
    let read = read_sheet(
        "| Statement | Yes | Partly | No | Comments |
         | {POL-02} | x | | | |
         | Our breakfast club has a device agreement of its own | x | | | Since 2024 |
         | {POL-03} | | x | | |
         | {POL-05} | | | x | |
         | {POL-06} | | | | |
         | Total | 1 | 1 | 1 | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no -");
    assert_eq!(read.codes(), "F207");
    assert_eq!(read.findings.iter().filter(|finding| finding.rule.code == "F207").count(), 1);
    assert_eq!(read.returns[0].comments.len(), 1);
    assert_eq!(read.returns[0].comments[0].statement_id, None);
}

#[test]
fn a_statement_twice_with_other_marks_is_a_question() {
    let table = "| Statement | Yes | Partly | No |
         | {POL-02} | x | | |
         | {POL-03} | | x | |
         | {POL-02} | | | x |
         | {POL-05} | | | x |
         | {POL-06} | | | |";
    let read = read_sheet(table);
    assert_eq!(read.says(FOUR), "two partly no -");
    let question = read.finding("F209");
    let ruled =
        read_with(&[sheet("Return", table)], &[ruling(question, Ruling::Answer(Answer::No), Scope::Cell)]);
    assert_eq!(ruled.says(FOUR), "no partly no -");
}

#[test]
fn a_statement_put_to_several_stages_of_which_one_is_left_blank_is_asked_about() {
    let mut grid = sheet(
        "Return",
        "| Statement | Stage | Yes | Partly | No | Comments |
         | {POL-02} | Primary | x | | | |
         | | Secondary | x | | | |
         | {POL-03} | Primary | | | | |
         | | Secondary | | x | | seen |
         | {POL-05} | Primary | | | | |
         | | Secondary | | | | |
         | {POL-06} | Primary | | x | | |
         | | Secondary | x | | | |",
    );
    for top in [1, 3, 5, 7] {
        grid.merges.push(ingest::grid::Block { top, left: 0, bottom: top + 1, right: 0 });
    }
    let read = read_with(&[grid], &[]);
    assert_eq!(read.says(FOUR), "two ? - two");
    assert!(read.codes().contains("F302"), "{}", read.codes());
}

#[test]
fn statements_that_take_several_rows_or_cells_are_one() {
    let mut grid = sheet(
        "Return",
        "| Statement | | Yes | Partly | No | Comments |
         | {POL-02} | | | | | |
         | | | x | | | seen |
         | {POL-03} | | | x | | |
         | | | | | | |
         | {POL-05} | | | | x | |
         | {POL-06} | | | | | |",
    );
    for top in [1, 3] {
        grid.merges.push(ingest::grid::Block { top, left: 0, bottom: top + 1, right: 1 });
    }
    let read = read(&[grid]);
    assert_eq!(read.says(FOUR), "yes partly no -");
    assert!(read.returns[0].answers[1].has_evidence);
}

#[test]
fn forms_side_by_side_keep_to_their_own_columns() {
    let read = read_sheet(
        "| Policy | Yes | Partly | No | | Infrastructure | Yes | Partly | No |
         | {POL-02} | x | | | | {INF-02} | | | x |
         | {POL-03} | | x | | | {INF-04} | | | |
         | {POL-05} | | | x | | {INF-05} | | x | |
         | {POL-06} | | | | | {INF-06} | x | | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no -");
    assert_eq!(read.says("INF-02 INF-04 INF-05 INF-06"), "no - partly yes");
}

#[test]
fn fields_are_found_in_many_places_and_words() {
    for top in [
        "| School Name | Back School |\n| Date: | 12/11/2025 |",
        "| School: Back School   Date: 12/11/2025 |",
        "| Name of school \u{2013} Back School |\n| Date of completion: 12 November 2025 |",
        "| Name of school | Date completed | Completed by |\n| Back School | 12/11/2025 | J M |",
        "| Establishment: | Back School | | Date | 12 Nov 2025 |",
        "| Sgoil | Back School |\n| Ceann-latha | 12/11/2025 |",
    ] {
        let read = under(&format!("{top}\n\n| Statement | Yes | Partly | No | Comments |"), TICKS);
        assert_eq!(read.says(FOUR), "yes partly no -", "{top}");
        let read = &read.returns[0];
        assert_eq!(read.school.name.as_ref().map(|name| name.text.as_str()), Some("Back School"), "{top}");
        assert_eq!(read.completed_on.map(|date| date.to_string()).as_deref(), Some("2025-11-12"), "{top}");
    }
}

#[test]
fn a_label_without_its_value_takes_no_other_label_for_it() {
    let read = under(
        "| School Name | |\n| Completed by: | J M | Date: | |\n| Statement | Yes | Partly | No | Comments |",
        TICKS,
    );
    assert_eq!(read.returns[0].school.name, None);
    assert_eq!(read.returns[0].completed_on, None);
    assert_eq!(read.codes(), "");
}

#[test]
fn the_action_plan_is_read_and_what_it_quotes_is_no_answer() {
    let read = read_sheet(
        "| Statement | Yes | Partly | No | Comments |
         | {POL-02} | x | | | |
         | {POL-03} | | x | | |
         | {POL-05} | | | x | |
         | {POL-06} | | | | |
         | Action Plan |
         | | Key area for development | Resources, support or activity required | Date Completed | Signed |
         | 1 | {POL-05} | Training | 12/03/2026 | J M |
         | 2 | | | | |
         | 3 | Parents' evening | | soon | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no -");
    let actions = &read.returns[0].actions;
    assert_eq!(actions.iter().map(|action| action.row_no).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(actions[0].completed_on.map(|date| date.to_string()).as_deref(), Some("2026-03-12"));
    assert!(actions[0].is_signed && !actions[1].is_signed);
    assert_eq!(read.codes(), "F406");
}

#[test]
fn a_mark_in_a_column_without_a_heading_is_a_question() {
    let read = read_sheet(
        "| Statement | Yes | Partly | No | Comments | |
         | {POL-02} | x | | | | |
         | {POL-03} | | x | | | |
         | {POL-05} | | | x | | |
         | {POL-06} | | | | | x |",
    );
    assert_eq!(read.says(FOUR), "yes partly no ?");
    assert_eq!(read.finding("F309").place.cell, "F5");
}

#[test]
fn rulings_on_marks_hold_in_their_scope_and_say_so() {
    let table = "| Statement | Response |
         | {POL-02} | Yes |
         | {POL-03} | tbc |
         | {POL-05} | tbc |
         | {POL-06} | No |";
    let read = read_sheet(table);
    assert_eq!(read.says(FOUR), "yes ? ? no");
    let question = read.finding("F302");
    let cell = ruling(question, Ruling::Answer(Answer::Partly), Scope::Cell);
    let ruled = read_with(&[sheet("Return", table)], std::slice::from_ref(&cell));
    assert_eq!(ruled.says(FOUR), "yes partly ? no");
    let all = ruling(question, Ruling::Blank, Scope::Return);
    assert_eq!(read_with(&[sheet("Return", table)], &[all]).says(FOUR), "yes - - no");
    // The same ruling after the school sent another file.
    let other = schemas::decision::Decision { sha256: "other".into(), ..cell };
    let unfit = read_with(&[sheet("Return", table)], &[other]);
    assert_eq!(unfit.says(FOUR), "yes ? ? no");
    assert_eq!(unfit.finding("F701").place.cell, "B3");
}

#[test]
fn a_timetable_with_yes_and_no_in_it_is_no_return() {
    let read = read_sheet("| Period | Mon | Tue |\n| 1 | Maths | PE |\n| 2 | No | Yes |");
    assert!(read.returns.is_empty());
    assert_eq!(read.codes(), "F106");
}

#[test]
fn a_blank_form_is_a_return_with_a_finding() {
    let read =
        under("| School | Back School |\n| Statement | Yes | Partly | No | Comments |", ["|", "|", "|", "|"]);
    assert_eq!(read.says(FOUR), "- - - -");
    assert_eq!(read.codes(), "F201");
}

#[test]
fn headings_that_the_catalogue_adds_are_known() {
    let mut catalogues = schemas::catalogue::load::builtin();
    for (column, word) in catalogues[0].columns.iter_mut().zip(["Gold", "Silver", "Bronze"]) {
        column.also.push(word.to_owned());
    }
    let library = ingest::recognise::Library::new(catalogues);
    let known = ingest::recognise::Known {
        library: &library,
        year: schemas::ids::Year::of(2026).unwrap(),
        decisions: &[],
    };
    let grid = sheet(
        "Return",
        "| Statement | Bronze | Silver | Gold |
         | {POL-02} | | | x |
         | {POL-03} | | x | |
         | {POL-05} | x | | |
         | {POL-06} | | | |",
    );
    let (returns, _) = ingest::recognise::recognise("return.xlsx", "abc", &[grid], &known);
    assert_eq!(table::says(&returns[0], FOUR), "yes partly no -");
}

#[test]
fn a_row_of_the_schools_own_is_no_heading_whatever_its_comment_speaks_of() {
    for comment in [
        "Evidence: minutes of the club",
        "Evidence in folder",
        "See comment above",
        "No comments",
        "Comment: we plan this",
        "comments from parents welcome",
        "Minutes of the club",
    ] {
        for (headings, rows, own) in [
            (
                "| Statement | Response | Comments |",
                ["| Yes | |", "| Partly | seen |", "| No | |", "| Yes | |"],
                "| Partly |",
            ),
            (
                "| Statement | Yes | Partly | No | Evidence and Comments |",
                ["| Yes | | | |", "| | Partly | | seen |", "| | | No | |", "| Yes | | | |"],
                "| | Partly | |",
            ),
        ] {
            let [a, b, c, d] = rows;
            let read = read_sheet(&format!(
                "| School | Back School |
                 {headings}
                 | {{POL-02}} {a}
                 | {{POL-03}} {b}
                 | We run a digital leaders club for pupils {own} {comment} |
                 | {{POL-05}} {c}
                 | {{POL-06}} {d}"
            ));
            assert_eq!(read.says(FOUR), "yes partly no yes", "{comment}, {headings}");
            assert_eq!(read.codes(), "F207", "{comment}, {headings}");
            assert_eq!(read.returns[0].comments.len(), 2, "{comment}: {:?}", read.returns[0].comments);
        }
    }
}

#[test]
fn a_section_with_one_column_of_ticks_may_have_headings_of_its_own() {
    let read = read_sheet(
        "| Policy | In place | Evidence held by the school |
         | {POL-02} | x | seen |
         | {POL-03} | | |
         | Infrastructure | In place | Evidence held by the school |
         | {INF-02} | x | |
         | {INF-03} | | folder |",
    );
    assert_eq!(read.says("POL-02 INF-02"), "yes yes");
    assert!(!read.codes().contains("F207"), "{}", read.codes());
}

#[test]
fn a_box_that_shows_both_signs_is_asked_about() {
    let read = under(
        "| Statement | Yes | Partly | No |",
        [
            "| \u{2610}\u{2612} | \u{2610} | \u{2610} |",
            "| \u{2612} | \u{2610} | \u{2610} |",
            "| \u{2610} | \u{2612} | \u{2610} |",
            "| \u{2610} | \u{2610} | \u{2612} |",
        ],
    );
    assert_eq!((read.says(FOUR).as_str(), read.codes().as_str()), ("? yes partly no", "F302"));
}

#[test]
fn a_statement_is_known_by_its_id_where_both_stand_there() {
    let read = read_sheet(
        "| Id | Statement | Answer |
         | POL-02 | {POL-02} | Yes |
         | POL-03 | {POL-03} | No |
         | | {POL-05} | Partly |
         | POL-06 | {POL-06} | Yes |",
    );
    assert_eq!(read.says(FOUR), "yes no partly yes");
    let by: Vec<_> = read.returns[0].answers.iter().filter_map(|answer| answer.matched_by).collect();
    assert_eq!(by, [MatchedBy::Id, MatchedBy::Id, MatchedBy::Exact, MatchedBy::Id]);
}

#[test]
fn what_a_sign_at_a_mark_points_to_below_the_form_is_kept() {
    for note in
        ["* only in the upper school", "(1) only in the upper school", "\u{b9} only in the upper school"]
    {
        let read = read_sheet(&[
            "| Statement | Yes | Partly | No |\n| {POL-02} | x | | |\n| {POL-03} | x | | |\n| {POL-05} | | x | |\n",
            "| {POL-06} | | | x |\n\n| ", note, " |",
        ].concat());
        assert!(read.returns[0].comments.iter().any(|comment| comment.text == note), "{note}");
    }
}

#[test]
fn comments_on_the_whole_are_kept_though_their_label_stands_left_of_the_statements() {
    let read = read_sheet(
        "
        | | Area | Statement | Response | Comments |
        | | Policy | {POL-02} | Yes | |
        | | Policy | {POL-03} | Partly | |
        | | Staff | {POL-05} | No | |
        | | Staff | {POL-06} | Yes | |

        | Any other comments: | Overall we are pleased |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no yes");
    assert!(read.returns[0].comments.iter().any(|comment| comment.text == "Overall we are pleased"));
}

#[test]
fn evidence_in_a_row_above_each_statement_is_on_the_statement_below_it() {
    let of = |table: &str| -> Vec<(String, String)> {
        let comments = read_sheet(table).returns.remove(0).comments;
        let id = |comment: &ingest::reading::CommentReading| {
            comment.statement_id.as_ref().map_or(String::new(), |id| id.as_str().to_owned())
        };
        comments.iter().map(|comment| (id(comment), comment.text.clone())).collect()
    };
    let above = of("| Statement | Yes | Partly | No |
         | Evidence: minutes | | | |\n| {POL-02} | x | | |
         | Evidence: folder | | | |\n| {POL-03} | | x | |
         | Evidence: website | | | |\n| {POL-05} | | | x |
         | Evidence: none | | | |\n| {POL-06} | | | x |");
    let ids: Vec<&str> = above.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["POL-02", "POL-03", "POL-05", "POL-06"], "{above:?}");
    let below = of("| Statement | Yes | Partly | No |
         | {POL-02} | x | | |\n| Evidence: minutes | | | |
         | {POL-03} | | x | |\n| Evidence: folder | | | |
         | {POL-05} | | | x |\n| Evidence: website | | | |
         | {POL-06} | | | x |\n| Evidence: none | | | |");
    let ids: Vec<&str> = below.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["POL-02", "POL-03", "POL-05", "POL-06"], "{below:?}");
}
