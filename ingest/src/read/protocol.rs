//! How the program and its child processes talk: length-prefixed, little-endian.
//! In: requests and books. Out: bytes, and back. Never reads a length without holding it against what is there.

use std::{
    borrow::Cow,
    io::{self, Read, Write},
};

use chrono::{Datelike, NaiveDate};
use schemas::rules;

use super::{book::Book, kind::Kind, limits::Limits, refusal::Refusal};
use crate::grid::{Addressing, Block, Cell, Grid, Letters, Link, Look, Stands, SymbolFont, Value};

/// Kinds that a child may be asked to read, by their number.
const KINDS: [Kind; 8] =
    [Kind::Xls, Kind::Xlsb, Kind::Xlsx, Kind::Ods, Kind::Docx, Kind::Html, Kind::SpreadsheetXml, Kind::Csv];
const FONTS: [Option<SymbolFont>; 7] = [
    None,
    Some(SymbolFont::Wingdings),
    Some(SymbolFont::Wingdings2),
    Some(SymbolFont::Wingdings3),
    Some(SymbolFont::Webdings),
    Some(SymbolFont::Symbol),
    Some(SymbolFont::Marlett),
];
const ADDRESSINGS: [Addressing; 3] = [Addressing::Workbook, Addressing::Text, Addressing::Document];

/// Sends a request to read a file.
pub(crate) fn send_request(to: &mut impl Write, kind: Kind, bytes: &[u8], limits: &Limits) -> io::Result<()> {
    let mut out = Out::default();
    out.number(KINDS.iter().position(|one| *one == kind).unwrap_or(0) as u64);
    for limit in numbers(limits) {
        out.number(limit);
    }
    out.number(bytes.len() as u64);
    to.write_all(&out.0)?;
    to.write_all(bytes)?;
    to.flush()
}

/// A request to read a file; none where the other side has ended.
pub(crate) fn receive_request(from: &mut impl Read) -> io::Result<Option<(Kind, Vec<u8>, Limits)>> {
    let mut first = [0; 8];
    if from.read(first.get_mut(..1).unwrap_or_default())? == 0 {
        return Ok(None);
    }
    from.read_exact(first.get_mut(1..).unwrap_or_default())?;
    let kind =
        usize::try_from(u64::from_le_bytes(first)).ok().and_then(|at| KINDS.get(at)).ok_or_else(broken)?;
    let mut fields = [0; 13];
    for field in &mut fields {
        *field = receive_number(from)?;
    }
    let length = receive_number(from)?;
    let bytes = receive_bytes(from, length)?;
    Ok(Some((*kind, bytes, limits(fields))))
}

/// Sends what a file came to.
pub(crate) fn send_result(to: &mut impl Write, result: &Result<Book, Refusal>) -> io::Result<()> {
    let mut out = Out::default();
    match result {
        Ok(book) => {
            out.0.push(1);
            out.book(book);
        }
        Err(refusal) => {
            out.0.push(0);
            out.refusal(refusal);
        }
    }
    to.write_all(&(out.0.len() as u64).to_le_bytes())?;
    to.write_all(&out.0)?;
    to.flush()
}

/// What a file came to, of at most so many bytes.
pub(crate) fn receive_result(from: &mut impl Read, most: u64) -> io::Result<Result<Book, Refusal>> {
    let length = receive_number(from)?;
    if length > most {
        return Err(broken());
    }
    let bytes = receive_bytes(from, length)?;
    decode(&bytes).ok_or_else(broken)
}

fn broken() -> io::Error {
    io::Error::from(io::ErrorKind::InvalidData)
}

fn receive_number(from: &mut impl Read) -> io::Result<u64> {
    let mut number = [0; 8];
    from.read_exact(&mut number)?;
    Ok(u64::from_le_bytes(number))
}

fn receive_bytes(from: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.by_ref().take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(io::Error::from(io::ErrorKind::UnexpectedEof)) }
}

fn numbers(limits: &Limits) -> [u64; 13] {
    [
        limits.file_bytes,
        limits.inflated_bytes,
        limits.ratio,
        limits.archive_bytes,
        limits.archive_members as u64,
        u64::from(limits.archive_depth),
        limits.cells as u64,
        limits.sheets as u64,
        limits.text_bytes as u64,
        limits.all_text_bytes as u64,
        limits.depth as u64,
        limits.child_memory,
        limits.child_seconds,
    ]
}

