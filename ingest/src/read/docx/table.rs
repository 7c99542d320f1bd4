//! A document's tables while they are read: rows, cells, spans.
//! In: cells as they end. Out: grids. Never loses a column to a cell that spans or is merged.

use super::content::{Content, RunLook};
use crate::{
    grid::{Addressing, Block, Cell, Grid, Look, Stands, Value},
    read::{budget::Budget, links::link, refusal::Refusal, uneven::Rows},
};

/// How many columns a table may have: Word allows 63.
const COLUMNS_MAX: u32 = 1000;

/// More pictures, or notes, in a table's cells are no form's.
const MOST_BESIDE: usize = 2_000;
/// Room for the cells of a form's table.
const MANY_CELLS: usize = 64;

/// How a cell is merged with those above and below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Vertical {
    /// Not at all.
    #[default]
    None,
    /// It is the first of a merged block.
    First,
    /// It is a later one, and shows nothing of its own.
    Later,
}

/// A cell while it is open.
#[derive(Debug, Default)]
pub(crate) struct OpenCell {
    /// Its content.
    pub(crate) content: Content,
    /// How many columns it covers.
    pub(crate) span: u32,
    /// How it is merged vertically.
    pub(crate) vertical: Vertical,
    /// Its background.
    pub(crate) fill: Option<u32>,
    /// Whether it was deleted under tracked changes.
    pub(crate) is_deleted: bool,
    /// The tick or cross that a list in it has for a bullet.
    pub(crate) bullet: Option<char>,
}

/// A table while it is open.
#[derive(Debug)]
pub(crate) struct OpenTable {
    grid: Grid,
    row: u32,
    column: u32,
    /// How many cells, links and colours of letters the rows have that have ended.
    kept: (usize, usize, usize),
    /// The cell that is open, if one is.
    pub(crate) cell: Option<OpenCell>,
    /// Whether the row was deleted under tracked changes.
    pub(crate) row_is_deleted: bool,
    /// Blocks that may still grow downwards.
    growing: Vec<Block>,
    /// How many columns each row has.
    rows: Rows,
    /// Columns that the row leaves behind its last cell.
    after: u32,
    /// Cells that hold nothing but a list's sign, rising: row and column.
    bulleted: Vec<(u32, u32)>,
    /// Columns in which such signs stand before sentences.
    listed: Vec<u32>,
}

impl OpenTable {
    /// A table of this number in the document, from 1; `stands` says where.
    pub(crate) fn new(number: usize, stands: Stands) -> Self {
        let grid = Grid {
            cells: Vec::with_capacity(MANY_CELLS),
            sheet: format!("table {number}"),
            addressing: Addressing::Document,
            stands,
            ..Grid::default()
        };
        Self {
            grid,
            row: 0,
            column: 0,
            kept: (0, 0, 0),
            cell: None,
            row_is_deleted: false,
            growing: Vec::new(),
            rows: Rows::default(),
            after: 0,
            bulleted: Vec::new(),
            listed: Vec::new(),
        }
    }

    /// Begins a row.
    pub(crate) fn begin_row(&mut self) {
        self.column = 0;
        self.after = 0;
        self.row_is_deleted = false;
        self.drop_row();
    }

    /// The row and the column at which the next cell, or the one that is open, stands.
    pub(crate) const fn at(&self) -> (u32, u32) {
        (self.row, self.column)
    }

    /// Notes that something without words is drawn in the cell that is open.
    pub(crate) fn draw_over(&mut self) {
        if self.grid.drawn_over.len() < MOST_BESIDE {
            self.grid.drawn_over.push((self.row, self.column));
        }
    }

    /// Puts the sign of a list into the cell that is open, where nothing else stands there.
    pub(crate) fn take_bullet(&mut self) {
        /// A longer text is a sentence of a list.
        const SHORT: usize = 20;
        let at = self.at();
        let Some(cell) = &mut self.cell else { return };
        let Some(sign) = cell.bullet.take() else { return };
        let says = cell.content.standing().trim();
        if says.is_empty() {
            cell.content.text(sign.encode_utf8(&mut [0; 4]), RunLook::default());
            cell.content.end_paragraph();
            if self.bulleted.len() < MOST_BESIDE {
                self.bulleted.push(at);
            }
        } else if says.chars().nth(SHORT).is_some() && !self.listed.contains(&at.1) {
            self.listed.push(at.1);
        }
    }

    /// Takes lone signs for no marks in a column of lists: somebody is to look at them, as at what is drawn over a cell.
    fn leave_bullets(&mut self) {
        let listed = std::mem::take(&mut self.listed);
        let mut left = std::mem::take(&mut self.bulleted);
        left.retain(|(_, column)| listed.contains(column));
        if !left.is_empty() {
            self.grid.cells.retain(|cell| left.binary_search(&(cell.row, cell.column)).is_err());
            self.grid.drawn_over.append(&mut left);
        }
    }

    /// Notes that a note of this kind and number belongs to the cell that is open: what it says stands in another part.
    pub(crate) fn note(&mut self, kind: &str, number: &str) {
        if self.cell.is_some() && self.grid.notes.len() < MOST_BESIDE {
            self.grid.notes.push((self.row, self.column, [kind, " ", number].concat().into()));
        }
    }

