//! Paragraphs outside a document's tables, one a row, parted at tabs.
//! In: paragraphs in the order of the document. Out: cells. Never takes the empty cells of a table that became text for a
//! gap between words.

use super::content::Content;
use crate::{
    grid::{Cell, Link, Value},
    read::{budget::Budget, links::link, refusal::Refusal},
};

/// Marks behind gaps of as many widths, on as many lines, stand in columns.
const FEWEST_MARKED: usize = 3;
/// A mark is no longer.
const LONGEST_MARK: usize = 3;

/// The paragraphs so far.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    /// Their pieces, each at the number of pieces before it, and the number of tabs.
    pieces: Vec<(Cell, u32)>,
    /// The texts that lead to addresses, each with its row.
    links: Vec<(u32, String, String)>,
    /// The row of the next one.
    pub(crate) row: u32,
    has_heads: bool,
    /// Lines with a mark behind several tabs, how many tabs such lines have before their marks, and in all.
    n_marked: usize,
    gaps: Vec<usize>,
    tabs: Vec<usize>,
}

impl Lines {
    /// Adds a paragraph; a blank one is an empty row.
    pub(crate) fn add(&mut self, mut paragraph: Content, budget: &mut Budget) -> Result<(), Refusal> {
        let row = self.row;
        self.row = self.row.saturating_add(1);
        self.links.extend(paragraph.take_links().into_iter().map(|(text, address)| (row, text, address)));
        if paragraph.standing().trim().is_empty() {
            return Ok(());
        }
        let text = paragraph.standing().to_owned();
        let (_, look) = paragraph.finish(None);
        self.has_heads |= is_row_of_heads(&text);
        self.take_gap(&text);
        let pieces = text.split('\t').enumerate().filter(|(_, piece)| !piece.trim().is_empty());
        for (column, (at, piece)) in (0_u32..).zip(pieces) {
            budget.cell()?;
            let value = Value::Text(budget.text(piece)?.into());
            self.pieces.push((Cell { row, column, value, look }, u32::try_from(at).unwrap_or(u32::MAX)));
        }
        Ok(())
    }

    /// Notes how many tabs stand before the first mark of a line, and in all of it.
    fn take_gap(&mut self, text: &str) {
        let mut gap = 0;
        for piece in text.split('\t').skip(1).map(str::trim) {
            gap += 1;
            if piece.is_empty() {
                continue;
            }
            if piece.len() <= LONGEST_MARK {
                self.n_marked += usize::from(gap > 1);
                let n_tabs = text.matches('\t').count();
                for (known, n) in [(&mut self.gaps, gap), (&mut self.tabs, n_tabs)] {
                    if !known.contains(&n) {
                        known.push(n);
                    }
                }
                return;
            }
            gap = 0;
        }
    }

    /// The cells. Several tabs are one gap to whoever lays out a letter, and empty cells to a table that became text: one
    /// with a row of headings, or with marks here behind one tab, there behind more, on lines with as many tabs in all.
    pub(crate) fn cells(self) -> (Vec<Cell>, Vec<Link>) {
        let stand_apart = self.n_marked >= FEWEST_MARKED && self.gaps.len() > 1 && self.tabs.len() == 1;
        let is_tabled = self.has_heads || stand_apart;
        let placed = |(cell, at): (Cell, u32)| if is_tabled { Cell { column: at, ..cell } } else { cell };
        let cells: Vec<Cell> = self.pieces.into_iter().map(placed).collect();
        let links = self.links.into_iter().filter_map(|(row, text, address)| {
            let from = cells.partition_point(|cell| cell.row < row);
            let own = || cells.get(from..).unwrap_or_default().iter().take_while(|cell| cell.row == row);
            let says = |cell: &&Cell| cell.value.as_text().is_some_and(|raw| raw.contains(text.trim()));
            let column = own().find(says).or_else(|| own().next()).map_or(0, |cell| cell.column);
            link((row, column), &text, &address)
        });
        let links = links.collect();
        (cells, links)
    }
}

/// Whether a paragraph is a row of headings, as of a table that became text: several short words, a tab between each two.
fn is_row_of_heads(text: &str) -> bool {
    const FEWEST: usize = 3;
    const LONGEST: usize = 30;
    // `Tel 01 | Fax 02` is none.
    let is_head = |piece: &str| {
        (1..=LONGEST).contains(&piece.trim().len()) && !piece.bytes().any(|byte| byte.is_ascii_digit())
    };
    let mut pieces = text.trim_matches('\t').split('\t');
    text.contains('\t') && pieces.clone().count() >= FEWEST && pieces.all(is_head)
}
