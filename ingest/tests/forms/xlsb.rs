//! A table as a binary workbook, put together record by record.
//! In: rows of text. Out: bytes. Never writes a record that a reader has no use for.

use super::{archive, markup};

/// A record: its number and length in groups of seven bits, the lowest first.
pub(crate) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
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
    [&u32::try_from(units.len() / 2).unwrap().to_le_bytes(), units.as_slice()].concat()
}

/// The records of a sheet.
pub(crate) fn sheet(rows: &[Vec<String>]) -> Vec<u8> {
    let mut out = [record(0x81, &[]), record(0x94, &[0; 16]), record(0x91, &[])].concat();
    for (at, cells) in (0_u32..).zip(rows) {
        out.extend(record(0x00, &[at.to_le_bytes().as_slice(), &[0; 9]].concat()));
        for (column, text) in (0_u32..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            out.extend(record(0x06, &[column.to_le_bytes().as_slice(), &[0; 4], &wide(text)].concat()));
        }
    }
    out.extend([record(0x92, &[]), record(0x82, &[])].concat());
    out
}

/// A workbook.
pub(crate) fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    workbook_of(&sheet(rows))
}

/// A workbook whose one sheet has these records.
pub(crate) fn workbook_of(sheet: &[u8]) -> Vec<u8> {
    let listed = [&[0, 0, 0, 0, 1, 0, 0, 0], wide("rId1").as_slice(), wide("Return").as_slice()].concat();
    let workbook = [
        record(0x83, &[]),
        record(0x99, &[0; 12]),
        record(0x8f, &[]),
        record(0x9c, &listed),
        record(0x90, &[]),
        record(0x9d, &[0; 20]),
        record(0x84, &[]),
    ]
    .concat();
    let root = markup::relationships(&[("rId1", "officeDocument", "xl/workbook.bin")]);
    let own = markup::relationships(&[("rId1", "worksheet", "worksheets/sheet1.bin")]);
    archive::zip(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.bin", &workbook),
        ("xl/_rels/workbook.bin.rels", own.as_bytes()),
        ("xl/worksheets/sheet1.bin", sheet),
    ])
}
