//! Words that stand by no statement: those in a return's own sheets go on to be weighed, those of no one school are told of.

mod table;

use ingest::{
    grid::{Addressing, Grid},
    reading::ReturnReading,
};
use table::{Read, read, read_sheet, sheet};

const TABLE: &str = "| Statement | Yes | Partly | No | Evidence and where it is kept |
     | {POL-02} | x | | | minutes of the meeting in May |
     | {POL-03} | | x | | |
     | {POL-05} | | | x | |
     | {POL-06} | x | | | |";

fn unplaced(read: &ReturnReading) -> Vec<(&str, &str)> {
    read.unplaced.iter().map(|words| (words.cell.as_str(), words.text.as_str())).collect()
}

fn comments(read: &Read) -> Vec<Vec<&str>> {
    read.returns.iter().map(|read| read.comments.iter().map(|said| said.text.as_str()).collect()).collect()
}

#[test]
fn words_above_between_and_below_a_form_are_left_and_nothing_that_was_taken_is() {
    let read = read_sheet(&format!(
        "| School name | Back School and its nursery class | | | | Seen by the whole parent council |
         | Completed by | Mrs A B Macleod of Back |
         | We share our policy with the cluster. |
         {TABLE}
         | These were answered by the former head. |
         | {{POL-07}} | x | | | we saw to this in the spring term |
         | Thank you for letting us comment on this. |
         | Key area for development | Resources | By whom | Date completed |
         | an evening for all the parents | leaflets of the authority for them | the depute and the council chair | soon, in the summer term |",
    ));
    let only = &read.returns[0];
    assert_eq!(
        unplaced(only),
        [
            ("F1", "Seen by the whole parent council"),
            ("A3", "We share our policy with the cluster."),
            ("A9", "These were answered by the former head."),
            ("A11", "Thank you for letting us comment on this."),
            ("C13", "the depute and the council chair"),
        ]
    );
    assert_eq!(comments(&read), [["minutes of the meeting in May", "we saw to this in the spring term"]]);
    assert_eq!(only.actions.len(), 1);
}

#[test]
fn words_of_two_returns_in_a_sheet_go_with_the_one_above_them() {
    let read = read_sheet(&format!(
        "| School | Back School |\n{TABLE}\n| We would welcome a visit in spring. |\n\n| School | Tong School |\n{TABLE}\n\
         | There is no wifi in the annexe. |"
    ));
    let left: Vec<_> = read.returns.iter().map(unplaced).collect();
    assert_eq!(
        left,
        [[("A7", "We would welcome a visit in spring.")], [("A15", "There is no wifi in the annexe.")]]
    );
}

#[test]
fn a_paragraph_or_a_sheet_beside_the_form_goes_with_it() {
    let form = sheet("table 1", TABLE);
    let words = sheet("text", "| Our broadband is slow in the mornings. |\n| Back School |");
    for addressing in [Addressing::Document, Addressing::Workbook] {
        let grids = [&form, &words].map(|grid| Grid { addressing, ..grid.clone() });
        let read = read(&grids);
        assert_eq!(read.returns[0].unplaced.len(), 1, "{addressing:?}");
        assert_eq!(read.returns[0].unplaced[0].text, "Our broadband is slow in the mornings.");
    }
    let hidden = Grid { is_hidden: true, ..words };
    assert!(read(&[form, hidden]).returns[0].unplaced.is_empty());
}

#[test]
fn words_by_a_table_of_many_schools_are_told_of_and_given_to_none() {
    let collated = "| Collated by the office at the June meeting. |
         | Statement | Back School | Tong School | Notes |
         | {POL-02} | Yes | No | they will share a policy for this |
         | {POL-03} | Partly | Yes | |
         | {POL-05} | No | Yes | |
         | {POL-06} | Yes | Yes | |
         | Tong has still to confirm two of these. |";
    let read = read_sheet(collated);
    assert_eq!(read.returns.len(), 2);
    assert_eq!(comments(&read), [[""; 0], [""; 0]]);
    let told = read.finding("F213");
    assert_eq!(told.place.cell, "A1");
    assert!(told.message.starts_with("3 texts stand"), "{}", told.message);
    assert!(!told.rule.is_question);
}

#[test]
fn a_column_of_comments_behind_each_school_is_its_own() {
    let read = read_sheet(
        "| Statement | Back School | Comments | Tong School | Comments |
         | {POL-02} | Yes | on our website | No | not before the summer |
         | {POL-03} | Partly | | Yes | since May of last year |
         | {POL-05} | No | no time so far | Yes | |
         | {POL-06} | Yes | | Yes | |",
    );
    assert_eq!(
        comments(&read),
        [vec!["on our website", "no time so far"], vec!["not before the summer", "since May of last year"]]
    );
}

#[test]
fn what_people_say_in_a_long_table_is_kept_and_what_an_export_repeats_is_not() {
    let read = read_sheet(
        "| School | Sector and area of it | Statement | Answer | Comment | Follow up by the lead |
         | Back School | Primary schools in the north | {POL-02} | Yes | | will ring them in the spring |
         | Back School | Primary schools in the north | {POL-03} | No | | will send them a template |
         | Back School | Primary schools in the north | {POL-05} | Yes | | |
         | Tong School | Primary schools in the north | {POL-02} | Yes | | asked for a visit in June |
         | Tong School | Primary schools in the north | {POL-03} | No | | |
         | Tong School | Primary schools in the north | {POL-05} | Yes | | |
         | Tong School | Primary schools in the north | {POL-06} | Yes | | |
         | Back School | Primary schools in the north | {POL-06} | Yes | | |",
    );
    assert_eq!(
        comments(&read),
        [
            vec!["will ring them in the spring", "will send them a template"],
            vec!["asked for a visit in June"]
        ]
    );
}

#[test]
fn what_is_said_in_sentences_before_an_exports_statements_is_kept_and_people_are_not() {
    let read = read_sheet(
        "| Email | Name | Your role | School | About your school | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | a@b.org | Ann B Macleod | Head and child protection lead | Back School | A small island school with two classes and one router. | Yes | No | Partly | Yes |
         | c@b.org | Iain D Morrison | Head | Tong School | | No | No | Partly | Yes |",
    );
    assert_eq!(comments(&read), [vec!["A small island school with two classes and one router."], vec![]]);
}