fn limits(fields: [u64; 13]) -> Limits {
    let size = |field: u64| usize::try_from(field).unwrap_or(usize::MAX);
    let [
        file_bytes,
        inflated_bytes,
        ratio,
        archive_bytes,
        members,
        archive_depth,
        cells,
        sheets,
        text,
        all_text,
        depth,
        child_memory,
        child_seconds,
    ] = fields;
    Limits {
        file_bytes,
        inflated_bytes,
        ratio,
        archive_bytes,
        archive_members: size(members),
        archive_depth: u32::try_from(archive_depth).unwrap_or(u32::MAX),
        cells: size(cells),
        sheets: size(sheets),
        text_bytes: size(text),
        all_text_bytes: size(all_text),
        depth: size(depth),
        child_memory,
        child_seconds,
    }
}

/// Bytes being put together.
#[derive(Default)]
struct Out(Vec<u8>);

impl Out {
    fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn short(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn count(&mut self, count: usize) {
        self.short(u32::try_from(count).unwrap_or(u32::MAX));
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn refusal(&mut self, refusal: &Refusal) {
        self.text(refusal.rule.code);
        self.text(&refusal.message);
        self.text(&refusal.suggestion);
    }

    fn book(&mut self, book: &Book) {
        self.count(book.grids.len());
        for grid in &book.grids {
            self.grid(grid);
        }
        self.count(book.properties.len());
        for (name, value) in &book.properties {
            self.text(name);
            self.text(value);
        }
        self.count(book.notes.len());
        for (sheet, note) in &book.notes {
            self.text(sheet);
            self.refusal(note);
        }
    }

    fn grid(&mut self, grid: &Grid) {
        self.text(&grid.sheet);
        let addressing = ADDRESSINGS.iter().position(|one| *one == grid.addressing).unwrap_or(0);
        self.count(addressing);
        self.0.push(u8::from(grid.is_hidden));
        self.0.push(u8::from(grid.is_1904));
        self.stands(grid.stands);
        self.count(grid.merges.len());
        for block in &grid.merges {
            for edge in [block.top, block.left, block.bottom, block.right] {
                self.short(edge);
            }
        }
        for lines in [&grid.hidden_rows, &grid.hidden_columns, &grid.short_rows, &grid.lost_rows] {
            self.count(lines.len());
            for line in lines {
                self.short(*line);
            }
        }
        self.count(grid.cells.len());
        for cell in &grid.cells {
            self.cell(cell);
        }
        self.count(grid.links.len());
        for link in &grid.links {
            self.short(link.row);
            self.short(link.column);
            self.text(&link.text);
            self.text(&link.address);
        }
        self.placed(&grid.notes);
        self.count(grid.drawn_over.len());
        for (row, column) in &grid.drawn_over {
            self.short(*row);
            self.short(*column);
        }
        self.placed(&grid.worded);
        self.count(grid.letters.len());
        for (row, column, letters) in &grid.letters {
            let colour = match letters {
                Letters::Unseen => u32::MAX,
                Letters::Coloured(colour) => *colour,
            };
            for number in [*row, *column, colour] {
                self.short(number);
            }
        }
    }

    /// Texts with their rows and columns.
    fn placed(&mut self, texts: &[(u32, u32, Box<str>)]) {
        self.count(texts.len());
        for (row, column, says) in texts {
            self.short(*row);
            self.short(*column);
            self.text(says);
        }
    }

    fn stands(&mut self, stands: Stands) {
        match stands {
            Stands::Alone => self.0.push(0),
            Stands::Before(row) => {
                self.0.push(1);
                self.short(row);
            }
            Stands::Within { table, row, column } => {
                self.0.push(2);
                self.count(table);
                self.short(row);
                self.short(column);
            }
        }
    }

    fn cell(&mut self, cell: &Cell) {
        self.short(cell.row);
        self.short(cell.column);
        let font = FONTS.iter().position(|one| *one == cell.look.symbol_font).unwrap_or(0);
        self.0.push(u8::try_from(font).unwrap_or(0));
        self.0.push(u8::from(cell.look.is_struck));
        let (from, to) = cell.look.stands_out.unwrap_or_default();
        self.short(u32::from(from) << 16 | u32::from(to));
        self.short(cell.look.fill.unwrap_or(u32::MAX));
        match &cell.value {
            Value::Empty => self.0.push(0),
            Value::Text(text) => {
                self.0.push(1);
                self.text(text);
            }
            Value::Number(number) => {
                self.0.push(2);
                self.number(number.to_bits());
            }
            Value::Serial(number) => {
                self.0.push(3);
                self.number(number.to_bits());
            }
            Value::Date(date) => {
                self.0.push(4);
                self.0.extend_from_slice(&date.num_days_from_ce().to_le_bytes());
            }
            Value::Flag(flag) => self.0.extend_from_slice(&[5, u8::from(*flag)]),
            Value::Box(flag) => self.0.extend_from_slice(&[6, u8::from(*flag)]),
            Value::Error(text) => {
                self.0.push(7);
                self.text(text);
            }
        }
    }
}

/// Bytes being taken apart.
struct In<'a>(&'a [u8]);

fn decode(bytes: &[u8]) -> Option<Result<Book, Refusal>> {
    let mut from = In(bytes);
    let result = match from.byte()? {
        1 => Ok(from.book()?),
        0 => Err(from.refusal()?),
        _ => return None,
    };
    from.0.is_empty().then_some(result)
}

impl In<'_> {
    fn take(&mut self, length: usize) -> Option<&[u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn flag(&mut self) -> Option<bool> {
        Some(self.byte()? != 0)
    }

    fn number(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    fn short(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn text(&mut self) -> Option<String> {
        let length = usize::try_from(self.short()?).ok()?;
        Some(std::str::from_utf8(self.take(length)?).ok()?.to_owned())
    }

    fn many<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.short()?;
        let mut many = Vec::new();
        for _ in 0..count {
            many.push(one(self)?);
        }
        Some(many)
    }

    fn refusal(&mut self) -> Option<Refusal> {
        let rule = rules::by_code(&self.text()?)?;
        Some(Refusal { rule, message: self.text()?, suggestion: Cow::Owned(self.text()?) })
    }

    fn book(&mut self) -> Option<Book> {
        Some(Book {
            grids: self.many(Self::grid)?,
            properties: self.many(|from| Some((from.text()?, from.text()?)))?,
            notes: self.many(|from| Some((from.text()?, from.refusal()?)))?,
        })
    }

    fn grid(&mut self) -> Option<Grid> {
        Some(Grid {
            sheet: self.text()?,
            addressing: *ADDRESSINGS.get(usize::try_from(self.short()?).ok()?)?,
            is_hidden: self.flag()?,
            is_1904: self.flag()?,
            stands: self.stands()?,
            merges: self.many(|from| {
                Some(Block {
                    top: from.short()?,
                    left: from.short()?,
                    bottom: from.short()?,
                    right: from.short()?,
                })
            })?,
            hidden_rows: self.many(Self::short)?,
            hidden_columns: self.many(Self::short)?,
            short_rows: self.many(Self::short)?,
            lost_rows: self.many(Self::short)?,
            cells: self.many(Self::cell)?,
            links: self.many(|from| {
                Some(Link {
                    row: from.short()?,
                    column: from.short()?,
                    text: from.text()?.into(),
                    address: from.text()?.into(),
                })
            })?,
            notes: self.many(Self::placed)?,
            drawn_over: self.many(|from| Some((from.short()?, from.short()?)))?,
            worded: self.many(Self::placed)?,
            letters: self.many(|from| {
                let (row, column) = (from.short()?, from.short()?);
                Some(match from.short()? {
                    u32::MAX => (row, column, Letters::Unseen),
                    colour => (row, column, Letters::Coloured(colour)),
                })
            })?, // What recognition sets, no reader has.
            taken_out: None,
            origins: Vec::new(),
        })
    }

    fn placed(&mut self) -> Option<(u32, u32, Box<str>)> {
        Some((self.short()?, self.short()?, self.text()?.into()))
    }

    fn stands(&mut self) -> Option<Stands> {
        Some(match self.byte()? {
            0 => Stands::Alone,
            1 => Stands::Before(self.short()?),
            2 => Stands::Within {
                table: usize::try_from(self.short()?).ok()?,
                row: self.short()?,
                column: self.short()?,
            },
            _ => return None,
        })
    }

    fn cell(&mut self) -> Option<Cell> {
        let (row, column) = (self.short()?, self.short()?);
        let look = Look {
            symbol_font: *FONTS.get(usize::from(self.byte()?))?,
            is_struck: self.flag()?,
            stands_out: {
                let both = self.short()?;
                Some((u16::try_from(both >> 16).ok()?, u16::try_from(both & 0xffff).ok()?))
                    .filter(|_| both != 0)
            },
            fill: Some(self.short()?).filter(|fill| *fill != u32::MAX),
        };
        let value = match self.byte()? {
            0 => Value::Empty,
            1 => Value::Text(self.text()?.into()),
            2 => Value::Number(f64::from_bits(self.number()?)),
            3 => Value::Serial(f64::from_bits(self.number()?)),
            4 => {
                let days = i32::from_le_bytes(self.take(4)?.try_into().ok()?);
                Value::Date(NaiveDate::from_num_days_from_ce_opt(days)?)
            }
            5 => Value::Flag(self.flag()?),
            6 => Value::Box(self.flag()?),
            7 => Value::Error(self.text()?.into()),
            _ => return None,
        };
        Some(Cell { row, column, value, look })
    }
}

#[cfg(test)]
mod tests;
