//! Lines that speak of a form from elsewhere in its file: a paragraph of a document, a row of its head, a cover.

mod table;

use table::{document, read, read_sheet, sheet};

const HEADED: &str = "| Statement | Yes | Partly | No |
    | {POL-02} | x | | |
    | {POL-03} | | x | |
    | {POL-05} | | | x |
    | {POL-06} | x | | |";

const BARE: &str = "| {ESC-01} | x | | |
    | {ESC-02} | | x | |
    | {ESC-03} | | | x |
    | {ESC-04} | x | | |
    | {ESC-05} | | x | |";

const TURNED: [&str; 4] = [
    "Please note: the Yes and No columns are the wrong way round!",
    "Sorry - I ticked the No column by mistake for Yes",
    "I have muddled the columns, sorry",
    "All ticked in the wrong box: please read Yes as No",
];

#[test]
fn columns_that_a_line_elsewhere_says_are_others_are_asked_about() {
    for line in TURNED {
        let above = document(&format!("| School Name: Back School |\n| {line} |"), &[(2, HEADED)]);
        let below = document(&format!("| School Name: Back School |\n| {line} |"), &[(1, HEADED)]);
        let head = format!("| School Name | Back School |\n| {line} |");
        let in_head = document("", &[(0, &head), (0, HEADED)]);
        let cover = vec![sheet("Cover", &head), sheet("Return", HEADED)];
        let notes = vec![sheet("Return", HEADED), sheet("Notes", &format!("| {line} |"))];
        for file in [above, below, in_head, cover, notes] {
            let read = read(&file);
            assert_eq!(read.says("POL-02 POL-03 POL-05"), "? ? ?", "{line}");
            assert!(read.codes().contains("F203"), "{line}: {}", read.codes());
        }
        let own = read_sheet(&format!("| {line} |\n{HEADED}"));
        assert_eq!(own.says("POL-02 POL-03 POL-05"), "? ? ?", "{line}");
    }
}

#[test]
fn another_order_that_a_line_elsewhere_names_is_asked_about() {
    for line in ["NB the columns run No, Partly, Yes", "First box = No, second = Partly, third = Yes"] {
        let text = document(&format!("| School Name: Back School |\n| {line} |"), &[(2, BARE)]);
        let cover = vec![sheet("Cover", &format!("| {line} |")), sheet("Return", BARE)];
        for file in [text, cover] {
            let read = read(&file);
            assert_eq!(read.says("ESC-01 ESC-02 ESC-03"), "? ? ?", "{line}");
            assert!(read.codes().contains("F203"), "{line}: {}", read.codes());
        }
    }
}

#[test]
fn what_else_stands_around_a_form_turns_nothing() {
    for line in [
        "Please tick Yes, Partly or No",
        "If you tick the wrong box, cross it out and tick another column",
        "Pupils know what to do if they click a pop-up box by mistake",
        "Staff are told whom to ring when something goes wrong",
        "Targets for 2027 are in the school improvement plan",
    ] {
        let text = document(&format!("| School Name: Back School |\n| {line} |"), &[(2, BARE)]);
        let notes = vec![sheet("Return", BARE), sheet("Notes", &format!("| {line} |"))];
        for file in [text, notes] {
            assert_eq!(read(&file).says("ESC-01 ESC-02 ESC-03"), "yes partly no", "{line}");
        }
    }
}

#[test]
fn another_time_that_a_line_elsewhere_says_the_answers_are_of_is_told() {
    for line in
        ["These are our targets for June 2027", "Answers below are for session 2023/24.", "Session: 2023-24"]
    {
        let text = document(&format!("| School Name: Back School |\n| {line} |"), &[(2, HEADED)]);
        let cover = vec![sheet("Cover", &format!("| {line} |")), sheet("Return", HEADED)];
        for file in [text, cover] {
            let read = read(&file);
            assert_eq!(read.finding("F407").was_read, line);
        }
    }
    for line in [
        "Session: 2025-26",
        "Training for session 2023/24 was on two evenings",
        "Answers for session 2025/26",
    ] {
        let notes = vec![sheet("Return", HEADED), sheet("Notes", &format!("| {line} |"))];
        assert!(!read(&notes).codes().contains("F407"), "{line}");
    }
}
