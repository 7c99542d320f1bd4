//! Answers that do not stand in their statement's own row: below it, on rows for each option, by number at the end.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

mod table;

use table::{FOUR, document, read, read_sheet};

const HEADS: &str = "| | Yes | Partly | No | Comments |";

/// Each statement alone in its row, with a row of marks below it: yes, partly, no, yes.
fn underneath(top: &str) -> String {
    format!(
        "{top}\n| {{POL-02}} |\n| | x | | | seen |\n| {{POL-03}} |\n| | | x | | |\n| {{POL-05}} |\n| | | | x | |\n| {{POL-06}} |\n| | x | | | |"
    )
}

#[test]
fn marks_below_each_statement_are_its_own_under_headings_right_above() {
    let form = read_sheet(&underneath(HEADS));
    assert_eq!((&*form.says(FOUR), &*form.codes()), ("yes partly no yes", ""));
    assert!(form.returns[0].comments.iter().any(|comment| comment.text == "seen"));
    let words = read_sheet(
        "| Statement | Response | Comments |\n| {POL-02} |\n| | Yes | seen |\n| {POL-03} |\n| | Partly | |\n| {POL-05} |
         | | No | |\n| {POL-06} |\n| | Yes | |",
    );
    assert_eq!(words.says(FOUR), "yes partly no yes");
}

#[test]
fn marks_below_statements_are_asked_about_where_they_may_be_anothers() {
    // Room above the first statement, a mark there, a label beside the marks, marks beside statements too.
    for form in [
        underneath(&format!("{HEADS}\n")),
        format!(
            "{HEADS}\n| | x | | | |\n| {{POL-02}} |\n| | | x | | |\n| {{POL-03}} |\n| | | | x | |\n| {{POL-05}} |\n| | x | | | |\n| {{POL-06}} |"
        ),
        underneath(HEADS).replace("| | x | | | seen |", "| Target | x | | | seen |"),
        underneath(HEADS).replace("| {POL-05} |\n", "| {POL-05} | x | | | |\n"),
        underneath(HEADS).replace("| | | x | | |\n", "\n| | | x | | |\n"),
    ] {
        let form = read_sheet(&form);
        assert!(!form.says(FOUR).contains("partly"), "{} {}", form.says(FOUR), form.codes());
        assert_ne!(form.codes(), "");
    }
}

/// A row for each option of each statement, the one chosen marked.
fn options(remark: [&str; 3]) -> String {
    let [a, b, c] = remark;
    let rows = [("POL-02", 0), ("POL-03", 1), ("POL-05", 2), ("POL-06", 0)].map(|(id, chosen)| {
        let mark = |at: usize| if at == chosen { "x" } else { "" };
        format!(
            "| {{{id}}} | Yes | {} | {a} |\n| {{{id}}} | Partly | {} | {b} |\n| {{{id}}} | No | {} | {c} |\n",
            mark(0),
            mark(1),
            mark(2)
        )
    });
    format!("| Statement | Option | Selected | Comment |\n{}", rows.concat())
}

#[test]
fn a_row_for_each_option_is_read_with_the_remark_in_one_of_them() {
    for remark in [["seen", "", ""], ["", "", "seen"], ["seen", "seen", "seen"], ["", "", ""]] {
        let form = read_sheet(&options(remark));
        assert_eq!(form.says(FOUR), "yes partly no yes", "{remark:?}");
        let n = form.returns[0].comments.iter().filter(|comment| comment.text == "seen").count();
        assert_eq!(n, if remark.concat().is_empty() { 0 } else { 4 }, "{remark:?}");
    }
    // Two remarks stand apart, and what they say is kept.
    let two = read_sheet(&options(["seen", "not seen", ""]));
    assert!(!two.says(FOUR).contains("partly"));
    let said: Vec<&str> = two.returns[0].comments.iter().map(|comment| &*comment.text).collect();
    assert!(said.contains(&"seen") && said.contains(&"not seen"), "{said:?}");
    // Two chosen.
    let both = read_sheet(&options(["", "", ""]).replacen("| Partly |  |", "| Partly | x |", 1));
    assert!(both.says(FOUR).starts_with("two"), "{}", both.says(FOUR));
}

const LIST: &str = "| 1 | {POL-02} |\n| 2 | {POL-03} |\n| 3 | {POL-05} |\n| 4 | {POL-06} |";

