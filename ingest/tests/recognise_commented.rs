//! Answers that stand among the comments of statements that are not marked.

mod table;

use table::{Read, read_sheet};

const IDS: [&str; 5] = ["POL-02", "POL-03", "POL-05", "POL-06", "POL-07"];

/// A form whose statements are marked so, with these comments.
fn with(marks: [&str; 5], comments: [&str; 5]) -> Read {
    let rows = IDS.iter().zip(marks).zip(comments);
    let rows = rows.map(|((id, mark), comment)| format!("| {{{id}}} | {mark} | | | {comment} |\n"));
    read_sheet(&format!("| Policy | Yes | Partly | No | Comments |\n{}", rows.collect::<String>()))
}

fn says(read: &Read) -> String {
    read.says(&IDS.join(" "))
}

#[test]
fn answers_that_stand_only_among_the_comments_are_asked_about_once() {
    for comments in [
        [
            "Yes - policy reviewed",
            "No, planned for June",
            "Partly - P7 only",
            "Yes - see the handbook",
            "No - none so far",
        ],
        ["Yes reviewed in May", "No plans for June", "Partly done by P7", "Yes the handbook", "No"],
        ["Yes", "No", "Partly", "Yes", "No"],
    ] {
        let read = with([""; 5], comments);
        let asked: Vec<&str> = read
            .findings
            .iter()
            .filter(|finding| finding.rule.is_question)
            .map(|finding| finding.rule.code)
            .collect();
        assert_eq!(asked, ["F203"], "{comments:?}");
        let finding = read.finding("F203");
        assert_eq!((finding.place.cell.as_str(), finding.n_answers_waiting), ("E2", 5), "{comments:?}");
        assert!(!says(&read).contains("yes"), "{comments:?}");
    }
}

#[test]
fn comments_of_statements_that_are_marked_or_that_say_no_answer_are_comments() {
    let yes = ["Yes - reviewed", "No, planned for June", "Partly - P7 only", "Yes - see below", "No - none"];
    let marked = with(["x"; 5], yes);
    assert_eq!((says(&marked).as_str(), marked.codes().as_str()), ("yes yes yes yes yes", ""));
    for comments in [
        [""; 5],
        ["No concerns", "No comment", "No issues", "None", "No change"],
        ["Policy reviewed", "In the handbook", "Yes we should", "See above", "Yes we will"],
    ] {
        let read = with([""; 5], comments);
        assert_eq!(says(&read), "- - - - -", "{comments:?}");
        assert!(!read.codes().contains("F203"), "{comments:?} {}", read.codes());
    }
    // One or two are asked about each by itself.
    let few = with(["x", "x", "x", "", ""], ["", "", "", "Partly - P7 only", "No, planned"]);
    assert_eq!((says(&few).as_str(), few.codes().as_str()), ("yes yes yes ? ?", "F309"));
}
