//! Forms are taken apart again: every statement with its id, locked but for what is filled in, the same on any day.

use std::io::{Cursor, Read};

use calamine::{Reader, Xlsx};
use schemas::catalogue::load;
use zip::ZipArchive;

use super::*;

fn school() -> School {
    School { id: "100101".parse().unwrap(), name: "St Mary's & All Saints' <Primary>".to_owned() }
}

fn year() -> Year {
    Year::of(2027).unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn count(text: &str, what: &str) -> usize {
    text.matches(what).count()
}

#[test]
fn a_workbook_has_every_statement_with_its_id_and_the_school() {
    for catalogue in load::builtin() {
        let bytes = write_blank_form(&catalogue, year(), Some(&school()), Format::Xlsx).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range("Return").unwrap();
        let at = |row: u32, column: u32| {
            range.get_value((row, column)).map(ToString::to_string).unwrap_or_default()
        };
        let rows: Vec<u32> = (0..=range.end().unwrap().0).collect();
        for statement in &catalogue.statements {
            let row = rows.iter().find(|row| at(**row, 0) == statement.id.as_str()).unwrap();
            assert_eq!(at(*row, 1), statement.text);
            assert_eq!(at(*row, 2), "", "an answer is left open");
        }
        for text in [school().name, "100101".to_owned()] {
            assert!(rows.iter().any(|row| at(*row, 2) == text), "{text}");
        }
        for section in &catalogue.sections {
            assert!(rows.iter().any(|row| at(*row, 1) == section.title));
        }
    }
}

#[test]
fn a_workbook_is_locked_but_for_the_answers_and_can_be_heard_read() {
    let catalogue = load::builtin().swap_remove(0);
    let bytes = write_blank_form(&catalogue, year(), Some(&school()), Format::Xlsx).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert_eq!(count(&sheet, "<sheetProtection "), 1);
    assert_eq!(count(&sheet, "mergeCell"), 0);
    assert!(sheet.contains("orientation=\"landscape\"") && sheet.contains("paperSize=\"9\""));
    assert_eq!(
        count(&sheet, "&quot;Yes,Partly,No&quot;") + count(&sheet, "\"Yes,Partly,No\""),
        4,
        "one list a section"
    );
    assert!(sheet.contains("hidden=\"1\""), "the ids are hidden");
    assert!(part(&bytes, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
    let styles = part(&bytes, "xl/styles.xml");
    assert_eq!(count(&styles, "<protection locked=\"0\"/>"), 3, "answers, text and dates are open");
    let core = part(&bytes, "docProps/core.xml");
    assert!(
        core.contains("<dc:title>Self-Evaluation of Online Safety Practice in School: 2027</dc:title>"),
        "{core}"
    );
    assert!(core.contains("<dc:language>en-GB</dc:language>"));
    assert!(core.contains("2027-01-01T00:00:00Z"), "{core}");
}

#[test]
fn a_document_has_a_box_for_each_answer_and_a_place_for_evidence() {
    let catalogue = load::builtin().swap_remove(0);
    let bytes = write_blank_form(&catalogue, year(), Some(&school()), Format::Docx).unwrap();
    let text = part(&bytes, "word/document.xml");
    assert_eq!(count(&text, "<w14:checkbox>"), 40 * 3);
    assert_eq!(count(&text, "<w:tag w:val=\"POL-04 partly\"/>"), 1);
    assert_eq!(count(&text, " comment\"/>"), 40);
    assert_eq!(
        count(&text, "<w:tblHeader/>"),
        5,
        "each table but that of the fields has a head that is repeated"
    );
    assert_eq!(count(&text, "<w:tblCaption "), 6);
    assert_eq!(count(&text, "<w:gridSpan") + count(&text, "<w:vMerge"), 0);
    assert!(text.contains("St Mary's &amp; All Saints' &lt;Primary&gt;"));
    let ids: std::collections::BTreeSet<_> =
        text.split("<w:id w:val=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.len(), count(&text, "<w:sdt>"), "each control has a number of its own");
    for opened in ["w:tbl", "w:tr", "w:tc", "w:p", "w:sdt"] {
        let n = count(&text, &format!("<{opened}>")) + count(&text, &format!("<{opened} "));
        assert_eq!(n, count(&text, &format!("</{opened}>")), "{opened}");
    }
    assert!(part(&bytes, "word/settings.xml").contains("w:enforcement=\"1\""));
    assert!(part(&bytes, "docProps/core.xml").contains("<dc:language>en-GB</dc:language>"));
}

#[test]
fn a_text_table_names_its_columns_and_runs_nothing() {
    let catalogue = load::builtin().swap_remove(1);
    let hostile = School { id: "7".parse().unwrap(), name: "=HYPERLINK(\"x\")".to_owned() };
    let text = String::from_utf8(write_blank_form(&catalogue, year(), Some(&hostile), Format::Csv).unwrap())
        .unwrap();
    assert!(text.starts_with('\u{feff}'));
    assert!(text.contains("\r\nstatement_id,Statement,Answer,Evidence and comments,\r\n"));
    assert!(text.contains("\"'=HYPERLINK(\"\"x\"\")\""));
    assert_eq!(count(&text, "\r\nESC-"), 21);
}

#[test]
fn a_form_is_the_same_on_any_day_and_needs_something_to_ask() {
    for mut catalogue in load::builtin() {
        for format in Format::ALL {
            let write = || write_blank_form(&catalogue, year(), None, format).unwrap();
            assert_eq!(write(), write());
        }
        for statement in &mut catalogue.statements {
            statement.last_year = Year::of(2020).ok();
        }
        let none = write_blank_form(&catalogue, year(), None, Format::Csv).unwrap_err();
        assert!(none.to_string().contains("asks no statement in 2027"), "{none}");
    }
}
