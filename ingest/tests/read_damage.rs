//! Damaged copies of a form in each format: never a panic, never fewer cells without a word.
//! In: forms written here, damaged at random. Out: assertions. Never reads a file from disk.

#![expect(clippy::unwrap_used, reason = "a form written here is always written")]

mod archive;

use ingest::read::{self, InProcess, Limits, Opened};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};

fn open(bytes: &[u8]) -> Opened {
    read::open("a.xlsx", bytes, &Limits::default(), &InProcess)
}

fn rows() -> Vec<[String; 3]> {
    (0..30).map(|row| [format!("Statement number {row}"), "x".into(), format!("évidence «{row}»")]).collect()
}

fn xlsx() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let tick = Format::new().set_font_name("Wingdings");
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows()) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_with_format(row, column, cell, &tick).unwrap();
        }
    }
    sheet.merge_range(40, 0, 41, 2, "merged", &tick).unwrap();
    workbook.save_to_buffer().unwrap()
}

fn table(row: &str, cell: &str, end: &str) -> String {
    let cells = |cells: [String; 3]| cells.map(|text| format!("<{cell}>{text}</{end}>")).concat();
    rows().into_iter().map(|one| format!("<{row}>{}</{row}>", cells(one))).collect::<Vec<_>>().concat()
}

fn docx() -> Vec<u8> {
    let rels = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship
        Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        Target="word/document.xml"/></Relationships>"#;
    let rows = table("w:tr", "w:tc><w:p><w:r><w:t", "w:t></w:r></w:p></w:tc");
    let document = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>"#
    );
    archive::zip(&[("_rels/.rels", rels.as_bytes()), ("word/document.xml", document.as_bytes())])
}

fn ods() -> Vec<u8> {
    let rows = table(
        "table:table-row",
        r#"table:table-cell office:value-type="string"><text:p"#,
        "text:p></table:table-cell",
    );
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>
        <table:table table:name="a">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    archive::zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

fn html() -> Vec<u8> {
    format!("<html><body><table>{}</table></body></html>", table("tr", "td", "td")).into_bytes()
}

fn csv() -> Vec<u8> {
    rows().iter().map(|row| row.join(";") + "\r\n").collect::<Vec<_>>().concat().into_bytes()
}

#[derive(Clone, Debug)]
enum Damage {
    Cut(usize),
    Zero(usize, usize),
    Flip(usize, u8),
    Swap(usize, usize, usize),
    Insert(usize, Vec<u8>),
}

fn damage() -> impl Strategy<Value = Damage> {
    let place = 0..usize::MAX;
    prop_oneof![
        place.clone().prop_map(Damage::Cut),
        (place.clone(), 1..3000_usize).prop_map(|(at, length)| Damage::Zero(at, length)),
        (place.clone(), 1..=255_u8).prop_map(|(at, bits)| Damage::Flip(at, bits)),
        (place.clone(), place.clone(), 1..600_usize).prop_map(|(a, b, length)| Damage::Swap(a, b, length)),
        (place, proptest::collection::vec(any::<u8>(), 1..40))
            .prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
    ]
}

fn damaged(bytes: &[u8], damage: &Damage) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let n = bytes.len();
    match damage {
        // A letter or two are a text, whatever they were.
        Damage::Cut(at) => bytes.truncate((at % n).max(4)),
        Damage::Zero(at, length) => {
            let from = at % n;
            bytes[from..(from + length).min(n)].fill(0);
        }
        Damage::Flip(at, bits) => bytes[at % n] ^= bits,
        Damage::Swap(a, b, length) => {
            let length = (*length).min(n / 4);
            let (a, b) = (a % (n / 2 - length), n / 2 + b % (n / 2 - length));
            for by in 0..length {
                bytes.swap(a + by, b + by);
            }
        }
        Damage::Insert(at, more) => {
            bytes.splice(at % n..at % n, more.iter().copied());
        }
    }
    bytes
}

