//! A sheet as a school has it, before it is written in any format.
//! In: cells. Out: rows. Never says which school or what is meant.

use chrono::NaiveDate;

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text, never a formula.
    Text(String),
    /// A heading.
    Head(String),
    /// A letter in Wingdings.
    Wingdings(char),
    /// A number.
    Number(f64),
    /// TRUE or FALSE.
    Flag(bool),
    /// A day.
    Day(NaiveDate),
}

/// A sheet, or a table of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Paper {
    /// The sheet's name.
    pub(super) name: String,
    /// Rows of cells.
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Paper {
    pub(super) fn named(name: &str) -> Self {
        Self { name: name.to_owned(), rows: Vec::new() }
    }

    pub(super) fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// A row of text.
    pub(super) fn texts(&mut self, texts: &[&str]) {
        self.row(texts.iter().map(|text| Cell::text(text)).collect());
    }

    /// A row of headings.
    pub(super) fn heads(&mut self, texts: &[&str]) {
        self.row(texts.iter().map(|text| Cell::Head((*text).to_owned())).collect());
    }
}

impl Cell {
    /// Text, or nothing.
    pub(super) fn text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// As a text table has it.
    pub(super) fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Head(text) => text.clone(),
            Self::Wingdings(letter) => letter.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
            Self::Day(day) => day.format("%d/%m/%Y").to_string(),
        }
    }
}
