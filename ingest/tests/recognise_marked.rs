//! Rows that an export or a list marks as none of a school's own: drafts, tests, deleted ones, other people's.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

mod table;

use schemas::decision::{Ruling, Scope};
use table::{FOUR, Read, columns, read_sheet, read_with, ruling, says, sheet};

/// Back School with a sound row and a marked one, Tong School with a marked one alone.
fn export(head: &str, [sound, marked]: [&str; 2]) -> String {
    format!(
        "| Timestamp | School | {head} | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |
         | 21/11/2025 10:00 | Back School | {sound} | Yes | No | Yes | Yes |
         | 24/11/2025 09:00 | Back School | {marked} | No | No | No | Partly |
         | 21/11/2025 10:00 | Tong School | {marked} | No | Yes | No | No |"
    )
}

fn all(read: &Read) -> Vec<String> {
    read.returns.iter().map(|one| says(one, FOUR)).collect()
}

const MARKS: [(&str, [&str; 2]); 27] = [
    ("Status", ["Submitted", "Draft"]),
    ("Status", ["Complete", "Deleted"]),
    ("Response status", ["Submitted", "Test"]),
    ("Record status", ["Current", "Superseded"]),
    ("Status", ["", "Withdrawn"]),
    ("Void?", ["No", "Yes"]),
    ("Deleted", ["FALSE", "TRUE"]),
    ("Is latest", ["TRUE", "FALSE"]),
    ("Test response?", ["No", "Yes"]),
    ("Duplicate", ["", "x"]),
    ("Type", ["School", "LA moderation"]),
    ("Assessor", ["Self", "Peer"]),
    ("Assessed by", ["School", "LA"]),
    ("Perspective", ["School", "LA"]),
    ("Role", ["Head Teacher", "Parent"]),
    ("Respondent", ["School", "Pupil council"]),
    ("Response type", ["Actual", "Target"]),
    ("Version", ["v2", "v1 (do not use)"]),
    ("Stage", ["Final", "Draft"]),
    ("Withdrawn", ["", "Withdrawn"]),
    ("Notes", ["", "IGNORE - duplicate"]),
    ("Notes", ["thank you", "test only"]),
    ("Comments", ["", "Please disregard this response"]),
    ("Response Type", ["IP Address", "Survey Preview"]),
    ("Archived", ["0", "1"]),
    ("Perspective", ["Staff", "Pupils' view"]),
    ("Admin notes", ["", "Duplicate of row 2"]),
];

#[test]
fn rows_marked_as_none_of_the_schools_own_never_stand_in_silence() {
    for (head, marks) in MARKS {
        let read = read_sheet(&export(head, marks));
        assert_eq!(all(&read), ["yes no yes yes", "? ? ? ?"], "{head} {marks:?}: {:?}", read.findings);
        let codes = read.codes().replace(" F213", "");
        assert_eq!(codes, "F116 F203", "{head} {marks:?}: {:?}", read.findings);
        let asked = read.finding("F203");
        assert_eq!((asked.n_answers_waiting, asked.place.cell.as_str()), (4, "C1"), "{head}");
        assert!(asked.was_read.starts_with(head) && asked.was_read.contains(marks[1]), "{}", asked.was_read);
        assert!(read.finding("F116").message.contains(" in C3)"), "{}", read.finding("F116").message);
        assert!(read.returns[0].waits_for.is_none() && read.returns[1].waits_for.is_some());
    }
}

#[test]
fn rows_say_which_part_of_a_school_or_which_round_they_are_of() {
    for (head, marks, said) in [
        ("Sector", ["Nursery", "Primary"], [("Sector: Nursery", None), ("Sector: Primary", None)]),
        ("Key stage", ["KS1", "KS2"], [("Key stage: KS1", None), ("Key stage: KS2", None)]),
        ("Round", ["1", "Round 2"], [("Round: 1", Some(1)), ("Round: Round 2", Some(2))]),
    ] {
        let read = read_sheet(&export(head, marks));
        assert_eq!(all(&read)[..2], ["yes no yes yes", "no no no partly"], "{head}: {:?}", read.findings);
        let parts: Vec<_> = read.returns.iter().filter_map(|one| one.part.as_ref()).collect();
        let parts: Vec<_> = parts.iter().map(|part| (part.text.as_str(), part.round)).collect();
        assert_eq!(parts[..2], said, "{head}");
    }
    for head in ["Key", "Teacher", "Section of the policy"] {
        let read = read_sheet(&export(head, ["A", "B"]));
        assert!(read.returns.iter().all(|one| one.part.is_none()), "{head}");
    }
}

