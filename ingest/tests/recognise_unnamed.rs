//! Forms that hold the statements' numbers or short labels instead of the statements.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod table;

use ingest::{grid::Grid, reading::MatchedBy};
use schemas::{
    catalogue::Catalogue,
    decision::{Ruling, Scope},
};
use table::{Read, document, library, read, read_with, ruling, sheet};

const OSP: &str = "online-safety-practice";

fn catalogue() -> &'static Catalogue {
    library().catalogues().iter().find(|one| one.id.as_str() == OSP).unwrap()
}

const ANSWERS: [&str; 5] = ["Yes", "Partly", "No", "Yes", ""];

/// A form with these in place of its statements.
fn form<K: AsRef<str>>(heads: &str, keys: impl IntoIterator<Item = K>) -> String {
    let rows = keys.into_iter().zip(ANSWERS.iter().cycle()).enumerate().map(|(at, (key, answer))| {
        let comment = if at % 7 == 3 { format!("Minutes of meeting {at}") } else { String::new() };
        format!("| {} | {answer} | {comment} |\n", key.as_ref())
    });
    format!(
        "| School Name | Back School |\n| Completed by | J. MacLeod |\n\n{heads}\n{}",
        rows.collect::<String>()
    )
}

const HEADS: &str = "| Statement no. | Response | Comments |";

fn numbers() -> impl Iterator<Item = String> {
    (1..=catalogue().statements.len()).map(|n| n.to_string())
}

/// The numbers of the statements within their sections, each begun as told.
fn in_sections(begin: impl Fn(usize) -> String) -> Vec<String> {
    let mut counts = vec![0; catalogue().sections.len()];
    let number = |section: usize| {
        counts[section] += 1;
        format!("{}{}", begin(section + 1), counts[section])
    };
    catalogue().statements.iter().map(|statement| statement.section).map(number).collect()
}

fn labels() -> impl Iterator<Item = &'static str> {
    catalogue().statements.iter().map(|statement| statement.short_label.as_str())
}

fn says_all(read: &Read) -> String {
    let ids: Vec<&str> = catalogue().statements.iter().map(|statement| statement.id.as_str()).collect();
    read.says(&ids.join(" "))
}

fn right() -> String {
    let word = |answer: &str| if answer.is_empty() { "-".to_owned() } else { answer.to_lowercase() };
    ANSWERS
        .iter()
        .cycle()
        .take(catalogue().statements.len())
        .map(|one| word(one))
        .collect::<Vec<_>>()
        .join(" ")
}

/// What the notes on sheets that were passed over say.
fn told(read: &Read) -> String {
    let notes = read.findings.iter().filter(|finding| finding.rule.code == "F110");
    notes.map(|finding| finding.message.as_str()).collect::<Vec<_>>().join("\n")
}

/// What is asked, and what comes of it once a person says of which catalogue it is.
fn assert_asked(grids: &[Grid], name: &str) {
    let asked = read(grids);
    assert!(asked.returns.is_empty(), "{name}");
    assert_eq!(asked.codes(), "F110 F210", "{name}");
    let question = asked.finding("F210");
    assert_eq!(question.n_answers_waiting, 32, "{name}");
    assert_eq!(question.suggestion, "catalogue online-safety-practice", "{name}");
    // The words are not lost meanwhile; who filled it in is none of them.
    let told = told(&asked);
    assert!(told.contains("Minutes of meeting 3") && told.contains("Partly"), "{name}: {told}");
    assert!(!told.contains("MacLeod"), "{name}: {told}");
    for scope in [Scope::Cell, Scope::Return, Scope::Always] {
        let ruled = read_with(grids, &[ruling(question, Ruling::Catalogue(OSP.parse().unwrap()), scope)]);
        assert_eq!(says_all(&ruled), right(), "{name}");
        assert_eq!(ruled.codes(), "F703", "{name}");
        let read = &ruled.returns[0];
        assert!(read.answers.iter().all(|answer| answer.matched_by == Some(MatchedBy::Decision)), "{name}");
        let of_fourth = read.comments.iter().find(|comment| comment.text == "Minutes of meeting 3").unwrap();
        assert_eq!(of_fourth.statement_id.as_ref(), Some(&catalogue().statements[3].id), "{name}");
        assert!(read.unplaced.is_empty(), "{name}: {:?}", read.unplaced);
    }
    let out = read_with(grids, &[ruling(question, Ruling::LeaveOut, Scope::Return)]);
    assert!(out.returns.is_empty());
    assert_eq!(out.codes(), "F106 F110 F703", "{name}");
}

