//! The one shape that every reader ends in: cells with absolute places.
//! In: what a reader found. Out: grids. Never knows a catalogue, and never holds a dense range.

use compact_str::CompactString;
use schemas::place;

/// A sheet of a workbook, a table of a document, or a text table: its cells that are not empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// The sheet's name; `table 2` in a document; empty for a text table.
    pub sheet: String,
    /// How a position is named to a person.
    pub addressing: Addressing,
    /// Whether the sheet is hidden.
    pub is_hidden: bool,
    /// Cells by row, then column; no position twice; none empty in value and fill alike.
    pub cells: Vec<Cell>,
    /// Merged blocks; the value stands in the first cell of each.
    pub merges: Vec<Block>,
    /// Hidden rows, rising.
    pub hidden_rows: Vec<u32>,
    /// Hidden columns, rising.
    pub hidden_columns: Vec<u32>,
    /// Rows of a text table or a page with fewer fields than most of it, rising: one may have been lost on the way.
    pub short_rows: Vec<u32>,
    /// Those of them whose last field is empty, so that nobody left out what is empty behind it.
    pub lost_rows: Vec<u32>,
    /// Whether serial dates count from 1904.
    pub is_1904: bool,
    /// A column that holds what stood in another one's cells beside its text: the column, and that other one, whose name
    /// its cells have for a person.
    pub taken_out: Option<(u32, u32)>,
    /// Where a document's table stands.
    pub stands: Stands,
    /// Where cells stood before the grid was laid out anew, by row and column; empty where all stand as they were read.
    pub origins: Vec<Origin>,
    /// Addresses behind texts, in the order of the cells; recognition does not see them.
    pub links: Vec<Link>,
    /// Notes on cells, by row and column, with what they say. No answer is taken of one: it is asked about.
    pub notes: Vec<(u32, u32, Box<str>)>,
    /// Cells over which something without words is drawn, rising: pictures, lines, drop-down boxes. No answer is taken of one.
    pub drawn_over: Vec<(u32, u32)>,
    /// Numbers that the sheet shows with words (`14 staff`): row, column, what it shows. Recognition sees the numbers.
    pub worded: Vec<(u32, u32, Box<str>)>,
    /// Cells whose letters all have one colour that says something, by row and column.
    pub letters: Vec<(u32, u32, Letters)>,
}

/// An address that a text of a cell leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The cell's row.
    pub row: u32,
    /// The cell's column.
    pub column: u32,
    /// The text that leads there; empty where all of the cell does.
    pub text: Box<str>,
    /// The address, as written.
    pub address: Box<str>,
}

/// Where a grid stands among the others of its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stands {
    /// By itself.
    #[default]
    Alone,
    /// In a document's running text, before this row of it.
    Before(u32),
    /// In a cell of the table of this number.
    Within {
        /// The outer table's number, from 1.
        table: usize,
        /// The cell's row.
        row: u32,
        /// The cell's column.
        column: u32,
    },
}

/// Where a cell stood in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Its row now.
    pub row: u32,
    /// Its column now.
    pub column: u32,
    /// The sheet, or the table of a document, in which it stood.
    pub sheet: Box<str>,
    /// Its row and column there.
    pub from: (u32, u32),
}

/// How positions in a grid are named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Addressing {
    /// `C12`.
    #[default]
    Workbook,
    /// `line 3, column 4`; the line is the file's own, which quoted line breaks set apart from the row.
    Text,
    /// `row 5, cell 2`.
    Document,
}

/// A block of cells, both ends included, all from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

/// One value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Row from 0. In a text table: the line of the file on which the record begins, from 0.
    pub row: u32,
    /// Column from 0.
    pub column: u32,
    /// What stands there.
    pub value: Value,
    /// What its look says, where it says something.
    pub look: Look,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing; the cell is kept for its fill alone.
    Empty,
    /// Text, as stored: not trimmed.
    Text(Box<str>),
    /// A number.
    Number(f64),
    /// A serial date or time in the sheet's date system.
    Serial(f64),
    /// A date written as one by the format itself (`2026-03-04`, ODS, ISO).
    Date(chrono::NaiveDate),
    /// TRUE or FALSE, or a tick box that is a cell's value.
    Flag(bool),
    /// A check box in a document: ticked or not. An unticked one is no mark.
    Box(bool),
    /// A formula's error value (`#REF!`), or a formula without a stored value (`#N/A`-like text says which).
    Error(Box<str>),
}

/// What a cell's look says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// A font whose letters are pictures.
    pub symbol_font: Option<SymbolFont>,
    /// Background colour as RRGGBB; none for no fill, white, or one that the reader cannot know.
    pub fill: Option<u32>,
    /// Whether the text is struck through.
    pub is_struck: bool,
    /// The only part of the text that is bold, underlined or highlighted where the rest is not: from and to, in bytes.
    /// [`Look::SEVERAL`] where several parts are, or some have a colour of their own.
    pub stands_out: Option<(u16, u16)>,
}