#[test]
fn a_ruling_says_whether_marked_rows_count() {
    let table = export("Status", ["Submitted", "Draft"]);
    let read = read_sheet(&table);
    let ruled = |what: Ruling| {
        read_with(&[sheet("Return", &table)], &[ruling(read.finding("F203"), what, Scope::Always)])
    };
    let read = ruled(Ruling::LeaveOut);
    assert_eq!(all(&read), ["yes no yes yes"], "{:?}", read.findings);
    assert_eq!(read.codes(), "F116 F703");
    let read = ruled(columns("answer"));
    assert_eq!(all(&read), ["yes no yes yes", "no no no partly", "no yes no no"], "{:?}", read.findings);
}

#[test]
fn columns_that_say_the_same_of_all_rows_or_something_else_mark_none() {
    for (head, marks) in [
        ("Status", ["Submitted", "Submitted"]),
        ("Status", ["Complete", "Final"]),
        ("Stage", ["Primary", "Secondary"]),
        ("Role", ["Head Teacher", "Depute Head"]),
        ("Role", ["Head Teacher", "Parent Link Teacher"]),
        ("Type", ["Primary", "Special"]),
        ("Completed by", ["A. MacLeod", "J. Peers"]),
        ("Policy status", ["Final", "Draft"]),
        ("Notes", ["", "We ignored nothing and tested the filters in May"]),
        ("Notes", ["", "Ignore our earlier response"]),
        ("Consent to use", ["Yes", "Yes"]),
        ("Version", ["1", "2"]),
        ("Void?", ["No", "No"]),
        ("Comments", ["", "Ignore question 4, does not apply to us"]),
        ("Notes", ["", "Please ignore the typo in Q3"]),
        ("Remarks", ["", "please ignore the blank at 7"]),
        ("Comments", ["", "disregard Q10 comment"]),
        ("Comments", ["", "Duplicate accounts are removed yearly"]),
        ("Notes", ["", "duplicate of what we sent by post"]),
        ("Notes", ["", "Do not use our name"]),
        ("Type", ["LA", "LA"]),
        ("Consent", ["No", "No"]),
        ("Group", ["Test", "Test"]),
        ("Comments", ["", "Wrong date, should be 20/11"]),
        ("Notes", ["", "Sorry wrong email"]),
        ("Comments", ["", "Dummy run in June"]),
        ("Completed by", ["J Smith, HT", "A Jones (Pupil Support)"]),
        ("Name", ["J Smith", "A. Tester"]),
        ("Collector", ["Web Link 1", "Web Link 2"]),
    ] {
        let read = read_sheet(&export(head, marks));
        let whole = ["yes no yes yes", "no no no partly", "no yes no no"];
        assert_eq!(all(&read), whole, "{head} {marks:?}: {:?}", read.findings);
        assert!(!read.codes().contains("F203"), "{head} {marks:?}: {:?}", read.findings);
    }
    // All of them drafts: asked about once.
    let read = read_sheet(&export("Status", ["Draft", "Draft"]));
    assert_eq!(all(&read), ["? ? ? ?"; 3], "{:?}", read.findings);
    assert_eq!(read.findings.iter().filter(|finding| finding.rule.is_question).count(), 1);
    assert_eq!(read.finding("F203").n_answers_waiting, 12);
}

