//! Answers that are drawn and not typed, put into documents and workbooks here part by part: what a person could read is read,
//! what only the eye can judge is asked about, once a return.

mod archive;
mod table;

use std::fmt::Write as _;

use ingest::read::{self, InProcess, Limits, Opened};
use table::{Read, library};

const IDS: [&str; 6] = ["POL-01", "POL-02", "POL-03", "POL-04", "POL-05", "POL-06"];
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn stated(id: &str) -> String {
    let all = || library().catalogues().iter().flat_map(|catalogue| &catalogue.statements);
    let text = all().find(|stated| stated.id.as_str() == id).map_or("", |stated| &stated.text);
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn relations(items: &[(&str, &str, &str)]) -> String {
    let mut all = String::from(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    );
    for (id, kind, target) in items {
        let _ = write!(all, "<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>");
    }
    all + "</Relationships>"
}

/// A document whose table has three tick columns; `marks` are the paragraphs' contents, a row's three.
fn document(marks: &[[&str; 3]]) -> Opened {
    let cell = |inner: &str| format!("<w:tc><w:p>{inner}</w:p></w:tc>");
    let text = |says: &str| cell(&format!("<w:r><w:t>{says}</w:t></w:r>"));
    let mut rows = format!("<w:tr>{}{}{}{}</w:tr>", text("Policy"), text("Yes"), text("Partly"), text("No"));
    for (id, marks) in IDS.iter().zip(marks) {
        let cells: String = marks.iter().map(|mark| cell(mark)).collect();
        let _ = write!(rows, "<w:tr>{}{cells}</w:tr>", text(&stated(id)));
    }
    let document = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:v=\"urn:schemas-microsoft-com:vml\">\
         <w:body><w:tbl>{rows}</w:tbl></w:body></w:document>"
    );
    let package = archive::zip(&[
        ("_rels/.rels", relations(&[("a", "officeDocument", "word/document.xml")]).as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ]);
    read::open("form.docx", &package, &Limits::default(), &InProcess)
}

/// A workbook with these marks and these anchors drawn over its sheet.
fn workbook(marks: &[[&str; 3]], anchors: &str) -> Opened {
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let text = |cell: String, says: &str| match says {
        "" => String::new(),
        says => format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{says}</t></is></c>"),
    };
    let head = ["Policy", "Yes", "Partly", "No"];
    let heads: String =
        head.iter().zip("ABCD".chars()).map(|(says, column)| text(format!("{column}1"), says)).collect();
    let mut rows = format!("<row r=\"1\">{heads}</row>");
    for ((id, marks), row) in IDS.iter().zip(marks).zip(2..) {
        let cells: String = marks
            .iter()
            .zip("BCD".chars())
            .map(|(says, column)| text(format!("{column}{row}"), says))
            .collect();
        let _ = write!(rows, "<row r=\"{row}\">{}{cells}</row>", text(format!("A{row}"), &stated(id)));
    }
    let sheet = format!("<worksheet {main}><sheetData>{rows}</sheetData></worksheet>");
    let book = format!(
        "<workbook {main} xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"Form\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let drawing = format!(
        "<xdr:wsDr xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">{anchors}</xdr:wsDr>"
    );
    let package = archive::zip(&[
        ("_rels/.rels", relations(&[("rId1", "officeDocument", "xl/workbook.xml")]).as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        (
            "xl/_rels/workbook.xml.rels",
            relations(&[("rId1", "worksheet", "worksheets/sheet1.xml")]).as_bytes(),
        ),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        (
            "xl/worksheets/_rels/sheet1.xml.rels",
            relations(&[("rId1", "drawing", "../drawings/drawing1.xml")]).as_bytes(),
        ),
        ("xl/drawings/drawing1.xml", drawing.as_bytes()),
    ]);
    read::open("form.xlsx", &package, &Limits::default(), &InProcess)
}

/// Something drawn in the cell of this row and column, from 0.
fn anchor(row: u32, column: u32, drawn: &str) -> String {
    format!(
        "<xdr:twoCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>{row}</xdr:row>\
         <xdr:rowOff>9</xdr:rowOff></xdr:from><xdr:to><xdr:col>{column}</xdr:col><xdr:colOff>99</xdr:colOff>\
         <xdr:row>{row}</xdr:row><xdr:rowOff>99</xdr:rowOff></xdr:to>{drawn}<xdr:clientData/></xdr:twoCellAnchor>"
    )
}

const PICTURE: &str =
    "<xdr:pic><xdr:nvPicPr><xdr:cNvPr id=\"2\" name=\"Picture 1\"/></xdr:nvPicPr></xdr:pic>";
const OVAL: &str = "<xdr:sp><xdr:spPr><a:prstGeom prst=\"ellipse\"/></xdr:spPr></xdr:sp>";

fn asked(read: &Read) -> Vec<(String, u32)> {
    let questions = read.findings.iter().filter(|finding| finding.rule.code == "F203");
    questions.map(|finding| (finding.place.cell.clone(), finding.n_answers_waiting)).collect()
}

#[test]
fn pictures_in_answer_cells_are_asked_about_once() {
    let tick = "<w:r><w:drawing><w:pic/></w:drawing></w:r>";
    let line = "<w:r><w:pict><v:line/></w:pict></w:r>";
    let ink = "<w:r><mc:AlternateContent><mc:Choice Requires=\"wpi\"><w:drawing/></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>";
    for drawn in [tick, line, ink] {
        let opened = document(&[[drawn, "", ""], ["", drawn, ""], ["", "", ""], ["", "", drawn]]);
        let read = table::read(&opened.grids);
        assert_eq!(read.says("POL-01 POL-02 POL-03 POL-04"), "- - - -");
        assert_eq!(asked(&read), [("row 2, cell 2".to_owned(), 3)], "{drawn}");
    }
    for drawn in [PICTURE, OVAL] {
        let anchors = [anchor(1, 1, drawn), anchor(2, 2, drawn), anchor(4, 3, drawn)].concat();
        let read = table::read(&workbook(&[[""; 3]; 4], &anchors).grids);
        assert_eq!(read.says("POL-01 POL-02 POL-03 POL-04"), "- - - -");
        assert_eq!(asked(&read), [("B2".to_owned(), 3)], "{drawn}");
    }
}

#[test]
fn a_picture_that_is_no_answer_is_none() {
    // Beside a mark, beside the statement, over the headings, over no row of the form.
    let marks = [["x", "", ""], ["", "x", ""], ["", "", "x"], ["", "", ""]];
    let places = [(1, 1), (2, 3), (0, 1), (9, 2), (4, 0), (4, 5)];
    let anchors: String = places.iter().map(|(row, column)| anchor(*row, *column, PICTURE)).collect();
    let read = table::read(&workbook(&marks, &anchors).grids);
    assert_eq!(read.says("POL-01 POL-02 POL-03 POL-04"), "yes partly no -");
    assert_eq!(asked(&read), []);
    // A picture of half the page, a shape with words, a check box of the program's own.
    let large = PICTURE.to_owned();
    let wide = anchor(4, 1, &large).replacen(
        "<xdr:row>4</xdr:row><xdr:rowOff>99",
        "<xdr:row>40</xdr:row><xdr:rowOff>99",
        1,
    );
    let worded = "<xdr:sp><xdr:txBody><a:p><a:r><a:t>Thank you</a:t></a:r></a:p></xdr:txBody></xdr:sp>";
    let control = "<xdr:sp><xdr:nvSpPr><xdr:cNvPr><a:ext><compatExt spid=\"s\"/></a:ext></xdr:cNvPr></xdr:nvSpPr></xdr:sp>";
    for anchors in [wide, anchor(4, 1, worded), anchor(4, 1, control)] {
        assert_eq!(asked(&table::read(&workbook(&marks, &anchors).grids)), [], "{anchors}");
    }
}

#[test]
fn formulas_and_fields_show_what_a_person_reads_in_them() {
    let formula = "<m:oMath><m:r><m:t>\u{221a}</m:t></m:r></m:oMath>";
    let field = |code: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> {code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let (sign, hex, button, unticked, page) = (
        field("SYMBOL 252 \\f \"Wingdings\" \\s 12"),
        field("SYMBOL 0xFC \\f \"Wingdings\""),
        field("MACROBUTTON Toggle \u{2612}"),
        field("MACROBUTTON Toggle \u{2610}"),
        field("PAGE"),
    );
    let opened = document(&[
        [formula, "", ""],
        ["", &sign, ""],
        ["", "", &hex],
        [&unticked, &button, &unticked],
        [&page, "", ""],
    ]);
    let read = table::read(&opened.grids);
    assert_eq!(read.says("POL-01 POL-02 POL-03 POL-04 POL-05"), "yes partly no partly -");
}

/// A document whose statements' cells have comments, by number, and marks with foot notes.
fn commented(comments: &str, rows: &[(&str, &str)]) -> Opened {
    let mut table = String::from("<w:tr>");
    for head in ["Policy", "Yes", "Partly", "No"] {
        let _ = write!(table, "<w:tc><w:p><w:r><w:t>{head}</w:t></w:r></w:p></w:tc>");
    }
    table += "</w:tr>";
    for (id, (behind, mark)) in IDS.iter().zip(rows) {
        let _ = write!(
            table,
            "<w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r>{behind}</w:p></w:tc><w:tc><w:p>{mark}</w:p></w:tc><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>",
            stated(id)
        );
    }
    let word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let document = format!("<w:document {word}><w:body><w:tbl>{table}</w:tbl></w:body></w:document>");
    let comments = format!("<w:comments {word}>{comments}</w:comments>");
    let package = archive::zip(&[
        ("_rels/.rels", relations(&[("a", "officeDocument", "word/document.xml")]).as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", relations(&[("b", "comments", "comments.xml")]).as_bytes()),
        ("word/comments.xml", comments.as_bytes()),
    ]);
    read::open("form.docx", &package, &Limits::default(), &InProcess)
}

#[test]
fn a_documents_comments_belong_to_the_cells_that_they_are_on() {
    let comment = |id: u32, says: &str| {
        format!("<w:comment w:id=\"{id}\"><w:p><w:r><w:t>{says}</w:t></w:r></w:p></w:comment>")
    };
    let on = |id: u32| format!("<w:r><w:commentReference w:id=\"{id}\"/></w:r>");
    let all =
        [comment(0, "Yes"), comment(1, "Partly"), comment(2, "Reviewed in May"), comment(3, "No")].concat();
    let x = "<w:r><w:t>x</w:t></w:r>";
    let (one, two, three, none) = (on(0), on(1), on(2), on(9));
    let opened = commented(&all, &[(&one, ""), (&two, ""), (&three, x), (&none, x)]);
    let read = table::read(&opened.grids);
    assert_eq!(read.says("POL-03 POL-04"), "yes yes");
    assert_eq!(read.says("POL-01 POL-02"), "? ?", "an answer in a comment is asked about");
    assert!(
        opened
            .grids
            .iter()
            .flat_map(|grid| &grid.notes)
            .any(|(row, column, says)| { (*row, *column, &**says) == (3, 0, "Reviewed in May") })
    );
}
