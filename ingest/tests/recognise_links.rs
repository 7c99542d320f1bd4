//! Addresses behind texts are told with their texts, and change nothing of what is read.
//! In: one return in every format that has links. Out: assertions on comments and answers. Never reads a file from disk.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what a test relies on may fail it")]

mod archive;
mod forms;

use forms::{Rows, markup};
use ingest::{
    read::{InProcess, Limits},
    read_return::{Context, read_file},
    reading::{FileReading, ReturnReading},
    recognise::{Known, Library},
};
use rust_xlsxwriter::{Formula, Url, Workbook};
use schemas::{catalogue::load, ids::Year};

const MINUTES: &str = "https://school.example/minutes.pdf?a=1";
const GUIDANCE: &str = "https://gov.example/kcsie";

fn read(name: &str, bytes: &[u8]) -> FileReading {
    let library = Library::new(load::builtin());
    let known = Known { library: &library, year: Year::of(2026).unwrap(), decisions: &[] };
    read_file(name, "", bytes, &Context { known, limits: &Limits::default(), child: &InProcess })
}

fn only(reading: FileReading) -> ReturnReading {
    assert_eq!(reading.returns.len(), 1, "{:?}", reading.findings);
    reading.returns.into_iter().next().unwrap()
}

fn evidence(rows: &Rows) -> &str {
    &rows[3][4]
}

/// A page of the form with texts turned to links.
fn linked(form: &str, turn: impl Fn(&str, &str) -> String) -> String {
    let rows = forms::tick_form();
    let mut page = form.to_owned();
    for (text, address) in [
        (evidence(&rows), MINUTES),
        (&rows[4][0], GUIDANCE),
        ("Back School", "mailto:office@school.example"),
        ("Evidence and comments", "#Key"),
    ] {
        let address = address.replace('&', "&amp;");
        let escaped = text.replace('&', "&amp;");
        assert!(page.contains(&escaped), "{text}");
        page = page.replacen(&escaped, &turn(&escaped, &address), 1);
    }
    page
}

fn holds(name: &str, plain: &[u8], linked: &[u8]) {
    let (plain, read) = (only(read(name, plain)), only(read(name, linked)));
    let rows = forms::tick_form();
    let wanted = format!("{} <{MINUTES}>", evidence(&rows));
    let said: Vec<&str> = read.comments.iter().map(|said| said.text.as_str()).collect();
    assert!(said.contains(&wanted.as_str()), "{name}: {said:?}");
    assert_eq!(plain.comments.len(), read.comments.len(), "{name}: {said:?}");
    assert_eq!(plain.comments[0].statement_id, read.comments[0].statement_id);
    assert_eq!((&plain.answers, &plain.school), (&read.answers, &read.school), "{name}");
    // Whether the form has it, many returns tell.
    let left: Vec<_> = read.unplaced.iter().map(|said| (said.statement_id.is_some(), &said.text)).collect();
    assert!(
        left.iter().any(|(is_on_it, text)| *is_on_it && text.ends_with(&format!("<{GUIDANCE}>"))),
        "{left:?}"
    );
    let all = format!("{said:?} {left:?}");
    assert!(!all.contains("mailto") && !all.contains("#Key"), "{name}: {all}");
}

#[test]
fn a_page_and_its_kin() {
    let rows = forms::tick_form();
    let page = markup::html(&rows);
    let turned = linked(&page, |text, address| format!("<a class=x href=\"{address}\">{text}</a>"));
    holds("a.html", page.as_bytes(), turned.as_bytes());
    let book = markup::spreadsheet_xml(&rows);
    let cell = |text: &str| format!("<Cell><Data ss:Type=\"String\">{text}");
    let mut turned = book.clone();
    for (text, address) in [(evidence(&rows), MINUTES), (&rows[4][0], GUIDANCE)] {
        let with = cell(text).replace("<Cell>", &format!("<Cell ss:HRef=\"{address}\">"));
        turned = turned.replacen(&cell(text), &with, 1);
    }
    holds("a.xml", book.as_bytes(), turned.as_bytes());
}

#[test]
fn none_is_lost_behind_many_others() {
    let page = markup::html(&forms::tick_form());
    let turned = linked(&page, |text, address| format!("<a href=\"{address}\">{text}</a>"));
    let many: Vec<String> =
        (0..500).map(|n| format!("<p><a href=\"https://a.example/{n}\">{n}</a></p>")).collect();
    let at = turned.find("<table").unwrap();
    let reading = read("a.html", [&turned[..at], &many.concat(), &turned[at..]].concat().as_bytes());
    let notes: Vec<String> = reading.findings.iter().map(|finding| format!("{finding:?}")).collect();
    let read = only(reading);
    let left = read.unplaced.iter().map(|said| &said.text).chain(&notes);
    assert!(left.into_iter().any(|text| text.contains(GUIDANCE)));
}

