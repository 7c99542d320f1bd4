//! Workbooks in which several sheets could be the return: another year's form, an example, a hidden copy, an empty one.
//! Each is read as a person would, or asked about.

mod table;

use ingest::grid::Value;
use table::{FOUR, read, says, sheet};

const SIX: &str = "POL-02 POL-03 POL-05 POL-06 POL-07 POL-08";

const FILLED: &str = "| Statement | Yes | Partly | No |
     | {POL-02} | x | | |
     | {POL-03} | | x | |
     | {POL-05} | | | x |
     | {POL-06} | x | | |";
const EMPTY: &str = "| Statement | Yes | Partly | No |
     | {POL-02} | | | |
     | {POL-03} | | | |
     | {POL-05} | | | |
     | {POL-06} | | | |";

#[test]
fn an_empty_form_of_another_catalogue_is_no_return_beside_a_filled_one() {
    let other = "| Statement | Yes | Partly | No |
         | {ESC-01} | | | |
         | {ESC-02} | | | |
         | {ESC-03} | | | |
         | {ESC-04} | | | |";
    let file = read(&[sheet("Return", FILLED), sheet("Other", other)]);
    assert_eq!(file.says(FOUR), "yes partly no yes");
    assert!(file.codes().contains("F110"), "{}", file.codes());
    assert_eq!(read(&[sheet("Other", other)]).returns.len(), 1);
}

#[test]
fn a_sheet_whose_marks_could_not_be_read_is_not_empty() {
    let smiling = "| Statement | How it feels |
         | {POL-02} | \u{1f600} |
         | {POL-03} | \u{1f610} |
         | {POL-05} | \u{1f600} |
         | {POL-06} | \u{1f610} |
         | {POL-07} | \u{1f600} |
         | {POL-08} | \u{1f600} |";
    let filled = FILLED.to_owned() + "\n| {POL-07} | x | | |\n| {POL-08} | x | | |";
    let read = read(&[sheet("Return", smiling), sheet("Form 2", &filled)]);
    assert!(!read.says(SIX).contains("yes"), "{}", read.says(SIX));
    assert!(read.codes().contains("F204"), "{}", read.codes());
}

#[test]
fn a_sheet_of_another_time_or_an_example_is_never_the_return_beside_an_empty_one() {
    for name in ["2023-24", "Last year", "Example"] {
        let read = read(&[sheet("Return", EMPTY), sheet(name, FILLED)]);
        assert_eq!(says(&read.returns[0], FOUR), "- - - -", "{name}");
        assert!(read.codes().contains("F110"), "{name} {}", read.codes());
    }
    let mut hidden = sheet("Old", FILLED);
    hidden.is_hidden = true;
    assert_eq!(read(&[sheet("Return", EMPTY), hidden]).says(FOUR), "- - - -");
    // An empty copy beside the return is none, whichever comes first.
    assert_eq!(read(&[sheet("Return (2)", EMPTY), sheet("Return", FILLED)]).says(FOUR), "yes partly no yes");
}

#[test]
fn a_sheet_named_for_another_time_goes_behind_one_that_is_named_for_none() {
    let other = FILLED.replace("| x | | |", "| | | x |");
    let read = read(&[sheet("Return", FILLED), sheet("2023-24", &other)]);
    assert_eq!(read.says(FOUR), "yes partly no yes");
}

#[test]
fn a_sheet_chosen_by_colour_is_not_empty() {
    let mut painted = sheet("Return", EMPTY);
    for (row, column) in [(1, 1), (2, 2), (3, 3), (4, 1)] {
        let look = ingest::grid::Look { fill: Some(0x00ff_ff00), ..ingest::grid::Look::default() };
        painted.cells.push(ingest::grid::Cell { row, column, value: Value::Empty, look });
    }
    painted.cells.sort_by_key(|cell| (cell.row, cell.column));
    let read = read(&[painted, sheet("Form 2", FILLED)]);
    assert_eq!(read.says(FOUR), "- - - -");
    assert!(read.codes().contains("F204"), "{}", read.codes());
}

#[test]
fn a_summary_of_some_answers_adds_none() {
    let summary = "| Not in place yet |
         | {POL-05} | No |";
    let read = read(&[sheet("Return", FILLED), sheet("Summary", summary)]);
    assert_eq!(read.says(FOUR), "yes partly no yes");
    assert!(!read.codes().contains("F209"), "{}", read.codes());
}

