//! What stands beside the cells (notes, text boxes, comments, foot notes, pictures, embedded files) is told of, with its
//! text or name.
//! In: workbooks and documents written here. Out: assertions on findings. Never reads a file from disk.

mod archive;
mod table;

use ingest::{
    read::{self, InProcess, Limits, Opened},
    read_return::{Context, read_file},
    recognise::Known,
};
use rust_xlsxwriter::{Note, Shape, Workbook};
use schemas::ids::Year;

fn open(name: &str, bytes: &[u8]) -> Opened {
    read::open(name, bytes, &Limits::default(), &InProcess)
}

fn beside(opened: &Opened) -> String {
    opened
        .findings
        .iter()
        .filter(|finding| finding.rule.code == "F114")
        .map(|finding| format!("{}: {}", finding.place.sheet, finding.message))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn notes_and_text_boxes_of_a_workbook_are_told_of() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Form").unwrap();
    sheet.write_string(0, 0, "Statement").unwrap();
    sheet.insert_note(6, 2, &Note::new("Only in key stage 2 & above").add_author_prefix(false)).unwrap();
    sheet.insert_shape(8, 5, &Shape::textbox().set_text("Back School")).unwrap();
    workbook.add_worksheet().set_name("Plain").unwrap().write_string(0, 0, "x").unwrap();
    let opened = open("a.xlsx", &workbook.save_to_buffer().unwrap());
    let told = beside(&opened);
    assert!(told.starts_with("Form: "), "{told}");
    assert!(told.contains("note on C7 \"Only in key stage 2 & above\""), "{told}");
    assert!(told.contains("text box \"Back School\""), "{told}");
    assert!(!told.contains("Plain"), "{told}");
}

#[test]
fn what_excel_writes_before_a_threaded_comment_is_left_out() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "Statement").unwrap();
    let notice = "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; however, any edits \
                  to it will get removed if the file is opened in a newer version of Excel.\n\nComment:\n    Is this right?";
    sheet.insert_note(1, 1, &Note::new(notice).add_author_prefix(false)).unwrap();
    let told = beside(&open("a.xlsx", &workbook.save_to_buffer().unwrap()));
    assert!(told.contains("note on B2 \"Is this right?\""), "{told}");
    assert!(!told.contains("Threaded"), "{told}");
}

#[test]
fn many_long_notes_are_told_of_in_full_or_counted() {
    let note = |n: u32| format!("n{n}n: {}", "every visitor is told of the rules for phones ".repeat(5));
    let told_of = |n_notes: u32| {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_string(0, 0, "Statement").unwrap();
        for n in 0..n_notes {
            sheet.insert_note(n + 1, 1, &Note::new(note(n)).add_author_prefix(false)).unwrap();
        }
        beside(&open("a.xlsx", &workbook.save_to_buffer().unwrap()))
    };
    let told = told_of(60);
    assert!((0..60).all(|n| told.contains(&format!("n{n}n"))), "{told}");
    let told = told_of(200);
    let n_told = (0..200).filter(|n| told.contains(&format!("n{n}n"))).count();
    assert!(told.contains(&format!("and {} more", 200 - n_told)), "{n_told}");
    assert!(told.len() < 32_000, "it fits a cell: {}", told.len());
}

#[test]
fn a_workbook_without_any_says_nothing() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_string(0, 0, "x").unwrap();
    assert_eq!(open("a.xlsx", &workbook.save_to_buffer().unwrap()).findings, []);
}

#[test]
fn notes_and_text_boxes_of_a_spreadsheet_are_told_of() {
    let content = r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:draw="d" xmlns:dc="c">
        <office:body><office:spreadsheet><table:table table:name="Form"><table:shapes><draw:frame><draw:text-box>
        <text:p>Back School</text:p></draw:text-box></draw:frame></table:shapes><table:table-row><table:table-cell
        office:value-type="string"><office:annotation><dc:creator>J M</dc:creator><text:p>Not yet</text:p>
        </office:annotation><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>
        </office:body></office:document-content>"#;
    let bytes = archive::zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest/>"),
        ("content.xml", content.as_bytes()),
    ]);
    let told = beside(&open("a.ods", &bytes));
    assert!(told.contains("note on A1 \"Not yet\"") && told.contains("text box \"Back School\""), "{told}");
    assert!(!told.contains("J M"), "{told}");
}