#[test]
fn numbers_in_place_of_the_statements_are_asked_about() {
    assert_asked(&[sheet("Return", &form(HEADS, numbers()))], "numbers");
    let of_sections = in_sections(|_| String::new());
    assert_asked(&[sheet("Return", &form(HEADS, of_sections))], "from 1 in each section");
    let with_section = in_sections(|section| format!("{section}."));
    assert_asked(&[sheet("Return", &form(HEADS, with_section))], "1.1");
    let lettered = numbers().map(|n| format!("Q{n}."));
    assert_asked(&[sheet("Return", &form("| Question | Answer | Comment |", lettered))], "Q1.");
}

#[test]
fn short_labels_in_place_of_the_statements_are_asked_about() {
    assert_asked(&[sheet("Return", &form("| Statement | Response | Comments |", labels()))], "labels");
}

#[test]
fn numbers_over_several_tables_are_asked_about_as_one() {
    let all: Vec<String> = numbers().collect();
    let whole = form(HEADS, &all);
    let (top, rows) = whole.split_once(HEADS).unwrap();
    let rows: Vec<&str> = rows.trim().lines().collect();
    let tables: Vec<(u32, String)> = [&rows[..15], &rows[15..]]
        .iter()
        .zip(2..)
        .map(|(rows, at)| (at, format!("{HEADS}\n{}", rows.join("\n"))))
        .collect();
    let tables: Vec<(u32, &str)> = tables.iter().map(|(at, table)| (*at, table.as_str())).collect();
    assert_asked(&document(top.trim(), &tables), "two tables");
}

#[test]
fn what_does_not_fit_is_refused_and_its_words_are_kept() {
    let most = numbers().take(33);
    let refused = read(&[sheet("Return", &form(HEADS, most))]);
    assert!(refused.returns.is_empty());
    assert_eq!(refused.codes(), "F106 F110");
    let told = told(&refused);
    assert!(told.contains("Minutes of meeting 3") && told.contains("Partly"), "{told}");
    assert!(!told.contains("MacLeod"), "{told}");
}

/// A list of as many rows as a catalogue has statements.
fn list(above: &str, heads: &str) -> String {
    let answers = ["Yes", "No", "Yes", "Yes", ""];
    let rows = numbers().zip(answers.iter().cycle()).map(|(n, answer)| format!("| {n} | {answer} |\n"));
    format!("{above}{heads}\n{}", rows.collect::<String>())
}

#[test]
fn lists_whose_headings_name_other_things_are_told_of_and_not_asked_about() {
    for (above, heads) in [
        ("", "| Pupil | Photo consent |"),
        ("", "| Pupil no. | Consent |"),
        ("", "| Device no. | Returned? |"),
        ("| Trolley B |\n", "| iPad | Charged |"),
        ("", "| Day | Present |"),
        ("", "| Room | Checked |"),
        ("", "| Staff | Trained? |"),
        ("", "| Staff member | Yes/No |"),
        ("", "| Slip no. | Signed |"),
        ("", "| Pupil | Consent form returned |"),
        ("", "| Learner | Trip to the museum |"),
        ("", "| No. | Photo consent |"),
        ("| Class 4 permission slips |\n\n", "| No. | Yes/No |"),
        ("| iPads in trolley 2 |\n", "| No. | OK? |"),
        ("| School Name | Back School |\n\n", "| Laptop | Returned? |"),
    ] {
        let refused = read(&[sheet("List", &list(above, heads))]);
        assert!(refused.returns.is_empty(), "{above}{heads}");
        assert_eq!(refused.codes(), "F106 F110", "{above}{heads}");
        let told = told(&refused);
        let answer = heads.trim_matches(['|', ' ']).split('|').nth(1).unwrap_or_default().trim();
        assert!(told.contains(answer) && told.contains("No"), "{heads}: {told}");
    }
    // A person who ruled that it is a form is followed.
    let grids = [sheet("List", &list("", "| Pupil | Photo consent |"))];
    let grid = [sheet("List", &list("", "| No. | Yes/No |"))];
    let question = read(&grid).finding("F210").clone();
    let ruled =
        read_with(&grids, &[ruling(&question, Ruling::Catalogue(OSP.parse().unwrap()), Scope::Return)]);
    assert_eq!(ruled.returns.len(), 1);
}

