//! A table as an ODS or Word document, as a page, and as Excel's XML of 2003.
//! In: rows of text. Out: bytes or text. Never writes a style that nothing reads.

use super::archive;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Each row between `before` and `after`, each of its cells made by `cell`.
fn table(rows: &[Vec<String>], before: &str, after: &str, cell: impl Fn(&str) -> String) -> String {
    let line = |cells: &Vec<String>| cells.iter().map(|one| cell(&escaped(one))).collect::<String>();
    let rows: Vec<String> = rows.iter().map(|cells| format!("{before}{}{after}\n", line(cells))).collect();
    rows.concat()
}

/// A page with one table.
pub(crate) fn html(rows: &[Vec<String>]) -> String {
    let rows = table(rows, "<tr>", "</tr>", |text| format!("<td>{}</td>", text.replace('\n', "<br>")));
    format!("<html><head><meta charset=\"utf-8\"></head><body><table>\n{rows}</table></body></html>\n")
}

/// Excel's XML of 2003.
pub(crate) fn spreadsheet_xml(rows: &[Vec<String>]) -> String {
    let rows = table(rows, "<Row>", "</Row>", |text| match text {
        "" => "<Cell/>".to_owned(),
        text => format!("<Cell><Data ss:Type=\"String\">{}</Data></Cell>", text.replace('\n', "&#10;")),
    });
    format!(
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook \
         xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\n<Worksheet ss:Name=\"Return\"><Table>\n\
         {rows}</Table></Worksheet></Workbook>\n"
    )
}

/// The content of an ODS document.
pub(crate) fn ods_content(rows: &[Vec<String>]) -> String {
    let rows = table(rows, "<table:table-row>", "</table:table-row>", |text| match text {
        "" => "<table:table-cell/>".to_owned(),
        text => format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
            text.replace('\n', "</text:p><text:p>")
        ),
    });
    format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body>\
         <office:spreadsheet><table:table table:name=\"Return\">\n{rows}</table:table></office:spreadsheet>\
         </office:body></office:document-content>"
    )
}

/// An ODS document.
pub(crate) fn ods(rows: &[Vec<String>]) -> Vec<u8> {
    ods_of(ods_content(rows).as_bytes())
}

/// An ODS document of this content.
pub(crate) fn ods_of(content: &[u8]) -> Vec<u8> {
    archive::zip(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)])
}

/// The main part of a Word document.
pub(crate) fn word_document(rows: &[Vec<String>]) -> String {
    let rows = table(rows, "<w:tr>", "</w:tr>", |text| {
        format!(
            "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>",
            text.replace('\n', "</w:t></w:r></w:p><w:p><w:r><w:t>")
        )
    });
    format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:tbl>\n\
         {rows}</w:tbl></w:body></w:document>"
    )
}

/// A Word document.
pub(crate) fn docx(rows: &[Vec<String>]) -> Vec<u8> {
    docx_of(word_document(rows).as_bytes())
}

/// A Word document of this main part.
pub(crate) fn docx_of(document: &[u8]) -> Vec<u8> {
    let rels = relationships(&[("a", "officeDocument", "word/document.xml")]);
    archive::zip(&[("_rels/.rels", rels.as_bytes()), ("word/document.xml", document)])
}

/// A part of relationships: id, kind, target.
pub(crate) fn relationships(rows: &[(&str, &str, &str)]) -> String {
    const HEAD: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rows: Vec<String> = rows
        .iter()
        .map(|(id, kind, target)| {
            format!("<Relationship Id=\"{id}\" Type=\"{HEAD}/{kind}\" Target=\"{target}\"/>")
        })
        .collect();
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
        rows.concat()
    )
}

/// A workbook of today: its sheet, its texts and its styles as they are given.
pub(crate) fn xlsx_of(sheet: &[u8], strings: &[u8], styles: &[u8]) -> Vec<u8> {
    let root = relationships(&[("a", "officeDocument", "xl/workbook.xml")]);
    let own = relationships(&[
        ("s", "worksheet", "worksheets/sheet1.xml"),
        ("t", "sharedStrings", "sharedStrings.xml"),
        ("u", "styles", "styles.xml"),
    ]);
    archive::zip(&[
        ("_rels/.rels", root.as_bytes()),
        (
            "xl/workbook.xml",
            br#"<workbook><sheets><sheet name="Return" sheetId="1" r:id="s"/></sheets></workbook>"#,
        ),
        ("xl/_rels/workbook.xml.rels", own.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
    ])
}
