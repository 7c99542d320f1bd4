//! `N/A - see note` in many statements.

mod table;

use table::{Read, read_sheet};

const IDS: &str = "POL-02 POL-03 POL-05 POL-06 POL-07 POL-08";

/// A form with one answer column: yes, no, then four such marks, with a comment on the last and a line below.
fn with(mark: &str, comment: &str, line: &str) -> Read {
    read_sheet(&format!(
        "| Statement | Response | Comments |\n| {{POL-02}} | Yes | |\n| {{POL-03}} | No | |\n| {{POL-05}} | {mark} | |\n\
         | {{POL-06}} | {mark} | |\n| {{POL-07}} | {mark} | |\n| {{POL-08}} | {mark} | {comment} |\n\n{line}"
    ))
}

#[test]
fn an_answer_that_points_to_a_note_which_nobody_wrote_is_asked_about_once() {
    for mark in ["n/a - see note", "N/A (see notes below)", "Not applicable - please see guidance"] {
        let read = with(mark, "", "");
        assert_eq!(read.says(IDS), "yes no ? ? ? ?", "{mark}");
        let asked: Vec<u32> = read
            .findings
            .iter()
            .filter(|finding| finding.rule.is_question)
            .map(|finding| finding.n_answers_waiting)
            .collect();
        assert_eq!(asked, [4], "{mark}");
    }
}

#[test]
fn a_comment_is_the_note_of_its_own_row() {
    let mark = "n/a - see note";
    let rows = ["POL-02", "POL-03", "POL-05", "POL-06", "POL-07", "POL-08"].iter().enumerate();
    let rows = rows.map(|(at, id)| {
        format!("| {{{id}}} | {mark} | {} |\n", if at == 1 { "We have no nursery" } else { "" })
    });
    let read = read_sheet(&format!("| Statement | Response | Comments |\n{}", rows.collect::<String>()));
    assert_eq!(read.says(IDS), "? not_applicable ? ? ? ?");
}

#[test]
fn an_answer_that_does_not_apply_is_one() {
    let all = "yes no not_applicable not_applicable not_applicable not_applicable";
    for (mark, comment, line) in [
        ("n/a", "", ""),
        ("N/A - primary school", "", ""),
        ("N/A - no pupils under 5", "", ""),
        ("Not applicable", "", ""),
        // The note is there.
        ("n/a - see note", "We have no nursery", ""),
        ("n/a - see note", "", "| Note: we have no boarders |"),
        ("n/a - see note", "", "| N/A where we have no boarders |"),
    ] {
        let read = with(mark, comment, line);
        assert_eq!(read.says(IDS), all, "{mark} {comment} {line}");
    }
    // A few are somebody's own.
    let few = read_sheet(
        "| Statement | Response |\n| {POL-02} | Yes |\n| {POL-03} | n/a - see note |\n| {POL-05} | No |\n| {POL-06} | Yes |",
    );
    assert_eq!(few.says("POL-02 POL-03 POL-05 POL-06"), "yes not_applicable no yes");
}
