//! Where something was read, in words that lead a person to the cell.
//! In: file, sheet and position. Out: a place. Never opens anything.

use std::fmt;

/// Where something was read. An empty sheet or cell means: the whole of the level above.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Path below the named folder, with `/`; `archive.zip/member` for a member of an archive.
    pub source_file: String,
    /// Sheet of a workbook, or `table 2` of a document; empty for a CSV.
    pub sheet: String,
    /// `C12` in a workbook, `line 3, column 4` in a CSV, `row 5, cell 2` in a document.
    pub cell: String,
}

impl Place {
    /// A whole file.
    pub fn file(source_file: impl Into<String>) -> Self {
        Self { source_file: source_file.into(), ..Self::default() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source_file)?;
        if !self.sheet.is_empty() {
            write!(f, " '{}'", self.sheet)?;
        }
        if !self.cell.is_empty() {
            write!(f, " {}", self.cell)?;
        }
        Ok(())
    }
}

/// A column's letters in a workbook: 0 is `A`, 26 is `AA`.
pub fn column_letters(column: u32) -> String {
    Name::of(None, column).as_str().to_owned()
}

/// A cell's name in a workbook from its row and column, both from 0: `(0, 0)` is `A1`.
pub fn cell_name(row: u32, column: u32) -> String {
    with_cell_name(row, column, str::to_owned)
}

/// Makes something of a [`cell_name`]: every answer has such a name, and is held as its holder likes.
pub fn with_cell_name<T>(row: u32, column: u32, make: impl FnOnce(&str) -> T) -> T {
    make(Name::of(Some(row), column).as_str())
}

/// Makes something of a name by two numbers, row and column from 0 with a text before each: `row 5, cell 2`.
pub fn with_numbered_name<T>(
    [before_row, before_column]: [&str; 2],
    [row, column]: [u32; 2],
    make: impl FnOnce(&str) -> T,
) -> T {
    let mut name = Name::empty();
    name.put_number(column);
    name.put_text(before_column);
    name.put_number(row);
    name.put_text(before_row);
    make(name.as_str())
}

/// A name, written from its end.
struct Name {
    bytes: [u8; Self::MOST],
    from: usize,
}

impl Name {
    /// As many letters and figures as the longest has: `line 4294967296, column 4294967296`.
    const MOST: usize = 34;

    #[inline]
    const fn empty() -> Self {
        Self { bytes: [0; Self::MOST], from: Self::MOST }
    }

    fn of(row: Option<u32>, column: u32) -> Self {
        let mut name = Self::empty();
        if let Some(row) = row {
            name.put_number(row);
        }
        let mut letters = Some(column);
        while let Some(left) = letters {
            name.put(b'A', u64::from(left % 26));
            letters = (left / 26).checked_sub(1);
        }
        name
    }

    /// A position from 0, as people count.
    #[inline]
    fn put_number(&mut self, position: u32) {
        let mut left = u64::from(position) + 1;
        while left > 0 {
            self.put(b'0', left % 10);
            left /= 10;
        }
    }

    #[inline]
    fn put_text(&mut self, text: &str) {
        let end = self.from;
        self.from = end.saturating_sub(text.len());
        if let Some(free) = self.bytes.get_mut(self.from..end).filter(|free| free.len() == text.len()) {
            free.copy_from_slice(text.as_bytes());
        }
    }

    #[inline]
    fn put(&mut self, first: u8, further: u64) {
        self.from = self.from.saturating_sub(1);
        if let Some(free) = self.bytes.get_mut(self.from) {
            *free = first + u8::try_from(further).unwrap_or(0);
        }
    }

    #[inline]
    fn as_str(&self) -> &str {
        self.bytes.get(self.from..).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_excel_does() {
        assert_eq!(cell_name(0, 0), "A1");
        assert_eq!(cell_name(11, 25), "Z12");
        assert_eq!(cell_name(0, 26), "AA1");
        assert_eq!(cell_name(9, 701), "ZZ10");
        assert_eq!(cell_name(98, 702), "AAA99");
        assert_eq!(cell_name(1_048_575, 16_383), "XFD1048576");
        assert_eq!(cell_name(u32::MAX, u32::MAX), "MWLQKWV4294967296");
    }

    #[test]
    fn a_place_leads_to_the_cell() {
        let place = Place { source_file: "a.xlsx".into(), sheet: "Form".into(), cell: "C12".into() };
        assert_eq!(place.to_string(), "a.xlsx 'Form' C12");
        assert_eq!(Place::file("a.xlsx").to_string(), "a.xlsx");
    }
}