    /// Leaves columns before the row's first cell.
    pub(crate) fn leave_before(&mut self, columns: u32) {
        self.column = self.column.saturating_add(columns).min(COLUMNS_MAX);
    }

    /// Leaves columns behind the row's last cell.
    pub(crate) const fn leave_after(&mut self, columns: u32) {
        self.after = columns;
    }

    /// Ends the cell that is open; says whether it shows anything of its own.
    pub(crate) fn end_cell(&mut self, budget: &mut Budget) -> Result<bool, Refusal> {
        let Some(cell) = self.cell.take().filter(|cell| !cell.is_deleted) else { return Ok(false) };
        let column = self.column;
        let span = cell.span.clamp(1, COLUMNS_MAX);
        self.column = next_column(column, span)?;
        let (row, right) = (self.row, column + span - 1);
        match cell.vertical {
            Vertical::Later => {
                let above = self.growing.iter_mut().find(|one| one.left == column && one.bottom + 1 == row);
                if let Some(above) = above {
                    above.bottom = row;
                }
                return Ok(false);
            }
            Vertical::First => self.growing.push(Block { top: row, left: column, bottom: row, right }),
            Vertical::None if span > 1 => {
                self.grid.merges.push(Block { top: row, left: column, bottom: row, right });
            }
            Vertical::None => {}
        }
        let mut content = cell.content;
        for (text, address) in content.take_links() {
            self.grid.links.extend(link((row, column), &text, &address));
        }
        let letters = content.letters(cell.fill);
        let (value, look) = content.finish(cell.fill);
        if value != Value::Empty || look.fill.is_some() {
            budget.cell()?;
            let value = match value {
                Value::Text(mut text) => {
                    let kept = budget.text(&text)?.len();
                    if kept < text.len() {
                        text = text.get(..kept).unwrap_or_default().into();
                    }
                    Value::Text(text)
                }
                value => value,
            };
            self.grid.letters.extend(letters.map(|letters| (row, column, letters)));
            self.grid.cells.push(Cell { row, column, value, look });
        }
        Ok(true)
    }

    /// Puts in a cell of one column that holds this text, which shows as it is, and nothing else.
    pub(crate) fn put_plain(&mut self, text: &str, budget: &mut Budget) -> Result<(), Refusal> {
        let (row, column) = (self.row, self.column);
        self.column = next_column(column, 1)?;
        if !text.is_empty() {
            budget.cell()?;
            let value = Value::Text(budget.text(text)?.into());
            self.grid.cells.push(Cell { row, column, value, look: Look::default() });
        }
        Ok(())
    }

    /// Ends a row.
    pub(crate) fn end_row(&mut self) {
        if self.row_is_deleted {
            self.drop_row();
            return;
        }
        let width = self.column.saturating_add(self.after).min(COLUMNS_MAX);
        for cell in self.grid.cells.get(self.kept.0..).unwrap_or_default() {
            self.rows.field(cell.column as usize, cell.value != Value::Empty, false);
        }
        if let Some(last) = width.checked_sub(1) {
            self.rows.field(last as usize, false, false);
        }
        self.rows.end(self.row.saturating_add(1));
        self.kept = (self.grid.cells.len(), self.grid.links.len(), self.grid.letters.len());
        self.row = self.row.saturating_add(1);
        if self.growing.is_empty() {
            return;
        }
        let row = self.row;
        let (growing, done): (Vec<Block>, Vec<Block>) =
            std::mem::take(&mut self.growing).into_iter().partition(|one| one.bottom + 1 == row);
        self.growing = growing;
        self.keep(done);
    }

    /// Takes back what the row that is open has brought.
    fn drop_row(&mut self) {
        let (n_cells, n_links, n_letters) = self.kept;
        self.grid.cells.truncate(n_cells);
        self.grid.links.truncate(n_links);
        self.grid.letters.truncate(n_letters);
        while self.bulleted.pop_if(|(row, _)| *row == self.row).is_some() {}
        while self.grid.drawn_over.pop_if(|(row, _)| *row == self.row).is_some() {}
        while self.grid.notes.pop_if(|(row, ..)| *row == self.row).is_some() {}
    }

    fn keep(&mut self, blocks: Vec<Block>) {
        self.grid
            .merges
            .extend(blocks.into_iter().filter(|one| one.top < one.bottom || one.left < one.right));
    }

    /// The table as a grid.
    pub(crate) fn finish(mut self) -> Grid {
        self.drop_row();
        self.leave_bullets();
        let growing = std::mem::take(&mut self.growing);
        self.keep(growing);
        self.grid.merges.sort_unstable_by_key(|one| (one.top, one.left));
        self.grid.short_rows = self.rows.short();
        self.grid
    }
}

/// The column behind a cell.
fn next_column(column: u32, span: u32) -> Result<u32, Refusal> {
    let next = column.saturating_add(span);
    if next > COLUMNS_MAX {
        let message = format!("a table of the document has more than {COLUMNS_MAX} columns");
        return Err(Refusal::over_limit(message));
    }
    Ok(next)
}
