//! Answers in figures or letters that nothing explains: one question for all of them, and a ruling that answers all; and answers
//! in notes on cells.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

mod table;

use schemas::{
    answer::Answer,
    decision::{MarkMeaning, Ruling, Scope},
};
use table::{FOUR, Read, read, read_sheet, read_with, ruling, says, sheet};

fn form(marks: [&str; 4]) -> String {
    let rows = FOUR.split(' ').zip(marks).map(|(id, mark)| format!("| {{{id}}} | {mark} | |\n"));
    "| School | Back School |\n| Statement | Score | Comments |\n".to_owned() + &rows.collect::<String>()
}

fn export(marks: [&str; 2]) -> String {
    let [one, two] = marks;
    format!(
        "| School | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |\n| Back School | {one} |\n| Tong School | {two} |"
    )
}

fn codes_of_questions(read: &Read) -> Vec<&str> {
    let asked = read.findings.iter().filter(|finding| finding.rule.is_question);
    asked.map(|finding| finding.rule.code).collect()
}

fn meaning(all: &[(&str, Option<Answer>)]) -> Ruling {
    let meant = |answer: Option<Answer>| answer.map_or(MarkMeaning::Blank, MarkMeaning::Answer);
    Ruling::Marks(all.iter().map(|(mark, answer)| ((*mark).to_owned(), meant(*answer))).collect())
}

const WORST_FIRST: [(&str, Option<Answer>); 3] =
    [("1", Some(Answer::No)), ("2", Some(Answer::Partly)), ("3", Some(Answer::Yes))];

#[test]
fn marks_of_a_scale_without_a_key_are_one_question() {
    for (marks, was_read) in [(["1", "2", "3", "3"], "1 | 2 | 3"), (["c", "A", "b", "a"], "A | B | C")] {
        let read = read_sheet(&form(marks));
        assert_eq!(read.says(FOUR), "? ? ? ?");
        assert_eq!(codes_of_questions(&read), ["F312"], "{:?}", read.findings);
        let asked = read.finding("F312");
        assert_eq!((&*asked.was_read, &*asked.place.cell, asked.n_answers_waiting), (was_read, "B3", 4));
        assert_eq!(asked.return_id, Some(read.returns[0].return_id));
    }
    // An export's schools are asked about together.
    let read = read_sheet(&export(["1 | 2 | 3 | 1", "2 | 2 | 1 | 1"]));
    assert_eq!(codes_of_questions(&read), ["F312"]);
    assert_eq!(read.finding("F312").n_answers_waiting, 8);
    // A stray one, or one and the same throughout, says nothing of a scale.
    for marks in [["Yes", "2", "No", "Yes"], ["Yes", "2", "3", "Yes"]] {
        assert!(!read_sheet(&form(marks)).codes().contains("F312"));
    }
}

#[test]
fn one_ruling_answers_all_marks_of_a_scale() {
    let grids = [sheet("Return", &form(["1", "2", "3", "3"]))];
    let asked = read(&grids);
    for scope in [Scope::Cell, Scope::Return, Scope::Always] {
        let ruled = read_with(&grids, &[ruling(asked.finding("F312"), meaning(&WORST_FIRST), scope)]);
        assert_eq!(ruled.says(FOUR), "no partly yes yes");
        assert!(codes_of_questions(&ruled).is_empty());
        assert!(ruled.finding("F703").message.contains("marks 1=no 2=partly 3=yes"));
    }
    // What it leaves out is asked about by itself.
    let part = meaning(&[("1", Some(Answer::No)), ("3", None)]);
    let ruled = read_with(&grids, &[ruling(asked.finding("F312"), part, Scope::Return)]);
    assert_eq!((ruled.says(FOUR).as_str(), codes_of_questions(&ruled)), ("no ? - -", vec!["F302"]));
    let each = read_with(&grids, &[ruling(asked.finding("F312"), Ruling::LeaveOut, Scope::Return)]);
    assert_eq!(codes_of_questions(&each), ["F302"; 4]);
    // A ruling on one mark holds beside it.
    let one = ruling(each.finding("F302"), Ruling::Answer(Answer::No), Scope::Return);
    assert_eq!(read_with(&grids, &[one]).says(FOUR), "no ? ? ?");
}

