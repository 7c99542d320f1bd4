//! Returns that a school typed into a paper of the program's own.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

use std::fmt::Write as _;

use ingest::{
    read::{InProcess, Limits},
    read_return::{Context, read_file},
    reading::{FileReading, Outcome},
    recognise::{Known, Library},
};
use schemas::{
    catalogue::load,
    decision::{Decision, Ruling, Scope},
    finding::Finding,
    ids::{FindingId, Year},
    paper,
};

fn read(bytes: &[u8], decisions: &[Decision]) -> FileReading {
    let library = Library::new(load::builtin());
    let known = Known { library: &library, year: Year::of(2026).unwrap(), decisions };
    let limits = Limits::default();
    read_file("Back School.csv", "abc", bytes, &Context { known, limits: &limits, child: &InProcess })
}

fn codes(file: &FileReading) -> Vec<&str> {
    let codes = file.findings.iter().map(|finding| finding.rule.code);
    codes.filter(|code| !matches!(*code, "F107" | "F208" | "F308" | "F408")).collect()
}

/// A sheet with the top of a paper, and a row below it for each of a few statements.
fn paper(heads: &str, row: impl Fn(usize, &schemas::catalogue::Statement) -> String) -> String {
    let catalogues = load::builtin();
    let top = paper::purpose_and_mark("Each answer as it was read.", 2025);
    let mut sheet = format!("Back School: your answers\n{top}\nSchool Name,Back School\n{heads}\n");
    for (at, statement) in catalogues[0].statements.iter().enumerate() {
        writeln!(sheet, "{}", row(at, statement)).unwrap();
    }
    sheet
}

fn ruling(finding: &Finding, ruling: Ruling) -> Decision {
    Decision {
        finding_id: FindingId::of(&["F"]),
        year: None,
        code: finding.rule.code.to_owned(),
        sha256: "abc".to_owned(),
        place: finding.place.clone(),
        was_read: finding.was_read.clone(),
        ruling,
        scope: Scope::Return,
    }
}

#[test]
fn a_return_typed_into_a_paper_of_ours_is_asked_about() {
    let form = paper("Statement,Yes,Partly,No,Comments", |at, statement| {
        let marks = ["x,,", ",x,", ",,x"][at % 3];
        format!("\"{}\",{marks},Seen in lesson {at}", statement.text)
    });
    let asked = read(form.as_bytes(), &[]);
    assert_eq!(codes(&asked), ["F204"]);
    let question = asked.findings.iter().find(|finding| finding.rule.code == "F204").unwrap();
    assert_eq!(question.n_answers_waiting as usize, asked.returns[0].answers.len());
    assert_eq!(asked.returns[0].waits_for, Some(question.id()));
    assert_eq!(asked.outcome, Outcome::Read);
    let read_it = read(form.as_bytes(), &[ruling(question, Ruling::EachSheet)]);
    assert_eq!(read_it.returns[0].waits_for, None);
    let out = read(form.as_bytes(), &[ruling(question, Ruling::LeaveOut)]);
    assert!(out.returns.is_empty());
    assert_eq!(codes(&out), ["F106", "F703"]);
}

#[test]
fn papers_of_ours_and_blank_forms_in_them_are_passed_over() {
    let own = paper("Id,Statement,Your answer,Schools that have it,What was read,Where", |_, statement| {
        format!("{},\"{}\",Yes,5 of 7,x,Form B7", statement.id, statement.short_label)
    });
    let blank =
        paper("Statement,Yes,Partly,No,Comments", |_, statement| format!("\"{}\",,,,", statement.text));
    let map =
        paper("Statement,Yes,Partly,No", |_, statement| format!("\"{}\",12,3,4", statement.short_label));
    for table in [own, blank, map] {
        let passed = read(table.as_bytes(), &[]);
        assert!(passed.returns.is_empty(), "{table}");
        assert_eq!(codes(&passed), ["F106"], "{table}");
    }
}