#[test]
fn comments_and_foot_notes_of_a_document_are_told_of() {
    let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rels = |list: &str| format!(r#"<Relationships xmlns="r">{list}</Relationships>"#);
    let one = |id: &str, name: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{kind}/{name}" Target="{target}"/>"#)
    };
    let part = |inner: &str| format!(r#"<w:root xmlns:w="{namespace}">{inner}</w:root>"#);
    let text = |inner: &str| format!("<w:p><w:r><w:t>{inner}</w:t></w:r></w:p>");
    let art = r#"<w:p><w:r><w:pict><v:shape xmlns:v="v"><v:textpath string="NOT FINAL"/></v:shape></w:pict></w:r></w:p>"#;
    let document = format!(
        r#"<w:document xmlns:w="{namespace}"><w:body>{}{art}</w:body></w:document>"#,
        text("Statement")
    );
    let bytes = archive::zip(&[
        ("_rels/.rels", rels(&one("a", "officeDocument", "word/document.xml")).as_bytes()),
        (
            "word/_rels/document.xml.rels",
            rels(
                &(one("b", "comments", "comments.xml")
                    + &one("c", "footnotes", "footnotes.xml")
                    + &one("d", "package", "embeddings/Return.xlsx")
                    + &one("e", "chart", "charts/chart1.xml")
                    + &one("f", "diagramData", "diagrams/data1.xml")),
            )
            .as_bytes(),
        ),
        ("word/document.xml", document.as_bytes()),
        (
            "word/charts/chart1.xml",
            b"<c><title><tx><rich><a:p><a:t>Our year</a:t></a:p></rich></tx></title></c>".as_slice(),
        ),
        ("word/diagrams/data1.xml", b"<d><pt><t><a:p><a:t>Plan first</a:t></a:p></t></pt></d>".as_slice()),
        (
            "word/comments.xml",
            part(&format!(r#"<w:comment w:author="J M">{}</w:comment>"#, text("Since May"))).as_bytes(),
        ),
        (
            "word/footnotes.xml",
            part(&format!("<w:footnote><w:p/></w:footnote><w:footnote>{}</w:footnote>", text("Draft only")))
                .as_bytes(),
        ),
    ]);
    let told = beside(&open("a.docx", &bytes));
    assert!(told.contains("comment \"Since May\"") && told.contains("foot note \"Draft only\""), "{told}");
    assert!(told.contains("embedded file \"Return.xlsx\""), "{told}");
    for drawn in ["chart \"Our year\"", "diagram \"Plan first\"", "word art \"NOT FINAL\""] {
        assert!(told.contains(drawn), "{drawn}: {told}");
    }
    assert!(!told.contains("J M"), "{told}");
}

#[test]
fn a_document_that_only_embeds_another_file_is_told_of_with_what_to_ask_for() {
    let related = |base: &str, kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{base}{target}\"/></Relationships>"
        )
    };
    let library = table::library();
    let known = Known { library, year: Year::of(2026).unwrap(), decisions: &[] };
    let limits = Limits::default();
    let context = Context { known, limits: &limits, child: &InProcess };
    let no_return = |says: &str, kind: &str, target: &str| {
        let document = format!(
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{says}</w:body></w:document>"
        );
        let bytes = archive::zip(&[
            ("_rels/.rels", related("word/", "officeDocument", "document.xml").as_bytes()),
            ("word/document.xml", document.as_bytes()),
            ("word/_rels/document.xml.rels", related("", kind, target).as_bytes()),
        ]);
        let reading = read_file("a.docx", "abc", &bytes, &context);
        let found = reading.findings.into_iter().find(|finding| finding.rule.code == "F106").unwrap();
        (found.message, found.suggestion)
    };
    let line = "<w:p><w:r><w:t>Our return is below.</w:t></w:r></w:p>";
    for says in [line, ""] {
        for (kind, target) in [
            ("package", "embeddings/book.xlsx"),
            ("aFChunk", "chunk.htm"),
            ("oleObject", "embeddings/ole1.bin"),
        ] {
            let (message, suggestion) = no_return(says, kind, target);
            let name = target.rsplit('/').next().unwrap();
            assert!(
                message.ends_with(&format!("it embeds another file, which is not opened: \"{name}\"")),
                "{message}"
            );
            assert!(
                suggestion.starts_with("Ask the school to send the embedded file by itself"),
                "{suggestion}"
            );
        }
        let (message, suggestion) = no_return(says, "theme", "theme1.xml");
        assert!(!message.contains("embeds") && !suggestion.contains("embedded"), "{message} {suggestion}");
    }
}

#[test]
fn what_is_printed_at_the_edges_of_a_workbooks_pages_is_read_as_a_documents() {
    let mut workbook = Workbook::new();
    for name in ["Policy", "Training"] {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).unwrap().write_string(0, 0, "Statement").unwrap();
        sheet.set_header("&LSchool Name: Oakfield && Thornhill&RPage &P").set_footer("&CRing us, please");
    }
    workbook.add_worksheet().write_string(0, 0, "no edges").unwrap();
    let opened = open("a.xlsx", &workbook.save_to_buffer().unwrap());
    let names: Vec<&str> = opened.grids.iter().map(|grid| grid.sheet.as_str()).collect();
    assert_eq!(names, ["header", "Policy", "Training", "Sheet3", "footer"]);
    let first = |grid: usize| opened.grids[grid].cells[0].value.as_text();
    assert_eq!(first(0), Some("School Name: Oakfield & Thornhill"));
    assert_eq!(first(4), Some("Ring us, please"));
    assert_eq!(opened.findings, []);
}

#[test]
fn where_the_sheets_pages_differ_they_are_told_of() {
    let mut workbook = Workbook::new();
    for name in ["Oakfield", "Thornhill"] {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).unwrap().write_string(0, 0, "Statement").unwrap();
        sheet.set_header(format!("&C{name} Primary School"));
    }
    let opened = open("a.xlsx", &workbook.save_to_buffer().unwrap());
    assert_eq!(opened.grids.len(), 2);
    let told = beside(&opened);
    assert!(
        told.contains("Thornhill: ") && told.contains("page header \"Thornhill Primary School\""),
        "{told}"
    );
}

#[test]
fn notes_in_excels_xml_of_2003_are_no_part_of_their_cells() {
    let book = r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
        xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Form"><Table><Row>
        <Cell><Data ss:Type="String">x</Data><Comment ss:Author="J M"><ss:Data><B>Not yet</B></ss:Data></Comment></Cell>
        </Row></Table></Worksheet></Workbook>"#;
    let opened = open("a.xml", book.as_bytes());
    assert_eq!(opened.grids[0].cells[0].value.as_text(), Some("x"));
    assert!(beside(&opened).contains("note on A1 \"Not yet\""), "{:?}", opened.findings);
}
