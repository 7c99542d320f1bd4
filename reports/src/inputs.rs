//! What the papers of a year are made of.
//! In: checked tables and the authority's options. Out: [`Inputs`]. Never reads a file.

use std::collections::BTreeMap;

use schemas::{
    checked::{Checked, Row},
    contract::Table,
    ids::Year,
};

use crate::views::publishable::publication::Publication;

/// Checked tables by name, each whole or in parts that follow one another. A table that is not there counts as empty: the
/// view then says that there is nothing.
#[derive(Clone, Debug, Default)]
pub struct Tables<'a> {
    tables: BTreeMap<&'static str, Vec<&'a Checked>>,
    too_long: BTreeMap<&'static str, usize>,
}

impl<'a> Tables<'a> {
    /// No tables.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a table under its contract's name, or its next part.
    pub fn insert(&mut self, table: &'a Checked) {
        self.tables.entry(table.table().name).or_default().push(table);
    }

    /// Says how many rows a table has that is not handed over, since no view lists so many.
    pub fn leave_out(&mut self, table: &'static Table, n_rows: usize) {
        self.too_long.insert(table.name, n_rows);
    }

    /// The number of a table's rows, where it was left out for having so many.
    pub fn left_out(&self, name: &str) -> Option<usize> {
        self.too_long.get(name).copied()
    }

    /// The parts of the table of this name, in order; none where it is not there.
    pub fn parts(&self, name: &str) -> impl Iterator<Item = &'a Checked> + Clone + use<'a> {
        self.tables.get(name).cloned().unwrap_or_default().into_iter()
    }

    /// The rows of the table of this name; none where it is not there.
    pub fn rows(&self, name: &str) -> impl Iterator<Item = Row<'a>> + Clone + use<'a> {
        self.parts(name).flat_map(Checked::rows)
    }
}

impl<'a> FromIterator<&'a Checked> for Tables<'a> {
    fn from_iter<I: IntoIterator<Item = &'a Checked>>(tables: I) -> Self {
        let mut all = Self::new();
        for table in tables {
            all.insert(table);
        }
        all
    }
}

/// How schools are called in the working group's papers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SchoolNames {
    /// By name.
    #[default]
    Names,
    /// By a code (`School 07`); the officer's workbook holds the key, each school's own workbook its own code.
    Codes,
}

/// What the authority chose.
#[derive(Clone, Debug)]
pub struct Options {
    /// How schools are called in `benchmark.xlsx` and `report.html`.
    pub school_names: SchoolNames,
    /// Whether to write a workbook for each school.
    pub school_workbooks: bool,
    /// Least number of answering schools behind a published figure, at least 2.
    pub k: i64,
    /// The register's columns that make groups, in the order of the settings.
    pub groups: Vec<String>,
    /// Where a school writes to have its return put right; empty if not set.
    pub contact: String,
    /// What Partly counts in a score, of 1 for Yes.
    pub partly_score: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            school_names: SchoolNames::Names,
            school_workbooks: true,
            k: 5,
            groups: Vec::new(),
            contact: String::new(),
            partly_score: 0.5,
        }
    }
}

/// All that a year's papers are made of.
#[derive(Clone, Debug)]
pub struct Inputs<'a> {
    /// The year.
    pub year: Year,
    /// The authority's name, for titles.
    pub authority_name: &'a str,
    /// The tables of `bi/` (rows of other years are passed over where the view is of this year), the officer's
    /// tables, and of `YEAR/data/`: `collection`, `files`, `returns`, `comments`, `findings`, `schools`,
    /// `decisions`, `actions`, `action_links`, and `answers` where school workbooks are wanted (for the marks as written).
    pub tables: Tables<'a>,
    /// `YEAR/data/` of the latest earlier collection, for the evidence that a school gave then: `returns`,
    /// `comments`. Empty where there is none.
    pub before: Tables<'a>,
    /// What was published before, of all years, oldest first.
    pub publications: &'a [Publication],
    /// What the authority chose.
    pub options: Options,
}
