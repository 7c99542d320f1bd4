//! Forms typed up in Word, as an authority sends them out, become catalogues.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot set itself up has failed")]

use std::io::{Cursor, Write};

use ingest::read::{InProcess, Limits};
use reports::forms::{Format, write_blank_form};
use schemas::{
    catalogue::{Catalogue, ColumnRole, FieldRole, load},
    ids::Year,
};
use tallybook::new_catalogue::{NewCatalogue, NewCatalogueError, of_form};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A document of paragraphs and tables; a cell's lines are its paragraphs.
struct Document(String);

impl Document {
    fn paragraph(&mut self, text: &str) {
        self.0.push_str(&paragraphs(text));
    }

    fn table(&mut self, rows: &[Vec<&str>]) {
        self.0.push_str("<w:tbl>");
        for row in rows {
            self.0.push_str("<w:tr>");
            for text in row {
                self.0.push_str("<w:tc>");
                self.0.push_str(&paragraphs(text));
                self.0.push_str("</w:tc>");
            }
            self.0.push_str("</w:tr>");
        }
        self.0.push_str("</w:tbl>");
    }

    fn bytes(&self) -> Vec<u8> {
        let body = &self.0;
        let parts = [
            (
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default \
                 Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override \
                 PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.\
                 wordprocessingml.document.main+xml\"/></Types>"
                    .to_owned(),
            ),
            (
                "_rels/.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship \
                 Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
                 Target=\"word/document.xml\"/></Relationships>"
                    .to_owned(),
            ),
            (
                "word/document.xml",
                format!(
                    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}\
                     <w:p/></w:body></w:document>"
                ),
            ),
        ];
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }
}