#[test]
fn what_may_be_a_fact_of_the_school_is_asked_about_where_its_rows_differ() {
    for (head, marks) in [
        ("Type", ["Academy", "LA"]),
        ("Group", ["Control", "Test"]),
        ("Source", ["School", "LA"]),
        ("Submitted by", ["School", "LA"]),
        ("Submitted by", ["School office", "Council officer"]),
        ("Completed by", ["School", "LA"]),
        ("Consent", ["Yes", "No"]),
        ("Consent to use", ["Yes", "No"]),
        ("Comments", ["", "test"]),
        ("Notes", ["", "Draft"]),
        ("Any other comments?", ["", "Withdrawn"]),
        ("Source", ["School", "LA estimate"]),
        ("Data source", ["School", "Imputed"]),
        ("Completed by", ["J Smith, HT", "A Jones, QIO"]),
        ("Completed by", ["J Smith, HT", "B Brown (Parent Council)"]),
        ("Name", ["J Smith", "Test User"]),
        ("Email", ["ht@x.sch.uk", "test@test.com"]),
        ("Remarks", ["", "practice run, ignore"]),
        ("Comments", ["", "Sorry, pressed submit by mistake"]),
        ("Comments", ["", "wrong school chosen, ignore"]),
    ] {
        let read = read_sheet(&export(head, marks));
        let each = ["yes no yes yes", "? ? ? ?", "no yes no no"];
        assert_eq!(all(&read), each, "{head} {marks:?}: {:?}", read.findings);
        let codes = read.codes().replace(" F213", "");
        assert_eq!(codes, "F203", "{head} {marks:?}: {:?}", read.findings);
        assert!(read.returns[1].waits_for.is_some() && read.returns[2].waits_for.is_none(), "{head}");
        // Over what was sent before it, a sound row stands by its day.
        let first = export(head, marks).replace("24/11/2025", "11/11/2025");
        assert!(!read_sheet(&first).codes().contains("F203"), "{head} {marks:?}");
        let read = read_sheet(&list(head, marks));
        assert_eq!(all(&read), ["? ? ? ?", "no no no no"], "{head} {marks:?}: {:?}", read.findings);
        let asked = read.findings.iter().filter(|finding| finding.rule.is_question);
        assert_eq!(asked.count(), 1, "{head} {marks:?}: {:?}", read.findings);
        assert!(!read.codes().contains("F116"), "{head}: {:?}", read.findings);
    }
}

/// Two rows each of Back and Tong School, and one of Cove School that says what their later ones say.
fn sent_twice(head: &str, [sound, other]: [&str; 2]) -> String {
    format!(
        "| Timestamp | School | {head} | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |
         | 21/11/2025 10:00 | Back School | {sound} | Yes | No | Yes | Yes |
         | 24/11/2025 09:00 | Back School | {other} | No | No | No | Partly |
         | 21/11/2025 10:00 | Tong School | {sound} | Yes | Yes | Yes | Yes |
         | 24/11/2025 09:00 | Tong School | {other} | No | No | No | No |
         | 21/11/2025 10:00 | Cove School | {other} | No | Yes | No | No |"
    )
}

#[test]
fn a_later_row_that_is_said_to_be_something_else_than_one_that_stands_is_asked_about() {
    for (head, marks) in [
        ("Status", ["Complete", "In progress"]),
        ("Status", ["Live", "Training"]),
        ("Status", ["Active", "Inactive"]),
        ("Status", ["Current", "Old"]),
        ("Status", ["Accepted", "Returned to school"]),
        ("Response status", ["Complete", "Partial"]),
        ("Finished", ["True", "False"]),
        ("Complete?", ["Yes", "No"]),
        ("Record type", ["Return", "Template"]),
        ("Type", ["Self-evaluation", "QA visit"]),
        ("Evaluator", ["Self", "External"]),
        ("Respondent type", ["School", "Governor"]),
        ("Scenario", ["Actual", "Aspiration"]),
        ("Measure", ["Actual", "Goal"]),
        ("Kind", ["Now", "In 3 years"]),
        ("When", ["Now", "By 2028"]),
        ("Version", ["Final", "old"]),
        ("Status", ["", "Training"]),
        ("Status", ["Edited", "Not current"]),
        ("Status", ["Approved", "Not approved"]),
        ("Status", ["Signed off", "Not signed off"]),
        ("Status", ["Keep", "Do not keep"]),
        ("Status", ["Include", "Not for inclusion"]),
        ("Status", ["Complete", "Awaiting return"]),
        ("Status", ["Current", "For update"]),
        ("Status", ["Accepted", "Returned for revision"]),
        ("Type", ["School return", "LA revised"]),
        ("Type", ["School", "For LA return"]),
        ("Response type", ["School", "LA return"]),
        ("Response type", ["Self", "Not self"]),
        ("Assessed by", ["HT", "LA head"]),
        ("Assessed by", ["Self", "LA staff"]),
    ] {
        let read = read_sheet(&sent_twice(head, marks));
        let each = ["yes no yes yes", "? ? ? ?", "yes yes yes yes", "? ? ? ?", "? ? ? ?"];
        assert_eq!(all(&read), each, "{head} {marks:?}: {:?}", read.findings);
        let asked = read.findings.iter().filter(|finding| finding.rule.is_question);
        assert_eq!(asked.count(), 1, "{head} {marks:?}: {:?}", read.findings);
        assert!(read.finding("F203").was_read.contains(marks[1]), "{head}");
        // What was sent before the return is settled by their days.
        let [sound, other] = marks;
        let read = read_sheet(&sent_twice(head, [other, sound]));
        assert_eq!(all(&read).concat().matches('?').count(), 0, "{head} {marks:?}: {:?}", read.findings);
        // So it is in a list, which may have answers in such words, and whose versions tell of themselves which stands.
        if ["Partial", "False", "No"].contains(&marks[1]) {
            continue;
        }
        let read = read_sheet(&listed_twice(head, marks));
        if head == "Version" {
            assert_eq!(all(&read), ["yes yes yes yes"; 3], "{marks:?}: {:?}", read.findings);
            continue;
        }
        let each = ["? ? ? ?", "? ? ? ?", "yes yes yes yes"];
        assert_eq!(all(&read), each, "{head} {marks:?}: {:?}", read.findings);
        let asked = read.findings.iter().filter(|finding| finding.rule.is_question);
        assert_eq!(asked.count(), 1, "{head} {marks:?}: {:?}", read.findings);
        assert_eq!(read.finding("F203").n_answers_waiting, 8, "{head}");
        let read = read_sheet(&listed_twice(head, [other, sound]));
        assert_eq!(
            all(&read),
            ["no no no no", "no no no no", "yes yes yes yes"],
            "{head} {marks:?}: {:?}",
            read.findings
        );
    }
}

