//! A page's table while it is read: rows, cells, what spans.
//! In: cells as they begin and end. Out: a grid. Never sets a cell where one from above still reaches.

use super::{fill_of, tokens::Tag};
use crate::{
    grid::{Addressing, Block, Cell, Grid, Stands, Value},
    read::{budget::Budget, docx::content::Content, links::link, refusal::Refusal, uneven::Rows},
};

/// How far a cell may span.
const SPAN_MAX: u32 = 1000;
/// How many columns a table may have.
const COLUMNS_MAX: u32 = 16_384;

/// A table while it is open.
#[derive(Debug)]
pub(crate) struct OpenTable {
    grid: Grid,
    row: u32,
    column: u32,
    is_row_open: bool,
    /// Whether the rows of the section that is open are hidden.
    is_section_hidden: bool,
    /// How many columns the page has told of before its first row.
    n_columns: u32,
    cell: Option<(Content, u32, u32, Option<u32>)>,
    /// Blocks from rows above that reach into this row or below, from left to right.
    reaching: Vec<Block>,
    /// The last row of that of them which ends first.
    first_to_end: u32,
    all: Content,
    rows: Rows,
}

impl OpenTable {
    /// A table of this number in the page, from 1; `stands` says where.
    pub(crate) fn new(number: usize, stands: Stands) -> Self {
        Self {
            grid: Grid {
                sheet: format!("table {number}"),
                addressing: Addressing::Document,
                stands,
                ..Grid::default()
            },
            row: 0,
            column: 0,
            is_row_open: false,
            is_section_hidden: false,
            n_columns: 0,
            cell: None,
            reaching: Vec::new(),
            first_to_end: u32::MAX,
            all: Content::default(),
            rows: Rows::default(),
        }
    }

    /// The row and the column at which the next cell, or the one that is open, stands.
    pub(crate) const fn at(&self) -> (u32, u32) {
        (self.row, self.column)
    }

    /// Where text goes.
    pub(crate) fn content(&mut self) -> Option<&mut Content> {
        self.cell.as_mut().map(|(content, ..)| content)
    }

    /// Begins a row; one that is open ends.
    pub(crate) fn begin_row(&mut self, budget: &mut Budget) -> Result<(), Refusal> {
        self.end_row(budget)?;
        self.is_row_open = true;
        self.column = 0;
        if self.is_section_hidden {
            self.hide_row();
        }
        Ok(())
    }

    /// Nobody sees the table.
    pub(crate) const fn hide(&mut self) {
        self.grid.is_hidden = true;
    }

    /// Nobody sees the row that is open.
    pub(crate) fn hide_row(&mut self) {
        if self.grid.hidden_rows.last() != Some(&self.row) {
            self.grid.hidden_rows.push(self.row);
        }
    }

    /// Begins rows that are all hidden, or not.
    pub(crate) const fn begin_section(&mut self, is_hidden: bool) {
        self.is_section_hidden = is_hidden;
    }

    /// Takes in what the page says of its next columns, before the first row.
    pub(crate) fn column(&mut self, tag: &Tag<'_>, is_hidden: bool) {
        let n = span(tag, "span");
        let end = self.n_columns.saturating_add(n).min(COLUMNS_MAX);
        if is_hidden {
            self.grid.hidden_columns.extend(self.n_columns..end);
        }
        self.n_columns = end;
    }

    /// Ends the row, if one is open.
    pub(crate) fn end_row(&mut self, budget: &mut Budget) -> Result<(), Refusal> {
        self.end_cell(budget)?;
        if std::mem::take(&mut self.is_row_open) {
            if let Some(last) = self.reaching.last() {
                self.rows.field(last.right as usize, false, false);
            }
            self.row = self.row.saturating_add(1);
            self.rows.end(self.row);
            let row = self.row;
            if self.first_to_end < row {
                self.reaching.retain(|block| block.bottom >= row);
                self.first_to_end = self.reaching.iter().map(|block| block.bottom).min().unwrap_or(u32::MAX);
            }
        }
        Ok(())
    }

    /// Begins a cell; one that is open ends.
    pub(crate) fn begin_cell(&mut self, tag: &Tag<'_>, budget: &mut Budget) -> Result<(), Refusal> {
        self.end_cell(budget)?;
        if !self.is_row_open {
            self.begin_row(budget)?;
        }
        let (across, down) = (span(tag, "colspan"), span(tag, "rowspan"));
        let from = self.reaching.partition_point(|block| block.right < self.column);
        for block in self.reaching.get(from..).unwrap_or_default() {
            if block.left > self.column {
                break;
            }
            self.column = self.column.max(block.right + 1);
        }
        if self.column > COLUMNS_MAX {
            return Err(Refusal::over_limit("a table of the page has more than 16384 columns"));
        }
        self.cell = Some((Content::default(), across, down, fill_of(tag)));
        Ok(())
    }

    /// Ends the cell, if one is open.
    pub(crate) fn end_cell(&mut self, budget: &mut Budget) -> Result<(), Refusal> {
        let Some((mut content, across, down, fill)) = self.cell.take() else { return Ok(()) };
        let (row, column) = (self.row, self.column);
        let block = Block { top: row, left: column, bottom: row + down - 1, right: column + across - 1 };
        self.column = block.right + 1;
        if across > 1 || down > 1 {
            self.grid.merges.push(block);
        }
        if down > 1 {
            let at = self.reaching.partition_point(|known| known.left < block.left);
            self.reaching.insert(at, block);
            self.first_to_end = self.first_to_end.min(block.bottom);
        }
        for (text, address) in content.take_links() {
            self.grid.links.extend(link((row, column), &text, &address));
        }
        self.all.inner(&content);
        let letters = content.letters(fill);
        let (value, mut look) = content.finish(fill);
        if let Value::Text(text) = &value {
            look = look.trimmed(text);
        }
        let value = match value {
            Value::Text(text) => match text.trim() {
                "" => Value::Empty,
                text => Value::Text(budget.text(text)?.into()),
            },
            value => value,
        };
        let is_filled = value != Value::Empty || look.fill.is_some();
        self.rows.field(column as usize, is_filled, false);
        self.rows.field(block.right as usize, false, false);
        if is_filled {
            budget.cell()?;
            self.grid.letters.extend(letters.map(|letters| (row, column, letters)));
            self.grid.cells.push(Cell { row, column, value, look });
        }
        Ok(())
    }

    /// The table as a grid, all its text, and what to say of its rows.
    pub(crate) fn finish(mut self) -> (Grid, Content, Option<Refusal>) {
        self.grid.short_rows = self.rows.short();
        let uneven = self.rows.note("row", "cell", &format!(" of {}", self.grid.sheet));
        (self.grid, self.all, uneven)
    }
}

/// Over how many columns or rows an element reaches.
fn span(tag: &Tag<'_>, name: &str) -> u32 {
    tag.get(name).and_then(|span| span.trim().parse::<u32>().ok()).unwrap_or(1).clamp(1, SPAN_MAX)
}
