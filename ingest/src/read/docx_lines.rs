//! Paragraphs outside a document's tables, one a row, parted at tabs.
//! In: paragraphs in the order of the document. Out: cells. Never takes the empty cells of a table that became text for a
//! gap between words.

use super::{budget::Budget, docx_content::Content, refusal::Refusal};
use crate::grid::{Cell, Value};

/// The paragraphs so far.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    /// Their cells.
    pub(crate) cells: Vec<Cell>,
    /// The row of the next one.
    pub(crate) row: u32,
    /// Whether a row of headings has come, so that each tab stands for a column.
    is_tabled: bool,
}

impl Lines {
    /// Adds a paragraph; a blank one is an empty row.
    pub(crate) fn add(&mut self, paragraph: Content, budget: &mut Budget) -> Result<(), Refusal> {
        let row = self.row;
        self.row = self.row.saturating_add(1);
        if paragraph.standing().trim().is_empty() {
            return Ok(());
        }
        let text = paragraph.standing().to_owned();
        let (_, look) = paragraph.finish(None);
        self.is_tabled |= is_row_of_heads(&text);
        let pieces = text.split('\t').enumerate().filter(|(_, piece)| !piece.trim().is_empty());
        for (n_before, (at, piece)) in pieces.enumerate() {
            // Several tabs are one gap to whoever lays out a letter, and empty cells to a table that became text.
            let column = u32::try_from(if self.is_tabled { at } else { n_before }).unwrap_or(u32::MAX);
            budget.cell()?;
            let value = Value::Text(budget.text(piece)?.into());
            self.cells.push(Cell { row, column, value, look });
        }
        Ok(())
    }
}

/// Whether a paragraph is a row of headings, as of a table that became text: several short words, a tab between each two.
fn is_row_of_heads(text: &str) -> bool {
    const FEWEST: usize = 3;
    const LONGEST: usize = 30;
    let is_head = |piece: &str| (1..=LONGEST).contains(&piece.trim().len());
    let mut pieces = text.trim_matches('\t').split('\t');
    text.contains('\t') && pieces.clone().count() >= FEWEST && pieces.all(is_head)
}