#[test]
fn a_ruling_on_a_scale_holds_while_the_same_marks_stand_there() {
    let grids = [sheet("Return", &form(["1", "2", "3", "3"]))];
    let decision = ruling(read(&grids).finding("F312"), meaning(&WORST_FIRST), Scope::Return);
    let now = read_with(&[sheet("Return", &form(["1", "2", "3", "4"]))], &[decision]);
    assert_eq!(now.says(FOUR), "? ? ? ?");
    assert_eq!(now.finding("F312").was_read, "1 | 2 | 3 | 4");
    assert!(now.codes().contains("F701"), "{}", now.codes());
    // Of an export one ruling answers all schools.
    let grids = [sheet("Return", &export(["1 | 2 | 3 | 1", "2 | 2 | 1 | 1"]))];
    let decision = ruling(read(&grids).finding("F312"), meaning(&WORST_FIRST), Scope::Return);
    let ruled = read_with(&grids, &[decision]);
    assert_eq!(says(&ruled.returns[0], FOUR), "no partly yes no");
    assert_eq!(says(&ruled.returns[1], FOUR), "partly partly no no");
}

#[test]
fn an_answer_in_a_note_on_a_blank_statements_cell_is_asked_about() {
    let mut grid = sheet("Return", &form(["", "", "", "Yes"]));
    let notes = [(2, 1, "Yes"), (3, 1, "A Head: partly"), (4, 0, "see the policy"), (5, 1, "No")];
    grid.notes = notes.map(|(row, column, says)| (row, column, says.into())).to_vec();
    let grids = [grid];
    let asked = read(&grids);
    assert_eq!(asked.says(FOUR), "? ? - yes", "{:?}", asked.findings);
    let told: Vec<_> = asked.findings.iter().filter(|finding| finding.rule.code == "F309").collect();
    assert_eq!(told.len(), 2);
    assert_eq!((&*told[0].place.cell, &*told[0].was_read, &*told[0].suggestion), ("B3", "Yes", "answer yes"));
    assert_eq!((&*told[1].was_read, &*told[1].suggestion), ("A Head: partly", "answer partly"));
    let ruled = read_with(&grids, &[ruling(told[0], Ruling::Answer(Answer::Yes), Scope::Cell)]);
    assert_eq!(ruled.says(FOUR), "yes ? - yes");
}

#[test]
fn figures_that_drop_downs_leave_beside_an_empty_column_of_answers_are_asked_about_once() {
    for head in ["", "Linked cell", "Cell link"] {
        let read = read_sheet(&format!(
            "| Statement | Response | Evidence and Comments | {head} |
             | {{POL-02}} | | in the handbook | 1 |\n| {{POL-03}} | | | 2 |\n| {{POL-05}} | | | 3 |
             | {{POL-06}} | | | 1 |\n| {{POL-08}} | | minutes | 3 |"
        ));
        assert_eq!(
            read.says("POL-02 POL-03 POL-05 POL-06 POL-08"),
            "? ? ? ? ?",
            "{head}: {:?}",
            read.findings
        );
        assert_eq!(read.codes(), "F312", "{head}: {:?}", read.findings);
        assert_eq!(read.finding("F312").n_answers_waiting, 5);
    }
    // Numbers of rows, or figures beside answers, are none.
    let read = read_sheet(
        "| Statement | Response | Evidence and Comments | |
         | {POL-02} | Yes | | 1 |\n| {POL-03} | No | | 2 |\n| {POL-05} | Partly | | 1 |\n| {POL-06} | Yes | | 2 |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes no partly yes");
}
