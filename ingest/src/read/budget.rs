//! What a file has used up of its limits on cells and text while it is read.
//! In: limits, cells as they come. Out: whether the next one still fits. Never allocates.

use super::{limits::Limits, refusal::Refusal};

/// A running count against the limits of one file.
#[derive(Debug)]
pub(crate) struct Budget {
    cells: usize,
    text: usize,
    one_text: usize,
    n_cells_max: usize,
    n_text_max: usize,
    /// How many texts were cut because they were too long.
    pub(crate) n_cut: usize,
}

impl Budget {
    /// A full budget.
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            cells: limits.cells,
            text: limits.all_text_bytes,
            one_text: limits.text_bytes,
            n_cells_max: limits.cells,
            n_text_max: limits.all_text_bytes,
            n_cut: 0,
        }
    }

    /// Takes one cell.
    pub(crate) fn cell(&mut self) -> Result<(), Refusal> {
        self.cells = self.cells.checked_sub(1).ok_or_else(|| {
            Refusal::over_limit(format!("the file has more than {} filled cells", self.n_cells_max))
        })?;
        Ok(())
    }

    /// Takes one cell's text, cut at its limit.
    pub(crate) fn text<'a>(&mut self, text: &'a str) -> Result<&'a str, Refusal> {
        let text = if text.len() > self.one_text {
            self.n_cut += 1;
            let mut end = self.one_text;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.get(..end).unwrap_or_default()
        } else {
            text
        };
        self.text = self.text.checked_sub(text.len()).ok_or_else(|| {
            Refusal::over_limit(format!(
                "the file's cells hold more than {} MB of text",
                self.n_text_max >> 20
            ))
        })?;
        Ok(text)
    }
}
