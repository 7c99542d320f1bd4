//! Statements sorted by their answers: with headings for comments, under sentences, in tables and sheets of their own.

mod table;

use table::{document, read, read_sheet, sheet};

const SIX: &str = "POL-02 POL-03 POL-05 POL-06 POL-07 POL-08";
const ANSWERS: &str = "yes yes partly no yes no";

const HEADS: [[&str; 3]; 6] = [
    ["In place", "Partly in place", "Not yet in place"],
    ["Yes", "Partly", "No"],
    [
        "The following statements are in place:",
        "The following are partly in place:",
        "The following statements are not yet in place:",
    ],
    ["Statements we meet", "Statements we partly meet", "Statements we do not meet"],
    ["Fully in place", "Partly in place", "Not in place"],
    ["GREEN", "AMBER", "RED"],
];

fn list(head: &str, comments: &str, ids: &str) -> String {
    let rows: String =
        ids.split(' ').map(|id| format!("| {{{id}}} | seen in May, {id} |\n")).collect::<Vec<_>>().concat();
    format!("| {head} {comments}|\n{rows}")
}

fn lists([yes, partly, no]: [&str; 3], comments: &str) -> [String; 3] {
    [
        list(yes, comments, "POL-02 POL-03 POL-07"),
        list(partly, comments, "POL-05"),
        list(no, comments, "POL-06 POL-08"),
    ]
}

fn has_comment(read: &table::Read, id: &str) -> bool {
    let is_own = |of: &schemas::ids::StatementId| of.as_str() == id;
    let mut all = read.returns.iter().flat_map(|own| &own.comments);
    all.any(|one| one.statement_id.as_ref().is_some_and(is_own) && one.text.starts_with("seen in May"))
}

#[test]
fn lists_below_each_other_with_a_heading_for_comments_are_read() {
    for heads in HEADS {
        for comments in ["", "| Comments "] {
            let table = format!("| School Name | Back School |\n\n{}", lists(heads, comments).join("\n"));
            let read = read_sheet(&table);
            assert_eq!(
                (read.says(SIX).as_str(), read.codes().as_str()),
                (ANSWERS, ""),
                "{heads:?}{comments}"
            );
            assert!(SIX.split(' ').all(|id| has_comment(&read, id)), "{heads:?}{comments}");
            let own =
                read.returns[0].answers.iter().find(|own| own.statement_id.as_str() == "POL-06").unwrap();
            assert_eq!(own.cell.as_str(), "A11", "{heads:?}{comments}");
        }
    }
}

#[test]
fn lists_of_which_all_but_one_are_short_or_empty_are_read() {
    const FIVE: &str = "POL-02 POL-03 POL-05 POL-06 POL-07";
    for [yes, _, no] in HEADS {
        let first = list(yes, "", FIVE);
        let read =
            read_sheet(&format!("| School Name | Back School |\n\n{first}\n{}", list(no, "", "POL-08")));
        assert_eq!((read.says(SIX).as_str(), read.codes().as_str()), ("yes yes yes yes yes no", ""), "{no}");
        let read = read_sheet(&format!("{first}\n| {no} |\n| None |\n"));
        assert_eq!((read.says(FIVE).as_str(), read.codes().as_str()), ("yes yes yes yes yes", ""), "{no}");
        // The form as it was sent out, and exceptions by number: nobody knows of which statements they hold.
        for below in ["", "| 2, 4 |\n", "| Statement 2 is not in place |\n"] {
            let read = read_sheet(&format!("{first}\n| {no} |\n{below}"));
            let said = (read.says(FIVE), read.codes().contains("F203"));
            assert_eq!(said, ("- - - - -".to_owned(), true), "{no} {below}: {}", read.codes());
        }
    }
    // Headings over single statements may be the answers to those above.
    let single = ["POL-02", "POL-03", "POL-05", "POL-06"].map(|id| list("Yes", "", id));
    assert_eq!(read_sheet(&single.join("\n")).says("POL-02 POL-03"), "- -");
}