/// What the colour of letters says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Letters {
    /// It is that of what is behind them: nobody can see them.
    Unseen,
    /// RRGGBB: no black, white or grey.
    Coloured(u32),
}

/// Fonts whose letters are pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolFont {
    /// Wingdings.
    Wingdings,
    /// Wingdings 2.
    Wingdings2,
    /// Wingdings 3.
    Wingdings3,
    /// Webdings.
    Webdings,
    /// Marlett, in which a ticks.
    Marlett,
    /// Symbol.
    Symbol,
}

impl Look {
    /// No one part of the text stands out, but some do: they may have been chosen, or the others.
    pub const SEVERAL: (u16, u16) = (u16::MAX, u16::MAX);

    /// The look of a text without the blanks at its beginning.
    pub(crate) fn trimmed(self, text: &str) -> Self {
        let blanks = u16::try_from(text.len() - text.trim_start().len());
        let stands_out = self.stands_out.zip(blanks.ok()).and_then(|(part, blanks)| match part {
            Self::SEVERAL => Some(part),
            (from, to) => Some((from.checked_sub(blanks)?, to.checked_sub(blanks)?)),
        });
        Self { stands_out, ..self }
    }
}

impl Grid {
    /// A position's name to a person: `C12`, `line 3, column 4` or `row 5, cell 2`.
    pub fn cell_name(&self, row: u32, column: u32) -> CompactString {
        let (row, column) = self.stood_at(row, column);
        let column = match self.taken_out {
            Some((taken, from)) if taken == column => from,
            _ => column,
        };
        let numbered =
            |before| place::with_numbered_name(before, [row, column], |name| CompactString::from(name));
        match self.addressing {
            Addressing::Workbook => place::with_cell_name(row, column, |name| CompactString::from(name)),
            Addressing::Text => numbered(["line ", ", column "]),
            Addressing::Document => numbered(["row ", ", cell "]),
        }
    }

    /// The name of the sheet in which a cell stood.
    pub fn sheet_of(&self, row: u32, column: u32) -> &str {
        self.origin(row, column).map_or(&self.sheet, |origin| &origin.sheet)
    }

    /// Where a cell stood before the grid was laid out anew.
    pub(crate) fn stood_at(&self, row: u32, column: u32) -> (u32, u32) {
        self.origin(row, column).map_or((row, column), |origin| origin.from)
    }

    fn origin(&self, row: u32, column: u32) -> Option<&Origin> {
        let at =
            self.origins.binary_search_by_key(&(row, column), |origin| (origin.row, origin.column)).ok()?;
        self.origins.get(at)
    }

    /// What the colour of a cell's letters says, if anything.
    pub(crate) fn letters_of(&self, cell: &Cell) -> Option<Letters> {
        if self.letters.is_empty() {
            return None;
        }
        let place = self.stood_at(cell.row, cell.column);
        let at = self.letters.binary_search_by_key(&place, |(row, column, _)| (*row, *column)).ok()?;
        self.letters.get(at).map(|(.., letters)| *letters)
    }

    /// The cell at a position, if one stands there.
    pub fn at(&self, row: u32, column: u32) -> Option<&Cell> {
        // One number is compared sooner than two.
        let place = |row: u32, column: u32| (u64::from(row) << 32) | u64::from(column);
        self.cells
            .binary_search_by_key(&place(row, column), |cell| place(cell.row, cell.column))
            .ok()
            .and_then(|index| self.cells.get(index))
    }

    /// The cells of each of these rows, which must rise: one pass for all of them.
    pub(crate) fn rows(&self, rows: impl IntoIterator<Item = u32>) -> impl Iterator<Item = &[Cell]> {
        let mut rest = self.cells.as_slice();
        rows.into_iter().map(move |row| {
            let from = rest.iter().position(|cell| cell.row >= row).unwrap_or(rest.len());
            rest = rest.get(from..).unwrap_or_default();
            let to = rest.iter().position(|cell| cell.row > row).unwrap_or(rest.len());
            rest.get(..to).unwrap_or_default()
        })
    }

    /// The last row that what begins in a row covers: of a text table's record, its last line.
    pub(crate) fn last_line(&self, row: u32) -> u32 {
        if self.addressing != Addressing::Text {
            return row;
        }
        let breaks = |cell: &Cell| cell.value.as_text().map_or(0, |raw| raw.matches('\n').count());
        let n_breaks: usize = self.row(row).iter().map(breaks).sum();
        row.saturating_add(u32::try_from(n_breaks).unwrap_or(u32::MAX))
    }

    /// The cells of a row, by column.
    pub fn row(&self, row: u32) -> &[Cell] {
        /// Rows of forms are no longer.
        const SHORT: usize = 12;
        let from = self.cells.partition_point(|cell| cell.row < row);
        let rest = self.cells.get(from..).unwrap_or_default();
        let length = match rest.iter().take(SHORT).take_while(|cell| cell.row == row).count() {
            SHORT => rest.partition_point(|cell| cell.row == row),
            length => length,
        };
        rest.get(..length).unwrap_or_default()
    }
}

impl Value {
    /// The text, where it is text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}
