//! Lines around a form that correct an answer in it: asked, never followed and never passed over.

mod table;

use ingest::grid::Grid;
use schemas::{
    answer::Answer,
    decision::{Ruling, Scope},
    ids::StatementId,
};
use table::{FOUR, Read, read, read_with, ruling, says, sheet};

/// Four numbered statements, with lines above and below.
fn form(above: &str, below: &str) -> Grid {
    sheet(
        "Return",
        &format!(
            "| School Name | Back School |
             | {above} |

             | No | Statement | Response | Comments |
             | 2 | {{POL-02}} | Yes | |
             | 3 | {{POL-03}} | Partly | |
             | 5 | {{POL-05}} | No | Seen by governors |
             | 6 | {{POL-06}} | | |

             | {below} |"
        ),
    )
}

fn comments(read: &Read) -> Vec<&str> {
    let own = &read.returns[0];
    own.comments.iter().chain(&own.unplaced).map(|comment| comment.text.as_str()).collect()
}

#[test]
fn an_answer_that_a_line_around_the_form_corrects_is_asked_about() {
    for line in [
        "Correction: statement 5 should read Yes",
        "Update 14/12: no. 5 is now Partly",
        "NB: question 5 should be Yes, not No",
        "Please change no. 5 to Partly",
        "Errata: 5 Yes",
        "We got 5 wrong, it is Partly",
        "POL-05 should be Yes",
        "Q5 is now Partly",
        "5) should be Partly",
    ] {
        for read in [read(&[form(line, "")]), read(&[form("", line)])] {
            assert_eq!(read.says(FOUR), "yes partly two -", "{line}");
            let asked = read.finding("F209");
            assert_eq!((asked.was_read.as_str(), asked.place.cell.as_str()), (line, "C7"), "{line}");
            let statement = asked.statement_id.as_ref().map(StatementId::as_str);
            assert_eq!((statement, asked.n_answers_waiting), (Some("POL-05"), 1), "{line}");
            assert!(asked.message.contains("A2") || asked.message.contains("A10"), "{}", asked.message);
            assert!(comments(&read).contains(&line), "{line}");
        }
    }
}

#[test]
fn what_a_person_rules_on_a_correction_holds_for_its_statement_alone() {
    let grids = [form("", "Errata: 3 Yes, 5 Partly")];
    let before = read(&grids);
    assert_eq!(before.says(FOUR), "yes two two -");
    let asked = before.findings.iter().find(|finding| finding.place.cell == "C7").unwrap();
    let ruled = read_with(&grids, &[ruling(asked, Ruling::Answer(Answer::Partly), Scope::Cell)]);
    assert_eq!(says(&ruled.returns[0], FOUR), "yes two partly -");
}

#[test]
fn a_correction_that_agrees_with_the_cell_or_is_none_asks_nothing() {
    for line in [
        "Correction: statement 5 should read No",
        "Amended 3/12: no. 5 now No",
        "Statement 5 now has its own policy",
        "We will change 3 passwords",
        "No. 5 is now displayed in the hall",
        "Statement 5 should be Yes by Easter",
    ] {
        let read = read(&[form("", line)]);
        assert_eq!((read.says(FOUR).as_str(), read.codes().as_str()), ("yes partly no -", ""), "{line}");
        assert!(comments(&read).contains(&line), "{line}");
    }
}

#[test]
fn a_blank_statement_that_a_line_answers_waits_and_is_not_filled_in() {
    let read = read(&[form("", "Correction: statement 6 should read Yes")]);
    assert_eq!(read.says(FOUR), "yes partly no ?");
    assert_eq!(read.finding("F209").place.cell, "B8");
}

#[test]
fn a_correction_of_a_statement_that_nobody_can_tell_is_one_question_and_withholds_nothing() {
    let grids = [form("", "Corrections: 4 Yes, 9 No")];
    let before = read(&grids);
    assert_eq!(before.says(FOUR), "yes partly no -");
    let asked = before.finding("F209");
    assert_eq!((asked.place.cell.as_str(), asked.n_answers_waiting), ("A10", 0));
    assert_eq!(before.findings.iter().filter(|finding| finding.rule.is_question).count(), 1);
    assert_eq!(read_with(&grids, &[ruling(asked, Ruling::Blank, Scope::Cell)]).codes(), "F703");
    // The form gives its statements no numbers.
    let plain = "| Statement | Response |
         | {POL-02} | Yes |
         | {POL-03} | Partly |
         | {POL-05} | No |
         | {POL-06} | |

         | Correction: statement 2 should read No |";
    let read = read(&[sheet("Return", plain)]);
    assert_eq!(read.says(FOUR), "yes partly no -");
    assert_eq!(read.finding("F209").n_answers_waiting, 0);
}

#[test]
fn notes_comments_and_lines_over_several_cells_correct_as_well() {
    let mut noted = form("", "");
    noted.notes = vec![(6, 2, "JM: statement 5 should be Yes".into())];
    assert_eq!(read(&[noted]).says(FOUR), "yes partly two -");
    let beside = form("", "").cells.into_iter().map(|mut cell| {
        if cell.value.as_text() == Some("Seen by governors") {
            cell.value = ingest::grid::Value::Text("As for no. 3, this should be Yes now".into());
        }
        cell
    });
    let read_beside = read(&[Grid { cells: beside.collect(), ..form("", "") }]);
    assert_eq!(read_beside.says(FOUR), "yes two no -");
    assert_eq!(read(&[form("", "Correction: | statement 5 should be | Yes")]).says(FOUR), "yes partly two -");
}
