//! Papers to files, in the formats that schools send.
//! In: papers. Out: bytes, the same on any day. Never a formula, never a macro.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};
use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::paper::{Cell, Paper};

/// A way to write a text table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// UTF-8 with its mark, commas.
    Comma,
    /// Windows-1252, semicolons; letters it does not have become question marks.
    Semicolon,
    /// UTF-16, tabs.
    Tab,
}

/// A workbook with a sheet a paper.
pub(super) fn workbook(papers: &[Paper]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let first = ExcelDateTime::from_ymd(2020, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&first));
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
    let head = Format::new().set_bold().set_text_wrap();
    let day = Format::new().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Left);
    let wingdings = Format::new().set_font_name("Wingdings").set_align(FormatAlign::Center);
    for paper in papers {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&paper.name)?;
        let width = paper.rows.iter().map(Vec::len).max().unwrap_or(1);
        for column in 0..u16::try_from(width).unwrap_or(200) {
            sheet.set_column_width(column, if column == 0 { 48 } else { 14 })?;
        }
        for (row, cells) in (0_u32..).zip(&paper.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    Cell::Empty => continue,
                    Cell::Text(text) => sheet.write_string_with_format(row, column, text, &plain)?,
                    Cell::Head(text) => sheet.write_string_with_format(row, column, text, &head)?,
                    Cell::Wingdings(letter) => {
                        sheet.write_string_with_format(row, column, letter.to_string(), &wingdings)?
                    }
                    Cell::Number(number) => sheet.write_number(row, column, *number)?,
                    Cell::Flag(flag) => sheet.write_boolean(row, column, *flag)?,
                    Cell::Day(date) => {
                        use chrono::Datelike;
                        let (month, of_month) = (u8::try_from(date.month()), u8::try_from(date.day()));
                        let year = u16::try_from(date.year()).unwrap_or(2020);
                        let date = ExcelDateTime::from_ymd(year, month.unwrap_or(1), of_month.unwrap_or(1))?;
                        sheet.write_datetime_with_format(row, column, &date, &day)?
                    }
                };
            }
        }
    }
    workbook.save_to_buffer()
}

/// A text table.
pub(super) fn text_table(paper: &Paper, dialect: Dialect) -> Vec<u8> {
    let separator = match dialect {
        Dialect::Comma => ',',
        Dialect::Semicolon => ';',
        Dialect::Tab => '\t',
    };
    let width = paper.rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut text = String::new();
    for cells in &paper.rows {
        for column in 0..width {
            if column > 0 {
                text.push(separator);
            }
            let cell = cells.get(column).map(Cell::plain).unwrap_or_default();
            if cell.contains([separator, '"', '\n', '\r']) {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(&cell);
            }
        }
        text.push_str("\r\n");
    }
    match dialect {
        Dialect::Comma => format!("\u{feff}{text}").into_bytes(),
        Dialect::Semicolon => text.chars().map(windows_1252).collect(),
        Dialect::Tab => format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
    }
}

/// A letter's byte in Windows-1252, as far as the sample's texts need it.
fn windows_1252(letter: char) -> u8 {
    match letter {
        '\u{2013}' => 0x96,
        '\u{2018}' => 0x91,
        '\u{2019}' => 0x92,
        '\u{201c}' => 0x93,
        '\u{201d}' => 0x94,
        _ => {
            u8::try_from(u32::from(letter)).ok().filter(|byte| *byte < 0x80 || *byte >= 0xa0).unwrap_or(b'?')
        }
    }
}

/// A document with a table a paper, its name above it.
pub(super) fn document(papers: &[Paper]) -> Result<Vec<u8>, ZipError> {
    let mut body = String::new();
    for paper in papers {
        let paragraph = |text: &str| {
            let mut lines = String::new();
            for line in text.lines() {
                // Writing to a text cannot fail.
                let _ = write!(
                    lines,
                    "<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
                    escaped(line)
                );
            }
            if lines.is_empty() { "<w:p/>".to_owned() } else { lines }
        };
        body.push_str(&paragraph(&paper.name));
        let width = paper.rows.iter().map(Vec::len).max().unwrap_or(0);
        body.push_str("<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/></w:tblPr><w:tblGrid>");
        body.push_str(&"<w:gridCol/>".repeat(width));
        body.push_str("</w:tblGrid>");
        for cells in &paper.rows {
            body.push_str("<w:tr>");
            for column in 0..width {
                body.push_str("<w:tc><w:tcPr/>");
                match cells.get(column) {
                    Some(Cell::Wingdings(letter)) => {
                        let code = 0xf000 + u32::from(*letter);
                        let _ = write!(
                            body,
                            "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"{code:04X}\"/></w:r></w:p>"
                        );
                    }
                    cell => body.push_str(&paragraph(&cell.map(Cell::plain).unwrap_or_default())),
                }
                body.push_str("</w:tc>");
            }
            body.push_str("</w:tr>");
        }
        body.push_str("</w:tbl>");
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}<w:p/></w:body>\
         </w:document>"
    );
    archive(&[
        ("[Content_Types].xml".to_owned(), CONTENT_TYPES.into()),
        ("_rels/.rels".to_owned(), RELATIONS.into()),
        ("word/document.xml".to_owned(), document.into_bytes()),
    ])
}

/// Files in an archive, all of one day.
pub(super) fn archive(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, ZipError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default());
        writer.start_file(name.as_str(), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

const CONTENT_TYPES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    "</Types>"
);
const RELATIONS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>"#,
    "</Relationships>"
);