#[test]
fn a_spreadsheet_of_libre_office() {
    let content = markup::ods_content(&forms::tick_form());
    let turned = linked(&content, |text, address| {
        format!("<text:a xmlns:xlink=\"l\" xlink:href=\"{address}\" xlink:type=\"simple\">{text}</text:a>")
    });
    holds("a.ods", &markup::ods_of(content.as_bytes()), &markup::ods_of(turned.as_bytes()));
}

#[test]
fn a_document_by_relationships_and_by_fields() {
    let rows = forms::tick_form();
    let by_relationship = |text: &str, address: &str| {
        let id = match address {
            MINUTES => "r:id=\"rId9\"",
            GUIDANCE => "r:id=\"rId8\"",
            _ => "r:id=\"rId7\"",
        };
        format!("</w:t></w:r><w:hyperlink {id}><w:r><w:t>{text}</w:t></w:r></w:hyperlink><w:r><w:t>")
    };
    let by_field = |text: &str, address: &str| {
        let code = if address.starts_with('#') {
            r#"HYPERLINK \l "Key""#.to_owned()
        } else {
            format!("HYPERLINK \"{address}\" \\o \"tip\"")
        };
        format!(
            "</w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{text}</w:t></w:r>\
             <w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>"
        )
    };
    let plain = markup::docx(&rows);
    for turn in [&by_relationship as &dyn Fn(&str, &str) -> String, &by_field] {
        let turned = linked(&markup::word_document(&rows), turn);
        holds("a.docx", &plain, &document(&turned));
    }
}

/// A document of this main part, whose links have targets.
fn document(part: &str) -> Vec<u8> {
    let root = markup::relationships(&[("a", "officeDocument", "word/document.xml")]);
    let own = markup::relationships(&[
        ("rId9", "hyperlink", MINUTES),
        ("rId8", "hyperlink", GUIDANCE),
        ("rId7", "hyperlink", "mailto:office@school.example"),
    ]);
    let own = own.replace("/>", " TargetMode=\"External\"/>");
    archive::zip(&[
        ("_rels/.rels", root.as_bytes()),
        ("word/document.xml", part.as_bytes()),
        ("word/_rels/document.xml.rels", own.as_bytes()),
    ])
}

/// The form as a workbook; the cells of `address` lead there.
fn workbook(rows: &Rows, address: impl Fn(u32, u16) -> Option<&'static str>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Return").unwrap();
    for (at, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            match address(at, column) {
                Some("formula") => {
                    let code = format!("=HYPERLINK(\"{MINUTES}\",\"{text}\")");
                    sheet.write_formula(at, column, Formula::new(code).set_result(text)).unwrap();
                }
                Some(address) => {
                    sheet.write_url(at, column, Url::new(address).set_text(text)).unwrap();
                }
                None => {
                    sheet.write(at, column, text).unwrap();
                }
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_by_its_list_and_by_formulas() {
    let rows = forms::tick_form();
    let plain = workbook(&rows, |_, _| None);
    for evidence in [MINUTES, "formula"] {
        let address = |row, column| match (row, column) {
            (3, 4) => Some(evidence),
            (4, 0) => Some(GUIDANCE),
            (0, 1) => Some("mailto:office@school.example"),
            _ => None,
        };
        holds("a.xlsx", &plain, &workbook(&rows, address));
    }
}

#[test]
fn a_mark_that_leads_somewhere_is_read_as_before_and_has_its_evidence() {
    let rows = forms::tick_form();
    let (row, column) = (4, (1..4).find(|column| !rows[4][usize::from(*column)].is_empty()).unwrap());
    let plain = only(read("a.xlsx", &workbook(&rows, |_, _| None)));
    let linked = workbook(&rows, |at, of| ((at, of) == (row, column)).then_some(MINUTES));
    let linked = only(read("a.xlsx", &linked));
    let marked = &linked.answers[1];
    assert_eq!((plain.answers[1].answer, &plain.answers[1].mark), (marked.answer, &marked.mark));
    assert!(marked.has_evidence);
    let said = linked.comments.iter().find(|said| said.text == format!("x <{MINUTES}>")).unwrap();
    assert_eq!(said.statement_id, Some(marked.statement_id.clone()));
}

#[test]
fn a_number_that_its_sheet_shows_with_words_is_a_comment_with_them() {
    let rows = forms::tick_form();
    let mut workbook = Workbook::new();
    let staff = rust_xlsxwriter::Format::new().set_num_format("0\" staff\"");
    let sheet = workbook.add_worksheet().set_name("Return").unwrap();
    for (at, cells) in (0..).zip(&rows) {
        for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            sheet.write(at, column, text).unwrap();
        }
    }
    sheet.write_number_with_format(4, 4, 14, &staff).unwrap();
    let read = only(read("a.xlsx", &workbook.save_to_buffer().unwrap()));
    let said = read.comments.iter().find(|said| said.cell == "E5").unwrap();
    assert_eq!(said.text, "14 staff");
}