#[test]
fn answers_by_number_below_the_form_are_read_where_all_are_there() {
    for (lines, says) in [
        ("| Answers |\n| 1 | Yes | seen |\n| 2 | Partly |\n| 3 | No |\n| 4 | Yes |", "yes partly no yes"),
        (
            "| Statement no. | Answer | Comment |\n| 1 | Yes | seen |\n| 2 | Partly | |\n| 3 | No | |\n| 4 | | |",
            "yes partly no -",
        ),
        ("| Q1 | Yes |\n| Q2 | Partly |\n| Q3 | No |\n| Q4 | Yes |", "yes partly no yes"),
        ("| Our answers |\n| 1. Yes |\n| 2. Partly |\n| 3: No |\n| 4) Yes |", "yes partly no yes"),
        ("| Answers |\n| 1-2 Yes |\n| 3: Partly |\n| 4: No |", "yes yes partly no"),
        ("| Answers |\n| 1 to 3 | Yes |\n| 4 | No |\n\n| Signed J MacLeod |", "yes yes yes no"),
    ] {
        let form = read_sheet(&format!("| Online safety |\n\n{LIST}\n\n{lines}"));
        assert_eq!(form.says(FOUR), says, "{lines}\n{:?}", form.findings);
        assert_eq!(form.codes(), "", "{lines}");
    }
    let apart = read(&document(
        "| Online safety |\n| Answers |",
        &[(1, LIST), (2, "| 1 | Yes |\n| 2 | Partly |\n| 3 | No |\n| 4 | Yes |")],
    ));
    assert_eq!(apart.says(FOUR), "yes partly no yes");
    let place =
        apart.returns[0].answers.iter().find(|answer| answer.statement_id.as_str() == "POL-02").unwrap();
    assert_eq!((&*place.sheet, &*place.cell), ("table 2", "row 1, cell 2"));
}

#[test]
fn numbers_below_the_form_are_asked_about_where_they_may_be_something_else() {
    for lines in [
        "| Internet quiz - answers |\n| 1 | Yes |\n| 2 | No |\n| 3 | No |\n| 4 | Yes |",
        "| Governors vote |\n| 1. Yes |\n| 2. Yes |\n| 3. No |\n| 4. Yes |",
        "| Answers last year |\n| 1 | Yes |\n| 2 | No |\n| 3 | No |\n| 4 | Yes |",
        "| Answers |\n| 1 | Yes |\n| 2 | No |\n| 3 | No |",
        "| Answers |\n| 1 | Yes |\n| 2 | No |\n| 2 | No |\n| 4 | Yes |",
        "| Answers |\n| 1 | Yes |\n| 2 | No |\n| 4 | No |\n| 3 | Yes |",
        "| Answers |\n| 1 | Yes |\n| 2 | No, but soon |\n| 3 | No |\n| 4 | Yes |",
        "| Answers |\n| 1 | Yes |\n| 2 | No |\n| 3 | No |\n| 4 | Yes |\n| 5 | Yes |",
        "| Answers |\n| 1 | Yes |\n| 2 | No |\n| 3 | No |\n| 4 | Yes |\n\n| Pupils |\n| 1 | No |\n| 2 | No |\n| 3 | No |\n| 4 | No |",
        "| Rooms checked |\n| 1 | Yes |\n| 2 | Yes |\n| 3 | Yes |\n| 4 | Yes |",
        "| Pupil council |\n| 1 | Yes |\n| 2 | Yes |\n| 3 | No |\n| 4 | Yes |",
    ] {
        let form = read_sheet(&format!("| Online safety |\n\n{LIST}\n\n{lines}"));
        assert_eq!(form.says(FOUR), "- - - -", "{lines}");
    }
    // The form itself is marked, or its numbers are others.
    let marked = LIST.replace("{POL-02} |", "{POL-02} | Yes |");
    let answers = "| Answers |\n| 1 | No |\n| 2 | Partly |\n| 3 | No |\n| 4 | Yes |";
    for list in [marked, LIST.replace("| 4 |", "| 5 |")] {
        let form = read_sheet(&format!("| Online safety |\n\n{list}\n\n{answers}"));
        assert!(!form.says(FOUR).contains("partly"), "{}", form.says(FOUR));
    }
}