fn n_cells(opened: &Opened) -> usize {
    opened.grids.iter().map(|grid| grid.cells.len()).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_damaged_package_is_whole_or_says_so(which in 0..3_usize, damage in damage()) {
        let whole = [xlsx, docx, ods][which]();
        let expected = open(&whole);
        prop_assert!(expected.refused.is_none());
        let copy = open(&damaged(&whole, &damage));
        let says_so = copy.findings.iter().any(|finding| finding.rule.code != "F107");
        prop_assert!(copy.grids == expected.grids || says_so || copy.kind == "zip", "{:?} {:?}", damage, copy.kind);
    }

    #[test]
    fn damaged_text_never_fails(which in 0..2_usize, damage in proptest::collection::vec(damage(), 1..4)) {
        let mut bytes = [html, csv][which]();
        for one in &damage {
            bytes = damaged(if bytes.len() < 8 { b"a;b;c;d;e" } else { &bytes }, one);
        }
        drop(open(&bytes));
    }

    #[test]
    fn text_that_was_cut_says_so(cut in 1..1200_usize) {
        let whole = csv();
        let cut = cut % (whole.len() / 2) + 1;
        let copy = open(&whole[..whole.len() - cut]);
        let ends_a_row = whole[..whole.len() - cut].ends_with(b"\n");
        let last_field = whole[..whole.len() - cut].rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        let n_fields = last_field.split(|byte| *byte == b';').count();
        // What is cut at the end of a row, or within its last field, looks like a shorter table.
        prop_assert!(ends_a_row || n_fields == 3 || copy.findings.iter().any(|one| one.rule.code != "F107"));
    }

    #[test]
    fn no_bytes_whatever_fail(bytes in proptest::collection::vec(any::<u8>(), 0..2000), head in 0..8_usize) {
        let heads: [&[u8]; 8] =
            [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html><table>", b"\xff\xfe", b"sep=,\n", b"<?xml?>", b"%PDF"];
        let opened = open(&[heads[head], &bytes].concat());
        prop_assert!(opened.refused.is_some() || n_cells(&opened) < 4000);
        drop(read::members("a.zip", &bytes, &Limits::default()));
    }
}

#[test]
fn every_flipped_byte_of_a_workbook_is_seen() {
    let whole = xlsx();
    let expected = open(&whole).grids;
    for at in (0..whole.len()).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x04;
        let copy = open(&bytes);
        assert!(
            copy.grids == expected
                || copy.findings.iter().any(|one| one.rule.code != "F107")
                || copy.kind == "zip",
            "{at}"
        );
    }
}

#[test]
fn declared_sizes_are_not_believed() {
    let strings = r#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        count="4294967295" uniqueCount="4294967295"><si><t>kept</t></si></sst>"#;
    let sheet = r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c>
        <c r="B1" t="e"><v>#SPILL!</v></c><c r="C1"><f>A1</f></c><c r="XFD1048576"><v>1</v></c><c r="ZZZ9999999"><v>1</v></c>
        </row></sheetData></worksheet>"#;
    let opened = open(&package(sheet, strings, "worksheet"));
    let shown: Vec<_> = opened.grids[0]
        .cells
        .iter()
        .map(|cell| format!("{} {:?}", opened.grids[0].cell_name(cell.row, cell.column), cell.value))
        .collect();
    assert_eq!(
        shown,
        [
            r#"A1 Text("kept")"#,
            r##"B1 Error("#SPILL!")"##,
            r#"C1 Error("formula without a stored value")"#,
            "XFD1048576 Number(1.0)"
        ]
    );
    assert_eq!(opened.findings.iter().map(|one| one.rule.code).collect::<Vec<_>>(), ["F103"]);
}

#[test]
fn a_sheet_of_old_macros_costs_nothing_else() {
    let opened = open(&package("<worksheet><sheetData/></worksheet>", "<sst/>", "xlMacrosheet"));
    assert!(opened.refused.is_none(), "{:?}", opened.findings);
}

/// A workbook of one sheet, put together by hand.
fn package(sheet: &str, strings: &str, kind: &str) -> Vec<u8> {
    let head = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rels = |rows: &[(&str, &str, &str)]| {
        let rows: Vec<String> = rows
            .iter()
            .map(|(id, kind, target)| {
                format!(r#"<Relationship Id="{id}" Type="{head}/{kind}" Target="{target}"/>"#)
            })
            .collect();
        format!("<Relationships>{}</Relationships>", rows.concat())
    };
    let root = rels(&[("a", "officeDocument", "xl/workbook.xml")]);
    let own = rels(&[("s", kind, "worksheets/sheet1.xml"), ("t", "sharedStrings", "sharedStrings.xml")]);
    archive::zip(&[
        ("_rels/.rels", root.as_bytes()),
        (
            "xl/workbook.xml",
            br#"<workbook><sheets><sheet name="Form" sheetId="1" r:id="s"/></sheets></workbook>"#,
        ),
        ("xl/_rels/workbook.xml.rels", own.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ])
}