/// A list in which Back and Tong School have each statement twice, and Cove School once.
fn listed_twice(head: &str, [sound, other]: [&str; 2]) -> String {
    let mut list = format!("| School | {head} | Date | Statement | Answer |\n");
    for (school, said, day, answer) in [
        ("Back", sound, 10, "Yes"),
        ("Back", other, 21, "No"),
        ("Tong", sound, 10, "Yes"),
        ("Tong", other, 21, "No"),
        ("Cove", "", 10, "Yes"),
    ] {
        let rows = FOUR.split(' ');
        list.extend(
            rows.map(|id| format!("| {school} School | {said} | {day}/11/2025 | {{{id}}} | {answer} |\n")),
        );
    }
    list
}

#[test]
fn a_marked_row_of_a_list_that_answers_what_its_school_left_blank_is_asked_about_once() {
    let list = listed_twice("Type", ["School", "LA moderation"]).replacen("| Yes |", "| |", 1);
    let read = read_sheet(&list);
    assert_eq!(all(&read), ["? yes yes yes", "yes yes yes yes", "yes yes yes yes"], "{:?}", read.findings);
    let asked: Vec<&str> =
        read.findings.iter().filter(|one| one.rule.is_question).map(|one| one.rule.code).collect();
    assert_eq!(asked, ["F203"], "{:?}", read.findings);
}

#[test]
fn a_ruling_says_which_of_a_lists_rows_is_the_schools() {
    for (what, stands) in [(Ruling::LeaveOut, "yes yes yes yes"), (columns("answer"), "no no no no")] {
        for marks in [["Live", "Training"], ["Complete", "Draft"]] {
            let table = listed_twice("Status", marks);
            let read = read_sheet(&table);
            let Some(asked) = read.findings.iter().find(|one| one.rule.is_question) else {
                assert_eq!(
                    (marks[1], all(&read)),
                    ("Draft", vec!["yes yes yes yes".to_owned(); 3]),
                    "{:?}",
                    read.findings
                );
                continue;
            };
            let read = read_with(&[sheet("Return", &table)], &[ruling(asked, what.clone(), Scope::Always)]);
            assert_eq!(all(&read), [stands, stands, "yes yes yes yes"], "{marks:?}: {:?}", read.findings);
        }
    }
}