#[test]
fn a_sheet_of_evidence_is_not_read_under_the_headings_of_the_form_before_it() {
    let form = sheet(
        "Return",
        "| Statement | Fully in place | Partly in place | Not in place |
         | {INC-02} | x | | |
         | {INC-03} | | x | |
         | {INC-04} | | | x |
         | {INC-05} | x | | |",
    );
    let evidence = sheet(
        "Evidence",
        "| Statement | Evidence |
         | {POL-02} | minutes of the May meeting |
         | {POL-03} | in the handbook |
         | {POL-05} | no evidence so far |
         | {POL-06} | yes, see the website |",
    );
    let read = read(&[form, evidence]);
    let answered = read.returns.iter().flat_map(|read| &read.answers).filter(|one| one.answer.is_some());
    assert_eq!(answered.count(), 4);
}

#[test]
fn a_dashboard_of_what_two_sheets_answer_is_no_third() {
    let policy = sheet(
        "Policy",
        "| Statement | Response |\n| {POL-02} | Yes |\n| {POL-03} | Partly |\n| {POL-05} | No |",
    );
    let incidents = sheet(
        "Incidents",
        "| Statement | Response |\n| {INC-02} | Yes |\n| {INC-03} | No |\n| {INC-04} | No |",
    );
    let board = sheet(
        "Dashboard",
        "| Ref | Result |\n| POL-02 | 100% |\n| POL-03 | 50% |\n| POL-05 | 0% |\n| INC-02 | 100% |\n| INC-03 | 0% |",
    );
    let read = read(&[policy, incidents, board]);
    assert_eq!(read.says("POL-02 POL-03 POL-05 INC-02 INC-03 INC-04"), "yes partly no yes no no");
    assert_eq!(read.codes(), "F110");
}

#[test]
fn each_form_is_of_the_school_that_the_cover_before_it_names() {
    let cover =
        |name: &str, school: &str| sheet(name, &format!("| School Name | {school} |\n| Date | 12/11/2025 |"));
    let form = |name: &str, marks: [&str; 4]| {
        let ids = ["POL-02", "POL-03", "POL-05", "POL-06"];
        let row = |(id, mark): (&&str, &str)| format!("| {{{id}}} | {mark} | |");
        let rows = ids.iter().zip(marks).map(row).collect::<Vec<_>>().join("\n");
        sheet(name, &format!("| Statement | Response | Comments |\n{rows}"))
    };
    let sheets = [
        cover("Cover 1", "Back School"),
        form("Form 1", ["Yes", "No", "Partly", "Yes"]),
        cover("Cover 2", "Tong School"),
        form("Form 2", ["No", "No", "Yes", "Partly"]),
    ];
    let read = read(&sheets);
    let names: Vec<_> =
        read.returns.iter().map(|one| one.school.name.as_ref().unwrap().text.as_str()).collect();
    assert_eq!(names, ["Back School", "Tong School"]);
    let said: Vec<String> =
        read.returns.iter().map(|one| table::says(one, "POL-02 POL-03 POL-05 POL-06")).collect();
    assert_eq!(said, ["yes no partly yes", "no no yes partly"]);
    assert!(read.returns.iter().all(|one| one.completed_on.is_some() && one.school.others.is_empty()));
    assert_eq!(read.codes(), "");
    // One cover for all is no school's of the second's alone.
    let one = table::read(&[sheets[0].clone(), sheets[1].clone(), sheets[3].clone()]);
    assert!(one.codes().contains("F204"), "{}", one.codes());
}

#[test]
fn what_several_people_filled_in_on_a_sheet_each_is_one_return() {
    let form = |name: &str, marks: [&str; 4]| {
        let [a, b, c, d] = marks;
        sheet(
            name,
            &format!(
                "| School Name | Back School |
                 | Statement | Yes | Partly | No | Comments |
                 | {{POL-02}} | {a} |
                 | {{POL-03}} | {b} |
                 | {{POL-05}} | {c} |
                 | {{POL-06}} | {d} |"
            ),
        )
    };
    let first = ["x | | |", "| x | | minutes", "| | | ask Mr Jones", "| | |"];
    let other = ["| | |", "| | |", "| | x | CPOMS", "| | |"];
    let read = table::read(&[form("Mrs Smith", first), form("Mr Jones", other)]);
    assert_eq!(read.says(FOUR), "yes partly no -");
    let said: Vec<(&str, &str)> = read.returns[0]
        .comments
        .iter()
        .map(|comment| (comment.statement_id.as_ref().map_or("", |id| id.as_str()), comment.text.as_str()))
        .collect();
    for told in [("POL-03", "minutes"), ("POL-05", "CPOMS"), ("POL-05", "ask Mr Jones")] {
        assert!(said.contains(&told), "{said:?}");
    }
    // Both say something of one statement, or one is of another time.
    let both = table::read(&[form("Mrs Smith", first), form("Mr Jones", ["| x | |", "", "| | x |", ""])]);
    assert!(both.codes().contains("F204"), "{}", both.codes());
    let older = table::read(&[form("2026", first), form("Summer 2025", other)]);
    assert_ne!(older.says(FOUR), "yes partly no -");
}