#[test]
fn lists_that_may_be_forms_are_asked_about() {
    for (above, heads) in [
        ("", "| No. | Yes/No |"),
        ("", "| | |"),
        ("", "| # | Present |"),
        ("", "| Statement no. | Pupils |"),
        ("", "| Staff | Partly in place? |"),
        ("", "| Question (pupils) | Answer |"),
        ("", "| Pupils | Evidence |"),
        ("| Pupil safety audit |\n", "| No. | Yes/No |"),
        ("| Online safety: staff and pupils |\n", "| No. | Yes/No |"),
        ("| School Name | Back School |\n| Completed by | J. MacLeod |\n\n", "| No. | Consent |"),
        ("| Our devices |\n", "| Statement | Yes/No |"),
        ("", "| Number of pupils | 240 |"),
        ("", "| Staff | J. MacLeod |"),
        ("", "| Class | 4B |"),
        ("", "| Date | 12/11/2025 |"),
        ("", "| Indicator | Checked |"),
    ] {
        let asked = read(&[sheet("Return", &list(above, heads))]);
        assert!(asked.codes().contains("F210"), "{above}{heads}: {}", asked.codes());
    }
    // Sections' titles among the numbers are a form's.
    let sections = list("", "| Staff | Trained? |").replace("| 9 |", "| Pupils | Trained? |\n| 9 |");
    assert_eq!(read(&[sheet("Return", &sections)]).codes(), "F110 F210");
}

#[test]
fn lists_of_other_things_are_no_forms() {
    // Somebody's list of as many people, each with a number.
    let rows = numbers()
        .zip(ANSWERS.iter().cycle())
        .map(|(n, answer)| format!("| {n} | Pupil {n} Smith | {answer} |\n"));
    let list = format!("| No. | Name | Consent |\n{}", rows.collect::<String>());
    let refused = read(&[sheet("List", &list)]);
    assert!(!refused.codes().contains("F210"), "{}", refused.codes());
    // Numbers and figures alone.
    let rows = numbers().map(|n| format!("| {n} | {n}7 |\n"));
    let refused = read(&[sheet("List", &rows.collect::<String>())]);
    assert_eq!(refused.codes(), "F106");
    let refused = read(&[sheet(
        "Text",
        "| Minutes of the meeting |\n| The policy was discussed by all staff at length |",
    )]);
    assert_eq!(refused.codes(), "F106");
}

#[test]
fn numbered_lines_that_answer_are_asked_about() {
    for (begin, behind) in [("", ". "), ("Q", ": "), ("(", ") "), ("", " - ")] {
        let lines = (1..=40).zip(ANSWERS.iter().cycle()).map(|(n, answer)| {
            let remark = if n % 7 == 4 && !answer.is_empty() { " - minutes of meeting" } else { "" };
            format!("| {begin}{n}{behind}{answer}{remark} |\n")
        });
        let mail = format!(
            "| Dear all, |\n| Here is the return of Back School. |\n\n{}\n| Kind regards |",
            lines.collect::<String>()
        );
        for grids in [vec![sheet("", &mail)], document(&mail, &[])] {
            let asked = read(&grids);
            let question = asked.finding("F210").clone();
            assert!(asked.returns.is_empty(), "{begin}{behind}");
            let decision = ruling(&question, Ruling::Catalogue(OSP.parse().unwrap()), Scope::Return);
            let ruled = read_with(&grids, &[decision]);
            assert_eq!(says_all(&ruled), right(), "{begin}1{behind} {}", ruled.codes());
        }
    }
    // Minutes with numbered points answer nothing, nor do steps of a list.
    for point in
        ["the policy was read", "No points were raised", "Yes to new laptops for all, said the head of year"]
    {
        let lines = (1..=12).map(|n| format!("| {n}. {point} {n} |\n")).collect::<Vec<_>>().concat();
        let read = read(&[sheet("", &format!("| Minutes of the governors |\n{lines}"))]);
        assert_eq!((read.returns.len(), read.codes().as_str()), (0, "F106"), "{point}");
    }
}
