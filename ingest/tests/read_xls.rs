//! An old workbook, and a binary one put together record by record, read back.
//! In: `tests/forms/plain.xls`, records written here. Out: assertions on grids. Never starts a child.

mod archive;

use ingest::{
    grid::{Block, Grid, SymbolFont, Value},
    read::{self, InProcess, Limits, Opened},
};

const PLAIN: &[u8] = include_bytes!("../../tests/forms/plain.xls");

fn open(name: &str, bytes: &[u8]) -> Opened {
    read::open(name, bytes, &Limits::default(), &InProcess)
}

fn shown(grid: &Grid, row: u32, column: u32) -> String {
    grid.at(row, column).map(|cell| format!("{:?}", cell.value)).unwrap_or_default()
}

#[test]
fn an_old_workbook_comes_back_whole() {
    let opened = open("plain.xls", PLAIN);
    assert_eq!(opened.findings, []);
    let [form, lists] = opened.grids.as_slice() else { panic!("two sheets") };
    assert!(!form.is_hidden && lists.is_hidden);
    assert_eq!(shown(form, 0, 1), r#"Text("Sgoil Àird – St Mary’s")"#);
    assert_eq!(shown(form, 1, 1), "Serial(46085.0)");
    assert_eq!(shown(form, 4, 1), r#"Text("ü")"#);
    assert_eq!(shown(form, 5, 2), r#"Text("x")"#);
    assert_eq!(shown(form, 6, 3), "Empty");
    assert_eq!(shown(form, 7, 1), "Number(1.0)");
    assert_eq!(shown(form, 45, 1), "Flag(true)");
    assert_eq!(shown(form, 48, 1), "Number(0.0)", "a formula shows what was stored");
    let look = |row, column| form.at(row, column).map(|cell| cell.look).unwrap_or_default();
    assert_eq!(look(4, 1).symbol_font, Some(SymbolFont::Wingdings));
    assert_eq!(look(6, 3).fill, Some(0x0000_ff00));
    assert!(look(44, 1).is_struck);
    assert_eq!(form.merges, [Block { top: 46, left: 0, bottom: 47, right: 4 }]);
    assert_eq!(
        (form.hidden_rows.as_slice(), form.hidden_columns.as_slice()),
        ([20].as_slice(), [6].as_slice())
    );
    assert_eq!(form.cells.iter().filter(|cell| cell.column == 0 && (4..44).contains(&cell.row)).count(), 40);
}

#[test]
fn an_old_workbook_half_of_which_is_zeros_is_refused() {
    for from in (512..PLAIN.len()).step_by(512) {
        let mut bytes = PLAIN.to_vec();
        bytes[from..].fill(0);
        let opened = open("plain.xls", &bytes);
        let whole = open("plain.xls", PLAIN);
        assert!(opened.refused.is_some() || opened.grids == whole.grids, "zeros from {from}");
    }
}

#[test]
fn a_cell_whose_record_is_no_longer_one_is_said() {
    let whole = open("plain.xls", PLAIN);
    // The records of cells with text: their number, and their length.
    let places = PLAIN.windows(4).enumerate().filter(|(_, four)| *four == [0xfd, 0, 10, 0]).map(|(at, _)| at);
    for at in places.skip(1).take(60) {
        let mut bytes = PLAIN.to_vec();
        bytes[at] ^= 2;
        let opened = open("plain.xls", &bytes);
        assert!(opened.grids == whole.grids || !opened.findings.is_empty(), "byte {at}");
    }
}

/// A record of a binary workbook: its number and length in groups of seven bits, the lowest first.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [groups(kind.into()), groups(data.len()), data.to_vec()].concat()
}

fn groups(mut number: usize) -> Vec<u8> {
    let mut out = Vec::new();
    loop {
        let [low, ..] = (number & 0x7f).to_le_bytes();
        number >>= 7;
        out.push(if number > 0 { low | 0x80 } else { low });
        if number == 0 {
            return out;
        }
    }
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [&u32::try_from(units.len() / 2).unwrap_or_default().to_le_bytes(), units.as_slice()].concat()
}

fn binary_workbook() -> Vec<u8> {
    binary_workbook_with(&[])
}

/// A binary workbook with more parts.
fn binary_workbook_with(more: &[(&str, &[u8])]) -> Vec<u8> {
    const HEAD: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rels = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
            Type="{HEAD}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let sheet = [&[0, 0, 0, 0, 1, 0, 0, 0], wide("rId1").as_slice(), wide("Return").as_slice()].concat();
    let workbook = [
        record(0x83, &[]),
        record(0x99, &[0; 12]),
        record(0x8f, &[]),
        record(0x9c, &sheet),
        record(0x90, &[]),
        record(0x9d, &[0; 20]),
        record(0x84, &[]),
    ]
    .concat();
    let cell = |column: u32, value: &[u8]| [&column.to_le_bytes(), [0; 4].as_slice(), value].concat();
    let rows = [
        record(0x81, &[]),
        record(0x94, &[0; 16]),
        record(0x91, &[]),
        record(0x00, &[2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        record(0x06, &cell(0, &wide("Statement"))),
        record(0x04, &cell(1, &[1])),
        record(0x05, &cell(3, &1.5_f64.to_le_bytes())),
        record(0x92, &[]),
        record(0x82, &[]),
    ]
    .concat();
    let (root, of_workbook) =
        (rels("officeDocument", "xl/workbook.bin"), rels("worksheet", "worksheets/sheet1.bin"));
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.bin", &workbook),
        ("xl/_rels/workbook.bin.rels", of_workbook.as_bytes()),
        ("xl/worksheets/sheet1.bin", &rows),
    ];
    parts.extend(more);
    archive::zip(&parts)
}

#[test]
fn that_a_binary_workbook_has_notes_is_told_of() {
    let of_sheet = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="../comments1.bin"/>
        </Relationships>"#;
    let notes = [0xf4, 4, 0, 0xff, 0xfe];
    let opened = open(
        "a.xlsb",
        &binary_workbook_with(&[
            ("xl/worksheets/_rels/sheet1.bin.rels", of_sheet.as_bytes()),
            ("xl/comments1.bin", &notes),
        ]),
    );
    let told =
        opened.findings.iter().find(|finding| finding.rule.code == "F114").map(|one| one.message.as_str());
    assert!(told.unwrap_or_default().contains("comments1.bin"), "{told:?}");
}

#[test]
fn a_binary_workbook_comes_back() {
    let opened = open("a.xlsb", &binary_workbook());
    assert_eq!((opened.kind, opened.refused), ("xlsb", None), "{:?}", opened.findings);
    let values: Vec<_> =
        opened.grids[0].cells.iter().map(|cell| (cell.row, cell.column, cell.value.clone())).collect();
    assert_eq!(
        values,
        [(2, 0, Value::Text("Statement".into())), (2, 1, Value::Flag(true)), (2, 3, Value::Number(1.5))]
    );
}

#[test]
fn a_binary_workbook_with_a_flipped_byte_is_never_read_otherwise() {
    let whole = binary_workbook();
    let expected = open("a.xlsb", &whole).grids;
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        let opened = open("a.xlsb", &bytes);
        assert!(opened.grids == expected || !opened.findings.is_empty() || opened.kind == "zip", "byte {at}");
    }
}
