//! Comments -> one number for the evidence beside each statement of a return.
//! In: the file of comments of a year. Out: hashes, by return and statement. Never keeps a word, and never reads a
//! column that is not needed.

use std::path::Path;

use arrow::{
    array::{Array as _, AsArray as _},
    datatypes::Int32Type,
};
use schemas::tables::data;

use super::load::{BATCH, Index, arrow_fault, keys, open, with_dictionaries};
use crate::error::Error;

/// Evidence of fewer letters than this, once folded, is too short to say anything by being the same.
const SHORTEST: u32 = 40;

/// Hashes of the evidence of a year, where it is long enough.
#[derive(Default)]
pub(super) struct Evidence {
    /// Row of the return, row of the statement, hash; sorted.
    cells: Vec<(u32, u16, u64)>,
    /// Where the cells of each return begin, by its row; and at last where all end.
    begins: Vec<usize>,
}

impl Evidence {
    /// Reads the comments of a year.
    pub(super) fn of(data: &Path, index: &Index<'_>) -> Result<Self, Error> {
        let path = data.join("comments.parquet");
        let odd = |why: &str| Error::Table { path: path.clone(), why: why.to_owned() };
        let schema = with_dictionaries(&data::COMMENTS, &["return_id", "statement_id"]);
        let mut cells = Vec::new();
        let mut of_return = OfReturn::default();
        for batch in open(&path, &["return_id", "statement_id", "text"], Some(&schema), BATCH)? {
            let batch = batch.map_err(arrow_fault(&path))?;
            let (return_keys, return_ids) = keys(&path, &batch, "return_id")?;
            let (statement_keys, statement_ids) = keys(&path, &batch, "statement_id")?;
            let texts = batch
                .column_by_name("text")
                .and_then(|column| column.as_string_opt::<i32>())
                .ok_or_else(|| odd("its column text is not text"))?;
            let returns: Vec<_> = return_ids.iter().map(|id| index.returns.get(id).copied()).collect();
            let at = |keys: &arrow::array::PrimitiveArray<Int32Type>, row: usize| {
                keys.is_valid(row).then(|| usize::try_from(keys.value(row)).ok()).flatten()
            };
            let statements = index.statement_rows(&statement_ids);
            for row in (0..batch.num_rows()).filter(|row| texts.is_valid(*row)) {
                let of = at(return_keys, row).and_then(|key| returns.get(key).copied().flatten());
                let Some((return_row, catalogue)) = of else { continue };
                let statement = at(statement_keys, row);
                let statement =
                    statement.and_then(|key| statements.get(catalogue)?.get(key).copied().flatten());
                let Some(statement_row) = statement else { continue };
                if of_return.return_row != return_row {
                    of_return.leave(&mut cells);
                    of_return.return_row = return_row;
                }
                of_return.letters(statement_row).add(texts.value(row));
            }
        }
        of_return.leave(&mut cells);
        Ok(Self::in_order(cells))
    }

    fn in_order(mut cells: Vec<(u32, u16, u64)>) -> Self {
        cells.sort_unstable();
        let n_returns = cells.last().map_or(0, |(row, ..)| *row as usize + 1);
        let mut begins = vec![0; n_returns + 1];
        // How many each return has, one place on: summed up, where the next begins.
        for (row, ..) in &cells {
            begins[*row as usize + 1] += 1;
        }
        for at in 1..begins.len() {
            begins[at] += begins[at - 1];
        }
        Self { cells, begins }
    }

    /// Those of a return: row of the return, row of the statement, hash; sorted.
    pub(super) fn of_return(&self, return_row: u32) -> &[(u32, u16, u64)] {
        let at = return_row as usize;
        let ends = at.checked_add(1).and_then(|next| self.begins.get(at..=next));
        ends.and_then(|ends| self.cells.get(ends[0]..ends[1])).unwrap_or_default()
    }
}

/// The evidence of the return at hand: a return's comments stand together in the file.
#[derive(Default)]
struct OfReturn {
    return_row: u32,
    statements: Vec<(u16, Letters)>,
}

impl OfReturn {
    /// What stands beside a statement so far.
    fn letters(&mut self, statement_row: u16) -> &mut Letters {
        let at = self.statements.iter().position(|(row, _)| *row == statement_row).unwrap_or_else(|| {
            self.statements.push((statement_row, Letters::default()));
            self.statements.len() - 1
        });
        &mut self.statements[at].1
    }

    fn leave(&mut self, cells: &mut Vec<(u32, u16, u64)>) {
        let long = self.statements.drain(..).filter(|(_, letters)| letters.n >= SHORTEST);
        cells.extend(
            long.map(|(statement_row, letters)| (self.return_row, statement_row, letters.hash.max(1))),
        );
    }
}

/// A hash of letters and digits, whatever their case and whatever stands between them: FNV-1a of 64 bits (Fowler, Noll,
/// Vo 1991), a letter at a time. The same on every machine.
struct Letters {
    hash: u64,
    n: u32,
}

impl Default for Letters {
    fn default() -> Self {
        Self { hash: 0xcbf2_9ce4_8422_2325, n: 0 }
    }
}

impl Letters {
    fn add(&mut self, text: &str) {
        if text.is_ascii() {
            let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
            letters.for_each(|letter| self.one(char::from(letter.to_ascii_lowercase())));
            return;
        }
        for letter in text.chars() {
            if letter.is_ascii() {
                if letter.is_ascii_alphanumeric() {
                    self.one(letter.to_ascii_lowercase());
                }
            } else if letter.is_alphanumeric() {
                letter.to_lowercase().for_each(|letter| self.one(letter));
            }
        }
    }

    fn one(&mut self, letter: char) {
        self.hash = (self.hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3);
        self.n = self.n.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(texts: &[&str]) -> (u64, u32) {
        let mut letters = Letters::default();
        for text in texts {
            letters.add(text);
        }
        (letters.hash, letters.n)
    }

    #[test]
    fn case_spaces_and_the_cells_that_hold_the_words_do_not_matter() {
        assert_eq!(hash(&["Minutes of MAY,  2026"]), hash(&["minutes", "of may 2026"]));
        assert_eq!(hash(&["ÉCOLE Straße"]), hash(&["école, straße"]));
        assert_ne!(hash(&["Minutes of May"]).0, hash(&["Minutes of June"]).0);
        assert_eq!(hash(&["  - , "]).1, 0);
    }

    #[test]
    fn a_return_finds_its_own() {
        let evidence = Evidence::in_order(vec![(4, 0, 8), (3, 4, 7), (1, 0, 5), (3, 1, 6)]);
        assert_eq!(evidence.of_return(3), [(3, 1, 6), (3, 4, 7)]);
        assert_eq!(evidence.of_return(4), [(4, 0, 8)]);
        assert!([0, 2, 5, 9, u32::MAX].iter().all(|row| evidence.of_return(*row).is_empty()));
        assert!(Evidence::default().of_return(0).is_empty());
    }
}
