//! A table as a workbook of before 2007: its records, and the compound file around them.
//! In: rows of text. Out: bytes. Never writes what a reader has no use for, but for the sums that must fit: the sheet's
//! dimensions, the columns of each row, the count of texts.

use std::collections::BTreeMap;

/// The longest that a record's data may be.
const RECORD_MAX: usize = 8224;
const SECTOR: usize = 512;

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [kind.to_le_bytes().as_slice(), &length.to_le_bytes(), data].concat()
}

fn numbers(shorts: &[u16]) -> Vec<u8> {
    shorts.iter().flat_map(|one| one.to_le_bytes()).collect()
}

fn begin(kind: u16) -> Vec<u8> {
    record(0x0809, &numbers(&[0x0600, kind, 0x0dbb, 0x07cc, 0, 0, 0, 0]))
}

fn text(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u16::try_from(units.len()).unwrap();
    [length.to_le_bytes().as_slice(), &[1], &numbers(&units)].concat()
}

/// The table of texts, each once, over as many records as it needs.
fn strings(all: &[&str], n_used: usize) -> Vec<u8> {
    let counts = [n_used, all.len()].map(|one| u32::try_from(one).unwrap().to_le_bytes());
    let (mut out, mut part, mut kind) = (Vec::new(), counts.concat(), 0x00fc);
    for one in all {
        let one = text(one);
        if part.len() + one.len() > RECORD_MAX {
            out.extend(record(kind, &part));
            (part, kind) = (Vec::new(), 0x003c);
        }
        part.extend(one);
    }
    out.extend(record(kind, &part));
    out
}

/// The workbook's own stream.
pub(crate) fn stream(rows: &[Vec<String>]) -> Vec<u8> {
    let mut numbered: BTreeMap<&str, u32> = BTreeMap::new();
    let mut all: Vec<&str> = Vec::new();
    let mut body = Vec::new();
    let mut n_used = 0;
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let [height, wide] = [rows.len(), width].map(|one| u16::try_from(one).unwrap());
    body.extend(record(0x0200, &numbers(&[0, 0, height, 0, 0, wide, 0])));
    for (at, cells) in (0_u16..).zip(rows) {
        let filled = || (0_u16..).zip(cells).filter(|(_, text)| !text.is_empty());
        let first = filled().map(|(column, _)| column).min().unwrap_or(0);
        let end = filled().map(|(column, _)| column + 1).max().unwrap_or(0);
        body.extend(record(0x0208, &numbers(&[at, first, end, 0x00ff, 0, 0, 0x0100, 0x000f])));
    }
    for (at, cells) in (0_u16..).zip(rows) {
        for (column, one) in (0_u16..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            let next = u32::try_from(all.len()).unwrap();
            let number = *numbered.entry(one).or_insert(next);
            if number == next {
                all.push(one);
            }
            n_used += 1;
            let place = numbers(&[at, column, 0]);
            body.extend(record(0x00fd, &[place.as_slice(), &number.to_le_bytes()].concat()));
        }
    }
    let font = [numbers(&[200, 0, 0x7fff, 400, 0, 0, 0]), vec![5, 0], b"Arial".to_vec()].concat();
    let head = [begin(0x0005), record(0x0042, &numbers(&[1200])), record(0x0031, &font)].concat();
    let head = [head, record(0x00e0, &[0; 20])].concat();
    let name = "Return";
    let listed_length = 4 + 8 + name.len();
    let strings = strings(&all, n_used);
    let sheet_at = u32::try_from(head.len() + listed_length + strings.len() + 4).unwrap();
    let letters = u8::try_from(name.len()).unwrap();
    let listed =
        record(0x0085, &[sheet_at.to_le_bytes().as_slice(), &[0, 0, letters, 0], name.as_bytes()].concat());
    [head, listed, strings, record(0x000a, &[]), begin(0x0010), body, record(0x000a, &[])].concat()
}

/// A workbook.
pub(crate) fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    compound(&stream(rows))
}

/// A compound file whose one stream is a workbook's.
pub(crate) fn compound(stream: &[u8]) -> Vec<u8> {
    const FREE: u32 = 0xffff_ffff;
    const END: u32 = 0xffff_fffe;
    const TABLE: u32 = 0xffff_fffd;
    let size = stream.len().max(4096);
    let n_stream = size.div_ceil(SECTOR);
    let mut n_tables = 1;
    while n_tables * SECTOR / 4 < n_tables + 1 + n_stream {
        n_tables += 1;
    }
    let short = |number: usize| u32::try_from(number).unwrap();
    let mut head = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    head.resize(24, 0);
    head.extend(numbers(&[0x003e, 3, 0xfffe, 9, 6]));
    head.resize(44, 0);
    for number in [short(n_tables), short(n_tables), 0, 4096, END, 0, END, 0] {
        head.extend(number.to_le_bytes());
    }
    for at in 0..109 {
        head.extend(if at < n_tables { short(at) } else { FREE }.to_le_bytes());
    }
    let first = n_tables + 1;
    let chain = (first + 1..first + n_stream).map(short).chain([END]);
    let mut table: Vec<u32> = vec![TABLE; n_tables];
    table.push(END);
    table.extend(chain);
    table.resize(n_tables * SECTOR / 4, FREE);
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: usize| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let letters = u16::try_from(entry.len() + 2).unwrap();
        entry.resize(64, 0);
        entry.extend(letters.to_le_bytes());
        entry.extend([kind, 1]);
        for number in [FREE, FREE, child] {
            entry.extend(number.to_le_bytes());
        }
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend(short(size).to_le_bytes());
        entry.resize(128, 0);
        entry
    };
    let mut out = head;
    out.extend(table.into_iter().flat_map(u32::to_le_bytes));
    out.extend(entry("Root Entry", 5, 1, END, 0));
    out.extend(entry("Workbook", 2, FREE, short(first), size));
    out.resize((1 + first) * SECTOR, 0);
    out.extend(stream);
    out.resize((1 + first + n_stream) * SECTOR, 0);
    out
}
