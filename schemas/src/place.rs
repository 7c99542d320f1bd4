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
    let mut letters = String::new();
    put_letters(column, &mut |letter| letters.push(letter));
    letters
}

fn put_letters(column: u32, put: &mut impl FnMut(char)) {
    if let Some(before) = (column / 26).checked_sub(1) {
        put_letters(before, put);
    }
    let last = u8::try_from(column % 26).unwrap_or(0);
    put(char::from(b'A' + last));
}

fn put_digits(number: u64, put: &mut impl FnMut(char)) {
    if number >= 10 {
        put_digits(number / 10, put);
    }
    let last = u8::try_from(number % 10).unwrap_or(0);
    put(char::from(b'0' + last));
}

/// A cell's name in a workbook from its row and column, both from 0: `(0, 0)` is `A1`.
pub fn cell_name(row: u32, column: u32) -> String {
    let mut name = String::new();
    put_cell_name(row, column, |letter| name.push(letter));
    name
}

/// Hands over the letters of a [`cell_name`] one by one: every answer has such a name, and is held as its holder likes.
pub fn put_cell_name(row: u32, column: u32, mut put: impl FnMut(char)) {
    put_letters(column, &mut put);
    put_digits(u64::from(row) + 1, &mut put);
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