fn paragraphs(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let lines = escaped.replace('\n', " </w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">");
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{lines} </w:t></w:r></w:p>")
}

fn practice() -> Catalogue {
    load::builtin().swap_remove(0)
}

/// The form with four sections, as it is sent out.
fn practice_form(catalogue: &Catalogue) -> Vec<u8> {
    let mut form = Document(String::new());
    form.paragraph(&catalogue.title);
    form.table(&[vec![
        "Reviewing your current online safeguarding practice will enable you to identify areas for development, that once \
         managed, will ultimately lead to children and staff being better protected.",
    ]]);
    form.table(&[vec!["School Name", ""], vec!["Completed by (Name and role):", "", "Date:", ""]]);
    form.paragraph(
        "In each section, carefully consider whether the statements apply to the current practice or not.",
    );
    for (index, section) in catalogue.sections.iter().enumerate() {
        let mut rows = vec![vec![section.title.as_str(), "Yes", "Partly", "No", "Evidence and Comments"]];
        let statements = catalogue.statements.iter().filter(|statement| statement.section == index);
        rows.extend(statements.map(|statement| vec![statement.text.as_str(), "", "", "", ""]));
        form.table(&rows);
        form.paragraph("");
    }
    form.paragraph("Action Plan");
    form.paragraph(
        "Use your answers above and the table below to develop an action plan to improve your practice.",
    );
    let mut rows = vec![vec![
        "",
        "Key area for development",
        "Resources, support or activity required",
        "Date Completed",
        "Signed",
    ]];
    rows.extend(["1", "2", "3", "4", "5", "6"].map(|number| vec![number, "", "", "", ""]));
    form.table(&rows);
    form.bytes()
}

fn made(file: &str, bytes: &[u8]) -> NewCatalogue {
    let id = "my-audit".parse().unwrap();
    of_form(file, bytes, &id, &Limits::default(), &InProcess).unwrap()
}

fn texts(catalogue: &Catalogue) -> Vec<&str> {
    catalogue.statements.iter().map(|statement| statement.text.as_str()).collect()
}

#[test]
fn the_form_with_four_sections_becomes_forty_statements_and_an_action_plan() {
    let known = practice();
    let made = made("form.docx", &practice_form(&known));
    let new = &made.catalogue;
    assert_eq!(texts(new), texts(&known));
    let titles =
        |catalogue: &Catalogue| catalogue.sections.iter().map(|it| it.title.clone()).collect::<Vec<_>>();
    assert_eq!(titles(new), titles(&known));
    let sections =
        |catalogue: &Catalogue| catalogue.statements.iter().map(|it| it.section).collect::<Vec<_>>();
    assert_eq!(sections(new), sections(&known));
    assert_eq!((new.title.as_str(), new.columns_confirmed), (known.title.as_str(), true));
    assert_eq!(
        new.columns.iter().map(|it| it.role).collect::<Vec<_>>(),
        known.columns.iter().map(|it| it.role).collect::<Vec<_>>()
    );
    assert_eq!(new.action_plan, known.action_plan);
    let roles: Vec<FieldRole> = new.fields.iter().map(|field| field.role).collect();
    assert_eq!(roles, [FieldRole::SchoolName, FieldRole::CompletedBy, FieldRole::Date]);
    assert_eq!((new.statements[0].id.as_str(), new.statements[39].id.as_str()), ("POL-01", "EDU-12"));
}

#[test]
fn the_form_without_headings_becomes_twenty_one_statements_of_columns_to_confirm() {
    let known = load::builtin().swap_remove(1);
    let mut form = Document(String::new());
    let rows: Vec<Vec<&str>> =
        known.statements.iter().map(|it| vec![it.text.as_str(), "", "", "", ""]).collect();
    form.table(&rows);
    let made = made("form.docx", &form.bytes());
    assert_eq!(texts(&made.catalogue), texts(&known));
    assert_eq!(made.catalogue.sections.len(), 1);
    assert!(!made.catalogue.columns_confirmed);
    assert_eq!(made.catalogue.columns.len(), 4);
    assert_eq!(made.catalogue.action_plan, None);
    assert!(made.to_check.iter().any(|line| line.contains("columns_confirmed")), "{:?}", made.to_check);
}

#[test]
fn a_form_that_the_program_wrote_becomes_the_catalogue_it_was_written_from() {
    for known in load::builtin() {
        for format in Format::ALL {
            let bytes = write_blank_form(&known, Year::of(2027).unwrap(), None, format).unwrap();
            let new = made(&format!("form.{}", format.ending()), &bytes).catalogue;
            assert_eq!(texts(&new), texts(&known), "{format:?}");
            if format != Format::Docx {
                let ids = |catalogue: &Catalogue| {
                    catalogue.statements.iter().map(|it| it.id.to_string()).collect::<Vec<_>>()
                };
                assert_eq!(ids(&new), ids(&known), "{format:?}");
            }
            assert_eq!(new.sections.len(), known.sections.len(), "{format:?} {:?}", new.sections);
            assert!(new.columns.iter().any(|column| column.role == ColumnRole::Comment), "{format:?}");
            assert_eq!(new.action_plan.is_some(), known.action_plan.is_some(), "{format:?}");
        }
    }
}

#[test]
fn what_is_no_form_is_refused() {
    let id = "my-audit".parse().unwrap();
    let none =
        |name: &str, bytes: &[u8]| of_form(name, bytes, &id, &Limits::default(), &InProcess).unwrap_err();
    assert!(matches!(
        none("a.csv", b"Term,From\r\nSpring,6 January\r\n"),
        NewCatalogueError::NoStatements { .. }
    ));
    assert!(matches!(none("a.pdf", b"%PDF-1.4\n%%EOF\n"), NewCatalogueError::Refused { .. }));
}

/// A workbook of one sheet, with what is printed at the head and foot of its pages.
fn workbook(rows: &[Vec<&str>], header: &str, footer: &str) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_header(header).set_footer(footer);
    for (row, cells) in (0_u32..).zip(rows) {
        for (column, text) in (0_u16..).zip(cells) {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn what_is_printed_at_the_edges_of_the_pages_is_neither_title_nor_statement() {
    let footer = "&LPlease return this form to the council's officer by 31 March";
    let rows = [
        vec!["Online safety audit"],
        vec!["There is an online safety policy that all staff have signed."],
        vec!["Parents are told how to report what worries them online."],
    ];
    let plain = made("form.xlsx", &workbook(&rows, "&CAnother title: page &P of &N", footer)).catalogue;
    assert_eq!(plain.title, "Online safety audit");
    assert_eq!(texts(&plain), [rows[1][0], rows[2][0]]);
}

#[test]
fn a_second_column_for_comments_is_another_heading_of_the_first() {
    let rows = [
        vec!["No", "Statement", "Yes", "Partly", "No", "Response", "Evidence", "Comments"],
        vec!["1", "There is an online safety policy that all staff have signed."],
        vec!["2", "Parents are told how to report what worries them online."],
    ];
    let made = made("form.xlsx", &workbook(&rows, "", ""));
    let columns: Vec<(ColumnRole, &str, &[String])> =
        made.catalogue.columns.iter().map(|it| (it.role, it.label.as_str(), it.also.as_slice())).collect();
    assert_eq!(columns.len(), 4, "{columns:?}");
    assert_eq!(columns[3], (ColumnRole::Comment, "Evidence", &["Comments".to_owned()][..]));
    assert_eq!(texts(&made.catalogue), [rows[1][1], rows[2][1]]);
    assert!(made.to_check.iter().any(|line| line.contains("`Response`, `Comments`")), "{:?}", made.to_check);
}

#[test]
fn tables_without_headings_of_their_own_are_one_section_and_repeated_headings_are_numbered() {
    let heads = vec!["Statement", "Yes", "No", "Comments"];
    let rows = [
        heads.clone(),
        vec!["There is an online safety policy that all staff have signed."],
        heads,
        vec!["Parents are told how to report what worries them online."],
        vec!["Policy", "Yes", "No", "Comments"],
        vec!["Governors look at the policy at least once in every year."],
        vec!["Staff", "Yes", "No", "Comments"],
        vec!["All members of staff are trained at least once in every year."],
        vec!["policy", "Yes", "No", "Comments"],
        vec!["Pupils were asked what they think of the policy this year."],
    ];
    let made = made("form.xlsx", &workbook(&rows, "", "")).catalogue;
    let titles: Vec<&str> = made.sections.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(titles, ["my audit", "Policy", "Staff", "policy 2"]);
    assert_eq!(made.statements.iter().map(|it| it.section).collect::<Vec<_>>(), [0, 0, 1, 2, 3]);
}