#[test]
fn rows_that_say_how_far_they_got_on_their_way_or_who_filled_them_in_stand_by_their_days() {
    for (head, marks) in [
        ("Status", ["Submitted", "Resubmitted"]),
        ("Status", ["Submitted", "Late"]),
        ("Status", ["Submitted", "Not reviewed"]),
        ("Status", ["Submitted", "Awaiting review"]),
        ("Status", ["Signed off", "Awaiting sign off"]),
        ("Status", ["Open", "Closed"]),
        ("Status", ["Open", "Open, but proposed to close"]),
        ("Status", ["", "Seen"]),
        ("Version", ["1", "2"]),
        ("Version", ["Final", "Final v2"]),
        ("Stage", ["Primary", "Secondary"]),
        ("Phase", ["Pilot", "Main"]),
        ("School type", ["Self-governing", "Academy"]),
        ("Sector", ["Primary", "Secondary"]),
        ("Role", ["Head Teacher", "Governor"]),
        ("Your role", ["Head Teacher", "Office manager"]),
        ("Job title", ["Head Teacher", "Pupil Support Teacher"]),
        ("Completed by", ["J Smith", "A Jones"]),
        ("Submitted by", ["School", "Office"]),
        ("Respondent", ["R_1", "R_2"]),
        ("Assessor", ["J Smith", "A Jones"]),
        ("Policy status", ["Complete", "In progress"]),
    ] {
        let read = read_sheet(&sent_twice(head, marks));
        assert_eq!(all(&read).concat().matches('?').count(), 0, "{head} {marks:?}: {:?}", read.findings);
        assert!(!read.codes().contains("F203"), "{head} {marks:?}: {:?}", read.findings);
    }
    // A school's only row that is not finished is read, and told of.
    for (head, marks) in [("Status", ["Complete", "In progress"]), ("Finished", ["True", "False"])] {
        let rows = sent_twice(head, marks);
        let rows: Vec<&str> =
            rows.lines().enumerate().filter(|(at, _)| ![2, 4].contains(at)).map(|(_, row)| row).collect();
        let read = read_sheet(&rows.join("\n"));
        assert_eq!(all(&read)[2], "no yes no no", "{head}: {:?}", read.findings);
        assert!(read.finding("F116").message.contains(marks[1]), "{:?}", read.finding("F116"));
    }
}

#[test]
fn a_return_that_was_returned_is_asked_about_where_its_school_has_another() {
    for sound in ["Submitted", "Accepted", ""] {
        let read = read_sheet(&sent_twice("Status", [sound, "Returned"]));
        // Cove School's only row was sent in.
        let each = ["yes no yes yes", "? ? ? ?", "yes yes yes yes", "? ? ? ?", "no yes no no"];
        assert_eq!(all(&read), each, "{sound}: {:?}", read.findings);
        let asked = read.findings.iter().filter(|finding| finding.rule.is_question);
        assert_eq!(asked.count(), 1, "{sound}: {:?}", read.findings);
        // What came after it stands by its day.
        let read = read_sheet(&sent_twice("Status", ["Returned", "Submitted"]));
        assert_eq!(all(&read).concat().matches('?').count(), 0, "{:?}", read.findings);
    }
    // All were returned, that is sent in.
    let read = read_sheet(&sent_twice("Status", ["Returned", "Returned"]));
    assert_eq!(all(&read).concat().matches('?').count(), 0, "{:?}", read.findings);
    assert!(!read.codes().contains("F203"), "{:?}", read.findings);
}

#[test]
fn a_word_that_is_not_known_says_nothing_of_its_rows_standing() {
    for (head, marks) in [
        ("Status", ["Submitted", "Verified"]),
        ("Status", ["Submitted", "Edited"]),
        ("Status", ["Submitted", "Correct version"]),
        ("Status", ["Submitted", "Paper copy"]),
        ("Status", ["Submitted", "Sent to LA"]),
        ("Status", ["Complete", "With LA"]),
        ("Status", ["Submitted", "Returned to LA"]),
        ("Status", ["Submitted", "LA review"]),
        ("Status", ["Submitted", "Awaiting LA"]),
        ("Status", ["Submitted", "Not yet verified"]),
        ("Status", ["Received", "Visit booked"]),
        ("Stage", ["Submitted", "Moderation"]),
        ("Version", ["Original", "Revised"]),
        ("Version", ["v1 final", "v2 after governors"]),
        ("Type", ["Self", "Full"]),
        ("Type", ["Return", "Update"]),
        ("Response type", ["New", "Edit"]),
        ("Assessed by", ["HT", "J. Smith"]),
        ("Assessed by", ["School", "SLT and governors"]),
        ("Finished", ["Yes", "12/11/2025"]),
        ("Complete", ["Yes", "x"]),
        ("When", ["Now", "June"]),
    ] {
        let read = read_sheet(&sent_twice(head, marks));
        assert_eq!(all(&read).concat().matches('?').count(), 0, "{head} {marks:?}: {:?}", read.findings);
        assert!(!read.codes().contains("F203"), "{head} {marks:?}: {:?}", read.findings);
        // A list takes a column headed `Complete` for answers.
        if head != "Complete" {
            let read = read_sheet(&listed_twice(head, marks));
            assert_eq!(
                all(&read),
                ["no no no no", "no no no no", "yes yes yes yes"],
                "{head} {marks:?}: {:?}",
                read.findings
            );
        }
    }
}

