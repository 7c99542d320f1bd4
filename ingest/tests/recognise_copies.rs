//! Forms of a table for each section, one after another in a document, and copies below a form in a sheet.
//! In: text tables. Out: assertions on what was read and asked. Never touches a disk.

mod table;

use table::{Read, document, read, read_sheet};

const FOUR: &str = "POL-02 POL-03 INC-01 INC-02";

/// A table of two statements, each marked in one of three columns.
fn section(ids: [&str; 2], marks: [usize; 2], own: &str) -> String {
    let row = |id: &str, at: usize| {
        let marks: Vec<&str> = (0..3).map(|column| if column == at { "x" } else { "" }).collect();
        format!("| {{{id}}} | {} | |\n", marks.join(" | "))
    };
    let [first, second] = ids;
    format!(
        "| Statement | Yes | Partly | No | Comments |\n{}{own}{}",
        row(first, marks[0]),
        row(second, marks[1])
    )
}

/// Two forms of two tables each in a document, a line above each.
fn twice(lines: [&str; 2], below: [[usize; 2]; 2], own: [&str; 2]) -> Read {
    let [one, two] = lines;
    let text = format!(
        "| {one} |\n| Policy |\n| Responding to incidents |\n| {two} |\n| Policy |\n| Responding to incidents |"
    );
    let (pol, inc) = (["POL-02", "POL-03"], ["INC-01", "INC-02"]);
    let tables = [
        section(pol, [0, 1], own[0]),
        section(inc, [2, 0], ""),
        section(pol, below[0], own[1]),
        section(inc, below[1], ""),
    ];
    let placed: Vec<(u32, &str)> = [2, 3, 5, 6].into_iter().zip(tables.iter().map(String::as_str)).collect();
    read(&document(&text, &placed))
}

const OWN: [&str; 2] = [
    "| Our school has won the award for robots | x | | | framed in the hall |\n",
    "| Our school has won the award for robots | x | | | hangs by the office |\n",
];

#[test]
fn of_two_forms_in_a_document_this_years_is_read_where_their_titles_say_so() {
    for lines in [
        ["Self-Evaluation of Online Safety", "Self-Evaluation of Online Safety 2024-25"],
        ["Self-Evaluation of Online Safety 2025-26", "Self-Evaluation of Online Safety 2024-25"],
        ["Our form", "Last year"],
    ] {
        let read = twice(lines, [[1, 1], [1, 1]], OWN);
        assert_eq!(read.says(FOUR), "yes partly no yes", "{lines:?}");
        assert!(!read.codes().contains("F204"), "{} {lines:?}", read.codes());
    }
    // Of last year's above, this year's below is read.
    let read = twice(["Our form 2024-25", "Our form 2025-26"], [[1, 1], [1, 1]], ["", ""]);
    assert_eq!(read.says(FOUR), "partly partly partly partly");
}

#[test]
fn an_empty_form_below_a_filled_one_in_a_document_answers_nothing() {
    let read = twice(["Our form", "Our form"], [[9, 9], [9, 9]], OWN);
    assert_eq!(read.says(FOUR), "yes partly no yes");
    assert!(!read.codes().contains("F204"), "{}", read.codes());
}

#[test]
fn two_forms_that_nothing_sets_apart_are_asked_about_and_keep_their_remarks() {
    let read = twice(["Our form", "Our form again"], [[1, 1], [1, 1]], OWN);
    assert_eq!(read.says(FOUR), "? ? ? ?");
    assert_eq!(
        read.findings.iter().filter(|finding| finding.rule.is_question).count(),
        1,
        "{}",
        read.codes()
    );
    let missing = read.findings.iter().filter(|finding| finding.rule.code == "F208");
    assert!(missing.into_iter().all(|finding| !finding.message.contains("INC-01")));
    let kept = format!("{:?} {:?} {:?}", read.returns[0].comments, read.returns[0].unplaced, read.findings);
    for said in ["framed in the hall", "hangs by the office"] {
        assert!(kept.contains(said), "{said}");
    }
}

#[test]
fn an_empty_copy_below_a_form_with_the_schools_own_statements_withholds_nothing() {
    let own = "| Our school has won the award for robots |\n| The breakfast club has its own agreement |\n| The ferry pupils may charge their phones |";
    let form = |marks: [&str; 4]| {
        let [a, b, c, d] = marks;
        format!(
            "| Statement | Yes | Partly | No |\n| {{POL-02}} | {a} |\n| {{POL-03}} | {b} |\n{own}\n| {{INC-01}} | {c} |\n| {{INC-02}} | {d} |"
        )
    };
    let filled = form(["x | | ", " | x | ", " | | x", "x | | "]);
    let read = read_sheet(&format!("| School Name | Back School |\n\n{filled}\n\n\n{}", form([" | | "; 4])));
    assert_eq!(read.says(FOUR), "yes partly no yes");
    assert!(!read.codes().contains("F204"), "{}", read.codes());
}