#[test]
fn one_list_with_all_statements_is_asked_about() {
    for head in ["In place", "Yes", "Fully in place", "The following statements are in place:"] {
        for comments in ["", "| Comments "] {
            let read = read_sheet(&format!("| School Name | Back School |\n\n{}", list(head, comments, SIX)));
            assert_eq!((read.says(SIX).as_str(), read.codes().as_str()), ("- - - - - -", "F203"), "{head}");
            assert_eq!(read.finding("F203").n_answers_waiting, 6, "{head}");
        }
    }
    // What is printed there: a section's title, the words of the scale.
    for head in ["Policy", "Statements", "In place?", "To be in place", "Yes / Partly / No"] {
        assert_eq!(read_sheet(&list(head, "", SIX)).codes(), "F201", "{head}");
    }
}

#[test]
fn lists_in_tables_of_their_own_are_read() {
    for heads in HEADS {
        let tables = lists(heads, "");
        let tables: Vec<(u32, &str)> = tables.iter().map(|table| (2, table.as_str())).collect();
        let read = read(&document("| School Name: Back School |\n\n| |", &tables));
        assert_eq!((read.says(SIX).as_str(), read.codes().as_str()), (ANSWERS, ""), "{heads:?}");
        assert!(SIX.split(' ').all(|id| has_comment(&read, id)), "{heads:?}");
    }
}

#[test]
fn lists_in_sheets_named_by_their_answers_are_read() {
    let [yes, partly, no] = lists(["Statement"; 3], "| Comments ");
    let read = read(&[
        sheet("Yes", &format!("| School Name | Back School |\n\n{yes}")),
        sheet("Partly", &format!("| Partly |\n{partly}")),
        sheet("No", &no),
    ]);
    assert_eq!((read.says(SIX).as_str(), read.codes().as_str()), (ANSWERS, ""));
    assert!(SIX.split(' ').all(|id| has_comment(&read, id)));
}

#[test]
fn lists_that_are_not_plain_are_not_read() {
    // One answer alone, a statement in two lists, a list that asks something else.
    let [yes, partly, no] = lists(HEADS[0], "| Comments ");
    let alone = read(&[sheet("In place", &list("Statement", "", SIX))]);
    assert_eq!(alone.says(SIX), "- - - - - -");
    let twice = list("Not in place", "", "POL-02 POL-06 POL-08");
    let read_twice = read(&document("| School Name: Back School |", &[(1, &yes), (1, &partly), (1, &twice)]));
    assert_eq!(
        read_twice.returns.iter().flat_map(|own| &own.answers).filter(|own| own.answer.is_some()).count(),
        0
    );
    let wanted = format!("| Support wanted |\n{no}");
    let other = read(&document("| School Name: Back School |", &[(1, &yes), (1, &partly), (1, &wanted)]));
    assert_eq!(other.says(SIX), "- - - - - -");
}

#[test]
fn lists_whose_titles_name_no_answer_are_one_question() {
    let [one, two, three] = lists(["Strengths", "Developing", "Areas for improvement"], "");
    let tables = [(1, one.as_str()), (1, two.as_str()), (1, three.as_str())];
    let apart = read(&document("| School Name: Back School |", &tables));
    assert_eq!((apart.says(SIX).as_str(), apart.codes().as_str()), ("- - - - - -", "F203"));
    assert_eq!(apart.finding("F203").was_read, "Strengths");
    let [one, two, three] = lists(["Strengths", "Developing", "Areas for improvement"], "| Comments ");
    let below = read_sheet(&[one, two, three].join("\n"));
    assert_eq!(below.codes(), "F203");
    // The form's own sections, sent back blank.
    let sections =
        [list("Policy", "", "POL-02 POL-03"), list("Responding to incidents", "", "INC-01 INC-02 INC-03")];
    let sections = [(1, sections[0].as_str()), (1, sections[1].as_str())];
    let blank = read(&document("| School Name: Back School |", &sections));
    assert_eq!(blank.codes(), "F201");
}