#[test]
fn a_persons_role_in_other_words_marks_what_is_none_of_the_schools_own() {
    for (head, marks) in [
        ("Your role", ["Headteacher", "Parent"]),
        ("I am a", ["Headteacher", "Pupil"]),
        ("Who are you?", ["Headteacher", "Parent"]),
        ("Are you", ["Staff", "Pupil"]),
        ("Job title", ["Headteacher", "Education Officer"]),
        ("Position", ["HT", "Quality Improvement Officer"]),
        ("Completed by", ["Headteacher", "Link officer"]),
        ("Completed by", ["HT", "Chair of Parent Council"]),
        ("Status", ["Keep", "Delete"]),
        ("Status", ["Submitted", "Not submitted"]),
        ("Use?", ["Y", "N"]),
        ("Dup?", ["", "Y"]),
        ("Collector", ["Web Link 1", "Test collector"]),
        ("IsDeleted", ["FALSE", "TRUE"]),
    ] {
        let read = read_sheet(&sent_twice(head, marks));
        let each = ["yes no yes yes", "yes yes yes yes", "? ? ? ?"];
        assert_eq!(all(&read), each, "{head} {marks:?}: {:?}", read.findings);
        assert!(read.finding("F203").was_read.contains(marks[1]), "{head}");
    }
}

#[test]
fn what_left_out_rows_of_an_export_say_is_kept() {
    let table = "| Timestamp | School | Status | {POL-02} | Comments | {POL-03} | Comments | {POL-05} | Comments | {POL-06} | Comments | Any other comments? |
         | 21/11/2025 10:00 | Back School | Complete | Yes | | No | so far | Yes | | Yes | | |
         | 24/11/2025 09:00 | Back School | Draft | No | not yet | No | | No | | No | | to be checked |";
    let read = read_sheet(table);
    assert_eq!(read.returns.len(), 1, "{:?}", read.findings);
    let mut kept: Vec<&str> = read.returns[0].comments.iter().map(|one| one.text.as_str()).collect();
    kept.sort_unstable();
    assert_eq!(kept, ["not yet", "so far", "to be checked"], "{:?}", read.findings);
    assert_eq!(read.codes().replace(" F213", ""), "F116");
}

/// A list in which Back School has each statement twice and Tong School once, marked.
fn list(head: &str, [sound, marked]: [&str; 2]) -> String {
    let mut list = format!("| School | {head} | Statement | Answer | Comments |\n");
    for id in FOUR.split(' ') {
        list.extend([
            format!("| Back School | {sound} | {{{id}}} | Yes | |\n"),
            format!("| Back School | {marked} | {{{id}}} | No | said so |\n"),
            format!("| Tong School | {marked} | {{{id}}} | No | |\n"),
        ]);
    }
    list
}

#[test]
fn marked_rows_of_a_list_are_asked_about_once() {
    for (head, marks) in [
        ("Status", ["Submitted", "Draft"]),
        ("Status", ["Complete", "Deleted"]),
        ("Void?", ["No", "Yes"]),
        ("Test response?", ["No", "Yes"]),
        ("Type", ["School", "LA moderation"]),
        ("Role", ["Head Teacher", "Parent"]),
        ("Response type", ["Actual", "Target"]),
        ("Version", ["v2", "v1 (do not use)"]),
        ("Stage", ["Final", "Draft"]),
        ("Notes", ["", "IGNORE - duplicate"]),
    ] {
        let read = read_sheet(&list(head, marks));
        assert_eq!(all(&read), ["yes yes yes yes", "? ? ? ?"], "{head} {marks:?}: {:?}", read.findings);
        let questions: Vec<&str> =
            read.findings.iter().filter(|one| one.rule.is_question).map(|one| one.rule.code).collect();
        assert_eq!(questions, ["F203"], "{head} {marks:?}: {:?}", read.findings);
        assert!(read.codes().contains("F116"), "{head}: {:?}", read.findings);
        assert!(read.returns[0].waits_for.is_none() && read.returns[1].waits_for.is_some(), "{head}");
        // What was said there is kept.
        assert_eq!(read.returns[0].comments.iter().filter(|one| one.text == "said so").count(), 4, "{head}");
    }
    for (head, marks) in [("Status", ["Submitted", "Submitted"]), ("Type", ["Primary", "Special"])] {
        let read = read_sheet(&list(head, marks).replace("| No |", "| Yes |"));
        assert_eq!(all(&read), ["yes yes yes yes"; 2], "{head} {marks:?}: {:?}", read.findings);
    }
}
