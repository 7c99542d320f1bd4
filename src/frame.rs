//! Where Arrow and Polars meet: narrow columns in, counts out, each copied.
//! In: columns of 32-bit codes, one value an answer. Out: each code that occurs with the number of its answers,
//! sorted by code. Never a text, a date or a float: Polars counts whole numbers only, so that no order of its
//! threads can be seen in a figure.

use polars::prelude::{DataFrame, IntoLazy, NamedFrom, PolarsResult, Series, col, len};

/// Answers as codes: columns of the same length.
pub struct Answers {
    frame: DataFrame,
}

/// A code and how many answers have it.
pub type Tally = Vec<(u32, u32)>;

impl Answers {
    /// Columns of codes, by name.
    pub fn new(columns: Vec<(&'static str, Vec<u32>)>) -> PolarsResult<Self> {
        let columns =
            columns.into_iter().map(|(name, codes)| Series::new(name.into(), codes).into()).collect();
        Ok(Self { frame: DataFrame::new_infer_height(columns)? })
    }

    /// How often each code of a column occurs, by code.
    pub fn tally(&self, column: &str) -> PolarsResult<Tally> {
        let counted = self.frame.clone().lazy().group_by([col(column)]).agg([len().alias("n")]).collect()?;
        let (codes, counts) = (counted.column(column)?.u32()?, counted.column("n")?.u32()?);
        let mut tally: Tally = codes.into_no_null_iter().zip(counts.into_no_null_iter()).collect();
        tally.sort_unstable();
        Ok(tally)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_each_code_and_sorts_by_it() {
        let answers = Answers::new(vec![("a", vec![7, 3, 7, 7]), ("b", vec![0, 0, 1, 2])]).unwrap();
        assert_eq!(answers.tally("a").unwrap(), [(3, 1), (7, 3)]);
        assert_eq!(answers.tally("b").unwrap(), [(0, 2), (1, 1), (2, 1)]);
        let none = Answers::new(vec![("a", vec![])]).unwrap();
        assert!(none.tally("a").unwrap().is_empty());
    }
}