/// A workbook of a paper's sheet beside another one, each given by lines of cells.
fn beside(other: &[&[&str]], own: &str) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Notes").unwrap();
    for (row, cells) in (0..).zip(other) {
        for (column, cell) in (0..).zip(cells.iter()) {
            sheet.write(row, column, *cell).unwrap();
        }
    }
    let sheet = workbook.add_worksheet().set_name("Your answers").unwrap();
    let mut lines = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(own.as_bytes());
    for (row, line) in (0..).zip(lines.records()) {
        for (column, cell) in (0..).zip(line.unwrap().iter()) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_return_typed_into_a_papers_sheet_beside_others_is_asked_about() {
    let form = paper("Statement,Yes,Partly,No,Comments", |at, statement| {
        let marks = ["x,,", ",x,", ",,x"][at % 3];
        format!("\"{}\",{marks},Seen in lesson {at}", statement.text)
    });
    let notes: &[&[&str]] = &[&["Our notes"], &["See the next sheet"]];
    let file = beside(notes, &form);
    let asked = read(&file, &[]);
    assert_eq!((codes(&asked), asked.outcome), (vec!["F204"], Outcome::Read));
    let question = asked.findings.iter().find(|finding| finding.rule.code == "F204").unwrap();
    assert_eq!((question.place.sheet.as_str(), question.n_answers_waiting), ("Your answers", 40));
    assert_eq!(asked.returns[0].waits_for, Some(question.id()));
    let read_it = read(&file, &[ruling(question, Ruling::EachSheet)]);
    assert_eq!((read_it.returns[0].waits_for, codes(&read_it)), (None, vec!["F703"]));
    let out = read(&file, &[ruling(question, Ruling::LeaveOut)]);
    assert!(out.returns.is_empty() && !codes(&out).contains(&"F701"), "{:?}", codes(&out));

    // Beside the form itself: that one stands, and the other is asked about.
    let catalogues = load::builtin();
    let mut own: Vec<Vec<&str>> =
        vec![vec!["School Name", "Back School"], vec!["Statement", "Yes", "Partly", "No"]];
    own.extend(catalogues[0].statements.iter().map(|one| vec![one.text.as_str(), "x"]));
    let own: Vec<&[&str]> = own.iter().map(Vec::as_slice).collect();
    let both = read(&beside(&own, &form), &[]);
    assert_eq!(codes(&both), ["F204"]);
    let waits: Vec<bool> = both.returns.iter().map(|one| one.waits_for.is_some()).collect();
    assert_eq!(waits, [false, true]);

    // Nothing was typed there.
    let paper = paper("Id,Statement,Your answer,Schools that have it,What was read,Where", |_, statement| {
        format!("{},\"{}\",Yes,5 of 7,x,Form B7", statement.id, statement.short_label)
    });
    let passed = read(&beside(&own, &paper), &[]);
    assert_eq!((codes(&passed), passed.returns.len()), (vec!["F101"], 1));
}

const HEADS: &str = "Id,Statement,Your answer,Schools that have it,What was read,Where";

/// A paper of a school's own answers with a column more.
fn with_column(heads: &str, typed: impl Fn(usize) -> &'static str) -> String {
    paper(heads, |at, statement| {
        let own = format!("{},\"{}\",Yes,5 of 7,x,Form B7", statement.id, statement.short_label);
        format!("{own},{}", typed(at))
    })
}

#[test]
fn answers_typed_beside_a_papers_table_are_asked_about() {
    let answers = |at: usize| ["Yes", "No", "Partly"][at % 3];
    for heads in [format!("{HEADS},Answer now"), format!("{HEADS},2026"), HEADS.to_owned()] {
        let sheet = with_column(&heads, answers);
        let asked = read(sheet.as_bytes(), &[]);
        assert_eq!(codes(&asked), ["F204"], "{heads}");
        let question = asked.findings.iter().find(|finding| finding.rule.code == "F204").unwrap();
        assert_eq!(question.n_answers_waiting, 40, "{heads}");
        assert_eq!(asked.returns[0].waits_for, Some(question.id()));
        let read_it = read(sheet.as_bytes(), &[ruling(question, Ruling::EachSheet)]);
        let said = read_it.returns[0]
            .answers
            .iter()
            .map(|answer| answer.answer.map(|one| one.to_string()).unwrap_or_default());
        assert!(said.eq((0..40).map(|at| ["yes", "no", "partly"][at % 3])), "{heads}");
        let out = read(sheet.as_bytes(), &[ruling(question, Ruling::LeaveOut)]);
        assert!(out.returns.is_empty(), "{heads}");
        // What was typed is told all the same.
        assert_eq!(codes(&out), ["F106", "F114", "F703"], "{heads}");
    }
    // One alone, in a column further on.
    let one = with_column(&format!("{HEADS},,Answer now"), |at| if at == 7 { ",No" } else { "" });
    assert_eq!(codes(&read(one.as_bytes(), &[])), ["F204"]);
}

#[test]
fn what_is_typed_beside_a_papers_table_is_told() {
    let told = |typed: &dyn Fn(usize) -> &'static str| {
        let sheet = with_column(&format!("{HEADS},Our comments"), typed);
        let file = read(sheet.as_bytes(), &[]);
        assert!(file.returns.is_empty());
        let messages: Vec<String> = file.findings.iter().map(|finding| finding.message.clone()).collect();
        (codes(&file).join(" "), messages.join("\n"))
    };
    let at_one = |remark: &'static str| told(&|at| if at == 3 { remark } else { "" });
    let (of_codes, message) = at_one("Discussed with governors");
    assert_eq!(of_codes, "F106 F114");
    assert!(message.contains("line 8, column 7: Discussed with governors"), "{message}");
    // Ticks say that somebody looked; nothing of it differs.
    assert_eq!(told(&|_| "\u{2713}").0, "F106 F114");
    for remark in ["Should be Partly", "This is not right", "wrong - we have one", "now Yes"] {
        let (of_codes, message) = at_one(remark);
        assert_eq!(of_codes, "F204", "{remark}");
        assert!(message.contains(remark), "{message}");
    }
    for remark in ["Thank you", "Policy reviewed in May 2026", "Now on our website", "Mr Noble to lead"] {
        let (of_codes, message) = at_one(remark);
        assert_eq!(of_codes, "F106 F114", "{remark}: {message}");
    }
}

#[test]
fn what_is_typed_into_a_papers_sheet_goes_beside_the_form() {
    let catalogues = load::builtin();
    let mut own: Vec<Vec<&str>> =
        vec![vec!["School Name", "Back School"], vec!["Statement", "Yes", "Partly", "No"]];
    own.extend(catalogues[0].statements.iter().map(|one| vec![one.text.as_str(), "x"]));
    let own: Vec<&[&str]> = own.iter().map(Vec::as_slice).collect();
    let remarks = with_column(&format!("{HEADS},Our comments"), |at| if at == 3 { "Seen" } else { "" });
    let file = read(&beside(&own, &remarks), &[]);
    assert_eq!((codes(&file), file.returns.len()), (vec!["F101", "F114"], 1));
    let place = &file.findings.iter().find(|finding| finding.rule.code == "F114").unwrap().place;
    assert_eq!(place.sheet, "Your answers");
    let answers = with_column(&format!("{HEADS},Now"), |at| if at == 3 { "No" } else { "" });
    let file = read(&beside(&own, &answers), &[]);
    assert_eq!(codes(&file), ["F204"]);
    assert_eq!(file.returns.iter().map(|one| one.waits_for.is_some()).collect::<Vec<_>>(), [false, true]);
}
